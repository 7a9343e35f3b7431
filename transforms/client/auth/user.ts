import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { whyPassedOn } from '../mocks.js';
import { type Script } from '../script.js';
import { authCall } from '../server-call.js';
import { removeStatement } from '../statements.js';
import { memberOf, type Use } from '../uses.js';
import { looksForNobody } from './nobody.js';
import { type Arrival, arrivalOf } from './places.js';
import { ATTRIBUTES, BOOLEANS, tokensOf } from './shapes.js';
import { type Member, type Shape, Walk } from './walk.js';

/** Version 5 renewed the tokens where it was not to take what it kept. */
const RENEWED = '{ forceRefresh: true }';

/** Parts of a user of version 5, each from a function of its own in version 6. */
type Part = 'base' | 'attributes' | 'tokens' | 'id';

const PART_OF: Readonly<Record<string, Part>> = {
  username: 'base',
  getUsername: 'base',
  attributes: 'attributes',
  signInUserSession: 'tokens',
  getSignInUserSession: 'tokens',
  id: 'id',
};

/**
 * A user of version 5 becomes an object of what is read of it. `currentUserInfo()` gave null where nobody is signed
 * in; the others are rejected, in both versions. Returns why it can't; null when it does.
 */
export function currentUser(script: Script, use: Use, dropped: ReadonlySet<Node>): string | null {
  const { call, member } = use;
  if (call === null) return whyPassedOn(script, 'getCurrentUser and fetchUserAttributes of aws-amplify/auth');
  const isInfo = member?.name === 'currentUserInfo';
  const arrival = arrivalOf(call);
  if (arrival.awaited !== null && dropped.has(arrival.awaited.node)) {
    script.settle(use);
    return null;
  }
  if (arrival.awaited !== null && onlyForNext(arrival.awaited, dropped)) {
    removeStatement(script, arrival.awaited.parentPath.parent);
    script.settle(use);
    return null;
  }
  const walk = new Walk(script, userShape(script, isInfo), dropped);
  if (arrival.kind === 'awaited' && arrival.awaited !== null) walk.value(arrival.awaited);
  if (arrival.parameter !== null) walk.target(arrival.parameter);
  walk.escapes.push(...arrival.escapes);
  if (walk.problem !== null) return walk.problem;
  if (mayCountAsTrue(script, walk))
    return "email_verified and phone_number_verified are strings in version 6, and 'false' would count as true";
  const parts = partsOf(walk, isInfo);
  tell(script, use, walk, parts);
  walk.apply();
  write(script, use, { arrival, walk, parts, orNull: isInfo && mayBeNull(walk, arrival) });
  return null;
}

/**
 * `const user = await …` for the statement behind it alone, which names the user no more: that one is rejected too
 * where nobody is signed in.
 */
function onlyForNext(
  awaited: NodePath,
  dropped: ReadonlySet<Node>,
): awaited is NodePath & { parentPath: NodePath } {
  const { parentPath: declarator } = awaited;
  const declaration = declarator?.parentPath;
  if (declarator?.isVariableDeclarator() !== true || declaration?.isVariableDeclaration() !== true)
    return false;
  const { id } = declarator.node;
  const binding = id.type === 'Identifier' ? declarator.scope.getBinding(id.name) : undefined;
  const [first] = binding?.referencePaths ?? [];
  const next = declaration.getNextSibling();
  return (
    declaration.node.declarations.length === 1 &&
    declaration.inList &&
    binding?.constant === true &&
    first?.isDescendant(next) === true &&
    binding.referencePaths.every(({ node }) => dropped.has(node)) &&
    first.getFunctionParent() === awaited.getFunctionParent()
  );
}

