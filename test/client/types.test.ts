import ts from 'typescript';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allPairs } from './pairs.js';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  // Parameters of fixtures have no types where those of an app would come from its context.
  noImplicitAny: false,
  skipLibCheck: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  resolveJsonModule: true,
  types: ['node'],
};
/** A module of the app itself, such as './graphql/queries', is not there, nor is its framework. */
const MODULE_NOT_FOUND = 2307;
const OF_APP = /'(?:\.|next')/;

it('what is written for a client type-checks against aws-amplify 6', () => {
  const files = allPairs()
    .map(({ outputFile }) => outputFile)
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file))
    .filter(isMigrated);
  const program = ts.createProgram(files, OPTIONS);
  const problems = ts
    .getPreEmitDiagnostics(program)
    .filter((one) => one.file !== undefined && files.includes(one.file.fileName))
    .filter((one) => one.code !== MODULE_NOT_FOUND || !OF_APP.test(text(one)))
    .map((one) => `${one.file?.fileName.split('/fixtures/client/')[1] ?? ''}: ${text(one)}`);
  expect(files.length).toBeGreaterThan(0);
  expect(problems).toEqual([]);
});

function text({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n');
}

/** Whether a file was rewritten: one that stays whole is not code for version 6. */
function isMigrated(file: string): boolean {
  const pair = allPairs().find(({ outputFile }) => outputFile === file);
  return pair !== undefined && ts.sys.readFile(file) !== pair.input;
}
