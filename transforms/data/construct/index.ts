import { finding } from '../../../src/core/finding.js';
import { type LaneInput, type LaneOutput, type Obstacle } from '../lane.js';
import { amendForConstruct } from '../sdl/amend.js';
import { predictionOperations } from '../sdl/obstacles.js';
import { schemaFile } from '../sdl/schema-module.js';
import { API_PATH, apiModule } from './api-module.js';
import { knownBucket } from './predictions.js';
import { slotFiles } from './slots.js';

/** What even AmplifyGraphqlApi can't keep. */
export function constructObstacles({ app, api }: LaneInput): Obstacle[] {
  const [first] = predictionOperations(api);
  if (!first || knownBucket(app) !== null) return [];
  const told = finding('AM3180', 'data', first.origin, { field: `${first.parent}.${first.name}` });
  return [{ lanes: ['construct'], tables: 'any', finding: told }];
}

/** The packages of the lane, at the versions that @aws-amplify/backend 1.25.1 comes with. */
const PACKAGES = [
  { name: '@aws-amplify/graphql-api-construct', version: '1.22.2' },
  { name: '@aws-amplify/graphql-generator', version: '0.5.4' },
] as const;

/** `AmplifyGraphqlApi` with the SDL and the flags of Gen 1, in a stack beside those of the backend. */
export function writeConstruct(input: LaneInput): LaneOutput {
  const { text, findings } = amendForConstruct(input);
  const target = { path: API_PATH, property: 'createApi' };
  return {
    files: [
      { path: API_PATH, content: apiModule(input), language: 'typescript' },
      schemaFile(text, input.takeover),
      ...slotFiles(input),
    ],
    backend: {
      resources: [],
      statements: [
        {
          code: 'const api = createApi(backend);',
          imports: [{ name: 'createApi', from: './data/api' }],
        },
      ],
    },
    dependencies: PACKAGES.map((one) => ({ ...one, dev: true, by: API_PATH })),
    findings: [finding('AM3181', 'data', input.settings.defaultMode.origin, {}, target), ...findings],
    access: [],
    secrets: [],
  };
}
