import { type JsonNode, at, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { type Code, code, isBindable, literal } from '../../../src/emit/code.js';
import { NAME_PROPERTIES } from '../../shared/template/kinds.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type FunctionContext } from '../context.js';
import { type ProjectOutputs } from '../../shared/references/outputs.js';
import { type Spelling, propertyCode } from './properties.js';

/** Types that the emitted code makes with a class of CDK; all others with CfnResource. */
const CLASSES: Readonly<Record<string, { readonly className: string; readonly from: string }>> = {
  'AWS::Lambda::EventSourceMapping': { className: 'CfnEventSourceMapping', from: 'aws-cdk-lib/aws-lambda' },
  'AWS::Lambda::Permission': { className: 'CfnPermission', from: 'aws-cdk-lib/aws-lambda' },
  'AWS::Events::Rule': { className: 'CfnRule', from: 'aws-cdk-lib/aws-events' },
};

/** Types that hold something, or that others know by name. */
const KEEPS: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::Kinesis::Stream',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
]);

/** Carries a resource of the template over as it is. @throws Refusal when it can't be said */
export function carryResource(
  id: string,
  node: JsonNode,
  context: FunctionContext,
  outputs: ProjectOutputs,
): void {
  const type = stringAt(node, 'Type');
  if (type === undefined) throw new Refusal('it has no type', node.origin);
  const constructed = constructionOf(id, type, node, context);
  const statements = attributesOf(node);
  if (!isReferred(id, context) && statements.length === 0) {
    context.say(code`${constructed.code};`, constructed.imports);
  } else {
    const variable = variableFor(id, context);
    context.say(code`const ${variable} = ${constructed.code};`, constructed.imports);
    for (const statement of statements) context.say(code`${variable}${statement}`);
    outputs.carry(context, id, variable);
  }
  if (KEEPS.has(type)) context.tell('AM4121', node.origin, { name: context.name, id, type });
  context.settle(node, { kind: 'override', target: { path: 'amplify/backend.ts' } });
}

function constructionOf(id: string, type: string, node: JsonNode, context: FunctionContext) {
  const known = CLASSES[type];
  const properties = propertiesOf(id, type, node, context, known === undefined ? 'written' : 'cdk');
  const scope = code`${context.backendFunction}.stack`;
  const name = literal(`${context.exportName}-${id}`);
  const { className, from } = known ?? { className: 'CfnResource', from: 'aws-cdk-lib' };
  const argument =
    known === undefined ? code`{ type: ${literal(type)}, properties: ${properties} }` : properties;
  return {
    code: code`new ${className as Code}(${scope}, ${name}, ${argument})`,
    imports: [{ name: className, from }],
  };
}

function propertiesOf(
  id: string,
  type: string,
  node: JsonNode,
  context: FunctionContext,
  spelling: Spelling,
): Code {
  const properties = [...membersOf(at(node, 'Properties'))];
  const entries = properties.flatMap(([name, value]) => {
    if (NAME_PROPERTIES[type] === name) {
      context.tell('AM4122', value.origin, { name: context.name, id, property: name });
      return [];
    }
    const made = propertyCode(memberNode(name, value), context, spelling);
    return made === null ? [] : [made.slice(1, -1).trim()];
  });
  return code`{\n${entries.join('\n') as Code}\n}`;
}

/** An object with one member, so that its name is spelled as those of nested ones. */
function memberNode(name: string, value: JsonNode): JsonNode {
  return { kind: 'object', members: new Map([[name, value]]), origin: value.origin };
}

function attributesOf(node: JsonNode): Code[] {
  return ['DeletionPolicy', 'UpdateReplacePolicy'].flatMap((attribute) => {
    const policy = stringAt(node, attribute);
    return policy === undefined ? [] : [code`.addOverride(${literal(attribute)}, ${literal(policy)});`];
  });
}

/** Whether anything else of the template refers to the resource. */
function isReferred(id: string, { model }: FunctionContext): boolean {
  const { template, customPolicies } = model.documents;
  const text = [template, customPolicies]
    .map((node) => (node ? JSON.stringify(toValue(node)) : ''))
    .join('\n');
  const name = JSON.stringify(id).slice(1, -1);
  return (
    text.includes(`"Ref":"${name}"`) ||
    text.includes(`"Fn::GetAtt":["${name}"`) ||
    text.includes(`"Fn::GetAtt":"${name}.`) ||
    text.includes(`\${${name}}`) ||
    text.includes(`\${${name}.`)
  );
}

function variableFor(id: string, context: FunctionContext): Code {
  const plain = `${id.charAt(0).toUpperCase()}${id.slice(1)}`.replace(/\W/g, '');
  const name = `${context.exportName}${plain}`;
  if (!isBindable(name)) throw new Error(`AM9001: ${name} is no variable`);
  return name as Code;
}
