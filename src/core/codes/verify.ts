import { COMPARISON_CODES } from './comparison.js';
import { code } from './define.js';

/** AM80xx: what keeps a backend from being proved. */
export const VERIFY_CODES = {
  ...COMPARISON_CODES,
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
  AM8006: code({
    level: 'error',
    title: 'The compiler refuses the backend',
    message: (p: { problem: string }) => p.problem,
    why: 'ampx checks the types of a backend before each deployment, and stops at the first error.',
    remedy: 'Correct the line. When it is emitted code that nobody has changed, please report it.',
  }),
  AM8007: code({
    level: 'error',
    title: 'Resources that depend on one another in a circle',
    message: (p: { chain: readonly string[] }) => p.chain.join(' → '),
    why: 'CloudFormation refuses such a template when it is deployed, although it synthesises.',
    remedy:
      'Put the function of the circle into the stack of what it uses: `resourceGroupName` in `defineFunction`.',
  }),
} as const;
