import { type DefinitionNode } from 'graphql';
import { type Code, type Entry, type ModuleText, code, object } from '../../../src/emit/code.js';
import { type LaneInput } from '../lane.js';
import { nameOf } from '../schema/ast.js';
import { globalRules } from './global-rules.js';
import { isWritable } from './known.js';
import { modelCode, modelComment } from './models.js';
import { operationCode } from './operations.js';
import { type BuilderPlan } from './plan.js';
import { authorization } from './rule-code.js';
import { customTypeCode, enumCode, enumComment } from './types.js';
import { described, entry } from './words.js';

/** A member of `a.schema({…})`, and the type of Gen 1 at whose place it stands. */
export interface Member {
  readonly entry: Entry;
  readonly name: string;
  readonly kind: 'model' | 'type' | 'enum' | 'operation';
}

/** The members of the schema in the order of Gen 1's. */
export function membersOf(input: LaneInput, plan: BuilderPlan, module: ModuleText): Member[] {
  const { schema, settings } = input;
  const { api, inputs, known } = plan;
  const subUsername = settings.flags.useSubUsernameForDefaultIdentityClaim;
  const places = placesOf(schema.document.definitions);
  const placed: { place: number; member: Member }[] = [];
  const put = (kind: Member['kind'], at: string, entry: Entry): void => {
    placed.push({ place: places.get(at) ?? Infinity, member: { kind, name: entry[0], entry } });
  };
  for (const one of api.enums) put('enum', one.name, entry(one.name, enumCode(one), enumComment(one)));
  for (const type of api.types) {
    put('type', type.name, entry(type.name, customTypeCode(type, known), described(type.description)));
  }
  for (const { name, input } of inputs.added) {
    put(
      'type',
      input.name,
      entry(name, customTypeCode(input, known, inputs.names), described(input.description)),
    );
  }
  const joinAt = new Map(plan.joins.map(({ model, sides }) => [model.name, sides[1].name]));
  for (const model of plan.models) {
    const { name } = model.model;
    put(
      'model',
      joinAt.get(name) ?? name,
      entry(name, modelCode(model, known, subUsername), modelComment(model)),
    );
  }
  const taken = new Set(placed.map(({ member }) => member.name));
  for (const operation of api.operations) {
    if (taken.has(operation.name) || !isWritable(operation, known)) continue;
    taken.add(operation.name);
    const value = operationCode(operation, plan, input, module);
    put('operation', '', entry(operation.name, value, described(operation.description)));
  }
  // Models that stand between two others keep behind the second of them: sorting is stable.
  return placed.sort((a, b) => byPlace(a.place, b.place)).map(({ member }) => member);
}

function byPlace(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function placesOf(definitions: readonly DefinitionNode[]): Map<string, number> {
  const places = new Map<string, number>();
  definitions.forEach((definition, place) => {
    const name = nameOf(definition);
    if (name !== null && !places.has(name)) places.set(name, place);
  });
  return places;
}

/** `a.schema({…})`, with the rules that Gen 1 has for models without rules. */
export function schemaCode(members: Code, input: LaneInput): Code {
  const subUsername = input.settings.flags.useSubUsernameForDefaultIdentityClaim;
  const rules = authorization(globalRules(input), { subUsername, fieldTypes: new Map() });
  return code`a.schema(${members})${rules}`;
}

export function membersCode(members: readonly Member[]): Code {
  return object(members.map(({ entry: one }) => one));
}
