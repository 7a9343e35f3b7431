import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Part } from '../edits.js';
import { callLines, memberLines } from '../layout.js';
import { relativePath } from '../relative-path.js';
import { ofCallback, resultOf } from '../results.js';
import { type Script } from '../script.js';
import { removeStatement } from '../statements.js';
import { type Use } from '../uses.js';
import { type ModelNames } from './model-names.js';
import { type DataStoreModel, type DataStoreRewrite } from './models.js';
import { arrangementOf, criteriaOf, keyOf, keyOfRecord } from './query.js';
import { changeOf, inputOf } from './record.js';

/** A call that will be another, and what is other about that. */
export interface Rewrite {
  readonly what: string;
  readonly apply: () => void;
}

export type Rewritten = Rewrite | { readonly why: string };

/** One call of DataStore. */
export interface Call {
  readonly use: Use;
  readonly name: string;
  readonly path: NodePath<CallExpression>;
}

interface Context {
  readonly script: Script;
  readonly rewriting: DataStoreRewrite;
  readonly names: ModelNames;
}

const NETWORK = 'it asks the API each time and fails without a network';

/** What becomes of one call; nothing is changed before `apply`. */
export function rewriteOf(context: Context, call: Call): Rewritten {
  const operation = OPERATIONS.get(call.name);
  if (operation === undefined) return { why: `nothing in the place of DataStore.${call.name} does the same` };
  if (call.path.node.arguments.some(({ type }) => type === 'SpreadElement'))
    return { why: 'its arguments are spread' };
  return operation(context, call);
}

const OPERATIONS: ReadonlyMap<string, (context: Context, call: Call) => Rewritten> = new Map([
  ['query', query],
  ['save', save],
  ['delete', remove],
  ['observe', observe],
  ['observeQuery', observeQuery],
  ['start', nothing],
  ['stop', nothing],
  ['clear', nothing],
]);

/** `client.models.Film`. */
function modelClient({ script, rewriting }: Context, { name }: DataStoreModel): string {
  return `${helper({ script, rewriting }, 'client')}.models.${name}`;
}

function helper({ script, rewriting }: Pick<Context, 'script' | 'rewriting'>, name: string): string {
  return script.imports.use(relativePath(script.path, rewriting.module), name);
}

/** Puts a call of a helper into the place of one of DataStore. */
function write(
  context: Context,
  { use, path }: Pick<Call, 'use' | 'path'>,
  name: string,
  given: readonly (readonly Part[])[],
): void {
  const { script } = context;
  script.rewrite(use, path.node, ...callLines(script, path, helper(context, name), given));
}

function query(context: Context, { use, path }: Call): Rewritten {
  const { script, names } = context;
  const [constructor, given, arrangement, ...more] = path.get('arguments');
  const model = names.modelOf(constructor);
  if (model === null) return { why: 'of which model it is, is decided elsewhere' };
  if (more.length > 0) return { why: 'it is given more than its rule knows' };
  const key = given === undefined ? null : keyOf(given, model);
  if (key !== null) {
    if (arrangement !== undefined) return { why: 'it arranges what is one record' };
    const what = `${NETWORK}; a record that is not there is undefined as before`;
    const apply = (): void => {
      const get = `${modelClient(context, model)}.get(`;
      write(context, { use, path }, 'recordOf', [[get, ...key.parts, ')']]);
    };
    return { what, apply };
  }
  const criteria = criteriaOf(script, given, model);
  if ('why' in criteria) return criteria;
  const arranged = arrangementOf(script, arrangement, model, ['sort', 'page', 'limit']);
  if ('why' in arranged) return arranged;
  const what = `${NETWORK}, reads the whole table page by page, and gives no order of its own`;
  const apply = (): void => {
    const of = listed(context, model, criteria.parts);
    const arrangement = arranged.parts.length === 0 ? [] : [arranged.parts];
    write(context, { use, path }, 'recordsOf', [of, ...arrangement]);
  };
  return { what, apply };
}

function save(context: Context, { use, path }: Call): Rewritten {
  const { script, names } = context;
  const [record, ...more] = path.get('arguments');
  if (record === undefined || more.length > 0) return { why: 'it is saved on a condition' };
  const created = record.isNewExpression();
  const constructor = created ? record.get('callee') : copied(record);
  const model = constructor === null ? null : names.modelOf(constructor);
  if (model === null) return { why: 'what it saves is made elsewhere' };
  const input = created ? inputOf(script, record, model) : changeOf(script, record, model);
  if ('why' in input) return input;
  const apply = (): void => {
    input.apply();
    const operation = `${modelClient(context, model)}.${created ? 'create' : 'update'}`;
    write(context, { use, path }, 'written', [[`${operation}(`, ...input.parts, ')']]);
  };
  const what = created
    ? 'it is written to the API at once, which gives the id, and fails without a network'
    : 'it is written to the API at once and fails without a network; the last writer wins, and a field that is set to undefined stays as it is';
  return { what, apply };
}

/** `Film` of `Film.copyOf(…)`. */
function copied(record: NodePath): NodePath | null {
  if (!record.isCallExpression()) return null;
  const callee = record.get('callee');
  if (!callee.isMemberExpression() || callee.node.computed) return null;
  const { property } = callee.node;
  return property.type === 'Identifier' && property.name === 'copyOf' ? callee.get('object') : null;
}

