export { type TriggerModel } from './model.js';
export { readTriggers } from './read.js';
