import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MigrateError } from '../../src/core/error.js';
import { type Edit } from '../../src/core/plan.js';
import { commit, recover } from '../../src/workspace/commit.js';
import { withLock } from '../../src/workspace/lock.js';

/** What a test asks of a process of its own. Contents are base64. */
export interface Task {
  readonly action: 'commit' | 'recover' | 'lock';
  readonly root: string;
  readonly edits?: readonly { path: string; before: string | null; after: string | null }[];
  readonly force?: boolean;
  /** The process kills itself at the step of this number. */
  readonly killAt?: number;
}

export type Answer = { readonly result: unknown } | { readonly error: string; readonly refused: boolean };

async function run(task: Task): Promise<unknown> {
  let steps = 0;
  const onStep = (): void => {
    if (steps === task.killAt) process.kill(process.pid, 'SIGKILL');
    steps += 1;
  };
  const options = { force: task.force === true, onStep };
  switch (task.action) {
    case 'commit':
      return commit(task.root, (task.edits ?? []).map(decoded), options);
    case 'recover':
      return recover(task.root, options);
    case 'lock':
      return withLock(task.root, () => alone(task.root), onStep);
  }
}

function decoded({
  path,
  before,
  after,
}: {
  path: string;
  before: string | null;
  after: string | null;
}): Edit {
  const bytes = (text: string | null): Uint8Array | null =>
    text === null ? null : Buffer.from(text, 'base64');
  return {
    path,
    kind: before === null ? 'create' : after === null ? 'delete' : 'change',
    before: bytes(before),
    after: bytes(after),
  };
}

/** Fails when another process is in here at the same time. */
async function alone(root: string): Promise<string> {
  const handle = await open(join(root, 'somebody'), 'wx');
  await handle.close();
  await sleep(20);
  await rm(join(root, 'somebody'));
  return 'was alone';
}

const answers: Answer[] = [];
for (const task of JSON.parse(process.argv[2] ?? '[]') as Task[]) {
  try {
    answers.push({ result: await run(task) });
  } catch (error) {
    answers.push({ error: String(error), refused: error instanceof MigrateError });
  }
}
process.stdout.write(JSON.stringify(answers));
