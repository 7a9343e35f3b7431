import { type ArrowFunctionExpression, type FunctionExpression, type Node } from '@babel/types';
import { visitValue } from './expressions.js';
import { Refusal } from './refusal.js';
import { visitBlock } from './statements.js';
import { startOf } from './syntax.js';
import { visitType } from './types.js';
import { type Walk, inScope } from './walk.js';

/** What binds the parameters of a callback to more than plain values. */
export type Callback = (walk: Walk, fn: ArrowFunctionExpression | FunctionExpression) => void;

/** A function of the file's own; `typed` when the place where it stands gives its parameters types. @throws Refusal */
export function visitFunction(
  walk: Walk,
  node: ArrowFunctionExpression | FunctionExpression,
  typed: boolean,
  callback: Callback | null = null,
): void {
  if (node.async || node.generator === true) {
    throw new Refusal({ kind: 'syntax', what: 'an asynchronous function' }, node);
  }
  inScope(walk, () => {
    for (const parameter of node.params) visitParameter(walk, parameter, typed);
    callback?.(walk, node);
    if (node.body.type === 'BlockStatement') visitBlock(walk, node.body.body, true);
    else visitValue(walk, node.body, 'plain');
  });
}

function visitParameter(walk: Walk, parameter: Node, typed: boolean): void {
  if (parameter.type !== 'Identifier') {
    throw new Refusal({ kind: 'syntax', what: 'a parameter that is taken apart' }, parameter);
  }
  walk.scope.declare(parameter.name, { kind: 'value', init: null, aliasesProperty: false }, parameter);
  if (parameter.typeAnnotation) visitType(walk, parameter.typeAnnotation);
  else if (!typed) {
    const before = walk.source.slice(0, startOf(parameter)).trimEnd();
    const inParentheses = before.endsWith('(') || before.endsWith(',');
    walk.edits.replace(parameter, inParentheses ? `${parameter.name}: any` : `(${parameter.name}: any)`);
  }
}
