import { code } from './define.js';

/** AM80xx: what the proof of an emitted backend found. */
export const VERIFY_CODES = {
  AM8001: code({
    level: 'error',
    title: 'Does not type-check',
    message: (p: { problem: string; ts: number }) => `TypeScript ${p.ts}: ${p.problem}`,
    why: 'Amplify type-checks the backend before it deploys, so a type error stops every deployment.',
    remedy: 'Correct the code at this place.',
  }),
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
  AM8010: code({
    level: 'error',
    title: 'Deploys something else than Gen 1',
    message: (p: { fact: string; gen1: string; gen2: string }) =>
      `${p.fact} is ${p.gen2}, and Gen 1 has ${p.gen1}`,
    why: 'The difference comes from the synthesised CloudFormation, so it will be there after the deployment.',
    remedy: 'Set it back in `amplify/backend.ts`, or keep it on purpose.',
  }),
} as const;
