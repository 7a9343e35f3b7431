import { type ASTNode, type DirectiveNode, type ValueNode } from 'graphql';
import { argumentOf, memberOf, textOf, textsOf } from '../schema/ast.js';
import { type Mode } from './options.js';
import { filled } from './context.js';
import { Maker, type Plain, Word } from './nodes.js';

/**
 * What v1 protects separately. `read` is what is not get or list: relations, queries of indexes, subscriptions,
 * search and sync; a rule with `queries` does not reach it.
 */
export const SURFACES = ['create', 'update', 'delete', 'get', 'list', 'read'] as const;
export type Surface = (typeof SURFACES)[number];

export type V1Provider = 'apiKey' | 'iam' | 'userPools' | 'oidc' | 'function';

/** A rule with v1's defaults resolved. */
export interface V1Rule {
  /** The rule, or what a rule is made from that v1 does not write. */
  readonly at: ASTNode;
  readonly strategy: 'owner' | 'groups' | 'private' | 'public' | 'custom';
  readonly provider: V1Provider;
  readonly ownerField: string | null;
  readonly identityClaim: string | null;
  readonly groups: readonly string[] | null;
  readonly groupsField: string | null;
  readonly groupClaim: string | null;
  readonly surfaces: ReadonlySet<Surface>;
}

const PROVIDERS: Readonly<Record<string, V1Provider>> = {
  apiKey: 'apiKey',
  iam: 'iam',
  userPools: 'userPools',
  oidc: 'oidc',
};
const STRATEGIES: Readonly<Record<string, V1Rule['strategy']>> = {
  owner: 'owner',
  groups: 'groups',
  private: 'private',
  public: 'public',
};

/** The rules of `@auth`, on a model or a field. Rules that v1 could not read are left out. */
export function rulesOf(auth: DirectiveNode | undefined): V1Rule[] {
  const given = auth === undefined ? undefined : argumentOf(auth, 'rules');
  const nodes = given?.kind === 'ListValue' ? given.values : given === undefined ? [] : [given];
  return nodes.flatMap((node) => ruleOf(node) ?? []).flatMap(bothRoles);
}

/**
 * A rule for the public by IAM: v1 gives the policy to both roles of the identity pool, where v2 lets in guests
 * alone, so that who is signed in needs a rule of their own.
 */
function bothRoles(rule: V1Rule): V1Rule[] {
  const isPublic = rule.strategy === 'public' && rule.provider === 'iam';
  return isPublic ? [rule, { ...rule, strategy: 'private' }] : [rule];
}

function ruleOf(node: ValueNode): V1Rule | null {
  const text = (name: string): string | null => filled(textOf(memberOf(node, name)));
  const strategy = STRATEGIES[text('allow') ?? ''];
  if (strategy === undefined) return null;
  const provider = PROVIDERS[text('provider') ?? ''] ?? (strategy === 'public' ? 'apiKey' : 'userPools');
  const owner = strategy === 'owner';
  const groups = strategy === 'groups' ? textsOf(memberOf(node, 'groups')) : null;
  return {
    at: node,
    strategy,
    provider,
    ownerField: owner ? (text('ownerField') ?? 'owner') : null,
    // The name in the token, where v2 would write the immutable id before it.
    identityClaim: owner ? (text('identityField') ?? text('identityClaim') ?? 'username') : null,
    groups,
    groupsField: strategy === 'groups' && groups === null ? (text('groupsField') ?? 'groups') : null,
    groupClaim: text('groupClaim'),
    surfaces: surfacesOf(node),
  };
}

/** `operations` counts, and `queries` and `mutations` only without it; what none of them names is meant. */
function surfacesOf(node: ValueNode): Set<Surface> {
  const operations = memberOf(node, 'operations');
  const named = (value: ValueNode | undefined): readonly string[] => textsOf(value) ?? [];
  if (operations !== undefined) {
    const list = named(operations);
    return new Set([
      ...WRITES.filter((write) => list.includes(write)),
      ...(list.includes('read') ? READS : []),
    ]);
  }
  const queries = memberOf(node, 'queries');
  const mutations = memberOf(node, 'mutations');
  const reads = queries === undefined ? READS : READS.filter((read) => named(queries).includes(read));
  const writes = mutations === undefined ? WRITES : WRITES.filter((one) => named(mutations).includes(one));
  return new Set([...writes, ...reads.filter((read) => queries === undefined || read !== 'read')]);
}

