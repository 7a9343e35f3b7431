import { type ImportDeclaration } from '@babel/types';
import { literal } from '../code.js';
import { endOf, importsOf, type Module, nameOf, startOf } from './syntax.js';
import { appendToList, endOfLineComments, type Eol, skipTrivia, type TextEdit } from '../text.js';

/** The imports that a file is to get; each name once, under an alias where the file uses the name otherwise. */
export class NewImports {
  readonly #module: Module;
  readonly #declared: Set<string>;
  /** Module, then imported name, then local name. */
  readonly #wanted = new Map<string, Map<string, string>>();

  /** `declared` holds the names of the file and gets those that are added to it. */
  constructor(module: Module, declared: Set<string>) {
    this.#module = module;
    this.#declared = declared;
  }

  /** The local name that an import has in the file, or would get; no alias is one of the names to avoid. */
  localName(name: string, from: string, avoid: ReadonlySet<string> = new Set()): string {
    const known = findImport(this.#module, name, from) ?? this.#wanted.get(from)?.get(name);
    if (known !== undefined) return known;
    let local = name;
    for (let n = 2; this.#declared.has(local) || (n > 2 && avoid.has(local)); n += 1) local = `${name}${n}`;
    return local;
  }

  /** Makes sure that the file gets the import, under the name that `localName` gave. */
  add(name: string, from: string, local: string): void {
    if (findImport(this.#module, name, from) !== undefined) return;
    const names = this.#wanted.get(from) ?? new Map<string, string>();
    this.#wanted.set(from, names.set(name, local));
    this.#declared.add(local);
  }

  edits(eol: Eol): TextEdit[] {
    const farToNear = [...this.#wanted].sort(([a], [b]) => Number(isFile(a)) - Number(isFile(b)));
    return farToNear.flatMap(([from, names]) => {
      const specifiers = [...names].map(([name, local]) => (name === local ? name : `${name} as ${local}`));
      const declaration = importsOf(this.#module).find(
        (one) => isOpen(one) && sameModule(one.source.value, from),
      );
      return declaration
        ? appendSpecifiers(this.#module, declaration, specifiers, eol)
        : [newDeclaration(this.#module, specifiers, from, eol)];
    });
  }
}

/** The local name of a value that the module imports already. */
export function findImport(module: Module, name: string, from: string): string | undefined {
  for (const { source, specifiers, importKind } of importsOf(module)) {
    if (importKind === 'type' || !sameModule(source.value, from)) continue;
    for (const one of specifiers) {
      if (one.type === 'ImportSpecifier' && one.importKind !== 'type' && nameOf(one.imported) === name) {
        return one.local.name;
      }
    }
  }
  return undefined;
}

function isFile(from: string): boolean {
  return from.startsWith('.');
}

/** `./auth/resource` and `./auth/resource.js` are one module. */
function sameModule(a: string, b: string): boolean {
  const bare = (from: string): string => (isFile(from) ? from.replace(/\.[cm]?[jt]s$/, '') : from);
  return bare(a) === bare(b);
}

/** True for a declaration with names in braces that can take one more. */
function isOpen(declaration: ImportDeclaration): boolean {
  return (
    declaration.importKind !== 'type' && declaration.specifiers.some((one) => one.type === 'ImportSpecifier')
  );
}

function appendSpecifiers(
  module: Module,
  declaration: ImportDeclaration,
  added: string[],
  eol: Eol,
): TextEdit[] {
  const { text } = module;
  const named = declaration.specifiers.filter((one) => one.type === 'ImportSpecifier');
  const items = named.map((one) => ({ start: startOf(one), end: endOf(one) }));
  const lastEnd = items.at(-1)?.end ?? startOf(declaration);
  const next = skipTrivia(text, lastEnd);
  const close = text[next] === ',' ? skipTrivia(text, next + 1) : next;
  return appendToList(
    text,
    { open: startOf(declaration), close, items },
    added.map((one) => () => one),
    eol,
  );
}

/** Packages go behind the last package, files behind the last import, so that imports read from far to near. */
function newDeclaration(module: Module, specifiers: readonly string[], from: string, eol: Eol): TextEdit {
  const { text } = module;
  const declarations = importsOf(module);
  const before = declarations.findLast(({ source }) => isFile(from) || !isFile(source.value));
  const model = declarations[0];
  const quote = model ? text[startOf(model.source)] : "'";
  const semicolon = model && text[endOf(model) - 1] !== ';' ? '' : ';';
  const source = quote === "'" && !/['"\\]/.test(from) ? `'${from}'` : literal(from);
  const declaration = `import { ${specifiers.join(', ')} } from ${source}${semicolon}`;
  if (before) {
    const at = endOfLineComments(text, endOf(before));
    return { start: at, end: at, text: `${eol}${declaration}` };
  }
  const at = model ? startOf(model) : 0;
  return { start: at, end: at, text: `${declaration}${eol}` };
}
