import { type BackendPart, type DraftFile } from '../../src/core/feature.js';
import { type LedgerEntry } from '../../src/core/ledger.js';
import { lineComment } from '../../src/emit/code.js';
import { bucketExpression } from '../shared/storage/buckets.js';
import { wireModule } from '../shared/wire/module.js';
import { type FunctionContext } from './context.js';
import { type Surroundings } from '../shared/references/surroundings.js';
import { GEN1_IMPORT, namesGen1 } from './staying.js';

/**
 * What a function is given, and what calls it, stays in amplify/backend.ts as long as it takes no more statements than
 * this; with more of them it has a file of its own beside the function.
 */
const MOST_STATEMENTS = 3;

export interface FunctionStatements {
  readonly statements: BackendPart['statements'];
  readonly files: readonly DraftFile[];
}

const BACKEND = 'amplify/backend.ts';

/** The statements about a function for amplify/backend.ts: all of them, or the call of the module that has them. */
export function statementsOf(
  context: FunctionContext,
  { buckets }: Surroundings,
  edit: (statement: string) => string,
): FunctionStatements {
  const statements = context.statements.map(({ code: text, imports }) => ({
    code: edit(text),
    imports: namesGen1(text) ? [...imports, GEN1_IMPORT] : imports,
  }));
  if (statements.length <= MOST_STATEMENTS) return { statements, files: [] };
  const { exportName, peers, options } = context;
  const module = wireModule({
    path: wirePath(context),
    name: `wire${exportName.charAt(0).toUpperCase()}${exportName.slice(1)}`,
    comment: lineComment(`What ${context.model.functionName} is told, may do and is called by.`),
    statements: statements,
    resources: new Map([
      ['auth', './auth/resource'],
      ['data', './data/resource'],
      ...buckets.map(({ place }) => [place.key, './storage/resource'] as const),
      ...[...peers.values()].map(({ key, from }) => [key, from] as const),
    ]),
    buckets: buckets
      .map(({ place }) => bucketExpression(place, options))
      .filter((name) => !name.includes('.')),
  });
  const file: DraftFile = { path: wirePath(context), content: module.text, language: 'typescript' };
  return { statements: [module.statement], files: [file] };
}

function wirePath({ folder }: FunctionContext): string {
  return `${folder}/wire.ts`;
}

/** Entries of the ledger, with the file that the statements of their function are in. */
export function withWirePaths(
  entries: readonly LedgerEntry[],
  wired: readonly FunctionContext[],
): readonly LedgerEntry[] {
  return entries.map((entry) => {
    const { disposition, origin } = entry;
    if (disposition.kind !== 'override' || disposition.target.path !== BACKEND) return entry;
    const context = wired.find(({ model }) => origin.file.startsWith(`${model.resource.folder ?? ''}/`));
    if (context === undefined) return entry;
    const target = { ...disposition.target, path: wirePath(context) };
    return { ...entry, disposition: { kind: 'override', target } };
  });
}
