import { type Code, ModuleText, code, object } from '../../../src/emit/code.js';
import { environmentName } from '../../../src/emit/environment-name.js';
import { type DraftFile } from '../../../src/core/feature.js';
import { type LaneInput } from '../lane.js';
import { defineDataMembers } from '../settings/define-data.js';
import { type BuilderPlan } from './plan.js';
import { membersCode, membersOf, schemaCode } from './schema-code.js';

export const RESOURCE_PATH = 'amplify/data/resource.ts';
const BACKEND = '@aws-amplify/backend';

/** amplify/data/resource.ts, and the files that a large schema is split into. */
export function schemaFiles(input: LaneInput, plan: BuilderPlan): DraftFile[] {
  const members = membersOf(input, plan);
  return [
    { path: RESOURCE_PATH, content: resourceModule(input, membersCode(members)), language: 'typescript' },
  ];
}

function resourceModule(input: LaneInput, members: Code): string {
  const module = new ModuleText();
  const schemaType = module.useType('ClientSchema', BACKEND);
  module.use('a', BACKEND);
  const defineData = module.use('defineData', BACKEND);
  const schema = schemaCode(members, input);
  const props = object([['schema', schemaProp(input)], ...defineDataMembers(input, module)]);
  module.add(
    ...environmentName(input.takeover, [schema, props]),
    code`const schema = ${schema};`,
    code`export type Schema = ${schemaType}<typeof schema>;`,
    code`export const data = ${defineData}(${props});`,
  );
  return module.toString();
}

/** Tables are imported for SDL only: those of a plain builder schema would be made anew, without a word. */
function schemaProp({ tables }: LaneInput): Code {
  return tables.kind === 'import' ? code`schema.transform().schema` : code`schema`;
}
