import { type Code, ModuleText, code, identifier, object } from '../../../src/emit/code.js';
import { environmentName } from '../../../src/emit/environment-name.js';
import { type DraftFile } from '../../../src/core/feature.js';
import { type StackMapping } from '../connection-stacks.js';
import { type LaneInput } from '../lane.js';
import { defineDataMembers } from '../settings/define-data.js';
import { type BuilderPlan } from './plan.js';
import { membersCode, membersOf, schemaCode } from './schema-code.js';

export const RESOURCE_PATH = 'amplify/data/resource.ts';
const BACKEND = '@aws-amplify/backend';

/** One file whatever the size: TypeScript checks 60 models with 180 relations in about two seconds. */
export function schemaFiles(input: LaneInput, plan: BuilderPlan, stacks: StackMapping): DraftFile[] {
  return [{ path: RESOURCE_PATH, content: resourceModule(input, plan, stacks), language: 'typescript' }];
}

function resourceModule(input: LaneInput, plan: BuilderPlan, stacks: StackMapping): string {
  const module = new ModuleText();
  const schemaType = module.useType('ClientSchema', BACKEND);
  module.use('a', BACKEND);
  const defineData = module.use('defineData', BACKEND);
  const members = membersCode(membersOf(input, plan, module));
  const schema = schemaCode(members, input);
  const props = dataProps(input, defineDataMembers(input, module, stacks));
  module.add(
    ...environmentName(input.takeover, [schema, props]),
    code`const schema = ${schema};`,
    code`export type Schema = ${schemaType}<typeof schema>;`,
    code`export const data = ${defineData}(${props});`,
  );
  return module.toString();
}

/** Tables are imported for SDL only: those of a plain builder schema would be made anew, without a word. */
function dataProps({ tables }: LaneInput, members: readonly (readonly [name: string, value: Code])[]): Code {
  const schema = tables.kind === 'import' ? code`schema.transform().schema` : identifier('schema');
  return object([['schema', schema], ...members]);
}
