import { type Json } from '../../core/json.js';
import { type JsonObject, isObject } from '../template.js';
import { type Facts } from './cognito.js';
import { IGNORABLE, IGNORABLE_PERMISSIONS } from './ignorable.js';
import { isImplied } from './implied.js';

/** One fact that differs. What one side does not have is undefined there. */
export interface FactDifference {
  /** As in `UserPool.Policies.PasswordPolicy.RequireLowercase`; names with other characters are in brackets. */
  readonly path: string;
  readonly gen1: Json | undefined;
  readonly gen2: Json | undefined;
}

/** The facts that differ, in the order of the facts, without those that `IGNORABLE` gives a reason for. */
export function compareFacts(gen1: Facts, gen2: Facts): FactDifference[] {
  const ignored = IGNORABLE.filter(({ when }) => when === undefined || when(gen1, gen2)).map(
    ({ path }) => path,
  );
  return differencesBetween({ ...gen1 }, { ...gen2 }, ignored);
}

/** What Gen 2 gives a variable whose value is a secret: what Gen 1 has in its place is not to be shown. */
const RESOLVED_AT_RUNTIME = '<value will be resolved during runtime>';

/** What differs below two objects, without what is at one of the ignored paths, in which `*` is any segment. */
export function differencesBetween(
  gen1: JsonObject,
  gen2: JsonObject,
  ignored: readonly (readonly string[])[],
): FactDifference[] {
  const differences: FactDifference[] = [];
  const visit = (path: readonly string[], left: Json | undefined, right: Json | undefined): void => {
    if (ignored.some((pattern) => covers(pattern, path))) return;
    if (isObject(left) && isObject(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        visit([...path, key], own(left, key), own(right, key));
      }
      return;
    }
    const [one, other] = path.at(-1) === 'Permissions' ? [essential(left), essential(right)] : [left, right];
    if (canonical(one) === canonical(other)) return;
    const isSecret = other === RESOLVED_AT_RUNTIME && one !== undefined;
    differences.push({ path: shown(path), gen1: isSecret ? '‹redacted›' : one, gen2: other });
  };
  visit([], gen1, gen2);
  return differences.filter((one) => !isImplied(one, differences));
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function covers(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length && pattern.every((segment, at) => segment === '*' || segment === path[at])
  );
}

function essential(permissions: Json | undefined): Json | undefined {
  if (!Array.isArray(permissions)) return permissions;
  return permissions.filter((permission) =>
    IGNORABLE_PERMISSIONS.every(
      ({ sentence }) => typeof permission !== 'string' || !sentence.test(permission),
    ),
  );
}

/** JSON in which the order of members does not matter. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value ?? null, (_key, member: Json) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function shown(path: readonly string[]): string {
  return path
    .map((segment, at) =>
      /^[\w:-]+$/.test(segment) ? `${at === 0 ? '' : '.'}${segment}` : `[${JSON.stringify(segment)}]`,
    )
    .join('');
}
