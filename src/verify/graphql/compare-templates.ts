import { type FactDifference } from './flat.js';
import { type FunctionFacts, type ResolverFacts } from './resolvers.js';

type Resolvers = ReadonlyMap<string, ResolverFacts>;

/**
 * What the templates and the code of a field ask and answer, by `Query.getBook template`: those of the project word by
 * word. Those that decide about their caller are run for the table of decisions, and differ where IAM is a mode.
 */
export function compareTemplates(gen1: Resolvers, gen2: Resolvers): FactDifference[] {
  return [...gen1].flatMap(([field, resolver]) => {
    const other = gen2.get(field);
    if (other === undefined || sourcesOf(resolver) !== sourcesOf(other)) return [];
    const [one, two] = [templatesOf(resolver), templatesOf(other)];
    if (isToldByDecisions(one, two) || isToldByDecisions(two, one)) return [];
    const [before, after] = [one.plain.join('\n'), two.plain.join('\n')];
    if (before === after) return [];
    const at = firstDifference(before, after);
    return [{ path: `${field} template`, gen1: excerpt(before, at), gen2: excerpt(after, at) }];
  });
}

/** Another number or kind of sources is a difference of its own. */
function sourcesOf({ functions }: ResolverFacts): string {
  return functions
    .map(({ dataSource: { kind } }) => kind)
    .filter((kind) => kind !== 'NONE')
    .join(' ');
}

const DECIDES = /authType|isAuthorized|unauthorized/i;
/** With what the transformers begin each pipeline: names of the API, of roles, of the field and of a bucket. */
const HEAD = /\$ctx\.stash\.(?:metadata\.put\("apiId"|put\("(?:typeName|s3Bucket)")/;
/** A template that only hands on. */
const EMPTY = /^(?:|\{ ?\}|\$util\.toJson\(\{ ?\}\)|\$util\.toJson\(\$(?:ctx|context)\.prev\.result\))$/;

interface FieldTemplates {
  /** Those that decide nothing. */
  readonly plain: readonly string[];
  readonly deciding: number;
}

function templatesOf({ request, response, functions }: ResolverFacts): FieldTemplates {
  const texts = [request, ...functions.flatMap(textsOf), response];
  const plain = texts.filter((text) => !DECIDES.test(text) && !HEAD.test(text));
  return {
    plain: plain.map(normal).filter((text) => !EMPTY.test(text)),
    deciding: texts.filter((text) => DECIDES.test(text)).length,
  };
}

/** A template that decides on one side only: what it answers is a difference of the decisions, if it is one. */
function isToldByDecisions(one: FieldTemplates, other: FieldTemplates): boolean {
  return (
    one.deciding < other.deciding &&
    one.plain.length > other.plain.length &&
    other.plain.every((text) => one.plain.includes(text))
  );
}

function textsOf({ request, response, code }: FunctionFacts): string[] {
  return [request, response, code].map((text) => text ?? '');
}

/** Words of the transformers, of which another version writes the same otherwise. */
const GENERATED =
  /## \[Start\]|\$ctx\.stash\.(?:transformedArgs|connectionAttributes|metadata\.modelObjectKey)/;

/** What a generated template asks: the operation, the address, how many records are one page. */
const ASKS = /"(?:operation|method|resourcePath)"\s*:\s*"[^"]*"|defaultIfNull\(\$[\w.]*\blimit, \d+\)/g;

/** References that only the deployment knows. */
const UNKNOWN = /<[^<>\s]*[./][^<>\s]*>/g;

function normal(text: string): string {
  const words = GENERATED.test(text) ? (text.match(ASKS) ?? []).join(' ') : text.replace(UNKNOWN, '');
  return words.replace(/\s+/g, ' ').trim();
}

function firstDifference(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) if (one[at] !== other[at]) return at;
  return shorter;
}

const BEFORE = 40;
const LENGTH = 120;

function excerpt(text: string, at: number): string {
  const start = Math.max(0, at - BEFORE);
  const end = start + LENGTH;
  return `${start === 0 ? '' : '…'}${text.slice(start, end)}${end < text.length ? '…' : ''}` || 'nothing';
}
