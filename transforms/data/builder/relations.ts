import { type Api, type Field, type Model, type Relation, type Rule, type TypeRef } from '../api.js';
import { type TransformerFlags } from '../settings.js';
import { FieldNames, backName } from './back-names.js';
import { fieldsByName } from './fields-by-name.js';
import { keyTypeOf } from './joins.js';

/** A member of a model that shows a relation, as the builder writes it. */
export interface RelationMember {
  readonly name: string;
  readonly kind: 'hasMany' | 'hasOne' | 'belongsTo';
  readonly related: string;
  readonly references: readonly string[];
  readonly rules: readonly Rule[] | null;
  readonly description: string | null;
}

/** A foreign key that Gen 1 adds by itself. */
export interface KeyField {
  readonly name: string;
  readonly type: TypeRef;
}

/**
 * What two models have in common by one foreign key. The builder wants it said on both sides: `hasMany` or
 * `hasOne` on the parent, whose primary key it is, and `belongsTo` on the child, which holds it.
 */
export interface Link {
  readonly parent: Model;
  readonly child: Model;
  readonly references: readonly string[];
  /** The field of Gen 1 that says it first. */
  readonly cause: RelationField;
  readonly parentSide: RelationMember;
  readonly childSide: RelationMember;
  /** The sides that Gen 1 does not say. */
  readonly added: readonly ('parent' | 'child')[];
  /** Keys that only Gen 1 knew of. */
  readonly keys: readonly KeyField[];
  /** True when the index by which the builder finds the children is not in Gen 1's table. */
  readonly newIndex: boolean;
}

export interface RelationField {
  readonly model: Model;
  readonly field: Field;
  readonly relation: Exclude<Relation, { kind: 'manyToMany' }>;
}

/** Why a relation can't be written: `key` the key is not the parent's, `twice` another field says the same. */
export interface Unlinked {
  readonly at: RelationField;
  readonly reason: 'key' | 'type' | 'twice';
  /** The field that says the same. */
  readonly other: string | null;
}

export interface Relations {
  readonly links: readonly Link[];
  readonly unlinked: readonly Unlinked[];
}

interface OpenLink {
  readonly parent: Model;
  readonly child: Model;
  readonly references: readonly string[];
  readonly cause: RelationField;
  parentSide: RelationField | null;
  childSide: RelationField | null;
}

/** Whether a key that Gen 1 adds keeps the name and type of the parent's. */
type KeyFlag = Pick<TransformerFlags, 'respectPrimaryKeyAttributesOnConnectionField'>;

/** Pairs the relations of an API in which every `@manyToMany` is written out. */
export function relationsOf(api: Api, flags: KeyFlag): Relations {
  const models = new Map(api.models.map((model) => [model.name, model]));
  const open = new Map<string, OpenLink>();
  const unlinked: Unlinked[] = [];
  for (const at of relationFields(api)) {
    const related = models.get(at.relation.related);
    if (related === undefined) continue;
    const [parent, child] = at.relation.kind === 'hasMany' ? [at.model, related] : [related, at.model];
    const reason = misfit(at, parent, child, flags);
    if (reason !== null) {
      unlinked.push({ at, reason, other: null });
      continue;
    }
    const references = at.relation.foreignKey;
    // All are names of fields that are there, or that Gen 1 makes: none has a space.
    const key = `${parent.name} ${child.name} ${references.join(' ')}`;
    const link = open.get(key) ?? { parent, child, references, cause: at, parentSide: null, childSide: null };
    open.set(key, link);
    const side = at.relation.kind === 'hasMany' ? 'parentSide' : 'childSide';
    const taken = link[side];
    if (taken === null) link[side] = at;
    else unlinked.push({ at, reason: 'twice', other: `${taken.model.name}.${taken.field.name}` });
  }
  // In a schema that says every relation on both sides nobody asks for these.
  let names: FieldNames | null = null;
  const namesOf = (): FieldNames => (names ??= new FieldNames(api));
  return { links: [...open.values()].map((link) => completed(link, namesOf, flags)), unlinked };
}

function* relationFields(api: Api): Generator<RelationField> {
  for (const model of api.models) {
    for (const field of model.fields) {
      const { relation } = field;
      if (relation !== null && relation.kind !== 'manyToMany') yield { model, field, relation };
    }
  }
}

