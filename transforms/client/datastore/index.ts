import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { holds } from '../storage/paths.js';
import { insteadOf } from './operations.js';

const MODULE = 'aws-amplify/datastore';

/** What version 6 exports under the same name (@aws-amplify/datastore 5, dist/esm/index.d.ts and types.d.ts). */
const MOVED = [
  'DataStore',
  'DataStoreClass',
  'Predicates',
  'SortDirection',
  'syncExpression',
  'initSchema',
  'AuthModeStrategyType',
  'ModelInit',
  'MutableModel',
  'PersistentModel',
  'PersistentModelConstructor',
  'PersistentModelMetaData',
  'ProducerModelPredicate',
  'RecursiveModelPredicateExtender',
  'LazyLoading',
  'LazyLoadingDisabled',
  'AsyncCollection',
  'AsyncItem',
  'ManagedIdentifier',
  'OptionallyManagedIdentifier',
  'CustomIdentifier',
  'CompositeIdentifier',
  'Schema',
  '__modelMeta__',
  'ModelSortPredicateCreator',
  'ModelPredicateCreator',
  'DISCARD',
];

/** Operators that version 4 took as the first argument of a field: `c.rating('gt', 4)`. */
const OPERATORS = new Set([
  'eq',
  'ne',
  'gt',
  'lt',
  'ge',
  'le',
  'contains',
  'notContains',
  'beginsWith',
  'between',
]);

/** DataStore from its new module; every call is told with the operation that replaces it. */
export const datastore: ClientTransform = {
  id: 'datastore',
  run(script) {
    const calls = script
      .usesOf('DataStore')
      .flatMap((use) => (use.call === null ? [] : [{ use, call: use.call }]));
    const told = calls.map(({ use, call }) => ({
      use,
      call,
      ...insteadOf(script, use.member?.name ?? '', call),
    }));
    told.sort((one, other) => (one.model < other.model ? -1 : one.model > other.model ? 1 : 0));
    for (const { use, call, instead } of told) {
      script.tell('AM6010', call.node, { call: firstLine(script.textOf(call.node)), instead });
      if (hasOldPredicate(call))
        script.refuse(use, 'version 5 and later write this predicate as c.field.eq(value)');
    }
    for (const use of script.usesOf(...MOVED)) moved(script, use);
  },
};

function moved(script: Script, use: Use): void {
  const whole = use.object !== use.reference;
  const local = script.imports.use(MODULE, use.symbol, whole ? undefined : use.brought.local);
  if (whole) script.rewrite(use, use.object.node, local);
  else script.settle(use);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** `c => c.rating('gt', 4)`, which version 5 took away. */
function hasOldPredicate(call: NodePath<CallExpression>): boolean {
  return call.get('arguments').some((argument) => {
    const parameter = argument.isFunction() ? argument.node.params[0] : undefined;
    if (parameter?.type !== 'Identifier') return false;
    return holds(argument, ({ node }) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
      const [operator] = node.arguments;
      const root = rootOf(node.callee);
      return (
        root === parameter.name &&
        operator?.type === 'StringLiteral' &&
        OPERATORS.has(operator.value) &&
        node.arguments.length > 1
      );
    });
  });
}

function rootOf(node: CallExpression['callee']): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression' && node.object.type !== 'Super') return rootOf(node.object);
  return node.type === 'CallExpression' ? rootOf(node.callee) : '';
}
