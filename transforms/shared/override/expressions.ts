import { type Node, type ObjectExpression } from '@babel/types';
import { shown } from '../../../src/core/shown.js';
import { array, type Code, code, identifier, key, literal } from '../../../src/emit/code.js';
import { textCode } from '../template/parts.js';
import { type Binding, type Project, type Scope, Stay } from './scope.js';
import { keyName, unwrap } from './syntax.js';

/** How the members of an object are called in the emitted code. */
export type Rename = (name: string) => string;

const AS_IT_IS: Rename = (name) => name;

/** A value that depends on nothing but the file and the environment, as code. @throws Stay for any other */
export function pureCode(node: Node, scope: Scope, project: Project, rename: Rename = AS_IT_IS): Code {
  const plain = unwrap(node);
  const inner = (child: Node): Code => pureCode(child, scope, project, rename);
  switch (plain.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return typeof plain.value === 'string' ? textCode([plain.value]) : literal(plain.value);
    case 'NullLiteral':
      return literal(null);
    case 'TemplateLiteral':
      return textCode(
        plain.quasis.flatMap(({ value }, index) => {
          const hole = plain.expressions[index];
          const text = value.cooked ?? '';
          return hole ? [text, { kind: 'other', code: inner(hole) } as const] : [text];
        }),
      );
    case 'ArrayExpression':
      return array(plain.elements.map((item) => (item ? inner(item) : code`undefined`)));
    case 'ObjectExpression':
      return objectCode(plain, inner, rename);
    case 'Identifier':
      return identifierCode(plain.name, scope);
    case 'UnaryExpression':
      if (plain.operator !== '!' && plain.operator !== '-') break;
      return code`${plain.operator as Code}${inner(plain.argument)}`;
    case 'BinaryExpression':
    case 'LogicalExpression':
      if (!/^(?:[+*/%<>-]|[<>]=|[!=]==?|&&|\|\||\?\?)$/.test(plain.operator)) break;
      return code`(${inner(plain.left)} ${plain.operator as Code} ${inner(plain.right)})`;
    case 'ConditionalExpression':
      return code`(${inner(plain.test)} ? ${inner(plain.consequent)} : ${inner(plain.alternate)})`;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return projectInfoCode(plain.object, keyName(plain.property, plain.computed), scope, project);
    case 'CallExpression':
      return callCode(plain.callee, plain.arguments, inner);
    default:
  }
  throw new Stay(`${words(plain.type)} can't be carried over without running the file`);
}

function objectCode(node: ObjectExpression, inner: (child: Node) => Code, rename: Rename): Code {
  const members = node.properties.map((property): Code => {
    const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
    if (property.type !== 'ObjectProperty' || name === null) {
      throw new Stay("an object with computed or spread members can't be carried over");
    }
    return code`${key(rename(name))}: ${inner(property.value)},`;
  });
  return code`{\n${members.join('\n') as Code}\n}`;
}

function identifierCode(name: string, scope: Scope): Code {
  if (name === 'undefined') return code`undefined`;
  const binding = scope.get(name);
  if (binding?.kind === 'value') return identifier(name);
  throw new Stay(`it needs ${shown(name)}, which is not known`);
}

/** `amplifyProjectInfo.envName` and `.projectName`. */
function projectInfoCode(object: Node, name: string | null, scope: Scope, project: Project): Code {
  const owner = unwrap(object);
  const binding: Binding | undefined = owner.type === 'Identifier' ? scope.get(owner.name) : undefined;
  if (binding?.kind === 'projectInfo' && name === 'envName') return code`environmentName`;
  if (binding?.kind === 'projectInfo' && name === 'projectName') return literal(project.projectName);
  if (isProcessEnv(owner)) throw new Stay('it depends on a variable of the machine that deploys');
  throw new Stay('it reads what is known only when Gen 1 runs the file');
}

function isProcessEnv(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'process' &&
    keyName(node.property, node.computed) === 'env'
  );
}

/** Methods of lists and texts that change nothing. */
const PURE_METHODS = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'toLowerCase',
  'toUpperCase',
  'join',
  'concat',
]);

function callCode(callee: Node, args: readonly Node[], inner: (child: Node) => Code): Code {
  const plain = unwrap(callee);
  const method = plain.type === 'MemberExpression' ? keyName(plain.property, plain.computed) : null;
  if (plain.type !== 'MemberExpression' || method === null || !PURE_METHODS.has(method)) {
    throw new Stay("a call can't be carried over without running the file");
  }
  return code`${inner(plain.object)}.${method as Code}(${args.map(inner).join(', ') as Code})`;
}

/** `ForInStatement` → `a for in statement`. */
export function words(type: string): string {
  return `a ${type.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase()}`;
}
