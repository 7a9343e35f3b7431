import { AUTH_CODES } from './auth.js';
import { AUTH_SETTINGS_CODES } from './auth-settings.js';
import { CLIENT_CODES } from './client.js';
import { CLIENT_AUTH_CODES } from './client-auth.js';
import { CLIENT_CATEGORY_CODES } from './client-categories.js';
import { CLIENT_SETUP_CODES } from './client-setup.js';
import { DATA_CODES } from './data.js';
import { type CodeDefinition } from './define.js';
import { FUNCTION_CODES } from './functions.js';
import { FUNCTIONS_RIGHTS_CODES } from './functions-rights.js';
import { INPUT_CODES } from './input.js';
import { INTERNAL_CODES } from './internal.js';
import { STORAGE_S3_CODES } from './storage-s3.js';
import { STORAGE_TABLE_CODES } from './storage-tables.js';
import { VERIFY_CODES } from './verify.js';

/**
 * Every finding that the tool can report, and the only place with its words: they feed the terminal, the
 * reports, `explain`, comments in emitted code and the table in MIGRATION.md.
 * AM0xxx input, AM1xxx auth, AM2xxx storage, AM3xxx data, AM4xxx functions, AM5xxx other categories,
 * AM6xxx client, AM8xxx verify, AM9xxx internal.
 */
export const CODES = {
  ...INPUT_CODES,
  ...AUTH_SETTINGS_CODES,
  ...AUTH_CODES,
  ...DATA_CODES,
  ...STORAGE_S3_CODES,
  ...STORAGE_TABLE_CODES,
  ...FUNCTION_CODES,
  ...FUNCTIONS_RIGHTS_CODES,
  ...CLIENT_CODES,
  ...CLIENT_AUTH_CODES,
  ...CLIENT_SETUP_CODES,
  ...CLIENT_CATEGORY_CODES,
  ...VERIFY_CODES,
  ...INTERNAL_CODES,
} as const;

export type Code = keyof typeof CODES;
export type ParamsOf<C extends Code> = (typeof CODES)[C] extends CodeDefinition<infer P> ? P : never;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
