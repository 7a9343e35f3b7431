import { type Code, type Entry, array, code, literal, object } from '../../../src/emit/code.js';
import { type Field, type Index, type Model } from '../api.js';
import { defaultCode } from './defaults.js';
import { type Known, isWritableField } from './known.js';
import { type RelationMember } from './relations.js';
import { type RuleContext, authorization, ruleContext } from './rule-code.js';
import { type ModelPlan } from './plan.js';
import { typeCode } from './types.js';
import { described, entry, list, names } from './words.js';

/** `a.model({…})` with its keys, indexes, operations and rules. */
export function modelCode(plan: ModelPlan, known: Known, subUsername: boolean): Code {
  const { model } = plan;
  const context = ruleContext(model, subUsername);
  const fields = object(fieldEntries(plan, known, context));
  return code`a.model(${fields})${identifier(model)}${indexes(model.indexes)}${disabled(plan)}${rulesOfModel(plan, context)}`;
}

/** A model without rules is closed in Gen 1, and the builder wants a rule: one that allows nothing. */
function rulesOfModel({ model, isClosed }: ModelPlan, context: RuleContext): Code {
  return isClosed
    ? code`.authorization((allow) => [allow.authenticated().to([])])`
    : authorization(model.rules, context);
}

export function modelComment({ model, writesId }: ModelPlan): string | undefined {
  const id = model.fields.find(({ name }) => name === 'id');
  const ofId = !writesId && id?.description ? `id: ${id.description}` : null;
  return described(model.description, ofId);
}

function fieldEntries(plan: ModelPlan, known: Known, context: RuleContext): Entry[] {
  const { model, members, keysBefore, added, writesId } = plan;
  const entries: Entry[] = [];
  for (const field of model.fields) {
    if (field.name === 'id' && !writesId) continue;
    for (const { name, type } of keysBefore.get(field.name) ?? []) entries.push([name, typeCode(type)]);
    const member = members.get(field.name);
    if (member !== undefined) entries.push(relationEntry(member, context));
    else if (isWritableField(field, known)) entries.push(fieldEntry(field, context));
  }
  for (const { name, type } of added.keys) entries.push([name, typeCode(type)]);
  for (const member of added.members) entries.push(relationEntry(member, context));
  return entries;
}

function fieldEntry(field: Field, context: RuleContext): Entry {
  const rules = authorization(field.rules, context);
  const value = code`${typeCode(field.type)}${defaultCode(field)}${rules}`;
  return entry(field.name, value, described(field.description));
}

function relationEntry(member: RelationMember, context: RuleContext): Entry {
  const { kind, name, related, references, rules, description } = member;
  const builder = { hasMany: code`a.hasMany`, hasOne: code`a.hasOne`, belongsTo: code`a.belongsTo` }[kind];
  const value = code`${builder}(${literal(related)}, ${names(references)})${authorization(rules, context)}`;
  return entry(name, value, described(description));
}

function identifier({ primaryKey }: Model): Code {
  const isDefault = primaryKey.length === 1 && primaryKey[0] === 'id';
  return isDefault ? code`` : code`.identifier(${list(primaryKey)})`;
}

/** Names are always written: those that the builder makes up are others than Gen 1's. */
function indexes(all: readonly Index[]): Code {
  if (all.length === 0) return code``;
  return code`.secondaryIndexes((index) => ${array(all.map(indexCode))})`;
}

function indexCode({ name, fields, queryField }: Index): Code {
  const [partitionKey = '', ...sortKeys] = fields;
  const sorted = sortKeys.length === 0 ? code`` : code`.sortKeys(${list(sortKeys)})`;
  return code`index(${literal(partitionKey)})${sorted}.name(${literal(name)}).queryField(${literal(queryField)})`;
}

function disabled({ disabledOperations }: ModelPlan): Code {
  return disabledOperations.length === 0 ? code`` : code`.disableOperations(${list(disabledOperations)})`;
}
