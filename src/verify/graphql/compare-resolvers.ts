import { type FactDifference, compareFlat } from './flat.js';
import { type FunctionFacts, type ResolverFacts } from './resolvers.js';

type Resolvers = ReadonlyMap<string, ResolverFacts>;

/**
 * Compares where the fields of two APIs get their data: the kind of source, and the table, function or endpoint.
 * What a resolver decides about its caller is for the table of decisions.
 */
export function compareResolvers(gen1: Resolvers, gen2: Resolvers): FactDifference[] {
  const [before, after] = [flatResolvers(gen1), flatResolvers(gen2)];
  for (const [field, text] of before) before.set(field, asMoved(text, after.get(field) ?? ''));
  return compareFlat(before, after);
}

/** The values that fields get which nobody gives, by `Mutation.createBook default of pages`. */
export function compareDefaults(gen1: Resolvers, gen2: Resolvers): FactDifference[] {
  return compareFlat(flatDefaults(gen1), flatDefaults(gen2));
}

/** What the transformer of `@default` writes (@aws-amplify/graphql-default-value-transformer). */
const DEFAULT = /\.args\.input\.put\("(\w+)", \$util\.defaultIfNull\(\$ctx\.args\.input\.\1, (.*)\)\)\)/g;

function flatDefaults(resolvers: Resolvers): Map<string, string> {
  const facts = new Map<string, string>();
  for (const [field, { functions }] of resolvers) {
    for (const { request } of functions) {
      for (const [, name = '', value = ''] of (request ?? '').matchAll(DEFAULT)) {
        // `1.0` and `1` are the same number.
        facts.set(`${field} default of ${name}`, /^-?[\d.]+$/.test(value) ? String(Number(value)) : value);
      }
    }
  }
  return facts;
}

/** Gen 1 calls functions by name and environment; one that Gen 2 deploys itself is still the same function. */
function asMoved(gen1: string, gen2: string): string {
  return gen1.replace(/AWS_LAMBDA (\S+)-[a-z0-9]{2,10}(?= |$)/g, (call, name: string) => {
    const moved = `AWS_LAMBDA function ${name}`;
    return gen2.split(' > ').includes(moved) ? moved : call;
  });
}

function flatResolvers(resolvers: Resolvers): Map<string, string> {
  const facts = new Map<string, string>();
  for (const [field, { functions }] of resolvers) {
    const sources = functions.map(sourceText).filter((text) => text !== null);
    // A resolver that reads nothing only decides, or gives the value that its parent has.
    if (sources.length > 0) facts.set(field, withoutReads([...new Set(sources)]).join(' > '));
  }
  return facts;
}

/** A record that is read to decide about it, before it is written with its conflicts, has the same source. */
function withoutReads(sources: readonly string[]): string[] {
  const written = new Set(
    sources.flatMap((one) => (CONFLICTS.test(one) ? [one.replace(CONFLICTS, '')] : [])),
  );
  return sources.filter((one) => !written.has(one));
}

const CONFLICTS = / with [A-Z_]+(?= |$)/;

function sourceText({ dataSource, conflicts, options }: FunctionFacts): string | null {
  const { kind, name, target } = dataSource;
  if (kind === 'NONE') return null;
  const what = kind === 'AMAZON_DYNAMODB' || kind.includes('SEARCH') ? name : target;
  const more = [dataSource.options, options].filter((one) => one !== undefined).join(' ');
  return `${kind} ${what}${conflicts === null ? '' : ` with ${conflicts}`}${more === '' ? '' : ` ${more}`}`;
}

/** Templates that can't be run, by `Type.field`: nothing is known of them but whether they are the same text. */
export type BrokenTemplates = ReadonlyMap<string, ReadonlySet<string>>;

/** Where a template can't be run in one of two APIs and the other does not have the same text. */
export function compareBroken(gen1: BrokenTemplates, gen2: BrokenTemplates): FactDifference[] {
  return compareFlat(flatBroken(gen1), flatBroken(gen2));
}

/** Templates of both APIs that ask for what is not known here: they are not equal, but not proved. */
export function unproved(
  gen1: ReadonlyMap<string, string>,
  gen2: ReadonlyMap<string, string>,
): FactDifference[] {
  return [...gen1].flatMap(([field, reason]) => {
    const other = gen2.get(field);
    return other === undefined
      ? []
      : [{ path: `${field} template that is not proved`, gen1: reason, gen2: other }];
  });
}

function flatBroken(broken: BrokenTemplates): Map<string, string> {
  return new Map(
    [...broken].map(([field, texts]) => [
      `${field} template that can't be run`,
      [...texts].sort().join('\n'),
    ]),
  );
}
