import ts from 'typescript';
import { type Change } from './mutant.js';
import { type TypeScriptOperator } from './operators-rules.js';
import { calledName, propertyOf, quoted, replaced, without } from './syntax.js';

/** Another word of the same set: what a setting is swapped with. */
const WORDS: Readonly<Record<string, string>> = {
  LEGACY: 'ENABLED',
  ENABLED: 'LEGACY',
  OPTIONAL: 'REQUIRED',
  REQUIRED: 'OPTIONAL',
  OFF: 'OPTIONAL',
  Token: 'Rules',
  AuthenticatedRole: 'Deny',
  code: 'implicit',
  implicit: 'code',
  CONFIRM_WITH_CODE: 'CONFIRM_WITH_LINK',
  CODE: 'LINK',
  Allow: 'Deny',
  Deny: 'Allow',
  AUDIT: 'OFF',
  ACTIVE: 'INACTIVE',
  SOFTWARE_TOKEN_MFA: 'SMS_MFA',
  ALLOW_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ALLOW_CUSTOM_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  openid: 'aws.cognito.signin.user.admin',
  OPENID: 'COGNITO_ADMIN',
  days: 'hours',
};

const MODES: Readonly<Record<string, string>> = {
  userPool: 'iam',
  apiKey: 'iam',
  iam: 'identityPool',
  identityPool: 'iam',
  oidc: 'iam',
  lambda: 'iam',
  AMAZON_COGNITO_USER_POOLS: 'AWS_IAM',
  API_KEY: 'AWS_IAM',
  AWS_IAM: 'AMAZON_COGNITO_USER_POOLS',
};

const ROLES: Readonly<Record<string, string>> = {
  authenticatedUserIamRole: 'unauthenticatedUserIamRole',
  unauthenticatedUserIamRole: 'authenticatedUserIamRole',
};

const EVENTS: Readonly<Record<string, string>> = {
  OBJECT_CREATED: 'OBJECT_REMOVED',
  OBJECT_REMOVED: 'OBJECT_CREATED',
};

/** Properties that hold who may do what, what is called, and what is taken over; others have operators of their own. */
const GIVING: ReadonlySet<string> = new Set(
  ['access', 'groups', 'triggers', 'externalProviders', 'multifactor', 'userAttributes', 'schedule'].concat(
    ['layers', 'environment', 'allowListedRoles', 'functionSlots', 'functionNameMap', 'roleMappings'],
    ['dataStoreConfiguration', 'translationBehavior', 'migratedAmplifyGen1DynamoDbTableMappings'],
  ),
);

/** Outputs are for the configuration of clients: they deploy nothing. */
const GRANTING = /\.(?:add(?!Output$)|grant)/;

