import { type Finding, type Target } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type StorageTable } from './model.js';
import { type PropertyOutcome } from './table-code.js';
import { TABLES_PATH, type WrittenTable } from './tables-module.js';

/** Puts everything that the table was read from, and what the CLI notes of it, into the ledger. */
export function coverTable(table: StorageTable, app: Gen1App, ledger: Ledger): void {
  for (const document of documentsOf(table)) ledger.cover(document);
  for (const node of notesOf(table, app)) {
    ledger.cover(node);
    const because = 'written by the Gen 1 CLI: what it deployed, and where';
    ledger.settle(node, { kind: 'bookkeeping', because });
  }
}

function notesOf({ resource, form }: StorageTable, app: Gen1App): JsonNode[] {
  const { name, config } = resource;
  // Of a table that was imported they are all that is known.
  const entries = app.environments.map(({ teamProvider }) =>
    form === 'imported' ? undefined : at(teamProvider ?? undefined, 'categories', 'storage', name),
  );
  const meta = at(app.documents.amplifyMeta ?? undefined, 'storage', name);
  return [config, ...entries, meta].filter((node) => node !== null && node !== undefined);
}

function documentsOf({ settings, storageParams, template, override }: StorageTable): JsonNode[] {
  const problem = override?.file.problem;
  const leaves = problem
    ? [problem.leaf]
    : (override?.statements ?? []).map(({ statement }) => statement.leaf);
  return [settings, storageParams, template, ...leaves].filter((node) => node !== null);
}

/** A table that stays as it is, or that nothing was made of. */
export function settleWhole(table: StorageTable, disposition: Disposition, ledger: Ledger): void {
  settleTriggers(table, ledger);
  for (const document of documentsOf(table)) settleRest(document, disposition, ledger);
}

/** A table that is made anew: each setting by what became of it. */
export function settleNew(
  table: StorageTable,
  written: WrittenTable,
  told: { readonly isNew: Finding; readonly others: readonly Finding[] },
  ledger: Ledger,
): void {
  const target: Target = { path: TABLES_PATH, property: table.variable };
  settleTriggers(table, ledger);
  settleOverride(table, written, ledger);
  for (const one of told.others) settleTold(table, one, target, ledger);
  if (table.form === 'inputs') settleInputs(table, written.outcomes, told.isNew, target, ledger);
  else settleTemplate(table, written, told.isNew, target, ledger);
}

function settleTriggers({ settings, storageParams }: StorageTable, ledger: Ledger): void {
  for (const document of [settings, storageParams]) {
    const node = at(document ?? undefined, 'triggerFunctions');
    const because = 'functions that listen to the stream: they are wired where the functions are';
    if (node !== undefined) ledger.settle(node, { kind: 'bookkeeping', because });
  }
}

function settleOverride({ override }: StorageTable, written: WrittenTable, ledger: Ledger): void {
  const problem = override?.file.problem;
  if (problem) {
    const [told] = written.override.findings;
    if (told) ledger.settle(problem.leaf, { kind: 'manual', finding: told });
    return;
  }
  for (const [index, one] of (override?.statements ?? []).entries()) {
    const told = written.override.told[index] ?? null;
    const disposition: Disposition =
      one.kind === 'nothing'
        ? { kind: 'bookkeeping', because: one.because }
        : told === null
          ? { kind: 'override', target: { path: TABLES_PATH } }
          : { kind: 'manual', finding: told };
    ledger.settle(one.statement.leaf, disposition);
  }
}

/** The leaf that a warning about the inputs is about. */
function settleTold({ settings }: StorageTable, told: Finding, target: Target, ledger: Ledger): void {
  const segments = told.origin.pointer.split('/').slice(1);
  const node = at(settings ?? undefined, ...segments);
  if (node?.origin.file !== told.origin.file || ledger.isSettled(node)) return;
  ledger.settle(node, { kind: 'changed', target, finding: told });
}

/** The keys of cli-inputs.json, and the property of the table that each is in. */
const INPUT_PROPERTIES = { partitionKey: 'KeySchema', sortKey: 'KeySchema', gsi: 'GlobalSecondaryIndexes' };

function settleInputs(
  { settings }: StorageTable,
  outcomes: ReadonlyMap<string, PropertyOutcome>,
  isNew: Finding,
  target: Target,
  ledger: Ledger,
): void {
  const settle = (key: string, disposition: Disposition): void => {
    const node = at(settings ?? undefined, key);
    if (node !== undefined) settleRest(node, disposition, ledger);
  };
  settle('resourceName', { kind: 'exact', target: { path: TABLES_PATH } });
  settle('tableName', { kind: 'changed', target: { path: TABLES_PATH }, finding: isNew });
  for (const [key, property] of Object.entries(INPUT_PROPERTIES)) {
    const node = at(settings ?? undefined, key);
    const isEmpty = node?.kind === 'scalar' || (node?.kind === 'array' && node.items.length === 0);
    settle(
      key,
      isEmpty
        ? { kind: 'bookkeeping', because: 'there is none' }
        : dispositionOf(outcomes.get(property), target),
    );
  }
}

function settleTemplate(
  table: StorageTable,
  { outcomes, extras }: WrittenTable,
  isNew: Finding,
  target: Target,
  ledger: Ledger,
): void {
  const { template } = table;
  const properties = at(template ?? undefined, 'Resources', table.table?.logicalId ?? '', 'Properties');
  for (const [property, node] of membersOf(properties)) {
    if (property === 'TableName') settleRest(node, { kind: 'changed', target, finding: isNew }, ledger);
    else settleRest(node, dispositionOf(outcomes.get(property), { ...target, property }), ledger);
  }
  const resources = at(template ?? undefined, 'Resources');
  for (const [id, told] of extras) {
    const node = at(resources, id) ?? at(template ?? undefined, 'Outputs', id);
    if (node === undefined) continue;
    const disposition: Disposition =
      told === null
        ? { kind: 'override', target: { path: TABLES_PATH, property: id } }
        : { kind: 'manual', finding: told };
    settleRest(node, disposition, ledger);
  }
  if (resources) settleRest(resources, { kind: 'exact', target }, ledger);
  const because = 'how the template gets its values and gives them on: they are in the code';
  for (const document of documentsOf(table)) settleRest(document, { kind: 'bookkeeping', because }, ledger);
}

function dispositionOf(outcome: PropertyOutcome | undefined, target: Target): Disposition {
  switch (outcome?.kind) {
    case 'default':
      return { kind: 'default', because: outcome.because };
    case 'manual':
      return { kind: 'manual', finding: outcome.finding };
    case 'override':
      return { kind: 'override', target };
    case 'exact':
    case undefined:
      return { kind: 'exact', target };
  }
}

function settleRest(node: JsonNode, disposition: Disposition, ledger: Ledger): void {
  if (!ledger.isSettled(node)) ledger.settle(node, disposition);
}
