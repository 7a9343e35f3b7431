import { type FunctionFacts, type ResolverFacts } from '../resolvers.js';
import { UnknownMethod } from '../vtl/methods.js';
import { Refusal } from '../vtl/refusal.js';
import { type Scope, Templates } from '../vtl/template.js';
import { type Notes, extensionsFor, utilFor } from '../vtl/util.js';
import { type Value, type Values, isMap, written } from '../vtl/values.js';
import { AUTH_TYPE, type Caller } from './callers.js';
import { filtersIn, passes } from './filter.js';

/** One request to one field. `args` and `source` are changed by the run, as in AppSync. */
export interface Request {
  readonly type: string;
  readonly field: string;
  readonly caller: Caller;
  readonly args: Values;
  readonly source: Values;
  /** The record in the data source that the request concerns. */
  readonly record: Values;
  /** Fields by which the query of an index must find the record: those that make an owner. */
  readonly owning: ReadonlySet<string>;
}

export type RunResult =
  | { readonly kind: 'refused' }
  | { readonly kind: 'done'; readonly result: Value; readonly subscriptionFilter: Value };

/** What runs of one API share: templates that have been read, and AppSync's helpers. */
export class Engine {
  readonly notes: Notes = { authType: '', subscriptionFilter: null };
  readonly hosts: Readonly<Scope>;
  /** Templates that can't be run, by `Type.field`. */
  readonly broken = new Map<string, Set<string>>();
  /** Of those the ones that ask for what is not known here, with what it is: AppSync may well run them. */
  readonly gaps = new Map<string, string>();
  /** APIs that are compared have most of them in common. */
  readonly templates: Templates;

  constructor(templates = new Templates()) {
    this.templates = templates;
    const util = utilFor(this.notes);
    this.hosts = { util, utils: util, extensions: extensionsFor(this.notes) };
  }

  /**
   * The value of a template. One that can't be run gives null and is remembered: whether it matters is known only
   * when there is another API to compare with.
   * @throws Refusal
   */
  render(resolver: string, text: string, scope: Scope): { value: Value; returned: boolean } {
    try {
      const rendered = this.templates.of(text).render(scope);
      return rendered.returned === undefined
        ? { value: parse(rendered.text), returned: false }
        : { value: parse(rendered.returned), returned: true };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const texts = this.broken.get(resolver) ?? new Set();
      this.broken.set(resolver, texts.add(text));
      if (error instanceof UnknownMethod) this.gaps.set(resolver, error.message);
      return { value: null, returned: false };
    }
  }
}

/**
 * Runs the templates of a resolver as AppSync does, with a data source that holds one record. Functions in
 * JavaScript decide nothing here.
 */
export function runResolver(resolver: ResolverFacts, request: Request, engine: Engine): RunResult {
  const { notes, hosts } = engine;
  notes.authType = AUTH_TYPE[request.caller.mode];
  notes.subscriptionFilter = null;
  const stash: Values = {};
  const context: Values = {
    args: request.args,
    arguments: request.args,
    source: request.source,
    stash,
    identity: null,
    prev: { result: null },
    result: null,
    error: null,
    request: { headers: {} },
    info: { fieldName: request.field, parentTypeName: request.type, variables: {}, selectionSetList: [] },
    env: {},
  };
  const name = `${request.type}.${request.field}`;
  // Each template has variables of its own; only the context goes on.
  const render = (text: string): { value: Value; returned: boolean } =>
    engine.render(name, text, { ...hosts, ctx: context, context });
  try {
    if (render(resolver.request).returned) return done(context, notes);
    context['identity'] = request.caller.identity(stash);
    for (const one of resolver.functions) {
      context['result'] = null;
      context['result'] = runFunction(one, request, context, render);
      context['prev'] = { result: context['result'] };
    }
    const last = render(resolver.response);
    if (resolver.response !== '') context['result'] = last.value;
    return done(context, notes);
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused' };
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

function done(context: Values, { subscriptionFilter }: Notes): RunResult {
  return { kind: 'done', result: context['result'] ?? null, subscriptionFilter };
}

function runFunction(
  { request: before, response: after, code, dataSource }: FunctionFacts,
  request: Request,
  context: Values,
  render: (text: string) => { value: Value; returned: boolean },
): Value {
  if (writesOnly(before, after)) return { ...request.record };
  if (code !== null) return isMap(context['prev']) ? (context['prev']['result'] ?? null) : null;
  const asked = render(before ?? '{}');
  if (asked.returned) return asked.value;
  context['result'] = dataSource.kind === 'NONE' ? payload(asked.value) : answer(asked.value, request);
  return after === null ? (context['result'] ?? null) : render(after).value;
}

/** The function that writes a record does so without a look at its caller; it is the longest of all. */
function writesOnly(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return false;
  return (
    /"operation": "(?:Put|Update|Delete)Item"/.test(before) &&
    !/\$util\.(?:unauthorized|error|validate|authType)|#return|\.identity/.test(before) &&
    !/\$util\.(?:unauthorized|validate|authType)|\.identity/.test(after)
  );
}

function payload(asked: Value): Value {
  return isMap(asked) ? (asked['payload'] ?? null) : null;
}

/** What a table with the record in it answers; other sources answer with the record as well. */
function answer(asked: Value, request: Request): Value {
  const { record } = request;
  const operation = isMap(asked) ? asked['operation'] : null;
  if (operation === 'PutItem') return isMap(asked) ? { ...values(asked['attributeValues']) } : null;
  const isSearch = operation === undefined || operation === null;
  if (operation === 'Query' || operation === 'Scan' || operation === 'Sync' || isSearch) {
    const found = filtersIn(asked).every((filter) => passes(filter, record)) && isAtKey(asked, request);
    const items: Value[] = found ? [{ ...record }] : [];
    return { ...record, items, scannedCount: 1, nextToken: null, hits: { hits: items, total: items.length } };
  }
  return { ...record };
}

function values(value: Value | undefined): Values {
  return isMap(value) ? value : {};
}

/**
 * An owner who is the key of an index reads by a condition of the query, not by a filter. The record of a relation
 * is at the key that the parent holds, whatever its value.
 */
function isAtKey(asked: Value, { record, source, owning }: Request): boolean {
  const query = values(isMap(asked) ? asked['query'] : null);
  const names = values(query['expressionNames']);
  const wanted = values(query['expressionValues']);
  const conditions = [...written(query['expression'] ?? '').matchAll(/(#?[\w]+)\s*=\s*(:[\w]+)/g)];
  return conditions.every(([, name = '', value = '']) => {
    const field = written(names[name] ?? name);
    const key = plain(wanted[value] ?? null);
    return !owning.has(field) || record[field] === key || Object.values(source).includes(key);
  });
}

/** The value in the form of DynamoDB. */
function plain(value: Value): Value {
  return isMap(value) ? (value['S'] ?? value['N'] ?? value) : value;
}

function parse(text: Value): Value {
  if (typeof text !== 'string') return text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  try {
    return JSON.parse(trimmed) as Value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // A template of a custom resolver may write what only AppSync's lenient reader takes; it decides nothing.
    return trimmed;
  }
}
