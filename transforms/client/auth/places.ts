import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { memberOf } from '../uses.js';

/** Where the value of a call's promise is. */
export interface Arrival {
  /** `ignored`: nobody looks; `promise`: the promise itself goes on; `awaited`, `then`: the value is at hand. */
  readonly kind: 'ignored' | 'promise' | 'awaited' | 'then';
  /** The `await` expression. */
  readonly awaited: NodePath | null;
  /** The first parameter of the callback of `then`. */
  readonly parameter: NodePath | null;
  /** Where the promise goes on. */
  readonly escapes: readonly NodePath[];
}

const IGNORED: Arrival = { kind: 'ignored', awaited: null, parameter: null, escapes: [] };

/** Finds where the value of a promise arrives. */
export function arrivalOf(promise: NodePath): Arrival {
  const parent = promise.parentPath;
  if (parent === null || parent.isExpressionStatement()) return IGNORED;
  if (parent.isAwaitExpression()) {
    const unused = parent.parentPath.isExpressionStatement();
    return { ...IGNORED, kind: unused ? 'ignored' : 'awaited', awaited: parent };
  }
  if (parent.isUnaryExpression() && parent.node.operator === 'void') return IGNORED;
  const member = memberOf(promise);
  const chained = member === null ? null : callOf(member.path);
  const goesOn: Arrival = { ...IGNORED, kind: 'promise', escapes: [promise] };
  if (member === null || chained === null) return onceNamed(promise) ?? goesOn;
  if (member.name === 'catch' || member.name === 'finally') {
    const after = arrivalOf(chained);
    return after.kind === 'awaited' || after.kind === 'then' ? { ...goesOn, escapes: [chained] } : after;
  }
  if (member.name !== 'then') return goesOn;
  const [callback] = [argumentsOf(chained)].flat();
  if (callback === undefined) return goesOn;
  if (!callback.isFunctionExpression() && !callback.isArrowFunctionExpression())
    return { ...goesOn, escapes: [callback] };
  const [parameter] = [callback.get('params')].flat();
  return parameter === undefined ? IGNORED : { ...IGNORED, kind: 'then', parameter };
}

/** A promise in a constant that is used at one place. */
function onceNamed(promise: NodePath): Arrival | null {
  const parent = promise.parentPath;
  if (parent?.isVariableDeclarator() !== true || promise.key !== 'init') return null;
  const { id } = parent.node;
  const binding = id.type === 'Identifier' ? parent.scope.getBinding(id.name) : undefined;
  const [only, ...more] = binding?.constant === true ? binding.referencePaths : [];
  return only === undefined || more.length > 0 ? null : arrivalOf(only);
}

function argumentsOf(call: NodePath): NodePath | NodePath[] {
  return call.isCallExpression() || call.isOptionalCallExpression() ? call.get('arguments') : [];
}

/** The call of a function or method that is named there. */
export function callOf(callee: NodePath): NodePath | null {
  const parent = callee.parentPath;
  if (callee.key !== 'callee') return null;
  return parent?.isCallExpression() === true || parent?.isOptionalCallExpression() === true ? parent : null;
}

/** Whether a value is only asked whether it is there. */
export function isAsked(value: NodePath): boolean {
  const { parentPath: parent, key } = value;
  if (parent === null) return false;
  if (key === 'test') return true;
  if (parent.isUnaryExpression()) return ['!', 'typeof'].includes(parent.node.operator);
  if (parent.isLogicalExpression() && parent.node.operator === '&&')
    return key === 'left' || (parent.key === 'test' && key === 'right');
  if (!parent.isBinaryExpression()) return false;
  const other = key === 'left' ? parent.node.right : parent.node.left;
  return other.type === 'NullLiteral' || (other.type === 'Identifier' && other.name === 'undefined');
}

/** Whether a value is only written to the console. */
export function isLogged({ parentPath: parent, listKey }: NodePath): boolean {
  if (parent?.isCallExpression() !== true || listKey !== 'arguments') return false;
  const { callee } = parent.node;
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console' &&
    !parent.scope.hasBinding('console')
  );
}

/** References of a variable without a value of its own that is given only this one. */
export function soleValueOf(value: NodePath): readonly NodePath[] | null {
  const parent = value.parentPath;
  if (parent?.isAssignmentExpression() !== true || value.key !== 'right' || parent.node.operator !== '=')
    return null;
  const { left } = parent.node;
  if (left.type !== 'Identifier' || !parent.parentPath.isExpressionStatement()) return null;
  const binding = parent.scope.getBinding(left.name);
  if (binding?.path.isVariableDeclarator() !== true || binding.path.node.init != null) return null;
  const [only, ...more] = binding.constantViolations;
  return only?.node === parent.node && more.length === 0 ? binding.referencePaths : null;
}

/** The uses of the state of React that a value goes into; null where it goes elsewhere. */
export function usesOfState(value: NodePath): readonly NodePath[] | null {
  const { parentPath: call, listKey } = value;
  if (call?.isCallExpression() !== true || listKey !== 'arguments') return null;
  const { callee } = call.node;
  const setter = callee.type === 'Identifier' ? call.scope.getBinding(callee.name) : undefined;
  const declarator = setter?.path;
  if (declarator?.isVariableDeclarator() !== true) return null;
  const { id, init } = declarator.node;
  if (id.type !== 'ArrayPattern' || init?.type !== 'CallExpression') return null;
  const hook = init.callee.type === 'MemberExpression' ? init.callee.property : init.callee;
  const [state] = id.elements;
  if (hook.type !== 'Identifier' || hook.name !== 'useState' || state?.type !== 'Identifier') return null;
  return declarator.scope.getBinding(state.name)?.referencePaths ?? [];
}

/** Whether an expression is `await Auth.currentAuthenticatedUser()`, or what is the same. */
export function isCurrentUser({ node }: { readonly node: Node | null | undefined }): boolean {
  if (node?.type !== 'AwaitExpression' || node.argument.type !== 'CallExpression') return false;
  const { callee } = node.argument;
  const name =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
  return name === 'currentAuthenticatedUser' || name === 'currentUserPoolUser';
}
