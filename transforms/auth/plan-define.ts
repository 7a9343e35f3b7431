import { type BackendPart, type Draft, type PlanOptions } from '../../src/core/feature.js';
import { finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type AdminQueriesPlan, planAdminQueries } from './admin-queries/index.js';
import { type AuthDraft, newAuthDraft } from './draft.js';
import { chooseProps } from './choose-props.js';
import { coverDocuments, finishLedger } from './documents.js';
import { defineAuthModule } from './define-auth.js';
import { type Takeover, takeoverOf } from '../../src/emit/environment-name.js';
import { RESOURCE_PATH, carriedBy } from './facts-carried.js';
import { gen2Cognito } from './gen2-cognito.js';
import { planGroups } from './group-blocks.js';
import { loginProviderBlock } from './login-providers.js';
import { type AuthModel } from './model.js';
import { nativeClientStatements } from './native-client.js';
import {
  OVERRIDES_FUNCTION,
  OVERRIDES_PATH,
  type OverrideBlock,
  overridesModule,
} from './overrides-module.js';
import { type SetBack, setBackDefaults } from './parity.js';
import { settleSettings } from './settle.js';
import { outcomes } from './outcomes.js';
import { planIdentityPool } from './plan-identity-pool.js';
import { planOverrideFiles } from './plan-overrides.js';
import { planSocial } from './social.js';
import { planAdditions } from './template-additions.js';
import { tellDifferences } from './tell-differences.js';
import { type TriggerPlan, planTriggers } from './triggers/index.js';
import { planAudiences } from './audiences.js';

/** A user pool of its own, made by `defineAuth`, that behaves as Gen 1's. */
export function planDefine(model: AuthModel, app: Gen1App, options: PlanOptions): Draft {
  const draft = newAuthDraft();
  coverDocuments(model, app, draft.ledger);
  draft.findings.push(...model.findings);
  const own = model.cognito.userPool
    ? defineUserPool(model, app, options, draft)
    : { backend: planIdentityPool(model, app, options, draft) };
  return {
    ...own,
    files: draft.files,
    dependencies: draft.dependencies,
    ledger: finishLedger(model, draft),
    findings: draft.findings,
    access: draft.access,
    secrets: draft.secrets,
  };
}

type OwnParts = Pick<Draft, 'backend' | 'after' | 'needs'>;

function defineUserPool(model: AuthModel, app: Gen1App, options: PlanOptions, draft: AuthDraft): OwnParts {
  draft.findings.push(finding('AM1101', 'auth', model.document.origin, {}, { path: RESOURCE_PATH }));
  const { hostedUIDomainName: domain = null, hostedUIProviderMeta: providers = [] } = model.config;
  const groups = model.groups?.groups.map(({ name }) => name) ?? [];
  const props = chooseProps(model.cognito, { domain, providers }, groups);
  const setBacks = setBackDefaults(model.cognito, gen2Cognito(props));
  draft.blocks.push(...blocksOf(setBacks, model, app, draft));
  const social = planSocial(model, props, draft.ledger);
  draft.findings.push(...social.findings);
  draft.secrets.push(...social.secrets);
  planGroupsOf(model, draft);
  planAdditions(model, draft);
  planAudiences(model, draft);
  planOverrideFiles(model, app, draft);
  tellDifferences(model, app, options, draft);
  const { triggers, adminQueries } = planFunctions(model, app, options, draft);
  const settled = { hostedUi: social.domain, adminQueries: adminQueries?.settings ?? null };
  settleSettings(model.settings, draft.ledger, outcomes(model, draft, carriedBy(props, setBacks), settled));
  draft.files.push({
    path: RESOURCE_PATH,
    content: defineAuthModule(props, triggers),
    language: 'typescript',
  });
  const parts = [withOverrides(draft, takeoverOf(app, options)), triggers.backend];
  return {
    backend: joined(adminQueries ? [...parts, adminQueries.backend] : parts),
    needs: triggers.needs,
    ...(triggers.after && { after: triggers.after }),
  };
}

function planGroupsOf(model: AuthModel, draft: AuthDraft): void {
  if (!model.groups) return;
  const hasIdentityPool = model.cognito.identityPool !== null;
  const planned = planGroups(model.groups, hasIdentityPool, draft.overrides, draft.ledger);
  draft.blocks.push(...planned.blocks);
  draft.findings.push(...planned.findings);
}

/** The functions of auth: its triggers, and the one that answers admin queries. */
function planFunctions(model: AuthModel, app: Gen1App, options: PlanOptions, draft: AuthDraft) {
  const { name } = model.resource;
  const triggers = planTriggers(model.triggers, app, name, model.settings, options, draft.ledger);
  take(triggers, draft);
  draft.secrets.push(...triggers.secrets);
  const adminQueries = model.adminQueries
    ? planAdminQueries(model.adminQueries, app, name, options, draft.ledger)
    : null;
  if (adminQueries) take(adminQueries, draft);
  return { triggers, adminQueries };
}

function take(plan: TriggerPlan | AdminQueriesPlan, draft: AuthDraft): void {
  draft.files.push(...plan.files);
  draft.findings.push(...plan.findings);
  draft.access.push(...plan.accessChanges);
  draft.dependencies.push(...plan.dependencies);
}

function joined(parts: readonly BackendPart[]): BackendPart {
  return {
    resources: parts.flatMap(({ resources }) => resources),
    statements: parts.flatMap(({ statements }) => statements),
  };
}

function withOverrides(draft: AuthDraft, takeover: Takeover): BackendPart {
  const resources = [{ name: 'auth', from: './auth/resource' }];
  const text = overridesModule(draft.overrides, draft.blocks, takeover);
  if (text === null) return { resources, statements: [] };
  draft.files.push({ path: OVERRIDES_PATH, content: text, language: 'typescript' });
  const statement = {
    code: `${OVERRIDES_FUNCTION}(backend.auth);`,
    imports: [{ name: OVERRIDES_FUNCTION, from: './auth/overrides' }],
  };
  return { resources, statements: [statement] };
}

/** The set-backs by resource, with what differs by environment and the native client after them. */
function blocksOf(
  setBacks: readonly SetBack[],
  model: AuthModel,
  app: Gen1App,
  draft: AuthDraft,
): OverrideBlock[] {
  const blocks: OverrideBlock[] = setBacks.map(({ fact, reason, statements }) =>
    fact === 'IdentityPool.SupportedLoginProviders'
      ? { reason, statements: loginProviderBlock(model, app, statements, draft.findings) }
      : { reason, statements },
  );
  const native = nativeClientStatements(model.cognito, draft.overrides);
  if (native.length > 0) {
    blocks.push({ reason: "Gen 1's second app client, for native apps", statements: native });
  }
  return blocks;
}
