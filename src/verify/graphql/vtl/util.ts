import { Refusal } from './refusal.js';
import { type HostFunction, type Value, type Values, Host, isEqual, isMap, written } from './values.js';

/** The name under which a filter travels through an expression that AppSync would make of it. */
export const FILTER = '$filter';

/** What one run notes outside of its templates. */
export interface Notes {
  authType: string;
  /** What `$extensions.setSubscriptionFilter` was given. */
  subscriptionFilter: Value;
}

/** A time and an id that are the same in every run, so that results can be compared. */
const NOW = '2026-01-01T00:00:00.000Z';
const ID = '00000000-0000-4000-8000-000000000001';

/** AppSync's `$util`, as far as decisions depend on it; what only shapes data gives a plain stand-in. */
export function utilFor(notes: Notes): Host {
  return new Host({
    ...NULLS,
    ...TYPES,
    authType: () => notes.authType,
    autoId: () => ID,
    autoUlid: () => ID,
    autoKsuid: () => ID,
    qr: () => '',
    quiet: () => '',
    unauthorized: () => {
      throw new Refusal('Unauthorized', 'not authorized');
    },
    error: (message = null, type = null) => {
      throw new Refusal(type === null ? 'Error' : written(type), written(message));
    },
    appendError: () => '',
    validate: (holds = null, message = null) => {
      if (holds !== true) throw new Refusal('CustomTemplateException', written(message));
      return '';
    },
    matches: (pattern = null, text = null) => new RegExp(written(pattern)).test(written(text)),
    toJson: (value = null) => JSON.stringify(value),
    parseJson: (text = null) => parsed(text),
    escapeJavaScript: (text = null) => JSON.stringify(written(text)).slice(1, -1),
    urlEncode: (text = null) => encodeURIComponent(written(text)),
    urlDecode: (text = null) => decodeURIComponent(written(text)),
    base64Encode: (text = null) => Buffer.from(written(text)).toString('base64'),
    base64Decode: (text = null) => Buffer.from(written(text), 'base64').toString(),
    list: new Host(LISTS),
    map: new Host(MAPS),
    dynamodb: new Host(DYNAMODB),
    transform: new Host(TRANSFORM),
    time: new Host(TIME),
    str: new Host({
      toUpper: (text = null) => written(text).toUpperCase(),
      toLower: (text = null) => written(text).toLowerCase(),
      toReplace: (text = null, part = null, by = null) =>
        written(text).replaceAll(written(part), written(by)),
      normalize: (text = null, form = null) => written(text).normalize(written(form).toUpperCase()),
    }),
    http: new Host({ copyHeaders: (headers = null) => headers }),
    xml: new Host({ toJsonString: (text = null) => JSON.stringify(text), toMap: () => ({}) }),
  });
}

export function extensionsFor(notes: Notes): Host {
  return new Host({
    setSubscriptionFilter: (filter = null) => {
      notes.subscriptionFilter = filter;
      return '';
    },
    setSubscriptionInvalidationFilter: () => '',
    invalidateSubscriptions: () => '',
    evictFromApiCache: () => '',
  });
}

type Functions = Readonly<Record<string, HostFunction>>;

const isEmpty = (value: Value): boolean =>
  value === null || value === '' || (Array.isArray(value) ? value : Object.keys(value)).length === 0;
const isBlank = (value: Value): boolean => value === null || written(value).trim() === '';

const NULLS: Functions = {
  isNull: (value = null) => value === null,
  isNullOrEmpty: (value = null) =>
    value === null || (typeof value === 'object' || value === '' ? isEmpty(value) : false),
  isNullOrBlank: (value = null) => isBlank(value),
  defaultIfNull: (value = null, other = null) => value ?? other,
  defaultIfNullOrEmpty: (value = null, other = null) => (value === null || value === '' ? other : value),
  defaultIfNullOrBlank: (value = null, other = null) => (isBlank(value) ? other : value),
};

const TYPES: Functions = {
  isString: (value = null) => typeof value === 'string',
  isNumber: (value = null) => typeof value === 'number',
  isBoolean: (value = null) => typeof value === 'boolean',
  isList: (value = null) => Array.isArray(value),
  isMap: (value = null) => isMap(value),
  typeOf: (value = null) =>
    value === null ? 'Null' : Array.isArray(value) ? 'List' : isMap(value) ? 'Map' : upperFirst(typeof value),
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function items(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

const LISTS: Functions = {
  copyAndRetainAll: (list, kept) => items(list).filter((one) => items(kept).some((two) => isEqual(one, two))),
  copyAndRemoveAll: (list, gone) =>
    items(list).filter((one) => !items(gone).some((two) => isEqual(one, two))),
  sortList: (list) => [...items(list)],
};

function keysThat(map: Value | undefined, keys: Value | undefined, listed: boolean): Values {
  const names = new Set(items(keys).map(written));
  return Object.fromEntries(
    Object.entries(isMap(map) ? map : {}).filter(([name]) => names.has(name) === listed),
  );
}

const MAPS: Functions = {
  copyAndRetainAllKeys: (map, keys) => keysThat(map, keys, true),
  copyAndRemoveAllKeys: (map, keys) => keysThat(map, keys, false),
};

const same: HostFunction = (value = null) => value;
const sameJson: HostFunction = (value = null) => JSON.stringify(value);

/** Records are kept as plain values here, without the types of DynamoDB's JSON. */
const DYNAMODB: Functions = {
  ...Object.fromEntries(
    [
      'DynamoDB',
      'String',
      'Number',
      'Boolean',
      'List',
      'Map',
      'MapValues',
      'StringSet',
      'NumberSet',
      'Null',
    ].flatMap((name): [string, HostFunction][] => [
      [`to${name}`, same],
      [`to${name}Json`, sameJson],
    ]),
  ),
};

const asFilter: HostFunction = (filter = null) =>
  JSON.stringify({
    expression: '(#filter)',
    expressionNames: { '#filter': FILTER },
    expressionValues: { ':filter': FILTER },
    [FILTER]: filter,
  });

const TRANSFORM: Functions = {
  toDynamoDBFilterExpression: asFilter,
  toDynamoDBConditionExpression: asFilter,
  toElasticsearchQueryDSL: (filter = null) => JSON.stringify({ [FILTER]: filter }),
  toSubscriptionFilter: same,
};

const TIME: Functions = {
  nowISO8601: () => NOW,
  nowEpochSeconds: () => Date.parse(NOW) / 1000,
  nowEpochMilliSeconds: () => Date.parse(NOW),
  nowFormatted: () => NOW,
};

function parsed(text: Value): Value {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // AppSync gives null for text that is not JSON, and rules rely on it: a claim may be a word or a list.
    return null;
  }
}
