import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Acceptance, aboutAccess, withAcceptances } from '../src/cli/acceptances.js';
import { exitCodeOf } from '../src/cli/exit-code.js';
import { finding } from '../src/core/finding.js';
import { fileOrigin } from '../src/core/origin.js';
import { type AccessChange } from '../src/core/plan.js';
import { type Report, toReport } from '../src/report/report.js';
import { EMPTY_PLAN } from './report-plan.js';

const EMPTY = toReport(EMPTY_PLAN, { tool: 'amplify-migrate 0.0.0', root: '.', env: 'dev' }, 'synth');
const CHANGES = { widened: 'AM8101', narrowed: 'AM8102', changed: 'AM8103' } as const;

const text = fc.string({ minLength: 1, maxLength: 12 });
const accessChange: fc.Arbitrary<AccessChange> = fc
  .record({
    principal: text,
    action: text,
    resource: text,
    gen1: text,
    gen2: text,
    change: fc.constantFrom('widened', 'narrowed', 'changed'),
    proved: fc.boolean(),
  })
  .map((one) => ({ ...one, code: CHANGES[one.change] }));
const proofFinding = fc
  .record({ path: text, gen1: text, gen2: text, remedy: text })
  .map((params) => finding('AM8110', 'auth', fileOrigin('x'), params));
const report: fc.Arbitrary<Report> = fc
  .record({
    access: fc.array(accessChange, { maxLength: 5 }),
    findings: fc.array(proofFinding, { maxLength: 4 }),
  })
  .map((told) => ({ ...EMPTY, ...told }));

/** What `accept` writes for everything that a report tells. */
function accepting({ access, findings }: Report): Acceptance[] {
  return [
    ...access.map((one) => ({ code: one.code, about: aboutAccess(one), why: 'meant' })),
    ...findings.map(({ code, message }) => ({ code, about: message, why: 'meant' })),
  ];
}

const codeOf = (told: Report): number => exitCodeOf(told, { failOn: 'error', pending: false });

describe('what was accepted', () => {
  it('counts no more, and says why', () => {
    fc.assert(
      fc.property(report, (told) => {
        const accepted = withAcceptances(told, accepting(told));
        expect(codeOf(accepted)).toBe(0);
        expect([...accepted.access, ...accepted.findings].every((one) => one.accepted === 'meant')).toBe(
          true,
        );
        expect(accepted.findings.length).toBe(told.findings.length);
      }),
    );
  });

  it('counts again when any value of a widened access changes, and the acceptance is told to hold no more', () => {
    const values = ['principal', 'action', 'resource', 'gen1', 'gen2'] as const;
    fc.assert(
      fc.property(report, accessChange, fc.constantFrom(...values), (told, one, name) => {
        const widened = { ...one, change: 'widened', code: CHANGES.widened } as const;
        const acceptances = accepting({ ...told, access: [...told.access, widened] });
        const other = { ...widened, [name]: `${widened[name]}, and something that was not there before` };
        const after = withAcceptances({ ...told, access: [...told.access, other] }, acceptances);
        expect(codeOf(after)).toBe(4);
        const isElsewhere = told.access.some((known) => aboutAccess(known) === aboutAccess(widened));
        const expired = after.findings.filter(({ code }) => code === 'AM8150');
        expect(expired.length).toBe(isElsewhere ? 0 : 1);
      }),
    );
  });

  it('counts again when a finding of the proof has other words', () => {
    fc.assert(
      fc.property(report, proofFinding, (told, one) => {
        const acceptances = accepting({ ...told, findings: [...told.findings, one] });
        const other = { ...one, message: `${one.message}, and something that was not there before` };
        expect(codeOf(withAcceptances({ ...told, findings: [...told.findings, other] }, acceptances))).toBe(
          4,
        );
      }),
    );
  });

  it('is of one code: the same words under another are another fact', () => {
    fc.assert(
      fc.property(accessChange, (one) => {
        const widened = { ...one, change: 'widened', code: CHANGES.widened } as const;
        const acceptance = { code: 'AM3160', about: aboutAccess(widened), why: 'meant' };
        expect(codeOf(withAcceptances({ ...EMPTY, access: [widened] }, [acceptance]))).toBe(4);
      }),
    );
  });

  it('of what the run did not ask is left alone', () => {
    const acceptances = [
      { code: 'AM3160', about: 'a plan of auth does not ask', why: 'meant' },
      { code: 'AM8110', about: 'nor does a plan prove', why: 'meant' },
    ];
    expect(withAcceptances({ ...EMPTY, verified: 'none' }, acceptances).findings).toEqual([]);
    expect(withAcceptances(EMPTY, acceptances).findings.map(({ message }) => message)).toEqual([
      'AM8110 was accepted for nor does a plan prove, which is not told now',
    ]);
  });
});
