import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { rangeOf } from '../edits.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { memberOf, type Use } from '../uses.js';

const TOKENS: Readonly<Record<string, string>> = {
  getIdToken: 'idToken',
  idToken: 'idToken',
  getAccessToken: 'accessToken',
  accessToken: 'accessToken',
};

/** What is read of a token, and what that is of version 6's, which are a `payload` and `toString()`. */
const OF_TOKEN: Readonly<Record<string, string>> = {
  getJwtToken: 'toString()',
  jwtToken: 'toString()',
  decodePayload: 'payload',
  payload: 'payload',
};

/**
 * `currentSession()` becomes `fetchAuthSession()`, whose tokens are undefined where version 5 was rejected: what
 * reads of them throws then, at the same place, and where nothing is read `getCurrentUser()` is what rejects.
 */
export function currentSession(script: Script, use: Use): string | null {
  const { call } = use;
  if (call === null) return 'the function is passed on, not called';
  const { kind, awaited, reads, taken, escapes } = resultOf(call);
  if (taken.length > 0 || escapes.length > 0) return 'its session goes on to where it is not followed';
  if (kind === 'ignored' || reads.length === 0) {
    script.rewrite(use, call.node, `${script.imports.use('aws-amplify/auth', 'getCurrentUser')}()`);
    return null;
  }
  script.tell('AM6004', call.node, {
    call: 'fetchAuthSession()',
    what: 'it does not reject where nobody is signed in: what reads a token of it throws a TypeError then',
  });
  const changes: { readonly node: Node; readonly property: Node; readonly text: string }[] = [];
  for (const { steps } of reads) {
    const [first] = steps;
    const token = TOKENS[first?.name ?? ''];
    if (first === undefined || token === undefined)
      return `there is no ${first?.name ?? ''} of a session in version 6`;
    if (awaited !== null && first.path.getFunctionParent() !== awaited.getFunctionParent())
      return 'its session is read in another function, where a missing one would be found too late';
    const got = called(first.name, first.path);
    const member = got === null ? null : memberOf(got);
    const part = OF_TOKEN[member?.name ?? ''];
    const end = member === null ? null : called(member.name, member.path);
    if (part === undefined || end === null || first.path.node.type !== 'MemberExpression')
      return 'its token goes on, or is read for what tokens of version 6 have not';
    const sure = script.typescript && token === 'idToken' ? '!' : '';
    const tokens = script.typescript ? 'tokens!' : 'tokens';
    changes.push({
      node: end.node,
      property: first.path.node.property,
      text: `${tokens}.${token}${sure}.${part}`,
    });
  }
  for (const { node, property, text } of changes)
    script.edits.replaceRange(rangeOf(property).start, rangeOf(node).end, text);
  script.rewrite(use, call.node, `${script.imports.use('aws-amplify/auth', 'fetchAuthSession')}()`);
  return null;
}

/** The member itself, or the call of it where it is a method; null for a method that is not called. */
function called(name: string, path: NodePath): NodePath | null {
  if (!/^(get|decode)/.test(name)) return path;
  return path.key === 'callee' && path.parentPath?.isCallExpression() === true ? path.parentPath : null;
}
