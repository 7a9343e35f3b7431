import { type CallExpression, type Expression, type IfStatement, type Node } from '@babel/types';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code, identifier, isBindable, literal } from '../../../src/emit/code.js';
import { pureCode, words } from '../../shared/override/expressions.js';
import { type OverrideFile } from '../../shared/override/read.js';
import { type Binding, type Project, type Scope, Stay } from '../../shared/override/scope.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { OVERRIDES_PATH } from './paths.js';

/** What becomes of an override.ts of a bucket. */
export interface OverridePlan {
  readonly statements: readonly Code[];
  readonly findings: readonly Finding[];
  /** Findings about statements that change who may do what. */
  readonly aboutPolicies: readonly Finding[];
}

/**
 * The statements of override.ts for the Gen 2 backend, and a finding for each that stays behind. Both generations
 * have the bucket as CDK's `CfnBucket`, so that what sets a property of it is the same code.
 */
export function planOverride(override: OverrideFile, project: Project, ledger: Ledger): OverridePlan {
  if (override.problem) {
    const { leaf, reason } = override.problem;
    const told = finding('AM2019', 'storage', leaf.origin, { reason });
    ledger.cover(leaf);
    ledger.settle(leaf, { kind: 'manual', finding: told });
    return { statements: [], findings: [told], aboutPolicies: [told] };
  }
  const statements: Code[] = [];
  const findings: Finding[] = [];
  const refused: string[] = [];
  let scope: Scope = new Map<string, Binding>([
    ...(override.resources === null ? [] : [[override.resources, { kind: 'stack' }] as const]),
    ...(override.projectInfo === null ? [] : [[override.projectInfo, { kind: 'projectInfo' }] as const]),
  ]);
  for (const { leaf, node, secret } of override.statements) {
    ledger.cover(leaf);
    try {
      if (secret) throw new Stay('it holds a secret as text');
      const carried = carry(node, scope, project);
      scope = carried.scope;
      statements.push(...carried.statements);
      ledger.settle(leaf, { kind: 'override', target: { path: OVERRIDES_PATH } });
    } catch (error) {
      if (!(error instanceof Stay)) throw error;
      const statement = String(leaf.value).replace(/\s+/g, ' ');
      const told = finding('AM2018', 'storage', leaf.origin, { statement, why: error.message });
      findings.push(told);
      refused.push(statement);
      ledger.settle(leaf, { kind: 'manual', finding: told });
    }
  }
  const aboutPolicies = findings.filter((_told, index) => refused[index]?.includes('Policy') === true);
  return { statements, findings, aboutPolicies };
}

/** An override.ts of a bucket that stays as it is deployed: only rights have to be given to new roles. */
export function keptOverride(override: OverrideFile, keepsRoles: boolean, ledger: Ledger): Finding[] {
  const leaves = override.problem ? [override.problem.leaf] : override.statements.map(({ leaf }) => leaf);
  return leaves.flatMap((leaf) => {
    ledger.cover(leaf);
    const statement = String(leaf.value).replace(/\s+/g, ' ');
    if (keepsRoles || !statement.includes('Policy')) {
      ledger.settle(leaf, { kind: 'default', because: 'the existing bucket is as it was deployed' });
      return [];
    }
    const why = 'it changes rights of the roles, which are new';
    const told = finding('AM2018', 'storage', leaf.origin, { statement, why });
    ledger.settle(leaf, { kind: 'manual', finding: told });
    return [told];
  });
}

interface Carried {
  readonly statements: readonly Code[];
  readonly scope: Scope;
}

/** Names of the emitted function. */
const TAKEN = new Set(['backend', 'bucket', 'cfnBucket', 'environmentName', 'branch', 'group']);

function carry(node: Node, scope: Scope, project: Project): Carried {
  const same = (statements: readonly Code[]): Carried => ({ statements, scope });
  switch (node.type) {
    case 'EmptyStatement':
      return same([]);
    case 'VariableDeclaration': {
      let inner = scope;
      const statements: Code[] = [];
      for (const { id, init } of node.declarations) {
        if (id.type !== 'Identifier' || !init)
          throw new Stay('a declaration without a plain name and a value');
        const isAlias = bucketPath(init, inner) !== null;
        const binding: Binding = isAlias ? { kind: 'alias', node: init, scope: inner } : { kind: 'value' };
        if (!isAlias) statements.push(constant(id.name, init, inner, project));
        inner = new Map([...inner, [id.name, binding]]);
      }
      return { statements, scope: inner };
    }
    case 'ExpressionStatement':
      return same([expressionStatement(node.expression, scope, project)]);
    case 'IfStatement':
      return same([ifStatement(node, scope, project)]);
    case 'BlockStatement': {
      let inner = scope;
      return same(
        node.body.flatMap((statement) => {
          const carried = carry(statement, inner, project);
          inner = carried.scope;
          return [...carried.statements];
        }),
      );
    }
    default:
      throw new Stay(`${words(node.type)} can't be carried over without running the file`);
  }
}

