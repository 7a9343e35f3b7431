import { type Node } from '@babel/types';
import { MigrateError } from '../../core/error.js';
import { type BackendPart } from '../../core/feature.js';
import { type Finding, finding } from '../../core/finding.js';
import { type Origin } from '../../core/origin.js';
import { key } from '../code.js';
import { type Format } from '../format.js';
import { type DefineBackend, findDefineBackend, withResultNamed } from './define-backend.js';
import { NewImports } from './imports.js';
import { type Piece, piecesOf } from './pieces.js';
import { mentions, PLACEHOLDER } from './rename.js';
import { type Placement, placeResources } from './resources.js';
import { type Addition, StatementMerge } from './statements.js';
import { declaredNames, endOf, type Module, parseModule, startOf } from './syntax.js';
import { appendToList, applyEdits, type Eol, eolOf, type TextEdit, withEol } from '../text.js';

export const BACKEND_FILE = 'amplify/backend.ts';

/** A file with a part merged in, or the reason why it can't take the part and is left alone. */
export type MergedPart =
  | { readonly text: string; readonly findings: readonly Finding[] }
  | { readonly refused: 'AM0041' | 'AM0043'; readonly reason: string };

/** Merges one part into a file that exists. @throws MigrateError when the file does not parse */
export async function mergePart(text: string, part: BackendPart, format: Format): Promise<MergedPart> {
  const { eol, uniform } = eolOf(text);
  const module = await parseExisting(text);
  const found = findDefineBackend(module);
  if ('missing' in found) return { refused: 'AM0043', reason: found.missing };
  if (part.resources.length > 0 && !found.resources && found.call.arguments.length > 0) {
    return { refused: 'AM0041', reason: '' };
  }
  const placement = placeResources(module, found, part.resources);
  const { groups, left } = await withoutBlocked(part, placement);
  const ready = await prepared(module, found, placement.toAdd.length > 0, groups.length > 0, eol);

  const declared = new Set(ready.module.body.flatMap(declaredNames));
  const imports = new NewImports(ready.module, declared);
  const keys = resourceEdits(ready, placement, imports, eol);
  const variables = new Map([[PLACEHOLDER, ready.found.variable ?? PLACEHOLDER]]);
  const names = { variables, resources: placement.keys };
  const after = ready.found.statement;
  const statements = new StatementMerge({ module: ready.module, after, imports, declared, names, groups });
  for (const group of groups) await statements.add(group);

  const isStyled = uniform && (await isFormatted(text, format));
  // Where the whole file is laid out in the end, its statements need not be before.
  const layOut = isStyled ? undefined : format;
  const edits = [
    ...imports.edits(eol),
    ...keys,
    ...(await statementEdits(statements.additions, eol, layOut)),
  ];
  const merged = applyEdits(ready.module.text, edits);
  const clashes = statements.clashes.map(({ by, target, text: code }) =>
    finding('AM0049', 'project', originOf(by), { target, code }),
  );
  return {
    // A file in the style of the project stays in it; one that is not keeps its own.
    text: merged !== text && isStyled ? withEol(await format(merged, 'typescript'), eol) : merged,
    findings: [...blockedFindings(placement, left), ...clashes],
  };
}

async function parseExisting(text: string): Promise<Module> {
  try {
    return await parseModule(text);
  } catch (error) {
    // The parser is recursive: what is nested too deeply ends its stack.
    if (error instanceof RangeError) throw unreadable('it is nested too deeply', { line: 1, column: 0 });
    if (!(error instanceof SyntaxError) || !('loc' in error)) throw error;
    const problem = error.message.replace(/ *\(\d+:\d+\)$/, '').replace(/\.$/, '');
    throw unreadable(problem, error.loc as { line: number; column: number });
  }
}

function unreadable(problem: string, { line, column }: { line: number; column: number }): MigrateError {
  return new MigrateError(
    `This is not TypeScript that can be read: ${problem}`,
    'Mend the file, or move it away to have a new one written.',
    { file: BACKEND_FILE, pointer: '', line, column: column + 1 },
  );
}

