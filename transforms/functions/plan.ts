import {
  type BackendPart,
  type Draft,
  type DraftFile,
  type FeatureId,
  type PlanOptions,
} from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type JsonNode } from '../../src/core/json.js';
import { Ledger } from '../../src/core/ledger.js';
import { fileOrigin } from '../../src/core/origin.js';
import { withNodeTypes } from '../../src/emit/node-types.js';
import { type SecretNames, planEnvironment } from '../shared/lambda/environment.js';
import { secretNamesFile, secretNamesStatement } from '../shared/lambda/secret-names.js';
import { namedBy } from '../shared/references/known-names.js';
import { type FunctionSettings } from '../shared/lambda/settings.js';
import { coverDocuments, settleDocuments } from '../shared/lambda/settle.js';
import { planCode } from './code.js';
import { FunctionContext } from './context.js';
import { type Peer } from '../shared/references/context.js';
import { type Gifts, planCircles } from './circles/plan.js';
import { sayRest, stackVariables } from './emit.js';
import { planSources } from './events/plan.js';
import { planProperties } from './events/function-properties.js';
import { hasFiles, planLayerVersions } from './layers/plan.js';
import { type FunctionsModel } from './model.js';
import { CONSTRUCT, ofConstruct } from '../shared/references/neighbours.js';
import { folderNames } from '../shared/lambda/names.js';
import { functionPlaces } from '../shared/lambda/places.js';
import { type Group } from './order/decide.js';
import { planStacks } from './order/plan.js';
import { ProjectOutputs } from '../shared/references/outputs.js';
import { planRights } from './rights/plan.js';
import { planStaying } from './staying.js';
import { type FunctionStatements, circlesOf, statementsOf, wiredApart, withWirePaths } from './wire.js';

/** Plans the functions of a project, their layers, their rights and what calls them. */
export function planFunctions(model: FunctionsModel, app: Gen1App, options: PlanOptions): Draft {
  const ledger = new Ledger();
  const folders = folderNames([...model.functions, ...model.layers].map(({ resource }) => resource.name));
  const peers = peersOf(model, options);
  const outputs = new ProjectOutputs(model.surroundings, { withStaying: true });
  const layerNames = new Set(model.layers.filter(hasFiles).map(({ name }) => name));
  const contexts = model.functions.map(
    (one) => new FunctionContext(one, app, options, ledger, peers, outputs, layerNames),
  );
  const secretNames: SecretNames = new Map();
  const planned = contexts.map((context) => planFunction(context, model, outputs, secretNames));
  const gifts = planCircles(planned);
  for (const one of planned) sayRest(one.context, one.settings, gifts.get(one.context) ?? one.gifts);
  const stacks = planStacks(contexts, model.surroundings, mayBeConstruct(model, app, options));
  const layers = planLayerVersions(model.layers, folders, ledger);
  const staying = planStaying(contexts, outputs);
  const findings: Finding[] = [
    ...planned.flatMap(({ context }) => context.findings),
    ...staying.findings,
    ...layers.findings,
    ...bystanders(model, ledger),
  ];
  const edit = isConstruct(model, options) ? ofConstruct : (text: string): string => text;
  const apart = wiredApart(contexts);
  const wired = contexts.map((context) => ({
    context,
    ...statementsOf(context, model.surroundings, edit, apart.has(context)),
  }));
  const circles = circlesOf(contexts, model.surroundings, edit);
  const backend = backendOf(planned, circles === null ? wired : [...wired, circles], model, peers);
  const entries = ledger.entries((leaf) => {
    const unknown = finding('AM0001', 'functions', leaf.origin, { key: leaf.origin.pointer });
    findings.push(unknown);
    return { kind: 'manual', finding: unknown };
  });
  const draft: Draft = {
    needs: needsOf(contexts, backend),
    files: [
      ...planned.flatMap((one) => [resourceFile(one, stacks.get(one.context) ?? 'function'), ...one.files]),
      ...wired.flatMap(({ files }) => files),
      ...(circles?.files ?? []),
      ...layers.files,
      ...staying.files,
      ...(planned.some(({ asksForSecrets }) => asksForSecrets) ? [secretNamesFile('functions')] : []),
    ],
    backend,
    dependencies: planned.flatMap(({ dependencies }) => dependencies),
    ledger: withWirePaths(
      entries,
      wired.flatMap(({ context, files }) => (files.length > 0 ? [context] : [])),
    ),
    findings,
    access: contexts.flatMap(({ access }) => access),
    secrets: planned.flatMap(({ secrets }) => secrets),
  };
  return withNodeTypes(draft, 'functions');
}

/** The functions that the Gen 2 backend has, by their Gen 1 names. */
function peersOf(model: FunctionsModel, options: PlanOptions): ReadonlyMap<string, Peer> {
  const places = functionPlaces({
    functions: model.functions.map(({ resource }) => resource),
    layers: model.layers.map(({ resource }) => resource),
  });
  const own = [...places].map(([functionName, { key, folder }]): [string, Peer] => [
    functionName,
    { key, from: `./${folder.slice('amplify/'.length)}/resource`, feature: 'functions' },
  ]);
  // A pool that stays in Gen 1 keeps its functions there.
  const isReferenced = options.auth === 'reference' || (options.auth === undefined && model.isPoolImported);
  const ofAuth = (isReferenced ? [] : model.ofAuth).map(({ functionName, key, from }): [string, Peer] => [
    functionName,
    { key, from, feature: 'auth' },
  ]);
  return new Map([...own, ...ofAuth]);
}

