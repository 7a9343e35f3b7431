import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Script } from '../script.js';

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

export function insteadOf(script: Script, name: string, call: NodePath<CallExpression>): Instead {
  const whole = WHOLE.get(name);
  if (whole !== undefined) return { model: '', instead: whole };
  const [first, second] = call.get('arguments');
  const { model, copied } = modelOf(script, first);
  const known = model === '' ? 'client.models.<Model>' : `client.models.${model}`;
  const operation =
    name === 'save' && copied
      ? '$.update(input)'
      : name === 'query' && isId(second)
        ? '$.get({ id })'
        : OF_MODEL.get(name);
  if (operation === undefined) return { model, instead: 'the client of generateClient' };
  const doubt = name === 'save' && model === '' ? ' or, for a copyOf, $.update(input)' : '';
  return { model, instead: `${operation}${doubt}`.replaceAll('$', known) };
}

/** `Post`, `new Post(…)`, `Post.copyOf(…)`, or a name that was given one of these. */
function modelOf(
  script: Script,
  argument: NodePath | undefined,
): { readonly model: string; readonly copied: boolean } {
  if (argument === undefined) return { model: '', copied: false };
  if (argument.isNewExpression()) return { model: script.textOf(argument.node.callee), copied: false };
  if (argument.isCallExpression()) {
    const { callee } = argument.node;
    const copies =
      callee.type === 'MemberExpression' &&
      callee.property.type === 'Identifier' &&
      callee.property.name === 'copyOf';
    return { model: copies ? script.textOf(callee.object) : '', copied: copies };
  }
  if (!argument.isIdentifier()) return { model: '', copied: false };
  const { name } = argument.node;
  const binding = argument.scope.getBinding(name);
  if (binding?.path.isVariableDeclarator() === true) {
    const init = binding.path.get('init');
    if (init.isNewExpression() || init.isCallExpression()) return modelOf(script, init);
  }
  return { model: /^[A-Z]/.test(name) ? name : '', copied: false };
}

/** A query by an id rather than by a predicate. */
function isId(argument: NodePath | undefined): boolean {
  if (argument === undefined || argument.isFunction()) return false;
  if (argument.isStringLiteral() || argument.isTemplateLiteral()) return true;
  const name = argument.isMemberExpression() ? argument.node.property : argument.node;
  return name.type === 'Identifier' && /id$/i.test(name.name);
}
