import { describe, expect, it } from 'vitest';
import { printJson } from '../src/report/json.js';
import { namesSecret, REDACTED } from '../src/report/redact.js';
import { type LedgerEntry } from '../src/core/ledger.js';
import { toReport } from '../src/report/report.js';
import { EMPTY_PLAN, someEntry, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };

describe('the report as data', () => {
  it('has the members of the contract, and no more than it says', () => {
    const finding = someFinding();
    const report = toReport(
      {
        ...EMPTY_PLAN,
        edits: [{ path: 'amplify/backend.ts', kind: 'create', before: null, after: new Uint8Array([1]) }],
        ledger: [
          someEntry('/dev/region', 'eu-west-1'),
          { ...someEntry('/dev/x', 1), disposition: { kind: 'manual', finding } },
          { ...someEntry('/dev/y', true), disposition: { kind: 'default', because: 'Gen 2 does it' } },
        ],
        findings: [finding],
        access: [
          {
            principal: 'guest',
            action: 'sts:AssumeRoleWithWebIdentity',
            resource: 'userPool:guests',
            gen1: 'no',
            gen2: 'yes',
            change: 'widened',
            proved: true,
            code: 'AM0001',
          },
        ],
        secrets: [{ name: 'GOOGLE_CLIENT_SECRET', purpose: 'sign-in with Google' }],
      },
      RUN,
    );
    expect(JSON.parse(printJson(report))).toEqual({
      version: 1,
      tool: 'amplify-migrate 0.1.0',
      project: { root: '.', env: 'dev', features: ['auth'] },
      edits: [{ path: 'amplify/backend.ts', kind: 'create' }],
      ledger: [
        {
          origin: { file: 'amplify/team-provider-info.json', pointer: '/dev/region', line: 3 },
          value: 'eu-west-1',
          disposition: 'exact',
          target: { path: 'amplify/auth/resource.ts', property: 'loginWith' },
        },
        {
          origin: { file: 'amplify/team-provider-info.json', pointer: '/dev/x', line: 3 },
          value: 1,
          disposition: 'manual',
          code: 'AM0001',
        },
        {
          origin: { file: 'amplify/team-provider-info.json', pointer: '/dev/y', line: 3 },
          value: true,
          disposition: 'default',
          because: 'Gen 2 does it',
        },
      ],
      findings: [
        {
          code: 'AM0001',
          level: 'warning',
          title: 'Unknown setting',
          message: '`shutter` is not a setting',
          remedy: 'Check whether it still matters.',
          feature: 'auth',
          origin: {
            file: 'amplify/backend/auth/club/cli-inputs.json',
            pointer: '/shutter',
            line: 7,
            column: 3,
          },
        },
      ],
      access: [
        {
          principal: 'guest',
          action: 'sts:AssumeRoleWithWebIdentity',
          resource: 'userPool:guests',
          gen1: 'no',
          gen2: 'yes',
          change: 'widened',
          proved: true,
          code: 'AM0001',
        },
      ],
      secrets: [{ name: 'GOOGLE_CLIENT_SECRET', purpose: 'sign-in with Google' }],
      coverage: { exact: 1, override: 0, default: 1, changed: 0, manual: 1, bookkeeping: 0 },
      verified: 'none',
    });
  });

  it('puts the worst finding first, and findings of one level in the order of code and place', () => {
    const at = (line: number, level: 'error' | 'note'): ReturnType<typeof someFinding> =>
      someFinding({ level, origin: { file: 'a.json', pointer: '', line, column: 1 } });
    const report = toReport(
      { ...EMPTY_PLAN, findings: [at(9, 'note'), at(12, 'error'), at(3, 'error'), at(1, 'note')] },
      RUN,
    );
    expect(report.findings.map(({ level, origin }) => [level, origin.line])).toEqual([
      ['error', 3],
      ['error', 12],
      ['note', 1],
      ['note', 9],
    ]);
  });

  it('escapes in JSON what a terminal would act on, without changing the value', () => {
    const hostile = 'a\u001b]0;owned\u0007\u009b2J\u202e\u2028\ud800 \u{e0041} é 👩‍👩‍👧';
    const json = printJson(toReport({ ...EMPTY_PLAN, findings: [someFinding({ message: hostile })] }, RUN));
    expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202e\u{e0041}]/u);
    const parsed = JSON.parse(json) as { findings: { message: string }[] };
    expect(parsed.findings[0]?.message).toBe(hostile);
  });

  it('never cuts a string in JSON', () => {
    const long = 'x'.repeat(200_000);
    const json = printJson(toReport({ ...EMPTY_PLAN, ledger: [someEntry('/dev/name', long)] }, RUN));
    expect(json).toContain(long);
  });
});

