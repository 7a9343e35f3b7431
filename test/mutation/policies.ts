import { type Json } from '../../src/core/json.js';
import { MANAGED_POLICIES } from '../../src/verify/iam/managed-policies.js';
import { matches } from '../../src/verify/iam/pattern.js';
import { type JsonObject, type Resource, isObject } from '../../src/verify/template.js';

/** A resource with its logical id. */
export interface Deployed extends Resource {
  readonly id: string;
}

/** One action on one resource, as a statement allows or denies it. */
interface Sentence {
  readonly effect: string;
  readonly action: string;
  readonly on: string;
  readonly when: string;
}

/**
 * What a policy says, whatever its words: a right that another one of its rights holds says nothing, nor does an
 * action on a resource of a kind that it is never asked for, nor a denial of what nobody allows.
 */
export function meaningOf(document: Json | undefined, all: readonly Deployed[]): string[] {
  const statements = statementsOf(document ?? null);
  const allowed = allowedBy(all);
  const sentences = statements
    .flatMap((one) => sentencesOf(one, all))
    .filter(isAsked)
    .flatMap((one) => (one.effect === 'Deny' ? effective(one, allowed) : [one]));
  const once = [...new Map(sentences.map((one) => [JSON.stringify(one), one])).values()];
  const rest = statements.filter(isExcept).map((one) => JSON.stringify(one));
  return [...once.filter((one) => !once.some((other) => holds(other, one))), ...rest]
    .map((one) => JSON.stringify(one))
    .sort();
}

/** `NotAction` and `NotResource` name what a statement is not about. */
function isExcept(statement: JsonObject): boolean {
  return 'NotAction' in statement || 'NotResource' in statement;
}

function statementsOf(document: Json): JsonObject[] {
  return isObject(document) ? listOf(document['Statement'] ?? []).filter(isObject) : [];
}

function sentencesOf(statement: JsonObject, all: readonly Deployed[]): Sentence[] {
  if (isExcept(statement)) return [];
  const { Action = [], Resource: on = [], Condition: condition = {} } = statement;
  const [effect, when] = [statement['Effect'] === 'Deny' ? 'Deny' : 'Allow', JSON.stringify(condition)];
  return textsOf(Action).flatMap((action) =>
    listOf(on).map((one) => ({ effect, action, on: arnText(one, all), when })),
  );
}

/** An ARN as text, with what only the deployment knows as `${…}`. */
function arnText(value: Json, all: readonly Deployed[]): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return JSON.stringify(value);
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value;
  if (typeof Ref === 'string') return `\${${Ref}}`;
  if (Array.isArray(join) && join[0] === '')
    return listOf(join[1] ?? [])
      .map((one) => arnText(one, all))
      .join('');
  const [id, name] = listOf(attribute ?? []);
  const isFunction = all.some((one) => one.id === id && one.Type === 'AWS::Lambda::Function');
  // CloudFormation makes a name of the stack, the logical id and random letters, which it cuts to fit.
  return isFunction && name === 'Arn' && typeof id === 'string'
    ? `arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:-${id.slice(0, ID_LENGTH)}`
    : JSON.stringify(value);
}

const ID_LENGTH = 20;

const OF_INDEXES = 'Query Scan PartiQLSelect DescribeContributorInsights UpdateContributorInsights'.split(
  ' ',
);
const BELOW_TABLES = OF_INDEXES.concat(
  'DescribeStream GetRecords GetShardIterator ListStreams GetResourcePolicy PutResourcePolicy'.split(' '),
  'DeleteResourcePolicy ListTagsOfResource TagResource UntagResource'.split(' '),
  'DescribeBackup DeleteBackup RestoreTableFromBackup DescribeExport DescribeImport'.split(' '),
);

/** Kinds of resources, and the actions that are asked for on them (Service Authorization Reference). */
const ASKED: readonly {
  readonly service: string;
  readonly on: RegExp;
  readonly actions: readonly string[];
}[] = [
  { service: 'dynamodb', on: /\/index\/\*$/, actions: OF_INDEXES },
  { service: 'dynamodb', on: /:table\/[^/*]+\/\*$|\}\/\*$/, actions: BELOW_TABLES },
];

function isAsked({ action, on }: Sentence): boolean {
  // Of a bucket, not of what lies in it.
  if (action === 's3:ListBucket') return !/\/.*\*$/s.test(on);
  // Of all streams of the account.
  if (action === 'dynamodb:ListStreams') return on === '*';
  const row = ASKED.find((one) => action.startsWith(`${one.service}:`) && one.on.test(on));
  return row?.actions.some((one) => isLike(action, `${row.service}:${one}`)) ?? true;
}

function isLike(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase(), new Map());
}

/** A sentence that says the same of more. */
function holds(more: Sentence, less: Sentence): boolean {
  return (
    more.on !== less.on &&
    more.effect === less.effect &&
    more.action === less.action &&
    more.when === less.when &&
    !more.on.includes('?') &&
    matches(more.on, less.on, new Map())
  );
}

/** Actions that anybody is allowed; null where a policy that is not known may allow others. */
function allowedBy(all: readonly Deployed[]): readonly string[] | null {
  const documents = all.flatMap(({ Properties = {} }) => [
    Properties['PolicyDocument'] ?? null,
    ...listOf(Properties['Policies'] ?? []).map((one) =>
      isObject(one) ? (one['PolicyDocument'] ?? null) : null,
    ),
  ]);
  const managed = all
    .flatMap(({ Properties = {} }) => listOf(Properties['ManagedPolicyArns'] ?? []))
    .map((one) => MANAGED_POLICIES[/\/(\w+)(?:"|\]|\})*$/.exec(JSON.stringify(one))?.[1] ?? '']);
  if (managed.includes(undefined)) return null;
  return [...documents.flatMap(statementsOf), ...managed.flatMap((one) => one ?? [])].flatMap((one) =>
    one['Effect'] === 'Deny' ? [] : 'NotAction' in one ? ['*'] : textsOf(one['Action'] ?? []),
  );
}

/** A denial in the actions that somebody is allowed. */
function effective(denial: Sentence, allowed: readonly string[] | null): Sentence[] {
  const [service = ''] = denial.action.split(':');
  const own = allowed?.filter((one) => one === '*' || one.startsWith(`${service}:`));
  if (!own || service === '*' || own.some((one) => one.includes('*'))) return [denial];
  return own.filter((one) => isLike(denial.action, one)).map((action) => ({ ...denial, action }));
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

function textsOf(value: Json): string[] {
  return listOf(value).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
