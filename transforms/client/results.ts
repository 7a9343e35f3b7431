import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { memberOf } from './uses.js';

/** One place that looks into a result: `user.attributes.email` has the names `attributes`, `email`. */
export interface Read {
  /** The names in order; each step with its path, so that a rewrite can end at any of them. */
  readonly steps: readonly { readonly name: string; readonly path: NodePath }[];
  /** The expression that is the result itself. */
  readonly result: NodePath;
}

/** What becomes of the result of a call within the function that makes it. */
export interface Result {
  /** `promise`: the promise itself goes on somewhere; `value`: it is awaited, or given to `then`. */
  readonly kind: 'ignored' | 'promise' | 'value';
  /** The `await` expression, when there is one. */
  readonly awaited: NodePath | null;
  readonly reads: readonly Read[];
  /** Names that a pattern takes out of the result, with the property that does it. */
  readonly taken: readonly { readonly name: string; readonly property: Node }[];
  /** Places where the whole result goes on and can't be followed. */
  readonly escapes: readonly NodePath[];
}

const NOTHING: Result = { kind: 'ignored', awaited: null, reads: [], taken: [], escapes: [] };

/** Follows the result of a call that gives a promise. */
export function resultOf(call: NodePath): Result {
  const parent = call.parentPath;
  if (parent === null || parent.isExpressionStatement()) return NOTHING;
  if (parent.isAwaitExpression()) {
    const value = follow(parent);
    const ignored = parent.parentPath.isExpressionStatement();
    return { ...NOTHING, ...value, kind: ignored ? 'ignored' : 'value', awaited: parent };
  }
  const member = memberOf(call);
  if (member === null || !['then', 'catch', 'finally'].includes(member.name)) {
    return { ...NOTHING, kind: 'promise', escapes: [parent] };
  }
  const chained = member.path.parentPath;
  if (chained?.isCallExpression() !== true || member.path.key !== 'callee') {
    return { ...NOTHING, kind: 'promise', escapes: [parent] };
  }
  if (member.name !== 'then') return { ...resultOf(chained), awaited: null };
  return ofCallback(chained.get('arguments')[0]);
}

/** What a function does with its first parameter. */
export function ofCallback(callback: NodePath | undefined): Result {
  if (callback === undefined) return NOTHING;
  const parameters = parametersOf(callback);
  if (parameters === null) return { ...NOTHING, kind: 'value', escapes: [callback] };
  const [parameter] = parameters;
  return parameter === undefined ? NOTHING : { ...NOTHING, ...ofPattern(parameter), kind: 'value' };
}

/** The parameters of a function that is written out at this place. */
function parametersOf(callback: NodePath): readonly NodePath[] | null {
  const written =
    callback.isFunctionExpression() || callback.isArrowFunctionExpression() || callback.isObjectMethod();
  if (!written) return null;
  const parameters: NodePath | NodePath[] = callback.get('params');
  return Array.isArray(parameters) ? parameters : [parameters];
}

/** What is done with a value. */
export type Followed = Pick<Result, 'reads' | 'taken' | 'escapes'>;

/** Follows an expression that has the value. */
function follow(value: NodePath): Followed {
  const read = readOf(value);
  if (read !== null) return { reads: [read], taken: [], escapes: [] };
  const parent = value.parentPath;
  if (parent === null || parent.isExpressionStatement()) return { reads: [], taken: [], escapes: [] };
  if (parent.isVariableDeclarator() && value.key === 'init') return ofPattern(parent.get('id'));
  if (parent.isTSNonNullExpression() || parent.isParenthesizedExpression()) return follow(parent);
  return { reads: [], taken: [], escapes: [value] };
}

/** Follows a name or a pattern that the value is given to. */
export function ofPattern(target: NodePath): Followed {
  if (target.isObjectPattern()) {
    const taken = target.node.properties.flatMap((property) =>
      property.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier'
        ? [{ name: property.key.name, property }]
        : [],
    );
    const whole = taken.length === target.node.properties.length;
    return { reads: [], taken, escapes: whole ? [] : [target] };
  }
  if (!target.isIdentifier()) return { reads: [], taken: [], escapes: [target] };
  const binding = target.scope.getBinding(target.node.name);
  if (!binding?.constant) return { reads: [], taken: [], escapes: [target] };
  const followed = binding.referencePaths.map((reference) => follow(reference));
  return {
    reads: followed.flatMap(({ reads }) => reads),
    taken: followed.flatMap(({ taken }) => taken),
    escapes: followed.flatMap(({ escapes }) => escapes),
  };
}

/** The members that are read of an expression, one after the other; null when it is not looked into. */
export function readOf(result: NodePath): Read | null {
  const steps: { name: string; path: NodePath }[] = [];
  for (let member = memberOf(result); member !== null; member = memberOf(member.path)) {
    steps.push({ name: member.name, path: member.path });
  }
  return steps.length === 0 ? null : { steps, result };
}
