// How long `verify` takes, as a multiple of the synthesis alone, and what it adds once the synthesis is there. Both
// run alternating, so that the load of the machine hits both alike. The projects are migrated to copies below
// node_modules/.cache, where the packages of this repository are found.
// Usage: node bench/verify.mjs [RUNS [FOLDER…]]; without folders the shipped projects.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/src/bin.js');
const work = join(root, 'node_modules/.cache/amplify-migrate-bench');
const runs = Number(process.argv[2] ?? 3);
const folders = process.argv.slice(3);
const shipped = join(root, 'fixtures/apps');
const apps = folders.length > 0 ? folders : readdirSync(shipped).map((name) => join(shipped, name));

/** The environment that is migrated: where there are several, the first. */
function environmentOf(app) {
  const file = join(app, 'amplify/team-provider-info.json');
  return existsSync(file) ? (Object.keys(JSON.parse(readFileSync(file, 'utf8')))[0] ?? 'dev') : 'dev';
}

/** Milliseconds from start to end of one process. Codes above 1 say what was found. */
function time(args, cwd, env = {}) {
  const start = performance.now();
  const { error, stderr, status, signal } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error) throw error;
  if (signal !== null || status === 1) throw new Error(`${args.join(' ')}: ${stderr}`);
  return performance.now() - start;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

for (const app of apps) {
  const project = join(work, basename(app));
  rmSync(project, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(app, project, { recursive: true });
  const env = ['--env', environmentOf(app)];
  time([bin, 'all', ...env, '--write', '--force', '--fail-on', 'never', '--quiet'], project);
  const context = {
    'amplify-backend-type': 'branch',
    'amplify-backend-namespace': 'app',
    'amplify-backend-name': env[1],
    'aws:cdk:bundling-stacks': [],
  };
  const synth = () =>
    time(['--import', 'tsx', 'amplify/backend.ts'], project, {
      CDK_OUTDIR: join(project, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify(context),
      AMPLIFY_DISABLE_TELEMETRY: '1',
      HOME: '/dev/null',
    });
  const verify = () => time([bin, 'verify', ...env, '--quiet'], project);
  // The first pair warms the caches of the disk.
  synth();
  verify();
  const times = { synth: [], verify: [] };
  for (let run = 0; run < runs; run += 1) {
    times.synth.push(synth());
    times.verify.push(verify());
  }
  const [a, b] = [median(times.synth), median(times.verify)];
  console.log(
    `${basename(app)}: verify ${(b / a).toFixed(2)}x the synthesis (${(b / 1000).toFixed(1)} s / ${(a / 1000).toFixed(1)} s, ${runs} runs)`,
  );
  rmSync(project, { recursive: true, force: true });
}
