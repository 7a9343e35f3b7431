import { type FeatureId } from '../core/feature.js';
import { type Gen1App, type Gen1Resource } from '../core/gen1-app.js';
import { itemsOf, type JsonNode, stringAt } from '../core/json.js';

/** One thing of a Gen 1 project and what it becomes. */
export interface InventoryItem {
  readonly category: string;
  readonly name: string;
  /** What Gen 1 calls it, such as `AppSync` or `S3`; empty when nothing says so. */
  readonly service: string;
  /** What tells it apart from others of its kind: groups, triggers, overrides, missing parts. */
  readonly details: readonly string[];
  readonly becomes: string;
  readonly feature: FeatureId;
}

interface Destiny {
  readonly feature: FeatureId;
  readonly becomes: string;
}

/** `category/service` to what it becomes; a category alone stands for all services that are not named. */
const DESTINIES: ReadonlyMap<string, Destiny> = new Map<string, Destiny>([
  ['auth', { feature: 'auth', becomes: 'defineAuth in amplify/auth' }],
  ['auth/Cognito-UserPool-Groups', { feature: 'auth', becomes: 'groups of defineAuth' }],
  ['api', { feature: 'data', becomes: 'defineData in amplify/data' }],
  ['api/API Gateway', { feature: 'rest', becomes: 'a REST API in CDK' }],
  ['storage', { feature: 'storage', becomes: 'defineStorage in amplify/storage' }],
  ['storage/DynamoDB', { feature: 'storage', becomes: 'a DynamoDB table in CDK' }],
  ['function', { feature: 'functions', becomes: 'defineFunction in amplify/functions' }],
  ['function/LambdaLayer', { feature: 'functions', becomes: 'a layer of the functions that use it' }],
  ['geo', { feature: 'geo', becomes: 'Amazon Location in CDK' }],
  ['analytics', { feature: 'analytics', becomes: 'Pinpoint or Kinesis in CDK' }],
  ['notifications', { feature: 'analytics', becomes: 'channels of Pinpoint in CDK' }],
  ['custom', { feature: 'custom', becomes: 'a stack of backend.createStack' }],
  ['hosting', { feature: 'hosting', becomes: 'Amplify Hosting, which deploys Gen 2 by branch' }],
]);

const UNKNOWN: Destiny = { feature: 'custom', becomes: 'CDK written by hand: Gen 2 has no such category' };
const ADMIN_QUERIES: Destiny = { feature: 'auth', becomes: 'the admin queries of auth' };

/** Everything in the project, category by category. */
export function inventoryOf(app: Gen1App): InventoryItem[] {
  const triggers = triggerFunctions(app);
  return app.resources.map((resource) => {
    const service = stringAt(resource.config ?? undefined, 'service') ?? '';
    const { feature, becomes } = destinyOf(resource, service, triggers);
    return {
      category: resource.category,
      name: resource.name,
      service,
      details: detailsOf(resource, app, triggers),
      becomes,
      feature,
    };
  });
}

function destinyOf({ category, name }: Gen1Resource, service: string, triggers: TriggerMap): Destiny {
  if (name.startsWith('AdminQueries') && (category === 'api' || category === 'function'))
    return ADMIN_QUERIES;
  if (category === 'function' && triggers.has(name)) {
    return { feature: 'auth', becomes: `a trigger in amplify/auth` };
  }
  return DESTINIES.get(`${category}/${service}`) ?? DESTINIES.get(category) ?? UNKNOWN;
}

type TriggerMap = ReadonlyMap<string, string>;

/** Functions that an auth resource depends on as its triggers, with the name of that resource. */
function triggerFunctions(app: Gen1App): TriggerMap {
  const found = new Map<string, string>();
  for (const { category, config, name } of app.resources) {
    if (category !== 'auth' || config?.kind !== 'object') continue;
    for (const dependency of itemsOf(config.members.get('dependsOn'))) {
      const resource = stringAt(dependency, 'resourceName');
      if (stringAt(dependency, 'triggerProvider') === 'Cognito' && resource !== undefined) {
        found.set(resource, name);
      }
    }
  }
  return found;
}

function detailsOf(resource: Gen1Resource, app: Gen1App, triggers: TriggerMap): string[] {
  const { folder, files, name, category } = resource;
  const details: string[] = [];
  if (resource.config === null) details.push('not in backend-config.json');
  if (folder === null) details.push('its folder is missing');
  const groups = folder === null ? [] : groupNames(app, `${folder}/user-pool-group-precedence.json`, files);
  if (groups.length > 0) details.push(`groups ${groups.join(', ')}`);
  const own = [...triggers].filter(([, auth]) => auth === name && category === 'auth');
  if (own.length > 0)
    details.push(`triggers ${own.map(([trigger]) => trigger.replace(name, '')).join(', ')}`);
  if (category === 'function' && triggers.has(name)) details.push(`trigger of ${triggers.get(name) ?? ''}`);
  if (files.includes('override.ts')) details.push('override.ts');
  return details;
}

function groupNames(app: Gen1App, path: string, files: readonly string[]): string[] {
  if (!files.some((file) => path.endsWith(`/${file}`))) return [];
  const groups = itemsOf(app.files.json(path) ?? undefined);
  return groups.flatMap((group: JsonNode) => stringAt(group, 'groupName') ?? []);
}
