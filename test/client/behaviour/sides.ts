import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin } from 'esbuild';
import { type Observed } from './runner.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The packages of each version; those of 5 are in a folder of their own. */
const SIDES = {
  5: { packages: join(ROOT, 'test/aws-amplify-v5'), means: join(HERE, 'side-5.mjs') },
  6: { packages: ROOT, means: join(HERE, 'side-6.mjs') },
};

/** Runs modules of an app with one version of the library, all in one process. */
export async function observe(
  version: keyof typeof SIDES,
  modules: ReadonlyMap<string, string>,
  folder: string,
): Promise<Readonly<Record<string, Observed>>> {
  const { packages, means } = SIDES[version];
  const names = [...modules.keys()];
  const entry = [
    `import { main } from ${JSON.stringify(join(HERE, 'runner.ts'))};`,
    `import * as side from ${JSON.stringify(means)};`,
    ...names.map((name, index) => `import * as case${String(index)} from ${JSON.stringify(`case:${name}`)};`),
    `void main(side, { ${names.map((name, index) => `${JSON.stringify(name)}: case${String(index)}`).join(', ')} });`,
  ];
  const out = join(folder, `side-${String(version)}.cjs`);
  const { build } = await import('esbuild');
  await build({
    stdin: { contents: entry.join('\n'), resolveDir: HERE },
    bundle: true,
    platform: 'node',
    outfile: out,
    logLevel: 'silent',
    plugins: [casesFrom(modules, packages)],
  });
  return await reportOf(out);
}

/** What the process sends; it is ended then, whatever timers the library still has. */
function reportOf(module: string): Promise<Readonly<Record<string, Observed>>> {
  const child = fork(module, { execArgv: WEB_SOCKET, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('message', (observed) => {
      child.kill();
      resolve(observed as Readonly<Record<string, Observed>>);
    });
    child.once('exit', (code) => {
      reject(new Error(`the process of the cases ended with ${String(code)}: ${complaints}`));
    });
  });
}

/** Node 20 has the WebSocket of browsers behind a flag. */
const WEB_SOCKET = typeof WebSocket === 'undefined' ? ['--experimental-websocket'] : [];

/** Gives modules their text, and what they import of Amplify from the packages of one version. */
function casesFrom(modules: ReadonlyMap<string, string>, packages: string): Plugin {
  return {
    name: 'cases',
    setup(build) {
      build.onResolve({ filter: /^case:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'case' }));
      build.onLoad({ filter: /.*/, namespace: 'case' }, ({ path }) => ({
        contents: modules.get(path) ?? '',
        resolveDir: packages,
      }));
      build.onResolve(
        { filter: /^(?:@aws-amplify\/|aws-amplify)/ },
        ({ path, importer, kind, pluginData }) => {
          const own = importer.startsWith(HERE) && pluginData !== 'from the packages';
          if (!own) return null;
          return build.resolve(path, { kind, resolveDir: packages, pluginData: 'from the packages' });
        },
      );
    },
  };
}