/** Scalars that the builder takes for one another in keys. */
const STRINGS: ReadonlySet<string> = new Set(['ID', 'String']);

function misfit(
  { relation, field }: RelationField,
  parent: Model,
  child: Model,
  flags: KeyFlag,
): 'key' | 'type' | null {
  const { foreignKey } = relation;
  if (foreignKey.length === 0 || foreignKey.length !== parent.primaryKey.length) return 'key';
  if (relation.kind === 'hasMany' && !sameList(relation.fields, parent.primaryKey)) return 'key';
  if (new Set(foreignKey).size !== foreignKey.length) return 'key';
  const declared = fieldsByName(child);
  for (const [index, name] of foreignKey.entries()) {
    const parentType = keyTypeOf(parent, parent.primaryKey[index] ?? '');
    const key = declared.get(name);
    if (key === undefined && !relation.implicit) return 'key';
    const childType = key === undefined ? addedKeyType(parent, index, flags) : scalarOf(key);
    if (parentType === null || childType === null || !isScalar(parentType)) return 'type';
    if (childType !== parentType && !(STRINGS.has(childType) && STRINGS.has(parentType))) return 'type';
  }
  return field.type.kind === 'list' && relation.kind !== 'hasMany' ? 'key' : null;
}

function scalarOf({ type }: Field): string | null {
  return type.kind === 'named' ? type.name : null;
}

/** With the flag off the first part is an `ID` (graphql-relational-transformer, getPrimaryKeyConnectionFieldType). */
function addedKeyType(parent: Model, index: number, flags: KeyFlag): string | null {
  if (index === 0 && !flags.respectPrimaryKeyAttributesOnConnectionField) return 'ID';
  return keyTypeOf(parent, parent.primaryKey[index] ?? '');
}

function isScalar(name: string): boolean {
  return (
    STRINGS.has(name) || name === 'Int' || name === 'Float' || name === 'Boolean' || name.startsWith('AWS')
  );
}

function completed(link: OpenLink, names: () => FieldNames, flags: KeyFlag): Link {
  const { parent, child, references, cause, parentSide, childSide } = link;
  const parentMember =
    parentSide === null
      ? addedTo(parent, child, cause.relation.kind === 'hasOne' ? 'hasOne' : 'hasMany', link, names())
      : memberOf(parentSide, 'hasMany', references);
  const childMember =
    childSide === null
      ? addedTo(child, parent, 'belongsTo', link, names())
      : memberOf(childSide, 'belongsTo', references);
  const index = parentSide?.relation.kind === 'hasMany' ? parentSide.relation.index : null;
  return {
    parent,
    child,
    references,
    cause,
    parentSide: parentMember,
    childSide: childMember,
    added: [...(parentSide ? [] : ['parent' as const]), ...(childSide ? [] : ['child' as const])],
    keys: keysOf(link, flags),
    newIndex: index !== `gsi-${parent.mapsTo ?? parent.name}.${parentMember.name}`,
  };
}

function memberOf(
  { field, relation }: RelationField,
  kind: RelationMember['kind'],
  references: readonly string[],
): RelationMember {
  const { name, rules, description } = field;
  return { name, kind, related: relation.related, references, rules, description };
}

function addedTo(
  model: Model,
  related: Model,
  kind: RelationMember['kind'],
  { references, cause }: OpenLink,
  names: FieldNames,
): RelationMember {
  const answers = cause.field.name;
  const name = backName({ model: model.name, related: related.name, kind, references, answers }, names);
  names.add(model.name, name);
  return { name, kind, related: related.name, references, rules: null, description: null };
}

/** Gen 1 requires a key where it requires the relation. */
function keysOf({ parent, child, references, parentSide, cause }: OpenLink, flags: KeyFlag): KeyField[] {
  const declared = fieldsByName(child);
  const { required } = (parentSide ?? cause).field.type;
  return references.flatMap((name, index) => {
    if (declared.has(name)) return [];
    const type = addedKeyType(parent, index, flags) ?? 'ID';
    return [{ name, type: { kind: 'named' as const, name: type, required } }];
  });
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
