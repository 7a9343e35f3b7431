import { type Finding, finding } from '../../src/core/finding.js';
import { type JsonNode, at, membersOf, itemsOf, toValue } from '../../src/core/json.js';
import { type Ledger } from '../../src/core/ledger.js';
import { type Code, type ModuleText, code, literal, member } from '../../src/emit/code.js';
import { isPlain } from './cloudformation.js';
import { RESOURCE_PATH } from './facts-carried.js';
import { type GroupModel, type GroupPolicy, type GroupsModel } from './model.js';
import { OVERRIDES_PATH, type OverrideBlock } from './overrides-module.js';

/** The groups in defineAuth's order with Gen 1's precedence and policies, and what became of their leaves. */
export function planGroups(
  { document, documents, groups }: GroupsModel,
  hasIdentityPool: boolean,
  module: ModuleText,
  ledger: Ledger,
): { readonly blocks: readonly OverrideBlock[]; readonly findings: readonly Finding[] } {
  if (document) ledger.cover(document);
  for (const older of documents) ledger.cover(older);
  const findings: Finding[] = [];
  const policies = groups.flatMap((group) =>
    group.policies.flatMap((policy) => policyStatements(group, policy, module, ledger, findings)),
  );
  const blocks = [
    { reason: "Gen 1's precedence; defineAuth counts from 0", statements: groups.map(precedence) },
    {
      reason: 'Groups have no role where there is no identity pool',
      statements: hasIdentityPool ? [] : groups.map(withoutRole),
    },
    { reason: 'What Gen 1 allowed the members of a group', statements: policies },
  ];
  findings.push(...groups.flatMap((group) => tellOverruled(group, ledger)));
  if (document) for (const group of groups) settleGroup(group, ledger);
  for (const older of documents) {
    if (ledger.isSettled(older)) continue;
    ledger.settle(older, { kind: 'bookkeeping', because: 'made by the Gen 1 CLI from the list of groups' });
  }
  return { blocks: blocks.filter(({ statements }) => statements.length > 0), findings };
}

function precedence({ name, precedence: value }: GroupModel): Code {
  return code`${cfnGroup(name)}.precedence = ${literal(value ?? undefined)};`;
}

function withoutRole({ name }: GroupModel): Code {
  return code`${cfnGroup(name)}.roleArn = undefined;`;
}

function cfnGroup(name: string): Code {
  return code`${member(code`resources.groups`, name)}.cfnUserGroup`;
}

function policyStatements(
  group: GroupModel,
  policy: GroupPolicy,
  module: ModuleText,
  ledger: Ledger,
  findings: Finding[],
): Code[] {
  const plain = policy.statements.length > 0 && policy.statements.every(isPlain);
  if (!plain) {
    const refused = finding('AM1212', 'auth', policy.node.origin, { group: group.name, policy: policy.name });
    findings.push(refused);
    ledger.settle(policy.node, { kind: 'manual', finding: refused });
    return [];
  }
  findings.push(...policy.statements.flatMap((statement) => fixedResources(group, statement)));
  ledger.settle(policy.node, {
    kind: 'override',
    target: { path: OVERRIDES_PATH, property: `groups.${group.name}.role` },
  });
  const PolicyStatement = module.use('PolicyStatement', 'aws-cdk-lib/aws-iam');
  return policy.statements.map(
    (statement) =>
      code`${member(code`resources.groups`, group.name)}.role.addToPrincipalPolicy(${PolicyStatement}.fromJson(${literal(toValue(statement))}));`,
  );
}

/**
 * Whatever a service has, or has of one kind, wherever it is: `*`, `arn:aws:geo:*:*:*`, `arn:aws:dynamodb:*:*:table/*`. What
 * S3, SNS and SQS have is named without its kind.
 */
const ANY =
  /^(?:\*|arn:[\w*-]+:(?:\*|[\w-]+):\*?:\*?:\*|arn:[\w*-]+:(?!s3:|sns:|sqs:)[\w-]+:\*?:\*?:[\w-]+[/:]\*[^\w]*)$/;

/** Resources that name an account, a region or an environment of Gen 1. */
function fixedResources(group: GroupModel, statement: JsonNode): Finding[] {
  const resource = at(statement, 'Resource');
  const nodes = resource?.kind === 'array' ? itemsOf(resource) : resource ? [resource] : [];
  return nodes.flatMap((node) =>
    node.kind === 'scalar' && typeof node.value === 'string' && !ANY.test(node.value)
      ? [finding('AM1213', 'auth', node.origin, { group: group.name, resource: node.value })]
      : [],
  );
}

function tellOverruled(group: GroupModel, ledger: Ledger): Finding[] {
  if (!group.overruled) return [];
  const target = { path: OVERRIDES_PATH, property: `groups.${group.name}.role` };
  const told = finding('AM1228', 'auth', group.overruled.origin, { group: group.name }, target);
  if (group.overruled !== group.node) {
    ledger.settle(group.overruled, { kind: 'changed', target, finding: told });
  }
  return [told];
}

function settleGroup(group: GroupModel, ledger: Ledger): void {
  for (const [key, node] of membersOf(group.node)) {
    if (ledger.isSettled(node)) continue;
    if (key === 'precedence') {
      ledger.settle(node, {
        kind: 'override',
        target: { path: OVERRIDES_PATH, property: `groups.${group.name}.precedence` },
      });
    } else if (key === 'groupName') {
      ledger.settle(node, { kind: 'exact', target: { path: RESOURCE_PATH, property: 'groups' } });
    } else if (key === 'customPolicies' && group.policies.length > 0) {
      // the template of the older form says the same, and is what the statements are made of
      ledger.settle(node, {
        kind: 'override',
        target: { path: OVERRIDES_PATH, property: `groups.${group.name}.role` },
      });
    } else if (key === 'description' || key === 'customPolicies') {
      ledger.settle(node, { kind: 'bookkeeping', because: 'Gen 1 does not deploy it' });
    }
  }
}