function userShape(script: Script, isInfo: boolean): Shape {
  const tokens = { now: `tokens${script.typescript ? '!' : ''}`, shape: tokensOf(script) };
  const members: Record<string, Member> = {
    username: { now: 'username' },
    attributes: { now: 'attributes', shape: ATTRIBUTES },
  };
  const ofUser: Record<string, Member> = {
    getUsername: { now: 'username', method: true },
    signInUserSession: tokens,
    getSignInUserSession: { ...tokens, method: true },
  };
  return {
    members: { ...members, ...(isInfo ? { id: { now: 'id' } } : ofUser) },
    unknown: (name) => `its result is read for ${name}, which the user of version 6 has not`,
  };
}

/** Whether a verified mark may be read at a place that is not followed. */
function mayCountAsTrue(script: Script, walk: Walk): boolean {
  if (walk.escapes.length + walk.onward.length === 0) return false;
  const text = script.textOf(script.program.node);
  const mentions = [...text.matchAll(new RegExp(BOOLEANS.join('|'), 'g'))].length;
  return mentions > walk.compared;
}

function partsOf({ read, escapes }: Walk, isInfo: boolean): ReadonlySet<Part> {
  const parts = new Set([...read].flatMap((name) => PART_OF[name] ?? []));
  if (escapes.length > 0) for (const part of ['base', 'attributes'] as const) parts.add(part);
  if (escapes.length > 0 && isInfo) parts.add('id');
  if (!parts.has('attributes')) parts.add('base');
  return parts;
}

/** Whether code asks for null, or goes on with whatever it is. */
function mayBeNull({ asked, escapes }: Walk, { kind, awaited, parameter }: Arrival): boolean {
  if (kind === 'ignored' || asked.length > 0 || escapes.length > 0) return true;
  const value =
    parameter ??
    (awaited?.parentPath?.isVariableDeclarator() === true ? awaited.parentPath.get('id') : awaited);
  const binding = value?.isIdentifier() === true ? value.scope.getBinding(value.node.name) : undefined;
  const places = binding?.referencePaths ?? (value == null ? [] : [value]);
  return places.some((place) => memberOf(place)?.path.node.type === 'OptionalMemberExpression');
}

function tell(script: Script, { call, member }: Use, walk: Walk, parts: ReadonlySet<Part>): void {
  if (call === null) return;
  if (looksForNobody(script))
    script.tell('AM6004', call.node, {
      call: 'getCurrentUser()',
      what: 'where nobody is signed in it rejects with UserUnAuthenticatedException, not with the text that this file looks for',
    });
  if (call.node.arguments.length > 0 && !(asksAnew(call.node) && parts.has('tokens')))
    script.tell('AM6004', call.node, {
      call: member?.name ?? 'currentAuthenticatedUser',
      what: 'it reads the tokens that are kept: where new groups or claims must be seen, write `await fetchAuthSession({ forceRefresh: true })` before it',
    });
  const names = [
    '`userId`',
    '`username`',
    ...[...parts].filter((part) => part !== 'base').map((part) => `\`${part}\``),
  ];
  const now = `an object of ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}, without session or methods`;
  for (const place of walk.escapes)
    script.tell('AM6003', place.node, { call: member?.name ?? 'currentAuthenticatedUser', now });
}

/** `{ bypassCache: true }`, which renewed the tokens too. */
function asksAnew({ arguments: [options] }: CallExpression): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (one) => one.type === 'ObjectProperty' && one.value.type === 'BooleanLiteral' && one.value.value,
  );
}

interface Written {
  readonly arrival: Arrival;
  readonly walk: Walk;
  readonly parts: ReadonlySet<Part>;
  readonly orNull: boolean;
}

