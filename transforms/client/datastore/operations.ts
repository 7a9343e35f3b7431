import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { methodOf, modelOf } from './model-of.js';

/** What does the work of a call without DataStore, and the model that it is about (empty: none). */
export interface Instead {
  readonly model: string;
  readonly instead: string;
}

/** Functions of DataStore that are about no model, with what becomes of them. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ['start', 'nothing: there is no sync to start'],
  ['stop', 'nothing: there is no sync to stop; unsubscribe from your subscriptions'],
  ['clear', 'nothing: there is no local copy to clear'],
  ['configure', 'nothing: pass the filters of its sync expressions to list()'],
]);

/** Functions of one model; `$` is its client. */
const OF_MODEL: ReadonlyMap<string, string> = new Map([
  ['query', '$.list({ filter })'],
  ['save', '$.create(input)'],
  ['delete', '$.delete({ id })'],
  ['observe', '$.onCreate(), $.onUpdate() and $.onDelete()'],
  ['observeQuery', '$.observeQuery({ filter })'],
]);

export function insteadOf(name: string, call: NodePath<CallExpression>): Instead {
  const whole = WHOLE.get(name);
  if (whole !== undefined) return { model: '', instead: whole };
  const [first, second] = call.get('arguments');
  const model = first === undefined ? '' : (modelOf(first) ?? '');
  const known = model === '' ? 'client.models.<Model>' : `client.models.${model}`;
  const operation =
    name === 'save' && first !== undefined && isCopied(first)
      ? '$.update(input)'
      : name === 'query' && isId(second)
        ? '$.get({ id })'
        : OF_MODEL.get(name);
  if (operation === undefined) return { model, instead: 'the client of generateClient' };
  const isEither = operation === OF_MODEL.get('save') && first !== undefined && !isNew(first);
  const doubt = isEither ? ' or, for a copyOf, $.update(input)' : '';
  return { model, instead: `${operation}${doubt}`.replaceAll('$', known) };
}

/** Whether what is saved is a changed copy of a record: `Post.copyOf(…)`, or a name for one. */
function isCopied(argument: NodePath): boolean {
  if (argument.isCallExpression()) return methodOf(argument.node.callee) === 'copyOf';
  if (!argument.isIdentifier()) return false;
  const binding = argument.scope.getBinding(argument.node.name);
  const init = binding?.path.isVariableDeclarator() === true ? binding.path.get('init') : null;
  return init?.isCallExpression() === true && isCopied(init);
}

/** Whether it is surely a new one. */
function isNew(argument: NodePath): boolean {
  if (argument.isNewExpression()) return true;
  if (!argument.isIdentifier()) return false;
  const binding = argument.scope.getBinding(argument.node.name);
  const init = binding?.path.isVariableDeclarator() === true ? binding.path.get('init') : null;
  return binding?.constant === true && init?.isNewExpression() === true;
}

/** A query by an id rather than by a predicate. */
function isId(argument: NodePath | undefined): boolean {
  if (argument === undefined || argument.isFunction()) return false;
  if (argument.isStringLiteral() || argument.isTemplateLiteral()) return true;
  const name = argument.isMemberExpression() ? argument.node.property : argument.node;
  return name.type === 'Identifier' && /id$/i.test(name.name);
}
