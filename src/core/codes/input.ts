import { code } from './define.js';

/** AM0xxx: what was wrong with the input, and what happens to files that are there already. */
export const INPUT_CODES = {
  AM0001: code({
    level: 'warning',
    title: 'Unknown setting',
    message: (p: { key: string }) => `\`${p.key}\` is not a setting this version of Gen 1 documents`,
    why: 'A setting that the tool does not know cannot be carried over, and dropping it would be silent.',
    remedy: 'Check whether it still matters; if it does, set its Gen 2 counterpart by hand.',
  }),
} as const;
