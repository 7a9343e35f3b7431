// How long the client's code takes, against jscodeshift's own runner with the same transforms: a generated tree of
// 2,000 modules, of which one in ten uses Amplify. That runner takes one transform a run, so it runs once for each;
// what it takes for all of them in one, which is nothing that it offers, stands beside. All are measured alternating.
// Usage: node bench/client.mjs [RUNS]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, time } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = Number(process.argv[2] ?? 5);
const FILES = 2000;
const LIMIT = 5;

const pairs = join(root, 'fixtures/client');
const inputs = readdirSync(pairs, { recursive: true }).filter((file) => /\.input\.tsx?$/.test(file));

/** A module without Amplify, of the length that modules of apps have. */
const plain = (index) =>
  `import { useState } from 'react';\n\n` +
  Array.from(
    { length: 12 },
    (_, part) =>
      `export function useKiln${index}_${part}(site: string, limit = ${part}) {\n` +
      `  const [kilns, setKilns] = useState<string[]>([]);\n` +
      `  return { kilns, add: (kiln: string) => setKilns([...kilns, kiln].slice(0, limit)), site };\n}\n`,
  ).join('\n');

const project = mkdtempSync(join(tmpdir(), 'amplify-migrate-bench-client-'));
try {
  cpSync(join(root, 'fixtures/apps/photo-club'), project, { recursive: true });
  const source = join(project, 'src');
  mkdirSync(source);
  for (let index = 0; index < FILES; index += 1) {
    const concerned = index % 10 === 0;
    const input = inputs[(index / 10) % inputs.length];
    const text = concerned ? readFileSync(join(pairs, input), 'utf8') : plain(index);
    writeFileSync(join(source, `module${index}.tsx`), text);
  }
  const ours = [
    'dist/src/bin.js',
    'client',
    '--cwd',
    project,
    '--env',
    'dev',
    '--fail-on',
    'never',
    '--quiet',
  ];
  const faces = join(root, 'dist/transforms/client/jscodeshift');
  const runner = join(root, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const theirs = (face) => [
    runner,
    '--no-babel',
    '--dry',
    '--silent',
    '--extensions=tsx',
    '-t',
    face,
    source,
  ];
  const each = readdirSync(faces)
    .filter((file) => file.endsWith('.js') && file !== 'all.js')
    .map((file) => theirs(join(faces, file)));
  const united = [theirs(join(faces, 'all.js'))];
  const measured = { ours: [], each: [], united: [] };
  for (let run = 0; run <= runs; run += 1) {
    // The first run warms the caches of the disk.
    const keep = (name, took) => run > 0 && measured[name].push(took);
    keep('ours', time(ours, root));
    keep('united', total(united));
    keep('each', total(each));
  }
  const [own, one, all] = ['ours', 'united', 'each'].map((name) => median(measured[name]));
  const verdict = all / own < LIMIT ? ` BELOW THE TARGET OF ${LIMIT}` : '';
  const shown = (took) => `${took.toFixed(0)} ms`;
  console.log(
    `client: ${(all / own).toFixed(2)}x faster than ${each.length} transforms one after the other ` +
      `(${shown(own)} / ${shown(all)}, ${runs} runs)${verdict}`,
  );
  console.log(
    `client: ${(one / own).toFixed(2)}x faster than all of them in one (${shown(own)} / ${shown(one)})`,
  );
  console.log(`client: ${peak(ours)} MB at most`);
} finally {
  rmSync(project, { recursive: true, force: true });
}

/** Milliseconds of commands that run one after the other. */
function total(commands) {
  return commands.reduce((sum, args) => sum + time(args, root), 0);
}

/** The largest resident set of one process, in megabytes, as the process itself reports it. */
function peak(args) {
  const preload = `process.on('exit', () => process.stderr.write('\\nmaxRSS ' + process.resourceUsage().maxRSS))`;
  const importing = `data:text/javascript,${encodeURIComponent(preload)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', importing, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return Math.round(Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024);
}
