import {
  type ArgumentNode,
  type ASTNode,
  type DirectiveNode,
  type ObjectFieldNode,
  parse,
  print,
  visit,
} from 'graphql';
import { type Change, type Operator } from './mutant.js';

/** An operator on a schema in SDL: what it makes of a directive, an argument or a field of a rule. */
export interface SdlOperator extends Operator {
  readonly changes: (node: ASTNode) => readonly Change[];
}

const ALLOW: Readonly<Record<string, string>> = {
  owner: 'private',
  private: 'public',
  public: 'private',
  groups: 'private',
  custom: 'private',
};
const PROVIDER: Readonly<Record<string, string>> = {
  userPools: 'iam',
  iam: 'apiKey',
  apiKey: 'iam',
  oidc: 'userPools',
};
const OPERATIONS = ['create', 'read', 'update', 'delete'];

export const SDL: readonly SdlOperator[] = [
  {
    name: 'SDL: strategy swapped',
    because: 'the rule is for other callers',
    changes: (node) => enums(node, 'allow', ALLOW),
  },
  {
    name: 'SDL: provider swapped',
    because: 'the token of another provider is asked for',
    changes: (node) => enums(node, 'provider', PROVIDER),
  },
  {
    name: 'SDL: rule dropped',
    because: 'those whom the rule let in are refused',
    changes: (node) => (isNamed(node, 'rules') ? shorter(node) : []),
  },
  {
    name: 'SDL: operation dropped',
    because: 'a caller may do less',
    changes: (node) => (isNamed(node, 'operations') ? shorter(node) : []),
  },
  {
    name: 'SDL: operation swapped',
    because: 'a caller may do something else',
    changes: (node) => (isNamed(node, 'operations') ? otherOperation(node) : []),
  },
  {
    name: 'SDL: name changed',
    because: 'groups, owners and claims are known by another name',
    changes: (node) =>
      node.kind === 'ObjectField' && node.value.kind === 'StringValue' ? [at(node.value, '"email"')] : [],
  },
  {
    name: 'SDL: directive dropped',
    because: 'what says who may, and who answers, is gone',
    changes: (node) => (isOf(node, /^(auth|aws_\w+|function)$/) ? [at(node, '')] : []),
  },
  {
    name: 'SDL: flag flipped',
    because: 'something is on that was off, or off that was on',
    changes: (node) => (node.kind === 'BooleanValue' ? [at(node, String(!node.value))] : []),
  },
];

function at({ loc }: ASTNode, text: string): Change {
  if (loc === undefined) throw new Error('a node without a place');
  return { start: loc.start, end: loc.end, text };
}

function isNamed(node: ASTNode, name: string): node is ArgumentNode | ObjectFieldNode {
  return (node.kind === 'Argument' || node.kind === 'ObjectField') && node.name.value === name;
}

function isOf(node: ASTNode, name: RegExp): node is DirectiveNode {
  return node.kind === 'Directive' && name.test(node.name.value);
}

function enums(node: ASTNode, name: string, table: Readonly<Record<string, string>>): Change[] {
  if (!isNamed(node, name) || node.value.kind !== 'EnumValue') return [];
  const other = table[node.value.value];
  return other === undefined ? [] : [at(node.value, other)];
}

function shorter({ value }: ArgumentNode | ObjectFieldNode): Change[] {
  if (value.kind !== 'ListValue' || value.values.length < 2) return [];
  const texts = value.values.map(print);
  return texts.map((_text, index) =>
    at(value, `[${texts.filter((_one, other) => other !== index).join(', ')}]`),
  );
}

function otherOperation({ value }: ArgumentNode | ObjectFieldNode): Change[] {
  if (value.kind !== 'ListValue') return [];
  const texts = value.values.map(print);
  const free = OPERATIONS.find((one) => !texts.includes(one));
  const [first] = value.values;
  return free === undefined || first === undefined ? [] : [at(first, free)];
}

/** The changes of a schema, with the operators that make them. */
export function sdlChanges(sdl: string): { readonly operator: string; readonly change: Change }[] {
  const found: { operator: string; change: Change }[] = [];
  visit(parse(sdl), {
    enter(node) {
      for (const { name, changes } of SDL) {
        found.push(...changes(node).map((change) => ({ operator: name, change })));
      }
    },
  });
  return found;
}
