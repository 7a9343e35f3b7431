// What the benches that start processes share.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds from start to end of one process of node. */
export function time(args, cwd, env = {}) {
  const start = performance.now();
  const { error, stderr, status, signal } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const end = performance.now();
  if (error) throw error;
  // 1 is «cannot»: what took no time because it did nothing must not look fast. Codes above it say what was found.
  if (signal !== null || status === 1) throw new Error(`${args.join(' ')}: ${stderr}`);
  return end - start;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** The flag that names the first environment of a project; none where the project names none. */
export function firstEnvironment(app) {
  const file = join(app, 'amplify/team-provider-info.json');
  const [first] = existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : [];
  return first === undefined ? [] : ['--env', first];
}
