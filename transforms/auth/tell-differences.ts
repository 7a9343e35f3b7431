import { finding } from '../../src/core/finding.js';
import { type FeatureId, type PlanOptions } from '../../src/core/feature.js';
import { at, stringAt } from '../../src/core/json.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { listed } from '../../src/core/shown.js';
import { type Origin } from '../../src/core/origin.js';
import { clientFacts, userPoolFacts } from './cognito.js';
import { type AuthDraft } from './draft.js';
import { RESOURCE_PATH } from './facts-carried.js';
import { type CognitoKey } from './inputs.js';
import { type AuthModel } from './model.js';

/** Tells what differs whatever is emitted, and what looks like a mistake but is what Gen 1 deploys. */
export function tellDifferences(
  model: AuthModel,
  app: Gen1App,
  { together = [] }: PlanOptions,
  draft: AuthDraft,
): void {
  const { findings } = draft;
  const pool = userPoolFacts(model.cognito.userPool ?? {});
  const target = { path: RESOURCE_PATH };
  const others = categoriesBeside(app, together);
  if (others.length > 0) {
    findings.push(finding('AM1225', 'auth', model.document.origin, { categories: listed(others) }));
  }
  if (model.config.authSelections === undefined && model.form === 'inputs') {
    findings.push(finding('AM1222', 'auth', model.settings.origin, {}));
  }
  if (!model.cognito.identityPool) tellAddedIdentityPool(model, draft);
  if (pool.EnabledMfas.includes('SMS_MFA') && !(model.config.mfaTypes ?? []).includes('SMS Text Message')) {
    findings.push(finding('AM1218', 'auth', originOf(model, 'mfaTypes'), {}, target));
  }
  if (pool.SmsConfiguration) {
    findings.push(finding('AM1219', 'auth', model.settings.origin, {}, target));
  }
  if (model.cognito.nativeClient && clientFacts(model.cognito.nativeClient).GenerateSecret) {
    findings.push(finding('AM1204', 'auth', originOf(model, 'userpoolClientGenerateSecret'), {}));
  }
}

/**
 * Categories that stay behind and trust the pool or grant access to its roles; functions of auth are no such
 * thing, and neither are a GraphQL API and storage that move in the same run.
 */
function categoriesBeside(app: Gen1App, together: readonly FeatureId[]): string[] {
  const trusting = ['api', 'storage', 'geo', 'analytics', 'predictions', 'interactions', 'custom'];
  const there = new Set(
    app.resources
      .filter(({ name }) => name !== 'AdminQueries')
      .filter(
        ({ config }) => !together.includes('data') || stringAt(config ?? undefined, 'service') !== 'AppSync',
      )
      .filter(({ category }) => category !== 'storage' || !together.includes('storage'))
      .map(({ category }) => category),
  );
  return trusting.filter((category) => there.has(category)).map((category) => `\`${category}\``);
}

function tellAddedIdentityPool(model: AuthModel, { findings, access }: AuthDraft): void {
  const origin = originOf(model, 'authSelections');
  findings.push(finding('AM1202', 'auth', origin, {}, { path: RESOURCE_PATH }));
  access.push({
    principal: 'authenticated',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: 'userPool:identityPool',
    gen1: 'no AWS credentials',
    gen2: 'credentials of a role without policies',
    change: 'widened',
    proved: true,
    code: 'AM1202',
  });
}

function originOf(model: AuthModel, key: CognitoKey): Origin {
  return (at(model.settings, key) ?? model.settings).origin;
}
