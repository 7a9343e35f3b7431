import { type BackendPart, type DraftFile } from '../../src/core/feature.js';
import { type LedgerEntry } from '../../src/core/ledger.js';
import { code, lineComment } from '../../src/emit/code.js';
import { bucketExpression } from '../shared/storage/buckets.js';
import { besideHelper } from '../shared/wire/beside.js';
import { type Wire, wireModule } from '../shared/wire/module.js';
import { CIRCLES } from './circles/plan.js';
import { type FunctionContext } from './context.js';
import { type Surroundings } from '../shared/references/surroundings.js';
import { GEN1_IMPORT, namesGen1 } from './staying.js';

/**
 * What a function is given, and what calls it, stays in amplify/backend.ts as long as that is short; otherwise it has a
 * file of its own beside the function. Where many functions are short, even those that say little go: backend.ts is to
 * be read as a whole.
 */
const SHORT = { statements: 3, lines: 24 };
const LITTLE = { statements: 1, lines: 6 };
const MOST_LINES = 60;

/** The functions whose statements are for a file of their own. */
export function wiredApart(contexts: readonly FunctionContext[]): ReadonlySet<FunctionContext> {
  const exceeds = (limit: typeof SHORT) => (context: FunctionContext) =>
    context.statements.length > limit.statements || linesOf(context) > limit.lines;
  const apart = new Set(contexts.filter(exceeds(SHORT)));
  const lines = contexts.filter((one) => !apart.has(one)).reduce((sum, one) => sum + linesOf(one), 0);
  return lines <= MOST_LINES ? apart : new Set(contexts.filter(exceeds(LITTLE)));
}

/** About as many lines as a printer makes of them. */
function linesOf({ statements }: FunctionContext): number {
  return statements.reduce((sum, { code: text }) => sum + 1 + Math.ceil(text.length / 40), 0);
}

export interface FunctionStatements {
  readonly statements: BackendPart['statements'];
  readonly files: readonly DraftFile[];
}

const BACKEND = 'amplify/backend.ts';

/** The statements about a function for amplify/backend.ts: all of them, or the call of the module that has them. */
export function statementsOf(
  context: FunctionContext,
  surroundings: Surroundings,
  edit: (statement: string) => string,
  isApart: boolean,
): FunctionStatements {
  const statements = finished(context.statements, edit);
  if (!isApart) return { statements, files: [] };
  const { exportName } = context;
  const module = wireModule({
    path: wirePath(context),
    name: `wire${exportName.charAt(0).toUpperCase()}${exportName.slice(1)}`,
    comment: lineComment(`What ${context.model.functionName} is told, may do and is called by.`),
    statements,
    ...nameable(context, surroundings),
  });
  const file: DraftFile = { path: wirePath(context), content: module.text, language: 'typescript' };
  return { statements: [module.statement], files: [file] };
}

/** What functions of a circle are given beside them; null: there is none. */
export function circlesOf(
  contexts: readonly FunctionContext[],
  surroundings: Surroundings,
  edit: (statement: string) => string,
): FunctionStatements | null {
  const given = contexts.flatMap(({ beside }) => beside);
  const [context] = contexts;
  if (context === undefined || given.length === 0) return null;
  const module = wireModule({
    path: CIRCLES,
    name: 'wireCircles',
    comment: lineComment(
      'What functions that need one another in a circle are given when all of them are made. Hence a stack that nothing\n' +
        'needs.',
    ),
    statements: finished(given, edit),
    before: code`const stack = backend.createStack('function-access');`,
    helpers: besideHelper,
    ...nameable(context, surroundings),
  });
  const file: DraftFile = { path: CIRCLES, content: module.text, language: 'typescript' };
  return { statements: [module.statement], files: [file] };
}

/** Statements with what they take of Gen 1 imported, as amplify/backend.ts has the API. */
function finished(
  statements: BackendPart['statements'],
  edit: (statement: string) => string,
): BackendPart['statements'] {
  return statements.map(({ code: text, imports }) => ({
    code: edit(text),
    imports: namesGen1(text) ? [...imports, GEN1_IMPORT] : imports,
  }));
}

/** What statements about functions may name. */
function nameable(
  { peers, options }: FunctionContext,
  { buckets }: Surroundings,
): Pick<Wire, 'resources' | 'buckets'> {
  return {
    resources: new Map([
      ['auth', './auth/resource'],
      ['data', './data/resource'],
      ...buckets.map(({ place }) => [place.key, './storage/resource'] as const),
      ...[...peers.values()].map(({ key, from }) => [key, from] as const),
    ]),
    buckets: buckets
      .map(({ place }) => bucketExpression(place, options))
      .filter((name) => !name.includes('.')),
  };
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
    if (disposition.kind !== 'override' && disposition.kind !== 'changed') return entry;
    if (disposition.target.path !== BACKEND) return entry;
    const context = wired.find(({ model }) => origin.file.startsWith(`${model.resource.folder ?? ''}/`));
    if (context === undefined) return entry;
    const target = { ...disposition.target, path: wirePath(context) };
    return { ...entry, disposition: { ...disposition, target } };
  });
}
