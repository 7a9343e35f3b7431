import { DATA_PLAN_CODES } from './data-plan.js';
import { DATA_SCHEMA_CODES } from './data-schema.js';
import { DATA_SDL_CODES } from './data-sdl.js';
/** AM3xxx: data. */
export const DATA_CODES = { ...DATA_PLAN_CODES, ...DATA_SCHEMA_CODES, ...DATA_SDL_CODES } as const;
