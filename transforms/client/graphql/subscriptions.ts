import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { wrapped, writtenObject } from '../expressions.js';
import { ofCallback, type Read } from '../results.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';

/**
 * What a subscription hands to `next` is `{ provider, value: { data } }` in version 5, `{ data }` itself in version 6,
 * and to `error` `{ provider, error: { errors } }` and `{ errors }` (PubSub.ts of version 5, GraphQLAPI.ts of version 6).
 * Rewrites the callbacks of a request that is subscribed to.
 * @returns why one can't be followed; null when all is done, or when the request is no subscription
 */
export function subscription(script: Script, call: NodePath<CallExpression>): string | null {
  const subscribers = subscriptionsOf(call);
  if (subscribers.length > 0 && isTyped(script, call)) return OTHER_TYPE;
  for (const subscribed of subscribers) {
    const [observer, second] = subscribed.get('arguments');
    if (observer === undefined) continue;
    const next = handlerOf(observer, 'next');
    if (next === undefined) return 'what it does with an event is written elsewhere';
    const why = next === null ? null : callback(script, next, 'value');
    if (why !== null) return why;
    failed(script, observer.isFunction() ? second : handlerOf(observer, 'error'));
  }
  return null;
}

/** Whether a request is said to give events with a `value`. */
function isTyped(script: Script, call: NodePath): boolean {
  const whole = wrapped(call).node;
  return /\bvalue\b/.test(script.textOf(whole).slice(script.textOf(call.node).length));
}

/** Calls of `subscribe` on the request, or on the constant that holds it. */
function subscriptionsOf(call: NodePath): NodePath<CallExpression>[] {
  const value = wrapped(call);
  const direct = subscribeOn(value);
  if (direct !== null) return [direct];
  const declarator = value.parentPath;
  if (declarator?.isVariableDeclarator() !== true || declarator.node.id.type !== 'Identifier') return [];
  const binding = declarator.scope.getBinding(declarator.node.id.name);
  return (binding?.referencePaths ?? []).flatMap((reference) => subscribeOn(wrapped(reference)) ?? []);
}

function subscribeOn(value: NodePath): NodePath<CallExpression> | null {
  const member = memberOf(value);
  if (member?.name !== 'subscribe') return null;
  const parent = member.path.parentPath;
  return parent?.isCallExpression() === true && member.path.key === 'callee' ? parent : null;
}

/** A function of an observer; null when there is none, undefined when it can't be seen. */
function handlerOf(observer: NodePath, name: 'next' | 'error'): NodePath | null | undefined {
  if (observer.isArrowFunctionExpression() || observer.isFunctionExpression()) return observer;
  if (!observer.isObjectExpression()) return undefined;
  for (const property of observer.get('properties')) {
    if (property.isSpreadElement()) return undefined;
    const { key } = property.node as { key: Node };
    if (key.type !== 'Identifier' || key.name !== name) continue;
    return property.isObjectProperty() ? property.get('value') : property;
  }
  return writtenObject(observer) === null ? undefined : null;
}

/** What a handler is given has one member of version 5's, which is all that it is in version 6. */
type Member = 'value' | 'error';

/** Rereads what a handler of errors is given, or tells that it can't be. */
function failed(script: Script, handler: NodePath | null | undefined): void {
  if (handler == null || parameterOf(handler) === null) return;
  const why = handler.isFunction() ? callback(script, handler, 'error') : 'it is written elsewhere';
  if (why === null || isLogged(handler)) return;
  script.tell('AM6003', handler.node, {
    call: 'a subscription to its `error`',
    now: 'an object of `errors`, not of `provider` and `error`',
  });
}

/** `console.warn`, or a function that does nothing but that. */
function isLogged(handler: NodePath): boolean {
  const body = handler.isArrowFunctionExpression() ? handler.get('body') : handler;
  const called = body.isCallExpression() ? body.get('callee') : body;
  return called.isMemberExpression() && called.get('object').isIdentifier({ name: 'console' });
}

