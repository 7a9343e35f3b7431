import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, print } from 'graphql';
import { decisionTable } from '../../src/verify/graphql/decisions/table.js';
import { compareEach, type Inequality } from '../../src/verify/graphql/decisions/compare.js';
import { universeOf } from '../../src/verify/graphql/decisions/universe.js';
import { type ApiFacts } from '../../src/verify/graphql/api-facts.js';
import { visibleFacts } from '../../src/verify/graphql/compare-schemas.js';
import { type Generations } from './v1-generations.js';
import { v1Engine } from './v1-resolver.js';

/** What clients of v1 see and v2 does not show, or shows otherwise. */
export function lostByClients({ v1, v2 }: Generations): string[] {
  const theirs = visibleFacts(v2.schema);
  return [...visibleFacts(v1.schema)].flatMap(([path, text]) => {
    const other = theirs.get(path);
    // An argument that may be left out takes whatever one did that must be given.
    return other === text || (/[(]/.test(path) && text === `${other ?? ''}!`)
      ? []
      : [other === undefined ? `${path} is gone` : `${path}: ${text} is ${other}`];
  });
}

/** Keys and indexes that are not the same. */
export function differentTables({ v1, v2 }: Generations): string[] {
  const [before, after] = [keysOf(v1), keysOf(v2)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) =>
    before.get(path) === after.get(path)
      ? []
      : [`${path}: ${before.get(path) ?? 'none'} is ${after.get(path) ?? 'none'}`],
  );
}

function keysOf(api: ApiFacts): Map<string, string> {
  return new Map(
    [...api.tables].flatMap(([name, { key, globalIndexes, localIndexes }]) => [
      [`${name}.key`, key.join(' ')] as const,
      ...[...globalIndexes].map(([index, facts]) => [`${name}.${index}`, facts.key.join(' ')] as const),
      ...[...localIndexes].map(([index, facts]) => [`${name}.local ${index}`, facts.key.join(' ')] as const),
    ]),
  );
}

/** Who may do something in one of the two and not in the other, as `who action what (record): v1 -> v2`. */
export function differentDecisions(both: Generations): string[] {
  return inequalities(both).map(lineOf);
}

/** What the two decide differently, but for what makes no difference to the caller. */
export function inequalities({ v1, v2 }: Generations): Inequality[] {
  const universe = universeOf(v2, v1);
  const schema = asked(v1.schema, v2.schema);
  const before = decisionTable({ ...v1, schema }, universe, v1Engine());
  const after = decisionTable(v2, universe);
  return compareEach(before, after)
    .filter(({ action, gen1, gen2 }) => action !== 'listen' || !isNothing(gen1) || !isNothing(gen2))
    .filter(({ action, gen1, gen2 }) => action === 'create' || !isDone(gen1) || !isDone(gen2));
}

export function lineOf({ principal, action, resource, record, gen1, gen2 }: Inequality): string {
  return `${principal} ${action} ${resource.replace('graphql:', '')} (${record}): ${gen1} -> ${gen2}`;
}

/** Who is refused and who gets no event sees the same. */
function isNothing(outcome: string): boolean {
  return outcome === 'denied' || outcome === 'hidden';
}

/** What an update writes into the field of an owner is what the caller gave. */
function isDone(outcome: string): boolean {
  return outcome.startsWith('allowed');
}

/**
 * The schema of v1 for the questions: records have the keys of relations as well, which v1 does not show, and a
 * subscription that takes an owner is asked for one's own events, as v2 filters them.
 */
function asked(v1: string, v2: string): string {
  const types = new Map<string, readonly FieldDefinitionNode[]>();
  for (const node of parse(v2).definitions) {
    if (node.kind === 'ObjectTypeDefinition') types.set(node.name.value, node.fields ?? []);
  }
  const definitions = parse(v1).definitions.map((node): DefinitionNode => {
    if (node.kind !== 'ObjectTypeDefinition') return node;
    if (node.name.value === 'Subscription') return { ...node, fields: (node.fields ?? []).map(withOwner) };
    if (['Query', 'Mutation'].includes(node.name.value)) return node;
    const known = new Set(node.fields?.map(({ name }) => name.value));
    const others = types.get(node.name.value)?.filter(({ name }) => !known.has(name.value)) ?? [];
    return { ...node, fields: [...(node.fields ?? []), ...others] };
  });
  return print({ kind: Kind.DOCUMENT, definitions });
}

function withOwner(field: FieldDefinitionNode): FieldDefinitionNode {
  const args = field.arguments?.map((argument) =>
    argument.type.kind === 'NamedType'
      ? { ...argument, type: { kind: Kind.NON_NULL_TYPE, type: argument.type } as const }
      : argument,
  );
  return { ...field, arguments: args ?? [] };
}
