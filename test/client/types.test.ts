import ts from 'typescript';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AROUND, GENERATED } from './generated.js';
import { allPairs, PAIRS } from './pairs.js';

/** The adapter of Next.js with its own types; only `next` itself, which is large, is written by hand. */
const ADAPTER = fileURLToPath(
  new URL('../adapter-nextjs/node_modules/@aws-amplify/adapter-nextjs/dist/esm/', import.meta.url),
);

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  // Parameters of fixtures have no types where those of an app would come from its context.
  noImplicitAny: false,
  skipLibCheck: true,
  noEmit: true,
  allowJs: true,
  maxNodeModuleJsDepth: 0,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  resolveJsonModule: true,
  types: ['node'],
  paths: {
    '@aws-amplify/adapter-nextjs': [`${ADAPTER}index.d.ts`],
    '@aws-amplify/adapter-nextjs/api': [`${ADAPTER}api/index.d.ts`],
    next: [`${PAIRS}next/index.d.ts`],
    'next/server': [`${PAIRS}next/server.d.ts`],
    'next/server.js': [`${PAIRS}next/server.d.ts`],
    'next/headers': [`${PAIRS}next/headers.d.ts`],
    'next/headers.js': [`${PAIRS}next/headers.d.ts`],
  },
};

/** What strict apps ask of every module in them. */
const STRICT: ts.CompilerOptions = {
  ...OPTIONS,
  noImplicitAny: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
};

/** A module of the app itself, such as './graphql/queries', is not there. */
const MODULE_NOT_FOUND = 2307;
const NOT_THERE = "'.";
const FOLDERS = [`${PAIRS}next/`];
const DATA_CLIENT = `${PAIRS}datastore-rewrite/data-client.ts`;
const pairs = allPairs();
const outputs = pairs
  .filter(({ outputFile }) => /\.tsx?$/.test(outputFile) && existsSync(outputFile))
  // A file that stays whole is not code for version 6.
  .filter(({ outputFile, input }) => ts.sys.readFile(outputFile) !== input)
  .map(({ outputFile }) => outputFile);
/** Declarations of the libraries are parsed once for both programs. */
const parsed = new Map<string, ts.SourceFile>();
const generated = [...GENERATED.keys(), DATA_CLIENT];
const program = ts.createProgram([...outputs, ...generated], OPTIONS, hostOf(OPTIONS));

describe('what is written for a client type-checks against aws-amplify 6', () => {
  it('in rewritten modules', () => {
    expect(outputs.length).toBeGreaterThan(0);
    expect(problemsIn(program, outputs)).toEqual([]);
  });

  it('in the modules beside them, in strict apps', () => {
    const strict = ts.createProgram(generated, STRICT, hostOf(STRICT), program);
    expect(problemsIn(strict, generated)).toEqual([]);
  });
});

/** The files of this folder, and those that only the test knows. */
function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const known = (file: string): string | undefined => GENERATED.get(file) ?? AROUND.get(file);
  return {
    ...host,
    fileExists: (file) => known(file) !== undefined || host.fileExists(file),
    readFile: (file) => known(file) ?? host.readFile(file),
    directoryExists: (folder) => FOLDERS.includes(`${folder}/`) || (host.directoryExists?.(folder) ?? true),
    getSourceFile: (file, version) => {
      const text = known(file);
      const source =
        parsed.get(file) ??
        (text === undefined ? host.getSourceFile(file, version) : ts.createSourceFile(file, text, version));
      if (source !== undefined) parsed.set(file, source);
      return source;
    },
  };
}

function problemsIn(checked: ts.Program, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const source = checked.getSourceFile(file);
    return [...checked.getSyntacticDiagnostics(source), ...checked.getSemanticDiagnostics(source)]
      .map((one) => ({ code: one.code, text: ts.flattenDiagnosticMessageText(one.messageText, '\n') }))
      .filter(({ code, text }) => code !== MODULE_NOT_FOUND || !text.includes(NOT_THERE))
      .map(({ text }) => `${file.replace(PAIRS, '')}: ${text}`);
  });
}
