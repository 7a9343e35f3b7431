import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report } from './fixtures/cases.js';
import { type Ran, run } from './cli-harness.js';
import { installedFolder } from './installed.js';
import { synthWorker } from './synth/backends.js';

/**
 * A Gen 1 project, and a Gen 2 tree of it that somebody else could have written: it deploys, and has the faults
 * that moves by hand and by other tools have shown.
 */
const ALLOTMENT = fileURLToPath(new URL('../fixtures/audit/allotment/', import.meta.url));

const folder = installedFolder();

interface Proved {
  readonly ran: Ran;
  readonly report: Omit<Report, 'findings'> & {
    readonly findings: readonly {
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
      readonly origin: { readonly file: string };
    }[];
  };
}

/** A synthesis takes seconds, and many of them on a machine that is busy. */
const PATIENCE = 240_000;

async function prove(...args: string[]): Promise<Proved> {
  const file = join(await folder(), `${args[0] ?? ''}.json`);
  const ran = await run([...args, '--report', `json=${file}`], { synthWorker: await synthWorker() });
  return { ran, report: JSON.parse(await readFile(file, 'utf8')) as Proved['report'] };
}

describe('a tree with the faults of others', () => {
  let proved: Proved;
  let home = '';

  beforeAll(async () => {
    home = await folder();
    await cp(ALLOTMENT, home, { recursive: true });
    proved = await prove('audit', '--cwd', join(home, 'gen1'), '--out', join(home, 'gen2'));
  }, PATIENCE);

  it('fails the audit, and names the command that accepts what is meant', () => {
    expect(proved.ran.stderr).toBe('');
    expect(proved.ran.code).toBe(4);
    expect(proved.ran.stdout).toContain('npx amplify-migrate accept AM8101 --audit --resource ');
    expect(proved.report.project.features).toEqual(['auth', 'data', 'storage', 'functions']);
  });

  it(
    'is accepted as the audit tells it',
    async () => {
      const [gen1, gen2] = ['gen1', 'gen2'].map((name) => join(home, name));
      const accepted = join(gen2 ?? '', 'amplify-migrate.json');
      const { code, stdout } = await run([
        ...['accept', 'AM8102', '--audit', '--why', 'nobody reads them', '--quiet'],
        ...['--cwd', gen1 ?? '', '--out', gen2 ?? ''],
      ]);
      const found = proved.report.access.filter((one) => one.code === 'AM8102');
      expect(found.length).toBeGreaterThan(0);
      expect({ code, lines: stdout.split('\n').filter((line) => line.startsWith('AM8102 ')).length }).toEqual(
        {
          code: 0,
          lines: (JSON.parse(await readFile(accepted, 'utf8')) as { accepted: readonly unknown[] }).accepted
            .length,
        },
      );
      for (const one of found) expect(stdout).toContain(`AM8102 ${one.principal}: `);
      await rm(accepted);
    },
    PATIENCE,
  );

  it.each([
    {
      fault: 'private files of everyone are open to everyone',
      code: 'AM8101',
      told: /^authenticated: .*s3:GetObject, s3:DeleteObject s3:private\/other\/any/,
      remedy: /`allow\.entity\('identity'\)` alone/,
    },
    {
      fault: 'everybody signed in writes to the protected files of others',
      code: 'AM8101',
      told: /^authenticated: s3:PutObject, s3:DeleteObject s3:protected\/other\/any/,
      remedy: /nobody but `allow\.entity\('identity'\)` write/,
    },
    {
      fault: 'guests read protected files no more',
      code: 'AM8102',
      told: /^guest: s3:GetObject s3:protected\/own\/any; s3:GetObject s3:protected\/other\/any/,
      remedy: /`allow\.guest\.to\(\['read'\]\)`.* to `protected\/\{entity_id\}\/\*`/,
    },
    {
      fault: 'uploads/ is lost',
      code: 'AM8102',
      told: /^authenticated: s3:PutObject s3:uploads\/any/,
      remedy: /add `uploads\/\*` with `write`/,
    },
    {
      fault: 'an override has taken a mode from the API',
      code: 'AM8120',
      told: /^`AWS_IAM`: Gen 1 has mode, Gen 2 nothing$/,
      remedy: /override of `cfnGraphqlApi\.additionalAuthenticationProviders` replaces the whole list/,
    },
    {
      fault: 'and its callers with it',
      code: 'AM8102',
      told: /^guest: \* graphql:\*$/,
      remedy: /lost the mode of these callers: name it in `authorizationModes`/,
    },
    {
      fault: 'second factors go out by SMS too',
      code: 'AM8110',
      told: /^`UserPool\.EnabledMfas`: Gen 1 has \["SOFTWARE_TOKEN_MFA"\], Gen 2 \["SMS_MFA","SOFTWARE_TOKEN_MFA"\]$/,
      remedy: /Set `multifactor` of `defineAuth`/,
    },
    {
      fault: 'anybody may sign up',
      code: 'AM8110',
      told: /^`UserPool\.AdminCreateUserConfig\.AllowAdminCreateUserOnly`: Gen 1 has true, Gen 2 false$/,
      remedy: /cfnUserPool\.addPropertyOverride\('AdminCreateUserConfig\.AllowAdminCreateUserOnly'/,
    },
    {
      fault: 'OAuth leads to example.com, and there was no hosted UI',
      code: 'AM8111',
      told: /^`UserPoolClients\.web\.OAuth`: Gen 1 has off, Gen 2 .*"https:\/\/example\.com"/,
      remedy: /set `allowedOAuthFlowsUserPoolClient` of `cfnUserPoolClient` to false/,
    },
    {
      fault: 'a function may do with each table what it may do with any',
      code: 'AM8101',
      told: /^function:steward: dynamodb:GetItem.* table:harvests; dynamodb:PutItem.* table:seeds$/,
      remedy: /with `addToRolePolicy`, by action and resource/,
    },
  ])('$fault', ({ code, told, remedy }) => {
    const found = proved.report.findings.filter((one) => one.code === code && told.test(one.message));
    expect(found).toHaveLength(1);
    expect(found[0]?.remedy).toMatch(remedy);
  });

  it('has each change of access by principal and resource, with both answers', () => {
    const access = proved.report.access.map(
      ({ principal, action, resource, gen1, gen2, change, code }) =>
        `${code} ${change} ${principal} ${action} ${resource}: ${gen1} → ${gen2}`,
    );
    expect(access).toEqual(
      expect.arrayContaining([
        'AM8101 widened authenticated s3:PutObject, s3:GetObject, s3:DeleteObject s3:private/other/any: denied → allowed',
        'AM8102 narrowed guest s3:GetObject s3:protected/other/any: allowed → denied',
        'AM8102 narrowed authenticated s3:PutObject s3:uploads/any: allowed → denied',
        'AM8102 narrowed guest * graphql:*: allowed → denied',
        'AM8101 widened function:steward dynamodb:PutItem, dynamodb:PutResourcePolicy table:seeds: denied → allowed',
      ]),
    );
  });

  it('takes neither an override for drift, nor tables of storage for models', () => {
    const codes = new Set(proved.report.findings.map(({ code }) => code));
    expect([...codes].filter((code) => ['AM8122', 'AM8140', 'AM8141', 'AM8142'].includes(code))).toEqual([]);
  });
});

/** The same with a REST API: paths that are open to more or fewer than in Gen 1, and what is below one of them. */
const ORCHARD = fileURLToPath(new URL('../fixtures/audit/orchard/', import.meta.url));

describe('a REST API with the faults of others', () => {
  let proved: Proved;

  beforeAll(async () => {
    const home = await folder();
    await cp(ORCHARD, join(home, 'rest'), { recursive: true });
    proved = await prove('audit', '--cwd', join(home, 'rest/gen1'), '--out', join(home, 'rest/gen2'));
  }, PATIENCE);

  it('is held against that of Gen 1, which policies may still name', () => {
    expect(proved.report.project.features).toEqual(['auth', 'functions', 'rest']);
    const access = proved.report.access.map(
      ({ principal, action, resource, change, code }) =>
        `${code} ${change} ${principal} ${action} ${resource}`,
    );
    const every = 'GET, HEAD, POST, PUT, PATCH, DELETE';
    expect(access.sort()).toEqual([
      `AM8101 widened * ${every} rest:orchardapi/notes`,
      `AM8101 widened * ${every} rest:orchardapi/notes/any`,
      'AM8101 widened authenticated GET rest:orchardapi/trees',
      'AM8101 widened authenticated GET rest:orchardapi/trees/any',
      'AM8101 widened guest GET rest:orchardapi/trees',
      'AM8101 widened guest GET rest:orchardapi/trees/any',
      `AM8102 narrowed * ${every} rest:orchardapi/weather`,
      `AM8102 narrowed * ${every} rest:orchardapi/weather/any`,
      'AM8102 narrowed group:Pickers PATCH rest:orchardapi/trees',
      'AM8102 narrowed group:Pickers PATCH rest:orchardapi/trees/any',
    ]);
  });

  it.each([
    { code: 'AM8101', told: /^\*: GET, HEAD/, remedy: /`authorizationType: AuthorizationType\.IAM`/ },
    {
      code: 'AM8101',
      told: /^guest: GET/,
      remedy: /without a wildcard; also where a policy names the API of Gen 1/,
    },
    { code: 'AM8102', told: /^\*: GET, HEAD/, remedy: /`authorizationType: AuthorizationType\.NONE`/ },
    { code: 'AM8102', told: /^group:Pickers: PATCH/, remedy: /`update` is PUT and PATCH there/ },
    {
      code: 'AM8133',
      told: /^`RestApis\.orchardapi\.Functions\["\/notes\/\{proxy\+\}"\]`: Gen 1 has function:notes, Gen 2 function:trees$/,
      remedy: /each path has the function that answers it/,
    },
    {
      code: 'AM8133',
      told: /ErrorHeaders\.DEFAULT_4XX`: .*, Gen 2 nothing$/,
      remedy: /`addGatewayResponse`/,
    },
  ])('$code $told', ({ code, told, remedy }) => {
    const found = proved.report.findings.filter((one) => one.code === code && told.test(one.message));
    expect(found).toHaveLength(1);
    expect(found[0]?.remedy).toMatch(remedy);
    expect(found[0]?.origin.file).toBe('amplify/backend/api/orchardapi/cli-inputs.json');
  });
});

describe('a REST API that has not moved', () => {
  it(
    'is said to stay, and nothing about it is proved',
    async () => {
      const project = join(await folder(), 'stays');
      await cp(join(ORCHARD, 'gen1'), project, { recursive: true });
      await run(['all', '--write', '--force', '--fail-on', 'never', '--quiet'], { cwd: project });
      const { ran, report } = await prove('verify', '--cwd', project);
      expect(
        report.findings.filter(({ code }) => code.startsWith('AM8')).map(({ message }) => message),
      ).toEqual(['the REST API orchardapi was not compared: the Gen 2 backend has none of it']);
      expect(report.access).toEqual([]);
      expect(ran.code).toBe(0);
    },
    PATIENCE,
  );

  /** Guests are let call a topic, for which somebody has a reason. @returns another project in which they are */
  async function guestsMay(project: string, action: string): Promise<string> {
    const copy = `${project}-${action.replace(':', '-')}`;
    await cp(project, copy, { recursive: true });
    const statement = `new PolicyStatement({ actions: ['${action}'], resources: ['*'] })`;
    await writeFile(
      join(copy, 'amplify/backend.ts'),
      `${await readFile(join(project, 'amplify/backend.ts'), 'utf8')}
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
backend.auth.resources.unauthenticatedUserIamRole.attachInlinePolicy(
  new Policy(backend.createStack('topics'), 'Guests', { statements: [${statement}] }),
);
`,
    );
    return copy;
  }

  it(
    'lets its access be accepted, until it is another one',
    async () => {
      const stays = join(await folder(), 'stays');
      const project = await guestsMay(stays, 'sns:Publish');
      const accepted = await run(['accept', 'AM8101', '--why', 'a public board', '--cwd', project]);
      expect(accepted).toMatchObject({ code: 0, stderr: '' });
      expect(accepted.stdout).toContain('AM8101 guest: sns:Publish on *: denied → allowed\n');
      const file = await readFile(join(project, 'amplify-migrate.json'), 'utf8');
      const [why, code] = ['a public board', 'AM8101'];
      expect(JSON.parse(file)).toMatchObject({
        accepted: [
          { code, about: 'guest: sns:Publish *', why },
          { code, about: 'guest: sns:Publish on *: denied → allowed', why },
        ],
      });

      const then = await prove('verify', '--cwd', project);
      expect(then.ran.code).toBe(0);
      expect(then.report.access).toEqual([
        expect.objectContaining({ code: 'AM8101', principal: 'guest', accepted: 'a public board' }),
      ]);

      const other = await guestsMay(stays, 'sns:Subscribe');
      await cp(join(project, 'amplify-migrate.json'), join(other, 'amplify-migrate.json'));
      const now = await prove('verify', '--cwd', other);
      expect(now.ran.code).toBe(4);
      expect(now.report.access[0]).not.toHaveProperty('accepted');
      expect(now.report.findings.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['AM8101', 'AM8150', 'AM8143']),
      );
    },
    PATIENCE,
  );
});

describe('the tree that this tool writes of the same project', () => {
  it(
    'differs in nothing but what its plan tells',
    async () => {
      const project = join(await folder(), 'own');
      await cp(join(ALLOTMENT, 'gen1'), project, { recursive: true });
      await run(['all', '--write', '--force', '--fail-on', 'never', '--quiet'], { cwd: project });
      const { ran, report } = await prove('verify', '--cwd', project);
      expect(report.findings.map(({ code }) => code).sort()).toEqual(['AM2009', 'AM2100', 'AM3160']);
      expect(report.access.map(({ code, change, principal }) => `${code} ${change} ${principal}`)).toEqual([
        'AM3160 widened iamRole',
        'AM2009 narrowed *',
      ]);
      expect(ran.code).toBe(4);
    },
    PATIENCE,
  );

  it(
    'may not be taken for proved where override.ts is known from no built template',
    async () => {
      const home = await folder();
      const project = join(home, 'unbuilt');
      await cp(join(ALLOTMENT, 'gen1'), project, {
        recursive: true,
        filter: (path) => !path.endsWith('/build'),
      });
      await cp(join(home, 'gen2'), join(home, 'unbuilt-gen2'), { recursive: true });
      const { ran, report } = await prove('audit', '--cwd', project, '--out', join(home, 'unbuilt-gen2'));
      expect(ran.code).toBe(4);
      const unread = report.findings.filter(({ code }) => code === 'AM8142');
      expect(unread.map(({ message, origin }) => [message, origin.file])).toEqual([
        [expect.stringContaining('what override.ts makes'), 'amplify/backend/auth/gardeners/override.ts'],
      ]);
    },
    PATIENCE,
  );
});
