// What `data` costs for a schema of 500 models: the planning itself as a multiple of the time in which graphql-js
// parses and prints the same text, both alternating in one process; the whole run with its memory; and how long
// TypeScript takes to check what is written for a schema of 60 models and 200 relations, beside one of two models.
// Usage: npm run bench, or node bench/schema.mjs [RUNS [MODELS]] after npm run build
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { writeLargeProject } from './large-schema.mjs';
import { median } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = Number(process.argv[2] ?? 7);
const models = Number(process.argv[3] ?? 500);
const TOOL = join(root, 'dist/src/bin.js');
// What is loaded from here finds the packages.
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const work = mkdtempSync(join(cache, 'amplify-migrate-bench-'));
const outside = mkdtempSync(join(tmpdir(), 'amplify-migrate-bench-'));

/** @returns milliseconds, those of the processor, and megabytes at the peak */
function timed(args, cwd) {
  const peak = `process.on('exit', () => process.stderr.write('\\nCPU ' + process.cpuUsage().user / 1000 + ' maxRSS ' + process.resourceUsage().maxRSS + '\\n'))`;
  const start = performance.now();
  const { error, stderr, stdout, status, signal } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(peak)}`, ...args],
    { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const milliseconds = performance.now() - start;
  if (error) throw error;
  if (signal !== null || status === 1) throw new Error(`${args.join(' ')}: ${stderr}${stdout}`);
  const [, processor, kilobytes] = /CPU (\S+) maxRSS (\d+)\s*$/.exec(stderr) ?? [];
  return { milliseconds, processor: Number(processor), megabytes: Number(kilobytes) / 1024, stdout };
}

/** Reading and planning as the command does it, without the command line around it. */
async function planner() {
  const entry = `
    import { readApp } from './src/gen1/read-app.js';
    import { data } from './transforms/data/index.js';
    export { parse, print } from 'graphql';
    export const read = async (folder) => (await readApp(folder, {})).app;
    export const plan = async (app) => data.plan(await data.read(app), app, { together: ['auth', 'data'] });
  `;
  const outfile = join(work, 'planner.mjs');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

async function planning(folder, sdl) {
  const { read, plan, parse, print } = await planner();
  const times = { least: [], plan: [] };
  const app = await read(folder);
  for (let run = 0; run < runs + 2; run += 1) {
    const start = performance.now();
    print(parse(sdl));
    const between = performance.now();
    await plan(app);
    const end = performance.now();
    // The first two warm the compiler of node.
    if (run < 2) continue;
    times.least.push(between - start);
    times.plan.push(end - between);
  }
  const [a, b] = [median(times.least), median(times.plan)];
  console.log(
    `planning ${models} models: ${(b / a).toFixed(2)}x parse and print by graphql-js (${b.toFixed(0)} ms / ${a.toFixed(0)} ms, ${runs} runs)`,
  );
}

function wholeRun(folder) {
  const all = Array.from({ length: runs }, () => timed([TOOL, 'auth', 'data', '--fail-on', 'never'], folder));
  const milliseconds = median(all.map((one) => one.milliseconds));
  const megabytes = Math.max(...all.map((one) => one.megabytes));
  const peak = `${megabytes.toFixed(0)} MB at the peak`;
  console.log(`auth data of ${models} models, formatted: ${(milliseconds / 1000).toFixed(2)} s, ${peak}`);
}

/** Checks what is written for a shipped project, with its packages. @returns milliseconds of the processor */
function checking(app) {
  const folder = join(work, app);
  cpSync(join(root, 'fixtures/apps', app), folder, { recursive: true });
  timed([TOOL, 'auth', 'data', '--write', '--force', '--fail-on', 'never'], folder);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const settings = {
    compilerOptions: {
      target: 'es2022',
      module: 'es2022',
      moduleResolution: 'bundler',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
    },
    include: ['amplify/**/*.ts'],
    exclude: ['amplify/backend'],
  };
  writeFileSync(join(folder, 'tsconfig.bench.json'), JSON.stringify(settings));
  const { processor, megabytes, stdout } = timed(
    [tsc, '-p', 'tsconfig.bench.json', '--extendedDiagnostics'],
    folder,
  );
  const of = (name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(stdout)?.[1] ?? '?';
  if (/error TS/.test(stdout)) throw new Error(stdout);
  console.log(
    `TypeScript checks ${app}: ${(processor / 1000).toFixed(1)} s of the processor, of which ${of('Check time')} checking, ${of('Instantiations')} instantiations, ${megabytes.toFixed(0)} MB`,
  );
  return processor;
}

try {
  const folder = join(outside, 'project');
  const sdl = writeLargeProject(folder, models);
  console.log(`${models} models: ${(sdl.length / 1024).toFixed(0)} kB`);
  await planning(folder, sdl);
  wholeRun(folder);
  const [small, large] = ['photo-club', 'town-hall'].map(checking);
  console.log(
    `60 models and 200 relations are checked in ${(large / small).toFixed(2)}x the time of two models`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
}
