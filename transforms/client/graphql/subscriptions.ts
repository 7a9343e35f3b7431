import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node } from '@babel/types';
import { wrapped, writtenObject } from '../expressions.js';
import { ofCallback, type Read } from '../results.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';

/**
 * What a subscription hands to `next`: `{ provider, value: { data } }` in version 5, `{ data }` itself in version 6
 * (GraphQLAPI.ts of both). Rewrites the callbacks of a request that is subscribed to.
 * @returns why one can't be followed; null when all is done, or when the request is no subscription
 */
export function subscription(script: Script, call: NodePath<CallExpression>): string | null {
  for (const subscribed of subscriptionsOf(call)) {
    const [observer] = subscribed.get('arguments');
    if (observer === undefined) continue;
    const next = nextOf(observer);
    if (next === undefined) return 'what it does with an event is written elsewhere';
    const why = next === null ? null : callback(script, next);
    if (why !== null) return why;
  }
  return null;
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

/** The function that takes events; null when there is none, undefined when it can't be seen. */
function nextOf(observer: NodePath): NodePath | null | undefined {
  if (observer.isArrowFunctionExpression() || observer.isFunctionExpression()) return observer;
  if (!observer.isObjectExpression()) return undefined;
  for (const property of observer.get('properties')) {
    if (property.isSpreadElement()) return undefined;
    const { key } = property.node as { key: Node };
    const isNext = key.type === 'Identifier' && key.name === 'next';
    if (!isNext) continue;
    return property.isObjectProperty() ? property.get('value') : property;
  }
  return writtenObject(observer) === null ? undefined : null;
}

function callback(script: Script, next: NodePath): string | null {
  const parameter = parameterOf(next);
  if (parameter === undefined) return 'the function that takes its events is written elsewhere';
  if (parameter === null) return null;
  if (parameter.isObjectPattern()) return pattern(script, parameter);
  const { reads, escapes, taken } = ofCallback(next.isObjectMethod() ? undefined : next);
  const [unclear] = escapes;
  if (unclear !== undefined || next.isObjectMethod())
    return 'an event goes on as a whole to where it is not followed';
  if (reads.some((read) => read.steps[0]?.name !== 'value') || taken.some(({ name }) => name !== 'value')) {
    return 'it reads of an event what version 6 does not have';
  }
  const [first] = taken;
  if (first !== undefined) return 'an event is taken apart in the body of the function';
  for (const read of reads) withoutValue(script, read);
  return null;
}

/** `event.value.data` is `event.data`. */
function withoutValue(script: Script, { steps, result }: Read): void {
  const [step] = steps;
  if (step !== undefined) script.edits.replace(step.path.node, result.node);
}

/** `({ provider, value }) => …` takes the payload itself; its name stays that of `value`. */
function pattern(script: Script, parameter: NodePath): string | null {
  if (!parameter.isObjectPattern()) return null;
  let value: Node | null = null;
  for (const property of parameter.get('properties')) {
    if (!property.isObjectProperty() || property.node.key.type !== 'Identifier') {
      return 'the pattern of its event is not understood';
    }
    const { key } = property.node;
    const target = property.node.value;
    if (key.name === 'value') value = target;
    else if (key.name !== 'provider' || isUsed(parameter, target)) {
      return `it uses ${key.name} of an event, which version 6 does not have`;
    }
  }
  if (value === null) return 'the pattern of its event is not understood';
  const { typeAnnotation } = parameter.node;
  const type = typeAnnotation == null ? '' : script.textOf(typeAnnotation);
  if (!/^(?::\s*any)?$/.test(type)) return 'the type of its event is that of version 5';
  script.edits.replace(parameter.node, value, type);
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
