import { type Node, type ObjectExpression } from '@babel/types';
import { type BackendPart } from '../../core/feature.js';
import { type DefineBackend, objectNamed } from './define-backend.js';
import { findImport } from './imports.js';
import { type Module, nameOf, unwrapped } from './syntax.js';

type Resource = BackendPart['resources'][number];

/** What becomes of the resources of a part in a file. */
export interface Placement {
  readonly toAdd: readonly Resource[];
  /** Names of resources in the file, by the names that the part has for them. */
  readonly keys: ReadonlyMap<string, string>;
  /** Resources whose name is taken by something else, with the place of that. */
  readonly blocked: readonly { readonly resource: Resource; readonly by: Node }[];
}

/** Compares the resources of a part with those that defineBackend gets already. */
export function placeResources(module: Module, found: DefineBackend, wanted: readonly Resource[]): Placement {
  const entries = found.resources ? entriesOf(module, found.resources) : [];
  const toAdd: Resource[] = [];
  const keys = new Map<string, string>();
  const blocked: { resource: Resource; by: Node }[] = [];
  for (const resource of wanted) {
    const local = findImport(module, resource.name, resource.from);
    const same = entries.filter(
      ({ value }) => local !== undefined && value !== undefined && nameOf(value) === local,
    );
    const key = (same.find((one) => one.name === resource.name) ?? same[0])?.name;
    const taken = entries.find((one) => one.name === resource.name);
    if (key !== undefined) keys.set(resource.name, key);
    else if (taken) blocked.push({ resource, by: taken.node });
    else toAdd.push(resource);
  }
  return { toAdd, keys, blocked };
}

interface ResourceEntry {
  readonly name: string;
  readonly node: Node;
  /** Undefined for a method. */
  readonly value: Node | undefined;
}

/** The members of an object literal, those of literals that it spreads included. */
function entriesOf(module: Module, object: ObjectExpression, depth = 0): ResourceEntry[] {
  return object.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') {
      const argument = unwrapped(property.argument);
      const spread = argument.type === 'Identifier' ? objectNamed(module, argument.name) : undefined;
      // A literal that spreads itself does not run, but it parses.
      return spread && depth < 8 ? entriesOf(module, spread, depth + 1) : [];
    }
    const name = property.computed ? undefined : nameOf(property.key);
    if (name === undefined) return [];
    const value = property.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
    return [{ name, node: property, value }];
  });
}
