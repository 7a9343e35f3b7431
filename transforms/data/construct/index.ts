import { finding } from '../../../src/core/finding.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { connectionsOf, stackMapping, stackMappingsFile } from '../connection-stacks.js';
import { type LaneInput, type LaneOutput } from '../lane.js';
import { amendForConstruct } from '../sdl/amend.js';
import { schemaFile } from '../sdl/schema-module.js';
import { API_PATH, apiModule } from './api-module.js';
import { slotFiles } from './slots.js';

export { constructObstacles } from './obstacles.js';

/** The packages of the lane, at the versions that @aws-amplify/backend 1.25.1 comes with. */
const PACKAGES = [
  { name: '@aws-amplify/graphql-api-construct', version: '1.22.2' },
  { name: '@aws-amplify/graphql-generator', version: '0.5.4' },
] as const;

/** `AmplifyGraphqlApi` with the SDL and the flags of Gen 1, in a stack beside those of the backend. */
export function writeConstruct(input: LaneInput): LaneOutput {
  const { text, findings } = amendForConstruct(input);
  const target = { path: API_PATH, property: 'createApi' };
  const stacks = stackMapping(connectionsOf(input.api), input.settings.stackMapping);
  const stacksFile = stackMappingsFile(input, stacks);
  return {
    files: [
      { path: API_PATH, content: apiModule(input, stacks), language: 'typescript' },
      schemaFile(text, input.takeover),
      ...slotFiles(input),
      ...stacksFile.files,
    ],
    backend: {
      resources: [],
      statements: [
        {
          // Functions that are granted something name the API by this constant.
          code: 'const api = createApi(backend);',
          imports: [{ name: 'createApi', from: './data/api' }],
        },
      ],
    },
    dependencies: PACKAGES.map((one) => ({ ...one, dev: true, by: API_PATH })),
    findings: [
      finding('AM3181', 'data', input.settings.defaultMode.origin, {}, target),
      ...findings,
      ...stacksFile.findings,
    ],
    access: rolesOfV1(input),
    secrets: [],
  };
}

/** Rules by IAM of v1 let in every principal with a policy; here only roles on the list pass beside the identity pool. */
function rolesOfV1({ schema }: LaneInput): AccessChange[] {
  if (!schema.findings.some(({ code }) => code === 'AM3226')) return [];
  return [
    {
      principal: 'iamRole',
      action: '*',
      resource: 'graphql:*',
      gen1: 'what rules with the provider iam allow, for every principal with a policy',
      gen2: 'denied, unless the role is listed',
      change: 'narrowed',
      proved: true,
      code: 'AM3226',
    },
  ];
}
