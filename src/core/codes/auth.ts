import { ADMIN_QUERIES_CODES } from './auth-admin-queries.js';
import { OVERRIDE_CODES } from './auth-overrides.js';
import { TRIGGER_CODES } from './auth-triggers.js';

/** AM1xxx: auth. */
export const AUTH_CODES = { ...OVERRIDE_CODES, ...ADMIN_QUERIES_CODES, ...TRIGGER_CODES } as const;
