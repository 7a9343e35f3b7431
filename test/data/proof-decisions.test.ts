import { describe, expect, it } from 'vitest';
import { type ApiFacts } from '../../src/verify/graphql/api-facts.js';
import { compareAccess, compareApis } from '../../src/verify/graphql/compare-apis.js';
import { compareDecisions } from '../../src/verify/graphql/decisions/compare.js';
import { type Decision, decisionTable } from '../../src/verify/graphql/decisions/table.js';
import { type ResolverFacts } from '../../src/verify/graphql/resolvers.js';
import { Template } from '../../src/verify/graphql/vtl/template.js';

const NONE = { kind: 'NONE', name: 'NONE', target: '' };

const TABLE = { ...NONE, kind: 'AMAZON_DYNAMODB' };

/** A resolver of one function, which finds the record after its template. */
function resolver(request: string): ResolverFacts {
  const one = { name: 'one', request, response: '$util.toJson($ctx.result)', code: null, conflicts: null };
  return { request: '', response: '', functions: [{ ...one, dataSource: { ...NONE, kind: 'AWS_LAMBDA' } }] };
}

function api(schema: string, resolvers: Readonly<Record<string, string>> = {}): ApiFacts {
  const types = ['AMAZON_COGNITO_USER_POOLS', 'API_KEY'] as const;
  return {
    name: 'proof',
    schema,
    modes: types.map((type) => ({ type, settings: {} })),
    resolvers: new Map(Object.entries(resolvers).map(([field, request]) => [field, resolver(request)])),
    tables: new Map(),
    grants: [],
  };
}

describe('templates with members that are named like operators', () => {
  const rendered = (text: string): string =>
    new Template(text).render({ f: { or: 1, and: 2, in: 'I', null: 'N', order: 3 } }).text.trim();

  it('are read inside conditions, calls, lists and texts', () => {
    expect(rendered('#if( $f.missing || $f.or )yes#end')).toBe('yes');
    expect(rendered('#if( !$f.and || !$f.or )yes#{else}no#end')).toBe('no');
    expect(rendered('#set( $x = [$f.in, $f.null, $f.order] )$x')).toBe('[I, N, 3]');
    expect(rendered('#set( $or = "in.not.${f.in}" )$or')).toBe('in.not.I');
    expect(rendered('#set( $m = {"a.or": 1} )$m$f.or .and')).toBe('{a.or=1}1 .and');
  });

  it('leave the operators by word as they are', () => {
    expect(rendered('#if( $f.or and not $f.missing )yes#end')).toBe('yes');
  });
});

describe('templates that can not be run', () => {
  const sdl = 'type Query { sign: Sign seal: Sign } type Sign { text: String }';
  const broken = (text: string): string => `#set( $x = "Say "${text}"" )`;

  it('are no difference where both have the same text', () => {
    const gen1 = api(sdl, { 'Query.sign': broken('cheese'), 'Query.seal': '{}' });
    const gen2 = api(sdl, { 'Query.sign': broken('cheese'), 'Query.seal': '$util.unauthorized()' });
    expect(compareApis(gen1, gen1)).toEqual([]);
    // What stands beside them is compared all the same.
    expect(compareApis(gen1, gen2).map(({ path }) => path)).toEqual([
      'authenticated read graphql:Query.seal',
    ]);
  });

  it('are told where the text or only one of them differs', () => {
    const gen1 = api(sdl, { 'Query.sign': broken('cheese') });
    const path = "Query.sign template that can't be run";
    const told = { kind: 'resolver', path, gen1: broken('cheese') };
    expect(compareApis(gen1, api(sdl, { 'Query.sign': broken('bread') }))).toEqual([
      { ...told, gen2: broken('bread') },
    ]);
    expect(compareApis(gen1, api(sdl, { 'Query.sign': '{}' }))).toEqual([{ ...told, gen2: null }]);
  });

  it('are told with the same text as well where they ask for what is not known here', () => {
    const both = api(sdl, { 'Query.sign': '$util.noSuchHelper(1)' });
    const reason = '$util has no noSuchHelper';
    const path = 'Query.sign template that is not proved';
    expect(compareApis(both, both)).toEqual([{ kind: 'resolver', path, gen1: reason, gen2: reason }]);
  });

  it('are those that fail as they run, too', () => {
    const gen1 = api(sdl, { 'Query.sign': '$util.noSuchHelper(1)' });
    expect(compareApis(gen1, api(sdl, { 'Query.sign': '{}' }))).toEqual([
      expect.objectContaining({ gen1: '$util.noSuchHelper(1)', gen2: null }),
    ]);
  });
});