function remove(context: Context, { use, path }: Call): Rewritten {
  const { script, names } = context;
  const [first, second, ...more] = path.get('arguments');
  if (first === undefined || more.length > 0) return { why: 'it is given more than its rule knows' };
  const constructor = names.modelOf(first);
  const model = constructor ?? (second === undefined ? names.modelOfRecord(first) : null);
  if (model === null) return { why: 'of which model it is, is decided elsewhere' };
  const key = constructor === null ? keyOfRecord(script, first, model) : second && keyOf(second, model);
  if (!key)
    return constructor === null
      ? { why: 'its record is made elsewhere' }
      : removeMany(context, model, { use, path, second });
  if (constructor !== null && resultOf(path).kind !== 'ignored') {
    return { why: 'it gives a list of what it deleted, which is used' };
  }
  const apply = (): void => {
    const operation = `${modelClient(context, model)}.delete(`;
    write(context, { use, path }, 'written', [[operation, ...key.parts, ')']]);
  };
  return { what: 'it asks the API at once, and fails without a network or where the record is gone', apply };
}

/** `delete(Film, predicate)`: what a list gives is deleted record by record. */
function removeMany(
  context: Context,
  model: DataStoreModel,
  { use, path, second }: Pick<Call, 'use' | 'path'> & { readonly second: NodePath | undefined },
): Rewritten {
  const { script } = context;
  if (second === undefined) return { why: 'it names nothing to delete' };
  const criteria = criteriaOf(script, second, model);
  if ('why' in criteria) return criteria;
  const apply = (): void => {
    const of = modelClient(context, model);
    const key = `{ ${model.key.join(', ')} }`;
    const all = listed(context, model, criteria.parts);
    write(context, { use, path }, 'deletedOf', [all, [`(${key}) => ${of}.delete(${key})`]]);
  };
  const what = 'it reads the whole table and deletes record by record, so that a failure leaves the rest';
  return { what, apply };
}

/** `(page) => client.models.Film.list({ ...page, filter })`. */
function listed(context: Context, model: DataStoreModel, filter: readonly Part[] | null): Part[] {
  const page = context.script.imports.local('page');
  const list = `(${page}) => ${modelClient(context, model)}.list(`;
  return filter === null ? [`${list}${page})`] : [`${list}{ ...${page}, filter: `, ...filter, ' })'];
}

/** What a listener may read of a change. */
const OF_A_CHANGE: ReadonlySet<string> = new Set(['opType', 'element']);

function observe(context: Context, { use, path }: Call): Rewritten {
  const [constructor, ...more] = path.get('arguments');
  const model = context.names.modelOf(constructor);
  if (model === null) return { why: 'of which model it is, is decided elsewhere' };
  if (more.length > 0) return { why: 'it observes a part of the records' };
  const listener = listenerOf(path);
  if (listener === null) return { why: 'its listener is not written at this place' };
  const { reads, taken, escapes } = ofCallback(listener);
  const names = [...reads.map(({ steps }) => steps[0]?.name ?? ''), ...taken.map(({ name }) => name)];
  if (escapes.length > 0 || !names.every((name) => OF_A_CHANGE.has(name))) {
    return { why: 'its listener uses more than the opType and the element' };
  }
  const apply = (): void => {
    const of = modelClient(context, model);
    const streams = [
      [`INSERT: ${of}.onCreate()`],
      [`UPDATE: ${of}.onUpdate()`],
      [`DELETE: ${of}.onDelete()`],
    ];
    const { script } = context;
    script.rewrite(
      use,
      path.node,
      `${helper(context, 'changesOf')}(`,
      ...memberLines(script, path, streams),
      ')',
    );
  };
  return { what: 'it hears of changes while there is a connection, and of none that was missed', apply };
}

function observeQuery(context: Context, { use, path }: Call): Rewritten {
  const { script, names } = context;
  const [constructor, given, arrangement, ...more] = path.get('arguments');
  const model = names.modelOf(constructor);
  if (model === null) return { why: 'of which model it is, is decided elsewhere' };
  const criteria = criteriaOf(script, given, model);
  if ('why' in criteria) return criteria;
  if (criteria.parts !== null) {
    return {
      why: 'a record that its predicate finds no more would stay in what observeQuery of the API gives',
    };
  }
  const arranged = arrangementOf(script, arrangement, model, ['sort']);
  if ('why' in arranged) return arranged;
  if (more.length > 0 || listenerOf(path) === null)
    return { why: 'its listener is not written at this place' };
  const apply = (): void => {
    const query = `${modelClient(context, model)}.observeQuery()`;
    const arrangement = arranged.parts.length === 0 ? [] : [arranged.parts];
    write(context, { use, path }, 'snapshotsOf', [[query], ...arrangement]);
  };
  return { what: 'it reads the whole table, then hears of changes while there is a connection', apply };
}

/** The function of `….subscribe(function)`. */
function listenerOf(call: NodePath<CallExpression>): NodePath | null {
  const member = call.parentPath;
  const subscribed = member.parentPath;
  if (!member.isMemberExpression() || call.key !== 'object' || !subscribed?.isCallExpression()) {
    return null;
  }
  const { property, computed } = member.node;
  if (computed || property.type !== 'Identifier' || property.name !== 'subscribe' || member.key !== 'callee')
    return null;
  const [listener, ...more] = subscribed.get('arguments');
  return listener?.isFunction() === true && more.length === 0 ? listener : null;
}

/** There is no sync to start or to stop, and no copy to clear: the statement goes. */
function nothing({ script }: Context, { use, path, name }: Call): Rewritten {
  const awaited = path.parentPath;
  const expression = awaited.isAwaitExpression() ? awaited : path;
  const statement = expression.parentPath;
  if (
    !statement.isExpressionStatement() ||
    !Array.isArray(statement.container) ||
    path.node.arguments.length > 0
  ) {
    return { why: `there is nothing to ${name} any more, and its promise is used` };
  }
  const what =
    'there is no copy of the records any more; what an earlier release of the app left on a device stays there';
  const apply = (): void => {
    removeStatement(script, statement.node);
    script.settle(use);
  };
  return { what, apply };
}
