import { describe, expect, it } from 'vitest';
import {
  buildGen1RestAccess,
  buildGen1RestApi,
  gen1Paths,
  olderPaths,
} from '../../src/verify/gen1-build/rest.js';
import { wiredStacks } from '../../src/verify/gen1-stacks.js';
import { accessOf } from '../../src/verify/iam/access.js';
import { type KnownNames } from '../../src/verify/iam/names.js';
import { compareRestAccess, compareRestSettings } from '../../src/verify/rest/compare.js';
import { type RestFacts, restFacts } from '../../src/verify/rest/facts.js';
import { type JsonObject } from '../../src/verify/template.js';

const KNOWN: KnownNames = {
  functions: [{ name: 'shelves', physicalName: 'shelves-dev' }],
  tables: [],
  buckets: [],
  restApis: [{ name: 'library', physicalName: '' }],
};
const FUNCTION = 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Function.shelves}';

/** The trust of the two roles needs the id of a pool, wherever that is. */
const OTHERS = {
  authreadersUserPoolId: '${UserPool}',
  functionshelvesArn: FUNCTION,
  authreadersIdentityPoolId: '${IdentityPool}',
};

function facts(paths: ReturnType<typeof gen1Paths>, name = 'library', env = 'dev'): RestFacts {
  const stacks = wiredStacks(
    env,
    [
      { ...buildGen1RestApi(name, 'readers', paths), name: `api/${name}`, prefix: `api${name}` },
      { ...buildGen1RestAccess([{ name, paths }]), name: 'access', prefix: 'access' },
    ],
    OTHERS,
  );
  const known = { ...KNOWN, restApis: [{ name, physicalName: '' }] };
  return restFacts(stacks, known, accessOf(stacks, known));
}

function pathsWith(permissions: JsonObject, path = '/books'): ReturnType<typeof gen1Paths> {
  return gen1Paths({ paths: { [path]: { lambdaFunction: 'shelves', permissions } } });
}

/** What is told of going from the first to the second. */
function told(before: RestFacts, after: RestFacts): string[] {
  return compareRestAccess(before, after).map(
    ({ change, principal, verbs, resource, gen1, gen2 }) =>
      `${change} ${principal} ${verbs} ${resource}: ${gen1} → ${gen2}`,
  );
}

const PRIVATE = facts(pathsWith({ setting: 'private', auth: ['create', 'read', 'update', 'delete'] }));

describe('the REST API of settings', () => {
  it('has a function for each path and what is below, and answers preflight requests by itself', () => {
    expect(PRIVATE.apis.get('library')).toMatchObject({
      stages: ['dev'],
      settings: {
        Functions: { '/books': 'function:shelves', '/books/{proxy+}': 'function:shelves' },
        Preflight: { '/books': { 'Access-Control-Allow-Origin': ['*'] } },
      },
    });
  });

  it('lets users call what their words are for', () => {
    const protectedOne = facts(
      pathsWith({ setting: 'protected', auth: ['read', 'update'], guest: ['read'] }),
    );
    expect(
      told(PRIVATE, protectedOne).filter((one) => one.endsWith('denied') || one.includes('guest')),
    ).toEqual([
      'narrowed authenticated HEAD, POST, DELETE rest:library/books: allowed → denied',
      'widened guest GET rest:library/books: denied → allowed',
      'narrowed authenticated HEAD, POST, DELETE rest:library/books/any: allowed → denied',
      'widened guest GET rest:library/books/any: denied → allowed',
    ]);
  });

  it('is open where it asks nobody, which is said of everybody at once', () => {
    const all = 'GET, HEAD, POST, PUT, PATCH, DELETE';
    expect(told(PRIVATE, facts(pathsWith({ setting: 'open' })))).toEqual([
      `widened * ${all} rest:library/books: denied → allowed`,
      `widened * ${all} rest:library/books/any: denied → allowed`,
    ]);
  });

  it('has the same meaning in the older form', () => {
    const older = (privacy: JsonObject): RestFacts =>
      facts(olderPaths({ paths: [{ name: '/books', lambdaFunction: 'shelves', privacy }] }));
    const each = ['/POST', '/GET', '/PUT', '/PATCH', '/DELETE'];
    expect(told(PRIVATE, older({ private: true, auth: each }))).toEqual([]);
    expect(told(PRIVATE, older({ private: true, auth: 'rw' }))).toEqual([]);
    expect(told(PRIVATE, older({ protected: true, auth: 'rw', unauth: 'r' }))[0]).toMatch(
      /^widened guest GET /,
    );
    expect(told(PRIVATE, older({ open: true }))[0]).toMatch(/^widened \* GET, /);
    expect(compareRestSettings(PRIVATE, older({ open: true }))).toEqual([]);
  });

  it('is the same in an environment that has no name', () => {
    const none = facts(pathsWith({ setting: 'private', auth: ['read'] }), 'library', 'NONE');
    expect(none.apis.get('library')?.stages).toEqual(['Prod']);
    expect([...new Set(told(none, PRIVATE).map((one) => one.split(' ')[0]))]).toEqual(['widened']);
  });

  it('asks for a token of the pool where administrators manage users', () => {
    const admin = facts(pathsWith({ setting: 'private', auth: ['read'] }, '/{proxy+}'), 'AdminQueries');
    const nobody: RestFacts = {
      ...admin,
      apis: new Map([['AdminQueries', { methods: [], stages: [], settings: {} }]]),
    };
    expect(told(nobody, admin)).toEqual([
      'widened authenticated GET, HEAD, POST, PUT, PATCH, DELETE rest:AdminQueries/any: denied → allowed with a token for aws.cognito.signin.user.admin',
    ]);
  });
});

describe('the path of a request', () => {
  it('is answered by the resource that says most of it', () => {
    const paths = gen1Paths({
      paths: {
        '/books': { lambdaFunction: 'shelves', permissions: { setting: 'open' } },
        '/books/{isbn}': { lambdaFunction: 'shelves', permissions: { setting: 'private', auth: ['read'] } },
        '/books/lent': { lambdaFunction: 'shelves', permissions: { setting: 'private', guest: ['delete'] } },
      },
    });
    const nothing: RestFacts = {
      ...facts(paths),
      apis: new Map([['library', { methods: [], stages: [], settings: {} }]]),
    };
    const found = told(nothing, facts(paths));
    expect(found).toContain(
      'widened * GET, HEAD, POST, PUT, PATCH, DELETE rest:library/books: denied → allowed',
    );
    expect(found).toContain('widened authenticated GET rest:library/books/any: denied → allowed');
    expect(found).toContain('widened guest DELETE rest:library/books/lent: denied → allowed');
    // What is below a parameter, and below the literal path, has resources of its own.
    expect(found).toContain('widened guest DELETE rest:library/books/lent/any: denied → allowed');
    expect(found.filter((one) => one.includes('widened *'))).toHaveLength(1);
  });
});
