import { type Draft, type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type Disposition } from '../../src/core/ledger.js';
import { type AdminQueriesModel, type AdminQueriesPlan, planAdminQueries } from './admin-queries/index.js';
import { coverDocuments, finishLedger } from './documents.js';
import { RESOURCE_PATH } from './facts-carried.js';
import { type AuthModel } from './model.js';
import { type AuthDraft, newAuthDraft } from './draft.js';
import { settleOverrides } from './override/index.js';
import { planReference, referenceModule } from './reference.js';
import { settleSettings } from './settle.js';

/** The existing user pool, referred to by `referenceAuth`; its settings stay where they are. */
export function planReferenced(model: AuthModel, app: Gen1App, options: PlanOptions): Draft {
  const draft = newAuthDraft();
  coverDocuments(model, app, draft.ledger);
  const reference = planReference(model, app);
  draft.findings.push(...model.findings, ...reference.findings);
  const [refusal] = reference.findings.filter(({ level }) => level === 'error');
  const kept: Disposition = refusal
    ? { kind: 'manual', finding: refusal }
    : { kind: 'default', because: 'stays a setting of the existing user pool' };
  settleSettings(model.settings, draft.ledger, { fact: () => kept, handled: () => kept });
  if (model.groups?.document) {
    draft.ledger.cover(model.groups.document);
    draft.ledger.settle(model.groups.document, kept);
  }
  for (const override of [model.overrides, model.groupOverrides]) {
    if (override) settleOverrides(override, draft.ledger, kept);
  }
  const adminQueries =
    model.adminQueries && planAdmins(model.adminQueries, model, app, options, draft, reference.possible);
  if (reference.possible) {
    const environments = renamed(reference.environments, app.environment.name, options.branch);
    draft.files.push({
      path: RESOURCE_PATH,
      content: referenceModule(environments, options.branch ?? app.environment.name),
      language: 'typescript',
    });
  }
  return {
    files: draft.files,
    backend: {
      resources: [
        ...(reference.possible ? [{ name: 'auth', from: './auth/resource' }] : []),
        ...(adminQueries?.backend.resources ?? []),
      ],
      statements: adminQueries?.backend.statements ?? [],
    },
    dependencies: draft.dependencies,
    ledger: finishLedger(model, draft),
    findings: draft.findings,
    access: draft.access,
    secrets: [],
  };
}

/** The users stay in the existing pool; the API that manages them is part of Gen 1's backend, and moves. */
function planAdmins(
  adminQueries: AdminQueriesModel,
  model: AuthModel,
  app: Gen1App,
  options: PlanOptions,
  draft: AuthDraft,
  possible: boolean,
): AdminQueriesPlan {
  const unavailable = possible ? undefined : 'the backend has no `referenceAuth` to add them to';
  const planned = planAdminQueries(
    adminQueries,
    app,
    model.resource.name,
    options,
    draft.ledger,
    unavailable,
  );
  draft.files.push(...planned.files);
  draft.findings.push(...planned.findings);
  draft.access.push(...planned.accessChanges);
  draft.dependencies.push(...planned.dependencies);
  return planned;
}

/** The chosen environment under the name of the branch that takes it over. */
function renamed<T>(
  environments: ReadonlyMap<string, T>,
  environment: string,
  branch: string | undefined,
): Map<string, T> {
  return new Map(
    [...environments].map(([name, ids]) => [name === environment ? (branch ?? name) : name, ids]),
  );
}
