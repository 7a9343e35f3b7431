import { type FactDifference, compareFlat } from './flat.js';
import { type FunctionFacts, type ResolverFacts } from './resolvers.js';

type Resolvers = ReadonlyMap<string, ResolverFacts>;

/**
 * Compares where the fields of two APIs get their data: the kind of source, and the table, function or endpoint.
 * What a resolver decides about its caller is for the table of decisions.
 */
export function compareResolvers(gen1: Resolvers, gen2: Resolvers): FactDifference[] {
  return compareFlat(flatResolvers(gen1), flatResolvers(gen2));
}

function flatResolvers(resolvers: Resolvers): Map<string, string> {
  const facts = new Map<string, string>();
  for (const [field, { functions }] of resolvers) {
    const sources = functions.map(sourceText).filter((text) => text !== null);
    // A resolver that reads nothing only decides, or gives the value that its parent has.
    if (sources.length > 0) facts.set(field, [...new Set(sources)].join(' > '));
  }
  return facts;
}

function sourceText({ dataSource: { kind, name, target }, conflicts }: FunctionFacts): string | null {
  if (kind === 'NONE') return null;
  const what = kind === 'AMAZON_DYNAMODB' || kind.includes('SEARCH') ? name : target;
  return `${kind} ${what}${conflicts === null ? '' : ` with ${conflicts}`}`;
}
