import { readData } from '../../../transforms/data/read.js';
import { type Field, type Model, type TypeRef } from '../../../transforms/data/api.js';
import {
  type DataStoreField,
  type DataStoreModel,
  type DataStoreRewrite,
} from '../../../transforms/client/datastore/models.js';
import { relativePath } from '../../../transforms/client/relative-path.js';
import { MigrateError } from '../../core/error.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { dataClientModule } from '../../emit/data-client.js';
import { type Wanted } from './around.js';
import { type ClientPackage, packageOf, type Read } from './packages.js';

const RESOURCE = 'amplify/data/resource';
/** The API as a construct, which is what `data` writes where DataStore is used. */
const CONSTRUCT = 'amplify/data/api.ts';

/** How DataStore's calls of a project are rewritten, and the module that they import. */
export interface DataStoreMeans {
  readonly rewriteOf: (path: string) => DataStoreRewrite;
  /** The module of a package, as it is to be. */
  readonly moduleFor: (one: ClientPackage) => Promise<Wanted[]>;
}

/**
 * What `--datastore rewrite` needs: the models of Gen 1's schema, and a Gen 2 API that has them.
 * @throws MigrateError when one of them is not there
 */
export async function dataStoreMeans(
  app: Gen1App,
  packages: readonly ClientPackage[],
  modules: readonly string[],
  read: Read,
): Promise<DataStoreMeans> {
  const models = modelsOf(app);
  const typed = await isTyped(read);
  const moduleOf = ({ folder }: ClientPackage): string => {
    const source = modules.some((path) => path.startsWith(`${folder}src/`)) ? 'src/' : '';
    return `${folder}${source}data-client`;
  };
  return {
    rewriteOf: (path) => ({ models, module: moduleOf(packageOf(packages, path)) }),
    moduleFor: async (one) => {
      const { typescript } = one.configuration;
      if (typescript && !typed) throw unready('has no type Schema', '--schema builder');
      const path = `${moduleOf(one)}.${typescript ? 'ts' : 'js'}`;
      const there = await read(path);
      if (there !== null && !there.includes('recordsOf')) {
        throw new MigrateError(
          `${path} is there already, and is no module of DataStore's replacement`,
          'Give it another name: rewritten code imports its client of the API from there.',
        );
      }
      const schema = typescript ? relativePath(path, RESOURCE) : null;
      return there === null ? [{ path, text: dataClientModule({ schema }) }] : [];
    },
  };
}

/** Whether the Gen 2 API has types for its client. @throws MigrateError where it is none that a client writes to */
async function isTyped(read: Read): Promise<boolean> {
  const text = (await read(`${RESOURCE}.ts`)) ?? (await read(`${RESOURCE}.js`));
  const kept = 'keeps conflict resolution, for DataStore';
  if (text === null && (await read(CONSTRUCT)) !== null) throw unready(kept, '--schema builder', CONSTRUCT);
  if (text === null) throw unready('is not there yet', '');
  if (!text.includes('defineData(')) throw unready(kept, '--schema builder');
  return /export type Schema\b/.test(text);
}

function unready(what: string, flag: string, file = `${RESOURCE}.ts`): MigrateError {
  return new MigrateError(
    `--datastore rewrite writes to the API of Gen 2, and ${file} ${what}`,
    `Write it first: npx amplify-migrate data ${flag} --write`.replace('  ', ' '),
  );
}

function modelsOf(app: Gen1App): ReadonlyMap<string, DataStoreModel> {
  const api = readData(app)?.schema?.api;
  if (api === undefined) {
    throw new MigrateError(
      'the project has no GraphQL schema that DataStore could be of',
      'Run client without --datastore rewrite.',
    );
  }
  const nested = new Set([...api.types, ...api.others].map(({ name }) => name));
  const keys = new Map(api.models.map(({ name, primaryKey }) => [name, primaryKey]));
  const added = keysOfRelations(api.models);
  return new Map(
    api.models.map((model) => [model.name, modelOf(model, added.get(model.name) ?? [], keys, nested)]),
  );
}

/** Fields that hold keys of relations, by model: Gen 1 adds those that a schema does not declare. */
function keysOfRelations(models: readonly Model[]): ReadonlyMap<string, readonly string[]> {
  const added = new Map<string, readonly string[]>();
  for (const { name, fields } of models) {
    for (const { relation } of fields) {
      if (relation === null || relation.kind === 'manyToMany') continue;
      const holder = relation.kind === 'hasMany' ? relation.related : name;
      added.set(holder, [...(added.get(holder) ?? []), ...relation.foreignKey]);
    }
  }
  return added;
}

function modelOf(
  { name, primaryKey, fields, timestamps }: Model,
  foreignKeys: readonly string[],
  keys: ReadonlyMap<string, readonly string[]>,
  nested: ReadonlySet<string>,
): DataStoreModel {
  const scalar: DataStoreField = { kind: 'scalar', optional: true };
  const implicit = [...primaryKey, ...foreignKeys, timestamps.createdAt, timestamps.updatedAt];
  const added = implicit.flatMap((one) => (one === null ? [] : [[one, scalar] as const]));
  const declared = fields.map((field) => [field.name, fieldOf(field, keys, nested)] as const);
  return { name, key: primaryKey, fields: new Map([...added, ...declared]) };
}

function fieldOf(
  { type, relation }: Field,
  keys: ReadonlyMap<string, readonly string[]>,
  nested: ReadonlySet<string>,
): DataStoreField {
  const optional = !type.required;
  const base = baseOf(type);
  if (relation !== null) {
    const [key, ...more] = 'foreignKey' in relation ? relation.foreignKey : [];
    const isSingle = relation.kind === 'hasOne' || relation.kind === 'belongsTo';
    const byId = isSingle && more.length === 0 && keys.get(relation.related)?.join() === 'id';
    return { kind: 'relation', optional, ...(byId && key !== undefined && { foreignKey: key }) };
  }
  if (keys.has(base)) return { kind: 'relation', optional };
  if (base === 'AWSJSON') return { kind: 'json', optional };
  if (nested.has(base)) return { kind: 'nested', optional };
  return { kind: type.kind === 'list' ? 'list' : 'scalar', optional };
}

function baseOf(type: TypeRef): string {
  return type.kind === 'list' ? baseOf(type.of) : type.name;
}
