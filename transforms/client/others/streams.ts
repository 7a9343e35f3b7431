import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Part } from '../edits.js';
import { bareOf, writtenObject } from '../expressions.js';
import { memberLines } from '../layout.js';
import { resultOf } from '../results.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';

interface Stream {
  readonly module: string;
  /** Members of a record, as version 6 takes them in its order. */
  readonly members: readonly string[];
  readonly setting: string;
}

/** Providers of version 5 that put records into streams (RecordInput of @aws-amplify/analytics 7). */
const STREAMS: ReadonlyMap<string, Stream> = new Map([
  [
    'AWSKinesis',
    {
      module: 'aws-amplify/analytics/kinesis',
      members: ['streamName', 'partitionKey', 'data'],
      setting: 'Kinesis',
    },
  ],
  [
    'AWSKinesisFirehose',
    {
      module: 'aws-amplify/analytics/kinesis-firehose',
      members: ['streamName', 'data'],
      setting: 'KinesisFirehose',
    },
  ],
]);

/** What becomes of a record for a stream: why it has no sure translation, null where it has one, else it is none. */
export function streamed(
  script: Script,
  use: Use,
  call: NodePath<CallExpression>,
): string | null | undefined {
  const [event, provider] = call.get('arguments');
  const stream = provider?.isStringLiteral() === true ? STREAMS.get(provider.node.value) : undefined;
  if (event === undefined || stream === undefined || use.member === null) return undefined;
  const form = `in version 6 it is record({ ${stream.members.join(', ')} }) of ${stream.module}`;
  const written = writtenObject(event);
  if (written?.path !== bareOf(event)) return `${form}, and its record is made elsewhere`;
  const { members, path } = written;
  if (members.has('immediate')) return `${form}, and flushEvents() sends what waits`;
  // Version 5 took the identity of the user as a partition where none was named.
  const missing = stream.members.find((name) => !members.has(name));
  if (missing === 'partitionKey')
    return `${form}: give it a partitionKey, which was 'partition-' and the identityId of fetchAuthSession()`;
  const names = stream.members.filter((name) => name !== missing);
  const others = [...members.keys()].filter((name) => !names.includes(name) && name !== 'partitionKey');
  if (missing !== undefined || others.length > 0) return form;
  if (resultOf(call).kind !== 'ignored') return 'its promise is used, and version 6 gives none';
  const properties = path.get('properties');
  const parts = properties.flatMap((property): Part[][] => {
    if (!property.isObjectProperty()) return [];
    const isData = members.get('data') === property.node;
    // Firehose has no partitions, and version 5 did not look for one.
    if (!names.some((name) => members.get(name) === property.node)) return [];
    const value = property.get('value');
    const isText = isData && (value.isStringLiteral() || value.isTemplateLiteral());
    if (isText) return [['data: new TextEncoder().encode(', value.node, ')']];
    if (isData && !value.isObjectExpression()) {
      const what =
        'a text is sent as JSON, in quotes; bytes are sent as they are: new TextEncoder().encode(text)';
      script.tell('AM6004', value.node, { call: 'record', what });
    }
    return [[property.node]];
  });
  const record = script.imports.use(stream.module, 'record');
  script.rewrite(use, call.node, `${record}(`, ...memberLines(script, call, parts), ')');
  const what = `it sends nothing before Amplify.configure is given Analytics: { ${stream.setting}: { region } }; the stream stays with Gen 1, and keeps its name`;
  const isTold = script.findings.some(({ message }) => message.endsWith(what));
  if (!isTold) script.tell('AM6004', call.node, { call: 'record', what });
  return null;
}
