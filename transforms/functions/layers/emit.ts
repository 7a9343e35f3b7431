import { type Code, ModuleText, code, lineComment, literal, member, object } from '../../../src/emit/code.js';

export interface LayerDraft {
  readonly name: string;
  /** The folder of its files, below amplify/functions. */
  readonly folder: string;
  readonly description: string | undefined;
  /** True when packages are to be installed into it. */
  readonly installs: boolean;
}

/** A layer in amplify/backend.ts, where `layers` holds all of them. */
export function layerVariable(name: string): Code {
  return member(code`layers`, name);
}

/** amplify/functions/layers.ts */
export function layersModule(drafts: readonly LayerDraft[]): string {
  const module = new ModuleText();
  const layerVersion = module.use('LayerVersion', 'aws-cdk-lib/aws-lambda');
  const layers = drafts.map(({ name, folder, description, installs }) => {
    const content = code`${installs ? code`withPackages` : code`filesIn`}(${literal(`./${folder}/layer`)})`;
    const properties = object([
      description === undefined ? null : ['description', literal(description)],
      ['code', content],
    ]);
    return [name, code`new ${layerVersion}(stack, ${literal(name)}, ${properties})`] as const;
  });
  module.add(
    code`${lineComment("The Lambda layers of the project, with Gen 1's files; functions name them in amplify/backend.ts.")}
export function functionLayers(backend: { createStack: (name: string) => ${module.useType('Stack', 'aws-cdk-lib')} }) {
  const stack = backend.createStack('layers');
  return ${object(layers)};
}`,
  );
  const some = (installs: boolean): boolean => drafts.some((draft) => draft.installs === installs);
  if (some(false)) module.add(filesIn(module));
  if (some(true)) module.add(withPackages(module));
  module.add(pathOf(module));
  return module.toString();
}

function filesIn(module: ModuleText): Code {
  return code`function filesIn(folder: string) {
  return ${module.use('Code', 'aws-cdk-lib/aws-lambda')}.fromAsset(pathOf(folder));
}`;
}

/** Gen 1 installs the packages of a layer whenever it builds it; in Gen 2 the asset has to do it. */
function withPackages(module: ModuleText): Code {
  const use = (name: string, from: string): Code => module.use(name, from);
  return code`${lineComment('Installs the packages of nodejs/package.json beside the files, where Node.js looks for those of a layer.')}
function withPackages(folder: string) {
  const path = pathOf(folder);
  return ${use('Code', 'aws-cdk-lib/aws-lambda')}.fromAsset(path, {
    bundling: {
      image: ${use('DockerImage', 'aws-cdk-lib')}.fromRegistry('public.ecr.aws/docker/library/node:22'),
      local: {
        tryBundle(output: string) {
          ${use('cpSync', 'node:fs')}(path, output, { recursive: true });
          const cwd = ${use('join', 'node:path')}(output, 'nodejs');
          ${use('execSync', 'node:child_process')}('npm install --omit=dev --no-audit --no-fund', { cwd, stdio: 'inherit' });
          return true;
        },
      },
    },
  });
}`;
}

function pathOf(module: ModuleText): Code {
  return code`function pathOf(folder: string) {
  return ${module.use('fileURLToPath', 'node:url')}(new URL(folder, import.meta.url));
}`;
}
