import { type DraftFile } from '../../../src/core/feature.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type Code, type ModuleText, array, code, literal, object } from '../../../src/emit/code.js';
import { textOfSource } from '../../shared/lambda/read.js';
import { type FunctionContext } from '../context.js';
import { type CdkRuntime } from '../runtimes.js';
import { requirementsOf } from './requirements.js';

/** How the files of a function come about that Lambda runs; it happens where the backend is deployed, as in Gen 1. */
export interface Build {
  /** The program that has to be there. */
  readonly tool: string;
  /** Its arguments; `{output}` is where the files have to be. */
  readonly args: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** What is copied to the output besides: a path below the folder of the code, '' for all of it. */
  readonly copies?: string;
  /** Files for it that the project does not have. */
  readonly files: readonly DraftFile[];
}

/** Null: the files are what Lambda runs, or nobody knows how to build them. */
export function buildOf(context: FunctionContext, runtime: CdkRuntime, isArm: boolean): Build | null {
  const { files } = context.model.sources;
  const has = (pattern: RegExp): boolean => files.some(({ path }) => pattern.test(path));
  switch (runtime.family) {
    case 'PYTHON':
      return pythonBuild(context, runtime, isArm);
    case 'OTHER':
    case 'GO':
      return has(/^go\.mod$/) ? goBuild(isArm) : null;
    case 'DOTNET_CORE':
      return has(/^[^/]+\.(?:cs|fs)proj$/) ? dotnetBuild(isArm) : null;
    case 'JAVA':
      return has(/^build\.gradle$/) ? JAVA : null;
    case 'RUBY':
      return null;
  }
}

/** Source: "Deploy Python Lambda functions with .zip file archives" in the Lambda developer guide. */
function pythonBuild(context: FunctionContext, { identifier }: CdkRuntime, isArm: boolean): Build | null {
  const { model, app, folder } = context;
  const own = model.sources.files.find(({ path }) => path === 'requirements.txt');
  // The CLI runs `pipenv install`, which reads the Pipfile (amplify-python-function-runtime-provider).
  const pipfile = app.files.text(`${model.resource.folder ?? ''}/Pipfile`);
  const { lines: asked, unread } = requirementsOf(pipfile ?? '');
  const stated = own === undefined ? [] : statedLines(textOfSource(own.bytes));
  const names = new Set(stated.map(packageName));
  const lines = [...stated, ...asked.filter((line) => !names.has(packageName(line)))];
  if (unread.length > 0) {
    const origin = fileOrigin(`${model.resource.folder ?? ''}/Pipfile`);
    context.tell('AM4014', origin, {
      label: context.label,
      packages: unread,
      file: `${folder}/src/requirements.txt`,
    });
  }
  if (own === undefined && lines.length === 0) return null;
  const list: DraftFile = {
    path: `${folder}/src/requirements.txt`,
    content: `${lines.join('\n')}\n`,
    language: 'verbatim',
  };
  const platform = `manylinux2014_${isArm ? 'aarch64' : 'x86_64'}`;
  return {
    tool: 'python3',
    args: [
      ...['-m', 'pip', 'install', '-r', 'requirements.txt', '--target', '{output}', '--platform', platform],
      ...[
        '--implementation',
        'cp',
        '--python-version',
        identifier.slice('python'.length),
        '--only-binary=:all:',
      ],
    ],
    copies: '',
    files: lines.length === stated.length ? [] : [list],
  };
}

function statedLines(text: string): readonly string[] {
  return text.replace(/\s+$/, '').split(/\r?\n/);
}

/** Names of packages are the same in small letters, and with `-` for `_` and `.` (PEP 503). */
function packageName(line: string): string {
  const [name = ''] = /^[\w.-]*/.exec(line.trim()) ?? [];
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Source: "Deploy Go Lambda functions with .zip file archives" in the Lambda developer guide. */
function goBuild(isArm: boolean): Build {
  return {
    tool: 'go',
    args: ['build', '-tags', 'lambda.norpc', '-o', '{output}/bootstrap', '.'],
    variables: { GOOS: 'linux', GOARCH: isArm ? 'arm64' : 'amd64', CGO_ENABLED: '0' },
    files: [],
  };
}

/** The CLI runs `dotnet publish` too (amplify-dotnet-function-runtime-provider of aws-amplify/amplify-cli). */
function dotnetBuild(isArm: boolean): Build {
  return {
    tool: 'dotnet',
    args: [
      ...['publish', '--configuration', 'Release', '--runtime', isArm ? 'linux-arm64' : 'linux-x64'],
      ...['--self-contained', 'false', '--output', '{output}'],
    ],
    files: [],
  };
}

/** The build.gradle of the CLI makes this file (amplify-java-function-runtime-provider of aws-amplify/amplify-cli). */
const JAVA: Build = {
  tool: 'gradle',
  args: ['build'],
  copies: 'build/distributions/latest_build.zip',
  files: [],
};

/** The command as a person would type it in the folder of the code. */
export function shownCommand({ tool, args, variables = {} }: Build): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return [...set, tool, ...args.map((arg) => arg.replace('{output}', 'OUTPUT'))].join(' ');
}

/** The `bundling` of `Code.fromAsset`. A module that uses it has `folder`, the folder of the code. */
export function bundlingCode({ tool, args, variables, copies }: Build, module: ModuleText): Code {
  const run = module.use('execFileSync', 'node:child_process');
  const list = array(
    args.map((arg) => {
      const [, rest] = /^\{output\}(.*)$/.exec(arg) ?? [];
      if (rest === undefined) return literal(arg);
      return rest === ''
        ? code`output`
        : code`${module.use('join', 'node:path')}(output, ${literal(rest.slice(1))})`;
    }),
  );
  const options = object([
    ['cwd', code`folder`],
    ['stdio', literal('inherit')],
    variables === undefined
      ? null
      : [
          'env',
          code`{ ...process.env, ${object(Object.entries(variables).map(([name, value]) => [name, literal(value)])).slice(1, -1) as Code} }`,
        ],
  ]);
  const command = code`${run}(${literal(tool)}, ${list}, ${options});`;
  return object([
    [
      'image',
      code`${module.use('DockerImage', 'aws-cdk-lib')}.fromRegistry('unused')`,
      'Built where the backend is deployed, and never in Docker.',
    ],
    [
      'local',
      code`{ tryBundle: (output) => {
  ${command}
  ${copyCode(copies, module)}
  return true;
} }`,
    ],
  ]);
}

function copyCode(copies: string | undefined, module: ModuleText): Code {
  if (copies === undefined) return code``;
  const copy = module.use('cpSync', 'node:fs');
  if (copies === '') return code`${copy}(folder, output, { recursive: true });`;
  const join = module.use('join', 'node:path');
  const name = copies.slice(copies.lastIndexOf('/') + 1);
  return code`${copy}(${join}(folder, ${literal(copies)}), ${join}(output, ${literal(name)}));`;
}
