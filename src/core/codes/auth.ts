import { TRIGGER_CODES } from './auth-triggers.js';

/** AM1xxx: auth. */
export const AUTH_CODES = { ...TRIGGER_CODES } as const;