/** Settings of every category, and statements of policies. */
export const SETTINGS: readonly TypeScriptOperator[] = [
  {
    name: 'flag flipped',
    because: 'something is on that was off, or off that was on',
    changes: (node) =>
      node.kind === ts.SyntaxKind.TrueKeyword
        ? [replaced(node, 'false')]
        : node.kind === ts.SyntaxKind.FalseKeyword
          ? [replaced(node, 'true')]
          : [],
  },
  {
    name: 'number raised',
    because: 'lengths, days, seconds, precedence and versions are settings',
    changes: (node) => (ts.isNumericLiteral(node) ? [replaced(node, String(Number(node.text) + 1))] : []),
  },
  {
    name: 'word swapped',
    because: 'the setting has another of its values',
    changes: (node) => words(node, WORDS),
  },
  {
    name: 'default mode swapped',
    because: 'callers without a word of their own are asked for something else',
    changes: (node) => (propertyOf(node) === 'defaultAuthorizationMode' ? words(node, MODES) : []),
  },
  {
    name: 'mode dropped',
    because: 'callers with such a token are refused',
    changes: (node) =>
      ts.isPropertyAssignment(node) &&
      /^(apiKey|oidc|lambda|userPool|iam)(AuthorizationMode|Config)$/.test(node.name.getText())
        ? [replaced(node, '...{}')]
        : [],
  },
  {
    name: 'URL changed',
    because: 'tokens are sent to another place, or taken from another issuer',
    changes: (node) =>
      ts.isStringLiteral(node) && /^https?:\/\//.test(node.text)
        ? [replaced(node, quoted('https://elsewhere.example.org/'))]
        : [],
  },
  {
    name: 'action dropped',
    because: 'a role may do less',
    changes: (node) =>
      ts.isArrayLiteralExpression(node) && propertyOf(node) === 'actions' ? without(node) : [],
  },
  {
    name: 'action widened',
    because: 'a role may do everything with the service',
    changes: (node) =>
      ts.isStringLiteral(node) && propertyOf(node) === 'actions' && !node.text.endsWith(':*')
        ? [replaced(node, quoted(`${node.text.split(':')[0] ?? ''}:*`))]
        : [],
  },
  {
    name: 'resource dropped',
    because: 'a role reaches less',
    changes: (node) =>
      ts.isArrayLiteralExpression(node) && propertyOf(node) === 'resources' ? without(node) : [],
  },
  {
    name: 'resource widened',
    because: 'a role reaches everything',
    changes: (node) =>
      ts.isExpression(node) &&
      ts.isArrayLiteralExpression(node.parent) &&
      propertyOf(node) === 'resources' &&
      node.getText() !== quoted('*')
        ? [replaced(node, quoted('*'))]
        : [],
  },
  {
    name: 'part of an ARN dropped',
    because: 'the statement is on other resources',
    changes: (node) =>
      ts.isTemplateExpression(node) && node.getText().endsWith('/*`') && !node.getText().endsWith('}/*`')
        ? [replaced(node, node.getText().replace(/\/[^/]*\/\*`$/, '/*`'))]
        : [],
  },
  {
    name: 'role swapped',
    because: 'somebody else has the rights',
    changes: (node: ts.Node): readonly Change[] => {
      const other = ts.isPropertyAccessExpression(node) ? ROLES[node.name.text] : undefined;
      return other !== undefined && ts.isPropertyAccessExpression(node) ? [replaced(node.name, other)] : [];
    },
  },
  {
    name: 'event swapped',
    because: 'the function is called for something else',
    changes: (node: ts.Node): readonly Change[] => {
      const other = ts.isPropertyAccessExpression(node) ? EVENTS[node.name.text] : undefined;
      return other !== undefined && ts.isPropertyAccessExpression(node) ? [replaced(node.name, other)] : [];
    },
  },
  {
    name: 'variable renamed',
    because: 'the function does not find what it is told',
    changes: (node) => variableNames(node).map((name) => replaced(name, quoted('ANOTHER_NAME'))),
  },
  {
    name: 'statement dropped',
    because: 'what Gen 1 had and Gen 2 has otherwise is set by statements',
    changes: (node) =>
      ts.isExpressionStatement(node) &&
      (ts.isBinaryExpression(node.expression) ||
        (ts.isCallExpression(node.expression) && GRANTING.test(node.expression.expression.getText())))
        ? [replaced(node, ';')]
        : [],
  },
  {
    name: 'call dropped',
    because: 'what a helper keeps of Gen 1 is not there when nobody calls it',
    changes: (node) =>
      ts.isExpressionStatement(node) &&
      ts.isCallExpression(node.expression) &&
      ts.isIdentifier(node.expression.expression)
        ? [replaced(node, ';')]
        : [],
  },
  {
    name: 'property dropped',
    because: 'what is given to others by one property is given to nobody',
    changes: (node) =>
      ts.isPropertyAssignment(node) && GIVING.has(node.name.getText()) ? [replaced(node, '...{}')] : [],
  },
  {
    name: 'schedule changed',
    because: 'the function runs at other times',
    changes: (node) =>
      ts.isStringLiteral(node) && propertyOf(node) === 'schedule'
        ? [replaced(node, quoted('5 5 5 5 ?'))]
        : [],
  },
];

function words(node: ts.Node, table: Readonly<Record<string, string>>): Change[] {
  const other = ts.isStringLiteral(node) && Object.hasOwn(table, node.text) ? table[node.text] : undefined;
  return other === undefined ? [] : [replaced(node, quoted(other))];
}

function variableNames(node: ts.Node): ts.Node[] {
  if (ts.isCallExpression(node) && calledName(node) === 'addEnvironment') return node.arguments.slice(0, 1);
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'environment') return [];
  return ts.isObjectLiteralExpression(node.initializer)
    ? node.initializer.properties.flatMap(({ name }) => (name === undefined ? [] : [name]))
    : [];
}
