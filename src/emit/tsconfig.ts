import { JsonObjectText } from './json-edit.js';

const FILE = 'amplify/tsconfig.json';

/** Gen 1's folders: `ampx` compiles all that the file includes, and their TypeScript is not Gen 2's. */
const GEN1_FOLDERS = ['backend', '#current-cloud-backend', 'hooks'];

/** What create-amplify 1.3.1 writes (@aws-amplify/cli-core 2.2.7), and Gen 1's folders left out. */
const NEW_TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'es2022',
    moduleResolution: 'bundler',
    resolveJsonModule: true,
    esModuleInterop: true,
    forceConsistentCasingInFileNames: true,
    strict: true,
    skipLibCheck: true,
    paths: { '$amplify/*': ['../.amplify/generated/*'] },
  },
  // Exclusions of one's own replace TypeScript's, which are these.
  exclude: [...GEN1_FOLDERS, 'node_modules'],
};

/**
 * amplify/tsconfig.json, which keeps Gen 1's TypeScript away from Gen 2's compiler. An existing one only
 * gets the exclusions that it lacks; its comments stay.
 * @throws MigrateError when it is no JSON object, or `exclude` is no list
 */
export function amplifyTsconfig(existing: string | null): string {
  if (existing === null || existing.trim() === '') return `${JSON.stringify(NEW_TSCONFIG, null, 2)}\n`;
  const json = new JsonObjectText(FILE, existing);
  const excluded = json.valueOf('exclude');
  if (excluded === undefined) {
    json.addMember([], 'exclude', NEW_TSCONFIG.exclude, json.namesOf().length);
    return json.toString();
  }
  const folders = new Set(Array.isArray(excluded) ? excluded.map(folderOf) : []);
  for (const folder of GEN1_FOLDERS) if (!folders.has(folder)) json.addItem(['exclude'], folder);
  return json.toString();
}

/** The folder that an exclusion stands for: a trailing `/` or `/**` changes nothing. */
function folderOf(pattern: unknown): string {
  return typeof pattern === 'string' ? pattern.replace(/^\.\//, '').replace(/(?:\/\*{1,2})*\/?$/, '') : '';
}
