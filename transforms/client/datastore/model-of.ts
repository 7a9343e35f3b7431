import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { bareOf } from '../expressions.js';

/** How many names are followed to where they were given their values. */
const FAR = 6;

/** Methods of a list that hand its records to their callback, and `then` of a promise. */
const HANDING: ReadonlySet<string> = new Set([
  ...['map', 'forEach', 'filter', 'find', 'flatMap', 'some', 'every', 'then'],
]);

/** Methods that give what they are called on, or a part of it. */
const GIVING: ReadonlySet<string> = new Set([
  'filter',
  'find',
  'slice',
  'sort',
  'reverse',
  'at',
  'pop',
  'shift',
]);

/**
 * The name of the model that an expression is the class or a record of, as far as its file shows: `Film`,
 * `new Film(…)`, `Film.copyOf(…)`, what a query of `Film` gave, or a name for one of these.
 */
export function modelOf(path: NodePath, far = FAR): string | null {
  const bare = bareOf(path);
  if (far === 0) return null;
  if (bare.isAwaitExpression()) return modelOf(bare.get('argument'), far);
  if (bare.isNewExpression()) return nameOfClass(bare.node.callee);
  if (bare.isMemberExpression()) return bare.node.computed ? modelOf(bare.get('object'), far - 1) : null;
  if (bare.isCallExpression()) {
    const callee = bare.get('callee');
    const method = methodOf(callee.node);
    if (!callee.isMemberExpression() || method === null) return null;
    const [first] = bare.get('arguments');
    if (method === 'copyOf') return nameOfClass(callee.node.object);
    if (method === 'query' || method === 'save') return first === undefined ? null : modelOf(first, far - 1);
    return GIVING.has(method) ? modelOf(callee.get('object'), far - 1) : null;
  }
  return bare.isIdentifier() ? modelOfName(bare, bare.node.name, far - 1) : null;
}

/** `copyOf` of `Film.copyOf`. */
export function methodOf(callee: Node): string | null {
  return callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier'
    ? callee.property.name
    : null;
}

/** `Film`, and `Film` of `models.Film`. */
function nameOfClass(node: Node): string | null {
  const name = node.type === 'Identifier' ? node.name : (methodOf(node) ?? '');
  return isClass(name) ? name : null;
}

function modelOfName(path: NodePath, name: string, far: number): string | null {
  const binding = path.scope.getBinding(name);
  if (binding === undefined || binding.kind === 'module') return isClass(name) ? name : null;
  const typed = modelOfType(path, binding.identifier.typeAnnotation);
  if (typed !== null) return typed;
  if (binding.kind === 'param')
    return binding.path.isIdentifier() ? modelOfParameter(binding.path, far) : null;
  if (!binding.path.isVariableDeclarator()) return null;
  const id = binding.path.get('id');
  if (!id.isIdentifier() && !id.isArrayPattern()) return null;
  const loop = binding.path.parentPath.parentPath;
  if (loop?.isForOfStatement() === true) return modelOf(loop.get('right'), far);
  const init = binding.path.get('init');
  return init.isExpression() ? modelOf(init, far) : null;
}

/** `film` of `films.map((film) => …)`. */
function modelOfParameter(parameter: NodePath, far: number): string | null {
  const callback = parameter.parentPath;
  const call = callback?.parentPath;
  if (parameter.key !== 0 || call?.isCallExpression() !== true || callback?.key !== 0) return null;
  const callee = call.get('callee');
  if (!callee.isMemberExpression() || !HANDING.has(methodOf(callee.node) ?? '')) return null;
  return modelOf(callee.get('object'), far);
}

/** `Film` and `Film[]`, where the type is imported. */
function modelOfType(path: NodePath, annotation: Node | null | undefined): string | null {
  if (annotation?.type !== 'TSTypeAnnotation') return null;
  const written = annotation.typeAnnotation;
  const type = written.type === 'TSArrayType' ? written.elementType : written;
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
  const { name } = type.typeName;
  return path.scope.getBinding(name)?.kind === 'module' ? name : null;
}

function isClass(name: string): boolean {
  return /^[A-Z]/.test(name);
}
