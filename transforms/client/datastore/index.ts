import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { type Use } from '../uses.js';
import { firstLine, rewriteFile } from './file.js';
import { insteadOf } from './operations.js';
import { type Call } from './rewrite.js';
import { renewPredicates } from './version4.js';

const MODULE = 'aws-amplify/datastore';

/** What version 6 exports under the same name (@aws-amplify/datastore 5, dist/esm/index.d.ts and types.d.ts). */
const MOVED = [
  'DataStore',
  'DataStoreClass',
  'Predicates',
  'SortDirection',
  'OpType',
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

/** DataStore from its new module; every call is told with the operation that replaces it. */
export const datastore: ClientTransform = {
  id: 'datastore',
  run(script) {
    const calls = callsOf(script);
    const rewritten = script.datastore !== null && rewriteFile(script, script.datastore, calls);
    if (!rewritten) tell(script, calls);
    for (const use of script.usesOf(...MOVED)) moved(script, use);
  },
};

function callsOf(script: Script): Call[] {
  return script
    .usesOf('DataStore')
    .flatMap((use) => (use.call === null ? [] : [{ use, name: use.member?.name ?? '', path: use.call }]));
}

/** Every call with its model and the operation that replaces it. */
function tell(script: Script, calls: readonly Call[]): void {
  for (const { use, name, path } of calls) {
    script.tell('AM6010', path.node, {
      call: firstLine(script.textOf(path.node)),
      ...insteadOf(name, path),
    });
    if (!renewPredicates(script, path)) {
      script.refuse(use, 'version 5 and later write this predicate as c.field.eq(value)');
    }
  }
}

function moved(script: Script, use: Use): void {
  const whole = use.object !== use.reference;
  const local = script.imports.use(MODULE, use.symbol, whole ? undefined : use.brought.local);
  if (whole) script.rewrite(use, use.object.node, local);
  else script.settle(use);
}
