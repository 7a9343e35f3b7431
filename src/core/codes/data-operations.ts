import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM333x: operations that Gen 2 answers by other means. */
export const DATA_OPERATION_CODES = {
  AM3330: code({
    level: 'warning',
    title: 'Who loses a search',
    message: (p: { model: string; operation: string; callers: readonly string[] }) =>
      `\`${p.operation}\` of \`${p.model}\` is gone for ${callersText(p.callers)}`,
    why: 'The query is no longer part of the API, and the OpenSearch domain of Gen 1 goes with Gen 1.',
    remedy:
      'Make a domain with CDK, fill it from the table with a zero-ETL pipeline (OpenSearch Ingestion), and write the search as a custom query with the domain as its data source, for the same callers.',
  }),
  AM3331: code({
    level: 'warning',
    title: 'Search begins with an empty domain',
    message: (p: { model: string; operation: string; callers: readonly string[] }) =>
      `\`${p.operation}\` of \`${p.model}\` (for ${callersText(p.callers)}) asks a new OpenSearch domain`,
    why: 'The domain is filled by the stream of the table from now on: records that are there already are not found until they are written again, and for a while two domains are paid for.',
    remedy:
      'Back-fill the domain after the deployment and before clients use it: the ddb_to_es script of amplify-category-api writes each record to it, and zero-ETL (OpenSearch Ingestion) can replace the function that feeds it.',
  }),
  AM3332: code({
    level: 'note',
    title: 'What answers in place of predictions',
    message: (p: { operation: string; field: string }) =>
      `\`${p.operation}\` is answered by \`@predictions\`, which is not developed further`,
    why: 'The builder and defineData have no predictions; the construct still has them.',
    remedy: (p) => inPlaceOfPredictions(p.field),
  }),
  AM3335: code({
    level: 'warning',
    title: 'DataStore begins anew',
    message: (p: { models: string }) =>
      `conflict resolution of ${p.models} stays: \`sync\` queries, \`_version\`, \`_deleted\`, \`_lastChangedAt\` and the table of changes`,
    why: 'Clients sync from the beginning with the new API, and changes that they have not sent by the cutover are lost. A record that was deleted stays in its table with `_deleted` until it expires.',
    remedy:
      'Let clients send their changes before the cutover (an empty outbox), and plan how they leave DataStore for a client of their own cache: Gen 2 does not develop it further.',
  }),
  AM3336: code({
    level: 'error',
    title: 'A subscription to a mutation that is not there',
    message: (p: { operation: string; mutations: readonly string[] }) =>
      `\`${p.operation}\` waits for ${listed(p.mutations.map((name) => shown(name)))}, which the schema does not have`,
    why: 'AppSync refuses a schema in which a subscription names such a mutation.',
    remedy: 'Correct the name in `@aws_subscribe`, or remove the subscription.',
  }),
} as const;

function callersText(callers: readonly string[]): string {
  return callers.length === 0 ? 'nobody but administrators' : listed(callers);
}

function inPlaceOfPredictions(field: string): string {
  return (
    'Write it as a query with a function that calls Translate, Polly or Rekognition. For texts Amplify AI answers ' +
    `without a function: \`${field}: a.generation({ aiModel: a.ai.model('Claude 3.5 Haiku'), systemPrompt: '…' })` +
    '.arguments({ text: a.string() }).returns(a.string()).authorization((allow) => allow.authenticated())`; ' +
    '`a.conversation({ aiModel, systemPrompt })` is a chat.'
  );
}
