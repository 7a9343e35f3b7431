import { type Block, type Expression, type Node, type Reference, type Step, parseTemplate } from './ast.js';
import { UnknownMethod, callMethod } from './methods.js';
import { type Value, type Values, Host, isEqual, isMap, isTrue, memberOf, written } from './values.js';

/** The variables of one run; `$ctx`, `$util` and what `#set` makes. */
export type Scope = Record<string, Value>;

export interface Rendered {
  readonly text: string;
  /** The value of `#return`, which ends a template before its end; undefined: there was none. */
  readonly returned: Value | undefined;
}

type Run = (state: State) => void;
type Evaluate = (scope: Scope) => Value;

class State {
  readonly scope: Scope;
  readonly text: string[] = [];
  stop: 'break' | 'return' | null = null;
  returned: Value | undefined;

  constructor(scope: Scope) {
    this.scope = scope;
  }
}

/** A template that has been read once and can be run often. */
export class Template {
  readonly #run: Run;

  /** @throws Error when the text is not VTL */
  constructor(text: string) {
    this.#run = sequence(parseTemplate(text));
  }

  render(scope: Scope): Rendered {
    const state = new State(scope);
    this.#run(state);
    return { text: state.text.join(''), returned: state.returned };
  }
}

/** Templates are many and often alike; each text is read once. */
export class Templates {
  readonly #known = new Map<string, Template | Error>();

  /** @throws Error when the text is not VTL */
  of(text: string): Template {
    const template = this.#known.get(text) ?? read(text);
    this.#known.set(text, template);
    if (template instanceof Error) throw template;
    return template;
  }
}

function read(text: string): Template | Error {
  try {
    return new Template(text);
  } catch (error) {
    return error as Error;
  }
}

function sequence(nodes: readonly Node[]): Run {
  const steps = nodes.map(step).filter((one) => one !== null);
  return (state) => {
    for (const run of steps) {
      run(state);
      if (state.stop !== null) return;
    }
  };
}

function step(node: Node): Run | null {
  if (typeof node === 'string') return write(() => node);
  if (isBlock(node)) return block(node);
  switch (node.type) {
    case 'references': {
      const evaluate = reference(node);
      const absent = node.leader === '$!' ? '' : `$${node.id}`;
      return write((scope) => {
        const value = evaluate(scope);
        return value === null ? absent : written(value);
      });
    }
    case 'raw':
      return write(() => node.value);
    case 'set':
      return assignment(node.equal[0], expression(node.equal[1]));
    case 'break':
      return (state) => {
        state.stop = 'break';
      };
    case 'return': {
      const value = node.value ? expression(node.value) : (): Value => null;
      return (state) => {
        state.returned = value(state.scope);
        state.stop = 'return';
      };
    }
    default:
      return null;
  }
}

function isBlock(node: Exclude<Node, string>): node is Block {
  return Array.isArray(node);
}

function write(text: (scope: Scope) => string): Run {
  return (state) => {
    state.text.push(text(state.scope));
  };
}

function block([head, ...body]: Block): Run {
  if (head === undefined || typeof head === 'string' || isBlock(head)) return sequence([head ?? '', ...body]);
  if (head.type === 'if') return condition(head.condition, body);
  if (head.type === 'foreach') return loop(head.to, expression(head.from), sequence(body));
  throw new UnknownMethod(`a block of the kind ${head.type} is not part of AppSync's templates`);
}

function condition(first: Expression, body: readonly Node[]): Run {
  const branches: { readonly when: Evaluate; readonly nodes: Node[] }[] = [
    { when: expression(first), nodes: [] },
  ];
  for (const node of body) {
    if (typeof node !== 'string' && !isBlock(node)) {
      if (node.type === 'elseif') {
        branches.push({ when: expression(node.condition), nodes: [] });
        continue;
      }
      if (node.type === 'else') {
        branches.push({ when: () => true, nodes: [] });
        continue;
      }
    }
    branches.at(-1)?.nodes.push(node);
  }
  const cases = branches.map(({ when, nodes }) => ({ when, run: sequence(nodes) }));
  return (state) => {
    cases.find(({ when }) => isTrue(when(state.scope)))?.run(state);
  };
}

function loop(name: string, from: Evaluate, run: Run): Run {
  return (state) => {
    const value = from(state.scope);
    const items = Array.isArray(value) ? [...value] : isMap(value) ? Object.values(value) : [];
    const { scope } = state;
    const before = { item: scope[name], foreach: scope['foreach'], count: scope['velocityCount'] };
    for (const [index, item] of items.entries()) {
      scope[name] = item;
      scope['velocityCount'] = index + 1;
      scope['foreach'] = new Host({
        hasNext: () => index + 1 < items.length,
        count: () => index + 1,
        index: () => index,
      });
      run(state);
      if (state.stop === 'break') {
        state.stop = null;
        break;
      }
      if (state.stop === 'return') return;
    }
    scope[name] = before.item ?? null;
    scope['foreach'] = before.foreach ?? null;
    scope['velocityCount'] = before.count ?? null;
  };
}

