import { MigrateError } from '../../core/error.js';

/** A command of the contract that is still to come says so, and does nothing. */
export function notYet(name: string): () => Promise<number> {
  return () =>
    Promise.reject(
      new MigrateError(
        `amplify-migrate ${name} is not available in this version`,
        'This version has assess, the features auth, data, storage and functions, client, verify, audit, accept and explain.',
      ),
    );
}
