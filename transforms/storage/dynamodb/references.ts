import { type Gen1App } from '../../../src/core/gen1-app.js';
import { itemsOf, stringAt } from '../../../src/core/json.js';
import { type Code, type Entry, array, code, literal, object } from '../../../src/emit/code.js';
import { type StorageTable } from './model.js';
import { type DeployedName, byEnvironment, knownStreams } from './names.js';
import { DYNAMODB, type Use } from './schema.js';

/** What the emitted code knows of the stream of a table that it refers to. */
export type StreamSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly arns: ReadonlyMap<string, string> }
  /** A function listens, and no environment may do without its ARN. */
  | { readonly kind: 'lookup' };

export function streamSource(table: StorageTable, app: Gen1App): StreamSource {
  const arns = knownStreams(table, app);
  const isComplete = app.environments.every(({ name }) => arns.has(name));
  if (table.triggers.length > 0 && !isComplete) return { kind: 'lookup' };
  return arns.size > 0 ? { kind: 'known', arns } : { kind: 'none' };
}

/** A reference to the table that Gen 1 has deployed. */
export function referenceCode(
  table: StorageTable,
  variable: Code,
  { code: name, declared }: DeployedName,
  stream: StreamSource,
  use: Use,
): Code[] {
  const id = literal(table.resource.name);
  const isLookup = stream.kind === 'lookup';
  const streams = stream.kind === 'known' ? byEnvironment(`${variable}Streams`, stream.arns) : null;
  const tableName = isLookup ? code`${variable}Name` : name;
  const entries: (Entry | null)[] = [
    ['tableName', tableName],
    isLookup ? ['tableStreamArn', code`streamArnOf(stack, ${id}, ${tableName})`] : null,
    streams && ['tableStreamArn', streams.code],
    ...indexNames(table),
  ];
  const reference = code`${use('Table', DYNAMODB)}.fromTableAttributes(stack, ${id}, ${object(entries)})`;
  return [
    ...declared,
    ...(streams?.declared ?? []),
    ...(isLookup ? [code`const ${tableName} = ${name};`] : []),
    code`const ${variable} = ${reference};`,
  ];
}

/** The names of the indexes, by which CDK knows that rights on the table are rights on them. */
function indexNames({ table }: StorageTable): Entry[] {
  const named = (property: string, argument: string): Entry[] => {
    const names = itemsOf(table?.properties.get(property)).flatMap(
      (index) => stringAt(index, 'IndexName') ?? [],
    );
    return names.length === 0 ? [] : [[argument, array(names.map((name) => literal(name)))]];
  };
  return [
    ...named('GlobalSecondaryIndexes', 'globalIndexes'),
    ...named('LocalSecondaryIndexes', 'localIndexes'),
  ];
}

const CUSTOM_RESOURCES = 'aws-cdk-lib/custom-resources';

/** The function that asks DynamoDB for the stream of a table. */
export function streamLookup(use: Use, stackType: Code): Code {
  const [resource, policy, id] = ['AwsCustomResource', 'AwsCustomResourcePolicy', 'PhysicalResourceId'].map(
    (name) => use(name, CUSTOM_RESOURCES),
  );
  return code`/** The stream of a deployed table: its ARN ends in the moment at which it was turned on, so it is looked up. */
function streamArnOf(stack: ${stackType}, id: string, tableName: string) {
  const tableArn = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });
  const lookup = new ${resource ?? code``}(stack, \`\${id}Stream\`, {
    onUpdate: {
      service: 'DynamoDB',
      action: 'describeTable',
      parameters: { TableName: tableName },
      outputPaths: ['Table.LatestStreamArn'],
      physicalResourceId: ${id ?? code``}.of(tableName),
    },
    policy: ${policy ?? code``}.fromSdkCalls({ resources: [tableArn] }),
    installLatestAwsSdk: false,
  });
  return lookup.getResponseField('Table.LatestStreamArn');
}`;
}
