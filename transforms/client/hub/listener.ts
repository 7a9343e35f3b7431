import { type NodePath } from '@babel/traverse';
import { memberOf } from '../uses.js';

/** What a listener does with what it is given. */
export interface Heard {
  readonly events: NodePath[];
  readonly data: NodePath[];
  /** Places where the event or the whole goes on. */
  readonly lost: NodePath[];
  /** Members that a pattern takes and nobody reads. */
  readonly unread: NodePath[];
}

type What = 'capsule' | 'payload' | 'event' | 'data' | 'other';

const MEMBERS: Readonly<Record<string, Readonly<Record<string, What>>>> = {
  capsule: { payload: 'payload', channel: 'other', source: 'other', patternInfo: 'other' },
  payload: { event: 'event', data: 'data', message: 'other' },
};

/** Follows the parameter of a listener; null when the function is not in this file. */
export function heardBy(callback: NodePath): Heard | null {
  const listener = functionOf(callback);
  if (listener === null) return null;
  const heard: Heard = { events: [], data: [], lost: [], unread: [] };
  const [parameter] = [listener.get('params')].flat();
  if (parameter !== undefined) target(parameter, 'capsule', heard);
  return heard;
}

function functionOf(path: NodePath): NodePath | null {
  if (path.isFunction()) return path;
  if (!path.isIdentifier()) return null;
  const binding = path.scope.getBinding(path.node.name);
  if (binding?.constant !== true) return null;
  if (binding.path.isFunctionDeclaration()) return binding.path;
  const init = binding.path.isVariableDeclarator() ? binding.path.get('init') : null;
  if (init?.isCallExpression() === true) {
    const [first] = init.get('arguments');
    const { callee } = init.node;
    const hook = callee.type === 'MemberExpression' ? callee.property : callee;
    const isHook = hook.type === 'Identifier' && hook.name === 'useCallback';
    return isHook && first?.isFunction() === true ? first : null;
  }
  return init?.isFunction() === true ? init : null;
}

function target(path: NodePath, what: What, heard: Heard): void {
  if (path.isAssignmentPattern()) {
    target(path.get('left'), what, heard);
    return;
  }
  if (path.isIdentifier()) {
    const binding = path.scope.getBinding(path.node.name);
    if (binding?.constant !== true) heard.lost.push(path);
    for (const reference of binding?.referencePaths ?? []) value(reference, what, heard);
    return;
  }
  if (!path.isObjectPattern()) return void heard.lost.push(path);
  if (what === 'data') return void heard.data.push(path);
  for (const property of path.get('properties')) {
    const { node } = property;
    const name = node.type === 'ObjectProperty' && node.key.type === 'Identifier' ? node.key.name : '';
    const inner = property.isObjectProperty() ? property.get('value') : property;
    const member = MEMBERS[what]?.[name];
    if (member === undefined || Array.isArray(inner)) heard.lost.push(property);
    else if (member === 'data' && isUnread(inner)) heard.unread.push(property);
    else target(inner, member, heard);
  }
}

function isUnread(name: NodePath): boolean {
  return name.isIdentifier() && name.scope.getBinding(name.node.name)?.referenced === false;
}

function value(path: NodePath, what: What, heard: Heard): void {
  if (what === 'other') return;
  if (what === 'event') return void heard.events.push(path);
  if (what === 'data') return void heard.data.push(path);
  const member = memberOf(path);
  const inner = MEMBERS[what]?.[member?.name ?? ''];
  if (member !== null && inner !== undefined) {
    value(member.path, inner, heard);
    return;
  }
  const parent = path.parentPath;
  if (parent?.isVariableDeclarator() === true && path.key === 'init') {
    target(parent.get('id'), what, heard);
    return;
  }
  heard.lost.push(path);
}
