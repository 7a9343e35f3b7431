import { type BackendPart, type PlanOptions } from '../../src/core/feature.js';
import { finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { at } from '../../src/core/json.js';
import { type Disposition } from '../../src/core/ledger.js';
import { code, literal } from '../../src/emit/code.js';
import { planAdminQueries } from './admin-queries/index.js';
import { audienceStatements } from './audiences.js';
import { identityPoolFacts } from './cognito.js';
import { type AuthDraft } from './draft.js';
import { takeoverOf } from '../../src/emit/environment-name.js';
import { IDENTITY_POOL_FUNCTION, IDENTITY_POOL_PATH, identityPoolModule } from './identity-pool.js';
import { loginProviderBlock } from './login-providers.js';
import { type AuthModel } from './model.js';
import { commonOutcome } from './outcomes.js';
import { planProjectOverride, settleOverrides } from './override/index.js';
import { settleSettings } from './settle.js';

const NO_USER_POOL: Disposition = {
  kind: 'bookkeeping',
  because: 'belongs to a user pool, which the project does not have',
};

/** An identity pool alone, which `defineAuth` can't make: CDK in a module of its own. */
export function planIdentityPool(
  model: AuthModel,
  app: Gen1App,
  options: PlanOptions,
  draft: AuthDraft,
): BackendPart {
  const target = { path: IDENTITY_POOL_PATH };
  const told = finding('AM1201', 'auth', (at(model.settings, 'authSelections') ?? model.settings).origin, {});
  draft.findings.push(told);
  const { SupportedLoginProviders: providers } = identityPoolFacts(model.cognito.identityPool ?? {});
  const login = code`cfnIdentityPool.supportedLoginProviders = ${literal({ ...providers })};`;
  const settings = [
    ...(Object.keys(providers).length > 0 ? loginProviderBlock(model, app, [login], draft.findings) : []),
    ...audienceStatements(model, draft, IDENTITY_POOL_PATH, code`stack`),
  ];
  draft.files.push({
    path: IDENTITY_POOL_PATH,
    content: identityPoolModule(model.cognito, settings, takeoverOf(app, options)),
    language: 'typescript',
  });
  tellRest(model, app, options, draft);
  settleSettings(model.settings, draft.ledger, {
    fact: (path) => (path.startsWith('IdentityPool.') ? { kind: 'override', target } : NO_USER_POOL),
    handled: (part, _key, node) =>
      part === 'selection'
        ? { kind: 'changed', target, finding: told }
        : (commonOutcome(part, node, draft) ?? NO_USER_POOL),
  });
  const statement = {
    code: `const identityPool = ${IDENTITY_POOL_FUNCTION}(backend);`,
    imports: [{ name: IDENTITY_POOL_FUNCTION, from: './auth/identity-pool' }],
  };
  return { resources: [], statements: [statement] };
}

/** What can't be there without a user pool, or is left to a person. */
function tellRest(model: AuthModel, app: Gen1App, options: PlanOptions, draft: AuthDraft): void {
  if (model.overrides) {
    const told = finding('AM1229', 'auth', model.document.origin, { file: model.overrides.file });
    draft.findings.push(told);
    settleOverrides(model.overrides, draft.ledger, { kind: 'manual', finding: told });
  }
  if (model.projectOverride) {
    draft.findings.push(...planProjectOverride(model.projectOverride, draft.ledger));
  }
  if (model.adminQueries) {
    const { ledger } = draft;
    const reason = 'the project has no user pool';
    const planned = planAdminQueries(model.adminQueries, app, model.resource.name, options, ledger, reason);
    draft.findings.push(...planned.findings);
  }
}
