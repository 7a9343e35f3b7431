import { type BackendPart, type Draft, type PlanOptions } from '../../src/core/feature.js';
import { finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type JsonNode, at } from '../../src/core/json.js';
import { type Disposition } from '../../src/core/ledger.js';
import { type AdminQueriesPlan, planAdminQueries } from './admin-queries/index.js';
import { type AuthDraft, newAuthDraft } from './draft.js';
import { chooseProps } from './choose-props.js';
import { coverDocuments, finishLedger } from './documents.js';
import { defineAuthModule } from './define-auth.js';
import { RESOURCE_PATH, carriedBy } from './facts-carried.js';
import { gen2Cognito } from './gen2-cognito.js';
import { planGroups } from './group-blocks.js';
import { disagreement } from './groups.js';
import { IDENTITY_POOL_FUNCTION, IDENTITY_POOL_PATH, identityPoolModule } from './identity-pool.js';
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
import { type HandledBy } from './rules.js';
import { type Outcomes, settleSettings } from './settle.js';
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
  const backend = model.cognito.userPool
    ? defineUserPool(model, app, options, draft)
    : defineIdentityPool(model, draft);
  return {
    files: draft.files,
    backend,
    dependencies: draft.dependencies,
    ledger: finishLedger(model, draft),
    findings: draft.findings,
    access: draft.access,
    secrets: draft.secrets,
  };
}

