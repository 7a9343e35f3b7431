import { parse } from 'graphql';
import { type AccessChange } from '../../src/core/plan.js';
import { type Inequality } from '../../src/verify/graphql/decisions/compare.js';
import { baseOf } from '../../src/verify/graphql/decisions/schema-rules.js';
import { inequalities, lineOf } from './v1-differences.js';
import { type Generations } from './v1-generations.js';

/** Findings that tell a difference which is no change of who gets what, or one that depends on the lane. */
const TOLD_BY_FINDING: readonly (readonly [code: string, decision: RegExp])[] = [
  ['AM3223', / read .*: hidden -> denied$/],
  ['AM3224', / unset .*: denied -> allowed$/],
];

/**
 * What v1 and v2 decide differently, and nothing that was told explains. IAM principals outside of the identity pool
 * pass all rules of `defineData`, which is told of every API.
 */
export function untold(both: Generations): string[] {
  const { access, findings } = both.carried;
  const codes = new Set<string>(findings.map(({ code }) => code));
  const subjects = subjectsOf(both.v2.schema);
  return (
    inequalities(both)
      .filter(({ principal }) => !principal.startsWith('iamRole'))
      // The owner that a create writes is judged by the record as a whole.
      .filter(({ resource, gen1, gen2 }) => isOperation(resource) || !isDone(gen1) || !isDone(gen2))
      // Nobody gets a record who gets an empty list, or null.
      .filter(({ gen1, gen2 }) => gen1 !== 'denied' || gen2 !== 'hidden')
      .filter((one) => !access.some((change) => explains(change, one, subjects)))
      .map(lineOf)
      .filter((line) => !TOLD_BY_FINDING.some(([code, text]) => codes.has(code) && text.test(line)))
  );
}

function explains(told: AccessChange, found: Inequality, subjects: ReadonlyMap<string, string>): boolean {
  if (told.change !== 'changed' && found.change !== 'changed' && told.change !== found.change) return false;
  // Who creates a record is its owner, and who sees a field of it is who comes to it.
  const isOwn = told.principal === 'owner' && (found.record.startsWith('own') || isOfComers(told, found));
  if (!isOwn && !includes(told.principal, found.principal)) return false;
  const place = told.resource.replace('graphql:', '');
  const path = found.resource.replace('graphql:', '');
  const [type = ''] = path.split('.');
  const isField = !ROOTS.has(type);
  if (place === path) return true;
  // A model stands for its operations and its fields, and what leads to a model for what is read of it.
  if (place === subjects.get(path) || place === type) return true;
  if (!isField || subjects.get(place) !== modelOf(type)) return false;
  return place.startsWith('Mutation.') ? found.action !== 'read' : found.action === 'read';
}

function isOperation(resource: string): boolean {
  return /^graphql:(?:Query|Mutation|Subscription)\./.test(resource);
}

function isDone(outcome: string): boolean {
  return outcome.startsWith('allowed');
}

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

function isOfComers({ resource }: AccessChange, found: Inequality): boolean {
  return found.action === 'create' || (resource === found.resource && !isOperation(resource));
}

/** Owners and members of groups are signed in. */
function includes(told: string, found: string): boolean {
  if (told === found) return true;
  if (told === 'authenticated') return /^(?:owner|group:.*|authenticated by the identity pool)$/.test(found);
  if (told === 'oidc') return /^(?:owner|oidc group:.*)$/.test(found);
  if (told === 'group:*') return /^(?:oidc )?group:/.test(found);
  return found === `oidc ${told}`;
}

/** The model that an operation or a relation gives, by its path. */
function subjectsOf(schema: string): Map<string, string> {
  return new Map(
    parse(schema).definitions.flatMap((node) =>
      node.kind !== 'ObjectTypeDefinition'
        ? []
        : (node.fields ?? []).map((field): [string, string] => [
            `${node.name.value}.${field.name.value}`,
            modelOf(baseOf(field.type)),
          ]),
    ),
  );
}

function modelOf(type: string): string {
  return /^Model(.+)Connection$/.exec(type)?.[1] ?? type;
}
