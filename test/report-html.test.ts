import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AccessChange, type Plan } from '../src/core/plan.js';
import { type LedgerData } from '../src/report/html/ledger.js';
import { printHtml } from '../src/report/html/index.js';
import { type PrintOptions } from '../src/report/printer.js';
import { reachOf } from '../src/report/reach.js';
import { toReport } from '../src/report/report.js';
import { EMPTY_PLAN, FULL_PLAN, HOSTILE, HOSTILE_PLAN, someEntry, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

function printed(plan: Partial<Plan>, options: Partial<PrintOptions> = {}): string {
  return printHtml(toReport({ ...EMPTY_PLAN, ...plan }, RUN), { ...PLAIN, ...options });
}

function dataOf(html: string): LedgerData {
  const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  return JSON.parse(json) as LedgerData;
}

/** An entry of a schema or of a bucket. */
function rule(file: string, pointer: string, value: string): Plan['ledger'][number] {
  const entry = someEntry(pointer, value);
  return { ...entry, origin: { ...entry.origin, file } };
}

const SCHEMA = 'amplify/backend/api/club/schema.graphql';
const BUCKET = 'amplify/backend/storage/photos/cli-inputs.json';

const RULES = [
  rule(SCHEMA, 'Album@auth/rules/0/allow', 'owner'),
  rule(SCHEMA, 'Album@auth/rules/1/allow', 'groups'),
  rule(SCHEMA, 'Album@auth/rules/1/groups/0', 'curators'),
  rule(SCHEMA, 'Album@auth/rules/1/operations/0', 'read'),
  rule(SCHEMA, 'Query.hello@auth/rules/0/allow', 'public'),
  rule(SCHEMA, 'Query.hello@auth/rules/0/provider', 'iam'),
  rule(BUCKET, '/storageAccess', 'auth'),
  rule(BUCKET, '/authAccess/0', 'CREATE_AND_UPDATE'),
  rule(BUCKET, '/groupAccess/curators/0', 'DELETE'),
];

const NARROWED: AccessChange = {
  principal: 'authenticated',
  action: 'read',
  resource: 's3:*',
  gen1: 'allowed',
  gen2: 'denied',
  change: 'narrowed',
  proved: true,
  code: 'AM2002',
};

describe('who reaches what', () => {
  it('is read from the rules of schemas and buckets, and from changes of access', () => {
    const { principals, rows } = reachOf(toReport({ ...EMPTY_PLAN, ledger: RULES, access: [NARROWED] }, RUN));
    expect(principals).toEqual(['guest', 'authenticated', 'owner', 'group:curators']);
    const cells = rows.map(({ resource, feature, cells: found }) => [
      resource,
      feature,
      Object.fromEntries(
        [...found].map(([who, { verbs, changes }]) => [
          who,
          [...verbs, ...changes.map(({ change }) => change)],
        ]),
      ),
    ]);
    expect(cells).toEqual([
      ['graphql:Album', 'data', { owner: ['all'], 'group:curators': ['read'] }],
      ['graphql:Query.hello', 'data', { guest: ['call'] }],
      ['s3:*', 'storage', { authenticated: ['narrowed'] }],
      ['s3:photos', 'storage', { authenticated: ['create', 'update'], 'group:curators': ['delete'] }],
    ]);
  });

  it('says which rules are left to a person', () => {
    const [owner, ...rest] = RULES;
    const open = {
      ...owner,
      disposition: { kind: 'manual', finding: someFinding() },
    } as Plan['ledger'][number];
    const { rows } = reachOf(toReport({ ...EMPTY_PLAN, ledger: [open, ...rest] }, RUN));
    expect(rows[0]?.cells.get('owner')?.open).toBe(true);
    expect(rows[0]?.cells.get('group:curators')?.open).toBe(false);
  });
});

describe('the page', () => {
  const html = printed({ ...FULL_PLAN, ledger: RULES, access: [NARROWED] });

  it('loads nothing, and runs only the script that its policy names', () => {
    expect(html).not.toMatch(/\b(?:src|href)="(?!#)|@import|url\(|\bon\w+=|\bstyle="/);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const hash = (content: string): string =>
      `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hash(style)}`,
      `script-src ${hash(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has landmarks, one heading of the first level, and tables with headers', () => {
    for (const tag of ['header', 'main', 'nav', 'footer', 'h1']) {
      expect(html.match(new RegExp(`<${tag}[ >]`, 'g'))).toHaveLength(1);
    }
    expect(html).toContain('aria-live="polite"');
    expect(html).toContain('<th scope="row"><code>graphql:Album</code></th>');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...html.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('draws resources and principals, with a sign on what changes', () => {
    expect(html).toMatch(/<text class="title"[^>]*>S3 bucket</);
    expect(html).toMatch(/<text class="title"[^>]*>defineData</);
    expect(html).toMatch(/<text class="who"[^>]*>group curators</);
    expect(html.match(/class="link narrowed"/g)).toHaveLength(1);
    expect(html).toMatch(
      /<a href="#change-1" aria-label="authenticated: narrowed: read on s3:\*">.*?>−<\/text><\/a>/,
    );
    // Before the change both sides had the line.
    expect(html.match(/class="link same"/g)?.length).toBe(4 * 2 + 1);
  });

  it('says the same in the matrix, with a sign and in words', () => {
    expect(html).toContain('<span class="sr">everything</span>');
    expect(html).toContain(
      '<a class="badge narrowed" href="#change-1"><span aria-hidden="true">−</span> narrowed</a>',
    );
  });

  it('tells changes together that differ in their resource alone, and leads to their row', () => {
    const access = ['s3:a/*', 's3:b/*'].map((resource) => ({ ...NARROWED, resource }));
    const shown = printed({ ledger: RULES, access });
    expect(shown).toContain('<h2 id="access-title">Access <small>2 changes in 1 row</small>');
    expect(shown.match(/<tr id="change-/g)).toHaveLength(1);
    expect(shown).toContain('on <code>s3:a/*</code>, <code>s3:b/*</code>');
    expect(shown.match(/<a class="badge narrowed" href="#change-1">/g)).toHaveLength(2);
  });

  it('has a sign for each kind of change on a line, so that none hides another', () => {
    const shown = printed({
      ledger: RULES,
      access: [NARROWED, { ...NARROWED, action: 'write', change: 'widened' }],
    });
    expect(shown.match(/<path class="link widened"/g)).toHaveLength(1);
    const signs = [...shown.matchAll(/<text class="sign-text \w+" x="([\d.]+)"[^>]*>(.)</g)];
    expect(signs.map(([, , sign]) => sign)).toEqual(['+', '−']);
    expect(signs[0]?.[1]).not.toBe(signs[1]?.[1]);
  });

  it('has a sign for a rule that is left to a person, beside rules that are kept', () => {
    const [first, ...rest] = RULES;
    const left = rule(SCHEMA, 'Note@auth/rules/0/allow', 'owner');
    const open = {
      ...left,
      disposition: { kind: 'manual', finding: someFinding() },
    } as Plan['ledger'][number];
    const shown = printed({ ledger: first === undefined ? [] : [first, ...rest, open] });
    expect(shown.match(/<text class="sign-text open"/g)).toHaveLength(1);
  });

  it('draws no rule of the schema at a REST API', () => {
    const rest = rule(
      'amplify/backend/api/orders/cli-inputs.json',
      '/paths/~1orders/lambdaFunction',
      'orders',
    );
    const shown = printed({
      ledger: [...RULES, rest],
      access: [{ ...NARROWED, principal: 'iamRole', resource: 'graphql:*', code: 'AM3160' }],
    });
    expect(shown).toMatch(/<text class="title"[^>]*>REST API</);
    expect(shown).toMatch(/<g data-f="rest"><rect class="box"/);
    expect(shown).not.toMatch(/<g data-f="rest" data-p/);
    expect(shown.match(/<path class="link narrowed"/g)).toHaveLength(1);
  });

  it('counts findings, not their kinds, wherever it counts', () => {
    const findings = [someFinding(), someFinding(), { ...someFinding(), accepted: 'We know.' }];
    const shown = printed({ findings });
    expect(shown).toContain('What to do <small>3 findings</small>');
    expect(shown).toContain('<h3>To check <small>3, 1 accepted</small></h3>');
    expect(shown).toMatch(/<details class="finding is-warning"[^>]* data-n="3"/);
  });

  it('has no ledger to show where an audit has none', () => {
    const shown = printed({ ledger: [], access: [NARROWED] });
    expect(shown).toContain('<section id="ledger" aria-labelledby="ledger-title" hidden>');
    expect(shown).not.toContain('href="#ledger"');
    expect(shown).toContain('aria-live="polite">0 findings</output>');
  });

  it('does not draw on the side of Gen 1 what that does not have', () => {
    const drawn = (gen1: string): number => {
      const change = { ...NARROWED, principal: 'everybody', resource: 'AWS::IAM::Role helper', gen1 };
      const shown = printed({ ledger: [], access: [change] });
      return [...shown.matchAll(/<text class="line"[^>]*>AWS::IAM::Role helper</g)].length;
    };
    expect(drawn('allowed')).toBe(2);
    expect(drawn('nothing of the kind')).toBe(1);
  });

  it('draws what only changes of access name', () => {
    const access = [
      { ...NARROWED, principal: 'function:f', resource: 'arn:aws:sns:x', code: 'AM4001' as const },
    ];
    expect(printed({ ledger: RULES, access })).toMatch(/<text class="title"[^>]*>Other resources</);
    const kinds = ['s3:notes/any', 's3:*', 'table:harvests', 'graphql:Query.x'].map((resource) => ({
      ...NARROWED,
      resource,
      code: 'AM8102' as const,
    }));
    const titles = printed({ ledger: [], access: kinds }).matchAll(/<text class="title"[^>]*>([^<]*)</g);
    expect([...titles].map(([, title]) => title)).toEqual(
      ['Files in S3', 'DynamoDB tables', 'GraphQL API'].flatMap((title) => [title, title]),
    );
  });

  it('stays a picture with very many resources and principals', () => {
    const ledger = Array.from({ length: 60 }, (_, index) => [
      rule(`amplify/backend/storage/s${index}/cli-inputs.json`, '/storageAccess', 'auth'),
      rule(SCHEMA, `T${index}@auth/rules/0/allow`, 'groups'),
      rule(SCHEMA, `T${index}@auth/rules/0/groups/0`, `g${index}`),
    ]).flat();
    const many = printed({
      ledger,
      access: [{ ...NARROWED, principal: 'group:g59', resource: 'graphql:*', code: 'AM3160' }],
    });
    expect(many.match(/<text class="who"/g)).toHaveLength(24);
    expect(many).toMatch(/<text class="who"[^>]*>group g59</);
    expect(many).toContain('36 more principals are in the matrix below');
    expect(many.match(/<rect class="box"/g)).toHaveLength(4);
  });

  it('has the ledger as data, with strings once, and the texts that belong to it', () => {
    const texts = {
      gen1: new Map([['amplify/team-provider-info.json', '{\n\t"a": 1\n}']]),
      gen2: new Map([
        ['amplify/auth/resource.ts', `defineAuth({\n  loginWith: {},\n});\n${'x'.repeat(500)}`],
      ]),
    };
    const data = dataOf(printed({ ledger: [someEntry('/a', 1), someEntry('/b', 'x')] }, { texts }));
    expect(data.strings).toEqual([
      'project',
      'amplify/team-provider-info.json',
      'amplify/auth/resource.ts',
      'loginWith',
    ]);
    expect(data.rows).toEqual([
      [0, 1, 3, '/a', '1', 0, 2, 3, 2, null, null],
      [0, 1, 3, '/b', 'x', 0, 2, 3, 2, null, null],
    ]);
    expect(data.gen1).toEqual({ 'amplify/team-provider-info.json': ['{', '  "a": 1', '}'] });
    expect(data.gen2['amplify/auth/resource.ts']?.[3]).toBe(`${'x'.repeat(240)}…`);
  });

  it('of a proof has no files to write', () => {
    const report = toReport(FULL_PLAN, RUN, 'synth');
    expect(printHtml(report, PLAIN)).not.toContain('"#files"');
  });

  it('says so when there is nothing to tell', () => {
    expect(printed({})).toContain('Nothing: all settings keep their meaning.');
  });

  it('shows what was accepted, and why', () => {
    const accepted = { accepted: 'We <know>.' };
    const shown = printed({
      access: [{ ...NARROWED, ...accepted }],
      findings: [{ ...someFinding(), ...accepted }],
    });
    expect(shown).toContain('<b>0 widened</b><span>access; 1 accepted</span>');
    expect(shown.match(/<b>Accepted:<\/b> We &lt;know&gt;\./g)).toHaveLength(2);
  });
});

describe('names that try to be markup', () => {
  const evil = `${HOSTILE}</script><script>alert(1)</script><!--"'`;
  const ledger = [
    rule(SCHEMA, `A@auth/rules/0/allow`, 'groups'),
    rule(SCHEMA, 'A@auth/rules/0/groups/0', evil),
  ];
  const html = printHtml(
    toReport(
      { ...HOSTILE_PLAN, ledger: [...ledger, someEntry(evil, evil)] },
      { tool: evil, root: evil, env: evil },
    ),
    {
      ...PLAIN,
      next: [{ what: evil, command: evil }],
      texts: { gen1: new Map([[evil, evil]]), gen2: new Map([[evil, evil]]) },
    },
  );

  it('are text everywhere', () => {
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain('<!--');
    expect(html).not.toMatch(/(?![\n])[\p{Cc}\p{Cf}]/u);
  });

  it('come out of the data as they went in, made visible', () => {
    expect(dataOf(html).rows.at(-1)?.[3]).toContain('</script><script>alert(1)</script>');
  });
});
