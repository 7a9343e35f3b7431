import { type FeatureId } from '../core/feature.js';
import { announcedAccess, directionOf, placeOf } from './announced/access.js';
import { announcedApi } from './announced/api.js';
import { announcedDrift } from './announced/drift.js';
import { announcedAuth, isUnreadByTrigger } from './announced/auth.js';
import { announcedBackend, isUnread } from './announced/backend.js';
import { isGivenByOverride, isTableOverride, overrideOf } from './announced/override.js';
import { announcedRest } from './announced/rest.js';
import { tablesLeftBehind } from './announced/tables.js';
import { type Told } from './announced/told.js';
import { type Difference, type Subject } from './difference.js';
import { type Generation, type Gen1Generation } from './generation.js';
import { compareBackends } from './facts/backend.js';
import { type FactDifference, compareFacts } from './facts/compare.js';
import { type ApiDifference, compareApis } from './graphql/compare-apis.js';
import { type AccessDifference, compareAccess } from './iam/compare.js';
import { openedDoors } from './iam/doors.js';
import { compareRestAccess, compareRestSettings } from './rest/compare.js';
import { valueText } from './words.js';

/** What is held against Gen 1: what has moved so far, and what the plan has told about it. */
export interface Compared {
  readonly features: ReadonlySet<FeatureId>;
  /** Null: the backend is not of this tool, so that nothing was told. */
  readonly told: Told | null;
  /** The branch that was synthesised, which decides the tables that are taken over. */
  readonly branch?: string;
}

const NOTHING: Told = { findings: [], access: [], ledger: [] };

/** Everything in which a backend differs from that of Gen 1, each with what has announced it. */
export function compareGenerations(
  gen1: Gen1Generation,
  gen2: Generation,
  { features, told: announced, branch }: Compared,
): Difference[] {
  const told = announced ?? NOTHING;
  const settings = gen1.from === 'inputs';
  const access = accessDifferences(gen1, gen2, told, features);
  const auth = features.has('auth') ? authDifferences(gen1, gen2, told, settings) : [];
  return [
    ...auth.filter((one) => !isToldAsAccess(one, access, gen1)),
    ...(features.has('data') ? apiDifferences(gen1, gen2, told, branch) : []),
    ...(features.has('rest') ? restDifferences(gen1, gen2, told) : []),
    ...backendDifferences(gen1, gen2, told, settings).filter(
      (one) => features.has(one.feature) && !isToldAsTrigger(one, auth, gen1),
    ),
    ...access,
    ...doorDifferences(gen1, gen2),
  ];
}

/** A function that Cognito calls is compared as a trigger as well: what differs alike in both is told by its event. */
function isToldAsTrigger(
  { path, gen1, gen2, announced }: Difference,
  auth: readonly Difference[],
  { known }: Gen1Generation,
): boolean {
  const caller = known.functions.find(({ name }) => path.startsWith(`Functions.${name}.`));
  if (caller === undefined) return false;
  const setting = path.slice(`Functions.${caller.name}.`.length);
  return (caller.aliases ?? []).some((event) =>
    auth.some(
      (one) =>
        one.path === `Triggers.${event}.${setting}` &&
        one.gen1 === gen1 &&
        one.gen2 === gen2 &&
        one.announced === announced,
    ),
  );
}

/** What a trigger may do is asked request by request as well, where functions are compared. */
function isToldAsAccess(
  { path, announced }: Difference,
  access: readonly Difference[],
  { known }: Gen1Generation,
): boolean {
  const event = announced === null ? /^Triggers\.(\w+)\.Permissions$/.exec(path)?.[1] : undefined;
  const called = known.functions.find(({ aliases = [] }) => event !== undefined && aliases.includes(event));
  return (
    called !== undefined &&
    access.some((one) => one.announced === null && one.access?.principal === `function:${called.name}`)
  );
}

