import { type JsonNode, at, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { ssmSecretNames } from './secret-names.js';
import { functionNode } from './read.js';

/** Puts the documents of a trigger into the scope of the ledger. */
export function coverDocuments({ model, ledger }: LambdaContext): void {
  const { documents, resource, teamProvider } = model;
  const nodes = [
    documents.template,
    documents.parameters,
    documents.functionParameters,
    documents.customPolicies,
    resource?.config ?? null,
    ...teamProvider.values(),
  ];
  for (const node of nodes) if (node) ledger.cover(node);
}

/** What is left in the documents when the environment, the settings and the permissions are planned. */
export function settleDocuments(context: LambdaContext): void {
  const { documents, resource, teamProvider } = context.model;
  if (documents.template) settleTemplate(context, documents.template);
  const unused = 'The template has no parameter of this name, or nothing that is carried over takes it.';
  for (const entry of teamProvider.values()) {
    for (const [name, node] of membersOf(entry)) {
      const isDeployment = name === 'deploymentBucketName' || name === 's3Key';
      context.bookkeeping(node, isDeployment ? 'Where Gen 1 uploaded the code.' : unused);
    }
    context.bookkeeping(entry, 'No values for this environment.');
  }
  context.bookkeeping(documents.parameters, unused);
  settleSecretNames(context);
  context.bookkeeping(
    documents.functionParameters,
    'The answers that the CLI of Gen 1 was given; a deployment reads the template.',
  );
  context.bookkeeping(documents.customPolicies, 'No further statements.');
  context.bookkeeping(
    resource?.config,
    'The CLI of Gen 1 lists its resources here; CDK finds their order itself.',
  );
}

/** Secrets that no variable of the template is for. */
function settleSecretNames(context: LambdaContext): void {
  for (const item of ssmSecretNames(context)) {
    if (context.ledger.isSettled(item)) continue;
    context.manual(item, 'AM1330', { trigger: context.label, name: String(item.value) });
  }
}

const KNOWN_OUTPUTS = new Set(['Name', 'Arn', 'LambdaExecutionRole', 'LambdaExecutionRoleArn', 'Region']);
const KNOWN_SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
]);

function settleTemplate(context: LambdaContext, template: JsonNode): void {
  for (const [name, node] of membersOf(at(template, 'Resources'))) settleResource(context, name, node);
  for (const [name, node] of membersOf(at(template, 'Outputs'))) {
    // Whoever takes an output that is not exported is a neighbour, and is planned with what it takes.
    if (KNOWN_OUTPUTS.has(name) || isOfNeighbours(context, node))
      context.bookkeeping(node, 'Gen 1 passes it on between its stacks.');
    else own(context, `the output ${name}`, node);
  }
  for (const [section, node] of membersOf(template)) {
    if (KNOWN_SECTIONS.has(section))
      context.bookkeeping(node, SECTION_REASONS[section] ?? 'A part of the frame.');
    else own(context, section, node);
  }
  // What is no object at all, or an empty one.
  own(context, 'the template', template);
}

function isOfNeighbours({ feature }: LambdaContext, node: JsonNode): boolean {
  return feature === 'functions' && at(node, 'Export') === undefined;
}

const SECTION_REASONS: Readonly<Partial<Record<string, string>>> = {
  Conditions: 'What depends on a condition is settled where it stands.',
  Mappings: 'The values that are used are settled where they are used.',
  Parameters: 'Parameters are Gen 1 plumbing; their values are settled where they are used.',
};

function settleResource(context: LambdaContext, name: string, node: JsonNode): void {
  switch (stringAt(node, 'Type')) {
    case 'AWS::Lambda::Function':
      if (node !== functionNode(context.model.documents.template)) {
        own(context, name, node);
        return;
      }
      settleOddEnvironment(context, at(node, 'Properties', 'Environment'));
      for (const key of ['DeletionPolicy', 'UpdateReplacePolicy', 'Condition']) {
        const policy = at(node, key);
        if (policy) own(context, `${name}.${key}`, policy);
      }
      context.bookkeeping(node, 'The frame around the function.');
      return;
    case 'AWS::IAM::Role':
    case 'AWS::IAM::Policy':
      context.bookkeeping(node, 'The frame around the permissions of the function.');
      return;
    case 'AWS::Lambda::Permission':
      if (stringAt(node, 'Properties', 'Principal') === 'cognito-idp.amazonaws.com') {
        context.settle(node, { kind: 'default', because: 'CDK lets the pool call its triggers.' });
        return;
      }
      own(context, name, node);
      return;
    default:
      own(context, name, node);
  }
}

/** Variables that are no object have not been read one by one. */
function settleOddEnvironment(context: LambdaContext, node: JsonNode | undefined): void {
  if (!node) return;
  const variables = at(node, 'Variables') ?? node;
  if (variables.kind === 'object') context.bookkeeping(node, 'The frame around the variables.');
  else own(context, 'Environment', node);
}

function own(context: LambdaContext, name: string, node: JsonNode): void {
  if (context.ledger.isSettled(node)) return;
  const text = JSON.stringify(toValue(node));
  context.manual(node, 'AM1312', { trigger: context.label, name, text });
}
