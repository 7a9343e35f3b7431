import { describe, expect, it } from 'vitest';
import { Ledger } from '../../src/core/ledger.js';
import {
  planProjectOverride,
  readOverrides,
  readProjectOverride,
} from '../../transforms/auth/override/index.js';
import { appWith, planBody, planFile } from './override-harness.js';

describe('statements of override.ts that stay behind', () => {
  it.each([
    ["const fs = require('fs');", 'AM1400', 'it reads "require"'],
    ['resources.userPool.userPoolName = process.env.POOL;', 'AM1400', 'it reads "process"'],
    ["resources.snsRole.roleName = 'texts';", 'AM1400', 'has no "snsRole"'],
    ["resources.lambdaConfigPermissions['x'].action = 'a';", 'AM1400', 'no "lambdaConfigPermissions"'],
    ["resources.mfaLambda.runtime = 'nodejs22.x';", 'AM1403', 'changes "mfaLambda", a helper'],
    [
      'resources.userPool.passwordPolicy = { minimumLength: 9 };',
      'AM1401',
      '"userPool" has no property "passwordPolicy"',
    ],
    ["resources.userPoolGroup['Ghosts'].precedence = 1;", 'AM1400', 'the project has no group "Ghosts"'],
    [
      "resources.addCfnResource({ type: 'AWS::IAM::Policy', properties: {} }, 'P');",
      'AM1407',
      'adds "AWS::IAM::Policy"',
    ],
    ["resources.addCfnParameter({ type: 'String' }, 'colour');", 'AM1407', 'adds "CloudFormation Parameter"'],
    [
      "resources.userPool.userPoolName = { Ref: 'userPoolName' } as any;",
      'AM1400',
      'it refers to "userPoolName"',
    ],
    ["resources.userPool.addOverride('Type', 'AWS::X::Y');", 'AM1400', 'it refers to "Type"'],
    ["resources.userPool.applyRemovalPolicy('retain' as any);", 'AM1400', 'a call of "applyRemovalPolicy"'],
    ['while (true) { resources.userPool.mfaConfiguration = "ON"; }', 'AM1400', 'a while statement'],
    ['for (const key in resources) { }', 'AM1400', 'a for in statement'],
    ["const cfnUserPool = 'x';", 'AM1400', 'a local variable named `cfnUserPool`'],
    ['helper(resources);', 'AM1400', 'it reads "helper"'],
    ['resources.userPool[amplifyProjectInfo.envName] = 1;', 'AM1400', 'a property with a computed name'],
    ['await fetch("https://example.com");', 'AM1400', 'await'],
  ])('%s', async (statement, code, words) => {
    const { text, findings, entries } = await planBody(statement);
    expect(text).toBe('');
    expect(findings.map((each) => each.code)).toEqual([code]);
    expect(findings[0]?.message).toContain(words);
    expect(findings[0]?.origin).toMatchObject({ pointer: 'override/0', line: 4, column: 1 });
    expect(entries.map(({ disposition }) => disposition.kind)).toEqual(['manual']);
  });

  it('knows whether the second app client is there', async () => {
    const { text, findings } = await planBody('resources.userPoolClient.idTokenValidity = 2;', {
      nativeClient: false,
    });
    expect(text).toBe('');
    expect(findings[0]?.message).toContain('has no "userPoolClient"');
  });

  it('leaves behind what depends on a statement that stays, and constants that nobody reads then', async () => {
    const { text, findings, entries } = await planFile(`
      import meta from '../../../amplify-meta.json';
      import type { Thing } from './thing';
      const prefix = 'arn:aws:ses:';
      export function override(resources: any) {
        const region = meta.providers.awscloudformation.Region;
        resources.userPool.emailConfiguration = { sourceArn: prefix + region };
        resources.userPool.mfaConfiguration = 'OFF';
      }
    `);
    expect(text).toBe("cfnUserPool.mfaConfiguration = 'OFF';\n");
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('it reads "../../../amplify-meta.json"'),
      expect.stringContaining('it needs "region", whose statement was not carried over'),
    ]);
    expect(entries.map(({ origin, disposition }) => [origin.pointer, disposition.kind])).toEqual([
      ['module/0', 'manual'],
      ['module/1', 'manual'],
      ['override/0', 'manual'],
      ['override/1', 'manual'],
      ['override/2', 'override'],
    ]);
  });

  it('stops at a return that may end the function', async () => {
    const { text, findings } = await planBody(`
      if (amplifyProjectInfo.envName === 'dev') return;
      resources.userPool.mfaConfiguration = 'ON';
    `);
    expect(text).toBe('');
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('a return before the end'),
      expect.stringContaining('a statement before it may end the function'),
    ]);
  });

  it('never repeats or prints a secret', async () => {
    const { text, findings, entries, assigned } = await planBody(`
      // client_secret: 'correct-horse'
      resources.addCfnResource({ type: 'AWS::Cognito::UserPoolIdentityProvider', properties: {
        UserPoolId: { Ref: 'UserPool' }, ProviderName: 'Partner', ProviderType: 'OIDC',
        ProviderDetails: { client_id: 'petshop', client_secret: 'correct-horse' },
      } }, 'Partner');
      const clientSecret = \`correct-horse\`;
      resources.userPool.addPropertyOverride('X.ClientSecret', 'correct-horse');
      // password: correct-horse
      resources.userPoolClientWeb.tokenValidityUnits = { accessToken: 'minutes' };
      resources.userPoolClientWeb.generateSecret = true;
    `);
    expect(text).toBe(
      "cfnUserPoolClient.tokenValidityUnits = { accessToken: 'minutes' };\ncfnUserPoolClient.generateSecret = true;\n",
    );
    expect(findings.map(({ code }) => code)).toEqual(['AM1402', 'AM1402', 'AM1402']);
    expect(JSON.stringify([text, findings, entries, assigned])).not.toContain('correct-horse');
    expect(entries[0]?.value).toContain("client_secret: '‹redacted›'");
  });

  it.each([
    ['export function override(resources { ', 'Unexpected token'],
    [
      'export default function override(resources) { resources.userPool.x = 1; }',
      'no function named `override`',
    ],
    [`export function override(r) { r.userPool${'.a'.repeat(4000)} = 1; }`, 'nests too deep'],
    ['const x = 1;', 'no function named `override`'],
    ['export const override = (r) => (r.userPool.x = 1);', 'no body in braces'],
  ])('tells that it can not read %s', async (source, reason) => {
    const { findings, entries } = await planFile(source);
    expect(findings.map(({ code }) => code)).toEqual(['AM1406']);
    expect(findings[0]?.message).toContain(reason);
    expect(entries).toHaveLength(1);
  });

  it('leaves statements with a syntax error behind, and carries the others', async () => {
    const { text, findings } = await planBody(
      'const a = 1;\nconst a = 2;\nresources.userPool.mfaConfiguration = "ON";',
    );
    expect(text).toBe("cfnUserPool.mfaConfiguration = 'ON';\n");
    expect(findings[0]?.message).toContain('a statement with a syntax error');
  });

  it('carries control characters as escapes only', async () => {
    const { text } = await planBody("resources.userPool.userPoolName = 'a\u001b[31mb\u202e';");
    expect(text).toBe("cfnUserPool.userPoolName = 'a\\u001b[31mb\\u202e';\n");
  });

  it('reads nothing where there is no override.ts', async () => {
    expect(await readOverrides(appWith({}), 'amplify/backend/auth/petshop')).toBeNull();
  });
});

describe("the project's own override.ts", () => {
  const file = 'amplify/backend/awscloudformation/override.ts';
  const plan = async (body: string) => {
    const source = `export function override(resources) {\n${body}\n}`;
    const model = await readProjectOverride(appWith({ [file]: source }, { projectOverride: file }));
    const ledger = new Ledger();
    const findings = model ? planProjectOverride(model, ledger) : [];
    return { findings, entries: ledger.entries(() => expect.fail('not settled')) };
  };

  it('is told when it changes the roles of auth', async () => {
    const { findings, entries } = await plan(
      'const role = resources.authRole;\nconst policy = {};\nrole.policies = [policy];\nresources.unauthRole.policies = [];',
    );
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['AM1405', `"${file}" changes \`authRole\` and \`unauthRole\` (line 2, 4, 5)`],
    ]);
    expect(entries.map(({ disposition }) => disposition.kind)).toEqual([
      'manual',
      'manual',
      'manual',
      'manual',
    ]);
  });

  it('is not a matter of auth otherwise', async () => {
    expect(await plan("resources.deploymentBucket.bucketName = 'x';")).toEqual({ findings: [], entries: [] });
    expect(await readProjectOverride(appWith({}))).toBeNull();
  });
});
