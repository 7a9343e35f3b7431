import { type Connections, stackMapping, stackMappingsFile } from '../connection-stacks.js';
import { iamAccess } from '../iam-access.js';
import { type LaneInput, type LaneOutput, type Obstacle } from '../lane.js';
import { additions } from './additions.js';
import { fieldObstacles } from './field-obstacles.js';
import { keyAccess } from './key-access.js';
import { modelObstacles } from './model-obstacles.js';
import { operationObstacles } from './operation-obstacles.js';
import { type BuilderPlan, builderPlan } from './plan.js';
import { relationObstacles } from './relation-obstacles.js';
import { RESOURCE_PATH, schemaFiles } from './resource-module.js';
import { typeAccessObstacles } from './type-access.js';

/** The lines that `a.schema()` can't say with the same meaning. */
export function builderObstacles(input: LaneInput): Obstacle[] {
  const plan = builderPlan(input);
  return [
    ...modelObstacles(input, plan),
    ...fieldObstacles(plan),
    ...relationObstacles(input, plan),
    ...operationObstacles(input, plan),
    ...typeAccessObstacles(input, plan.api),
  ];
}

/** The schema in TypeScript, as one would write it in Gen 2. */
export function writeBuilder(input: LaneInput): LaneOutput {
  const plan = builderPlan(input);
  const iam = iamAccess(input);
  const keys = keyAccess(plan, RESOURCE_PATH);
  const stacks = stackMapping(connections(plan), input.settings.stackMapping);
  const stacksFile = stackMappingsFile(input, stacks);
  return {
    files: [...schemaFiles(input, plan, stacks), ...stacksFile.files],
    backend: { resources: [{ name: 'data', from: './data/resource' }], statements: [] },
    dependencies: [],
    findings: [
      iam.finding,
      ...additions(input, plan, RESOURCE_PATH),
      ...keys.findings,
      ...stacksFile.findings,
    ],
    access: [iam.access, ...keys.access],
    secrets: [],
  };
}

function connections({ models }: BuilderPlan): Connections[] {
  return models.map(({ model, members, added }) => ({
    model,
    fields: [...members.keys(), ...added.members.map(({ name }) => name)],
  }));
}