function constant(name: string, init: Node, scope: Scope, project: Project): Code {
  if (!isBindable(name) || TAKEN.has(name)) throw new Stay(`a local variable named ${shown(name)}`);
  return code`const ${identifier(name)} = ${pureCode(init, scope, project)};`;
}

function ifStatement({ test, consequent, alternate }: IfStatement, scope: Scope, project: Project): Code {
  const branch = (node: Node): Code => carry(node, scope, project).statements.join('\n') as Code;
  const otherwise = alternate ? code` else {\n${branch(alternate)}\n}` : code``;
  return code`if (${pureCode(test, scope, project)}) {\n${branch(consequent)}\n}${otherwise}`;
}

function expressionStatement(expression: Expression, scope: Scope, project: Project): Code {
  const plain = unwrap(expression);
  if (plain.type === 'CallExpression') return callStatement(plain, scope, project);
  if (plain.type !== 'AssignmentExpression') {
    throw new Stay(`${words(plain.type)} can't be carried over without running the file`);
  }
  const path = bucketPath(plain.left, scope);
  const [property, ...deeper] = path ?? [];
  if (property === undefined) throw new Stay('it changes something else than the bucket');
  if (plain.operator !== '=' || deeper.length > 0) throw new Stay('it adds to what Gen 1 generates');
  if (property === 'bucketName') throw new Stay('the name is taken as long as the Gen 1 bucket is there');
  if (property === 'notificationConfiguration')
    throw new Stay('what calls a function moves with the functions');
  if (!PROPERTIES.has(property)) throw new Stay(`\`CfnBucket\` has no property ${shown(property)}`);
  return code`cfnBucket.${identifier(property)} = ${pureCode(plain.right, scope, project)};`;
}

/** Properties of CDK's CfnBucket that take plain values. */
const PROPERTIES = new Set([
  ...[
    'abacStatus',
    'accelerateConfiguration',
    'accessControl',
    'analyticsConfigurations',
    'bucketEncryption',
  ],
  ...['corsConfiguration', 'intelligentTieringConfigurations', 'inventoryConfigurations'],
  ...['lifecycleConfiguration', 'loggingConfiguration', 'metricsConfigurations', 'objectLockConfiguration'],
  ...['objectLockEnabled', 'ownershipControls', 'publicAccessBlockConfiguration', 'replicationConfiguration'],
  ...['versioningConfiguration', 'websiteConfiguration'],
]);

/** The calls that CDK has for raw CloudFormation, with the number of their arguments. */
const RAW: ReadonlyMap<string, number> = new Map([
  ['addPropertyOverride', 2],
  ['addPropertyDeletionOverride', 1],
  ['addOverride', 2],
  ['addDeletionOverride', 1],
]);

function callStatement(node: CallExpression, scope: Scope, project: Project): Code {
  const callee = unwrap(node.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null;
  const owner = callee.type === 'MemberExpression' ? bucketPath(callee.object, scope) : null;
  if (method === null || owner === null) throw new Stay('it calls something else than the bucket');
  const [path] = node.arguments;
  const isRaw = RAW.get(method) === node.arguments.length && owner.length === 0;
  if (!isRaw || path?.type !== 'StringLiteral') {
    throw new Stay(`a call of ${shown(method)} can't be carried over without running the file`);
  }
  if (/^(?:Properties\.)?(?:BucketName|NotificationConfiguration)\b/.test(path.value)) {
    throw new Stay('the name of the bucket and its triggers are made anew in Gen 2');
  }
  const rest = node.arguments.slice(1).map((value) => pureCode(value, scope, project));
  return code`cfnBucket.${method as Code}(${[literal(path.value), ...rest].join(', ') as Code});`;
}

/** The steps from the bucket to what an expression names; null when it is no part of the bucket. */
function bucketPath(node: Node, scope: Scope): string[] | null {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const binding = scope.get(plain.name);
    return binding?.kind === 'alias' ? bucketPath(binding.node, binding.scope) : null;
  }
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') return null;
  const name = keyName(plain.property, plain.computed);
  if (name === null) return null;
  const owner = unwrap(plain.object);
  const isStack = owner.type === 'Identifier' && scope.get(owner.name)?.kind === 'stack';
  if (isStack) return name === 's3Bucket' ? [] : null;
  const before = bucketPath(plain.object, scope);
  return before === null ? null : [...before, name];
}
