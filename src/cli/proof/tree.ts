import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type FeatureId, type PlanOptions } from '../../core/feature.js';
import { readIfThere, statsOf } from '../../workspace/disk.js';

/** What the Gen 2 files on disk say about the choices that they were made with. */
export interface Gen2Tree {
  readonly options: Pick<PlanOptions, 'auth' | 'bucket' | 'schema' | 'tables'>;
  /** Features of which amplify/ has a folder. */
  readonly features: ReadonlySet<FeatureId>;
}

/** Folders below amplify/, of this tool and of others. */
const FOLDERS: readonly (readonly [string, FeatureId])[] = [
  ['auth', 'auth'],
  ['data', 'data'],
  ['storage', 'storage'],
  ['functions', 'functions'],
  ['function', 'functions'],
];

/** Looks at the few files in which the choices of a plan can be seen. */
export async function readTree(outRoot: string): Promise<Gen2Tree> {
  const [auth, resource, api, bucket, tables, ...folders] = await Promise.all([
    textOf(outRoot, 'amplify/auth/resource.ts'),
    textOf(outRoot, 'amplify/data/resource.ts'),
    textOf(outRoot, 'amplify/data/api.ts'),
    textOf(outRoot, 'amplify/storage/bucket.ts'),
    textOf(outRoot, 'amplify/storage/tables.ts'),
    ...FOLDERS.map(([folder]) => isThere(join(outRoot, 'amplify', folder))),
  ]);
  const data = resource + api;
  return {
    options: {
      auth: auth.includes('referenceAuth(') ? 'reference' : 'define',
      bucket: bucket === '' ? 'define' : 'reference',
      ...(data !== '' && { schema: laneOf(data) }),
      ...tablesOf(data, tables),
    },
    features: new Set(FOLDERS.filter((_, at) => folders[at]).map(([, feature]) => feature)),
  };
}

function laneOf(data: string): 'builder' | 'sdl' | 'construct' {
  if (/\bnew\s+AmplifyGraphqlApi\s*\(/.test(data)) return 'construct';
  // A formatter breaks the line after `a` where more calls follow.
  return /\ba\s*\.\s*(?:schema|combine)\s*\(/.test(data) ? 'builder' : 'sdl';
}

/**
 * One choice is for the tables of models and for those of storage; where the two differ, nobody has chosen, and each
 * feature takes what it takes by itself.
 */
function tablesOf(data: string, storage: string): Pick<PlanOptions, 'tables'> {
  const choices = new Set<'new' | 'import'>();
  if (data !== '') choices.add(IMPORTED_MODELS.test(data) ? 'import' : 'new');
  if (storage !== '') choices.add(/\bTable\.fromTable/.test(storage) ? 'import' : 'new');
  const [choice, ...others] = choices;
  return choice === undefined || others.length > 0 ? {} : { tables: choice };
}

const IMPORTED_MODELS = /migratedAmplifyGen1DynamoDbTableMappings|IMPORTED_AMPLIFY_TABLE/;

async function textOf(outRoot: string, path: string): Promise<string> {
  return new TextDecoder().decode((await readIfThere(join(outRoot, path))) ?? undefined);
}

async function isThere(path: string): Promise<boolean> {
  return (await statsOf(path)) !== null;
}

/** Gen 1's own folder, and what is no source. */
const NOT_GEN2 = /^(backend|#current-cloud-backend|node_modules|\.config|hooks|mock-data)(\/|$)/;

/** The texts below amplify/ that are Gen 2's, by their paths relative to the project. */
export async function amplifyFiles(outRoot: string): Promise<Map<string, string>> {
  const folder = join(outRoot, 'amplify');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.([cm]?[jt]s|json|graphql|vtl)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NOT_GEN2.test(path));
  const texts = paths.map(
    async (path) => [`amplify/${path}`, await readFile(join(folder, path), 'utf8')] as const,
  );
  return new Map(await Promise.all(texts));
}
