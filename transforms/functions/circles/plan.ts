import { type Code, type Entry } from '../../../src/emit/code.js';
import { besideStatement } from '../../shared/wire/beside.js';
import { type FunctionContext } from '../context.js';
import { type SaidGrant } from '../rights/emit.js';
import { type Given, cutCircles } from './decide.js';

/** What a function is told and granted. */
export interface Gifts {
  readonly variables: readonly { readonly name: string; readonly value: Code }[];
  readonly grants: readonly SaidGrant[];
  /** Policies that are not the project's, by ARN. */
  readonly managed: readonly string[];
  /** Services besides Lambda that may take its role. */
  readonly trusted: readonly string[];
}

interface Receiver {
  readonly context: FunctionContext;
  readonly gifts: Gifts;
}

export const CIRCLES = 'amplify/functions/circles.ts';

/**
 * What the functions get when they are made. The rest is said beside them, and told: it names functions that need one
 * another in a circle.
 */
export function planCircles(receivers: readonly Receiver[]): ReadonlyMap<FunctionContext, Gifts> {
  const keys = new Set(receivers.map(({ context }) => context.exportName));
  const { beside, left } = cutCircles(receivers.flatMap((one) => givenTo(one, keys)));
  for (const path of left) {
    const context = receivers.map((one) => one.context).find(({ exportName }) => exportName === path[0]);
    context?.tell('AM4133', context.origin, { path });
  }
  return new Map(
    receivers.map(({ context, gifts }) => [
      context,
      withoutBeside(context, gifts, beside.get(context.exportName) ?? new Set()),
    ]),
  );
}

function givenTo({ context, gifts }: Receiver, keys: ReadonlySet<string>): Given[] {
  const { exportName: from, isNode: canWait } = context;
  return [...keys]
    .filter((key) => key !== from)
    .flatMap((to): Given[] => {
      const variables = gifts.variables.filter(({ value }) => namesOne(value, [to])).length;
      const isNamed = variables > 0 || gifts.grants.some(({ statement }) => namesOne(statement, [to]));
      return isNamed ? [{ from, to, variables, canWait }] : [];
    });
}

function namesOne(code: Code, keys: readonly string[]): boolean {
  return keys.some((key) => new RegExp(`\\bbackend\\.${key}\\b`).test(code));
}

function withoutBeside(context: FunctionContext, gifts: Gifts, keys: ReadonlySet<string>): Gifts {
  if (keys.size === 0) return gifts;
  const others = [...keys];
  const variables = gifts.variables.filter(({ value }) => namesOne(value, others));
  const grants = gifts.grants.filter(({ statement }) => namesOne(statement, others));
  const { backendFunction, exportName: id } = context;
  const statement = besideStatement({
    backendFunction,
    id,
    variables: variables.map(({ name, value }): Entry => [name, value]),
    grants: grants.map((one) => one.statement),
    imports: grants.flatMap(({ imports }) => imports),
  });
  context.beside.push(statement);
  const told = { others, variables: variables.map(({ name }) => name), granted: grants.length > 0 };
  context.tell('AM4134', context.origin, { name: context.name, ...told }, { path: CIRCLES });
  return {
    ...gifts,
    variables: gifts.variables.filter((one) => !variables.includes(one)),
    grants: gifts.grants.filter((one) => !grants.includes(one)),
  };
}
