import { type SourceFile } from './model.js';
import { packageOf } from './packages.js';
import { fileNamed, folderOf, relativeTo } from './static-loads.js';

/**
 * Files of the function that its code loads without a path: NODE_PATH of Lambda's Node.js runtimes holds the folder
 * of the function, so `require('mailer')` finds mailer.js there. By specifier, with the file.
 */
export function localModules(
  { path, facts }: SourceFile,
  files: readonly SourceFile[],
  dependencies: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = (facts?.loads ?? []).flatMap(({ specifier }) => {
    const name = packageOf(specifier);
    if (name === undefined || dependencies.has(name)) return [];
    const file = fileNamed(specifier, files);
    return file === undefined || file === path ? [] : [[specifier, file] as const];
  });
  return new Map(found);
}

/** The text with a path in the place of each such name, as a bundler needs it. */
export function withPaths(path: string, text: string, modules: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [specifier, file] of modules) {
    const name = specifier.replace(/[^\w]/g, '\\$&');
    const call = new RegExp(`(\\brequire\\(\\s*)(["'\`])${name}\\2`, 'g');
    result = result.replace(call, (_, before: string, quote: string) => {
      return `${before}${quote}${relativeTo(folderOf(path), file)}${quote}`;
    });
  }
  return result;
}
