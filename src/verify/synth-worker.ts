/**
 * The process that runs `amplify/backend.ts`, and Gen 1's transformers, which need the same packages. It answers one
 * request after the other, and keeps @aws-amplify/backend and aws-cdk-lib loaded in between: loading them is most of
 * the time.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packagesAhead, readTypeScript } from './child-packages.js';
import { loadPackages } from './graphql/packages.js';
import { synthesiseGen1Api } from './graphql/synthesise-api.js';
import {
  type Asked,
  type BackendRequest,
  type SynthFault,
  type SynthReply,
  type SynthRequest,
} from './synth-protocol.js';

async function answer({ id, request }: Asked): Promise<SynthReply> {
  try {
    await carriedOut(request);
    return { id, ok: true };
  } catch (error) {
    return { id, ok: false, fault: faultOf(error) };
  }
}

async function carriedOut(request: SynthRequest): Promise<void> {
  switch (request.kind) {
    case 'backend':
      return runBackend(request);
    case 'gen1 api':
      synthesiseGen1Api(loadPackages(request.root), request.input, request.outDir);
  }
}

let runs = 0;

async function runBackend(request: BackendRequest): Promise<void> {
  await readTypeScript();
  const environment = { ...process.env };
  const waiting = new Set(process.listeners('beforeExit'));
  const listening = new Set(process.listeners('message'));
  try {
    if (runs > 0) await forgetEarlierBackend(request.root);
    runs += 1;
    process.env['CDK_OUTDIR'] = request.outDir;
    process.env['CDK_CONTEXT_JSON'] = request.context;
    if (request.awsBranch !== undefined) process.env['AWS_BRANCH'] = request.awsBranch;
    await import(pathToFileURL(join(request.root, request.entry)).href);
    // A CDK app synthesises when its process has nothing left to do. This one goes on, so it says so itself.
    for (const listener of process.listeners('beforeExit')) {
      if (!waiting.has(listener)) listener.call(process, 0);
    }
  } finally {
    for (const listener of process.listeners('beforeExit')) {
      if (!waiting.has(listener)) process.off('beforeExit', listener);
    }
    for (const listener of process.listeners('message')) {
      if (!listening.has(listener)) process.off('message', listener);
    }
    for (const name of Object.keys(process.env))
      if (!(name in environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
  }
}

/** Modules of packages whose class counts in a static member how often it was made. */
const COUNTING = [
  { packageName: '@aws-amplify/backend-auth', className: 'AmplifyAuthFactory' },
  { packageName: '@aws-amplify/backend-data', className: 'DataFactory' },
];

/**
 * `defineAuth`, `referenceAuth` and `defineData` refuse a second call in one process by a static counter, and
 * CDK remembers which assets it has copied to an output folder.
 */
async function forgetEarlierBackend(root: string): Promise<void> {
  const project = createRequire(join(root, 'package.json'));
  const backend = createRequire(project.resolve('@aws-amplify/backend'));
  for (const { packageName, className } of COUNTING) {
    const factory = new URL('./factory.js', pathToFileURL(backend.resolve(packageName)));
    const modules: unknown[] = [await import(factory.href)];
    // A backend without `"type": "module"` has a second copy of the packages, which the loader has compiled.
    for (const [file, module] of Object.entries(project.cache)) {
      if (file.split('?')[0] === fileURLToPath(factory)) modules.push(module?.exports);
    }
    for (const module of modules) {
      const counting = (module as Record<string, { factoryCount: number } | undefined>)[className];
      if (counting) counting.factoryCount = 0;
    }
  }
  const cdk = (await import(pathToFileURL(project.resolve('aws-cdk-lib')).href)) as {
    AssetStaging: { clearAssetHashCache(): void };
  };
  cdk.AssetStaging.clearAssetHashCache();
}

function faultOf(error: unknown): SynthFault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { resolution, code } = error as { resolution?: unknown; code?: unknown };
  return {
    name: error.name,
    message: causes(error),
    ...(typeof resolution === 'string' && { resolution }),
    ...(typeof code === 'string' && { code }),
  };
}

/** Amplify wraps errors of the transformers in one that says only that there was another. */
function causes({ message, cause }: Error): string {
  return cause instanceof Error && !message.includes(cause.message)
    ? `${message}: ${causes(cause)}`
    : message;
}

/** Requests wait here: whoever asks may be busy when one of them is done. */
let last = packagesAhead;
process.on('message', (asked: Asked) => {
  last = last.then(async () => process.send?.(await answer(asked)));
});

// A backend may have left a timer or a process behind, which would keep this one when nobody asks any more.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
