import { MigrateError } from '../../../src/core/error.js';
import { type PlanOptions } from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type Leaf, type Origin, fileOrigin } from '../../../src/core/origin.js';
import { listed, shown } from '../../../src/core/shown.js';
import { type Takeover, takeoverOf } from '../../../src/emit/environment-name.js';
import { type Api } from '../api.js';
import { type ApiSettings, type TablePlan } from '../settings.js';
import { apiIds } from './api-ids.js';
import { importFailures, importFindings, localIndexFindings } from './checks.js';
import { type ModelTable, modelTables, tableName } from './names.js';
import { orphanedOwners } from './owners.js';

type Branch = Extract<TablePlan, { kind: 'import' }>['branches'][number];

export interface PlannedTables {
  readonly plan: TablePlan;
  readonly findings: readonly Finding[];
}

/**
 * Where the records live. Without a choice the deployed tables are imported where the repository holds what names
 * them for at least one environment, unless the import is known to fail. `failures` is why it would, as far as that
 * is not said by the settings and the schema.
 * @throws MigrateError when --table names a model that is not there
 */
export function planTables(
  app: Gen1App,
  resource: Gen1Resource,
  api: Api,
  settings: ApiSettings,
  options: PlanOptions,
  failures: readonly Finding[] = [],
): PlannedTables {
  const planned = chooseTables(app, resource, api, settings, options, failures);
  if (planned.plan.kind === 'import') return planned;
  return { ...planned, findings: [...planned.findings, ...localIndexFindings(api)] };
}

function chooseTables(
  app: Gen1App,
  resource: Gen1Resource,
  api: Api,
  settings: ApiSettings,
  options: PlanOptions,
  known: readonly Finding[],
): PlannedTables {
  const tables = modelTables(api);
  const origin =
    resource.config?.origin ?? fileOrigin(resource.folder ?? 'amplify/backend/backend-config.json');
  const named = namedTables(tables, options);
  if (tables.length === 0) return { plan: { kind: 'new' }, findings: [] };
  if (options.tables === 'new') return newTables(origin, 'new tables were asked for');
  const ids = apiIds(
    app,
    resource.name,
    tables.map(({ base }) => base),
  );
  const takeover = takeoverOf(app, options);
  const branches = branchesOf(app, tables, ids, named, takeover);
  if (branches.length === 0) {
    if (options.tables !== 'import') {
      return newTables(
        origin,
        'the repository does not hold the id of the API, which is part of the names of its tables',
      );
    }
    const models = tables.map(({ model }) => model);
    const told = finding('AM3278', 'data', origin, { environment: takeover.environment, models });
    return { plan: { kind: 'new' }, findings: [told] };
  }
  const failures = [...importFailures(api, settings, origin), ...known];
  const [failure] = failures;
  if (failure && options.tables === undefined && named.size === 0) return keptOut(failure.origin, failures);
  const findings = [
    imported(origin, branches),
    ...mappingFindings({ app, origin, tables, ids, branches, named, takeover }),
    ...orphanedOwners(app, api, options),
    ...importFindings(app, settings, origin),
    ...searchFindings(api),
  ];
  return { plan: { kind: 'import', branches }, findings };
}

function newTables(origin: Origin, why: string): PlannedTables {
  return { plan: { kind: 'new' }, findings: [finding('AM3275', 'data', origin, { why })] };
}

/** Nobody asked for the import, and it is known to fail: what makes it fail is told as what to mend. */
function keptOut(origin: Origin, failures: readonly Finding[]): PlannedTables {
  const codes = [...new Set(failures.map(({ code }) => code))];
  const reasons = failures.map((failure): Finding => ({ ...failure, level: 'note' }));
  return { plan: { kind: 'new' }, findings: [finding('AM3284', 'data', origin, { codes }), ...reasons] };
}

