import { type Gen1App, type Gen1Environment } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, stringAt } from '../../../src/core/json.js';
import { metaOf } from '../../shared/amplify-meta.js';
import { type BucketName } from './model.js';

/** How the template makes the physical name. */
export interface NameForm {
  /** The parameter `bucketName`; null for a bucket that Gen 1 did not make. */
  readonly parameter: string | null;
  /** Whether the id of the Gen 1 app stands in the name; older templates do without. */
  readonly withAppId: boolean;
}

/** The names of the deployed buckets by environment, as far as the repository tells them. */
export function bucketNames(app: Gen1App, resource: string, form: NameForm): Map<string, BucketName> {
  const names = new Map<string, BucketName>();
  for (const environment of app.environments) {
    const own = at(environment.teamProvider ?? undefined, 'categories', 'storage', resource);
    const output = at(metaOf(app, environment), 'storage', resource, 'output');
    const imported = form.parameter === null ? stringAt(own, 'bucketName') : undefined;
    const name = imported ?? stringAt(output, 'BucketName') ?? madeName(environment, own, form);
    if (name === undefined) continue;
    const region = form.parameter === null ? (stringAt(own, 'region') ?? stringAt(output, 'Region')) : null;
    names.set(environment.name, { name, region: region ?? null });
  }
  return names;
}

/**
 * `<bucketName><id>-<env>`, where the id is the fourth part of `amplify-<project>-<env>-<id>`; stacks of 2018
 * and 2019 are not called so, and have none (buildBucketName in s3-stack-builder.ts).
 */
function madeName(
  { name: environment, teamProvider }: Gen1Environment,
  own: JsonNode | undefined,
  { parameter, withAppId }: NameForm,
): string | undefined {
  const stack = stringAt(teamProvider ?? undefined, 'awscloudformation', 'StackName');
  if (stack === undefined || parameter === null) return undefined;
  const base = stringAt(own, 'bucketName') ?? parameter;
  const hasId = withAppId && stack.startsWith('amplify-');
  const id = hasId ? stack.split('-')[3] : '';
  return id === undefined ? undefined : `${base}${id}-${environment}`;
}
