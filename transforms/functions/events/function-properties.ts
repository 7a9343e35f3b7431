import { type JsonNode, at, membersOf } from '../../../src/core/json.js';
import { code, literal } from '../../../src/emit/code.js';
import { functionNode } from '../../shared/lambda/read.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type FunctionContext } from '../context.js';
import { propertyCode } from './properties.js';

/** Properties of a function that may refer to other resources: its network, queue, keys and file systems. */
const REFERRING = [
  'DeadLetterConfig',
  'FileSystemConfigs',
  'KmsKeyArn',
  'TracingConfig',
  'VpcConfig',
] as const;

/** Sets those that do as they are; what refers to nothing is left to the settings of the function. */
export function planProperties(context: FunctionContext): void {
  const properties = at(functionNode(context.model.documents.template), 'Properties');
  for (const name of REFERRING) {
    const node = membersOf(properties).get(name);
    if (node === undefined || !refers(node)) continue;
    try {
      const value = propertyCode(node, context, 'written');
      if (value !== null) {
        const cfnFunction = code`${context.backendFunction}.resources.cfnResources.cfnFunction`;
        context.say(code`${cfnFunction}.addPropertyOverride(${literal(name)}, ${value});`);
      }
      context.settle(node, { kind: 'override', target: { path: 'amplify/backend.ts', property: name } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.manual(node, 'AM4120', {
        name: context.name,
        id: name,
        type: 'AWS::Lambda::Function',
        why: error.message,
      });
    }
  }
}

function refers(node: JsonNode): boolean {
  if (node.kind === 'array') return node.items.some(refers);
  if (node.kind === 'scalar') return false;
  return [...node.members].some(
    ([name, member]) => name === 'Ref' || name.startsWith('Fn::') || refers(member),
  );
}
