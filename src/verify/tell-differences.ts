import { type Code } from '../core/codes/index.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Finding, type Target, finding } from '../core/finding.js';
import { type AccessChange } from '../core/plan.js';
import { withoutDerived } from './derived.js';
import { type Difference, type Subject } from './difference.js';
import { remedyFor } from './remedies.js';
import { cut, settingsOrigin } from './words.js';

/** What is told about differences that nothing has announced. */
export interface ToldDifferences {
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
}

const CODE_OF_CHANGE = { widened: 'AM8101', narrowed: 'AM8102', changed: 'AM8103' } as const;

const CODE_OF = {
  userPool: 'AM8110',
  appClient: 'AM8111',
  domain: 'AM8112',
  identityProvider: 'AM8113',
  identityPool: 'AM8114',
  group: 'AM8115',
  trigger: 'AM8116',
  apiMode: 'AM8120',
  apiSchema: 'AM8121',
  apiTable: 'AM8122',
  resolver: 'AM8123',
  apiSetting: 'AM8124',
  bucket: 'AM8130',
  table: 'AM8131',
  function: 'AM8132',
  restApi: 'AM8133',
} as const satisfies Partial<Record<Subject, Code>>;

/** A finding for each fact, one for all that a principal gains or loses, and a change of access for each request. */
export function tellDifferences(app: Gen1App, differences: readonly Difference[]): ToldDifferences {
  const [facts, access] = [
    differences.filter(({ access, announced }) => access === undefined || announced === 'override'),
    differences.filter(({ access, announced }) => access !== undefined && announced !== 'override'),
  ];
  return {
    findings: [...accessFindings(app, access), ...withoutDerived(facts).map((one) => factFinding(app, one))],
    access: access.flatMap(accessChange),
  };
}

function factFinding(app: Gen1App, difference: Difference): Finding {
  const { feature, subject, path, gen1, gen2, announced } = difference;
  const origin = settingsOrigin(app, feature, path);
  if (announced === 'override') {
    return finding('AM8140', feature, origin, { path: cut(path), gen2: cut(gen2) });
  }
  if (subject === 'access' || subject === 'apiAccess' || subject === 'restAccess' || subject === 'door') {
    throw new Error(`${path} is about access and names nobody`);
  }
  const code = CODE_OF[subject];
  return finding(
    code,
    feature,
    origin,
    {
      path: cut(path),
      gen1: cut(gen1),
      gen2: cut(gen2),
      remedy: remedyFor(difference),
    },
    targetOf(subject, path),
  );
}

function accessFindings(app: Gen1App, differences: readonly Difference[]): Finding[] {
  const groups = new Map<string, { readonly first: Difference; readonly places: string[] }>();
  for (const one of differences) {
    if (one.access === undefined) continue;
    const { principal, action, resource, change } = one.access;
    const key = JSON.stringify([one.subject, principal, change, remedyFor(one)]);
    const group = groups.get(key) ?? { first: one, places: [] };
    group.places.push(`${action} ${resource}`);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ first, places }) => {
    if (first.access === undefined) return [];
    const { principal, change } = first.access;
    const params = {
      principal: cut(principal),
      places: places.map((place) => cut(place)),
      remedy: remedyFor(first),
    };
    return [
      finding(
        CODE_OF_CHANGE[change],
        first.feature,
        settingsOrigin(app, first.feature, first.path),
        params,
        targetOf(first.subject, first.path),
      ),
    ];
  });
}

function accessChange({ access, gen1, gen2 }: Difference): AccessChange[] {
  if (access === undefined) return [];
  return [{ ...access, gen1, gen2, proved: true, code: CODE_OF_CHANGE[access.change] }];
}

/** Where the Gen 2 code of a subject usually stands. */
function targetOf(subject: Subject, path: string): Target {
  const property = path.replace(/^\S+ /, '');
  switch (subject) {
    case 'apiMode':
    case 'apiAccess':
    case 'apiSchema':
    case 'apiTable':
    case 'apiSetting':
    case 'resolver':
      return { path: 'amplify/data/resource.ts', property };
    case 'bucket':
    case 'table':
      return { path: 'amplify/storage/resource.ts', property };
    case 'access':
      // Roles of users get files by `defineStorage`, and everything else by policies.
      return path.startsWith('function:') || !path.includes(' s3:')
        ? { path: 'amplify/backend.ts', property }
        : { path: 'amplify/storage/resource.ts', property };
    case 'door':
    case 'function':
    case 'restApi':
    case 'restAccess':
      return { path: 'amplify/backend.ts', property };
    default:
      return { path: 'amplify/auth/resource.ts', property };
  }
}
