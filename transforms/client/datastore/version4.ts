import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Expression } from '@babel/types';
import { type Part } from '../edits.js';
import { type Script } from '../script.js';

/** Operators that version 4 took as the first argument of a field: `c.rating('gt', 4)`. */
const OPERATORS: ReadonlySet<string> = new Set([
  ...['eq', 'ne', 'gt', 'lt', 'ge', 'le'],
  ...['contains', 'notContains', 'beginsWith', 'between'],
]);

/**
 * Writes the predicates of version 4 among the arguments of a call as those of version 5:
 * `c => c.rating('gt', 4)` becomes `c => c.rating.gt(4)`. False where one is made of more than that.
 */
export function renewPredicates(script: Script, call: NodePath<CallExpression>): boolean {
  return call.get('arguments').every((argument) => {
    const conditions = conditionsOf(argument);
    if (conditions === null) return true;
    if (conditions === 'unknown') return false;
    const { body, parameter, chain } = conditions;
    const [only, ...more] = chain.map((one) => written(parameter, one));
    if (only === undefined) return false;
    const all = [only, ...more].flatMap((parts, index): Part[] => (index === 0 ? parts : [', ', ...parts]));
    if (more.length === 0) script.edits.replace(body, ...all);
    else script.edits.replace(body, `${parameter}.and((${parameter}) => [`, ...all, '])');
    return true;
  });
}

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: CallExpression['arguments'];
}

interface Conditions {
  readonly body: Expression;
  readonly parameter: string;
  readonly chain: readonly Condition[];
}

/** Null for what is no predicate of version 4. */
function conditionsOf(argument: NodePath): Conditions | 'unknown' | null {
  if (!argument.isFunction()) return null;
  const [parameter] = argument.node.params;
  if (parameter?.type !== 'Identifier' || !holdsOld(argument)) return null;
  const { body } = argument.node;
  if (body.type === 'BlockStatement') return 'unknown';
  const chain: Condition[] = [];
  let rest: Expression = body;
  while (rest.type === 'CallExpression') {
    const { callee } = rest;
    const [operator, ...values] = rest.arguments;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed)
      return 'unknown';
    if (operator?.type !== 'StringLiteral' || !OPERATORS.has(operator.value)) return 'unknown';
    if (callee.object.type === 'Super') return 'unknown';
    chain.unshift({ field: callee.property.name, operator: operator.value, values });
    rest = callee.object;
  }
  return rest.type === 'Identifier' && rest.name === parameter.name
    ? { body, parameter: parameter.name, chain }
    : 'unknown';
}

/** A call of a field with an operator, wherever it is in the predicate. */
function holdsOld(predicate: NodePath): boolean {
  let found = false;
  predicate.traverse({
    CallExpression({ node }) {
      const [operator, ...values] = node.arguments;
      const isField = node.callee.type === 'MemberExpression' && node.callee.object.type !== 'Super';
      if (!isField || operator?.type !== 'StringLiteral' || values.length === 0) return;
      found ||= OPERATORS.has(operator.value);
    },
  });
  return found;
}

function written(parameter: string, { field, operator, values }: Condition): Part[] {
  const [first] = values;
  // `between` took both of its ends in one list.
  const ends = operator === 'between' && first?.type === 'ArrayExpression' ? first.elements : values;
  const given = ends.flatMap((one, index): Part[] => (one === null ? [] : index === 0 ? [one] : [', ', one]));
  return [`${parameter}.${field}.${operator}(`, ...given, ')'];
}
