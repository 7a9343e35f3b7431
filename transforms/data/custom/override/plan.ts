import { type NamedImport } from '../../../../src/core/feature.js';
import { type Finding, finding } from '../../../../src/core/finding.js';
import { type JsonNode } from '../../../../src/core/json.js';
import { type Disposition } from '../../../../src/core/ledger.js';
import { type Code } from '../../../../src/emit/code.js';
import { type Lane, type LaneInput } from '../../lane.js';
import { type Binding, Stay } from '../../../shared/override/scope.js';
import { type Carry } from './carry.js';
import { type OverrideFile, type OverrideStatement } from '../../../shared/override/read.js';
import { carryStatement } from './statements.js';

/** What becomes of api/<name>/override.ts. */
export interface OverridePlan {
  readonly statements: readonly Code[];
  readonly imports: readonly (NamedImport & { readonly typeOnly: boolean })[];
  readonly findings: readonly Finding[];
  /** The statements of the file as leaves, with what became of each. */
  readonly leaves: readonly { readonly leaf: JsonNode; readonly disposition: Disposition }[];
}

const NOTHING: OverridePlan = { statements: [], imports: [], findings: [], leaves: [] };

/** The statements of override.ts of the API for the Gen 2 backend, and a finding for each that stays behind. */
export function planApiOverride(
  override: OverrideFile | null | undefined,
  { app, api, tables }: Pick<LaneInput, 'app' | 'api' | 'tables'>,
  lane: Lane,
  path: string,
): OverridePlan {
  if (!override) return NOTHING;
  if (override.problem !== null) {
    const { leaf, reason } = override.problem;
    const told = finding('AM3311', 'data', leaf.origin, { reason });
    return {
      ...NOTHING,
      findings: [told],
      leaves: [{ leaf, disposition: { kind: 'manual', finding: told } }],
    };
  }
  const imports = new Map<string, NamedImport & { readonly typeOnly: boolean }>();
  const carry: Carry = {
    lane,
    tables: tables.kind,
    projectName: app.projectName,
    models: new Set(api.models.flatMap((model) => [model.name, ...joinsOf(model)])),
    use: (name, from) => {
      imports.set(name, { name, from, typeOnly: false });
      return name as Code;
    },
  };
  const statements: Code[] = [];
  const findings: Finding[] = [];
  const leaves: { leaf: JsonNode; disposition: Disposition }[] = [];
  let scope = firstScope(override);
  for (const statement of override.statements) {
    const { leaf } = statement;
    try {
      if (statement.secret) throw new Stay('it holds a secret as text');
      const carried = carryStatement(statement.node, scope, carry);
      scope = carried.scope;
      statements.push(...carried.statements);
      if (tables.kind === 'import') findings.push(...failuresOf(statement, carried.statements));
      leaves.push({ leaf, disposition: { kind: 'override', target: { path } } });
    } catch (error) {
      if (!(error instanceof Stay)) throw error;
      const told = stayFinding(statement, error.message);
      findings.push(told);
      leaves.push({ leaf, disposition: { kind: 'manual', finding: told } });
    }
  }
  const used = [...imports.values()].filter(({ name }) =>
    statements.some((statement) => new RegExp(`\\b${name}\\b`).test(statement)),
  );
  return { statements, imports: used, findings, leaves };
}

/** Gen 1 makes a model for each `@manyToMany`, with a table like any other. */
function joinsOf({ fields }: LaneInput['api']['models'][number]): string[] {
  return fields.flatMap(({ relation }) => (relation?.kind === 'manyToMany' ? [relation.join.name] : []));
}

/** What the import of a table compares, and never finds equal: see `importFindings`. */
const NEVER_EQUAL: readonly {
  readonly property: RegExp;
  readonly setting: string;
  readonly compared: string;
}[] = [
  {
    property: /'sseSpecification'/,
    setting: 'override.ts encrypts tables with a key of KMS',
    compared: 'encryption, with its status,',
  },
  {
    property: /'provisionedThroughput'|BillingMode\.PROVISIONED/,
    setting: 'override.ts gives tables provisioned capacity',
    compared: 'billing mode',
  },
];

/** Why override.ts makes an import of the tables fail, in every lane. */
export function overrideFailures(
  override: OverrideFile | null | undefined,
  input: Pick<LaneInput, 'app' | 'api'>,
): Finding[] {
  const tables = { kind: 'import', branches: [] } as const;
  const { findings } = planApiOverride(override, { ...input, tables }, 'sdl', '');
  return findings.filter(({ code }) => code === 'AM3280');
}

function failuresOf({ leaf }: OverrideStatement, statements: readonly Code[]): Finding[] {
  return NEVER_EQUAL.filter(({ property }) => statements.some((statement) => property.test(statement))).map(
    ({ setting, compared }) => finding('AM3280', 'data', leaf.origin, { setting, compared }),
  );
}

function firstScope({ resources, projectInfo }: OverrideFile): ReadonlyMap<string, Binding> {
  return new Map<string, Binding>([
    ...(resources === null ? [] : [[resources, { kind: 'stack' }] as const]),
    ...(projectInfo === null ? [] : [[projectInfo, { kind: 'projectInfo' }] as const]),
  ]);
}

function stayFinding({ leaf }: OverrideStatement, why: string): Finding {
  const statement = String(leaf.value).replace(/\s+/g, ' ');
  return finding('AM3310', 'data', leaf.origin, { statement, why });
}
