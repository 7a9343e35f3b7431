import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';

const run = promisify(execFile);
const SHIMS = join(
  dirname(createRequire(import.meta.url).resolve('@aws-amplify/backend-function')),
  'lambda-shims',
);

/** The line that @aws-amplify/backend-function puts before every function. */
async function banner(): Promise<string> {
  const files = ['resolve_ssm_params.js', 'invoke_ssm_shim.js'];
  const texts = await Promise.all(files.map((file) => readFile(join(SHIMS, file), 'utf8')));
  return texts
    .join('')
    .split(/\r?\n/)
    .map((line) => line.replace(/\/\/.*$/, ''))
    .join('');
}

/** Bundles the entry of a function with the options of backend-function and of CDK. */
export async function bundleLambda(
  entry: string,
  outfile: string,
  { external = [], plugins = [] }: { external?: readonly string[]; plugins?: readonly Plugin[] } = {},
): Promise<string> {
  await build({
    entryPoints: [entry],
    bundle: true,
    target: 'node22',
    platform: 'node',
    format: 'esm',
    outfile,
    minify: true,
    sourcemap: true,
    loader: { '.node': 'file' },
    logLevel: 'silent',
    banner: { js: await banner() },
    inject: [join(SHIMS, 'cjs_shim.js')],
    external: [...external],
    plugins: [...plugins],
  });
  return outfile;
}

export interface Answer {
  readonly answer?: unknown;
  readonly error?: string;
  readonly waits?: boolean;
}

/** Calls the handler of a bundle in a process of its own, as Lambda does: by promise or by callback. */
export async function callLambda(
  bundled: string,
  event: object,
  environment: Record<string, string>,
): Promise<Answer> {
  const script = `
    const { handler } = await import(process.argv[1]);
    const context = { callbackWaitsForEmptyEventLoop: true };
    const tell = (result) => {
      console.log('RESULT ' + JSON.stringify({ ...result, waits: context.callbackWaitsForEmptyEventLoop }));
      process.exit(0);
    };
    try {
      const returned = handler(JSON.parse(process.argv[2]), context, (error, answer) => tell({ error: error?.message, answer }));
      if (returned?.then) returned.then((answer) => tell({ answer }), (error) => tell({ error: error.message }));
    } catch (error) {
      tell({ error: error.message });
    }`;
  const args = ['--input-type=module', '-e', script, bundled, JSON.stringify(event)];
  const { stdout } = await run(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...environment },
  });
  return JSON.parse(/RESULT (.*)/.exec(stdout)?.[1] ?? '{}') as Answer;
}
