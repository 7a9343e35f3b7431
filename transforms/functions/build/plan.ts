import { type DraftFile } from '../../../src/core/feature.js';
import { fileOrigin } from '../../../src/core/origin.js';
import {
  type Code,
  type Entry,
  type ModuleText,
  array,
  code,
  literal,
  object,
} from '../../../src/emit/code.js';
import { textOfSource } from '../../shared/lambda/read.js';
import { type FunctionContext } from '../context.js';
import { type CdkRuntime } from '../runtimes.js';
import { requirementsOf } from './requirements.js';

/** How the files of a function come about that Lambda runs; it happens where the backend is deployed, as in Gen 1. */
export interface Build {
  /** The program that has to be there. */
  readonly tool: string;
  /** Its arguments when it is to get ready, if it has to. */
  readonly before?: readonly string[];
  /** Its arguments; `{output}` is where the files have to be. */
  readonly args: readonly string[];
  /** The folder that it runs in, beside resource.ts. */
  readonly folder: './src' | '.';
  /** Whether it writes beside the sources: it runs in a copy then, for sandboxes deploy anew whatever changes there. */
  readonly writes?: true;
  readonly variables?: Readonly<Record<string, string>>;
  /** What is copied to the output besides: a path below its folder, '' for all of it. */
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
      return javaBuild(context);
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
  return {
    tool: 'python3',
    args: [
      ...['-m', 'pip', 'install', '-r', 'requirements.txt', '--target', '{output}'],
      ...platforms(identifier, isArm).flatMap((platform) => ['--platform', platform]),
      ...['--implementation', 'cp', '--python-version', identifier.slice('python'.length)],
      '--only-binary=:all:',
    ],
    folder: './src',
    copies: '',
    files: lines.length === stated.length ? [] : [list],
  };
}

/**
 * Wheels that run there: versions up to 3.11 are on Amazon Linux 2 with glibc 2.26, later ones on Amazon Linux 2023
 * with 2.34 ("Lambda runtimes" in the Lambda developer guide). pip takes a wheel for no other platform than those named.
 */
function platforms(identifier: string, isArm: boolean): readonly string[] {
  const minor = Number(/^python3\.(\d+)$/.exec(identifier)?.[1] ?? 0);
  const tags = minor >= 12 ? ['manylinux2014', 'manylinux_2_28', 'manylinux_2_34'] : ['manylinux2014'];
  return tags.map((tag) => `${tag}_${isArm ? 'aarch64' : 'x86_64'}`);
}

function statedLines(text: string): readonly string[] {
  return text.replace(/\s+$/, '').split(/\r?\n/);
}

/** Names of packages are the same in small letters, and with `-` for `_` and `.` (PEP 503). */
function packageName(line: string): string {
  const [name = ''] = /^[\w.-]*/.exec(line.trim()) ?? [];
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * The CLI tidies go.mod and go.sum too before it builds (amplify-go-function-runtime-provider of aws-amplify/amplify-cli).
 * Source of the rest: "Deploy Go Lambda functions with .zip file archives" in the Lambda developer guide.
 */
function goBuild(isArm: boolean): Build {
  return {
    tool: 'go',
    before: ['mod', 'tidy'],
    args: ['build', '-tags', 'lambda.norpc', '-o', '{output}/bootstrap', '.'],
    folder: './src',
    writes: true,
    variables: { GOOS: 'linux', GOARCH: isArm ? 'arm64' : 'amd64', CGO_ENABLED: '0' },
    files: [],
  };
}

/** What `dotnet lambda package` runs, as the CLI does (amplify-dotnet-function-runtime-provider of aws-amplify/amplify-cli). */
function dotnetBuild(isArm: boolean): Build {
  return {
    tool: 'dotnet',
    args: [
      ...['publish', '--configuration', 'Release', '--runtime', isArm ? 'linux-arm64' : 'linux-x64'],
      ...['--self-contained', 'false', '-p:GenerateRuntimeConfigurationFiles=true', '--output', '{output}'],
    ],
    folder: './src',
    writes: true,
    files: [],
  };
}

/** What Gradle reads beside the sources. */
const OF_GRADLE = /^(?:(?:build|settings)\.gradle(?:\.kts)?|gradle\.properties|gradle\/.+)$/;

/**
 * The CLI puts build.gradle beside `src`, runs it there, and takes this file of what it makes
 * (amplify-java-function-runtime-provider of aws-amplify/amplify-cli).
 */
function javaBuild({ model, app, folder }: FunctionContext): Build | null {
  const root = model.resource.folder ?? '';
  const names = model.resource.files.filter((name) => OF_GRADLE.test(name));
  if (!names.some((name) => name.startsWith('build.gradle'))) return null;
  return {
    tool: 'gradle',
    args: ['build'],
    folder: '.',
    writes: true,
    copies: 'build/distributions/latest_build.zip',
    files: names.flatMap((name): DraftFile[] => {
      const content = app.files.bytes(`${root}/${name}`);
      return content === null ? [] : [{ path: `${folder}/${name}`, content, language: 'verbatim' }];
    }),
  };
}

/** The command as a person would type it in the folder of the code. */
export function shownCommand({ tool, before, args, variables = {} }: Build): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const first = before === undefined ? [] : [tool, ...before, '&&'];
  return [...first, ...set, tool, ...args.map((arg) => arg.replace('{output}', 'OUTPUT'))].join(' ');
}

