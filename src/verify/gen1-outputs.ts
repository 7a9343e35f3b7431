import { type Gen1App } from '../core/gen1-app.js';
import { type Json, at, stringAt, toValue } from '../core/json.js';
import { record, textOf } from './facts/normal.js';

/**
 * Outputs of resources that have no stack here, in the environment that was chosen: what amplify-meta.json and
 * team-provider-info.json have noted of its deployment, and names that Gen 1 makes of settings. Sources:
 * amplify-category-geo and amplify-category-analytics of aws-amplify/amplify-cli.
 */
export function otherCategories(app: Gen1App): Record<string, Json> {
  const outputs: Record<string, Json> = {};
  const { name: env, teamProvider } = app.environment;
  const noted = at(teamProvider ?? undefined, 'categories');
  for (const { category, name, folder, config } of app.resources) {
    if (!CATEGORIES.has(category)) continue;
    const service = stringAt(config ?? undefined, 'service') ?? '';
    if (service === 'AppSync') continue;
    const prefix = `${category}${name}`;
    const parameters = folder === null ? null : app.files.json(`${folder}/parameters.json`);
    for (const [output, value] of Object.entries(
      made(service, name, parameters ? record(toValue(parameters)) : {}, env),
    )) {
      outputs[`${prefix}${output}`] = value;
    }
    const pinpoint = at(noted, 'analytics', 'Pinpoint') ?? at(noted, 'notifications', 'Pinpoint');
    for (const key of ['Id', 'Region']) {
      const value = service === 'Pinpoint' ? stringAt(pinpoint, key) : undefined;
      if (value !== undefined) outputs[`${prefix}${key}`] = value;
    }
    const deployed = isOfEnvironment(app)
      ? at(app.documents.amplifyMeta ?? undefined, category, name, 'output')
      : undefined;
    for (const [output, value] of Object.entries(deployed ? record(toValue(deployed)) : {})) {
      if (typeof value === 'string') outputs[`${prefix}${output}`] = value;
    }
  }
  return outputs;
}

const CATEGORIES: ReadonlySet<string> = new Set([
  'analytics',
  'api',
  'custom',
  'geo',
  'hosting',
  'predictions',
]);

function made(
  service: string,
  name: string,
  parameters: Readonly<Record<string, Json>>,
  env: string,
): Record<string, Json> {
  const named = (key: string): string => `${textOf(parameters[key])}-${env}`;
  const regional = (path: string): Json =>
    `arn:aws:${path.replace(':', ':${AWS::Region}:${AWS::AccountId}:')}`;
  switch (service) {
    case 'API Gateway':
      return { ApiName: name };
    case 'Pinpoint':
      return { Region: '${AWS::Region}' };
    case 'Kinesis': {
      const stream = named('kinesisStreamName');
      return { kinesisStreamId: stream, kinesisStreamArn: regional(`kinesis:stream/${stream}`) };
    }
    case 'Map':
      return { Name: named('mapName'), Arn: regional(`geo:map/${named('mapName')}`) };
    case 'PlaceIndex':
      return { Name: named('indexName'), Arn: regional(`geo:place-index/${named('indexName')}`) };
    case 'GeofenceCollection': {
      const collection = named('collectionName');
      return { Name: collection, Arn: regional(`geo:geofence-collection/${collection}`) };
    }
    default:
      return {};
  }
}

/** amplify-meta.json is that of the environment which was checked out last. */
function isOfEnvironment({ documents, environment }: Gen1App): boolean {
  const path = ['awscloudformation', 'StackName'] as const;
  const stack = stringAt(documents.amplifyMeta ?? undefined, 'providers', ...path);
  const own = stringAt(environment.teamProvider ?? undefined, ...path);
  return stack === undefined || own === undefined || stack === own;
}
