import { type BackendPart, type Draft, type FeatureId, type PlanOptions } from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { Ledger } from '../../src/core/ledger.js';
import { takeoverOf } from '../../src/emit/environment-name.js';
import { withNodeTypes } from '../../src/emit/node-types.js';
import { builderObstacles, writeBuilder } from './builder/index.js';
import { callsOfGen1 } from './calls-of-gen1.js';
import { chooseLane } from './choose-lane.js';
import { constructObstacles, writeConstruct } from './construct/index.js';
import { overrideFailures } from './custom/override/plan.js';
import { coverCustom, customObstacles, planCustom, tellOperations } from './custom/index.js';
import { functionsOfGen2 } from '../shared/lambda/places.js';
import { defaultModeReads } from './default-mode-reads.js';
import { globalJoins, globalRelations, globalSubscriptions } from './global-relations.js';
import { hiddenLists } from './hidden-lists.js';
import { iamReads } from './iam-reads.js';
import { iamUpdates } from './iam-updates.js';
import { type Lane, type LaneInput, type LaneOutput, type Obstacle } from './lane.js';
import { type DataModel } from './model.js';
import { openedTypes } from './opened-types.js';
import { sdlObstacles, writeSdl } from './sdl/index.js';
import {
  overridesOutput,
  settingsObstacles,
  settleSettings,
  settleUnused,
  tellSettings,
} from './settings/index.js';
import { takenQueries } from './schema/check-queries.js';
import { unreadableFields } from './schema/check-required.js';
import { settleSchema } from './settle.js';
import { shutLists } from './shut-lists.js';
import { planTables } from './tables/index.js';

const WRITERS: Readonly<Record<Lane, (input: LaneInput) => LaneOutput>> = {
  builder: writeBuilder,
  sdl: writeSdl,
  construct: writeConstruct,
};

/** The API in the first lane that keeps its meaning, or in the one that the user asks for. */
export function planData(model: DataModel, app: Gen1App, options: PlanOptions): Draft {
  const { resource, settings, schema } = model;
  if (schema === null) return withoutSchema(model, app);
  const { sdl, api } = schema;
  const { override = null } = model;
  const failures = overrideFailures(override, { app, api });
  const tables = planTables(app, resource, api, settings, options, failures);
  const takeover = takeoverOf(app, options);
  const input: LaneInput = {
    ...{ app, resource, schema: sdl, api, settings, override },
    ...{ tables: tables.plan, takeover, functions: functionsOfGen2(app, options) },
  };
  const asked = options.schema === 'auto' ? undefined : options.schema;
  const { lane, losses, reasons } = chooseLane(input, obstaclesOf(input), asked, options.refused);
  const parts = partsOf(input, lane);
  const ledger = new Ledger();
  const ofSettings = settleSettings(input, lane, ledger);
  const ofFiles = coverCustom(input, lane, ledger);
  const told = [
    ...model.findings,
    ...sdl.findings,
    ...(sdl.version === 2 ? [...takenQueries(api), ...unreadableFields(api, settings.flags)] : []),
    ...tables.findings,
    ...losses.map((loss) => loss.finding),
    ...parts.flatMap(({ findings = [] }) => findings),
    ...callsOfGen1(input),
    ...ofSettings,
    ...ofFiles,
  ];
  const changed = told.filter(({ level }) => level !== 'note');
  settleSchema(sdl, lane, changed, ledger);
  const entries = ledger.entries((leaf) => {
    const unknown = finding('AM0001', 'data', leaf.origin, { key: leaf.origin.pointer });
    told.push(unknown);
    return { kind: 'manual', finding: unknown };
  });
  return draftOf(parts, {
    needs: needsOf(input, parts),
    findings: unique([...told, ...reasons]),
    access: [
      ...sdl.access,
      ...losses.flatMap((loss) => loss.access ?? []),
      ...parts.flatMap(({ access = [] }) => access),
    ],
    ledger: entries,
  });
}

function obstaclesOf(input: LaneInput): Obstacle[] {
  return [
    ...builderObstacles(input),
    ...sdlObstacles(input),
    ...constructObstacles(input),
    ...settingsObstacles(input),
    ...customObstacles(input),
    ...globalJoins(input),
    ...defaultModeReads(input),
  ];
}

/** What the lane, the settings and the files beside the schema add to the draft. */
function partsOf(input: LaneInput, lane: Lane): Partial<LaneOutput>[] {
  const overrides = lane === 'construct' ? null : overridesOutput(input);
  return [
    WRITERS[lane](input),
    ...(overrides ? [overrides] : []),
    ...(lane === 'construct' ? [] : [iamReads(input), iamUpdates(input)]),
    planCustom(input, lane),
    tellSettings(input, lane),
    tellOperations(input, lane),
    globalRelations(input, lane),
    globalSubscriptions(input, lane),
    hiddenLists(input, lane),
    openedTypes(input, lane),
    shutLists(input, lane),
  ];
}

function draftOf(
  parts: readonly Partial<LaneOutput>[],
  told: Pick<Draft, 'needs' | 'findings' | 'access' | 'ledger'>,
): Draft {
  const backend: BackendPart = {
    resources: parts.flatMap((part) => part.backend?.resources ?? []),
    statements: parts.flatMap((part) => part.backend?.statements ?? []),
  };
  const draft: Draft = {
    files: parts.flatMap(({ files = [] }) => files),
    backend,
    dependencies: parts.flatMap(({ dependencies = [] }) => dependencies),
    secrets: parts.flatMap(({ secrets = [] }) => secrets),
    ...told,
  };
  return withNodeTypes(draft, 'data');
}

/** Nothing is written, and every setting of the API waits for its schema. */
function withoutSchema({ resource, settings, findings }: DataModel, app: Gen1App): Draft {
  const ledger = new Ledger();
  const [why] = findings.filter(({ code }) => code === 'AM3004');
  if (why === undefined) throw new Error('AM9000: a schema is missing, and nothing says so');
  settleUnused({ app, resource, settings }, why, ledger);
  const entries = ledger.entries(() => ({ kind: 'manual', finding: why }));
  return draftOf([], { findings, access: [], ledger: entries });
}

/** The user pool and the identity pool are those of auth. */
function needsOf({ settings }: LaneInput, parts: readonly Partial<LaneOutput>[]): FeatureId[] {
  const modes = [settings.defaultMode, ...settings.additionalModes];
  const calls = parts.flatMap(({ backend }) => backend?.statements ?? []);
  const isAsked =
    modes.some(({ kind }) => kind === 'userPools' || kind === 'iam') ||
    calls.some(({ code }) => code.includes('backend.auth'));
  return isAsked ? ['auth'] : [];
}

/** Parts that look at the same line from two sides may tell the same. */
function unique(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding[]>();
  return findings.filter((one) => {
    const place = `${one.code} ${one.origin.line}:${one.origin.column}`;
    const before = known.get(place);
    if (before === undefined) known.set(place, [one]);
    else if (before.some((other) => tellSame(one, other))) return false;
    else before.push(one);
    return true;
  });
}

function tellSame(one: Finding, other: Finding): boolean {
  const { file, pointer } = one.origin;
  const isPlace = file === other.origin.file && pointer === other.origin.pointer;
  return isPlace && one.level === other.level && one.message === other.message;
}
