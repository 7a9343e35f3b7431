import { type Finding, type Target, finding } from '../../../src/core/finding.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { listed, shown } from '../../../src/core/shown.js';
import { type Code, code, identifier, verbatim } from '../../../src/emit/code.js';
import { type Carried, type Refused, carryStatement, rootScope } from './carry.js';
import { refusalFinding } from './findings.js';
import { type OverrideModel, type OverrideStatement } from './model.js';
import { IMMUTABLE } from './resources.js';
import { declaredNames } from './statements.js';
import { containsReturn, identifiersIn } from './syntax.js';
import { type Assigned, type CarryContext, type OverrideImport } from './walk.js';

export interface OverrideOptions extends CarryContext {
  /** Where the statements will stand, relative to the output root. */
  readonly target: string;
}

/** One statement for the body of the emitted function. */
export interface PlannedStatement {
  readonly code: Code;
  /** Of `cfnUserPool`, `cfnUserPoolClient`, `nativeAppClient`, `cfnIdentityPool`,
   * `cfnIdentityPoolRoleAttachment`, `resources` and `environmentName`, those that it needs in scope. */
  readonly uses: readonly string[];
}

export interface OverridePlan {
  readonly statements: readonly PlannedStatement[];
  readonly imports: readonly OverrideImport[];
  readonly findings: readonly Finding[];
  /** What the statements set, in their order, for comparison with what else is known. */
  readonly assigned: readonly Assigned[];
}

/**
 * What becomes of an override.ts: statements for the Gen 2 backend, and a finding for each one that stays
 * behind. Covers and settles the statements in the ledger.
 */
export function planOverrides(model: OverrideModel, ledger: Ledger, options: OverrideOptions): OverridePlan {
  if (model.problem) return unreadable(model, model.problem.reason, ledger);
  const outcomes = carryAll(model, options);
  const kept = withoutUnused(outcomes);
  const target: Target = { path: options.target };
  const findings: Finding[] = [];
  const refusals = new Map<Refused, Finding>();
  const stateFindings = new Map<Carried, Finding>();
  for (const { statement, outcome } of outcomes) {
    if (outcome.kind === 'refused') {
      const told = refusalFinding(statement.leaf, outcome.reason);
      refusals.set(outcome, told);
      findings.push(told);
    } else if (outcome.kind === 'carried' && kept.has(outcome) && outcome.asked.size > 0) {
      const properties = listed([...outcome.asked].map((name) => shown(name)));
      const told = finding('AM1409', 'auth', statement.leaf.origin, { properties }, target);
      stateFindings.set(outcome, told);
      findings.push(told);
    }
  }
  for (const { statement, outcome } of outcomes) {
    ledger.cover(statement.leaf);
    ledger.settle(statement.leaf, disposition(outcome, kept, refusals, stateFindings, target));
  }
  const carried = outcomes.flatMap(({ outcome, statement }) =>
    outcome.kind === 'carried' && kept.has(outcome) ? [{ outcome, statement }] : [],
  );
  findings.push(...immutableFindings(carried, target), ...environmentFinding(carried, target));
  return {
    statements: [...declarations(carried), ...carried.filter(hasCode).map(({ outcome }) => planned(outcome))],
    imports: uniqueImports(carried.flatMap(({ outcome }) => outcome.imports)),
    findings,
    assigned: carried.flatMap(({ outcome }) => outcome.assigned),
  };
}

/** Covers and settles every statement alike, where none of them is to be carried over. */
export function settleOverrides(model: OverrideModel, ledger: Ledger, disposition: Disposition): void {
  const leaves = model.problem ? [model.problem.leaf] : model.statements.map(({ leaf }) => leaf);
  for (const leaf of leaves) {
    ledger.cover(leaf);
    ledger.settle(leaf, disposition);
  }
}

type Outcome =
  | Carried
  | Refused
  /** Told by the statements that use what it imports. */
  | { readonly kind: 'import'; readonly declares: readonly string[] }
  | { readonly kind: 'nothing'; readonly because: string };
interface Step {
  readonly statement: OverrideStatement;
  readonly outcome: Outcome;
}
interface CarriedStep {
  readonly statement: OverrideStatement;
  readonly outcome: Carried;
}

function unreadable(model: OverrideModel, reason: string, ledger: Ledger): OverridePlan {
  const told = finding('AM1406', 'auth', fileOrigin(model.file), { reason });
  settleOverrides(model, ledger, { kind: 'manual', finding: told });
  return { statements: [], imports: [], findings: [told], assigned: [] };
}

function carryAll(model: OverrideModel, context: CarryContext): Step[] {
  const scope = rootScope(model);
  const steps: Step[] = [];
  const mentioned = new Set<string>();
  let mayHaveEnded = false;
  for (const [index, statement] of model.statements.entries()) {
    const { node } = statement;
    const nothing = withoutEffect(model, index);
    if (nothing !== null) {
      steps.push({ statement, outcome: { kind: 'nothing', because: nothing } });
      continue;
    }
    if (node.type === 'ImportDeclaration' && declaredNames(node).length > 0) {
      const from = node.source.value;
      for (const name of declaredNames(node)) scope.bind(name, { kind: 'module', from });
      steps.push({ statement, outcome: { kind: 'import', declares: declaredNames(node) } });
      continue;
    }
    const outcome: Outcome = mayHaveEnded
      ? { kind: 'refused', reason: { kind: 'afterReturn' }, mentions: new Set(identifiersIn(node)) }
      : carryStatement(model, statement, scope, context, mentioned);
    steps.push({ statement, outcome });
    for (const name of identifiersIn(node)) mentioned.add(name);
    mayHaveEnded ||= outcome.kind === 'refused' && containsReturn(node);
  }
  return steps;
}

