import { code, type Entry, ModuleText, object } from '../../../src/emit/code.js';
import { environmentName } from '../../../src/emit/environment-name.js';
import { type StackMapping, connectionsOf, stackMapping, stackMappingsFile } from '../connection-stacks.js';
import { calledFunctions, moduleOf } from '../functions.js';
import { iamAccess } from '../iam-access.js';
import { type LaneInput, type LaneOutput } from '../lane.js';
import { defineDataMembers } from '../settings/index.js';
import { amendForDefineData } from './amend.js';
import { schemaFile } from './schema-module.js';

export { sdlObstacles } from './obstacles.js';

/** `defineData` with the SDL of Gen 1, changed where it would be read otherwise. */
export function writeSdl(input: LaneInput): LaneOutput {
  const { text, findings } = amendForDefineData(input);
  const iam = iamAccess(input);
  const stacks = stackMapping(connectionsOf(input.api), input.settings.stackMapping);
  const stacksFile = stackMappingsFile(input, stacks);
  return {
    files: [
      { path: 'amplify/data/resource.ts', content: resourceModule(input, stacks), language: 'typescript' },
      schemaFile(text, input.takeover),
      ...stacksFile.files,
    ],
    backend: { resources: [{ name: 'data', from: './data/resource' }], statements: [] },
    dependencies: [],
    findings: [iam.finding, ...findings, ...stacksFile.findings],
    access: [iam.access],
    secrets: [],
  };
}

/** The functions that `@function` names. */
function functionsMember(input: LaneInput, module: ModuleText): Entry[] {
  const functions = calledFunctions(input).map((place): Entry => {
    return [place.key, module.use(place.key, moduleOf(place))];
  });
  return functions.length === 0 ? [] : [['functions', object(functions)]];
}

function resourceModule(input: LaneInput, stacks: StackMapping): string {
  const module = new ModuleText();
  const defineData = module.use('defineData', '@aws-amplify/backend');
  const schema = module.use('schema', './schema');
  const members = object([
    ['schema', schema],
    ...functionsMember(input, module),
    ...defineDataMembers(input, module, stacks),
  ]);
  module.add(
    ...environmentName(input.takeover, [members]),
    code`export const data = ${defineData}(${members});`,
  );
  return module.toString();
}