/** Whether a value is only written to the console, by itself or within an object at its place. */
function isShown(value: NodePath): boolean {
  const { parentPath: parent } = value;
  if (parent === null) return false;
  if (parent.isObjectProperty() || parent.isObjectExpression()) return isShown(parent);
  const called = parent.isCallExpression() && value.listKey === 'arguments' ? parent.get('callee') : null;
  return called?.isMemberExpression() === true && called.get('object').isIdentifier({ name: 'console' });
}

function callback(script: Script, handler: NodePath, member: Member): string | null {
  const parameter = parameterOf(handler);
  if (parameter === undefined) return 'the function that takes its events is written elsewhere';
  if (parameter === null) return null;
  if (parameter.isObjectPattern()) return pattern(script, parameter, member);
  const { reads, escapes, taken } = ofCallback(handler.isObjectMethod() ? undefined : handler);
  const unclear = escapes.find((one) => !isShown(one));
  if (unclear !== undefined || handler.isObjectMethod())
    return 'an event goes on as a whole to where it is not followed';
  if (reads.some((read) => read.steps[0]?.name !== member) || taken.some(({ name }) => name !== member)) {
    return 'it reads of an event what version 6 does not have';
  }
  const [first] = taken;
  if (first !== undefined) return 'an event is taken apart in the body of the function';
  const typed = parameter.isIdentifier() ? parameter.node.typeAnnotation : null;
  const type = typed == null ? null : innerType(script, typed, member);
  if (type === undefined) return OTHER_TYPE;
  if (typed != null && type !== null) script.edits.replace(typed, type);
  for (const read of reads) bare(script, read);
  return null;
}

const OTHER_TYPE = 'the type of its event is that of version 5';

/** The annotation of what an event is in version 6; null where it can stay, undefined where there is none. */
function innerType(script: Script, typed: Node, member: Member): string | null | undefined {
  const type = typed.type === 'TSTypeAnnotation' ? typed.typeAnnotation : null;
  if (type === null) return undefined;
  if (type.type === 'TSAnyKeyword' || type.type === 'TSUnknownKeyword') return null;
  if (type.type === 'TSTypeReference') return `: ${script.textOf(type)}[${script.imports.quoted(member)}]`;
  const own = type.type === 'TSTypeLiteral' ? type.members : [];
  for (const one of own) {
    if (one.type !== 'TSPropertySignature' || one.key.type !== 'Identifier' || one.key.name !== member)
      continue;
    return one.typeAnnotation == null ? undefined : script.textOf(one.typeAnnotation);
  }
  return undefined;
}

/** `event.value.data` is `event.data`. */
function bare(script: Script, { steps, result }: Read): void {
  const [step] = steps;
  if (step !== undefined) script.edits.replace(step.path.node, result.node);
}

/** `({ provider, value }) => …` takes the payload itself; its name stays that of `value`. */
function pattern(script: Script, parameter: NodePath, member: Member): string | null {
  if (!parameter.isObjectPattern()) return null;
  let value: Node | null = null;
  for (const property of parameter.get('properties')) {
    if (!property.isObjectProperty() || property.node.key.type !== 'Identifier') {
      return 'the pattern of its event is not understood';
    }
    const { key } = property.node;
    const target = property.node.value;
    if (key.name === member) value = target;
    else if (key.name !== 'provider' || isUsed(parameter, target)) {
      return `it uses ${key.name} of an event, which version 6 does not have`;
    }
  }
  if (value === null) return 'the pattern of its event is not understood';
  const { typeAnnotation } = parameter.node;
  const type = typeAnnotation == null ? null : innerType(script, typeAnnotation, member);
  if (type === undefined) return OTHER_TYPE;
  const same = typeAnnotation == null ? '' : script.textOf(typeAnnotation);
  script.edits.replace(parameter.node, value, type ?? same);
  return null;
}

function isUsed(at: NodePath, target: Node): boolean {
  if (target.type !== 'Identifier') return true;
  return at.scope.getBinding(target.name)?.referenced !== false;
}

/** The first parameter of a function; null when it has none, undefined when the function is not at hand. */
function parameterOf(next: NodePath): NodePath | null | undefined {
  if (next.isArrowFunctionExpression()) return next.get('params')[0] ?? null;
  if (next.isFunctionExpression()) return next.get('params')[0] ?? null;
  return next.isObjectMethod() ? (next.get('params')[0] ?? null) : undefined;
}
