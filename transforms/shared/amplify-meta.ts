import { type Gen1App, type Gen1Environment } from '../../src/core/gen1-app.js';
import { type JsonNode, stringAt } from '../../src/core/json.js';

/** amplify-meta.json describes one environment: the one whose stack it names, or the one that was chosen. */
export function metaOf(app: Gen1App, { name, teamProvider }: Gen1Environment): JsonNode | undefined {
  const meta = app.documents.amplifyMeta ?? undefined;
  const stack = stringAt(meta, 'providers', 'awscloudformation', 'StackName');
  const expected = stringAt(teamProvider ?? undefined, 'awscloudformation', 'StackName');
  const isOwn =
    stack !== undefined && expected !== undefined ? stack === expected : name === app.environment.name;
  return isOwn ? meta : undefined;
}
