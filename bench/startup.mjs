// How long a dry run takes, as a multiple of the least that it could: starting node, loading yargs and reading
// the same files. Both are measured alternating in one run, so that the load of the machine hits both alike.
// Usage: npm run bench [-- RUNS [FOLDER]]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = Number(process.argv[2] ?? 15);
const apps = process.argv[3] ? [process.argv[3]] : shippedApps();

/** Reads every file of the project and loads yargs, in a process of its own. */
const BASELINE = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { join } from 'node:path';
  const [folder] = process.argv.slice(-1);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(join(entry.parentPath ?? entry.path, entry.name));
  }
  await import('yargs');
`;

function shippedApps() {
  const folder = join(root, 'fixtures/apps');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

/** Where a project has several environments, the first. */
function environment(app) {
  const file = join(app, 'amplify/team-provider-info.json');
  if (!existsSync(file)) return [];
  const [first, ...others] = Object.keys(JSON.parse(readFileSync(file, 'utf8')));
  return others.length === 0 ? [] : ['--env', first];
}

/** Milliseconds from start to end of one process. */
function time(args) {
  const start = performance.now();
  const { error, stderr, status, signal } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const end = performance.now();
  if (error) throw error;
  // 1 is «cannot»: what took no time because it did nothing must not look fast.
  if (signal !== null || status === 1) throw new Error(`${args.join(' ')}: ${stderr}`);
  return end - start;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

for (const app of apps) {
  const least = ['--input-type=module', '-e', BASELINE, app];
  const dryRun = ['dist/src/bin.js', 'auth', '--cwd', app, ...environment(app)];
  const times = { least: [], dryRun: [] };
  // The first pair warms the caches of the disk.
  time(least);
  time(dryRun);
  for (let run = 0; run < runs; run += 1) {
    times.least.push(time(least));
    times.dryRun.push(time(dryRun));
  }
  const [a, b] = [median(times.least), median(times.dryRun)];
  console.log(`${app}: ${(b / a).toFixed(2)}x (${b.toFixed(0)} ms / ${a.toFixed(0)} ms, ${runs} runs)`);
}
