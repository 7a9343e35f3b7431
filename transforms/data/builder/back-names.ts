import { type Api, type Rule } from '../api.js';
import { lowerFirst, pluralOf, upperFirst } from '../meaning/names.js';

/** Names of fields that are taken, whether they are declared or come of themselves. */
export class FieldNames {
  readonly #taken = new Set<string>();

  constructor(api: Api) {
    for (const { name: model, fields, rules } of api.models) {
      for (const name of [...AUTOMATIC, ...ruleFields(rules)]) this.add(model, name);
      for (const { name, relation, rules: ofField } of fields) {
        this.add(model, name);
        for (const field of ruleFields(ofField)) this.add(model, field);
        if (relation === null || relation.kind === 'manyToMany') continue;
        const holder = relation.kind === 'hasMany' ? relation.related : model;
        for (const key of relation.foreignKey) this.add(holder, key);
      }
    }
  }

  add(model: string, field: string): void {
    this.#taken.add(resolverId(model, field));
  }

  has(model: string, field: string): boolean {
    return this.#taken.has(resolverId(model, field));
  }
}

/** Resolvers of `Post.tags` and `Post.Tags` have one id, which CDK takes once (ResolverResourceID). */
function resolverId(model: string, field: string): string {
  return `${upperFirst(model)}${upperFirst(field)}`;
}

const AUTOMATIC = ['id', 'createdAt', 'updatedAt', 'owner', '_version', '_deleted', '_lastChangedAt'];

function ruleFields(rules: readonly Rule[] | null): string[] {
  return (rules ?? []).flatMap(({ ownerField, groupsField }) => [ownerField ?? [], groupsField ?? []].flat());
}

/**
 * A name for the side of a relation that Gen 1 does not have: that of the model, as one would write it; where it is
 * taken, for the holder of the key that of the key, or one that says which relation it answers.
 */
export function backName(
  {
    model,
    related,
    kind,
    references,
    answers,
  }: {
    readonly model: string;
    readonly related: string;
    readonly kind: 'hasMany' | 'hasOne' | 'belongsTo';
    readonly references: readonly string[];
    readonly answers: string;
  },
  taken: FieldNames,
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
    const free = candidates.find((name) => name !== '' && !taken.has(model, name));
    if (free !== undefined) return free;
    candidates.push(`${base}Of${upperFirst(answers)}${number}`);
  }
}
