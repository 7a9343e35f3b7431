import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, stringAt } from '../../../src/core/json.js';
import { type Leaf, type Origin } from '../../../src/core/origin.js';
import { validate } from '../../../src/core/validate.js';
import { customRoles } from './inputs.js';

interface Named {
  readonly name: string;
  readonly origin: Origin;
}

/** The roles that custom-roles.json lets pass every rule. A caller has one when its ARN contains the name. */
export function readAdminRoles(document: JsonNode | null): Named[] {
  if (document === null) return [];
  const names = validate(customRoles, document).value.adminRoleNames ?? [];
  const node = at(document, 'adminRoleNames');
  const items = itemsOf(node);
  return names.map((name, index) => ({ name, origin: (items[index] ?? node ?? document).origin }));
}

/**
 * The functions that depend on the API: Gen 1 lets their roles pass every rule as well. It compares only the name of
 * the resource, not its category (getAdminRoles in utils.ts of amplify-category-api).
 */
export function readCallingFunctions(app: Gen1App, api: string): Named[] {
  return app.resources.flatMap(({ category, name, config }) => {
    if (category !== 'function') return [];
    const dependency = itemsOf(at(config ?? undefined, 'dependsOn')).find(
      (entry) => stringAt(entry, 'resourceName') === api,
    );
    return dependency ? [{ name, origin: dependency.origin }] : [];
  });
}

/**
 * The pool of `AuthCognitoUserPoolId`, where it is an id that the project's auth category does not have. The CLI
 * refers to its own pool, and writes the id of an imported one.
 */
export function readOtherUserPool(app: Gen1App, parameters: JsonNode | null): Leaf<string> | null {
  const node = at(parameters ?? undefined, 'AuthCognitoUserPoolId');
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') return null;
  const pools = app.resources.filter(
    ({ category, name }) => category === 'auth' && name !== 'userPoolGroups',
  );
  if (pools.some((resource) => hasPool(app, resource, String(node.value)))) return null;
  return { value: node.value, origin: node.origin };
}

function hasPool(app: Gen1App, { name, config }: Gen1Resource, id: string): boolean {
  if (stringAt(config ?? undefined, 'serviceType') === 'imported') return true;
  const meta = app.documents.amplifyMeta ?? undefined;
  if (stringAt(meta, 'auth', name, 'output', 'UserPoolId') === id) return true;
  return app.environments.some(
    ({ teamProvider }) =>
      stringAt(teamProvider ?? undefined, 'categories', 'auth', name, 'userPoolId') === id,
  );
}
