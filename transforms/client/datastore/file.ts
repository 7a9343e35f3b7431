import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { rangeOf } from '../edits.js';
import { relativePath } from '../relative-path.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';
import { type ImportedModel, ModelNames } from './model-names.js';
import { type DataStoreRewrite } from './models.js';
import { type Call, type Rewrite, rewriteOf } from './rewrite.js';

/** A place that keeps a file from being rewritten. */
interface Obstacle {
  readonly node: Node;
  readonly why: string;
}

/**
 * Rewrites all calls of DataStore in a file, or none of them: what the API gives is no instance that
 * `copyOf` and `save` would take. False when the calls stay.
 */
export function rewriteFile(script: Script, rewriting: DataStoreRewrite, calls: readonly Call[]): boolean {
  if (calls.length === 0) return false;
  const names = new ModelNames(script, rewriting.models);
  const planned = calls.map((call) => ({ call, rewrite: rewriteOf({ script, rewriting, names }, call) }));
  const rewrites: { readonly call: Call; readonly rewrite: Rewrite }[] = [];
  const obstacles: Obstacle[] = [];
  for (const { call, rewrite } of planned) {
    if ('why' in rewrite) obstacles.push({ node: call.path.node, why: rewrite.why });
    else rewrites.push({ call, rewrite });
  }
  const taken = calls.map(({ path }) => path);
  obstacles.push(...usedOtherwise(script, taken), ...classesUsedOtherwise(names.imported, taken));
  if (obstacles.length === 0) obstacles.push(...readOtherwise(script, names.imported));
  for (const { node, why } of obstacles)
    script.tell('AM6012', node, { call: firstLine(script.textOf(node)), why });
  if (obstacles.length > 0) return false;
  for (const { call, rewrite } of rewrites) {
    script.tell('AM6011', call.path.node, {
      call: firstLine(script.textOf(call.path.node)),
      what: rewrite.what,
    });
    rewrite.apply();
  }
  for (const use of innerUses(script, taken)) script.settle(use);
  // `OpType.DELETE` is 'DELETE', which the change of a record has.
  for (const use of script.usesOf('OpType')) {
    if (use.member !== null)
      script.rewrite(use, use.member.path.node, script.imports.quoted(use.member.name));
  }
  withdrawModels(script, rewriting, names.imported);
  script.ask({ kind: 'datastore' });
  return true;
}

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** `DataStore` without a call, or `SortDirection` outside of a query. */
function usedOtherwise(script: Script, calls: readonly NodePath[]): Obstacle[] {
  return script
    .usesOf('DataStore', 'Predicates', 'SortDirection', 'OpType', 'syncExpression')
    .filter(({ reference }) => !calls.some((call) => within(call, reference)))
    .filter(({ symbol, call, member }) =>
      symbol === 'DataStore' ? call === null : symbol !== 'OpType' || member === null,
    )
    .map(({ member, object }) => ({
      node: (member?.path ?? object).node,
      why: 'it is used outside of a call of DataStore',
    }));
}

function classesUsedOtherwise(models: readonly ImportedModel[], calls: readonly NodePath[]): Obstacle[] {
  return models.flatMap(({ binding }) =>
    binding.referencePaths
      .filter(({ parent }) => !parent.type.startsWith('TS'))
      .filter((reference) => !calls.some((call) => within(call, reference)))
      .map(({ node }) => ({ node, why: 'the class of the model is used outside of a call of DataStore' })),
  );
}

/** Relations are functions of a record, and JSON is text, where DataStore gave records and values. */
function readOtherwise(script: Script, models: readonly ImportedModel[]): Obstacle[] {
  const other = new Map<string, string>();
  for (const { model } of models) {
    for (const [name, { kind }] of model.fields) {
      if (kind === 'relation') other.set(name, 'a relation is a function of the record from the API');
      if (kind === 'json') other.set(name, 'the API gives JSON as text');
    }
  }
  if (other.size === 0) return [];
  const found: Obstacle[] = [];
  const see = (node: Node, name: string): void => {
    const why = other.get(name);
    if (why !== undefined) found.push({ node, why });
  };
  script.program.traverse({
    MemberExpression: ({ node }) => see(node, node.computed ? '' : nameIn(node.property)),
    OptionalMemberExpression: ({ node }) => see(node, node.computed ? '' : nameIn(node.property)),
    ObjectProperty({ node, parent }) {
      if (parent.type === 'ObjectPattern') see(node, nameIn(node.key));
    },
  });
  return found;
}

function nameIn(node: Node): string {
  return node.type === 'Identifier' ? node.name : '';
}

/** Uses within what was rewritten, which went with it. */
function innerUses(script: Script, calls: readonly NodePath[]): Use[] {
  return script.allUses.filter(
    (use) =>
      OF_DATASTORE.has(use.symbol) &&
      !script.isDone(use) &&
      calls.some((call) => within(call, use.reference)),
  );
}

const OF_DATASTORE: ReadonlySet<string> = new Set(['Predicates', 'SortDirection', 'MutableModel']);

/** The classes of models are imported no more; where their names are types, these are types of records now. */
function withdrawModels(
  script: Script,
  { module }: DataStoreRewrite,
  models: readonly ImportedModel[],
): void {
  for (const { model, local, binding, statement, imported } of models) {
    const types = script.seen.inTypes(local);
    script.imports.withdraw(statement, local);
    if (!types.some(({ scope }) => scope.getBinding(local) === binding)) continue;
    const type = script.imports.useType(relativePath(script.path, module), 'RecordOf');
    script.imports.declareType(local, `${type}<${script.imports.quoted(model.name)}>`);
    script.tell('AM6013', statement, { name: imported, from: statement.source.value });
  }
}

/** Whether one place of the source lies within another. */
function within(outer: NodePath, inner: NodePath): boolean {
  const [around, place] = [rangeOf(outer.node), rangeOf(inner.node)];
  return around.start <= place.start && place.end <= around.end;
}
