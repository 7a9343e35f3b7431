import { describe, expect, it } from 'vitest';
import { announcedAccess } from '../../src/verify/announced/access.js';
import { announcedApi } from '../../src/verify/announced/api.js';
import { announcedAuth, isUnreadByTrigger } from '../../src/verify/announced/auth.js';
import { announcedBackend, isUnread } from '../../src/verify/announced/backend.js';
import { isTableOverride } from '../../src/verify/announced/override.js';
import { type Told } from '../../src/verify/announced/told.js';

function told(code: string, message: string): Told {
  return { findings: [{ code, message }], access: [], ledger: [] };
}

describe('what the plan has told', () => {
  it('is the refusal of plain HTTP, not its end', () => {
    const path = 'Buckets.Bucket.TlsOnly';
    const tls = told('AM2009', 'the policy denies every request without TLS');
    expect(announcedBackend({ path, gen1: false, gen2: true }, tls)).toBe('AM2009');
    expect(announcedBackend({ path, gen1: true, gen2: false }, tls)).toBeNull();
  });

  it('is a variable that nobody reads, not one that was given', () => {
    const difference = { path: 'Functions.report.Environment.REGION', gen1: 'here', gen2: undefined };
    const of = (disposition: string, file = 'report'): Pick<Told, 'ledger'> => ({
      ledger: [
        {
          disposition,
          value: 'here',
          origin: {
            file: `amplify/backend/function/${file}/x.json`,
            pointer: '/Environment/Variables/REGION',
          },
        },
      ],
    });
    expect(isUnread(difference, { ledger: [] })).toBe(true);
    expect(isUnread(difference, of('default'))).toBe(true);
    expect(isUnread(difference, of('override'))).toBe(false);
    expect(isUnread(difference, of('override', 'other'))).toBe(true);
  });

  it('is a variable that no trigger reads, where the ledger says so in every place', () => {
    const path = 'Triggers.PostConfirmation.Environment.API_CLUB_GRAPHQLAPIIDOUTPUT';
    const of = (...dispositions: string[]): Pick<Told, 'ledger'> => ({
      ledger: dispositions.map((disposition) => ({
        disposition,
        value: 'apiclubGraphQLAPIIdOutput',
        origin: { file: 'x.json', pointer: '/Environment/Variables/API_CLUB_GRAPHQLAPIIDOUTPUT/Ref' },
      })),
    });
    const gone = { path, gen1: '${Api.ApiId}', gen2: undefined };
    expect(isUnreadByTrigger(gone, of('default'))).toBe(true);
    expect(isUnreadByTrigger(gone, of('default', 'manual'))).toBe(false);
    expect(isUnreadByTrigger(gone, of())).toBe(false);
    expect(isUnreadByTrigger({ ...gone, gen2: 'other' }, of('default'))).toBe(false);
    const at = (name: string, disposition: string): Told['ledger'] =>
      of(disposition).ledger.map((one) => ({
        ...one,
        origin: { ...one.origin, file: `function/${name}/x` },
      }));
    const other = at('echo', 'override');
    expect(isUnreadByTrigger(gone, { ledger: [...other, ...at('clubPostConfirmation', 'default')] })).toBe(
      true,
    );
    expect(
      isUnreadByTrigger(gone, {
        ledger: [...at('echo', 'default'), ...at('clubPostConfirmation', 'override')],
      }),
    ).toBe(false);
  });

  it('is the runtime that it names, and no other', () => {
    const newer = told('AM1303', 'report runs on nodejs16.x in Gen 1; Gen 2 runs it on Node.js 22');
    const path = 'Functions.report.Runtime';
    expect(announcedBackend({ path, gen1: 'nodejs16.x', gen2: 'nodejs22.x' }, newer)).toBe('AM1303');
    expect(announcedBackend({ path, gen1: 'nodejs16.x', gen2: 'nodejs20.x' }, newer)).toBeNull();
  });

  it('is what a bucket calls no more, not what it calls instead', () => {
    const path = 'Buckets.Bucket.Notifications';
    const moved = told('AM2007', 'resize is called for objects of the bucket');
    expect(announcedBackend({ path, gen1: ['a', 'b'], gen2: ['a'] }, moved)).toBe('AM2007');
    expect(announcedBackend({ path, gen1: ['a', 'b'], gen2: ['a', 'c'] }, moved)).toBeNull();
  });

  it('is the property that the template adds, and what is below it', () => {
    const added = told('AM1220', '`UserPool.EmailConfiguration` is {"SourceArn":"any"}');
    const at = (path: string): string | null => announcedAuth({ path, gen1: 'one', gen2: 'other' }, added);
    expect(at('UserPool.EmailConfiguration.SourceArn')).toBe('AM1220');
    expect(at('UserPool.MfaConfiguration')).toBeNull();
    expect(at('UserPoolClients.web.OAuth')).toBeNull();
  });

  it('is what a trigger may do no more, not what it may do besides', () => {
    const path = 'Triggers.PreSignUp.Permissions';
    const missing = told('AM1314', 'preSignUp may do {"Action":"ses:SendEmail"}');
    expect(announcedAuth({ path, gen1: ['Allow a on b'], gen2: [] }, missing)).toBe('AM1314');
    expect(announcedAuth({ path, gen1: ['Allow a on b'], gen2: ['Allow * on *'] }, missing)).toBeNull();
  });

  it('is what members of a group lose, not what they gain', () => {
    const groups = told('AM1212', 'the policy of `Editors` is not carried over');
    const asked = { principal: 'group:Editors', action: 'ses:SendEmail', resource: '*', when: '' };
    expect(announcedAccess({ ...asked, gen1: 'allowed', gen2: 'denied' }, groups)).toBe('AM1212');
    expect(announcedAccess({ ...asked, gen1: 'denied', gen2: 'allowed' }, groups)).toBeNull();
  });

  it('is the schedule that it names, of the function that it names', () => {
    const path = 'Functions.report.Schedules';
    const retried = '{"RetryPolicy":{"MaximumEventAgeInSeconds":86400,"MaximumRetryAttempts":185}}';
    const by = (gen2: string, name = 'report'): string | null =>
      announcedBackend(
        { path, gen1: ['rate(5 minutes)', 'cron(0 8 * * ? *)'], gen2: ['cron(0 8 * * ? *)', gen2] },
        told('AM4111', `the function "${name}" runs by "rate(5 minutes)"; Gen 2 keeps it with "every 5m"`),
      );
    expect(by(`cron(*/5 * * * ? *) ${retried}`)).toBe('AM4111');
    expect(by(`cron(*/6 * * * ? *) ${retried}`)).toBeNull();
    expect(by('cron(*/5 * * * ? *) disabled')).toBeNull();
    expect(by(`cron(*/5 * * * ? *) ${retried}`, 'other')).toBeNull();
  });

  it('is the function, the trigger and the variable that it names', () => {
    const missing = told('AM4001', 'backend-config.json lists the function "report"');
    const fn = (name: string): string | null =>
      announcedBackend({ path: `Functions.${name}`, gen1: {}, gen2: undefined }, missing);
    expect([fn('report'), fn('rep'), fn('other')]).toEqual(['AM4001', null, null]);
    const trigger = told('AM1301', 'the code of the trigger PreSignUp is not in the project');
    const at = (event: string): string | null =>
      announcedAuth({ path: `Triggers.${event}`, gen1: {}, gen2: undefined }, trigger);
    expect([at('PreSignUp'), at('PostConfirmation')]).toEqual(['AM1301', null]);
    const secret = told('AM1309', '"KEY" of the trigger PreSignUp is read from the secret "key"');
    const variable = (name: string, gen2?: string): string | null =>
      announcedAuth({ path: `Triggers.PreSignUp.Environment.${name}`, gen1: 'a', gen2 }, secret);
    expect([variable('KEY', 'b'), variable('KEY'), variable('MODULES', 'b')]).toEqual(['AM1309', null, null]);
  });

  it('is the table that is imported, which is kept, and no other', () => {
    const imported = told(
      'AM3276',
      '2 tables are imported on branch `main` (`*-abc-main` and `notes`): kept',
    );
    const at = (path: string, gen1: string, gen2: string): string | null =>
      announcedApi({ kind: 'table', path, gen1, gen2 }, imported);
    expect(at('Club.imported', 'new', 'Club-abc-main')).toBe('AM3276');
    expect(at('Note.imported', 'new', 'notes')).toBe('AM3276');
    expect(at('Club.imported', 'new', 'Member-abc-main')).toBeNull();
    expect(at('Club.imported', 'new', 'Club-abc-dev')).toBeNull();
    expect(at('Club.deletionPolicy', 'Delete', 'Retain')).toBe('AM3276');
    expect(at('Club.deletionPolicy', 'Retain', 'Delete')).toBeNull();
    expect(at('Club.deletionProtection', 'false', 'true')).toBe('AM3276');
    expect(at('Club.deletionProtection', 'true', 'false')).toBeNull();
  });
});