export const WRITES = ['create', 'update', 'delete'] as const;
export const READS = ['get', 'list', 'read'] as const;

/** The rule that says in v2 what v1 does without a rule: the default mode may. Null where no rule can. */
export function openRule(mode: Mode, at: ASTNode, surfaces: ReadonlySet<Surface>): V1Rule | null {
  const all = {
    at,
    ownerField: null,
    identityClaim: null,
    groups: null,
    groupsField: null,
    groupClaim: null,
    surfaces,
  };
  switch (mode) {
    case 'apiKey':
      return { ...all, strategy: 'public', provider: 'apiKey' };
    case 'userPools':
      return { ...all, strategy: 'private', provider: 'userPools' };
    case 'oidc':
      return { ...all, strategy: 'private', provider: 'oidc' };
    case 'lambda':
      return { ...all, strategy: 'custom', provider: 'function' };
    // v1 gives no role a policy without a rule, so that a rule would let in more than v1 does.
    case 'iam':
      return null;
  }
}

export function providerOf(mode: Mode): V1Provider {
  return mode === 'lambda' ? 'function' : mode;
}

const callers = new WeakMap<V1Rule, string>();

/** The same text for two rules that let in the same callers. */
export function callersOf(rule: V1Rule): string {
  const known = callers.get(rule);
  if (known !== undefined) return known;
  const { strategy, provider, ownerField, identityClaim, groups, groupsField, groupClaim } = rule;
  const all = [strategy, provider, ownerField, identityClaim, groups, groupsField, groupClaim];
  const text = JSON.stringify(all);
  callers.set(rule, text);
  return text;
}

/** True when whoever passes the rule passes one of the others. */
export function covered(rule: V1Rule, others: readonly V1Rule[]): boolean {
  const isMember = (group: string): boolean =>
    others.some(
      ({ provider, groups, groupClaim }) =>
        provider === rule.provider && groupClaim === rule.groupClaim && groups?.includes(group) === true,
    );
  if (others.includes(rule)) return true;
  return (
    (rule.groups?.every(isMember) ?? false) ||
    others.some((other) => {
      if (other.provider !== rule.provider) return false;
      if (other.strategy === 'public' || callersOf(other) === callersOf(rule)) return true;
      return other.strategy === 'private' && rule.strategy !== 'public';
    })
  );
}

/** The words of v2 for surfaces; null: all of them, `operations` is left out. */
export function operationsOf(surfaces: ReadonlySet<Surface>): string[] | null {
  if (SURFACES.every((surface) => surfaces.has(surface))) return null;
  const writes = WRITES.filter((write) => surfaces.has(write));
  if (READS.every((read) => surfaces.has(read))) return [...writes, 'read'];
  const reads = (['get', 'list'] as const).filter((read) => surfaces.has(read));
  return [...writes, ...reads, ...(surfaces.has('read') ? ['listen', 'sync', 'search'] : [])];
}

/** The rule as v2 writes it. */
export function ruleNode(rule: V1Rule, operations: readonly string[] | null): ValueNode {
  const { strategy, provider } = rule;
  const usual = strategy === 'public' ? 'apiKey' : strategy === 'custom' ? 'function' : 'userPools';
  const plain: Record<string, Plain | undefined> = {
    allow: new Word(strategy),
    provider: provider === usual ? undefined : new Word(provider),
    ownerField: rule.ownerField === null || rule.ownerField === 'owner' ? undefined : rule.ownerField,
    identityClaim: rule.identityClaim ?? undefined,
    groups: rule.groups ?? undefined,
    groupsField: rule.groupsField ?? undefined,
    groupClaim: rule.groupClaim ?? undefined,
    operations: operations?.map((name) => new Word(name)),
  };
  return new Maker(rule.at).value(plain);
}

/** `@auth` with these rules, at the place of the v1 directive or of what stands for it. */
export function authDirective(at: ASTNode, rules: readonly ValueNode[]): DirectiveNode {
  return new Maker(at).directiveWith('auth', 'rules', rules);
}