describe('reads of fields', () => {
  const closed = (rule: string): string => `
    type Query { photo: Photo @aws_api_key plans: [Plan] }
    type Photo @aws_api_key ${rule} { id: ID }
    type Plan { id: ID }`;
  const access = (one: string, two: string): string[] =>
    compareAccess(api(one), api(two)).map(({ principal, resource, change }) =>
      [principal, resource, change].join(' '),
    );

  it('count for nobody whom no operation leads to the type', () => {
    expect(access(closed(''), closed('@aws_cognito_user_pools'))).toEqual([]);
  });

  it('count when an operation, a relation, an interface or a union leads there', () => {
    const opened = ['authenticated graphql:Photo.id widened'];
    const both = (change: (sdl: string) => string): string[] =>
      access(change(closed('')), change(closed('@aws_cognito_user_pools')));
    const related = (sdl: string): string => sdl.replace('Plan {', 'Plan { shots: [Photo]');
    // A relation is denied as long as no field of its type can be seen: the relation is what is opened.
    expect(both(related)).toEqual(['authenticated graphql:Plan.shots widened']);
    const union = (sdl: string): string => `${related(sdl).replace('[Photo]', 'Shot')} union Shot = Photo`;
    expect(both(union)).toEqual(opened);
    const implemented = (sdl: string): string =>
      `${sdl.replace('Plan {', 'Plan { shots: Shot').replace('type Photo', 'type Photo implements Shot')}
       interface Shot { id: ID }`;
    expect(both(implemented)).toEqual(opened);
  });

  it('count for nobody who can not come to the record', () => {
    const own = (of: string): string => `
      #set( $ownerEntity0 = $util.defaultIfNull($ctx.${of}.owner, null) )
      #if( $ownerEntity0 != $ctx.identity.claims.get("username") ) $util.unauthorized() #end`;
    const notes = (query: string, text: string | null): ApiFacts => {
      const facts = api('type Query { note: Note } type Note { text: String owner: String }');
      const step = { name: 'one', request: '{}', code: null, conflicts: null };
      const asked = { ...step, response: `${query} $util.toJson($ctx.result)`, dataSource: TABLE };
      const resolvers = new Map([['Query.note', { request: '', response: '', functions: [asked] }]]);
      if (text === null) return { ...facts, resolvers };
      const part = { ...step, response: text, dataSource: NONE };
      return {
        ...facts,
        resolvers: resolvers.set('Note.text', { request: '', response: '', functions: [part] }),
      };
    };
    const found = (query: string): string[] =>
      compareAccess(notes(query, '{}'), notes(query, own('source'))).map(({ resource }) => resource);
    expect(found(own('result'))).toEqual([]);
    expect(found('')).toEqual(['graphql:Note.text']);
    // Who gets no record of others but in Gen 1 needs no check of the field in Gen 2.
    const moved = compareAccess(notes('', own('source')), notes(own('result'), null));
    expect(moved.map(({ resource, change }) => `${resource} ${change}`)).toEqual([
      'graphql:Query.note narrowed',
    ]);
    const opened = compareAccess(notes('', own('source')), notes('', null));
    expect(opened.map(({ resource, change }) => `${resource} ${change}`)).toEqual([
      'graphql:Note.text widened',
    ]);
  });

  it('are marked in the table of one API', () => {
    const table = [...decisionTable(api(closed('@aws_cognito_user_pools'))).values()];
    const marked = table.filter(({ reached }) => reached?.size === 0);
    expect(marked.map(({ principal, resource }) => `${principal} ${resource}`)).toEqual([
      'apiKey graphql:Plan.id',
      'authenticated graphql:Photo.id',
    ]);
  });
});

describe('what is opened to a caller everywhere', () => {
  const table = (outcomes: Readonly<Record<string, string>>): Map<string, Decision> =>
    new Map(
      Object.entries(outcomes).map(([resource, outcome]) => [
        ['iamRole', 'AWS_IAM', 'read', resource, '*'].join('\t'),
        { principal: 'iamRole', action: 'read', resource, record: '*', outcome },
      ]),
    );
  const denied = table({ a: 'denied', b: 'denied', c: 'denied' });

  it('is one inequality, also where a relation has nothing to find', () => {
    expect(compareDecisions(denied, table({ a: 'allowed', b: 'hidden', c: 'allowed, with x = 1' }))).toEqual([
      expect.objectContaining({ action: '*', resource: 'graphql:*', gen1: 'denied', gen2: 'allowed' }),
    ]);
  });

  it('is several where one answer stays', () => {
    const found = compareDecisions(denied, table({ a: 'allowed', b: 'allowed', c: 'denied' }));
    expect(found.map(({ resource }) => resource)).toEqual(['a', 'b']);
  });
});
