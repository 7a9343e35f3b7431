import ts from 'typescript';
import { type Change, type Operator } from './mutant.js';
import { calledName, quoted, replaced, stringsIn, swapped, without } from './syntax.js';

/** An operator on TypeScript: what it makes of a node. */
export interface TypeScriptOperator extends Operator {
  readonly changes: (node: ts.Node, file: string) => readonly Change[];
}

const isStorage = (file: string): boolean => file.includes('/storage/');

const VERBS = ['read', 'write', 'delete'];
const OPERATIONS = ['create', 'read', 'update', 'delete'];

/** Who `allow` may name instead. */
const STRATEGIES: Readonly<Record<string, string>> = {
  authenticated: 'allow.publicApiKey()',
  publicApiKey: 'allow.authenticated()',
  guest: 'allow.publicApiKey()',
  owner: 'allow.authenticated()',
  ownerDefinedIn: 'allow.authenticated()',
  ownersDefinedIn: 'allow.authenticated()',
  group: 'allow.authenticated()',
  groups: 'allow.authenticated()',
  groupDefinedIn: 'allow.authenticated()',
  groupsDefinedIn: 'allow.authenticated()',
  custom: 'allow.authenticated()',
};

const PROVIDERS = ['userPools', 'oidc', 'identityPool'];

/** What rules are made of: `defineStorage`'s access and the authorization of `a.schema`. */
export const RULES: readonly TypeScriptOperator[] = [
  {
    name: 'verb dropped',
    because: 'a role may do less',
    changes: (node: ts.Node): readonly Change[] => {
      const list = listOfTo(node);
      return list === null ? [] : without(list);
    },
  },
  {
    name: 'verb swapped',
    because: 'a role may do something else',
    changes: (node: ts.Node, file: string): readonly Change[] => {
      const list = listOfTo(node);
      const vocabulary = isStorage(file) ? VERBS : OPERATIONS;
      if (list === null) return [];
      const free = vocabulary.find((verb) => !stringsIn(list).includes(verb));
      return free === undefined ? [] : list.elements.slice(0, 1).map((one) => replaced(one, quoted(free)));
    },
  },
  {
    name: 'limit to operations dropped',
    because: 'without `to` a rule is for every operation',
    changes: (node, file) =>
      listOfTo(node) !== null &&
      !isStorage(file) &&
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression)
        ? [replaced(node, node.expression.expression.getText())]
        : [],
  },
  {
    name: 'strategy swapped',
    because: 'the rule is for other callers',
    changes: (node, file) => (isStorage(file) ? storageStrategy(node) : dataStrategy(node)),
  },
  {
    name: 'rule dropped',
    because: 'those whom the rule let in are refused',
    changes: (node) => (isRules(node) ? without(node) : []),
  },
  {
    name: 'rules dropped',
    because: 'a type without rules has those of the schema, or none',
    changes: (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      calledName(node) === 'authorization'
        ? [replaced(node, node.expression.expression.getText())]
        : [],
  },
  {
    name: 'provider swapped',
    because: 'the token of another provider is asked for',
    changes: (node: ts.Node): readonly Change[] => {
      if (!ts.isStringLiteral(node) || !PROVIDERS.includes(node.text) || allowed(node.parent) === null)
        return [];
      const next = PROVIDERS[(PROVIDERS.indexOf(node.text) + 1) % PROVIDERS.length] ?? '';
      return [replaced(node, quoted(next))];
    },
  },
  {
    name: 'group renamed',
    because: 'other members are let in',
    changes: (node: ts.Node): readonly Change[] => {
      if (!ts.isStringLiteral(node)) return [];
      const call = ts.isArrayLiteralExpression(node.parent) ? node.parent.parent : node.parent;
      return /^groups?$/.test(allowed(call) ?? '') && !PROVIDERS.includes(node.text)
        ? [replaced(node, quoted('Strangers'))]
        : [];
    },
  },
  {
    name: 'claim changed',
    because: 'owners and groups are known by another claim or field',
    changes: (node) =>
      ts.isStringLiteral(node) &&
      ts.isCallExpression(node.parent) &&
      /^(identityClaim|withClaimIn|inField|(owners?|groups?)DefinedIn)$/.test(calledName(node.parent)) &&
      !PROVIDERS.includes(node.text)
        ? [replaced(node, quoted(node.text === 'email' ? 'sub' : 'email'))]
        : [],
  },
  {
    name: 'claim dropped',
    because: 'owners and groups are known by the claim that is usual',
    changes: (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(identityClaim|withClaimIn)$/.test(calledName(node))
        ? [replaced(node, node.expression.expression.getText())]
        : [],
  },
  {
    name: 'path changed',
    because: 'the rights are on other files',
    changes: (node, file) =>
      isStorage(file) && isPath(node)
        ? [
            replaced(node, quoted(`other/${node.text}`)),
            ...(node.text.includes('{entity_id}/')
              ? [replaced(node, quoted(node.text.replace('{entity_id}/', '')))]
              : []),
          ]
        : [],
  },
  {
    name: 'path dropped',
    because: 'nobody has rights on the files',
    changes: (node, file) =>
      isStorage(file) && isPath(node) && ts.isPropertyAssignment(node.parent)
        ? [replaced(node.parent, `...{}`)]
        : [],
  },
];

function listOfTo(node: ts.Node): ts.ArrayLiteralExpression | null {
  if (!ts.isCallExpression(node) || calledName(node) !== 'to') return null;
  const [list] = node.arguments;
  return list !== undefined && ts.isArrayLiteralExpression(list) ? list : null;
}

/** `group` of `allow.group('Editors')`; null for what is no strategy. */
function allowed(node: ts.Node): string | null {
  const access = ts.isCallExpression(node) ? node.expression : node;
  return ts.isPropertyAccessExpression(access) && access.expression.getText() === 'allow'
    ? access.name.text
    : null;
}

function dataStrategy(node: ts.Node): Change[] {
  const name = ts.isCallExpression(node) ? allowed(node) : null;
  const other = STRATEGIES[name ?? ''];
  return other === undefined ? [] : [replaced(node, other)];
}

function storageStrategy(node: ts.Node): Change[] {
  const name = allowed(node);
  if (name === 'guest') return [replaced(node, 'allow.authenticated')];
  if (name === 'authenticated') return [replaced(node, 'allow.guest')];
  const isCall = ts.isCallExpression(node) && (name === 'entity' || name === 'groups');
  return isCall ? [replaced(node, 'allow.authenticated')] : [];
}

function isRules(node: ts.Node): node is ts.ArrayLiteralExpression {
  return (
    ts.isArrayLiteralExpression(node) && node.elements.every((one) => one.getText().startsWith('allow.'))
  );
}

function isPath(node: ts.Node): node is ts.StringLiteral {
  return (
    ts.isStringLiteral(node) &&
    ts.isPropertyAssignment(node.parent) &&
    node.parent.name === node &&
    node.text.endsWith('/*')
  );
}

/** The order of a list of groups is their precedence. */
export const GROUPS: readonly TypeScriptOperator[] = [
  {
    name: 'groups in another order',
    because: 'the first group is the strongest',
    changes: (node) =>
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'groups' &&
      ts.isArrayLiteralExpression(node.initializer)
        ? swapped(node.initializer)
        : [],
  },
  {
    name: 'group dropped',
    because: 'its members have no role of their own',
    changes: (node) =>
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'groups' &&
      ts.isArrayLiteralExpression(node.initializer)
        ? without(node.initializer)
        : [],
  },
];
