// How long `verify` takes, held against the synthesis of the same backend in the same run: as anybody runs it
// (`npx tsx amplify/backend.ts`, without what npx takes), and as `verify` runs it, in its own process: the backend alone,
// and with Gen 1's API, which Gen 1's transformers synthesise before it. What is left of `verify` beyond both is its own
// work. All run in turns, so that the load of the machine hits them alike. The projects are migrated to copies below
// node_modules/.cache, where the packages of this repository are found.
// Usage: node bench/verify.mjs [RUNS [FOLDER…]]; without folders the shipped projects.
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';
import { firstEnvironment, median, time } from './measure.mjs';

// What Gen 1's transformers are asked is no part of the bundle.
register();
const { gen1ApiSide } = await import('../src/cli/gen1-api.ts');
const { readApp } = await import('../src/gen1/read-app.ts');

/** What `verify` may take as a multiple of the synthesis, and what its own work may. */
const LIMITS = { whole: 1.3, own: 0.15 };

/** What `verify` asks CDK for besides (src/verify/synth.ts). */
const LEAN = {
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
  'aws:cdk:disable-asset-staging': true,
};

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/src/bin.js');
const workerScript = join(root, 'dist/src/verify/synth-worker.js');
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
  const [outDir, gen1Dir] = ['gen2', 'gen1'].map((name) => join(project, 'cdk.out', name));
  for (const folder of [outDir, gen1Dir]) mkdirSync(folder, { recursive: true });
  const backend = { kind: 'backend', root: project, entry: 'amplify/backend.ts', outDir };
  const request = { ...backend, context: JSON.stringify({ ...context, ...LEAN }) };
  const api = await gen1ApiSide((await readApp(project, { env: env[1] })).app);
  const ofGen1 = api && { kind: 'gen1 api', root: project, outDir: gen1Dir, input: api.input };
  const ways = {
    bare: () =>
      time(['--import', 'tsx', 'amplify/backend.ts'], project, {
        CDK_OUTDIR: outDir,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        AMPLIFY_DISABLE_TELEMETRY: '1',
        HOME: '/dev/null',
      }),
    lean: () => timeOfWorker(project, [request]),
    both: () => timeOfWorker(project, ofGen1 === null ? [request] : [ofGen1, request]),
    verify: () => time([bin, 'verify', ...env, '--quiet'], project),
  };
  const times = { bare: [], lean: [], both: [], verify: [] };
  // The first round warms the caches of the disk.
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const took = await way();
      if (run > 0) times[name].push(took);
    }
  }
  const [bare, worker, both, verify] = [times.bare, times.lean, times.both, times.verify].map(median);
  const [whole, own] = [verify / bare, (verify - both) / bare];
  const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  const met = whole <= LIMITS.whole && own <= LIMITS.own ? '' : ' OVER THE LIMIT';
  console.log(
    `${basename(app)}: verify ${whole.toFixed(2)}x the synthesis, its own work ${(own * 100).toFixed(0)} % of it ` +
      `(${seconds(verify)}; synthesis ${seconds(bare)}, as verify runs it ${seconds(worker)}, with Gen 1's API ${seconds(both)}; ${runs} runs)${met}`,
  );
  rmSync(project, { recursive: true, force: true });
}

/** Milliseconds that the process of `verify` takes, from its start to its last answer. */
async function timeOfWorker(project, requests) {
  const { resolve } = createRequire(join(project, 'package.json'));
  const packages = ['@aws-amplify/backend', 'tsx'].map((name) => pathToFileURL(resolve(name)).href);
  const start = performance.now();
  const child = fork(workerScript, packages, {
    cwd: project,
    execArgv: ['--max-old-space-size=4096', '--max-semi-space-size=64'],
    env: {
      PATH: process.env.PATH,
      HOME: '/dev/null',
      AMPLIFY_DISABLE_TELEMETRY: '1',
      CDK_VALIDATION: 'false',
    },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  for (const [id, request] of requests.entries()) child.send({ id, request });
  await new Promise((done, fail) => {
    child.on('message', ({ id, ok, fault }) => {
      if (!ok) fail(new Error(fault.message));
      if (id === requests.length - 1) done();
    });
    child.once('close', () => fail(new Error('the process ended without an answer')));
  });
  const took = performance.now() - start;
  child.kill('SIGKILL');
  return took;
}
