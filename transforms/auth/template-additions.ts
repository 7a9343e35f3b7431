import { finding } from '../../src/core/finding.js';
import { toValue } from '../../src/core/json.js';
import { type Code, code, literal } from '../../src/emit/code.js';
import { type AuthModel, type TemplateAddition } from './model.js';
import { OVERRIDES_PATH } from './overrides-module.js';
import { isPlain } from './cloudformation.js';
import { type AuthDraft } from './draft.js';

/** Where the properties of the older template's resources go in amplify/auth/overrides.ts. */
const CONSTRUCTS: Readonly<Record<string, Code>> = {
  UserPool: code`cfnUserPool`,
  UserPoolClientWeb: code`cfnUserPoolClient`,
  UserPoolClient: code`nativeAppClient`,
  IdentityPool: code`cfnIdentityPool`,
};

/** Carries over what somebody added to the template by hand, or tells it. */
export function planAdditions(model: AuthModel, draft: AuthDraft): void {
  const statements: Code[] = [];
  for (const addition of model.template?.additions ?? []) {
    const construct = CONSTRUCTS[addition.logicalId];
    if (addition.property !== null && construct && isPlain(addition.node)) {
      const value = literal(toValue(addition.node));
      statements.push(code`${construct}.addPropertyOverride(${literal(addition.property)}, ${value});`);
      draft.ledger.settle(addition.node, {
        kind: 'override',
        target: { path: OVERRIDES_PATH, property: `${addition.logicalId}.${addition.property}` },
      });
    } else {
      tell(addition, draft);
    }
  }
  if (statements.length > 0)
    draft.blocks.push({ reason: 'What was added to the Gen 1 template by hand', statements });
}

function tell(addition: TemplateAddition, draft: AuthDraft): void {
  const { logicalId, property, type, node } = addition;
  const told =
    property === null
      ? finding('AM1221', 'auth', node.origin, { logicalId, type })
      : finding('AM1220', 'auth', node.origin, {
          logicalId,
          property,
          text: JSON.stringify(toValue(node)).slice(0, 120),
        });
  draft.findings.push(told);
  draft.ledger.settle(node, { kind: 'manual', finding: told });
}
