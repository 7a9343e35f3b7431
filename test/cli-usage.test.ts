import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPS, emptyFolder, run } from './cli-harness.js';

const CLUB = join(APPS, 'photo-club');

describe('help and version', () => {
  it('goes to stdout, and names every command and flag of the contract', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['assess', 'verify', 'audit', 'client', 'status', 'cutover', 'explain <code>']) {
      expect(stdout).toContain(`amplify-migrate ${word}`);
    }
    const flags =
      'cwd out env branch auth tables table schema report fail-on exit-code force quiet color write level version';
    for (const flag of flags.split(' ')) expect(stdout).toContain(`--${flag} `);
  });

  it('keeps to the width of the terminal', async () => {
    const { stdout } = await run(['--help'], { terminal: 70 });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(70);
  });

  it('tells the version alone', async () => {
    const { code, stdout } = await run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that can not be understood', () => {
  it.each([
    [['--colour', 'never'], 'Unknown argument: colour'],
    [['auht'], '"auht" is neither a command nor a feature'],
    [['auth', '--fail-on', 'sometimes'], '--fail-on is one of error, warning, never, not "sometimes"'],
    [['auth', '--auth', 'import'], '--auth is one of define, reference, not "import"'],
    [['auth', '--tables', 'old'], '--tables is one of new, import, not "old"'],
    [['storage', '--bucket', 'keep'], '--bucket is one of define, reference, not "keep"'],
    [['auth', '--schema', 'x'], '--schema is one of auto, builder, sdl, construct, not "x"'],
    [['auth', '--table', 'Loan'], '--table is Model=Name of a deployed table, not "Loan"'],
    [['auth', '--table', 'Loan='], '--table is Model=Name of a deployed table, not "Loan="'],
    [['auth', '--table', 'Loan=a b'], '--table is Model=Name of a deployed table, not "Loan=a b"'],
    [['auth', '--table', 'A=one', '--table', 'A=two'], '--table names the table of A twice'],
    [['auth', '--tables', 'new', '--table', 'A=one'], '--table names a deployed table'],
    [['verify', '--level', 'x'], '--level is one of types, schema, synth, not "x"'],
    [['auth', '--report', 'pdf'], '--report is one of text, json, markdown, sarif, github, html, not "pdf"'],
    [['auth', '--report', 'json='], '--report json= needs the name of a file'],
    [['auth', '--report', 'json', '--report', 'text'], 'Only one --report can go to the terminal'],
    [['auth', '--cwd', 'a', '--cwd', 'b'], '--cwd may be given once'],
    [['auth', '--cwd'], 'Not enough arguments following: cwd'],
    [['auth', '--cwd', ''], '--cwd needs a value'],
    [['--write'], '--write needs a feature'],
    [['assess', '--write'], '--write needs a feature'],
    [['explain'], 'Not enough non-option arguments'],
  ])('%j is one line on stderr and exit code 1', async (args, problem) => {
    const { code, stdout, stderr } = await run(args, { cwd: CLUB });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it('does not let an argument reach the terminal as it is', async () => {
    const { stderr } = await run(['\u001b[2J\nx\u202e']);
    expect(stderr).not.toMatch(/(?!\n$)[\p{Cc}\p{Cf}]/u);
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows no flag and no feature %s', async (name) => {
    expect((await run([`--${name}`, 'x'])).code).toBe(1);
    expect((await run([name], { cwd: CLUB })).code).toBe(1);
    expect((await run(['explain', name])).code).toBe(1);
  });
});

describe('what this version can not do', () => {
  it.each(['rest', 'geo', 'analytics', 'custom', 'hosting'])('%s says so', async (feature) => {
    const { code, stdout, stderr } = await run([feature], { cwd: CLUB });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `${feature} is not available in this version. It can move auth, data, storage, functions; assess shows what else is there.\n`,
    );
  });

  it.each(['status', 'cutover'])('%s says so', async (command) => {
    const { code, stdout, stderr } = await run([command], { cwd: CLUB });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`amplify-migrate ${command} is not available in this version`);
  });
});

describe('a folder that is no project', () => {
  it.each([[[]], [['assess']], [['auth']], [['all']]])('%j is one line and exit code 1', async (args) => {
    const { code, stdout, stderr } = await run(args, { cwd: await emptyFolder() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });
});

describe('explain', () => {
  it('tells the words of a code, in any case of its letters', async () => {
    const { code, stdout } = await run(['explain', 'am0001']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "AM0001 Unknown setting (warning)

        A setting that the tool does not know cannot be carried over, and dropping it would be silent.

        Check whether it still matters; if it does, set its Gen 2 counterpart by hand.
      "
    `);
  });

  it('names some codes when it is asked for none of them', async () => {
    const { code, stderr } = await run(['explain', 'AM0000']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^"AM0000" is not a code of this version\. .*AM0001.*\n$/);
  });
});
