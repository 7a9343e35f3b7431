import {
  type BackendPart,
  type Dependency,
  type Draft,
  type DraftFile,
  type FeatureId,
  type PlanOptions,
} from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf } from '../../../src/core/json.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { type AccessChange, type SecretToCreate } from '../../../src/core/plan.js';
import { AccessPlanner } from './access.js';
import { TriggerContext } from './context.js';
import { type FunctionDraft, backendPart, nodeModule, pythonModule } from './emit.js';
import { type SecretNames, planEnvironment } from '../../shared/lambda/environment.js';
import { TRIGGER_NAMES, type TriggerEvent, triggerNamed } from '../../shared/triggers/events.js';
import { secretNamesFile } from '../../shared/lambda/secret-names.js';
import { planSettings } from '../../shared/lambda/settings.js';
import { type TriggerModel } from './model.js';
import { planDependencies, undeclaredPackages } from '../../shared/lambda/packages.js';
import { coverDocuments, settleDocuments } from '../../shared/lambda/settle.js';
import { planSources, refusal } from '../../shared/lambda/sources.js';
import { type StatedPermission, readPermission } from './statements.js';
import { tellUnusedBucket, tellVerificationLink } from './verification-link.js';
import { type Verb } from './verbs.js';
import { neighboursOf, noNeighbours } from '../../shared/references/neighbours.js';
import { wireTriggers } from './wire.js';
import { embedded, isCliInputs, statedConnections, wiringOf } from '../../shared/triggers/wiring.js';

/** What the triggers of a pool become. */
export interface TriggerPlan {
  readonly files: readonly DraftFile[];
  /** For `defineAuth({ triggers })`; imports are relative to amplify/auth/resource.ts. */
  readonly triggers: readonly {
    readonly event: TriggerEvent;
    readonly exportName: string;
    readonly importFrom: string;
  }[];
  /** For `defineAuth({ access })`. */
  readonly access: readonly {
    readonly exportName: string;
    readonly importFrom: string;
    readonly actions: readonly Verb[];
  }[];
  /** For amplify/backend.ts; it names `backend.auth` and the functions in `resources`. */
  readonly backend: BackendPart;
  /** What refers to resources of other features. */
  readonly after: Draft['after'] | null;
  readonly needs: readonly FeatureId[];
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
  readonly accessChanges: readonly AccessChange[];
  readonly secrets: readonly SecretToCreate[];
}

/**
 * Plans the triggers of a pool. Covers and settles every document of their functions, and settles `triggers`,
 * `authTriggerConnections`, `permissions` and `verificationBucketName` of the pool's settings.
 */
export function planTriggers(
  models: readonly TriggerModel[],
  app: Gen1App,
  poolName: string,
  settings: JsonNode,
  options: PlanOptions,
  ledger: Ledger,
): TriggerPlan {
  const permissions = itemsOf(embedded(at(settings, 'permissions'))).map(readPermission);
  const names: SecretNames = new Map();
  const neighbours = models.length === 0 ? noNeighbours(poolName) : neighboursOf(app, options, poolName);
  const drafts = models.map((model) => {
    const context = new TriggerContext(model, app, poolName, options, ledger, neighbours);
    return planTrigger(context, settings, permissionsFor(model, permissions), names);
  });
  const findings = [
    ...drafts.flatMap(({ context }) => context.findings),
    ...unknownTriggers(app, poolName, settings, ledger),
    ...lookalikes(app, poolName, models),
    ...tellUnusedBucket(app, settings, ledger),
  ];
  settleSettings(settings, ledger);
  return {
    files: [
      ...drafts.flatMap(({ files }) => files),
      ...(drafts.some(({ environment }) => environment.secretNames.length > 0)
        ? [secretNamesFile('auth')]
        : []),
    ],
    triggers: drafts.flatMap(({ context }) =>
      context.model.events.map(({ event }) => ({ event, ...importOf(context) })),
    ),
    access: drafts.flatMap(({ context, access }) =>
      access.verbs.length === 0 ? [] : [{ ...importOf(context), actions: access.verbs }],
    ),
    backend: {
      resources: drafts.flatMap(({ backend }) => backend.resources),
      statements: drafts.flatMap(({ backend }) => backend.statements),
    },
    after: wireTriggers(drafts, neighbours),
    needs: [...new Set(drafts.flatMap(({ context }) => [...context.needs]))].filter((one) => one !== 'auth'),
    dependencies: drafts.flatMap(({ dependencies }) => dependencies),
    findings,
    accessChanges: drafts.flatMap(({ access }) => access.changes),
    secrets: drafts.flatMap(({ environment }) => environment.secrets),
  };
}

interface OneTrigger extends FunctionDraft {
  readonly context: TriggerContext<TriggerEvent>;
  readonly files: readonly DraftFile[];
  readonly backend: BackendPart;
  readonly dependencies: readonly Dependency[];
}

function importOf({ exportName, model }: TriggerContext): { exportName: string; importFrom: string } {
  return { exportName, importFrom: `./${model.events[0].folder}/resource` };
}

