import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { type Carried, carryConnection } from './connections.js';
import { Context, type V1Model } from './context.js';
import { authOf, fieldAuth, type FieldRules, fieldRules, plainFieldAuth } from './field-rules.js';
import { carryKeys } from './keys.js';
import { type Effective, effectiveRules, modelAuth } from './model-rules.js';
import { carryModel, carrySearchable, carryVersioned, relaxVersion, tellEnumLists } from './model.js';
import { withBaseType } from './nodes.js';
import { addOwnerFields } from './owner-fields.js';
import { type CarriedOver, type CarryOverOptions } from './options.js';
import { tellIam, tellNames, tellRequired } from './tell-operations.js';
import { tellOwnersByKey } from './tell-relations.js';
import { tellWays } from './tell-ways.js';

export { type CarriedOver, type CarryOverOptions, type Mode } from './options.js';
export { flagsOfV1 } from './flags.js';

/**
 * A schema of v1 in the directives of v2, with the tables, names and rules that v1 makes of it. What can't be the
 * same is told. New nodes have the place of the v1 directive that they stand for.
 */
export function carryOver(document: DocumentNode, options: CarryOverOptions): CarriedOver {
  const context = new Context(document, options);
  const rules = new Map<string, Effective>();
  const relations = new Map<FieldDefinitionNode, Carried>();
  const fields = new Map<FieldDefinitionNode, FieldRules>();
  const enums = new Set(
    document.definitions.flatMap((node) => (node.kind === 'EnumTypeDefinition' ? [node.name.value] : [])),
  );
  for (const model of context.models.values()) {
    carryKeys(model, context);
    tellNames(model, context);
    const ofModel = effectiveRules(model, context);
    rules.set(model.name, ofModel);
    tellEnumLists(model, enums, context);
    for (const field of model.fields.values()) {
      const at = field.directives?.find(({ name }) => name.value === 'connection');
      if (at !== undefined) relations.set(field, carryConnection(model, field, at, context));
      const auth = authOf(field);
      if (auth !== undefined) fields.set(field, fieldRules(model, field, auth, ofModel, context));
    }
  }
  tellRequired(context.models.values(), context);
  tellIam(rules.values(), context);
  tellOwnersByKey(relations, rules, context);
  tellWays({ rules, fields, relations }, context);
  const definitions = document.definitions.map((definition) =>
    carryDefinition(definition, { relations, rules, fields }, context),
  );
  return { document: { ...document, definitions }, findings: context.findings, access: context.access };
}

/** What has been made of relations, and of the rules of models by their names. */
interface Parts {
  readonly relations: ReadonlyMap<FieldDefinitionNode, Carried>;
  readonly rules: ReadonlyMap<string, Effective>;
  readonly fields: ReadonlyMap<FieldDefinitionNode, FieldRules>;
}

function carryDefinition(definition: DefinitionNode, parts: Parts, context: Context): DefinitionNode {
  if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension')
    return definition;
  const model =
    definition.kind === 'ObjectTypeDefinition' ? context.models.get(definition.name.value) : undefined;
  if (definition.kind === 'ObjectTypeDefinition' && model !== undefined) {
    return carryType(definition, model, parts, context);
  }
  const fields = definition.fields?.map((field): FieldDefinitionNode => {
    const path = `${definition.name.value}.${field.name.value}`;
    const directives = (field.directives ?? []).map((directive) =>
      directive.name.value === 'auth' ? plainFieldAuth(path, directive, context) : directive,
    );
    return { ...field, directives };
  });
  return fields === undefined ? definition : { ...definition, fields };
}

function carryType(
  node: ObjectTypeDefinitionNode,
  model: V1Model,
  parts: Parts,
  context: Context,
): ObjectTypeDefinitionNode {
  const rules = parts.rules.get(model.name) ?? new Map();
  const directives = (node.directives ?? []).flatMap((one) => carryDirective(one, model, rules, context));
  if (!directives.some(({ name }) => name.value === 'auth'))
    directives.push(...listOf(modelAuth(model, rules)));
  addOwnerFields(model, rules, context);
  const additions = context.additionsTo(model.name);
  const fields = [...model.fields.values()].flatMap((field): FieldDefinitionNode[] => {
    const carried = carryField(field, model, rules, parts, context);
    return carried === null ? [] : [carried];
  });
  for (const field of additions.fields.values()) {
    fields.push({ ...field, directives: additions.directives.get(field.name.value) ?? [] });
  }
  return { ...node, directives, fields };
}

function carryDirective(
  directive: DirectiveNode,
  model: V1Model,
  rules: Effective,
  context: Context,
): DirectiveNode[] {
  switch (directive.name.value) {
    case 'model':
      return [carryModel(model, context)];
    case 'auth':
      return listOf(modelAuth(model, rules));
    case 'key':
      return [];
    case 'searchable':
      return [carrySearchable(model, directive, context)];
    case 'versioned':
      carryVersioned(model, directive, context);
      return [];
    default:
      return [directive];
  }
}

function listOf(directive: DirectiveNode | null): DirectiveNode[] {
  return directive === null ? [] : [directive];
}

/** The field in v2; null for a relation that v2 has no form for. */
function carryField(
  field: FieldDefinitionNode,
  model: V1Model,
  rules: Effective,
  { relations, fields }: Parts,
  context: Context,
): FieldDefinitionNode | null {
  const relation = relations.get(field);
  if (relation === null) return null;
  const additions = context.additionsTo(model.name);
  const added = additions.directives.get(field.name.value) ?? [];
  const type = additions.retyped.get(field.name.value);
  const directives = (field.directives ?? []).flatMap((directive) => {
    if (directive.name.value === 'connection') return typeof relation === 'object' ? [relation] : [];
    if (directive.name.value === 'auth')
      return listOf(fieldAuth(directive, fields.get(field)?.effective ?? rules, rules));
    return [directive];
  });
  const typed = relaxVersion(model, type === undefined ? field : withBaseType(field, type));
  return { ...typed, directives: [...added, ...directives] };
}
