import {
  type BackendPart,
  type Dependency,
  type DraftFile,
  type PlanOptions,
} from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type Origin, fileOrigin } from '../../../src/core/origin.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { shown } from '../../../src/core/shown.js';
import { environmentCode } from '../../shared/lambda/emit.js';
import { planSettings } from '../../shared/lambda/settings.js';
import { type LambdaDocuments } from '../../shared/lambda/model.js';
import { type TriggerModel } from '../triggers/model.js';
import { planDependencies, undeclaredPackages } from '../../shared/lambda/packages.js';
import { coverDocuments, settleDocuments } from '../../shared/lambda/settle.js';
import { planSources } from '../../shared/lambda/sources.js';
import { planApi } from './api.js';
import { AdminQueriesContext } from './context.js';
import { apiModule, functionModule } from './emit.js';
import { planEnvironment } from './environment.js';
import { type AdminQueriesEvent, type AdminQueriesModel } from './model.js';
import { planPermissions } from './permissions.js';

/** What the admin queries become. */
export interface AdminQueriesPlan {
  readonly files: readonly DraftFile[];
  readonly backend: BackendPart;
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
  readonly accessChanges: readonly AccessChange[];
  /** What became of `adminQueries` and `adminQueryGroup` of the pool's settings. */
  readonly settings: Disposition;
}

/**
 * Plans the admin queries as a function and a REST API in amplify/auth/admin-queries. Covers and settles every
 * document of the function and the API.
 * @param poolName the Gen 1 name of the auth resource
 * @param unavailable why the Gen 2 backend has no user pool for them; absent when it has
 */
export function planAdminQueries(
  model: AdminQueriesModel,
  app: Gen1App,
  poolName: string,
  options: PlanOptions,
  ledger: Ledger,
  unavailable?: string,
): AdminQueriesPlan {
  const origin = originOf(model);
  const missing = missingPart(model);
  if (missing !== null) return left(model, ledger, finding('AM1421', 'auth', origin, { missing }));
  if (unavailable !== undefined) {
    return left(model, ledger, finding('AM1425', 'auth', origin, { reason: unavailable }));
  }
  const { lambda } = model;
  if (!lambda) throw new Error('AM9003: admin queries without a function are told before');
  return planned(model, lambda, new AdminQueriesContext(lambda, app, poolName, options, ledger));
}

/** What of the admin queries the repository lacks, in words; null when it can be carried over. */
function missingPart({ lambda, api }: AdminQueriesModel): string | null {
  if (!lambda) return `no function for them is there (${api ? 'only their API' : 'nor is their API'})`;
  if (!lambda.resource) return `their function ${shown(lambda.functionName)} is not there`;
  if (!lambda.documents.template)
    return `the template of their function ${shown(lambda.functionName)} is not there`;
  return api ? null : 'their API `AdminQueries` is not there';
}

function originOf({ lambda, api }: AdminQueriesModel): Origin {
  return (
    lambda?.documents.template?.origin ??
    api?.inputs?.origin ??
    api?.resource.config?.origin ??
    lambda?.resource?.config?.origin ??
    fileOrigin('amplify/backend/backend-config.json')
  );
}

/** Nothing is emitted: every leaf waits for a person. */
function left(model: AdminQueriesModel, ledger: Ledger, told: Finding): AdminQueriesPlan {
  const { lambda, api } = model;
  const nodes: readonly (JsonNode | null | undefined)[] = [
    ...(lambda ? documentsOf(lambda.documents) : []),
    lambda?.resource?.config,
    ...(lambda ? lambda.teamProvider.values() : []),
    ...[api?.inputs, api?.template, api?.parameters, api?.resource.config],
    ...(api?.override?.statements ?? []).map(({ leaf }) => leaf),
  ];
  const settings: Disposition = { kind: 'manual', finding: told };
  for (const node of nodes) {
    if (!node) continue;
    ledger.cover(node);
    if (!ledger.isSettled(node)) ledger.settle(node, settings);
  }
  return {
    files: [],
    backend: { resources: [], statements: [] },
    dependencies: [],
    findings: [told],
    accessChanges: [],
    settings,
  };
}

function documentsOf(documents: LambdaDocuments): readonly (JsonNode | null)[] {
  return [documents.template, documents.parameters, documents.functionParameters, documents.customPolicies];
}

function planned(
  model: AdminQueriesModel,
  lambda: TriggerModel<AdminQueriesEvent>,
  context: AdminQueriesContext,
): AdminQueriesPlan {
  coverDocuments(context);
  const undeclared = undeclaredPackages(lambda, lambda.sources.files);
  const settings = planSettings(
    context,
    undeclared.map(({ name }) => name),
  );
  const environment = planEnvironment(context, model);
  const permissions = planPermissions(context);
  const scopes = planApi(context, model.api);
  settleDocuments(context);
  const { runtime } = settings;
  if (runtime.kind === 'other') {
    return { ...nothing(context), settings: { kind: 'manual', finding: notNode(context) } };
  }
  const sources = planSources(context);
  const draft = {
    settings,
    version: runtime.version,
    entry: sources.entry,
    environment,
    actions: permissions.actions,
    scopes,
    environmentName: environmentCode(context),
  };
  context.tell('AM1420', context.origin, {}, context.api);
  return {
    files: [
      { path: `${context.folder}/resource.ts`, content: functionModule(draft), language: 'typescript' },
      { ...context.api, content: apiModule(draft), language: 'typescript' },
      ...sources.files,
    ],
    backend: {
      resources: [{ name: 'adminQueries', from: './auth/admin-queries/resource' }],
      statements: [
        {
          code: 'addAdminQueries(backend);',
          imports: [{ name: 'addAdminQueries', from: './auth/admin-queries/api' }],
        },
      ],
    },
    dependencies: planDependencies(context, sources.reached, new Set(settings.layers.keys())),
    findings: context.findings,
    accessChanges: permissions.changes,
    settings: { kind: 'override', target: context.target('environment.GROUP') },
  };
}

function notNode(context: AdminQueriesContext): Finding {
  return context.tell('AM1422', context.origin, { what: 'the language of the function' });
}

function nothing(context: AdminQueriesContext): Omit<AdminQueriesPlan, 'settings'> {
  return {
    files: [],
    backend: { resources: [], statements: [] },
    dependencies: [],
    findings: context.findings,
    accessChanges: [],
  };
}