function assignment({ id, path = [] }: Reference, evaluate: Evaluate): Run {
  const last = path.at(-1);
  if (last === undefined) {
    return ({ scope }) => {
      scope[id] = evaluate(scope);
    };
  }
  const base = reference({ type: 'references', id, path: path.slice(0, -1), leader: '$' });
  const key = stepKey(last);
  return ({ scope }) => {
    const target = base(scope);
    if (isMap(target)) target[written(key(scope))] = evaluate(scope);
    else if (Array.isArray(target)) target[Number(key(scope))] = evaluate(scope);
  };
}

function stepKey(last: Step): Evaluate {
  if (last.type === 'index') return expression(last.id);
  return () => last.id;
}

function reference({ id, path = [] }: Reference): Evaluate {
  const steps = path.map(pathStep);
  return (scope) => {
    let value = Object.hasOwn(scope, id) ? (scope[id] ?? null) : null;
    for (const next of steps) value = next(value, scope);
    return value;
  };
}

function pathStep(one: Step): (base: Value, scope: Scope) => Value {
  switch (one.type) {
    case 'property':
      return (base) => {
        if (!(base instanceof Host)) return memberOf(base, one.id);
        const member = base.members[one.id];
        return typeof member === 'function' ? member() : (member ?? null);
      };
    case 'index': {
      const key = expression(one.id);
      return (base, scope) => memberOf(base, key(scope));
    }
    case 'method': {
      const given = (one.args === false ? [] : one.args).map(expression);
      return (base, scope) =>
        callMethod(
          base,
          one.id,
          given.map((evaluate) => evaluate(scope)),
        );
    }
  }
}

function expression(node: Expression): Evaluate {
  switch (node.type) {
    case 'references':
      return reference(node);
    case 'string':
      return text(node.value, node.isEval === true);
    case 'integer':
    case 'decimal': {
      const amount = Number(node.value);
      return () => amount;
    }
    case 'bool':
      return () => (node.value === 'null' ? null : node.value === 'true');
    case 'array': {
      const items = (node.value ?? []).map(expression);
      return node.isRange === true
        ? (scope) => range(items.map((evaluate) => Number(evaluate(scope))))
        : (scope) => items.map((evaluate) => evaluate(scope));
    }
    case 'map': {
      const members = Object.entries(node.value ?? {}).map(([key, member]): [string, Evaluate] => [
        key,
        expression(member),
      ]);
      return (scope) => {
        const map: Values = {};
        for (const [key, evaluate] of members) map[key] = evaluate(scope);
        return map;
      };
    }
    case 'math':
      return operation(node.operator, node.expression.map(expression));
  }
}

function text(value: string, isTemplate: boolean): Evaluate {
  if (!isTemplate || !value.includes('$')) return () => value;
  // Only references mean something in a string; `#` would begin a directive.
  const run = sequence(parseTemplate(value.replace(/#/g, '\\#')));
  return (scope) => {
    const state = new State(scope);
    run(state);
    return state.text.join('').replace(/\\#/g, '#');
  };
}

function range([from = 0, to = 0]: readonly number[]): Value[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * step);
}

function operation(operator: string, operands: readonly Evaluate[]): Evaluate {
  const [left = (): Value => null, right = (): Value => null] = operands;
  const numbers = (run: (a: number, b: number) => Value): Evaluate => {
    return (scope) => run(Number(left(scope)), Number(right(scope)));
  };
  switch (operator) {
    case 'parenthesis':
      return left;
    case 'not':
      return (scope) => !isTrue(left(scope));
    case 'minus':
      return (scope) => -Number(left(scope));
    case '&&':
      return (scope) => isTrue(left(scope)) && isTrue(right(scope));
    case '||':
      return (scope) => isTrue(left(scope)) || isTrue(right(scope));
    case '==':
      return (scope) => isEqual(left(scope), right(scope));
    case '!=':
      return (scope) => !isEqual(left(scope), right(scope));
    case '+':
      return (scope) => sum(left(scope), right(scope));
    case '-':
      return numbers((a, b) => a - b);
    case '*':
      return numbers((a, b) => a * b);
    case '/':
      return numbers((a, b) => Math.trunc(a / b));
    case '%':
      return numbers((a, b) => a % b);
    case '<':
      return numbers((a, b) => a < b);
    case '>':
      return numbers((a, b) => a > b);
    case '<=':
      return numbers((a, b) => a <= b);
    case '>=':
      return numbers((a, b) => a >= b);
    default:
      throw new UnknownMethod(`the operator ${operator} is not part of AppSync's templates`);
  }
}

function sum(left: Value, right: Value): Value {
  return typeof left === 'number' && typeof right === 'number'
    ? left + right
    : written(left) + written(right);
}