/** Why a statement does nothing that Gen 2 could repeat; null when it does something. */
function withoutEffect(model: OverrideModel, index: number): string | null {
  const node = model.statements[index]?.node;
  if (node?.type === 'EmptyStatement') return 'it is empty';
  if (node?.type === 'ReturnStatement' && index === model.statements.length - 1)
    return 'it ends the function';
  if (node?.type === 'ExpressionStatement' && node.expression.type === 'CallExpression') {
    const { callee } = node.expression;
    const printer = callee.type === 'MemberExpression' ? callee.object : null;
    if (printer?.type === 'Identifier' && printer.name === 'console') return 'it only prints';
  }
  if (node?.type === 'ImportDeclaration') {
    const names = new Set(declaredNames(node));
    const used = model.statements.some(
      (statement) => statement.node !== node && identifiersIn(statement.node).some((name) => names.has(name)),
    );
    return used || names.size === 0 ? null : 'only types are imported, which are not needed any more';
  }
  return null;
}

/** The carried statements without constants that only statements which stay behind would have read. */
function withoutUnused(steps: readonly Step[]): ReadonlySet<Carried> {
  const kept = new Set<Carried>();
  const read = new Set<string>();
  for (const { outcome } of [...steps].reverse()) {
    if (outcome.kind !== 'carried') continue;
    const isUnused = outcome.declares.length > 0 && !outcome.declares.some((name) => read.has(name));
    if (isUnused && outcome.assigned.length === 0) continue;
    kept.add(outcome);
    for (const name of outcome.reads) read.add(name);
  }
  return kept;
}

function disposition(
  outcome: Outcome,
  kept: ReadonlySet<Carried>,
  refusals: ReadonlyMap<Refused, Finding>,
  stateFindings: ReadonlyMap<Carried, Finding>,
  target: Target,
): Disposition {
  if (outcome.kind === 'nothing') return { kind: 'bookkeeping', because: outcome.because };
  if (outcome.kind === 'refused') {
    const told = refusals.get(outcome);
    if (!told) throw new Error('AM9003: a refused statement has no finding');
    return { kind: 'manual', finding: told };
  }
  if (outcome.kind === 'carried' && outcome.code.trim() === '') {
    return {
      kind: 'bookkeeping',
      because: 'its condition is false in Gen 1, or it only names what others use',
    };
  }
  if (outcome.kind === 'carried' && kept.has(outcome)) {
    const [first] = outcome.assigned;
    const told = stateFindings.get(outcome);
    if (told) return { kind: 'changed', target, finding: told };
    return { kind: 'override', target: first ? { ...target, property: first.property } : target };
  }
  const reader = [...refusals].find(([refusal]) =>
    outcome.declares.some((name) => refusal.mentions.has(name)),
  );
  return reader
    ? { kind: 'manual', finding: reader[1] }
    : { kind: 'bookkeeping', because: 'nothing that was carried over reads it' };
}

/** `const adminsGroupRole = …`, once for each group that the statements name. */
function declarations(carried: readonly CarriedStep[]): PlannedStatement[] {
  const all = new Map(carried.flatMap(({ outcome }) => [...outcome.declarations]));
  return [...all].map(([name, source]) => ({
    code: code`const ${identifier(name)} = ${verbatim(source)};`,
    uses: ['resources'],
  }));
}

function hasCode({ outcome }: CarriedStep): boolean {
  return outcome.code.trim() !== '';
}

function planned(outcome: Carried): PlannedStatement {
  return { code: outcome.code, uses: [...outcome.uses] };
}

/** Each import once; values before types, so that the value wins. */
function uniqueImports(imports: readonly OverrideImport[]): OverrideImport[] {
  const typesFirst = [...imports].sort((a, b) => Number(b.typeOnly) - Number(a.typeOnly));
  return [...new Map(typesFirst.map((each) => [`${each.from}#${each.name}`, each])).values()];
}

function immutableFindings(carried: readonly CarriedStep[], target: Target): Finding[] {
  return carried.flatMap(({ statement, outcome }) => {
    const properties = outcome.assigned
      .filter(({ resource }) => resource === 'userPool')
      .map(({ property }) => property.split('.')[0] ?? '')
      .filter((property) => IMMUTABLE.has(property));
    return [...new Set(properties)].map((property) =>
      finding('AM1404', 'auth', statement.leaf.origin, { property }, { ...target, property }),
    );
  });
}

function environmentFinding(carried: readonly CarriedStep[], target: Target): Finding[] {
  const asking = carried.filter(({ outcome }) => outcome.uses.has('environmentName'));
  const [first] = asking;
  if (!first) return [];
  const lines = asking.map(({ statement }) => statement.leaf.origin.line).join(', ');
  return [finding('AM1408', 'auth', first.statement.leaf.origin, { lines }, target)];
}
