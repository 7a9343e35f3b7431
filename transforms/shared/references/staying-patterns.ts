import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Part } from '../lambda/intrinsics.js';

type Patterns = ReadonlyMap<string, readonly Part[]>;

/** Where team-provider-info.json keeps the region of an environment. */
export const DEPLOYMENT_REGION = ['awscloudformation', 'Region'] as const;

/** A resource that Gen 1 names after its environment. */
interface Named {
  /** The parameter that the name begins with; null: the resource's own name. */
  readonly parameter: string | null;
  /** The output that is the name, and the one that is the ARN. */
  readonly name: string;
  readonly arn: string;
  /** What stands between account and name in the ARN. */
  readonly type: string;
}

/**
 * By service. Sources: mapStack.ts, placeIndexStack.ts and geofenceCollectionStack.ts of amplify-category-geo,
 * kinesis-cloudformation-template.json of amplify-category-analytics, and the templates of
 * amplify-nodejs-function-template-provider, all of aws-amplify/amplify-cli.
 */
const NAMED: ReadonlyMap<string, Named> = new Map([
  ['Map', { parameter: 'mapName', name: 'Name', arn: 'Arn', type: 'geo:map/' }],
  ['PlaceIndex', { parameter: 'indexName', name: 'Name', arn: 'Arn', type: 'geo:place-index/' }],
  [
    'GeofenceCollection',
    { parameter: 'collectionName', name: 'Name', arn: 'Arn', type: 'geo:geofence-collection/' },
  ],
  [
    'Kinesis',
    {
      parameter: 'kinesisStreamName',
      name: 'kinesisStreamId',
      arn: 'kinesisStreamArn',
      type: 'kinesis:stream/',
    },
  ],
  ['Lambda', { parameter: null, name: 'Name', arn: 'Arn', type: 'lambda:function:' }],
]);

/** Outputs of a resource that are made of its settings. */
export function patternsOf(app: Gen1App, resource: Gen1Resource, service: string): Patterns {
  const region: readonly [string, readonly Part[]] = ['Region', [{ hole: 'region' }]];
  // The API is known by the name of its resource (apigw-stack-builder.ts of amplify-category-api).
  if (service === 'API Gateway') return new Map([['ApiName', [resource.name]]]);
  if (service === 'Pinpoint') return new Map([region]);
  const named = NAMED.get(service);
  const base =
    named?.parameter === null ? resource.name : stringAt(parametersOf(app, resource), named?.parameter ?? '');
  if (named === undefined || base === undefined) return new Map([region]);
  const name: readonly Part[] = [`${base}-`, { hole: 'branch' }];
  const [prefix, type] = splitOnce(named.type);
  const arn: readonly Part[] = [
    `arn:aws:${prefix}:`,
    { hole: 'region' },
    ':',
    { hole: 'account' },
    `:${type}${base}-`,
    { hole: 'branch' },
  ];
  return new Map([region, [named.name, name], [named.arn, arn]]);
}

function splitOnce(type: string): [string, string] {
  const colon = type.indexOf(':');
  return [type.slice(0, colon), type.slice(colon + 1)];
}

function parametersOf(app: Gen1App, { folder }: Gen1Resource): JsonNode | undefined {
  return folder === null ? undefined : (app.files.json(`${folder}/parameters.json`) ?? undefined);
}

/**
 * Services that are not everywhere are in another region than their project: the template says which, by the
 * region of the project. Empty where it says nothing.
 */
export function regionsOf(app: Gen1App, { folder, files }: Gen1Resource): ReadonlyMap<string, string> {
  const template = files.find((file) => /^[^/]*cloudformation-template\.json$/.test(file));
  if (folder === null || template === undefined) return new Map();
  const mapping = at(app.files.json(`${folder}/${template}`) ?? undefined, 'Mappings', 'RegionMapping');
  return new Map(
    app.environments.flatMap(({ name, teamProvider }) => {
      const region = stringAt(teamProvider ?? undefined, ...DEPLOYMENT_REGION);
      if (region === undefined) return [];
      const [other] = membersOf(at(mapping, region)).values();
      return other?.kind === 'scalar' ? [[name, String(other.value)] as const] : [];
    }),
  );
}