describe('secrets in the report', () => {
  const valueAt = (pointer: string, value: string | number | boolean | null = 'hunter2hunter2'): unknown =>
    toReport({ ...EMPTY_PLAN, ledger: [someEntry(pointer, value)] }, RUN).ledger[0]?.value;

  it.each([
    '/dev/categories/auth/club/hostedUIProviderCreds',
    '/dev/categories/auth/club/hostedUIProviderCreds/0/client_id',
    '/dev/categories/auth/club/googleAppSecretUserPool',
    '/dev/categories/auth/club/signinwithapplePrivateKeyUserPool',
    '/dev/categories/function/hook/GITHUB_TOKEN',
    '/dev/categories/function/hook/DB_PASSWORD',
    '/dev/categories/function/hook/apiKey',
    '/dev/categories/function/hook/API-KEY',
    '/dev/categories/function/hook/awsSecretAccessKey',
    '/secrets/stripe',
  ])('hides %s', (pointer) => {
    expect(valueAt(pointer)).toBe(REDACTED);
  });

  it.each([
    '/cognitoConfig/passwordPolicyMinLength',
    '/cognitoConfig/passwordPolicyCharacters/0',
    '/cognitoConfig/userpoolClientRefreshTokenValidity',
    '/cognitoConfig/userpoolClientGenerateSecret',
    '/frontendAuthConfig/passwordProtectionSettings/passwordPolicyMinLength',
    '/authConfig/apiKeyConfig/apiKeyExpirationDays',
    '/cognitoConfig/userPoolName',
    '/dev/categories/auth/club/hostedUIProviderCreds/0/ProviderName',
    '/secretNames/0',
  ])('shows %s', (pointer) => {
    expect(valueAt(pointer)).toBe('hunter2hunter2');
  });

  it('shows flags, and hides numbers', () => {
    expect(valueAt('/dev/secret', true)).toBe(true);
    expect(valueAt('/dev/secret', null)).toBeNull();
    expect(valueAt('/dev/password', 20201112)).toBe(REDACTED);
  });

  it('hides the value beside a key that names a secret', () => {
    const ledger = [
      someEntry('/triggerEnvs/0/key', 'RECAPTCHASECRET'),
      someEntry('/triggerEnvs/0/value', 'hunter2hunter2'),
      someEntry('/triggerEnvs/1/key', 'GROUP'),
      someEntry('/triggerEnvs/1/value', 'members'),
    ];
    const values = toReport({ ...EMPTY_PLAN, ledger }, RUN).ledger.map(({ value }) => value);
    expect(values).toEqual(['RECAPTCHASECRET', REDACTED, 'GROUP', 'members']);
  });

  it('hides a secret that a sentence quotes', () => {
    const json = printJson(
      toReport(
        {
          ...EMPTY_PLAN,
          ledger: [someEntry('/dev/clientSecret', 'hunter2hunter2')],
          findings: [someFinding({ message: 'found hunter2hunter2', remedy: 'drop hunter2hunter2' })],
          secrets: [{ name: 'S', purpose: 'was hunter2hunter2' }],
        },
        RUN,
      ),
    );
    expect(json).not.toContain('hunter2');
  });

  it('shows what belongs to a resource that is named like a secret', () => {
    const at = (file: string, pointer: string, value: string): LedgerEntry => {
      const entry = someEntry(pointer, value);
      return { ...entry, origin: { ...entry.origin, file } };
    };
    const shown = [
      at(
        'amplify/backend/backend-config.json',
        '/function/refreshToken/dependsOn/0/resourceName',
        'clubMembers',
      ),
      at(
        'amplify/team-provider-info.json',
        '/dev/categories/function/refreshToken/s3Key',
        'amplify-builds/x',
      ),
      at(
        'a/refreshToken-cloudformation-template.json',
        '/Resources/TokenTable/Properties/TableName',
        'clubTable',
      ),
      at('a/template.json', '/Resources/Mapping/Properties/ServiceToken/Fn::GetAtt/0', 'RoleMapFunction'),
    ];
    const hidden = [
      at(
        'amplify/team-provider-info.json',
        '/dev/categories/function/refreshToken/apiSecret',
        'hunter2hunter2',
      ),
      at('a/template.json', '/Parameters/ApiToken/Default', 'hunter3hunter3'),
    ];
    const report = toReport(
      {
        ...EMPTY_PLAN,
        ledger: [...shown, ...hidden],
        findings: [someFinding({ message: 'clubMembers has hunter2hunter2 and hunter3hunter3' })],
      },
      RUN,
    );
    expect(report.ledger.map(({ value }) => value)).toEqual([
      ...shown.map(({ value }) => value),
      REDACTED,
      REDACTED,
    ]);
    expect(report.findings[0]?.message).toBe(`clubMembers has ${REDACTED} and ${REDACTED}`);
  });

  it('shows in a sentence what something of the project is called', () => {
    const ledger = [
      someEntry('/dev/tokenTable', 'clubMembers'),
      someEntry('/clubMembers/region', 'eu-west-1'),
    ];
    const plan = { ...EMPTY_PLAN, ledger, findings: [someFinding({ message: 'clubMembers is there' })] };
    expect(toReport(plan, RUN).findings[0]?.message).toBe('clubMembers is there');
  });

  it('knows a secret by its name alone', () => {
    expect(namesSecret('toString')).toBe(false);
    expect(namesSecret('__proto__')).toBe(false);
    expect(namesSecret('client_secret')).toBe(true);
  });
});
