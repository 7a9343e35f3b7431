// How long a dry run takes, as a multiple of the least that it could: starting node, loading yargs and reading
// the same files. Both are measured alternating in one run, so that the load of the machine hits both alike.
// Usage: npm run bench [-- RUNS [FOLDER]]
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstEnvironment, median, time } from './measure.mjs';

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

for (const app of apps) {
  const least = ['--input-type=module', '-e', BASELINE, app];
  const dryRun = ['dist/src/bin.js', 'auth', '--cwd', app, ...firstEnvironment(app)];
  const times = { least: [], dryRun: [] };
  // The first pair warms the caches of the disk.
  time(least, root);
  time(dryRun, root);
  for (let run = 0; run < runs; run += 1) {
    times.least.push(time(least, root));
    times.dryRun.push(time(dryRun, root));
  }
  const [a, b] = [median(times.least), median(times.dryRun)];
  console.log(`${app}: ${(b / a).toFixed(2)}x (${b.toFixed(0)} ms / ${a.toFixed(0)} ms, ${runs} runs)`);
}