/** The module that makes an API with `defineData`. */
const DEFINED = 'amplify/data/resource.ts';

interface OneFunction {
  readonly context: FunctionContext;
  readonly gifts: Gifts;
  readonly settings: FunctionSettings;
  /** The text of resource.ts, when the stack of the function is known. */
  readonly resource: (group: Group) => string;
  readonly files: readonly DraftFile[];
  readonly dependencies: Draft['dependencies'];
  readonly secrets: Draft['secrets'];
  /** Whether its code asks SSM for secrets. */
  readonly asksForSecrets: boolean;
}

function planFunction(
  context: FunctionContext,
  { surroundings }: FunctionsModel,
  outputs: ProjectOutputs,
  names: SecretNames,
): OneFunction {
  coverDocuments(context);
  if (!context.model.documents.template) {
    context.tell('AM1327', context.origin, { trigger: context.label, name: context.model.functionName });
  }
  // What else is in the template comes first, for all the rest may refer to it.
  const { schedules, retention } = planSources(context, surroundings, outputs);
  planProperties(context);
  const { settings, files, dependencies, resource } = planCode(context);
  const environment = planEnvironment(context, names, (parts) => namedBy(parts, context, surroundings));
  const { secretNames } = environment;
  if (secretNames.length > 0) {
    const { code, imports } = secretNamesStatement('functions', context.backendFunction, secretNames);
    context.say(code, imports);
  }
  const rights = planRights(context, surroundings);
  settleDocuments(context);
  return {
    context,
    settings,
    gifts: { variables: stackVariables(context, environment), ...rights },
    resource: (group) => resource({ settings, environment, schedules, retention, group }),
    files,
    dependencies,
    secrets: environment.secrets,
    asksForSecrets: secretNames.length > 0,
  };
}

/** Whether the API is made with CDK's construct, by this run or by an earlier one. */
function isConstruct({ hasConstruct }: FunctionsModel, { written }: PlanOptions): boolean {
  return hasConstruct || written?.has(CONSTRUCT) === true;
}

/** An API that has not moved yet may be made so when it does. */
function mayBeConstruct(model: FunctionsModel, app: Gen1App, options: PlanOptions): boolean {
  const isDefined = options.written?.has(DEFINED) === true || app.files.text(DEFINED) !== null;
  return !isDefined || isConstruct(model, options);
}

function resourceFile({ context, resource }: OneFunction, group: Group): DraftFile {
  return { path: `${context.folder}/resource.ts`, content: resource(group), language: 'typescript' };
}

function backendOf(
  planned: readonly OneFunction[],
  wired: readonly FunctionStatements[],
  model: FunctionsModel,
  peers: ReadonlyMap<string, Peer>,
): BackendPart {
  const statements = wired.flatMap((one) => one.statements);
  const all = textOf(planned.map(({ context }) => context));
  const own = model.functions.map(({ functionName }) => peers.get(functionName));
  // Functions of auth are in `defineBackend` only when something names them.
  const named = model.ofAuth
    .map(({ functionName }) => peers.get(functionName))
    .filter((peer) => peer !== undefined && new RegExp(`\\bbackend\\.${peer.key}\\b`).test(all));
  const layers = {
    code: 'const layers = functionLayers(backend);',
    imports: [{ name: 'functionLayers', from: './functions/layers' }],
  };
  return {
    resources: [...own, ...named].flatMap((peer) => (peer ? [{ name: peer.key, from: peer.from }] : [])),
    statements: [
      ...(planned.some(({ settings }) => settings.orderedLayers?.some((layer) => 'own' in layer))
        ? [layers]
        : []),
      ...statements,
    ],
  };
}

/** By what the emitted code names: a value that nobody reads needs nothing. */
const NAMED: readonly (readonly [FeatureId, RegExp])[] = [
  ['auth', /\bbackend\.auth\b/],
  ['data', /\bbackend\.data\b/],
  ['storage', /\.(?:bucketName|bucketArn|addEventNotification)\b|\btables\./],
];

function needsOf(contexts: readonly FunctionContext[], { resources }: BackendPart): FeatureId[] {
  const all = textOf(contexts);
  const isAsked = (feature: FeatureId): boolean => contexts.some(({ needs }) => needs.has(feature));
  const ofAuth = resources.some(({ from }) => from.startsWith('./auth/'));
  return NAMED.flatMap(([feature, pattern]) =>
    (isAsked(feature) && pattern.test(all)) || (feature === 'auth' && ofAuth) ? [feature] : [],
  );
}

/** All statements, wherever they are put. */
function textOf(contexts: readonly FunctionContext[]): string {
  return contexts.map(({ words }) => words).join('\n');
}

/** What is in the category and is not planned here. */
function bystanders({ ofAuth, left }: FunctionsModel, ledger: Ledger): Finding[] {
  // A folder that is not listed is not deployed, which is told for every category alike.
  const findings = left.flatMap(({ name, config }) => {
    if (config === null) return [];
    const told = finding('AM4001', 'functions', config.origin, { name });
    settleNew(config, told, ledger);
    return [told];
  });
  const [first] = ofAuth;
  if (first === undefined) return findings;
  const origin = first.resource.config?.origin ?? fileOrigin(first.resource.folder ?? 'amplify/backend');
  const names = ofAuth.map(({ functionName }) => functionName);
  return [...findings, finding('AM4003', 'functions', origin, { names })];
}

function settleNew(node: JsonNode, told: Finding, ledger: Ledger): void {
  ledger.cover(node);
  ledger.settle(node, { kind: 'manual', finding: told });
}
