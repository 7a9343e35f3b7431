import { type Json } from '../../core/json.js';
import { OWN, matches } from '../iam/pattern.js';
import { type JsonObject, isObject } from '../template.js';

const CALLER = new Map([['cognito-identity.amazonaws.com:sub', [OWN]]]);

/** Whether the resources that a report tells of are the one of a request, which goes by any of these names. */
export function namesResource(told: string, request: readonly string[]): boolean {
  const value = objectIn(told);
  const statement = value !== null && 'Effect' in value ? value : null;
  if (statement) return resourcesOf(statement).some((one) => namesResource(one, request));
  if (value) return isNamed(told, request);
  return told
    .replace(/ \(another one in other environments\)$/, '')
    .replaceAll('{entity_id}', '${cognito-identity.amazonaws.com:sub}')
    .split(', ')
    .some((one) => {
      const references: string[] = [];
      const pattern = one.replace(REFERENCE, (reference) => {
        references.push(reference);
        return '*';
      });
      const patterns = [inPlace(pattern), ...shownPatterns(pattern)];
      return (
        request.some((name) => patterns.some((each) => matches(each, name, CALLER))) &&
        references.every((reference) => isNamed(reference, request))
      );
    });
}

/** A value that stands in Gen 1's template: `${storageordersArn}`, `{"Ref":"alertsTopicArn"}`. */
const REFERENCE =
  /\{"(?:Ref|Fn::\w+)":(?:\$\{[^{}]*\}|[^}])*\}+|\$\{(?!cognito-identity\.amazonaws\.com:)[^{}]*\}/g;

/** A statement or a value that can't be put into one word is quoted as it stands. */
function objectIn(told: string): JsonObject | null {
  if (!told.startsWith('{"')) return null;
  try {
    const value = JSON.parse(told) as Json;
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A statement without a list of resources, as one with `NotResource`, may be on any. */
function resourcesOf({ Resource = '*' }: JsonObject): string[] {
  return [Resource].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

/** Whose environment it is, is written out in policies. */
function inPlace(pattern: string): string {
  return pattern.replace(/^(arn:[\w-]+:[\w-]+):[a-z]{2}(?:-[a-z]+)+-\d:(?:\d{12}|\*):/, '$1:*:*:');
}

/** Patterns of ARNs in the words of reports, where a part that nobody knows may be any. */
const SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::[^/]+(?:\/(.*))?$/s, 's3:$1'],
  [/^arn:aws:dynamodb:[^/]+:table\/(.+)$/s, 'table:$1'],
  [/^arn:aws:lambda:.+?:function:(.+)$/s, 'function:$1'],
  [/^arn:aws:cognito-idp:.+:userpool\/[^/]+$/, 'userPool:*'],
  [/^arn:aws:appsync:[^/]+\/[^/]+\/types\/([^/]+)\/(?:fields\/(.+)|\*)$/, 'graphql:$1.$2*'],
];

function shownPatterns(pattern: string): string[] {
  return SHOWN.flatMap(([from, to]) => {
    const groups = from.exec(pattern);
    return groups ? [to.replace(/\$(\d)/g, (_whole, index: string) => groups[Number(index)] ?? '')] : [];
  });
}

/** What says in which environment a resource is, and not which one it is. */
const PLACE = /^(?:region|account|accountId|partition|branch|env|environment|AWS::\w+)$/;

/** Resources of which there is one, and how values of Gen 1's templates that stand for it are called. */
const SINGLE: readonly (readonly [resource: RegExp, reference: RegExp])[] = [
  [/^s3:|^arn:aws:s3:::\$\{Bucket/, /Bucket/i],
  [/^graphql:|:apis\/\$\{Api\b/, /GraphQLAPI/i],
  [/^userPool:|\$\{UserPool\}/, /UserPool/i],
];

/** Whether a value of a template stands for a resource: the name of the one is in that of the other. */
function isNamed(reference: string, request: readonly string[]): boolean {
  const words = wordsIn(reference);
  return words.length === 0 || words.some((word) => request.some((name) => standsFor(word, name)));
}

/** `storageordersArn`; of `{"Fn::GetAtt":["Alerts","Arn"]}` the name of the resource. */
function wordsIn(reference: string): string[] {
  const value = objectIn(reference);
  const texts = value === null ? [reference.slice('${'.length, -1)] : textsIn(value);
  return texts.filter((text) => !PLACE.test(text) && !/^(?:Arn|arn:.*|\W*)$/s.test(text));
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Parameters are named after the category, the resource and its output, as in `storageordersArn`. */
function standsFor(word: string, resource: string): boolean {
  if (SINGLE.some(([one, other]) => one.test(resource) && other.test(word))) return true;
  const named = /^(?:table|function|rest):([^/ ]+)/.exec(resource)?.[1]?.replace(/\W/g, '');
  if (named !== undefined) {
    return new RegExp(`(?:^(?:storage|function|api)|:GetAtt:)${named}(?![a-z0-9])`).test(word);
  }
  const own = squashed(word.replace(/\.?(?:Arn|Name|Id)$/, ''));
  if (own !== '' && squashed(resource).includes(own)) return true;
  // `apiorderApiName` is the name of the REST API `order`.
  const api = /^api(.{3,})Api(?:Name|Id)$/.exec(word)?.[1];
  return api !== undefined && squashed(resource).includes(squashed(api));
}

function squashed(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
