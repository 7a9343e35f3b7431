import { DATA_PLAN_CODES } from './data-plan.js';
/** AM3xxx: data. */
export const DATA_CODES = { ...DATA_PLAN_CODES } as const;
