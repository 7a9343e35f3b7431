import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { bareOf } from '../expressions.js';
import { whyPassedOn } from '../mocks.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';
import { arrivalOf } from './places.js';
import { type Shape, Walk } from './walk.js';

/** The AWS credentials of version 5: keys, identity and whether somebody is signed in, in one object. */
const CREDENTIALS: Shape = {
  members: Object.fromEntries(
    ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiration', 'identityId', 'authenticated'].map(
      (name) => [name, { now: name }],
    ),
  ),
  unknown: (name) => `the credentials of version 6 have no ${name}`,
};

/** What is made of a session: it stays one, its credentials are taken, or both are put together again. */
type Made = 'session' | 'credentials' | 'both';

/**
 * Credentials become those of `fetchAuthSession()`; who reads only the identity reads it of the session itself.
 * Returns why they can't; null when they do.
 */
export function currentCredentials(
  script: Script,
  use: Use,
  dropped: ReadonlySet<Node>,
  call: NodePath<CallExpression> | null = use.call,
): string | null {
  if (call === null) return whyPassedOn(script, 'fetchAuthSession of aws-amplify/auth');
  const { kind, awaited, parameter, escapes } = arrivalOf(call);
  const walk = new Walk(script, CREDENTIALS, dropped);
  if (kind === 'awaited' && awaited !== null) walk.value(awaited);
  if (parameter !== null) walk.target(parameter);
  if (walk.problem !== null) return walk.problem;
  const elsewhere = [...escapes, ...walk.escapes].filter((place) => !isForSdk(place));
  const made = madeOf(walk, kind === 'ignored', elsewhere.length > 0);
  script.tell('AM6004', call.node, {
    call: 'fetchAuthSession()',
    what: 'it does not reject where guests get no credentials: they are undefined then, as is the identity',
  });
  for (const place of elsewhere)
    script.tell('AM6003', place.node, {
      call: use.member?.name ?? 'Credentials.get',
      now: 'the keys and `identityId`, without `authenticated`',
    });
  walk.apply();
  const fetch = `${script.imports.use('aws-amplify/auth', 'fetchAuthSession')}()`;
  if (made === 'session') script.rewrite(use, call.node, fetch);
  else if (made === 'credentials' && parameter !== null && takesCredentials(script, parameter))
    script.rewrite(use, call.node, fetch);
  else if (made === 'credentials' && awaited !== null)
    script.rewrite(use, awaited.node, `(await ${fetch}).credentials${script.typescript ? '!' : ''}`);
  else
    script.rewrite(use, call.node, `${fetch}.then(${picked(made, walk.read.has('authenticated'), script)})`);
  return null;
}

/** `.then((credentials) => …)` takes them out of the session itself. */
function takesCredentials(script: Script, parameter: NodePath): boolean {
  const callback = parameter.parentPath;
  if (script.typescript || !parameter.isIdentifier() || callback === null) return false;
  const before = script.edits.slice(callback.node.start ?? 0, parameter.node.start ?? 0);
  if (!before.includes('(')) return false;
  const { name } = parameter.node;
  script.edits.replace(
    parameter.node,
    name === 'credentials' ? '{ credentials }' : `{ credentials: ${name} }`,
  );
  return true;
}

function madeOf({ read, escapes }: Walk, ignored: boolean, elsewhere: boolean): Made {
  const names = [...read];
  if (ignored) return 'session';
  if (elsewhere) return 'both';
  if (escapes.length === 0 && names.length > 0 && names.every((name) => name === 'identityId'))
    return 'session';
  return names.includes('identityId') || names.includes('authenticated') ? 'both' : 'credentials';
}

function picked(made: Made, authenticated: boolean, { typescript }: Script): string {
  if (made === 'credentials') return `({ credentials }) => credentials${typescript ? '!' : ''}`;
  const keys = `...credentials${typescript ? '!' : ''}`;
  return authenticated
    ? `({ credentials, identityId, tokens }) => ({ ${keys}, identityId, authenticated: tokens !== undefined })`
    : `({ credentials, identityId }) => ({ ${keys}, identityId })`;
}

/** Whether credentials are given to the AWS SDK, which takes the keys: `{ credentials }`, `config.credentials = …`. */
function isForSdk({ node, parent }: NodePath): boolean {
  if (parent.type === 'ObjectProperty')
    return parent.key.type === 'Identifier' && parent.key.name === 'credentials';
  if (parent.type === 'ArrowFunctionExpression') return false;
  return (
    parent.type === 'AssignmentExpression' &&
    parent.right === node &&
    parent.left.type === 'MemberExpression' &&
    parent.left.property.type === 'Identifier' &&
    parent.left.property.name === 'credentials'
  );
}

/** `essentialCredentials(x)` took the keys of an object; those of version 6 hold little else. */
export function essentialCredentials(script: Script, use: Use): string | null {
  const [given, ...more] = use.call?.get('arguments') ?? [];
  if (use.call === null || given === undefined || more.length > 0) return 'it is not called with credentials';
  script.rewrite(use, use.call.node, given.node);
  return null;
}

/** `Auth.Credentials`, `Credentials` of the core: only its `get()` has something in its place. */
export function credentialsObject(
  script: Script,
  use: Use,
  method: string,
  call: NodePath | null,
): string | null {
  if (method !== 'get' || call?.isCallExpression() !== true) {
    return method === 'getCredSource'
      ? 'version 6 does not say where credentials come from: tokens of fetchAuthSession() are there for who is signed in'
      : 'version 6 has no such object: write fetchAuthSession()';
  }
  return currentCredentials(script, use, new Set(), call);
}

/** Arguments of `essentialCredentials` whose use is seen to. */
export function essentialArguments({ call, member }: Use): Node[] {
  const [given] = member?.name === 'essentialCredentials' ? (call?.get('arguments') ?? []) : [];
  return given === undefined ? [] : [bareOf(given).node];
}
