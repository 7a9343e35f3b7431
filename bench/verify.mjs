// How long `verify` takes, as a multiple of the synthesis alone, and what it adds once the synthesis is there. Both
// run alternating, so that the load of the machine hits both alike. The projects are migrated to copies below
// node_modules/.cache, where the packages of this repository are found.
// Usage: node bench/verify.mjs [RUNS [FOLDER…]]; without folders the shipped projects.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstEnvironment, median, time } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/src/bin.js');
const work = join(root, 'node_modules/.cache/amplify-migrate-bench');
const runs = Number(process.argv[2] ?? 3);
const folders = process.argv.slice(3);
const shipped = join(root, 'fixtures/apps');
const apps = folders.length > 0 ? folders : readdirSync(shipped).map((name) => join(shipped, name));

for (const app of apps) {
  const project = join(work, basename(app));
  rmSync(project, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  cpSync(app, project, { recursive: true });
  const env = firstEnvironment(app);
  time([bin, 'all', ...env, '--write', '--force', '--fail-on', 'never', '--quiet'], project);
  const context = {
    'amplify-backend-type': 'branch',
    'amplify-backend-namespace': 'app',
    'amplify-backend-name': env[1] ?? 'dev',
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