describe('an override.ts of the API', () => {
  const file = 'amplify/backend/api/club/override.ts';
  const setting = (value: string, disposition = 'override'): Pick<Told, 'ledger'> => ({
    ledger: [{ disposition, value, origin: { file, pointer: 'override/0' } }],
  });
  const ttl = { kind: 'table', path: 'Note.timeToLive' } as const;

  it('decides the property of the table that a statement names, or of all of them', () => {
    const one = setting(
      `resources.models['Note'].modelDDBTable.timeToLiveSpecification = { enabled: true };`,
    );
    const all = setting(
      'Object.keys(resources.models).forEach((n) => { resources.models[n].modelDDBTable.timeToLiveSpecification = x; });',
    );
    expect([isTableOverride(ttl, one), isTableOverride(ttl, all)]).toEqual([true, true]);
    expect(isTableOverride({ ...ttl, path: 'Other.timeToLive' }, one)).toBe(false);
    expect(isTableOverride({ ...ttl, path: 'Note.stream' }, one)).toBe(false);
  });

  it('decides nothing where its statement stays behind', () => {
    const statement = `resources.models['Note'].modelDDBTable.timeToLiveSpecification = x;`;
    expect(isTableOverride(ttl, setting(statement, 'manual'))).toBe(false);
  });
});