/** The tables of --table, which are those of the chosen environment. */
function namedTables(tables: readonly ModelTable[], { table }: PlanOptions): ReadonlyMap<string, string> {
  const models = new Set(tables.map(({ model }) => model));
  for (const model of table?.keys() ?? []) {
    if (models.has(model)) continue;
    throw new MigrateError(
      `--table names the model ${shown(model)}, which the schema does not have`,
      models.size === 0 ? 'It has no models.' : `It has ${listed([...models], 8)}.`,
    );
  }
  return table ?? new Map();
}

/** One mapping for each branch: the chosen environment's, and those of every other environment under its own name. */
function branchesOf(
  app: Gen1App,
  tables: readonly ModelTable[],
  ids: ReadonlyMap<string, Leaf<string>>,
  named: ReadonlyMap<string, string>,
  { environment, branch }: Takeover,
): Branch[] {
  const branches: Branch[] = [];
  for (const { name } of [app.environment, ...app.environments.filter(({ name }) => name !== environment)]) {
    const isChosen = name === environment;
    // Another environment must not take the branch that the chosen one becomes.
    if (!isChosen && name === branch) continue;
    const id = ids.get(name)?.value;
    const mapping = new Map<string, string>();
    for (const table of tables) {
      const known = isChosen ? named.get(table.model) : undefined;
      const found = known ?? (id === undefined ? undefined : tableName(table, id, name));
      if (found !== undefined) mapping.set(table.model, found);
    }
    if (mapping.size > 0) branches.push({ branch: isChosen ? branch : name, tables: mapping });
  }
  return branches;
}

function imported(origin: Origin, branches: readonly Branch[]): Finding {
  const tables = Math.max(...branches.map(({ tables }) => tables.size));
  const importing = branches.map((one) => ({ branch: one.branch, names: tableNames(one) }));
  return finding('AM3276', 'data', origin, { branches: importing, tables });
}

/** Names of tables, with `*` for the model where it is what they begin with. */
function tableNames({ tables }: Branch): string[] {
  const names = [...tables].map(([model, name]) =>
    name.startsWith(`${model}-`) ? `*${name.slice(model.length)}` : name,
  );
  return [...new Set(names)];
}

interface Mapping {
  readonly app: Gen1App;
  readonly origin: Origin;
  readonly tables: readonly ModelTable[];
  readonly ids: ReadonlyMap<string, Leaf<string>>;
  readonly branches: readonly Branch[];
  readonly named: ReadonlyMap<string, string>;
  readonly takeover: Takeover;
}

/** What the mapping does not hold. */
function mappingFindings({ app, origin, tables, ids, branches, named, takeover }: Mapping): Finding[] {
  const { environment, branch } = takeover;
  const findings: Finding[] = [];
  const chosen = branches.find((entry) => entry.branch === branch);
  const missing = tables.map(({ model }) => model).filter((model) => !chosen?.tables.has(model));
  if (chosen && missing.length > 0)
    findings.push(finding('AM3285', 'data', origin, { models: missing, branch }));
  else if (missing.length > 0)
    findings.push(finding('AM3278', 'data', origin, { environment, models: missing }));
  const others = app.environments.map(({ name }) => name).filter((name) => name !== environment);
  const unknown = others.filter((name) => !ids.has(name) && name !== branch);
  if (unknown.length > 0) findings.push(finding('AM3277', 'data', origin, { environments: unknown }));
  const clash = others.filter((name) => name === branch);
  if (branch !== environment && (chosen || named.size > 0)) {
    findings.push(finding('AM3289', 'data', origin, { environment, branch, others: clash }));
  }
  return findings;
}

/** Search domains are new in every lane. */
function searchFindings({ models }: Api): Finding[] {
  const searchable = models.filter((model) => model.searchable !== null);
  const origin = searchable[0]?.searchable?.origin;
  if (!origin) return [];
  return [finding('AM3286', 'data', origin, { models: searchable.map(({ name }) => name) })];
}
