import { type Gen1App, type Gen1Environment, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { at, stringAt } from '../../../src/core/json.js';
import { metaOf } from '../amplify-meta.js';
import { type Part } from '../lambda/intrinsics.js';
import { DEPLOYMENT_REGION, patternsOf, regionsOf } from './staying-patterns.js';

/** What a resource hands down that stays in Gen 1. */
export type StayingValue =
  /** The same in all environments but for what deployment fills in. */
  | { readonly kind: 'pattern'; readonly parts: readonly Part[] }
  /** By environment; those whose value the repository does not hold are missing. */
  | { readonly kind: 'by environment'; readonly values: ReadonlyMap<string, string> };

/** An output of a resource that stays in Gen 1. */
export interface StayingOutput {
  /** `analytics/shop` */
  readonly resource: string;
  readonly value: StayingValue;
}

/** Categories whose resources Gen 2 has no place for yet; what they hand down is that of Gen 1. */
const STAYING: ReadonlySet<string> = new Set([
  ...['analytics', 'api', 'custom', 'function', 'geo', 'hosting', 'interactions', 'predictions'],
]);

/** The output that Gen 1 passes on as `<category><resource><Output>`; null: nothing that stays has this name. */
export function stayingOutput(app: Gen1App, parameter: string): StayingOutput | null {
  const owner = app.resources
    .filter((one) => STAYING.has(one.category) && !isMoved(one) && parameter.startsWith(prefixOf(one)))
    .reduce<Gen1Resource | null>(
      (best, one) => (best && best.name.length > one.name.length ? best : one),
      null,
    );
  if (owner === null) return null;
  const output = parameter.slice(prefixOf(owner).length);
  if (output === '') return null;
  return { resource: `${owner.category}/${owner.name}`, value: valueOf(app, owner, output) };
}

function prefixOf({ category, name }: Gen1Resource): string {
  return `${category}${name}`;
}

function serviceOf({ config }: Gen1Resource): string {
  return stringAt(config ?? undefined, 'service') ?? '';
}

/** An API of AppSync is what `data` makes anew, and a layer what `functions` does. */
function isMoved(resource: Gen1Resource): boolean {
  return ['AppSync', 'LambdaLayer'].includes(serviceOf(resource));
}

function valueOf(app: Gen1App, resource: Gen1Resource, output: string): StayingValue {
  const pattern = patternsOf(app, resource, serviceOf(resource)).get(output) ?? null;
  const regions = output === 'Region' ? regionsOf(app, resource) : new Map<string, string>();
  const values = new Map<string, string>();
  let isPlain = true;
  for (const environment of app.environments) {
    const told = deployedValue(app, resource, output, environment) ?? regions.get(environment.name);
    const made = pattern === null ? null : textIn(pattern, environment);
    if (told !== undefined) values.set(environment.name, told);
    else if (made !== null) values.set(environment.name, made);
    isPlain &&= pattern !== null && (told === undefined || told === made);
  }
  return pattern !== null && isPlain
    ? { kind: 'pattern', parts: pattern }
    : { kind: 'by environment', values };
}

/** What Gen 1 has noted of a deployment. */
function deployedValue(
  app: Gen1App,
  { category, name }: Gen1Resource,
  output: string,
  environment: Gen1Environment,
): string | undefined {
  const noted = stringAt(metaOf(app, environment), category, name, 'output', output);
  if (noted !== undefined || category !== 'analytics') return noted;
  // An environment has one Pinpoint app, which team-provider-info.json keeps for the category and for messages.
  const categories = at(environment.teamProvider ?? undefined, 'categories');
  const key = output === 'appName' ? 'Name' : output;
  return ['analytics', 'notifications']
    .map((one) => stringAt(categories, one, 'Pinpoint', key))
    .find((value) => value !== undefined);
}

/** The text in one environment; null when it takes what only the deployment knows. */
function textIn(parts: readonly Part[], { name, teamProvider }: Gen1Environment): string | null {
  const region = stringAt(teamProvider ?? undefined, ...DEPLOYMENT_REGION);
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (!('hole' in part)) return null;
    return part.hole === 'branch' ? name : part.hole === 'region' ? (region ?? null) : null;
  });
  return texts.includes(null) ? null : texts.join('');
}
