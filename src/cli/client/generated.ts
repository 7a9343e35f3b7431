import { type Finding, finding } from '../../core/finding.js';
import { fileOrigin } from '../../core/origin.js';

/** The script of package.json by which client types do not lag behind the schema. */
export interface Codegen {
  readonly name: string;
  readonly command: string;
}

/** Files that the Gen 1 CLI writes, with what becomes of them. */
const GENERATED: readonly {
  readonly file: RegExp;
  readonly text?: RegExp;
  readonly becomes: (path: string) => string;
}[] = [
  {
    file: /(?:^|\/)models\/schema\.(?:js|ts)$/,
    becomes: () => 'models of DataStore, which Gen 2 does not have: they stay as long as DataStore is used',
  },
  {
    file: /(?:^|\/)graphql\/(?:queries|mutations|subscriptions)\.(?:js|ts)$/,
    becomes: (path) => `operations, generated anew by \`npx ${codegenOf(path).command}\``,
  },
  {
    file: /(?:^|\/)API\.ts$/,
    text: /automatically generated/,
    becomes: () =>
      'types of operations, which `ampx generate graphql-client-code` writes into the folder of the operations: import them from there, and delete this file',
  },
  {
    file: /(?:^|\/)ui-components\/index\.(?:js|ts)x?$/,
    becomes: () =>
      'the index of components of Amplify Studio, which nothing generates any more: they are code of the app now',
  },
];

/** The head of what Amplify Studio writes. */
const STUDIO = /^\/\*[^]{0,200}?generated with Amplify Studio/;

/** What to tell of a file that the Gen 1 CLI generates; null for one that people wrote. */
export function generatedFinding(path: string, source: string): Finding | null {
  if (STUDIO.test(source) && source.includes('@aws-amplify/ui-react/internal')) {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
    return finding('AM6028', 'client', fileOrigin(path), { folder });
  }
  const found = GENERATED.find(({ file, text }) => file.test(path) && (text?.test(source) ?? true));
  return found === undefined
    ? null
    : finding('AM6005', 'client', fileOrigin(path), {
        file: isOperations(path) ? path.slice(0, path.lastIndexOf('/')) : path,
        becomes: found.becomes(path),
      });
}

/** Whether a file has a name that the Gen 1 CLI gives to what it generates. */
export function mayBeGenerated(path: string): boolean {
  return GENERATED.some(({ file }) => file.test(path));
}

/** Whether a file holds operations that are generated anew. */
export function isOperations(path: string): boolean {
  return /(?:^|\/)graphql\/(?:queries|mutations|subscriptions)\.(?:js|ts)$/.test(path);
}

/** How the operations beside a file are generated (@aws-amplify/backend-cli 1, generate graphql-client-code). */
export function codegenOf(path: string): Codegen {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const target = path.endsWith('.ts') ? 'typescript' : 'javascript';
  return {
    name: 'codegen',
    command: `ampx generate graphql-client-code --format graphql-codegen --statement-target ${target} --out ${folder}`,
  };
}
