import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { rangeOf } from '../edits.js';
import { bareOf } from '../expressions.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { memberOf, type Use } from '../uses.js';
import { compared, rename } from './compared.js';
import { RENAMED, SAME } from './events.js';
import { heardBy } from './listener.js';

const UTILS = 'aws-amplify/utils';

/** `Hub` from its new module; auth's events have other names, and a listener is taken away by what listen returned. */
export const hub: ClientTransform = {
  id: 'hub',
  run(script) {
    const uses = script.usesOf('Hub');
    for (const use of uses) {
      const problem = one(script, use, uses);
      if (problem !== null) script.refuse(use, problem);
      else if (!script.isDone(use)) moved(script, use);
    }
    for (const use of script.usesOf('HubCapsule')) moved(script, use);
    for (const use of script.usesOf('HubCallback')) callbackType(script, use);
  },
};

function moved(script: Script, use: Use): void {
  const whole = use.object !== use.reference;
  const local = script.imports.use(UTILS, use.symbol, whole ? undefined : use.brought.local);
  if (whole) script.rewrite(use, use.object.node, local);
  else script.settle(use);
}

/** aws-amplify 6 exports no type of a listener: it is what Hub.listen takes. */
function callbackType(script: Script, use: Use): void {
  const { parent } = use.reference;
  if (parent.type !== 'TSTypeReference' || parent.typeParameters != null) return;
  const listen = `${script.imports.use(UTILS, 'Hub')}.listen`;
  script.imports.declareType(use.brought.local, `Parameters<typeof ${listen}>[1]`);
  script.settle(use);
}

/** Edits what a use needs beside its import. Returns why it can't be translated. */
function one(script: Script, use: Use, uses: readonly Use[]): string | null {
  const { call, member } = use;
  if (use.reference.findParent((path) => path.isTSType()) !== null) return null;
  if (call === null || member === null) return 'the object or its function is passed on, not called';
  const [channel, second] = call.get('arguments');
  if (member.name === 'listen') return listen(script, channel, second);
  if (member.name === 'remove') return remove(script, use, uses);
  if (member.name !== 'dispatch') return `version 6 has no Hub.${member.name}`;
  const name = channelOf(channel);
  if (name === null) return 'on which channel it is sent is decided elsewhere';
  return name === 'auth' ? dispatch(script, second) : null;
}

function listen(
  script: Script,
  channel: NodePath | undefined,
  callback: NodePath | undefined,
): string | null {
  if (channel?.isRegExpLiteral() === true) return 'version 6 does not listen to a pattern: name the channel';
  const name = channelOf(channel);
  if (name === null) return 'to which channel it listens is decided elsewhere';
  if (callback === undefined) return 'it has no listener';
  if (callback.isThisExpression() || callback.isObjectExpression()) {
    return 'version 6 takes a function, no object with onHubCapsule';
  }
  if (name !== 'auth') return null;
  const heard = heardBy(callback);
  if (heard === null) return 'its listener is made elsewhere, and the events of auth have other names';
  for (const event of heard.events) {
    const problem = compared(script, event);
    if (problem !== null) return problem;
  }
  for (const place of heard.data) data(script, place);
  // By the types of version 6 not every event has `data`.
  if (script.typescript) for (const property of heard.unread) leaveOut(script, property);
  for (const place of heard.lost) script.tell('AM6050', place.node, { name: script.textOf(place.node) });
  return null;
}

/** Takes a member out of a pattern that has others. */
function leaveOut(script: Script, property: NodePath): void {
  const [before, after] = [property.getPrevSibling(), property.getNextSibling()];
  const { start, end } = rangeOf(property.node);
  if (before.hasNode()) script.edits.replaceRange(rangeOf(before.node).end, end, '');
  else if (after.hasNode()) script.edits.replaceRange(start, rangeOf(after.node).start, '');
}

/** Version 6 tells of a user who and no more, and holds an error in `error`. */
function data(script: Script, place: NodePath): void {
  const member = memberOf(place);
  if (member?.name === 'username') return;
  const now = '{ username, userId } for signedIn, { error } for a failure, and nothing for signedOut';
  script.tell('AM6003', place.node, { call: 'the event of auth', now });
}

function dispatch(script: Script, payload: NodePath | undefined): string | null {
  if (script.typescript)
    return 'the types of version 6 let nobody else send the events of auth: use a channel of your own';
  const event =
    payload?.isObjectExpression() === true
      ? payload.node.properties.find(
          (property) =>
            property.type === 'ObjectProperty' &&
            property.key.type === 'Identifier' &&
            property.key.name === 'event',
        )
      : undefined;
  if (event?.type !== 'ObjectProperty' || event.value.type !== 'StringLiteral')
    return 'which event it sends is decided elsewhere';
  const { value } = event.value;
  return RENAMED.has(value) || SAME.has(value) ? rename(script, event.value) : null;
}

/** The channel that an expression names: a text, or a constant of the file that is one. */
function channelOf(channel: NodePath | undefined): string | null {
  const path = channel === undefined ? null : bareOf(channel);
  if (path?.isStringLiteral() === true) return path.node.value;
  const binding = path?.isIdentifier() === true ? path.scope.getBinding(path.node.name) : undefined;
  const init =
    binding?.constant === true && binding.path.isVariableDeclarator() ? binding.path.node.init : null;
  return init?.type === 'StringLiteral' ? init.value : null;
}

/** The listener that is taken away must have been given in a place whose names are seen here. */
function remove(script: Script, use: Use, uses: readonly Use[]): string | null {
  const { call } = use;
  const why = 'version 6 has no Hub.remove: call what Hub.listen returned';
  if (call === null) return why;
  const { parentPath: line } = call;
  if (line.isExpressionStatement() && isNobody(call.node.arguments[1])) {
    const { start, end } = rangeOf(line.node);
    const before = /[ \t]*$/.exec(script.edits.slice(0, start))?.[0].length ?? 0;
    const after = /^[ \t]*\r?\n/.exec(script.edits.slice(end, end + 200))?.[0].length ?? 0;
    script.edits.replaceRange(start - before, end + after, '');
    script.settle(use);
    return null;
  }
  const matching = uses.filter(
    (other) => other.member?.name === 'listen' && sameArguments(script, other.call, call),
  );
  const [given] = matching;
  const statement = given?.call?.parentPath;
  if (matching.length !== 1 || given === undefined || statement?.isExpressionStatement() !== true) return why;
  const block = statement.parentPath;
  const twice = uses.filter((other) => other.member?.name === 'remove').length > 1;
  if (twice || !call.isDescendant(block) || call.scope.hasBinding('stopListening')) return why;
  script.edits.insertBefore(rangeOf(statement.node).start, 'const stopListening = ');
  script.rewrite(use, call.node, 'stopListening()');
  return null;
}

/** No listener at all, which version 5 took away without a word. */
function isNobody(listener: Node | undefined): boolean {
  return listener?.type === 'NullLiteral';
}

function sameArguments(
  script: Script,
  one: NodePath<CallExpression> | null,
  other: NodePath<CallExpression>,
): boolean {
  const texts = (path: NodePath<CallExpression>): string =>
    path.node.arguments
      .slice(0, 2)
      .map((argument) => (argument.type === 'StringLiteral' ? argument.value : script.textOf(argument)))
      .join();
  return one !== null && other.node.arguments[1]?.type === 'Identifier' && texts(one) === texts(other);
}