/** The `bundling` of `Code.fromAsset`. A module that uses it has `folder`, the folder of the code. */
export function bundlingCode(build: Build, module: ModuleText): Code {
  const { tool, before, args, variables, writes } = build;
  const run = module.use('execFileSync', 'node:child_process');
  const from = writes ? code`copy` : code`folder`;
  const where: readonly Entry[] = [
    ['cwd', from],
    ['stdio', literal('inherit')],
  ];
  const env =
    variables === undefined
      ? null
      : code`{ ...process.env, ${object(Object.entries(variables).map(([name, value]) => [name, literal(value)])).slice(1, -1) as Code} }`;
  const lines = [
    ...(writes ? [copyOf(module)] : []),
    ...(before === undefined
      ? []
      : [code`${run}(${literal(tool)}, ${literal([...before])}, ${object([...where])});`]),
    code`${run}(${literal(tool)}, ${argumentsCode(args, module)}, ${object([...where, env && ['env', env]])});`,
    ...copyCode(build, from, module),
    ...(writes ? [code`${module.use('rmSync', 'node:fs')}(copy, { recursive: true, force: true });`] : []),
    code`return true;`,
  ];
  return object([
    [
      'image',
      code`${module.use('DockerImage', 'aws-cdk-lib')}.fromRegistry('unused')`,
      'Built where the backend is deployed, and never in Docker.',
    ],
    ['local', code`{ tryBundle: (output) => {\n${lines.join('\n') as Code}\n} }`],
  ]);
}

function argumentsCode(args: readonly string[], module: ModuleText): Code {
  return array(
    args.map((arg) => {
      const [, rest] = /^\{output\}(.*)$/.exec(arg) ?? [];
      if (rest === undefined) return literal(arg);
      return rest === ''
        ? code`output`
        : code`${module.use('join', 'node:path')}(output, ${literal(rest.slice(1))})`;
    }),
  );
}

/** Sources are watched by `ampx sandbox`, which would see what a build writes beside them, and build again. */
function copyOf(module: ModuleText): Code {
  const join = module.use('join', 'node:path');
  return code`const copy = ${module.use('mkdtempSync', 'node:fs')}(${join}(${module.use('tmpdir', 'node:os')}(), 'build-'));
${module.use('cpSync', 'node:fs')}(folder, copy, { recursive: true });`;
}

function copyCode({ copies }: Build, from: Code, module: ModuleText): Code[] {
  if (copies === undefined) return [];
  const copy = module.use('cpSync', 'node:fs');
  if (copies === '') return [code`${copy}(${from}, output, { recursive: true });`];
  const join = module.use('join', 'node:path');
  const name = copies.slice(copies.lastIndexOf('/') + 1);
  return [code`${copy}(${join}(${from}, ${literal(copies)}), ${join}(output, ${literal(name)}));`];
}