function permissionsFor(
  { events }: TriggerModel,
  permissions: readonly StatedPermission[],
): readonly StatedPermission[] {
  return permissions.filter(({ trigger }) => {
    const name = triggerNamed(trigger);
    return name !== undefined && events.includes(name);
  });
}

function planTrigger(
  context: TriggerContext<TriggerEvent>,
  settings: JsonNode,
  permissions: readonly StatedPermission[],
  names: SecretNames,
): OneTrigger {
  const { model, label } = context;
  coverDocuments(context);
  if (!model.isNamedAfterPool && model.resource) {
    context.tell('AM1326', context.origin, { trigger: label, name: model.functionName });
  }
  if (model.resource?.folder && !model.documents.template) {
    context.tell('AM1327', context.origin, { trigger: label, name: model.functionName });
  }
  tellVerificationLink(context, settings);
  const code = planCode(context);
  const environment = planEnvironment(context, names, (parts) => context.named(parts));
  const access = new AccessPlanner(context).plan(settings, permissions);
  const draft = { settings: code.settings, environment, access };
  settleDocuments(context);
  const resource: DraftFile = {
    path: `${context.folder}/resource.ts`,
    content: code.resource(draft),
    language: 'typescript',
  };
  return {
    ...draft,
    context,
    files: [resource, ...code.files],
    backend: backendPart(context, draft),
    dependencies: code.dependencies,
  };
}

interface CodePlan {
  readonly settings: FunctionDraft['settings'];
  readonly files: readonly DraftFile[];
  readonly dependencies: readonly Dependency[];
  readonly resource: (draft: FunctionDraft) => string;
}

function planCode(context: TriggerContext): CodePlan {
  const { model } = context;
  const undeclared = undeclaredPackages(model, model.sources.files);
  const settings = planSettings(
    context,
    undeclared.map(({ name }) => name),
  );
  const { runtime } = settings;
  if (runtime.kind === 'other') return planOther(context, settings, runtime.identifier);
  const sources = planSources(context);
  return {
    settings,
    files: sources.files,
    dependencies: planDependencies(context, sources.reached, new Set(settings.layers.keys())),
    resource: (draft) => nodeModule(context, draft, sources.entry, runtime.version),
  };
}

/** Python runs as it lies there; languages that are compiled are not in the sources of Gen 1. */
function planOther(context: TriggerContext, settings: FunctionDraft['settings'], runtime: string): CodePlan {
  const { files, folder, handler } = context.model.sources;
  const copies = files.map(({ path, bytes }): DraftFile => ({
    path: `${context.folder}/src/${path}`,
    content: bytes,
    language: 'verbatim',
  }));
  if (runtime.startsWith('python') && files.length > 0) {
    const module = handler.expected.replace(/\.js$/, '');
    return {
      settings,
      files: copies,
      dependencies: [],
      resource: (draft) => pythonModule(context, draft, runtime, `${module}.${handler.exportName}`),
    };
  }
  const face: DraftFile = {
    path: `${context.folder}/handler.mjs`,
    content: refusal(folder),
    language: 'javascript',
  };
  return {
    settings,
    files: [...copies, face],
    dependencies: [],
    resource: (draft) => nodeModule(context, draft, './handler.mjs', 22),
  };
}

function unknownTriggers(app: Gen1App, poolName: string, settings: JsonNode, ledger: Ledger): Finding[] {
  return wiringOf(app, poolName, settings).unknown.map(({ name, node }) => {
    const made = finding('AM1302', 'auth', node.origin, { trigger: name });
    if (!ledger.isSettled(node)) ledger.settle(node, { kind: 'manual', finding: made });
    return made;
  });
}

/** Functions that have the name of a trigger of this pool, which nothing in the project wires. */
function lookalikes(app: Gen1App, poolName: string, models: readonly TriggerModel[]): Finding[] {
  const names = new Set(TRIGGER_NAMES.map(({ gen1 }) => `${poolName}${gen1}`.toLowerCase()));
  return app.resources
    .filter(({ category, name }) => category === 'function' && names.has(name.toLowerCase()))
    .filter(({ name }) => !models.some(({ functionName }) => functionName === name))
    .flatMap(({ name, config }) => (config ? [finding('AM1321', 'auth', config.origin, { name })] : []));
}

function settleSettings(settings: JsonNode, ledger: Ledger): void {
  const target = { path: 'amplify/auth/resource.ts', property: 'triggers' };
  const settle = (node: JsonNode | undefined, disposition: Parameters<Ledger['settle']>[1]): void => {
    if (node && !ledger.isSettled(node)) ledger.settle(node, disposition);
  };
  settle(at(settings, 'triggers'), { kind: 'exact', target });
  const isUsed = !isCliInputs(settings) && statedConnections(settings).length > 0;
  settle(
    at(settings, 'authTriggerConnections'),
    isUsed
      ? { kind: 'exact', target }
      : { kind: 'bookkeeping', because: 'Gen 1 makes the connections anew out of `triggers`.' },
  );
  settle(at(settings, 'permissions'), {
    kind: 'bookkeeping',
    because: 'Gen 1 works the permissions of a trigger out anew from its modules.',
  });
  settle(at(settings, 'verificationBucketName'), {
    kind: 'bookkeeping',
    because: 'An empty name makes no bucket.',
  });
}
