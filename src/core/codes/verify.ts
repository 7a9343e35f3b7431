import { code } from './define.js';

/** AM80xx: what the proof of an emitted backend found. */
export const VERIFY_CODES = {
  AM8002: code({
    level: 'error',
    title: 'Does not synthesise',
    message: (p: { problem: string; resolution: string }) => p.problem,
    why: 'A backend that gives no CloudFormation cannot be deployed, and cannot be compared with Gen 1.',
    remedy: (p: { problem: string; resolution: string }) => p.resolution,
  }),
  AM8003: code({
    level: 'error',
    title: 'Packages of the backend are not installed',
    message: (p: { packageName: string; root: string }) =>
      `\`${p.packageName}\` cannot be found from ${p.root}`,
    why: 'The proof runs the backend with the very packages that will deploy it.',
    remedy: 'Install the dependencies of the project (for example with `npm install`) and run it again.',
  }),
  AM8004: code({
    level: 'error',
    title: 'Synthesis took too long',
    message: (p: { seconds: number }) => `no result after ${p.seconds} s`,
    why: 'A backend that waits for something at synthesis also blocks a deployment.',
    remedy: 'Look for code in `amplify/` that waits for the network or for input.',
  }),
  AM8005: code({
    level: 'error',
    title: 'No Gen 2 backend',
    message: (p: { root: string }) => `there is no amplify/backend.ts in ${p.root}`,
    why: 'Without its entry there is nothing to deploy or to prove.',
    remedy: 'Write the migrated files first, or name the project with `--cwd` and `--out`.',
  }),
} as const;
