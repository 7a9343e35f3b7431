import { at, membersOf } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type AdminQueriesModel } from './model.js';
import { type AdminQueriesContext } from './context.js';
import { evaluate, hasHole, textOf } from '../../shared/lambda/intrinsics.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { functionNode } from '../../shared/lambda/read.js';

export interface AdminQueriesEnvironment {
  /** Fixed values, for `defineFunction`. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  /** Variables that hold the id of the user pool: `USERPOOL`. */
  readonly poolIds: readonly string[];
  /** Variables that hold the region, the environment's name: what the code reads of them. */
  readonly regions: readonly string[];
  readonly branches: readonly string[];
}

/** Decides about the function's environment variables, and settles them. */
export function planEnvironment(
  context: AdminQueriesContext,
  { group }: AdminQueriesModel,
): AdminQueriesEnvironment {
  const { model, app } = context;
  const plan = {
    texts: [] as { name: string; text: string }[],
    poolIds: [] as string[],
    regions: [] as string[],
    branches: [] as string[],
  };
  const node = at(functionNode(model.documents.template), 'Properties', 'Environment', 'Variables');
  for (const [name, value] of membersOf(node)) {
    const parts = evaluate(value, scopeOf(context, app.environment.name));
    const text = textOf(parts);
    const isWhole = parts.length === 1;
    if (isWhole && hasHole(parts, 'userPoolId')) {
      plan.poolIds.push(name);
      context.settle(value, { kind: 'override', target: { ...context.api, property: name } });
    } else if (isWhole && hasHole(parts, 'region', 'branch') && !context.reads(name)) {
      context.settle(value, { kind: 'default', because: `No code of ${context.label} reads it.` });
    } else if (isWhole && hasHole(parts, 'region')) {
      plan.regions.push(name);
      context.settle(value, { kind: 'override', target: { ...context.api, property: name } });
    } else if (isWhole && hasHole(parts, 'branch')) {
      plan.branches.push(name);
      context.settle(value, { kind: 'exact', target: context.target(`environment.${name}`) });
    } else if (text !== undefined && !looksSecret(name)) {
      plan.texts.push({ name, text });
      context.settle(value, { kind: 'exact', target: context.target(`environment.${name}`) });
    } else {
      context.manual(value, 'AM1422', { what: `the environment variable ${shown(name)}` });
    }
  }
  tellGroup(context, plan.texts.find(({ name }) => name === 'GROUP')?.text, group);
  return plan;
}

function looksSecret(name: string): boolean {
  return /secret|token|passw|credential|(?:api|access|private)_?key/i.test(name);
}

/** Gen 1's code lets everyone through when GROUP is missing or `NONE`. */
function tellGroup(
  context: AdminQueriesContext,
  deployed: string | undefined,
  stated: string | undefined,
): void {
  const target = context.target('environment.GROUP');
  if (deployed === undefined || deployed === 'NONE') context.tell('AM1423', context.origin, {}, target);
  else if (stated !== undefined && stated !== deployed) {
    context.tell('AM1424', context.origin, { settings: stated, deployed }, target);
  }
}
