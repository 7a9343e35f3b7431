import { type Statement } from '@babel/types';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonScalar } from '../../../src/core/json.js';
import { findOverride, isShallow } from './find.js';
import { holdsSecret } from './syntax.js';

/** override.ts of a resource, parsed and never run. Every statement is a leaf of the ledger. */
export interface OverrideFile {
  /** Relative to the project root. */
  readonly file: string;
  readonly statements: readonly OverrideStatement[];
  /** The names of the two parameters. */
  readonly resources: string | null;
  readonly projectInfo: string | null;
  /** Why nothing of the file can be understood; null when it was. */
  readonly problem: { readonly reason: string; readonly leaf: JsonScalar } | null;
}

export interface OverrideStatement {
  readonly leaf: JsonScalar;
  readonly node: Statement;
  /** True when a text of it may be a secret; its leaf does not show it then. */
  readonly secret: boolean;
}

/** Reads the override.ts of a resource; null when it has none. */
export async function readOverride(app: Gen1App, resource: Gen1Resource): Promise<OverrideFile | null> {
  const file = `${resource.folder ?? ''}/override.ts`;
  const source = resource.files.includes('override.ts') ? app.files.text(file) : null;
  if (source === null) return null;
  const { parse } = await import('@babel/parser');
  let body: Statement[];
  try {
    body = parse(source, { sourceType: 'module', plugins: ['typescript'] }).program.body;
  } catch (error) {
    return unreadable(file, error instanceof Error ? error.message : String(error));
  }
  if (!isShallow(body)) return unreadable(file, 'its code nests too deep');
  const found = findOverride(body);
  if (found === null) return unreadable(file, 'it exports no function named `override`');
  const { fn, beside } = found;
  if (fn.body.type !== 'BlockStatement') return unreadable(file, 'its function has no body in braces');
  const [resources, projectInfo] = fn.params.map((param) =>
    param.type === 'Identifier' ? param.name : null,
  );
  const inside = fn.body.body;
  return {
    file,
    statements: [
      ...beside.map((node, index) => statementOf(file, source, node, `module/${index}`)),
      ...inside.map((node, index) => statementOf(file, source, node, `override/${index}`)),
    ],
    resources: resources ?? null,
    projectInfo: projectInfo ?? null,
    problem: null,
  };
}

function unreadable(file: string, reason: string): OverrideFile {
  const origin = { file, pointer: 'override', line: 1, column: 1 };
  const leaf: JsonScalar = { kind: 'scalar', value: 'override.ts', origin };
  return { file, statements: [], resources: null, projectInfo: null, problem: { reason, leaf } };
}

function statementOf(file: string, source: string, node: Statement, pointer: string): OverrideStatement {
  const secret = holdsSecret(node);
  const line = node.loc?.start.line ?? 1;
  const column = (node.loc?.start.column ?? 0) + 1;
  const text = secret ? `the statement in line ${line}` : source.slice(node.start ?? 0, node.end ?? 0);
  return { leaf: { kind: 'scalar', value: text, origin: { file, pointer, line, column } }, node, secret };
}
