import { type Finding, finding } from '../../../src/core/finding.js';
import { at, type JsonNode, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Code, code, literal, object } from '../../../src/emit/code.js';
import { conditionOf } from '../../shared/template/conditions.js';
import { textOf } from '../../shared/template/intrinsics.js';
import { NAME_PROPERTIES, kindOf } from '../../shared/template/kinds.js';
import { shownParts, textCode } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { AS_WRITTEN, valueOf } from '../../shared/template/values.js';

/** A resource of a template besides its table. */
export interface ExtraCode {
  readonly value: Code;
  /** Statements that need its variable. */
  readonly after: readonly Code[];
  readonly findings: readonly Finding[];
}

/** A resource as CDK, under its id of Gen 1. Null where its condition is false. @throws Refusal */
export function extraCode(
  id: string,
  constructId: string,
  variable: Code,
  node: JsonNode,
  scope: Scope,
): ExtraCode | null {
  const name = stringAt(node, 'Condition');
  const condition = name === undefined ? true : conditionOf(name, scope, node.origin);
  if (condition === false) return null;
  const type = stringAt(node, 'Type');
  if (type === undefined) throw new Refusal('it has no type', node.origin);
  const properties = membersOf(at(node, 'Properties'));
  const kind = kindOf(type, [...properties.keys()]);
  const names = kind?.names ?? AS_WRITTEN;
  const made = object(
    [...properties].map(([property, value]) => {
      const inner = names.free.has(property) ? AS_WRITTEN : names;
      const written = valueOf(value, scope, inner);
      return written === null ? null : ([names.name(property), written] as const);
    }),
  );
  const props = kind === null ? code`{ type: ${literal(type)}, properties: ${made} }` : made;
  const className = scope.use(kind?.className ?? 'CfnResource', kind?.module ?? 'aws-cdk-lib');
  return {
    value: code`new ${className}(stack, ${literal(constructId)}, ${props})`,
    after: [
      ...(condition === true ? [] : [code`${variable}.cfnOptions.condition = ${condition};`]),
      ...attributes(variable, node, scope),
    ],
    findings: fixedName(id, type, properties, scope),
  };
}

function attributes(variable: Code, node: JsonNode, scope: Scope): Code[] {
  const dependsOn = at(node, 'DependsOn');
  const others = dependsOn?.kind === 'array' ? itemsOf(dependsOn) : dependsOn ? [dependsOn] : [];
  const dependencies = others.flatMap((other) => {
    const found = scope.resource(other.kind === 'scalar' ? String(other.value) : '', other.origin);
    return found === null ? [] : [code`${variable}.node.addDependency(${found.variable});`];
  });
  const policies = ['DeletionPolicy', 'UpdateReplacePolicy'].flatMap((name) => {
    const policy = stringAt(node, name);
    return policy === undefined ? [] : [code`${variable}.addOverride(${literal(name)}, ${literal(policy)});`];
  });
  return [...dependencies, ...policies];
}

/** A name that the resource of Gen 1 has already. */
function fixedName(
  id: string,
  type: string,
  properties: ReadonlyMap<string, JsonNode>,
  scope: Scope,
): Finding[] {
  const property = Object.hasOwn(NAME_PROPERTIES, type) ? NAME_PROPERTIES[type] : undefined;
  const node = property === undefined ? undefined : properties.get(property);
  if (property === undefined || node === undefined) return [];
  const value = shownParts(textOf(node, scope));
  return [finding('AM2111', 'storage', node.origin, { name: id, property, value })];
}

/** Outputs that every template of a table has, for other parts of Gen 1: what they say is `tables.<name>` now. */
const OWN_OUTPUTS = new Set([
  ...[
    'Name',
    'Arn',
    'StreamArn',
    'PartitionKeyName',
    'PartitionKeyType',
    'SortKeyName',
    'SortKeyType',
    'Region',
  ],
]);

/** Outputs that people added. */
export function ownOutputs(template: JsonNode | null): [string, JsonNode][] {
  return [...membersOf(at(template ?? undefined, 'Outputs'))].filter(([id]) => !OWN_OUTPUTS.has(id));
}

/** @throws Refusal */
export function outputCode(constructId: string, node: JsonNode, scope: Scope): Code {
  const value = at(node, 'Value');
  if (value === undefined) throw new Refusal('it has no value', node.origin);
  const name = at(node, 'Export', 'Name');
  const props = [
    code`value: ${textCode(textOf(value, scope))}`,
    ...(name === undefined ? [] : [code`exportName: ${textCode(textOf(name, scope))}`]),
  ];
  const output = scope.use('CfnOutput', 'aws-cdk-lib');
  return code`new ${output}(stack, ${literal(constructId)}, { ${props.join(', ') as Code} });`;
}
