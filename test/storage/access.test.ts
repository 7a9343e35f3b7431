import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../transforms/storage/s3/access.js';
import {
  ACTION_PARAMETERS,
  CALLER,
  type Grant,
  gen1Grants,
  LIST_PARAMETERS,
} from '../../transforms/storage/s3/grants.js';

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** Whatever the parameters of Gen 1's template: each of its lists holds some of the actions. */
const parameters = fc.record({
  actions: fc.record(
    Object.fromEntries(ACTION_PARAMETERS.map((name) => [name, fc.subarray(ACTIONS)])) as Record<
      (typeof ACTION_PARAMETERS)[number],
      fc.Arbitrary<string[]>
    >,
  ),
  lists: fc.record(
    Object.fromEntries(LIST_PARAMETERS.map((name) => [name, fc.boolean()])) as Record<
      (typeof LIST_PARAMETERS)[number],
      fc.Arbitrary<boolean>
    >,
  ),
});

const groups = fc.dictionary(
  fc.constantFrom('Curators', 'Members'),
  fc.subarray([...ACTIONS, 's3:ListBucket'], { minLength: 1 }),
);

/** Requests of two users, each to its own files, the other's, and what is nobody's. */
const KEYS = [
  'public/a',
  'protected/me/a',
  'protected/you/a',
  'private/me/a',
  'private/you/a',
  'uploads/a',
  'x/a',
];
const PREFIXES = [...KEYS.map((key) => key.slice(0, -1)), 'public', ''];

function allows(grants: readonly Grant[], principal: string, action: string, path: string): boolean {
  return grants.some((grant) => {
    if (grant.principal !== principal || grant.action !== action) return false;
    if (grant.path === null) return true;
    const own = grant.path.replaceAll(CALLER, 'me');
    return own.endsWith('*') ? path.startsWith(own.slice(0, -1)) : path === own;
  });
}

/** What `defineStorage` makes of the rules, as its documentation says it. */
function grantsOfRules({ rules }: ReturnType<typeof accessOf>): Grant[] {
  return rules.flatMap(({ path, who, words }) => {
    const reached = path.replace('{entity_id}/*', who === 'entity' ? `${CALLER}/*` : '*');
    const principal = who === 'guest' ? 'guest' : 'authenticated';
    return words.flatMap((word): Grant[] => {
      const list = [reached, reached.slice(0, -1)].map((prefix): Grant => {
        return { principal, action: 's3:ListBucket', on: 'bucket', path: prefix };
      });
      const object = (action: string): Grant => ({ principal, action, on: 'objects', path: reached });
      switch (word) {
        case 'read':
          return [object('s3:GetObject'), ...list];
        case 'list':
          return list;
        case 'get':
          return [object('s3:GetObject')];
        case 'write':
          return [object('s3:PutObject')];
        case 'delete':
          return [object('s3:DeleteObject')];
      }
    });
  });
}

describe('the rights of Gen 1 as rules of defineStorage', () => {
  it('lets everyone do exactly what Gen 1 lets them do', () => {
    fc.assert(
      fc.property(parameters, groups, (given, byGroup) => {
        const grants = gen1Grants(given, new Map(Object.entries(byGroup)));
        const access = accessOf(grants);
        const gen2 = [...grantsOfRules(access), ...access.rest];
        const requests = ['guest', 'authenticated', 'group:Curators', 'group:Members'].flatMap(
          (principal) => [
            ...ACTIONS.flatMap((action) => KEYS.map((key) => [principal, action, key] as const)),
            ...PREFIXES.map((prefix) => [principal, 's3:ListBucket', prefix] as const),
          ],
        );
        const differences = requests.filter(
          (request) => allows(gen2, ...request) !== allows(grants, ...request),
        );
        expect(differences).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('never names signed-in users on a private path', () => {
    fc.assert(
      fc.property(parameters, (given) => {
        const { rules } = accessOf(gen1Grants(given, new Map()));
        expect(rules.filter(({ path, who }) => path.startsWith('private/') && who !== 'entity')).toEqual([]);
      }),
    );
  });

  it('needs no policy beside the rules where Gen 1 writes its own template', () => {
    fc.assert(
      fc.property(fc.subarray(ACTIONS), fc.subarray(ACTIONS), (signedIn, guests) => {
        const uploads = (actions: string[]): string[] =>
          actions.filter((action) => action === 's3:PutObject');
        const grants = gen1Grants(
          {
            actions: {
              s3PermissionsAuthenticatedPublic: signedIn,
              s3PermissionsAuthenticatedProtected: signedIn,
              s3PermissionsAuthenticatedPrivate: signedIn,
              s3PermissionsAuthenticatedUploads: uploads(signedIn),
              s3PermissionsGuestPublic: guests,
              s3PermissionsGuestUploads: uploads(guests),
            },
            lists: {
              AuthenticatedAllowList: signedIn.includes('s3:GetObject'),
              GuestAllowList: guests.includes('s3:GetObject'),
            },
          },
          new Map(),
        );
        expect(accessOf(grants).rest).toEqual([]);
      }),
    );
  });

  it('leaves the whole bucket of a group to a policy', () => {
    const nothing = Object.fromEntries(ACTION_PARAMETERS.map((name) => [name, []]));
    const grants = gen1Grants(
      {
        actions: nothing as unknown as Record<(typeof ACTION_PARAMETERS)[number], string[]>,
        lists: { AuthenticatedAllowList: false, GuestAllowList: false },
      },
      new Map([['Curators', ['s3:GetObject', 's3:ListBucket']]]),
    );
    expect(accessOf(grants)).toEqual({ rules: [], rest: grants });
    expect(grants.map(({ path }) => path)).toEqual(['*', null]);
  });
});
