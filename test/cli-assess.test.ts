import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfApp, emptyFolder, run } from './cli-harness.js';

describe('assess', () => {
  it('tells what is here, what it becomes, and in which order', async () => {
    const { code, stdout, stderr } = await run([], { cwd: await copyOfApp('photo-club') });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [inventory, rest] = stdout.split(/^What would carry over$/m);
    expect(inventory).toMatchInlineSnapshot(`
      "amplify-migrate 0.1.0 · photoclub · environment dev (others: prod)

      Access (4 in 3 rows)
        widened   iamRole: * on graphql:*
          Gen 1   only roles of custom-roles.json and of functions that use the API
          Gen 2   every IAM principal with appsync:GraphQL, past all rules
                  AM3160 · follows from the packages themselves
        narrowed  *: requests without TLS on s3:*
          Gen 1   as with TLS
          Gen 2   denied
                  AM2009 · follows from the packages themselves
        narrowed  authenticated: own files of today on s3:protected/{entity_id}/*,
                  s3:private/{entity_id}/*
          Gen 1   allowed
          Gen 2   denied
                  AM2002 · follows from the packages themselves

      What is here (5)
        api
          photoclub (AppSync)
            → defineData in amplify/data · data, now
        auth
          photoclub5e1f7c2a (Cognito; triggers PostConfirmation)
            → defineAuth in amplify/auth · auth, now
          userPoolGroups (Cognito-UserPool-Groups; groups curators, members)
            → groups of defineAuth · auth, now
        function
          photoclub5e1f7c2aPostConfirmation (Lambda; trigger of photoclub5e1f7c2a)
            → a trigger in amplify/auth · auth, now
        storage
          photos (S3)
            → defineStorage in amplify/storage · storage, now

      "
    `);
    expect(rest?.split(/^(?=Order of the cutover$)/m)[1]).toMatchInlineSnapshot(`
      "Order of the cutover
       1  auth       first: everything else asks it who somebody is (now)
       2  storage    after auth: its rules name guests, users and groups (now)
       3  data       after auth and functions: its rules name groups, its resolvers functions (now)
       4  client     last: when amplify_outputs.json describes a backend that stands (later)
        now: this version can move it · later: leave it in Gen 1, both can run side by side

      Next
        See what auth becomes, as a patch and a report:
          npx amplify-migrate auth
        See what data becomes, as a patch and a report:
          npx amplify-migrate data
        See what storage becomes, as a patch and a report:
          npx amplify-migrate storage
      "
    `);
  });

  it('is the same by its name', async () => {
    const club = await copyOfApp('photo-club');
    expect(await run(['assess'], { cwd: club })).toEqual(await run([], { cwd: club }));
  });

  it('has its report as data, without edits', async () => {
    const { stdout } = await run(['assess', '--report', 'json'], { cwd: await copyOfApp('photo-club') });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      edits: [],
      project: { features: ['auth', 'data', 'storage'] },
    });
  });

  it('begins with who could do more', async () => {
    const club = await copyOfApp('photo-club');
    const inputs = join(club, 'amplify/backend/auth/photoclub5e1f7c2a/cli-inputs.json');
    const text = await readFile(inputs, 'utf8');
    await writeFile(inputs, text.replace('identityPoolAndUserPool', 'userPoolOnly'));
    const { stdout } = await run([], { cwd: club });
    const [access, here] = [
      stdout.search(/Access \(\d+[^)]*\)\n {2}widened/),
      stdout.indexOf('What is here'),
    ];
    expect(access).toBeGreaterThan(0);
    expect(here).toBeGreaterThan(access);
    const planned = await run(['auth', '--fail-on', 'never'], { cwd: club });
    expect(planned.code).toBe(4);
  });

  it('fails only when a level is named', async () => {
    const club = await copyOfApp('photo-club');
    expect((await run(['assess'], { cwd: club })).code).toBe(0);
    expect((await run(['assess', '--fail-on', 'error'], { cwd: club })).code).toBe(0);
    expect((await run(['assess', '--fail-on', 'warning'], { cwd: club })).code).toBe(3);
  });

  it('knows every category, also those that Gen 2 has not, and what is half there', async () => {
    const root = await emptyFolder();
    const backend = join(root, 'amplify/backend');
    await mkdir(join(backend, 'api/orders'), { recursive: true });
    await writeFile(join(backend, 'api/orders/override.ts'), '');
    const config = {
      api: { orders: { service: 'AppSync' }, AdminQueries: { service: 'API Gateway' } },
      function: { AdminQueries1a2b: { service: 'Lambda' }, shared: { service: 'LambdaLayer' } },
      storage: { table: { service: 'DynamoDB' } },
      predictions: { speak: { service: 'Polly\u001b[2J' } },
      geo: { map: { service: 'Map' } },
    };
    await writeFile(join(backend, 'backend-config.json'), JSON.stringify(config));
    const { code, stdout } = await run([], { cwd: root });
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(stdout.slice(stdout.indexOf('What is here'))).toMatchInlineSnapshot(`
      "What is here (7)
        api
          orders (AppSync; override.ts)
            → defineData in amplify/data · data, now
          AdminQueries (API Gateway; its folder is missing)
            → the admin queries of auth · auth, now
        function
          AdminQueries1a2b (Lambda; its folder is missing)
            → the admin queries of auth · auth, now
          shared (LambdaLayer; its folder is missing)
            → a layer of the functions that use it · functions, now
        storage
          table (DynamoDB; its folder is missing)
            → a DynamoDB table in CDK · storage, now
        predictions
          speak (Polly\\u{1b}[2J; its folder is missing)
            → CDK written by hand: Gen 2 has no such category · custom, later
        geo
          map (Map; its folder is missing)
            → Amazon Location in CDK · geo, later

      What would carry over
        0 of 1  settings of data, storage, functions keep their meaning
        3       to do before you deploy
        6       to check
        0       changes of access
        0       secrets to create

      Order of the cutover
       1  auth       first: everything else asks it who somebody is (now)
       2  storage    after auth: its rules name guests, users and groups (now)
       3  functions  after auth: grants name user pools and buckets (now)
       4  data       after auth and functions: its rules name groups, its resolvers functions (now)
       5  geo        after auth, whose roles may use it (later)
       6  custom     after all that its stacks refer to (later)
       7  client     last: when amplify_outputs.json describes a backend that stands (later)
        now: this version can move it · later: leave it in Gen 1, both can run side by side

      Next
        See what data becomes, as a patch and a report:
          npx amplify-migrate data
        See what storage becomes, as a patch and a report:
          npx amplify-migrate storage
        See what functions becomes, as a patch and a report:
          npx amplify-migrate functions
      "
    `);
  });
});
