// How long `verify` takes, held against the synthesis of the same backend in the same run: as anybody runs it
// (`npx tsx amplify/backend.ts`, without what npx takes), and as `verify` runs it, without CDK's own warnings about
// templates and the traces of constructs. What is left of `verify` beyond the latter is its own work. All three run in
// turns, so that the load of the machine hits them alike. The projects are migrated to copies below
// node_modules/.cache, where the packages of this repository are found.
// Usage: node bench/verify.mjs [RUNS [FOLDER…]]; without folders the shipped projects.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstEnvironment, median, time } from './measure.mjs';

/** What `verify` may take as a multiple of the synthesis, and what its own work may. */
const LIMITS = { whole: 1.3, own: 0.15 };

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/src/bin.js');
const work = join(root, 'node_modules/.cache/amplify-migrate-bench');
const runs = Number(process.argv[2] ?? 3);
const folders = process.argv.slice(3);
const shipped = join(root, 'fixtures/apps');
// A project in a package of a repository would need a folder of its own for each of its roots.
const isPlain = (app) => existsSync(join(app, 'amplify'));
const apps =
  folders.length > 0
    ? folders
    : readdirSync(shipped)
        .map((name) => join(shipped, name))
        .filter(isPlain);

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
  const synth = (more = {}, variables = {}) =>
    time(['--import', 'tsx', 'amplify/backend.ts'], project, {
      CDK_OUTDIR: join(project, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...more }),
      AMPLIFY_DISABLE_TELEMETRY: '1',
      HOME: '/dev/null',
      ...variables,
    });
  const ways = {
    bare: () => synth(),
    lean: () => synth({ 'aws:cdk:disable-stack-trace': true }, { CDK_VALIDATION: 'false' }),
    verify: () => time([bin, 'verify', ...env, '--quiet'], project),
  };
  const times = { bare: [], lean: [], verify: [] };
  // The first round warms the caches of the disk.
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const took = way();
      if (run > 0) times[name].push(took);
    }
  }
  const [bare, lean, verify] = [times.bare, times.lean, times.verify].map(median);
  const [whole, own] = [verify / bare, (verify - lean) / bare];
  const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  const met = whole <= LIMITS.whole && own <= LIMITS.own ? '' : ' OVER THE LIMIT';
  console.log(
    `${basename(app)}: verify ${whole.toFixed(2)}x the synthesis, its own work ${(own * 100).toFixed(0)} % of it ` +
      `(${seconds(verify)}; synthesis ${seconds(bare)}, as verify runs it ${seconds(lean)}; ${runs} runs)${met}`,
  );
  rmSync(project, { recursive: true, force: true });
}