/** Facts of auth by the first name of their path. */
const OF_AUTH: Readonly<Record<string, Subject>> = {
  UserPool: 'userPool',
  UserPoolClients: 'appClient',
  UserPoolDomain: 'domain',
  IdentityProviders: 'identityProvider',
  IdentityPool: 'identityPool',
  RoleMappings: 'identityPool',
  Roles: 'identityPool',
  Groups: 'group',
  Triggers: 'trigger',
  Buckets: 'trigger',
};

/** What the roles of users may do is asked request by request, whichever feature gives it. */
const RIGHTS = /^(Roles\.(un)?authenticated|Groups[.[].*\.Role)\.Permissions$/;

function authDifferences(gen1: Generation, gen2: Generation, told: Told, settings: boolean): Difference[] {
  if (gen1.auth === null || gen2.auth === null) return [];
  return compareFacts(gen1.auth, gen2.auth)
    .filter((one) => !isUnreadByTrigger(one, told) && !RIGHTS.test(one.path))
    .map((one) => ({
      ...factDifference('auth', OF_AUTH[one.path.split(/[.[]/)[0] ?? ''] ?? 'userPool', one),
      announced: announcedAuth(one, told) ?? announcedDrift(one, told) ?? overridden(one, told, settings),
    }));
}

function overridden({ path }: FactDifference, told: Told, settings: boolean): string | null {
  return settings && overrideOf(path, told) !== null ? 'override' : null;
}

const OF_BACKEND: Readonly<Record<string, { readonly feature: FeatureId; readonly subject: Subject }>> = {
  Buckets: { feature: 'storage', subject: 'bucket' },
  Tables: { feature: 'storage', subject: 'table' },
  Functions: { feature: 'functions', subject: 'function' },
  Layers: { feature: 'functions', subject: 'function' },
};

function backendDifferences(gen1: Generation, gen2: Generation, told: Told, settings: boolean): Difference[] {
  return compareBackends(gen1.backend, gen2.backend)
    .filter((one) => !isUnread(one, told))
    .flatMap((one) => {
      const of = OF_BACKEND[one.path.split(/[.[]/)[0] ?? ''];
      if (of === undefined) return [];
      const announced =
        announcedBackend(one, told) ?? announcedDrift(one, told) ?? overridden(one, told, settings);
      return [{ ...factDifference(of.feature, of.subject, one), announced }];
    });
}

function factDifference(
  feature: FeatureId,
  subject: Subject,
  { path, gen1, gen2 }: FactDifference,
): Omit<Difference, 'announced'> {
  return { feature, subject, path, gen1: valueText(gen1), gen2: valueText(gen2) };
}

const OF_API: Readonly<Record<ApiDifference['kind'], Subject>> = {
  decision: 'apiAccess',
  schema: 'apiSchema',
  table: 'apiTable',
  mode: 'apiMode',
  resolver: 'resolver',
  setting: 'apiSetting',
};

function apiDifferences(
  { api: one }: Generation,
  { api: other }: Generation,
  told: Told,
  branch: string | undefined,
): Difference[] {
  if (one === null || other === null) return [];
  // The transformers know nothing of override.ts, whatever the templates are that the CLI has built.
  const compared = compareApis(one, other).map((found) => {
    const byOverride = isTableOverride(found, told) ? 'override' : null;
    return apiDifference(found, announcedApi(found, told) ?? byOverride);
  });
  const left = tablesLeftBehind(one.tables, other.tables, told, branch);
  return [...compared, ...left.map((found) => apiDifference(found, null))];
}

/** A difference of two APIs in the words of a report. */
export function apiDifference(found: ApiDifference, announced: string | null): Difference {
  const { kind, path, gen1, gen2, decision } = found;
  return {
    feature: 'data',
    subject: OF_API[kind],
    path,
    gen1: gen1 ?? 'nothing',
    gen2: gen2 ?? 'nothing',
    ...(decision && {
      access: {
        principal: decision.principal,
        action: decision.action,
        resource: `${decision.resource}${decision.record === '*' ? '' : ` (${decision.record})`}`,
        change: decision.change,
      },
    }),
    announced,
  };
}

function restDifferences({ rest: gen1 }: Generation, { rest: gen2 }: Generation, told: Told): Difference[] {
  const settings = compareRestSettings(gen1, gen2).map((one) => ({
    ...factDifference('rest', 'restApi', one),
    announced: announcedRest(one.path, told),
  }));
  const access = compareRestAccess(gen1, gen2).map((one): Difference => {
    const { principal, verbs, resource, gen1, gen2 } = one;
    const path = `${principal} ${verbs} ${resource}`;
    return {
      ...{ feature: 'rest', subject: 'restAccess', path, gen1, gen2 },
      access: { principal, action: verbs, resource, change: one.change },
      announced: announcedRest(path, told),
    };
  });
  return [...settings, ...access];
}

/** What users may do with the API is decided by its resolvers, and by no policy; functions count when they move. */
function accessDifferences(
  gen1: Gen1Generation,
  gen2: Generation,
  told: Told,
  features: ReadonlySet<FeatureId>,
): Difference[] {
  const ofStorage = features.has('storage');
  // Until storage moves, its policies stay on the roles of Gen 1; what auth itself gives has to be there already.
  const users = compareAccess(
    ofStorage || gen1.auth === null ? gen1.access : gen1.accessOfAuth,
    gen2.access,
    {
      principals: (name) => !isFunction(name),
      actions: (action) =>
        !action.startsWith('appsync:') && (features.has('auth') || (ofStorage && action.startsWith('s3:'))),
      except: isOfRestApi,
    },
  );
  const functions = features.has('functions')
    ? compareAccess(gen1.access, gen2.access, { principals: isFunction })
    : [];
  return joined([...users, ...functions], told, gen1.from === 'inputs').map(({ announced, ...one }) => ({
    feature: isFunction(one.principal)
      ? 'functions'
      : ofStorage && one.action.startsWith('s3:')
        ? 'storage'
        : 'auth',
    subject: 'access',
    path: `${one.principal} ${one.action} ${placeOf(one)}`,
    gen1: one.gen1,
    gen2: one.gen2,
    access: {
      principal: one.principal,
      action: one.action,
      resource: placeOf(one),
      change: directionOf(one),
    },
    announced,
  }));
}

/** Whoever gets in beside what Gen 1 knows; a plan opens nothing of the kind. */
function doorDifferences({ doors: gen1 }: Generation, { doors: gen2 }: Generation): Difference[] {
  return openedDoors(gen1, gen2).map(({ feature, principal, action, resource }) => ({
    feature,
    subject: 'door',
    path: `${principal} ${action} ${resource}`,
    gen1: 'nothing of the kind',
    gen2: 'allowed',
    access: { principal, action, resource, change: 'widened' },
    announced: null,
  }));
}

/** Who may call a REST API is decided by its methods as well. */
function isOfRestApi({ action, resource }: { readonly action: string; readonly resource: string }): boolean {
  return action.startsWith('execute-api:') && /:\$\{(?:Gen1\.)?Rest\./.test(resource);
}

function isFunction(principal: string): boolean {
  return principal.startsWith('function:');
}

/** What reads the same is told once: a bucket is listed with an empty prefix, and without one. */
function alike(found: readonly AccessDifference[]): AccessDifference[] {
  const known = new Map(
    found.map((one) => [JSON.stringify([one.principal, one.action, placeOf(one), one.gen1, one.gen2]), one]),
  );
  return [...known.values()];
}

/** One difference for all actions of a principal on the same resource that are answered alike. */
function joined(
  found: readonly AccessDifference[],
  told: Told,
  settings: boolean,
): (AccessDifference & { readonly announced: string | null })[] {
  const groups = new Map<string, AccessDifference & { readonly announced: string | null }>();
  for (const one of alike(found)) {
    const byOverride = settings && isGivenByOverride(one, told) ? 'override' : null;
    const announced = announcedAccess(one, told) ?? byOverride;
    const key = JSON.stringify([one.principal, one.resource, one.when, one.gen1, one.gen2, announced]);
    const known = groups.get(key);
    const action = known === undefined ? one.action : `${known.action}, ${one.action}`;
    groups.set(key, { ...one, action, announced });
  }
  return [...groups.values()];
}
