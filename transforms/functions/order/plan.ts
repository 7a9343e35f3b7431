import { type FunctionContext } from '../context.js';
import { bucketExpression } from '../../shared/storage/buckets.js';
import { isReference, sayNotifications } from '../events/notifications.js';
import { type Surroundings } from '../../shared/references/surroundings.js';
import { type Dependencies, type Group, decideStacks } from './decide.js';
import { reachedFrom } from './graph.js';

/**
 * Decides the stack of each function by what it needs and what needs it, and wires the bucket to it. It goes after
 * everything else of the functions has been said, for that shows what they need.
 */
export function planStacks(
  contexts: readonly FunctionContext[],
  surroundings: Surroundings,
  isConstruct: boolean,
): ReadonlyMap<FunctionContext, Group> {
  const dependencies = dependenciesOf(contexts, surroundings, isConstruct);
  const { groups, notifyFromFunction, circle } = decideStacks(dependencies);
  const [first] = contexts;
  if (circle !== null && first) first.tell('AM4132', first.origin, { path: circle });
  const decided = new Map<FunctionContext, Group>();
  for (const context of contexts) {
    const group = groups.get(context.exportName) ?? 'function';
    decided.set(context, group);
    if (group !== 'function') {
      const reason = reasonFor(context.exportName, group, dependencies);
      context.tell(
        'AM4130',
        context.origin,
        { name: context.name, group, reason },
        context.target('resourceGroupName'),
      );
    }
    if (context.statements.some(({ code }) => code.includes("tableStreamArn ?? ''"))) {
      context.tell('AM4125', context.origin, { name: context.name });
    }
    sayNotifications(context, surroundings, notifyFromFunction);
  }
  const called = contexts.filter(({ exportName }) => dependencies.triggers.has(exportName));
  const [one] = called;
  if (notifyFromFunction && one) {
    one.tell('AM4131', one.origin, { names: called.map(({ name }) => name) });
  }
  return decided;
}

function dependenciesOf(
  contexts: readonly FunctionContext[],
  surroundings: Surroundings,
  isConstruct: boolean,
): Dependencies {
  const { api } = surroundings;
  const keys = new Map(contexts.map(({ model, exportName }) => [model.functionName, exportName]));
  const keysOf = (names: Iterable<string>): Set<string> =>
    new Set([...names].flatMap((name) => keys.get(name) ?? []));
  const options = contexts[0]?.options ?? {};
  const called = surroundings.buckets
    .filter((bucket) => !isReference(bucket, options))
    .flatMap(({ triggers }) => triggers.map(({ functionName }) => functionName));
  const all = new Set(keys.values());
  return {
    // AppSync takes its users from the pool, and the policies of a bucket are for the roles of auth.
    stacks: new Map([
      ['auth', []],
      ['data', surroundings.auth === null ? [] : ['auth']],
      ['storage', surroundings.auth === null ? [] : ['auth']],
      ['tables', []],
    ]),
    functions: new Map(contexts.map((context) => [context.exportName, neededBy(context, all, surroundings)])),
    handlers: keysOf(api?.handlers ?? []),
    // The resolvers of such an API hold the names of the roles that pass.
    allowed: keysOf(isConstruct ? (api?.allowed ?? []) : []),
    triggers: keysOf(called),
  };
}

/** What the statements of a function name. */
function neededBy(
  { statements, exportName, options }: FunctionContext,
  keys: ReadonlySet<string>,
  { buckets }: Surroundings,
): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const { code } of statements) {
    for (const [, key = ''] of code.matchAll(/\bbackend\.(\w+)/g)) {
      if (['auth', 'data', 'storage'].includes(key) || keys.has(key)) needed.add(key);
    }
    if (/(?<![\w.$"'])tables[.[]/.test(code)) needed.add('tables');
    if (buckets.some(({ place }) => namesBucket(code, bucketExpression(place, options))))
      needed.add('storage');
  }
  needed.delete(exportName);
  return needed;
}

/** Whether a statement has the construct of a bucket in it. */
function namesBucket(statement: string, bucket: string): boolean {
  return new RegExp(`(?<![\\w.$"'])${bucket.replaceAll('.', '\\.')}\\.`).test(statement);
}

function reasonFor(key: string, group: Group, dependencies: Dependencies): string {
  const { functions, handlers, allowed, triggers } = dependencies;
  const [callers, what] =
    group === 'data' ? [new Set([...handlers, ...allowed]), 'the API'] : [triggers, 'the bucket'];
  const users = [...functions].filter(([, needed]) => needed.has(group)).map(([name]) => name);
  const isOnlyAllowed = group === 'data' && allowed.has(key) && !handlers.has(key);
  const called = callers.has(key)
    ? isOnlyAllowed
      ? 'the API lets its role pass'
      : `${what} calls it`
    : `${what} calls ${[...callers].find((caller) => reachedFrom([caller], functions).has(key)) ?? 'one'} that needs it`;
  const isUser = users.includes(key);
  return `${called}, and ${isUser ? 'it needs' : `${users[0] ?? 'another function'} needs`} ${what}`;
}
