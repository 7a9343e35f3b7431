import { describe, expect, it } from 'vitest';
import { type Plan } from '../src/core/plan.js';
import { printGithub } from '../src/report/github.js';
import { type PrintOptions } from '../src/report/printer.js';
import { toReport } from '../src/report/report.js';
import { EMPTY_PLAN, someFinding } from './report-plan.js';

const RUN = { tool: 'amplify-migrate 0.1.0', root: '.', env: 'dev' };
const PLAIN: PrintOptions = { width: 100, color: false, next: [], written: false };

function printed(plan: Partial<Plan>, options: Partial<PrintOptions> = {}, run = RUN): string[] {
  return printGithub(toReport({ ...EMPTY_PLAN, ...plan }, run), { ...PLAIN, ...options })
    .trimEnd()
    .split('\n');
}

const NARROWED: Plan['access'][number] = {
  principal: 'group:curators',
  action: 'read, delete',
  resource: 's3:public/*',
  gen1: 'allowed',
  gen2: 'denied',
  change: 'narrowed',
  proved: true,
  code: 'AM2002',
};

describe('annotations for GitHub', () => {
  it('stand at the lines of Gen 1: access first, then findings by level', () => {
    const file = 'file=amplify/backend/auth/club/cli-inputs.json,line=7,col=3';
    expect(
      printed({
        access: [NARROWED, { ...NARROWED, principal: 'guest', change: 'widened', code: 'AM3160' }],
        findings: [
          someFinding({ level: 'note' }),
          someFinding({ code: 'AM3160', level: 'error' }),
          someFinding({ code: 'AM2002' }),
        ],
      }),
    ).toEqual([
      `::error ${file},title=AM3160 access widened%3A guest::read, delete on s3:public/*%0AGen 1: allowed%0AGen 2: denied`,
      `::error ${file},title=AM3160 Unknown setting::\`shutter\` is not a setting%0AWhat to do: Check whether it still matters.`,
      `::warning ${file},title=AM2002 access narrowed%3A group%3Acurators::read, delete on s3:public/*%0AGen 1: allowed%0AGen 2: denied`,
      `::warning ${file},title=AM2002 Unknown setting::\`shutter\` is not a setting%0AWhat to do: Check whether it still matters.`,
      `::notice ${file},title=AM0001 Unknown setting::\`shutter\` is not a setting%0AWhat to do: Check whether it still matters.`,
      'amplify-migrate 0.1.0: 2 errors, 2 warnings, 1 notice',
    ]);
  });

  it('are those that GitHub shows, and a last line says how many more there are', () => {
    const findings = [
      ...Array.from({ length: 12 }, () => someFinding()),
      ...Array.from({ length: 11 }, () => someFinding({ level: 'note' })),
      someFinding({ level: 'error' }),
    ];
    const lines = printed({ findings });
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice '))).toHaveLength(10);
    expect(lines.at(-1)).toBe(
      'amplify-migrate 0.1.0: 1 error, 12 warnings, 11 notices; GitHub shows 10 of each, so there are 2 more warnings, 1 more notice in the other reports',
    );
  });

  it('tell access that differs in its resource alone once', () => {
    const access = ['s3:a/*', 's3:b/*'].map((resource) => ({ ...NARROWED, resource }));
    const lines = printed({ access });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('::read, delete on s3:a/*, s3:b/*%0AGen 1: allowed');
  });

  it('show one finding of each code before the second of any', () => {
    const findings = [
      ...Array.from({ length: 12 }, () => someFinding()),
      someFinding({ code: 'AM2002', title: 'Files' }),
    ];
    const titles = printed({ findings }).map((line) => /title=(\w+)/.exec(line)?.[1]);
    expect(titles.slice(0, 3)).toEqual(['AM0001', 'AM2002', 'AM0001']);
  });

  it('name files from the top of the repository', () => {
    const findings = [someFinding()];
    expect(printed({ findings }, { prefixes: { project: 'apps/a, b:c/', output: '' } })[0]).toContain(
      '::warning file=apps/a%2C b%3Ac/amplify/backend/auth/club/cli-inputs.json,line=7',
    );
    const code = [someFinding({ origin: { file: 'amplify/backend.ts', pointer: '', line: 1, column: 1 } })];
    expect(printed({ findings: code }, { prefixes: { project: 'gen1/', output: 'gen2/' } })[0]).toContain(
      '::warning file=gen2/amplify/backend.ts,line=1',
    );
    expect(printed({ findings }, {}, { ...RUN, root: 'club' })[0]).toContain('file=club/amplify/');
  });

  it('are one command each, whatever the project is called', () => {
    const hostile = '100%\r\n::error::x\n##[error]\u001b[2J,:';
    const lines = printed({
      access: [{ ...NARROWED, principal: hostile, action: hostile, resource: hostile, gen1: hostile }],
      findings: [
        someFinding({
          code: 'AM2002',
          title: hostile,
          message: hostile,
          remedy: hostile,
          origin: { file: hostile, pointer: '', line: 1, column: 1 },
        }),
      ],
    });
    expect(lines).toHaveLength(3);
    for (const line of lines.slice(0, 2)) {
      expect(line).toMatch(/^::warning file=[^,:]+,line=1,col=1,title=[^,:]+::[^\r\n]+$/);
      expect(line).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
    }
  });

  it('are notices where somebody has accepted it', () => {
    const accepted = { accepted: 'We know.' };
    const lines = printed({
      access: [{ ...NARROWED, ...accepted, change: 'widened' }],
      findings: [{ ...someFinding({ level: 'error' }), ...accepted }],
    });
    expect(lines.slice(0, 2).every((line) => /^::notice .*%0AAccepted: We know\.$/.test(line))).toBe(true);
    expect(lines).toHaveLength(3);
  });

  it('say so when there is nothing to tell', () => {
    expect(printed({})).toEqual(['amplify-migrate 0.1.0: nothing to tell']);
  });
});
