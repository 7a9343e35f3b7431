import { DATA_BUILDER_CODES } from './data-builder.js';
import { DATA_CUSTOM_CODES } from './data-custom.js';
import { DATA_OPERATION_CODES } from './data-operations.js';
import { DATA_V1_CODES } from './data-v1.js';
import { DATA_PLAN_CODES } from './data-plan.js';
import { DATA_SCHEMA_CODES } from './data-schema.js';
import { DATA_CONSTRUCT_CODES } from './data-construct.js';
import { DATA_SDL_CODES } from './data-sdl.js';
import { DATA_SETTINGS_CODES } from './data-settings.js';
import { DATA_TABLES_CODES } from './data-tables.js';
/** AM3xxx: data. */
export const DATA_CODES = {
  ...DATA_CUSTOM_CODES,
  ...DATA_OPERATION_CODES,
  ...DATA_PLAN_CODES,
  ...DATA_BUILDER_CODES,
  ...DATA_SCHEMA_CODES,
  ...DATA_SDL_CODES,
  ...DATA_CONSTRUCT_CODES,
  ...DATA_SETTINGS_CODES,
  ...DATA_TABLES_CODES,
  ...DATA_V1_CODES,
} as const;
