import { MigrateError } from '../../../src/core/error.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { at, type JsonNode, type JsonObject, membersOf, stringAt } from '../../../src/core/json.js';

/** A template in api/<name>/stacks/, which Gen 1 deploys as a nested stack after the API. */
export interface CustomStack {
  /** The file without `.json`. */
  readonly name: string;
  readonly path: string;
  readonly template: JsonObject;
}

/** A stack file that is no template. */
export interface UnreadableStack {
  readonly path: string;
  readonly why: string;
}

/** The templates of the API, `CustomResources.json` as the CLI makes it included. */
export function readStacks(
  app: Gen1App,
  resource: Gen1Resource,
): { readonly stacks: readonly CustomStack[]; readonly unreadable: readonly UnreadableStack[] } {
  const stacks: CustomStack[] = [];
  const unreadable: UnreadableStack[] = [];
  for (const file of resource.files) {
    if (!/^stacks\/[^/]+$/.test(file)) continue;
    const path = `${resource.folder ?? ''}/${file}`;
    if (!file.endsWith('.json')) {
      unreadable.push({ path, why: 'Gen 1 takes JSON templates only' });
      continue;
    }
    const template = readTemplate(app, path);
    if (typeof template === 'string') unreadable.push({ path, why: template });
    else stacks.push({ name: file.slice('stacks/'.length, -'.json'.length), path, template });
  }
  return { stacks, unreadable };
}

/** The stacks of functions, some of which have resolvers beside the function that answers. */
export function functionStacks(app: Gen1App): CustomStack[] {
  return app.resources.flatMap(({ category, name, folder, files }) => {
    const file = `${name}-cloudformation-template.json`;
    if (category !== 'function' || folder === null || !files.includes(file)) return [];
    const template = readTemplate(app, `${folder}/${file}`);
    return typeof template === 'string' ? [] : [{ name, path: `${folder}/${file}`, template }];
  });
}

/** The template, or why there is none: one file that does not parse does not stop the rest. */
function readTemplate(app: Gen1App, path: string): JsonObject | string {
  try {
    const node = app.files.json(path);
    return node?.kind === 'object' ? node : 'it is no template';
  } catch (error) {
    if (error instanceof MigrateError) return error.message;
    throw error;
  }
}

/** Resources that are deployed: the placeholder of the CLI's own template never is. */
export function deployedResources({ template }: CustomStack): ReadonlyMap<string, JsonNode> {
  const resources = membersOf(at(template, 'Resources'));
  return new Map([...resources].filter(([, node]) => stringAt(node, 'Type') !== 'Custom::EmptyResource'));
}

/** `Query.listX` of every resolver that a stack makes. */
export function stackResolvers(stack: CustomStack): string[] {
  return [...deployedResources(stack).values()].flatMap((node) => {
    const field = stringAt(node, 'Properties', 'FieldName');
    const type = stringAt(node, 'Properties', 'TypeName');
    const isResolver = stringAt(node, 'Type') === 'AWS::AppSync::Resolver';
    return isResolver && field !== undefined && type !== undefined ? [`${type}.${field}`] : [];
  });
}
