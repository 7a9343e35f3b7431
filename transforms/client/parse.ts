import { type ParserOptions, type ParserPlugin } from '@babel/parser';
import traverseModule, { type NodePath } from '@babel/traverse';
import { type File, type Program } from '@babel/types';

type Traverse = typeof traverseModule.default;

/** The package is CommonJS: an import of its default gives the module to node, and the function to bundlers. */
function isFunction(imported: unknown): imported is Traverse {
  return typeof imported === 'function';
}

const traverse = isFunction(traverseModule) ? traverseModule : traverseModule.default;

/** Gives the tree of a text; loaded once for a run, since the parser is heavy. */
export type Parse = (source: string, language: Language) => File;

/**
 * Parses modules of an app: TypeScript by its extension, else JavaScript with JSX and the types of Flow, which
 * React Native's sources use in `.js`. What is returned throws the parser's SyntaxError, with `loc`.
 */
export async function loadParser(): Promise<Parse> {
  const { parse } = await import('@babel/parser');
  return (source, language) => parse(source, optionsFor(language));
}

function optionsFor(language: Language): ParserOptions {
  return {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowUndeclaredExports: true,
    plugins: ['decorators-legacy', ...PLUGINS[language]],
  };
}

export type Language = 'ts' | 'tsx' | 'js';

const PLUGINS: Readonly<Record<Language, readonly ParserPlugin[]>> = {
  ts: ['typescript'],
  tsx: ['typescript', 'jsx'],
  js: ['jsx', 'flow'],
};

export function languageOf(path: string): Language {
  if (/\.[cm]?ts$/.test(path)) return 'ts';
  return path.endsWith('.tsx') ? 'tsx' : 'js';
}

/**
 * The program as a path: with its scopes, and with every reference of every binding.
 * @throws SyntaxError when a name is declared twice, which only the building of scopes sees
 */
export function programOf(file: File): NodePath<Program> {
  let program: NodePath<Program> | undefined;
  try {
    traverse(file, {
      Program(path) {
        program = path;
        path.stop();
      },
    });
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('Duplicate declaration')) {
      throw new SyntaxError(error.message);
    }
    throw error;
  }
  if (program === undefined) throw new Error('AM9003: a parsed file has no program');
  return program;
}
