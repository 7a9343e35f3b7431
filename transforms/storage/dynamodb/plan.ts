import { type Draft, type PlanOptions } from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { at } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type Origin, fileOrigin } from '../../../src/core/origin.js';
import { takeoverOf } from '../../../src/emit/environment-name.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type StorageTable } from './model.js';
import { type DeployedName, deployedName, importedValues } from './names.js';
import { streamSource } from './references.js';
import { coverTable, settleNew, settleWhole } from './settle.js';
import { TABLES_FUNCTION, TABLES_PATH, TablesModule } from './tables-module.js';

/** What the tables add to the draft of storage. */
export type TablesPlan = Pick<
  Draft,
  'files' | 'backend' | 'dependencies' | 'findings' | 'access' | 'secrets' | 'needs'
>;

/** The tables in amplify/storage/tables.ts, and what becomes of everything that they were read from. */
export function planTables(
  tables: readonly StorageTable[],
  app: Gen1App,
  options: PlanOptions,
  ledger: Ledger,
): TablesPlan {
  const planner = new TablesPlanner(tables, app, options, ledger);
  return planner.plan();
}

class TablesPlanner {
  readonly #tables: readonly StorageTable[];
  readonly #app: Gen1App;
  readonly #options: PlanOptions;
  readonly #ledger: Ledger;
  readonly #module: TablesModule;
  readonly #findings: Finding[] = [];
  readonly #referred: StorageTable[] = [];
  readonly #made: { readonly table: StorageTable; readonly why: string }[] = [];

  constructor(tables: readonly StorageTable[], app: Gen1App, options: PlanOptions, ledger: Ledger) {
    this.#tables = tables;
    this.#app = app;
    this.#options = options;
    this.#ledger = ledger;
    this.#module = new TablesModule(tables, app);
  }

  plan(): TablesPlan {
    for (const table of this.#tables) {
      coverTable(table, this.#app, this.#ledger);
      this.#findings.push(...table.findings, ...triggerFinding(table));
      this.#one(table);
    }
    const text = this.#module.text(takeoverOf(this.#app, this.#options));
    const statement = {
      code: `const tables = ${TABLES_FUNCTION}(backend);`,
      imports: [{ name: TABLES_FUNCTION, from: './storage/tables' }],
    };
    return {
      files: text === null ? [] : [{ path: TABLES_PATH, content: text, language: 'typescript' }],
      backend: { resources: [], statements: text === null ? [] : [statement] },
      dependencies: [],
      findings: [...this.#summary(), ...this.#findings],
      access: [],
      secrets: [],
      needs: [],
    };
  }

  #one(table: StorageTable): void {
    if (table.form === 'missing') {
      const [told] = table.findings;
      if (told !== undefined) settleWhole(table, { kind: 'manual', finding: told }, this.#ledger);
      return;
    }
    const name = deployedName(table, this.#app);
    if (table.form === 'imported') {
      this.#imported(table, name);
      return;
    }
    if (this.#options.tables === 'new') this.#make(table, 'new tables were asked for');
    else if (!('unknown' in name)) this.#refer(table, name);
    else {
      if (this.#options.tables === 'import') this.#notKnown(table, name.unknown);
      this.#make(table, name.unknown);
    }
  }

  #imported(table: StorageTable, name: DeployedName | { readonly unknown: string }): void {
    const entries = this.#app.environments.flatMap(
      (environment) => importedValues(table, this.#app, environment.name) ?? [],
    );
    for (const node of entries) this.#ledger.cover(node);
    const settle = (disposition: Disposition): void => {
      settleWhole(table, disposition, this.#ledger);
      for (const node of entries) this.#ledger.settle(node, disposition);
    };
    if ('unknown' in name) {
      const told = finding('AM2108', 'storage', originOf(table), {
        table: table.resource.name,
        why: name.unknown,
      });
      this.#findings.push(told);
      settle({ kind: 'manual', finding: told });
      return;
    }
    this.#findings.push(finding('AM2104', 'storage', originOf(table), { table: table.resource.name }));
    this.#write(table, name);
    settle({ kind: 'exact', target: { path: TABLES_PATH, property: table.variable } });
  }

  #refer(table: StorageTable, name: DeployedName): void {
    this.#referred.push(table);
    this.#write(table, name);
    settleWhole(table, { kind: 'default', because: 'the deployed table keeps it' }, this.#ledger);
  }

  #write(table: StorageTable, name: DeployedName): void {
    const stream = streamSource(table, this.#app);
    if (stream.kind === 'lookup') {
      this.#findings.push(finding('AM2102', 'storage', originOf(table), { table: table.resource.name }));
    }
    this.#module.refer(table, name, stream);
  }

  #notKnown(table: StorageTable, why: string): void {
    this.#findings.push(finding('AM2103', 'storage', originOf(table), { table: table.resource.name, why }));
  }

  #make(table: StorageTable, why: string): void {
    const name = table.resource.name;
    try {
      const written = this.#module.make(table);
      this.#made.push({ table, why });
      const carried = [...written.extras].filter(([, told]) => told === null).map(([id]) => id);
      if (carried.length > 0) {
        this.#findings.push(finding('AM2109', 'storage', originOf(table), { table: name, ids: carried }));
      }
      if (written.byEnvironment) {
        this.#findings.push(finding('AM2118', 'storage', originOf(table), { table: name }));
      }
      const settings = [...written.outcomes.values()].flatMap((outcome) =>
        outcome.kind === 'manual' ? [outcome.finding] : [],
      );
      this.#findings.push(...settings, ...written.findings, ...written.override.findings);
      const isNew = newFinding([table], why);
      settleNew(table, written, { isNew, others: table.findings }, this.#ledger);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const told = finding('AM2108', 'storage', error.origin, { table: name, why: error.message });
      this.#findings.push(told);
      settleWhole(table, { kind: 'manual', finding: told }, this.#ledger);
    }
  }

  /** What holds for several tables is said once. */
  #summary(): Finding[] {
    const findings: Finding[] = [];
    const [referred] = this.#referred;
    if (referred !== undefined) {
      const tables = this.#referred.map(({ resource }) => resource.name);
      const params = { tables, environment: this.#app.environment.name };
      findings.push(finding('AM2100', 'storage', originOf(referred), params, { path: TABLES_PATH }));
    }
    for (const why of new Set(this.#made.map((one) => one.why))) {
      findings.push(
        newFinding(
          this.#made.filter((one) => one.why === why).map(({ table }) => table),
          why,
        ),
      );
    }
    const [any] = this.#tables;
    if (any !== undefined) findings.push(finding('AM2113', 'storage', originOf(any), {}));
    return findings;
  }
}

function newFinding(tables: readonly StorageTable[], why: string): Finding {
  const [first] = tables;
  if (first === undefined) throw new Error('AM9000: new tables without a table');
  const names = tables.map(({ resource }) => resource.name);
  return finding('AM2101', 'storage', originOf(first), { tables: names, why }, { path: TABLES_PATH });
}

function triggerFinding({ resource, triggers }: StorageTable): Finding[] {
  const [first] = triggers;
  if (first === undefined) return [];
  const functions = triggers.map(({ value }) => value);
  return [finding('AM2112', 'storage', first.origin, { table: resource.name, functions })];
}

/** Where the table is called by its name. */
function originOf({ settings, resource }: StorageTable): Origin {
  const name = at(settings ?? undefined, 'tableName') ?? settings;
  return name?.origin ?? resource.config?.origin ?? fileOrigin(resource.folder ?? 'amplify/backend/storage');
}
