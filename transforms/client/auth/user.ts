import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';

/** Strings in version 6, where version 5 made booleans of them: 'false' would count as true. */
const BOOLEANS = /(?:email|phone_number)_verified/;

/**
 * `currentAuthenticatedUser()` becomes `getCurrentUser()`, with the attributes beside where they may be read.
 * Returns why it can't; null when it does.
 */
export function currentUser(script: Script, use: Use, dropped: ReadonlySet<unknown>): string | null {
  const { call } = use;
  if (call === null) return 'the function is passed on, not called';
  const { kind, awaited, reads, taken, escapes } = resultOf(call);
  const names = [...reads.map(({ steps }) => steps[0]?.name), ...taken.map(({ name }) => name)];
  const usernames: NodePath[] = [];
  for (const { steps } of reads) {
    const [first, second] = steps;
    if (first?.name === 'getUsername' && second === undefined) usernames.push(first.path);
  }
  if (taken.some(({ name }) => name === 'getUsername')) return 'its method is passed on';
  const unknown = names.find((name) => !['username', 'attributes', 'getUsername'].includes(name ?? ''));
  if (unknown !== undefined) return `its result is read for ${unknown}, which the user of version 6 has not`;
  const gone = escapes.filter((one) => !dropped.has(one.node) && !isCondition(one));
  const attributes = names.includes('attributes') || gone.length > 0;
  if (attributes && BOOLEANS.test(script.textOf(script.program.node)))
    return "email_verified and phone_number_verified are strings in version 6, and 'false' would count as true";
  if (usernames.some((one) => one.parentPath?.isCallExpression() !== true)) return 'its method is passed on';
  for (const { node, parent } of usernames) {
    if (node.type === 'MemberExpression')
      script.edits.replaceRange(rangeOf(node.property).start, rangeOf(parent).end, 'username');
  }
  const getCurrentUser = script.imports.use('aws-amplify/auth', 'getCurrentUser');
  if (/No current user|not authenticated/i.test(script.textOf(script.program.node)))
    script.tell('AM6004', call.node, {
      call: 'getCurrentUser()',
      what: 'where nobody is signed in it rejects with UserUnAuthenticatedException, not with the text that this file looks for',
    });
  if (call.node.arguments.length > 0)
    script.tell('AM6004', call.node, {
      call: 'getCurrentUser',
      what: 'it reads the tokens that are kept, and does not ask Cognito; fetchUserAttributes() always does',
    });
  if (gone.length > 0)
    script.tell('AM6003', call.node, {
      call: 'currentAuthenticatedUser',
      now: 'an object of `userId`, `username` and `attributes` (each a string), without session or methods',
    });
  if (!attributes) script.rewrite(use, call.node, `${getCurrentUser}()`);
  else {
    const fetch = script.imports.use('aws-amplify/auth', 'fetchUserAttributes');
    if (awaited === null || kind === 'promise')
      script.rewrite(
        use,
        call.node,
        `${getCurrentUser}().then(async (current) => ({ ...current, attributes: await ${fetch}() }))`,
      );
    else {
      const text = `{ ...(await ${getCurrentUser}()), attributes: await ${fetch}() }`;
      const bare =
        awaited.node.extra?.['parenthesized'] === true ||
        awaited.parentPath?.isVariableDeclarator() === true ||
        awaited.listKey === 'arguments';
      script.rewrite(use, awaited.node, bare ? text : `(${text})`);
    }
  }
  return null;
}

/** Whether a value is only asked whether it is there. */
function isCondition(value: NodePath): boolean {
  const parent = value.parentPath;
  if (parent === null) return false;
  return value.key === 'test' || (parent.isUnaryExpression() && parent.node.operator === '!');
}
