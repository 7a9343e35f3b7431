import { type Api, type Rule } from '../api.js';
import { lowerFirst, pluralOf, upperFirst } from '../meaning/names.js';

/** The names that fields of each model have, or get without being declared. */
export function namesOf(api: Api): Map<string, Set<string>> {
  const names = new Map(api.models.map((model) => [model.name, new Set(AUTOMATIC)]));
  for (const { name: model, fields, rules } of api.models) {
    const own = names.get(model);
    for (const { name, relation, rules: ofField } of fields) {
      own?.add(name);
      ruleFields(ofField).forEach((field) => own?.add(field));
      if (relation === null || relation.kind === 'manyToMany') continue;
      const holder = relation.kind === 'hasMany' ? names.get(relation.related) : own;
      relation.foreignKey.forEach((key) => holder?.add(key));
    }
    ruleFields(rules).forEach((field) => own?.add(field));
  }
  return names;
}

const AUTOMATIC = ['id', 'createdAt', 'updatedAt', 'owner', '_version', '_deleted', '_lastChangedAt'];

function ruleFields(rules: readonly Rule[] | null): string[] {
  return (rules ?? []).flatMap(({ ownerField, groupsField }) => [ownerField ?? [], groupsField ?? []].flat());
}

/**
 * A name for the side of a relation that Gen 1 does not have: that of the model, as one would write it; where it
 * is taken, for the holder of the key that of the key, or one that says which relation it answers.
 */
export function backName(
  related: string,
  kind: 'hasMany' | 'hasOne' | 'belongsTo',
  references: readonly string[],
  answers: string,
  taken: ReadonlySet<string>,
): string {
  const base = kind === 'hasMany' ? pluralOf(lowerFirst(related)) : lowerFirst(related);
  const [key = ''] = references;
  const byKey = key.replace(/_?I[dD]$/, '');
  const candidates = [
    base,
    ...(kind !== 'belongsTo' || byKey === key ? [] : [byKey]),
    `${base}Of${upperFirst(answers)}`,
  ];
  for (let number = 2; ; number += 1) {
    const free = candidates.find((name) => name !== '' && !taken.has(name));
    if (free !== undefined) return free;
    candidates.push(`${base}Of${upperFirst(answers)}${number}`);
  }
}