async function isFormatted(text: string, format: Format): Promise<boolean> {
  try {
    return withEol(await format(text, 'typescript'), '\n') === withEol(text, '\n');
  } catch (error) {
    // What the printer can't read, it is not to print.
    if (error instanceof Error) return false;
    throw error;
  }
}

interface Ready {
  readonly module: Module;
  readonly found: DefineBackend;
}

/** The file with a place for what is added: an object for resources, a variable for statements to use. */
async function prepared(
  module: Module,
  found: DefineBackend,
  needsObject: boolean,
  needsVariable: boolean,
  eol: Eol,
): Promise<Ready> {
  if (needsObject && !found.resources) {
    const at = endOf(found.call) - 1;
    return prepared(
      ...(await reparsed(applyEdits(module.text, [{ start: at, end: at, text: '{}' }]))),
      true,
      needsVariable,
      eol,
    );
  }
  if (!needsVariable || found.variable !== undefined) return { module, found };
  const declared = new Set(module.body.flatMap(declaredNames));
  let variable = PLACEHOLDER;
  for (let n = 2; declared.has(variable); n += 1) variable = `${PLACEHOLDER}${n}`;
  const [named, call] = await reparsed(withResultNamed(module, found, variable, eol));
  return { module: named, found: call };
}

async function reparsed(text: string): Promise<[Module, DefineBackend]> {
  const module = await parseModule(text);
  const found = findDefineBackend(module);
  if ('missing' in found) throw new Error('AM9004: defineBackend got lost in an edit');
  return [module, found];
}

/** The statements of a part, without those about resources that the file has otherwise. */
async function withoutBlocked(
  part: BackendPart,
  { blocked }: Placement,
): Promise<{ groups: Piece[][]; left: Map<string, number> }> {
  const groups: Piece[][] = [];
  const left = new Map<string, number>();
  /** Variables that come from a blocked resource, with its name. */
  const tainted = new Map<string, string>();
  for (const { code, imports } of part.statements) {
    const kept = (await piecesOf(code, imports)).filter(({ node }) => {
      const about =
        node &&
        blocked.find(({ resource: { name } }) => {
          const variables = [...tainted].filter(([, from]) => from === name).map(([variable]) => variable);
          return mentions(node, new Set([name]), new Set(variables));
        });
      if (!node || !about) return true;
      const { name } = about.resource;
      for (const variable of declaredNames(node)) tainted.set(variable, name);
      left.set(name, (left.get(name) ?? 0) + 1);
      return false;
    });
    if (kept.length > 0) groups.push(kept);
  }
  return { groups, left };
}

function resourceEdits(
  { module, found }: Ready,
  { toAdd }: Placement,
  imports: NewImports,
  eol: Eol,
): TextEdit[] {
  const { resources } = found;
  if (!resources) return [];
  const added = toAdd.map(({ name, from }) => {
    const local = imports.localName(name, from);
    imports.add(name, from, local);
    return () => (local === name ? name : `${key(name)}: ${local}`);
  });
  const items = resources.properties.map((one) => ({ start: startOf(one), end: endOf(one) }));
  return appendToList(
    module.text,
    { open: startOf(resources), close: endOf(resources) - 1, items },
    added,
    eol,
  );
}

/** The new statements, each laid out by itself when there is a printer. */
async function statementEdits(
  additions: readonly Addition[],
  eol: Eol,
  format: Format | undefined,
): Promise<TextEdit[]> {
  const edits: TextEdit[] = [];
  for (const { position, gap, text } of additions) {
    const laidOut = format ? (await format(text, 'typescript')).trimEnd() : text;
    edits.push({ start: position, end: position, text: withEol(gap + laidOut, eol) });
  }
  return edits;
}

function blockedFindings({ blocked }: Placement, left: ReadonlyMap<string, number>): Finding[] {
  return blocked.map(({ resource: { name, from }, by }) =>
    finding('AM0042', 'project', originOf(by), { name, from, left: left.get(name) ?? 0 }),
  );
}

function originOf(node: Node): Origin {
  const { line = 1, column = 0 } = node.loc?.start ?? {};
  return { file: BACKEND_FILE, pointer: '', line, column: column + 1 };
}
