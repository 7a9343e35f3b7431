import { type ApiFacts } from '../api-facts.js';
import { type AuthenticationType } from '../modes.js';
import { type ResolverFacts } from '../resolvers.js';

/** What the rules of one API or of two speak of, so that both are asked the same questions. */
export interface Universe {
  readonly modes: ReadonlySet<AuthenticationType>;
  /** Groups by the claim that holds them. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Claims that identify an owner. */
  readonly claims: ReadonlySet<string>;
  readonly adminRoles: ReadonlySet<string>;
  /** What stands for a caller in records that Gen 1 has made: the claims by which it knows owners. */
  readonly identities: readonly string[];
  /** Fields that name an owner. */
  readonly ownerFields: ReadonlySet<string>;
  /** Fields that name a group. */
  readonly groupFields: ReadonlySet<string>;
}

/** The group of a caller where groups are named by records alone. */
export const ANY_GROUP = '*';

/**
 * Reads from the resolvers which claims, groups, roles and fields they look at. The first API is the one that has
 * made the records.
 */
export function universeOf(first: ApiFacts, ...others: readonly ApiFacts[]): Universe {
  const apis = [first, ...others];
  const groups = new Map<string, Set<string>>();
  const claims = new Set<string>();
  const adminRoles = new Set<string>();
  const ownerFields = new Set<string>();
  const groupFields = new Set<string>();
  for (const text of templatesOf(apis)) {
    for (const [, claim = '', group = ''] of text.matchAll(/"claim":"([^"]*)","entity":"([^"]*)"/g)) {
      add(groups, claim, group);
    }
    for (const [, claim = '', otherwise = ''] of text.matchAll(/claims\.get\("([^"]+)"\), (\[|\S)/g)) {
      if (otherwise !== '[') claims.add(claim);
      else if (!groups.has(claim)) groups.set(claim, new Set());
    }
    for (const [, list = ''] of text.matchAll(/"adminRoles", \[([^\]]*)\]/g)) {
      for (const [, role = ''] of list.matchAll(/"([^"]+)"/g)) adminRoles.add(role);
    }
    for (const [pattern, fields] of [
      ...OWNER_FIELDS.map((one) => [one, ownerFields] as const),
      ...GROUP_FIELDS.map((one) => [one, groupFields] as const),
    ]) {
      for (const [, field = ''] of text.matchAll(pattern)) fields.add(field);
    }
  }
  // Where records name groups as well, a member of one that no rule names is somebody else.
  for (const members of groups.values())
    if (members.size === 0 || groupFields.size > 0) members.add(ANY_GROUP);
  for (const claim of ['cognito:username', ...groups.keys()]) claims.delete(claim);
  const modes = new Set(apis.flatMap((api) => api.modes.map(({ type }) => type)));
  return { modes, groups, claims, adminRoles, identities: identitiesIn(first), ownerFields, groupFields };
}

/** `{sub}::{username}` where claims are joined, and each claim that is enough alone. */
function identitiesIn(api: ApiFacts): string[] {
  const identities = new Set<string>();
  for (const text of templatesOf([api])) {
    if (/"\$ownerClaim\d+::\$currentClaim1"/.test(text)) identities.add('{sub}::{username}');
    for (const [, claim = ''] of text.matchAll(/claims\.get\("([^"]+)"\), [^[]/g))
      identities.add(`{${claim}}`);
  }
  // Nobody has had records under the bare `sub`, which is only read along with the rest.
  if (identities.has('{sub}::{username}')) identities.delete('{sub}');
  identities.delete('{cognito:username}');
  return [...identities];
}

const OWNER_FIELDS = [
  /\$ownerEntity\d+ = \$util\.defaultIfNull\(\$ctx\.(?:args\.input|args|result|source)\.(\w+)\b(?!\()/g,
  /\{\s*"(\w+)":\s*\{\s*"(?:eq|contains)":\s*\$(?:ownerClaim|role|currentClaim)\d/g,
  /\(\$ctx\.(?:args|source)\.(\w+) == \$primaryRole/g,
];

const GROUP_FIELDS = [
  /\$groupEntity\d+ = \$util\.defaultIfNull\(\$ctx\.(?:args\.input|args|result|source)\.(\w+)\b(?!\()/g,
  /\{\s*"(\w+)":\s*\{\s*"in":\s*\$/g,
  /\{\s*"(\w+)":\s*\{\s*"(?:contains|containsAny)":\s*\$group/g,
];

function add(groups: Map<string, Set<string>>, claim: string, group: string): void {
  const members = groups.get(claim) ?? new Set();
  groups.set(claim, members.add(group));
}

function templatesOf(apis: readonly ApiFacts[]): Set<string> {
  const texts = (resolver: ResolverFacts): (string | null)[] => [
    resolver.request,
    ...resolver.functions.flatMap(({ request, response }) => [request, response]),
  ];
  const all = apis.flatMap(({ resolvers }) => [...resolvers.values()].flatMap(texts));
  return new Set(all.filter((text) => text !== null));
}