function write(script: Script, use: Use, { arrival, walk, parts, orNull }: Written): void {
  const { call } = use;
  if (call === null) return;
  const { awaited, kind } = arrival;
  const fresh = asksAnew(call.node);
  const current = (): string => authCall(script, use, 'getCurrentUser');
  const only = parts.size === 1 ? [...parts][0] : undefined;
  if (orNull) {
    const rest = membersOf(script, use, parts);
    const made = `async (current) => ({ ...current, ${rest} })`;
    const text =
      only === 'base' || kind === 'ignored'
        ? `${current()}.catch(() => null)`
        : `${current()}.then(${made}, () => null)`;
    script.rewrite(use, call.node, text);
  } else if (only === 'base') script.rewrite(use, call.node, current());
  else if (awaited !== null && isSessionAtOnce(awaited, parts))
    script.rewrite(use, call.node, authCall(script, use, 'fetchAuthSession', fresh ? RENEWED : ''));
  else if (only === 'attributes' && awaited !== null && alone(script, use, awaited, walk)) return;
  else if (awaited === null || kind === 'promise') {
    const members = membersOf(script, use, parts);
    const made = parts.has('base')
      ? `${current()}.then(async (current) => ({ ...current, ${members} }))`
      : only === 'attributes'
        ? `${authCall(script, use, 'fetchUserAttributes')}.then((attributes) => ({ attributes }))`
        : `${current()}.then(async () => ({ ${members} }))`;
    script.rewrite(use, call.node, made);
  } else {
    const base = parts.has('base') ? [`...(await ${current()})`] : [];
    const text = `{ ${[...base, membersOf(script, use, parts)].join(', ')} }`;
    script.rewrite(use, awaited.node, isBare(awaited) ? text : `(${text})`);
  }
}

function membersOf(script: Script, use: Use, parts: ReadonlySet<Part>): string {
  const { call } = use;
  const renewed = call !== null && asksAnew(call.node) ? RENEWED : '';
  const session = (): string => `(await ${authCall(script, use, 'fetchAuthSession', renewed)})`;
  const texts: Readonly<Record<Part, () => string[]>> = {
    base: () => [],
    attributes: () => [`attributes: await ${authCall(script, use, 'fetchUserAttributes')}`],
    tokens: () => [`tokens: ${session()}.tokens`],
    id: () => [`id: ${session()}.identityId`],
  };
  return (['attributes', 'tokens', 'id'] as const)
    .flatMap((part) => (parts.has(part) ? texts[part]() : []))
    .join(', ');
}

/** The attributes by themselves: `(await …).attributes`, or a pattern that takes nothing else. */
function alone(script: Script, use: Use, awaited: NodePath, walk: Walk): boolean {
  const member = memberOf(awaited);
  const fetch = (): string => `await ${authCall(script, use, 'fetchUserAttributes')}`;
  if (member !== null) {
    script.rewrite(use, member.path.node, `(${fetch()})`);
    return true;
  }
  const { parentPath: declarator } = awaited;
  const id = declarator?.isVariableDeclarator() === true ? declarator.node.id : null;
  if (id?.type !== 'ObjectPattern' || id.typeAnnotation != null) return false;
  const [property, ...more] = id.properties;
  if (property?.type !== 'ObjectProperty' || more.length > 0 || walk.escapes.length > 0) return false;
  if (property.value.type === 'AssignmentPattern') return false;
  script.edits.replace(id, property.value);
  script.rewrite(use, awaited.node, fetch());
  return true;
}

/** `(await …).signInUserSession.accessToken`: what reads on of it throws where there is no session. */
function isSessionAtOnce(awaited: NodePath, parts: ReadonlySet<Part>): boolean {
  const member = memberOf(awaited);
  const next = member === null ? null : memberOf(member.path);
  return (
    member?.path.node.type === 'MemberExpression' &&
    next?.path.node.type === 'MemberExpression' &&
    parts.has('tokens') &&
    [...parts].every((part) => part === 'tokens' || part === 'base')
  );
}

/** Whether an object can stand at a place without parentheses. */
function isBare(awaited: NodePath): boolean {
  return (
    awaited.node.extra?.['parenthesized'] === true ||
    awaited.parentPath?.isVariableDeclarator() === true ||
    awaited.parentPath?.isAssignmentExpression() === true ||
    awaited.parentPath?.isReturnStatement() === true ||
    awaited.parentPath?.isObjectProperty() === true ||
    awaited.listKey === 'arguments'
  );
}
