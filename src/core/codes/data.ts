import { DATA_PLAN_CODES } from './data-plan.js';
import { DATA_SCHEMA_CODES } from './data-schema.js';
/** AM3xxx: data. */
export const DATA_CODES = { ...DATA_PLAN_CODES, ...DATA_SCHEMA_CODES } as const;
