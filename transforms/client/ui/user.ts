import { type NodePath } from '@babel/traverse';
import { readOf } from '../results.js';
import { type Script } from '../script.js';

/** What the user of an Authenticator has in version 6 too (aws-amplify 6, AuthUser). */
const HAS = new Set(['username', 'userId', 'signInDetails']);

/**
 * Looks at what is read of the user that an Authenticator gives: in version 5 it was Cognito's, with attributes and
 * a session. `path` is the name it is given, or the expression that has it.
 */
export function checkUser(script: Script, path: NodePath): void {
  if (path.isIdentifier() && path.parentPath.isObjectProperty()) {
    const binding = path.scope.getBinding(path.node.name);
    let goes = false;
    for (const reference of binding?.referencePaths ?? []) {
      if (reference !== path) goes = looksInto(script, reference) || goes;
    }
    if (goes) tellGoesOn(script, path);
    return;
  }
  if (looksInto(script, path)) tellGoesOn(script, path);
}

/** Refuses what is not there any more. Returns whether the user goes on to where it is not followed. */
function looksInto(script: Script, value: NodePath): boolean {
  const [first] = readOf(value)?.steps ?? [];
  if (first === undefined) return !isCondition(value);
  if (HAS.has(first.name)) return false;
  const why =
    first.name === 'attributes'
      ? 'the user of an Authenticator has no attributes in version 6: fetchUserAttributes() of aws-amplify/auth gives them'
      : `the user of an Authenticator has no ${first.name} in version 6: fetchAuthSession() of aws-amplify/auth gives its tokens`;
  script.refuseAt(first.path.node, why);
  return false;
}

function tellGoesOn(script: Script, { node }: NodePath): void {
  const now = 'an object of `userId`, `username` and `signInDetails`, without attributes, session or methods';
  script.tell('AM6003', node, { call: 'Authenticator', now });
}

function isCondition(value: NodePath): boolean {
  const parent = value.parentPath;
  if (parent === null || parent.isExpressionStatement()) return true;
  if (parent.isUnaryExpression({ operator: '!' }) || value.key === 'test') return true;
  if (parent.isLogicalExpression() && value.key === 'left') return parent.node.operator === '&&';
  // A list of dependencies compares it, and reads nothing of it.
  return parent.isArrayExpression() && parent.listKey === 'arguments';
}
