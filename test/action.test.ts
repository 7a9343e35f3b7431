import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Behaviour, type Comment, type GitHub, gitHub } from './action-github.js';
import { emptyFolder } from './cli-harness.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 65_536;

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the action as the runner does, with no environment but what it is given. */
function script(name: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((done) => {
    const options = { env: { PATH: process.env['PATH'] ?? '', ...env } };
    execFile(process.execPath, [join(ROOT, 'action', name)], options, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('action.yml', async () => {
  const text = await readFile(join(ROOT, 'action.yml'), 'utf8');
  const { inputs, runs } = parse(text) as Action;

  it('is a composite action that uses each of its inputs, and says what it is for', () => {
    expect(runs.using).toBe('composite');
    const steps = JSON.stringify(runs.steps);
    expect(Object.keys(inputs).filter((name) => !steps.includes(`inputs.${name} `))).toEqual([]);
    expect(Object.values(inputs).filter(({ description }) => description.length < 10)).toEqual([]);
    const used = [...steps.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(used.filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });

  it('lets nothing from outside into the text of a script', () => {
    const scripts = runs.steps.filter(({ run }) => run !== undefined);
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(scripts.filter(({ shell }) => shell !== 'bash')).toEqual([]);
  });

  it('runs scripts that are there, and every one of them', async () => {
    const named = [...text.matchAll(/\$GITHUB_ACTION_PATH\/action\/([\w.]+)/g)].map(([, name]) => name);
    expect(named).toEqual(['run.mjs', 'comment.mjs']);
    expect((await readdir(join(ROOT, 'action'))).sort()).toEqual(['comment.mjs', 'run.mjs', 'workflow.mjs']);
  });

  it('reads outputs that run.mjs sets, and decides by the exit code last', async () => {
    const set = await readFile(join(ROOT, 'action/run.mjs'), 'utf8');
    const read = [...text.matchAll(/steps\.run\.outputs\.([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(new Set(read)).toEqual(new Set(['exit-code', 'markdown', 'sarif', 'patch', 'key']));
    expect(read.filter((name) => !new RegExp(`^ {2}'?${name}'?:`, 'm').test(set))).toEqual([]);
    expect(runs.steps.at(-1)?.run).toBe('exit "$EXIT_CODE"');
  });

  it('asks for no credentials of AWS, and names other actions by their major version', () => {
    expect(text).not.toMatch(/aws-actions|role-to-assume|AWS_/);
    const others = runs.steps.flatMap(({ uses }) => uses ?? []);
    expect(others).toEqual([expect.stringMatching(/^github\/codeql-action\/upload-sarif@v\d+$/)]);
  });
});

const MARKER = '<!-- amplify-migrate 0123456789abcdef -->';
const other = (id: number): Comment => ({ id, body: 'Nice!', user: { type: 'User' } });
const ours = (id: number): Comment => ({ id, body: `${MARKER}\nbefore`, user: { type: 'Bot' } });

interface Commented extends Ended {
  readonly github: GitHub;
}

async function comment(
  behaviour: Behaviour,
  {
    report = '# Report\n',
    event = { pull_request: { number: 7 } },
  }: { report?: string; event?: object } = {},
): Promise<Commented> {
  const folder = await emptyFolder();
  const files = { report: join(folder, 'report.md'), event: join(folder, 'event.json') };
  await writeFile(files.report, report);
  await writeFile(files.event, JSON.stringify(event));
  const github = await gitHub(behaviour);
  const ended = await script('comment.mjs', {
    GITHUB_TOKEN: 'token-of-the-job',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'club/allotment',
    GITHUB_EVENT_PATH: files.event,
    COMMENT_FILE: files.report,
    COMMENT_KEY: '0123456789abcdef',
  });
  return { ...ended, github };
}

const shown = ({ asked }: GitHub): string[] => asked.map(({ method, url }) => `${method} ${url}`);
const COMMENTS = '/repos/club/allotment/issues/7/comments';

describe('the comment', () => {
  it('is made once, with a marker that nobody sees', async () => {
    const { code, github } = await comment({ comments: [other(1), other(2)] });
    expect(code).toBe(0);
    expect(shown(github)).toEqual([`GET ${COMMENTS}?per_page=100`, `POST ${COMMENTS}`]);
    expect(github.asked[1]).toMatchObject({
      body: `${MARKER}\n# Report\n`,
      authorization: 'Bearer token-of-the-job',
    });
  });

  it('is updated after that, on whichever page it stands', async () => {
    const { code, stdout, github } = await comment({ comments: [other(1), other(2), ours(3)], page: 2 });
    expect([code, stdout]).toEqual([0, 'The comment on #7 is updated.\n']);
    expect(shown(github).slice(1)).toEqual([
      `GET ${COMMENTS}?per_page=100&page=2`,
      'PATCH /repos/club/allotment/issues/comments/3',
    ]);
  });

  it('is not one of somebody else that quotes the marker', async () => {
    const quote: Comment = { id: 1, body: `${MARKER}\nmine`, user: { type: 'User' } };
    const both = await comment({ comments: [quote, ours(2)] });
    expect(shown(both.github).at(-1)).toBe('PATCH /repos/club/allotment/issues/comments/2');
    const alone = await comment({
      comments: [quote],
      refusals: ({ method }) => (method === 'PATCH' ? 403 : null),
    });
    expect(alone.code).toBe(0);
    expect(shown(alone.github).at(-1)).toBe(`POST ${COMMENTS}`);
  });

  it.each([401, 403, 404, 422])('that is refused with %i is a warning and no failure', async (status) => {
    const { code, stdout, stderr } = await comment({ refusals: () => status });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^::warning title=amplify-migrate::The report is no comment on #7: GitHub answers /,
    );
    expect(stdout).toContain(`${status}: {"message":"Resource not accessible by integration"}`);
    expect(stdout).not.toContain('token-of-the-job');
  });

  it('is tried again when GitHub fails', async () => {
    const { code, github } = await comment({ refusals: (_asked, before) => (before === 0 ? 502 : null) });
    expect(code).toBe(0);
    expect(github.asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  it('takes the token to no other server', async () => {
    const stranger = await gitHub();
    const { github } = await comment({
      comments: [other(1), other(2)],
      page: 1,
      nextPage: `${stranger.url}/comments?page=2`,
    });
    expect(stranger.asked).toEqual([]);
    expect(github.asked.at(-1)?.method).toBe('POST');
  });

  it('fits what GitHub takes, and says that it was cut', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const { github } = await comment({}, { report: line.repeat(700) });
    const body = github.asked.at(-1)?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(LIMIT);
    expect(body.length).toBeGreaterThan(LIMIT - 200);
    expect(body).toMatch(/x{99}\n\n_The rest is in the summary of the job\._$/);
    const whole = 'y'.repeat(LIMIT - MARKER.length - 1);
    expect((await comment({}, { report: whole })).github.asked.at(-1)?.body).toBe(`${MARKER}\n${whole}`);
  });

  it('is not made without a pull request', async () => {
    const { code, stdout, github } = await comment({}, { event: { ref: 'refs/heads/main' } });
    expect([code, stdout, github.asked]).toEqual([0, 'No pull request, and so no comment.\n', []]);
  });
});

/** Plays npx: writes down how it was called, says something, and ends as the test wants. */
const NPX = `#!/usr/bin/env node
const { writeFileSync } = require('node:fs');
const place = (format) => process.argv.map((one) => one.split('--report=' + format + '=')[1]).find(Boolean);
writeFileSync(process.env.CALLED, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
console.log('on stdout');
console.error('::error::on stderr');
if (process.env.NO_REPORT !== '1') {
  writeFileSync(place('markdown'), '# What was found\\n');
  writeFileSync(place('sarif'), '{}');
}
process.exitCode = Number(process.env.ENDS ?? '0');
`;

interface ToolRun extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly called: {
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
  } | null;
}

async function runTool(env: Readonly<Record<string, string>>): Promise<ToolRun> {
  const folder = await emptyFolder();
  const file = (name: string): string => join(folder, name);
  await mkdir(file('bin'));
  await mkdir(file('work/app'), { recursive: true });
  await writeFile(file('bin/npx'), NPX);
  await chmod(file('bin/npx'), 0o755);
  await Promise.all(['outputs', 'summary', 'called'].map((name) => writeFile(file(name), '')));
  const ended = await script('run.mjs', {
    PATH: `${file('bin')}:${process.env['PATH'] ?? ''}`,
    CALLED: file('called'),
    GITHUB_OUTPUT: file('outputs'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_WORKSPACE: file('work'),
    RUNNER_TEMP: folder,
    INPUT_COMMAND: 'verify',
    INPUT_DIRECTORY: 'app',
    ...env,
  });
  const [outputs, summary, called] = await Promise.all(
    ['outputs', 'summary', 'called'].map((name) => readFile(file(name), 'utf8')),
  );
  const lines = (outputs ?? '').split('\n').filter((line) => line !== '');
  return {
    ...ended,
    summary: summary ?? '',
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as ToolRun['outputs'],
    called: called ? (JSON.parse(called) as ToolRun['called']) : null,
  };
}

describe('the run', () => {
  it('leaves reports and the exit code, and succeeds itself', async () => {
    const { code, outputs, summary, called } = await runTool({ ENDS: '4', INPUT_VERSION: '0.1.0' });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'exit-code': '4', patch: '' });
    expect(outputs['key']).toMatch(/^[0-9a-f]{16}$/);
    expect(summary).toBe('# What was found\n\n');
    expect(await readFile(outputs['markdown'] ?? '', 'utf8')).toBe('# What was found\n');
    expect(called?.args.slice(0, 3)).toEqual(['--yes', 'amplify-migrate@0.1.0', 'verify']);
    expect(called?.args.slice(3)).toEqual([
      `--report=markdown=${outputs['markdown'] ?? ''}`,
      `--report=sarif=${outputs['sarif'] ?? ''}`,
    ]);
    expect(called?.cwd).toMatch(/\/work\/app$/);
  });

  it('keeps the patch of a plan, and gives arguments as they are', async () => {
    const args = '--schema\nsdl\n--branch\na b; touch x';
    const { outputs, called } = await runTool({
      INPUT_COMMAND: 'auth data',
      INPUT_ENV: '$(x)',
      INPUT_ARGS: args,
    });
    expect(called?.args.slice(2, -2)).toEqual([
      ...['auth', 'data', '--env=$(x)', '--schema', 'sdl', '--branch'],
      'a b; touch x',
    ]);
    expect(await readFile(outputs['patch'] ?? '', 'utf8')).toBe('on stdout\n');
    expect((await runTool({ INPUT_ARGS: '--schema sdl' })).called?.args.slice(3, 5)).toEqual([
      '--schema',
      'sdl',
    ]);
  });

  it('hides credentials from the tool, and what it says from the runner', async () => {
    const secrets = { AWS_SECRET_ACCESS_KEY: 'x', GITHUB_TOKEN: 'x', ACTIONS_RUNTIME_TOKEN: 'x' };
    const { called, stdout } = await runTool(secrets);
    expect(Object.keys(called?.env ?? {}).filter((name) => Object.hasOwn(secrets, name))).toEqual([]);
    const [, token = 'none'] = /^::stop-commands::(\S+)$/m.exec(stdout) ?? [];
    expect(stdout.indexOf('::error::on stderr')).toBeLessThan(stdout.indexOf(`\n::${token}::`));
  });

  it('says why there is no report, as text that stays text', async () => {
    const { code, outputs, summary } = await runTool({ NO_REPORT: '1', ENDS: '1' });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'exit-code': '1', sarif: '' });
    expect(summary).toMatch(/There is no report:\n\n```text\n[^`]*::error::on stderr[^`]*```/);
  });

  it.each([
    { INPUT_COMMAND: 'verify --write' },
    { INPUT_COMMAND: '' },
    { INPUT_VERSION: 'file:../x' },
    { INPUT_VERSION: 'https://example.com/x.tgz' },
  ])('refuses %o before anything runs', async (env) => {
    const { code, outputs, called, summary } = await runTool(env);
    expect([code, outputs['exit-code'], called]).toEqual([0, '1', null]);
    expect(summary).toMatch(/(command|version) can't be "/);
  });

  it('has another comment for another question', async () => {
    const keys = await Promise.all(
      [
        {},
        { INPUT_ENV: 'live' },
        { INPUT_COMMAND: 'audit' },
        { INPUT_DIRECTORY: '.' },
        { INPUT_ARGS: '--quiet' },
      ].map(async (env) => (await runTool(env)).outputs['key']),
    );
    expect(new Set(keys).size).toBe(4);
    expect(keys[4]).toBe(keys[0]);
  });
});
