import { FEATURES, type FeatureId } from '../core/feature.js';
import { type Finding, type Level, type Target } from '../core/finding.js';
import { type Disposition, type LedgerEntry } from '../core/ledger.js';
import { type Origin } from '../core/origin.js';
import { type AccessChange, type Edit, type Plan, type SecretToCreate } from '../core/plan.js';
import { Redaction } from './redact.js';

/** What became of one Gen 1 value. `because` is set where Gen 2 needs nothing, `code` where a finding tells. */
export interface ReportLedgerEntry {
  readonly origin: Pick<Origin, 'file' | 'pointer' | 'line'>;
  readonly value: LedgerEntry['value'];
  readonly disposition: Disposition['kind'];
  readonly target?: Target;
  readonly because?: string;
  readonly code?: string;
}

/**
 * Everything that a run has to tell, as data: the JSON report is this value, the other printers show it.
 * Scripts rely on its shape; `version` changes when a member goes or means something else.
 */
export interface Report {
  readonly version: 1;
  readonly tool: string;
  readonly project: {
    readonly root: string;
    readonly env: string;
    readonly features: readonly FeatureId[];
  };
  readonly edits: readonly Pick<Edit, 'path' | 'kind'>[];
  readonly ledger: readonly ReportLedgerEntry[];
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
  readonly secrets: readonly SecretToCreate[];
  readonly coverage: Readonly<Record<Disposition['kind'], number>>;
  readonly verified: 'none' | 'types' | 'schema' | 'synth';
  /** How many facts of Gen 1 were compared, by feature. */
  readonly compared?: Readonly<Partial<Record<FeatureId, number>>>;
}

/** What a plan does not know about the run that made it. */
export interface RunInfo {
  readonly tool: string;
  /** As the person may read it: relative to where the command ran. */
  readonly root: string;
  readonly env: string;
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** The report of a plan: findings by level, then by place; values of secrets are hidden. */
export function toReport(plan: Plan, run: RunInfo, verified: Report['verified'] = 'none'): Report {
  const redaction = new Redaction(plan.ledger);
  return {
    version: 1,
    tool: run.tool,
    project: { root: run.root, env: run.env, features: FEATURES.filter((id) => plan.features.includes(id)) },
    edits: plan.edits.map(({ path, kind }) => ({ path, kind })),
    ledger: plan.ledger.map((entry) => reportEntry(entry, redaction)),
    findings: sortFindings(plan.findings).map((finding) => ({
      ...finding,
      message: redaction.text(finding.message),
      remedy: redaction.text(finding.remedy),
    })),
    access: plan.access.map((change) => ({
      ...change,
      gen1: redaction.text(change.gen1),
      gen2: redaction.text(change.gen2),
    })),
    secrets: plan.secrets.map(({ name, purpose }) => ({ name, purpose: redaction.text(purpose) })),
    coverage: coverageOf(plan.ledger),
    verified,
  };
}

function reportEntry(entry: LedgerEntry, redaction: Redaction): ReportLedgerEntry {
  const { disposition } = entry;
  const { file, pointer, line } = entry.origin;
  return {
    origin: { file, pointer, line },
    value: redaction.valueOf(entry),
    disposition: disposition.kind,
    ...('target' in disposition && { target: disposition.target }),
    ...('because' in disposition && { because: redaction.text(disposition.because) }),
    ...('finding' in disposition && { code: disposition.finding.code }),
  };
}

/** Worst first; within a level in the order of code, what it is about, and place, so that two runs print the same. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      compare(a.code, b.code) ||
      compare(a.about ?? '', b.about ?? '') ||
      compare(a.origin.file, b.origin.file) ||
      a.origin.line - b.origin.line ||
      a.origin.column - b.origin.column,
  );
}

/** By code unit: the order must not depend on the language of the machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function coverageOf(ledger: readonly LedgerEntry[]): Report['coverage'] {
  const coverage = { exact: 0, override: 0, default: 0, changed: 0, manual: 0, bookkeeping: 0 };
  for (const { disposition } of ledger) coverage[disposition.kind] += 1;
  return coverage;
}

/** How many findings are at a level, and the number of settings that have a meaning in Gen 2 at all. */
export function countFindings(report: Report, level: Level): number {
  return report.findings.filter((finding) => finding.level === level).length;
}

/** Settings that carry a meaning: all but the state of the Gen 1 CLI. */
export function meaningfulSettings({ coverage }: Report): { readonly kept: number; readonly total: number } {
  const kept = coverage.exact + coverage.override + coverage.default;
  return { kept, total: kept + coverage.changed + coverage.manual };
}
