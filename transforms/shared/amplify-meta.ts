import { type Gen1App, type Gen1Environment } from '../../src/core/gen1-app.js';
import { type JsonNode, stringAt } from '../../src/core/json.js';

/**
 * amplify-meta.json describes one environment, the one that was pulled last: its stack is that of the environment, or
 * has its name. A file that does not say so is that of the only environment, and of none of several.
 */
export function metaOf(app: Gen1App, environment: Gen1Environment): JsonNode | undefined {
  const meta = app.documents.amplifyMeta ?? undefined;
  const stack = stringAt(meta, 'providers', 'awscloudformation', 'StackName');
  return isStackOf(app, environment, stack) ? meta : undefined;
}

function isStackOf(
  { environments }: Gen1App,
  { name, teamProvider }: Gen1Environment,
  stack: string | undefined,
): boolean {
  const expected = stringAt(teamProvider ?? undefined, 'awscloudformation', 'StackName');
  if (stack !== undefined && expected !== undefined) return stack === expected;
  const named = environments.find((one) => one.name === environmentIn(stack ?? ''));
  return named === undefined ? environments.length <= 1 : named.name === name;
}

/** Gen 1 calls the root stack `amplify-<project>-<environment>-<suffix>`. */
function environmentIn(stack: string): string | undefined {
  return /-([a-z0-9]{2,10})-[0-9a-f]{5,14}$/.exec(stack)?.[1];
}
