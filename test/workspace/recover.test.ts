import { chmodSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { type Edit } from '../../src/core/plan.js';
import { commit, recover } from '../../src/workspace/commit.js';
import { edit, git, repository, snapshot, temporaryFolders, write } from './helpers.js';
import { commitTask, inParallel, processes } from './processes.js';

const folder = temporaryFolders();
const run = processes();
const JOURNAL = '.amplify-migrate.journal.json';

const BEFORE = {
  'amplify/backend/auth/old.json': '{}\n',
  'amplify/backend/api/schema.graphql': 'type A { id: ID }\n',
  'amplify/backend/api/stacks/gone.json': '{}\n',
  'package.json': '{"name":"app"}\r\n',
  'run.sh': '#!/bin/sh\n',
};
const EDITS: readonly Edit[] = [
  edit('amplify/auth/resource.ts', null, 'export const auth = 1;\n'),
  edit('amplify/auth/post-confirmation/handler.ts', null, ''),
  edit(
    'amplify/logo.png',
    null,
    Uint8Array.from({ length: 70_000 }, (_, n) => n % 251),
  ),
  edit('package.json', BEFORE['package.json'], '{"name":"app","type":"module"}\r\n'),
  edit('amplify/backend/auth/old.json', '{}\n', null),
  edit('amplify/backend/api/stacks/gone.json', '{}\n', null),
  edit('run.sh', BEFORE['run.sh'], '#!/bin/bash\n'),
  edit('ünï códé/"a b".txt', null, 'x'),
];

function start(): string {
  const root = folder();
  write(root, BEFORE);
  chmodSync(join(root, 'run.sh'), 0o750);
  return root;
}

async function reference(): Promise<{
  old: Record<string, string>;
  new: Record<string, string>;
  steps: string[];
}> {
  const root = start();
  const old = snapshot(root);
  const steps: string[] = [];
  await commit(root, EDITS, { onStep: (step) => steps.push(step) });
  return { old, new: snapshot(root), steps };
}

interface Result {
  readonly result: { completed?: string[]; rolledBack?: string[] } | null;
}

describe('a run that is killed', () => {
  it('at any step is undone or completed by the next one, which says so', async () => {
    const expected = await reference();
    const roots = expected.steps.map(start);
    await inParallel([...roots.entries()], async ([killAt, root]) => {
      const { signal } = await run([commitTask(root, EDITS, { killAt })]);
      expect(signal).toBe('SIGKILL');
    });
    const { answers } = await run(roots.map((root) => ({ action: 'recover', root })));
    const paths = EDITS.map(({ path }) => path);
    const outcomes = answers.map((answer, step) => {
      const { result } = answer as Result;
      const tree = snapshot(roots[step] ?? '');
      if (result === null) {
        expect(tree, expected.steps[step]).toEqual(
          step < expected.steps.length / 2 ? expected.old : expected.new,
        );
        return 'nothing';
      }
      const completed = 'completed' in result;
      expect(tree, expected.steps[step]).toEqual(completed ? expected.new : expected.old);
      expect(result).toEqual(completed ? { completed: paths } : { rolledBack: paths });
      return completed ? 'completed' : 'undone';
    });
    // Nothing, then undone, then completed, then nothing again: there is one moment at which it is decided.
    expect(outcomes.filter((outcome, index) => outcome !== outcomes[index - 1])).toEqual([
      'nothing',
      'undone',
      'completed',
      'nothing',
    ]);
    for (const root of roots) expect(await recover(root)).toBeNull();
  });

  it.each(['staged', 'moving run.sh'])('at «%s» is ended also when the next run is killed', async (at) => {
    const expected = await reference();
    const killAt = expected.steps.indexOf(at);
    const make = async (): Promise<string> => {
      const root = start();
      await run([commitTask(root, EDITS, { killAt })]);
      return root;
    };
    const steps: string[] = [];
    await recover(await make(), { onStep: (step) => steps.push(step) });
    await inParallel([...steps.keys()], async (secondKill) => {
      const root = await make();
      expect((await run([{ action: 'recover', root, killAt: secondKill }])).signal).toBe('SIGKILL');
      await recover(root);
      expect(snapshot(root), steps[secondKill]).toEqual(at === 'staged' ? expected.old : expected.new);
    });
    expect(steps.length).toBeGreaterThan(5);
  });

  it('keeps what somebody put into a folder that it created', async () => {
    const root = start();
    const { steps, old } = await reference();
    await run([commitTask(root, EDITS, { killAt: steps.indexOf('staged') })]);
    write(root, { 'amplify/auth/mine.ts': 'mine' });
    expect(await recover(root)).toHaveProperty('rolledBack');
    expect(snapshot(root)).toEqual({ ...old, 'amplify/auth': 'folder', 'amplify/auth/mine.ts': '644 mine' });
  });

  it('is undone also when a file, but not when a link, took the place of a folder', async () => {
    const root = start();
    const { steps, old } = await reference();
    await run([commitTask(root, EDITS, { killAt: steps.indexOf('staged') })]);
    rmSync(join(root, 'amplify/auth'), { recursive: true });
    symlinkSync('backend', join(root, 'amplify/auth'));
    await refused(root, '`amplify/auth/resource.ts` is neither as it was before');
    rmSync(join(root, 'amplify/auth'));
    write(root, { 'amplify/auth': 'mine' });
    expect(await recover(root)).toHaveProperty('rolledBack');
    expect(snapshot(root)).toEqual({ ...old, 'amplify/auth': '644 mine' });
  });

  it('blocks another commit until it is ended', async () => {
    const root = start();
    const { steps } = await reference();
    await run([commitTask(root, EDITS, { killAt: steps.indexOf('staged') })]);
    await expect(commit(root, [edit('a', null, 'a')])).rejects.toThrow('An earlier run was interrupted');
    await recover(root);
    await commit(root, [edit('a', null, 'a')]);
    expect(snapshot(root).a).toBe('644 a');
  });
});

/** A project whose run was killed when its content was complete and nothing was moved. */
async function interrupted(): Promise<string> {
  const root = start();
  const { steps } = await reference();
  const killAt = steps.indexOf('moving package.json');
  await run([commitTask(root, EDITS, { killAt })]);
  return root;
}

async function refused(root: string, problem: string | RegExp): Promise<void> {
  const tree = snapshot(root);
  const outcome = recover(root);
  await expect(outcome).rejects.toThrow(problem);
  await expect(outcome).rejects.toBeInstanceOf(MigrateError);
  const { '.amplify-migrate.lock': lock, ...rest } = tree;
  expect(lock === undefined || lock.startsWith('644 {"pid"')).toBe(true);
  expect(snapshot(root)).toEqual(rest);
}

describe('a journal', () => {
  it('is not followed over what somebody wrote since', async () => {
    const root = await interrupted();
    write(root, { 'package.json': '{"name":"mine"}' });
    await refused(root, '`package.json` is neither as it was before nor as that run makes it. Put it back');
    write(root, { 'package.json': BEFORE['package.json'] });
    expect(await recover(root)).toHaveProperty('completed');
  });

  it('is not followed when its content is gone or changed', async () => {
    const root = await interrupted();
    const staged = readdirSync(root).find((name) => name.endsWith('.tmp')) ?? '';
    writeFileSync(join(root, staged), 'something else');
    await refused(root, 'is neither as it was');
    rmSync(join(root, staged));
    await refused(root, 'is neither as it was');
  });

  it('is not followed through a link that came later', async () => {
    const [root, outside] = [await interrupted(), folder()];
    rmSync(join(root, 'amplify/backend/auth'), { recursive: true });
    symlinkSync(outside, join(root, 'amplify/backend/auth'));
    write(outside, { 'old.json': '{}\n' });
    await refused(root, 'lies below a link that leads out of the project');
    rmSync(join(root, 'amplify/backend/auth'));
    write(root, { 'elsewhere/old.json': '{}\n' });
    symlinkSync('../../elsewhere', join(root, 'amplify/backend/auth'));
    await refused(root, '`amplify/backend/auth/old.json` is neither');
  });

  it('that is kept in git is not one of this machine', async () => {
    const root = await interrupted();
    repository(root);
    await refused(root, 'is kept in git, so it may come from elsewhere. Delete it');
    git(root, ['rm', '-q', '--cached', JOURNAL]);
    expect(await recover(root)).toHaveProperty('completed');
  });

  const sum = 'a'.repeat(64);
  const good = { version: 1, id: '0123456789abcdef', phase: 'staging', folders: [], moves: [] };
  const move = { path: 'a', before: null, after: sum };
  const bad: Record<string, unknown> = {
    'no JSON': '{"version": 1,',
    'another version': { ...good, version: 2 },
    'an id that is a path': { ...good, id: '../../../../../a' },
    'an unknown phase': { ...good, phase: 'done' },
    'an unknown member': { ...good, root: '/' },
    'a path that leaves': { ...good, moves: [{ ...move, path: '../a' }] },
    'an absolute path': { ...good, moves: [{ ...move, path: '/etc/passwd' }] },
    "git's own folder": { ...good, phase: 'moving', moves: [{ ...move, path: '.git/hooks/pre-commit' }] },
    'a file of its own': { ...good, moves: [{ ...move, path: '.amplify-migrate.lock' }] },
    'a sum that is none': { ...good, moves: [{ ...move, after: 'x' }] },
    'a move that moves nothing': { ...good, moves: [{ ...move, after: null }] },
    'the same path twice': { ...good, moves: [move, move] },
    'folders of nobody': { ...good, folders: ['node_modules'] },
    'a folder that leaves': { ...good, folders: ['..'], moves: [move] },
    'a prototype': '{"__proto__": {"version": 1}}',
    'an array': [],
  };
  it.each(Object.entries(bad))('with %s is refused', async (_, content) => {
    const root = start();
    write(root, { [JOURNAL]: typeof content === 'string' ? content : JSON.stringify(content) });
    await refused(root, /(interrupted run|nothing was written)/);
  });

  it('that is a link, a folder or too large is refused', async () => {
    const root = start();
    symlinkSync('/dev/zero', join(root, JOURNAL));
    await refused(root, 'is not one that a run has written. Delete it');
    rmSync(join(root, JOURNAL));
    write(root, { [`${JOURNAL}/a`]: '' });
    await refused(root, 'is not one that a run has written');
    rmSync(join(root, JOURNAL), { recursive: true });
    write(root, { [JOURNAL]: Buffer.alloc(17 * 1024 * 1024, ' ') });
    await refused(root, 'is not one that a run has written');
  });

  it('can delete nothing but the content it staged', async () => {
    const root = start();
    const tree = snapshot(root);
    const journal = { ...good, folders: ['amplify'], moves: [{ ...move, path: 'amplify/backend/x' }] };
    write(root, { [JOURNAL]: JSON.stringify(journal) });
    expect(await recover(root)).toEqual({ rolledBack: ['amplify/backend/x'] });
    expect(snapshot(root)).toEqual(tree);
  });
});
