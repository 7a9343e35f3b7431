import { createHash } from 'node:crypto';
import pluralize from 'pluralize';
import { type ModelOperation } from '../api.js';

/** `Post` and `title` to `postTitle`. Only the first letters change, as in Gen 1: `ABTest` becomes `aBTest`. */
export function camelCase(words: readonly string[]): string {
  return words
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word)))
    .join('');
}

export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

const plurals = new Map<string, string>();

/** A word goes through a hundred patterns, and that of a model is asked for by each of its queries. */
export function pluralOf(word: string): string {
  const plural = plurals.get(word) ?? pluralize(word);
  plurals.set(word, plural);
  return plural;
}

/** A relation's name as the name of a type. */
export function typeNameOf(name: string): string {
  return upperFirst(name).replace(/^[^_A-Za-z]+|[^_0-9A-Za-z]/g, '');
}

/** The name that Gen 1 gives to an operation of a model by itself. */
export function operationName(operation: ModelOperation, model: string): string {
  switch (operation) {
    case 'list':
    case 'sync':
      return camelCase([operation, pluralOf(model)]);
    case 'onCreate':
    case 'onUpdate':
    case 'onDelete':
      return subscriptionName(camelCase([operation, model]));
    default:
      return camelCase([operation, model]);
  }
}

/** AppSync takes names of subscriptions up to 50 characters; Gen 1 ends longer ones in a part of their hash. */
function subscriptionName(name: string): string {
  if (name.length <= 50) return name;
  return name.slice(0, 45) + createHash('md5').update(name).digest('hex').slice(0, 5);
}

/** The name of an index that has none, and of its query: `postsByTitleAndCreatedAt`. */
export function indexQueryName(model: string, fields: readonly string[]): string {
  return `${lowerFirst(pluralOf(model))}By${fields.map(upperFirst).join('And')}`;
}
