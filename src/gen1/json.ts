export { embedJson, type EmbedPath, withEmbedded } from '../core/json-embed.js';
export { type OnDuplicate, parseJson } from '../core/json-parse.js';
