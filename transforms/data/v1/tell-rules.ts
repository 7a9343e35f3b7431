import { type ASTNode } from 'graphql';
import { type AccessChange } from '../../../src/core/plan.js';
import { type Context, type V1Model } from './context.js';
import { type Effective } from './model-rules.js';
import { subscriptionLevel } from './model.js';
import { type Mode } from './options.js';
import { READS, type Surface, type V1Rule } from './rules.js';

const PRINCIPALS: Readonly<Record<Mode, string>> = {
  apiKey: 'apiKey',
  userPools: 'authenticated',
  iam: 'iamRole',
  oidc: 'oidc',
  lambda: 'lambda',
};

const WORDS: Readonly<Record<Surface, string>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  get: 'get',
  list: 'list',
  read: 'relations, queries of indexes and subscriptions',
};

/** Operations that are open because no rule names them. */
export function tellOpen(
  model: V1Model,
  at: ASTNode,
  open: readonly Surface[],
  visible: boolean,
  context: Context,
): void {
  const mode = context.options.defaultMode;
  const operations = READS.every((read) => open.includes(read))
    ? [...open.filter((one) => !READS.some((read) => read === one)).map((one) => WORDS[one]), 'read']
    : open.map((one) => WORDS[one]);
  if (mode === 'iam') {
    context.tell('AM3209', at, { model: model.name, operations });
    return;
  }
  context.tell('AM3208', at, { model: model.name, operations, mode });
  const writes = open.filter((one) => one === 'create' || one === 'update' || one === 'delete');
  if (visible || writes.length === 0) return;
  context.tell('AM3210', at, { model: model.name, operations: writes, mode });
  for (const action of writes) {
    access(context, {
      principal: PRINCIPALS[mode],
      action,
      resource: `graphql:${model.name}`,
      gen1: 'allowed, without seeing the result',
      gen2: 'allowed, with the result',
      change: 'widened',
      code: 'AM3210',
    });
  }
}

/** Where any user of the user pool is let in, v1 asks callers of OIDC for neither owner nor group. */
export function tellUnchecked(model: V1Model, effective: Effective, context: Context): void {
  const told = new Set<V1Rule>();
  for (const rules of effective.values()) {
    if (!rules.some(({ strategy, provider }) => strategy === 'private' && provider === 'userPools')) continue;
    for (const rule of rules) {
      if (rule.provider !== 'oidc' || rule.strategy === 'private' || told.has(rule)) continue;
      told.add(rule);
      context.tell('AM3213', rule.at, { model: model.name });
      access(context, {
        principal: 'oidc',
        action: '*',
        resource: `graphql:${model.name}`,
        gen1: 'everyone who is signed in',
        gen2: 'owners and groups as written',
        change: 'narrowed',
        code: 'AM3213',
      });
    }
  }
}

/** v1 does not look at groups that records name when someone subscribes. */
export function tellSubscribers(model: V1Model, effective: Effective, context: Context): void {
  if (subscriptionLevel(model) !== 'on') return;
  const rules = effective.get('read') ?? [];
  const dynamic = rules.filter(({ groupsField }) => groupsField !== null);
  const [first] = dynamic;
  if (first === undefined) return;
  const alone = dynamic.length === rules.filter(({ provider }) => provider === first.provider).length;
  context.tell('AM3214', first.at, { model: model.name, alone });
  access(context, {
    principal: alone ? 'authenticated' : 'group:*',
    action: 'subscribe',
    resource: `graphql:${model.name}`,
    gen1: alone ? 'all events' : 'denied',
    gen2: 'events of records that name a group of the caller',
    change: alone ? 'narrowed' : 'widened',
    code: 'AM3214',
  });
}

export function access(context: Context, change: Omit<AccessChange, 'proved'>): void {
  context.access.push({ ...change, proved: true });
}

/** Whom a rule lets in, in the words of the report. */
export function principalOf({ strategy, provider, groups }: V1Rule): string {
  switch (strategy) {
    case 'public':
      return provider === 'iam' ? 'guest' : 'apiKey';
    case 'private':
      return provider === 'oidc' ? 'oidc' : 'authenticated';
    case 'owner':
      return 'owner';
    case 'groups':
      return groups?.length === 1 ? `group:${groups[0] ?? '*'}` : 'group:*';
    case 'custom':
      return 'lambda';
  }
}