function defineUserPool(model: AuthModel, app: Gen1App, options: PlanOptions, draft: AuthDraft): BackendPart {
  draft.findings.push(finding('AM1101', 'auth', model.document.origin, {}, { path: RESOURCE_PATH }));
  const groups = model.groups?.groups.map(({ name }) => name) ?? [];
  const props = chooseProps(
    model.cognito,
    { domain: model.config.hostedUIDomainName ?? null, providers: model.config.hostedUIProviderMeta ?? [] },
    groups,
  );
  const setBacks = setBackDefaults(model.cognito, gen2Cognito(props));
  draft.blocks.push(...blocksOf(setBacks, model, draft));
  const social = planSocial(model, props, draft.ledger);
  draft.findings.push(...social.findings);
  draft.secrets.push(...social.secrets);
  if (model.groups) {
    const planned = planGroups(
      model.groups,
      model.cognito.identityPool !== null,
      draft.overrides,
      draft.ledger,
    );
    draft.blocks.push(...planned.blocks);
    draft.findings.push(...planned.findings);
  }
  planAdditions(model, draft);
  planAudiences(model, draft);
  planOverrideFiles(model, app, draft);
  tellDifferences(model, app, draft);
  const triggers = planTriggers(
    model.triggers,
    app,
    model.resource.name,
    model.settings,
    options,
    draft.ledger,
  );
  take(triggers, draft);
  draft.secrets.push(...triggers.secrets);
  const adminQueries = model.adminQueries
    ? planAdminQueries(model.adminQueries, app, model.resource.name, options, draft.ledger)
    : null;
  if (adminQueries) take(adminQueries, draft);
  settleSettings(
    model.settings,
    draft.ledger,
    outcomes(model, draft, carriedBy(props, setBacks), {
      hostedUi: social.domain,
      adminQueries: adminQueries?.settings ?? null,
    }),
  );
  draft.files.push({
    path: RESOURCE_PATH,
    content: defineAuthModule(props, triggers),
    language: 'typescript',
  });
  const parts = [withOverrides(draft, options.branch ?? app.environment.name), triggers.backend];
  return joined(adminQueries ? [...parts, adminQueries.backend] : parts);
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

function withOverrides(draft: AuthDraft, environment: string): BackendPart {
  const resources = [{ name: 'auth', from: './auth/resource' }];
  const text = overridesModule(draft.overrides, draft.blocks, environment);
  if (text === null) return { resources, statements: [] };
  draft.files.push({ path: OVERRIDES_PATH, content: text, language: 'typescript' });
  const statement = {
    code: `${OVERRIDES_FUNCTION}(backend.auth);`,
    imports: [{ name: OVERRIDES_FUNCTION, from: './auth/overrides' }],
  };
  return { resources, statements: [statement] };
}

function defineIdentityPool(model: AuthModel, draft: AuthDraft): BackendPart {
  const told = finding('AM1201', 'auth', (at(model.settings, 'authSelections') ?? model.settings).origin, {});
  draft.findings.push(told);
  draft.files.push({
    path: IDENTITY_POOL_PATH,
    content: identityPoolModule(model.cognito),
    language: 'typescript',
  });
  const target = { path: IDENTITY_POOL_PATH };
  settleSettings(model.settings, draft.ledger, {
    fact: (path) =>
      path.startsWith('IdentityPool.')
        ? { kind: 'override', target }
        : { kind: 'bookkeeping', because: 'belongs to a user pool, which the project does not have' },
    handled: (part, _key, node) =>
      part === 'selection'
        ? { kind: 'changed', target, finding: told }
        : (commonOutcome(part, node, draft) ?? {
            kind: 'bookkeeping',
            because: 'belongs to a user pool, which the project does not have',
          }),
  });
  const statement = {
    code: `${IDENTITY_POOL_FUNCTION}(backend);`,
    imports: [{ name: IDENTITY_POOL_FUNCTION, from: './auth/identity-pool' }],
  };
  return { resources: [], statements: [statement] };
}

/** The set-backs by resource, with what differs by environment and the native client after them. */
function blocksOf(setBacks: readonly SetBack[], model: AuthModel, draft: AuthDraft): OverrideBlock[] {
  const blocks: OverrideBlock[] = setBacks.map(({ fact, reason, statements }) =>
    fact === 'IdentityPool.SupportedLoginProviders'
      ? { reason, statements: loginProviderBlock(model, statements, draft.findings) }
      : { reason, statements },
  );
  const native = nativeClientStatements(model.cognito, draft.overrides);
  if (native.length > 0) {
    blocks.push({ reason: "Gen 1's second app client, for native apps", statements: native });
  }
  return blocks;
}

function outcomes(
  model: AuthModel,
  draft: AuthDraft,
  fact: Outcomes['fact'],
  settled: { readonly hostedUi: Disposition | null; readonly adminQueries: Disposition | null },
): Outcomes {
  return {
    fact,
    handled(part, _key, node) {
      if (part === 'hostedUi' || part === 'adminQueries') {
        return settled[part] ?? { kind: 'bookkeeping', because: 'not in use' };
      }
      if (part === 'selection') return selection(draft);
      if (part === 'groups') return groupList(model, draft, node);
      return (
        commonOutcome(part, node, draft) ?? {
          kind: 'default',
          because: 'settled with its own documents',
        }
      );
    },
  };
}

/** Parts that end the same way whichever resources are made. */
function commonOutcome(part: HandledBy, node: JsonNode, draft: AuthDraft): Disposition | null {
  if (part === 'names') {
    const name = node.kind === 'scalar' ? String(node.value) : '';
    const told = finding('AM1203', 'auth', node.origin, { name });
    draft.findings.push(told);
    return { kind: 'changed', target: { path: RESOURCE_PATH }, finding: told };
  }
  if (part === 'secret' || part === 'appId') {
    if (isEmpty(node)) return { kind: 'bookkeeping', because: 'empty' };
    if (part === 'appId')
      return { kind: 'bookkeeping', because: 'the id goes into a secret of the new backend' };
    const told = finding('AM1216', 'auth', node.origin, { key: lastSegment(node.origin.pointer) });
    draft.findings.push(told);
    return { kind: 'manual', finding: told };
  }
  return null;
}

function isEmpty(node: JsonNode): boolean {
  if (node.kind === 'scalar') return node.value === '' || node.value === null || node.value === '[]';
  return node.kind === 'array' ? node.items.length === 0 : node.members.size === 0;
}

function lastSegment(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

function selection(draft: AuthDraft): Disposition {
  const target = { path: RESOURCE_PATH };
  const added = draft.findings.find(({ code }) => code === 'AM1202');
  return added ? { kind: 'changed', target, finding: added } : { kind: 'exact', target };
}

function groupList(model: AuthModel, draft: AuthDraft, node: JsonNode): Disposition {
  const different = model.groups ? disagreement(model.groups, model.config, model.form) : [];
  const target = { path: RESOURCE_PATH, property: 'groups' };
  if (different.length === 0) return { kind: 'exact', target };
  const groups = different.map((name) => `\`${name}\``).join(', ');
  const told = finding('AM1211', 'auth', node.origin, { groups }, target);
  draft.findings.push(told);
  return { kind: 'changed', target, finding: told };
}
