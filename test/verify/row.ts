import { type Json } from '../../src/core/json.js';
import { type Template } from '../../src/verify/template.js';
import { SHOP } from './shop.js';

/** One property of one template that is otherwise, and what has to be told of it. */
export interface Row {
  readonly stack: 'auth' | 'storage' | 'function' | 'data' | 'rest';
  /** The place in the template: `UserPool/Properties/MfaConfiguration`. */
  readonly at: string;
  /** Undefined: it is not there. */
  readonly to: Json | undefined;
  /** The path of the difference, or what it begins with where there is one for each request. */
  readonly path: string;
  readonly code: string;
}

/** The templates of the shop with the property of a row. */
export function shopWith({ stack, at, to }: Row): Record<string, Template> {
  const templates = structuredClone(SHOP) as Record<string, Template>;
  const names = at.split('/');
  const last = names.pop() ?? '';
  let owner = (templates[stack]?.Resources ?? {}) as Record<string, unknown>;
  for (const name of names) {
    // What is not there yet is made: an absent property is a property as well.
    owner[name] ??= {};
    owner = owner[name] as Record<string, unknown>;
  }
  if (to === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = to;
  return templates;
}

type Short = readonly [at: string, to: Json | undefined, path: string];

/** Rows of one kind. */
export function rows(stack: Row['stack'], code: string, all: readonly Short[]): Row[] {
  return all.map(([at, to, path]) => ({ stack, code, at, to, path }));
}
