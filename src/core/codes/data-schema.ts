import { shown } from '../shown.js';
import { code } from './define.js';

/** AM303x and AM304x: the schema as it was written. */
export const DATA_SCHEMA_CODES = {
  AM3031: code({
    level: 'warning',
    title: 'A file in the schema folder that is no schema',
    message: (p: { file: string }) =>
      `${shown(p.file)} is in the schema folder, but is no GraphQL by its name`,
    why: 'Gen 1 reads every file of the folder as part of the schema, so this one changes the schema or stops a push.',
    remedy: 'Rename it to .graphql if it is part of the schema; otherwise move it out of the folder.',
  }),
  AM3032: code({
    level: 'error',
    title: 'Models on an SQL database',
    message: (p: { file: string }) =>
      `${shown(p.file)} defines models on an existing SQL database; they were not moved`,
    why: 'The operations on these models would be gone from the API.',
    remedy:
      'Generate their schema with `npx ampx generate schema-from-database`, and combine it with the rest.',
  }),
} as const;
