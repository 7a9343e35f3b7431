import { finding } from '../../src/core/finding.js';
import { at } from '../../src/core/json.js';
import { type Code, code } from '../../src/emit/code.js';
import { type AuthDraft } from './draft.js';
import { type AuthModel } from './model.js';
import { OVERRIDES_PATH } from './overrides-module.js';

/**
 * Google sign-in of native apps: the identity pool trusts the account's OIDC provider for accounts.google.com,
 * whose clients are the audiences. A custom resource of Gen 1 made it (openIdLambda.js).
 */
export function planAudiences(model: AuthModel, draft: AuthDraft): void {
  const statements = audienceStatements(model, draft, OVERRIDES_PATH, code`resources.userPool.stack`);
  if (statements.length === 0) return;
  draft.blocks.push({
    reason: 'Google sign-in through the OIDC provider of the account, which Gen 1 made',
    statements,
  });
}

/** The statements alone, for a module at `path` in which `stack` is the stack of the identity pool. */
export function audienceStatements(model: AuthModel, draft: AuthDraft, path: string, stack: Code): Code[] {
  const node = at(model.settings, 'audiences');
  if (!node || !model.cognito.identityPool || (model.config.audiences ?? []).length === 0) return [];
  const target = { path, property: 'openIdConnectProviderArns' };
  const told = finding('AM1215', 'auth', node.origin, {}, target);
  draft.findings.push(told);
  draft.ledger.settle(node, { kind: 'changed', target, finding: told });
  return [
    code`cfnIdentityPool.openIdConnectProviderArns = [
${stack}.formatArn({
service: 'iam',
region: '',
resource: 'oidc-provider',
resourceName: 'accounts.google.com',
}),
];`,
  ];
}
