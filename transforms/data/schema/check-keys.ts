import { type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { type KeyRefusal } from '../../../src/core/codes/data-schema.js';
import { type TypeFacts } from '../meaning/context.js';
import { indexQueryName } from '../meaning/names.js';
import { argumentOf, directiveOf, textOf, textsOf } from './ast.js';
import { canBeKey, type CheckContext } from './check-context.js';

/** Keys and indexes that Gen 1 refuses (validate in both transformers of amplify-graphql-index-transformer). */
export function checkKeys(context: CheckContext): Finding[] {
  return [...context.types.values()]
    .filter(({ isModel }) => isModel)
    .flatMap((type) => {
      const names = new Map<string, number>();
      let primaryKeys = 0;
      return [...type.fields.values()].flatMap((field) =>
        (field.directives ?? []).flatMap((directive) => {
          const refuse = (reason: KeyRefusal | null): Finding[] =>
            reason === null ? [] : [refused(directive, type, field, reason, context)];
          if (directive.name.value === 'primaryKey') {
            primaryKeys += 1;
            return refuse(primaryKeys > 1 ? 'second' : primaryKeyRefusal(directive, field, type, context));
          }
          if (directive.name.value !== 'index') return [];
          const name = indexNameOf(directive, field, type);
          names.set(name, (names.get(name) ?? 0) + 1);
          return refuse(
            (names.get(name) ?? 0) > 1 ? 'same-name' : indexRefusal(directive, field, type, context),
          );
        }),
      );
    });
}

function refused(
  directive: DirectiveNode,
  type: TypeFacts,
  field: FieldDefinitionNode,
  reason: KeyRefusal,
  { originOf }: CheckContext,
): Finding {
  const key = `@${directive.name.value}`;
  return finding('AM3037', 'data', originOf(directive), {
    name: `${type.name}.${field.name.value}`,
    key,
    reason,
  });
}

function sortKeysOf(directive: DirectiveNode): string[] {
  return textsOf(argumentOf(directive, 'sortKeyFields')) ?? [];
}

function primaryKeyRefusal(
  directive: DirectiveNode,
  field: FieldDefinitionNode,
  type: TypeFacts,
  context: CheckContext,
): KeyRefusal | null {
  if (field.type.kind !== 'NonNullType') return 'nullable';
  const common = commonRefusal(directive, field, type, context);
  if (common !== null) return common;
  const sortKeys = sortKeysOf(directive);
  if (sortKeys.some((name) => type.fields.get(name)?.type.kind !== 'NonNullType')) return 'nullable';
  const owners = ownerFieldsOf(type, context);
  return sortKeys.some((name) => owners.has(name)) ? 'owner' : null;
}

/** A value of `sub::username` can't be searched for as a key, so that it can't be a sort key either. */
function ownerFieldsOf({ node }: TypeFacts, { settings }: CheckContext): ReadonlySet<string> {
  const auth = directiveOf(node, 'auth');
  const rules = auth && argumentOf(auth, 'rules');
  if (rules?.kind !== 'ListValue' || !settings.flags.useSubUsernameForDefaultIdentityClaim) return new Set();
  const fields = rules.values.flatMap((rule) => {
    if (rule.kind !== 'ObjectValue') return [];
    const text = (name: string, otherwise: string): string => {
      const given = rule.fields.find((member) => member.name.value === name);
      return textOf(given?.value) ?? otherwise;
    };
    const isOwner = text('allow', '') === 'owner' && text('identityClaim', 'sub::username').includes('::');
    return isOwner ? [text('ownerField', 'owner')] : [];
  });
  return new Set(fields);
}

function indexRefusal(
  directive: DirectiveNode,
  field: FieldDefinitionNode,
  type: TypeFacts,
  context: CheckContext,
): KeyRefusal | null {
  const given = argumentOf(directive, 'name');
  if (given?.kind === 'NullValue') return 'name';
  const name = textOf(given);
  if (name !== null && name !== '' && !/^[\w.-]{3,255}$/.test(name)) return 'name';
  const common = commonRefusal(directive, field, type, context);
  if (common !== null) return common;
  const primaryKey = directiveOf(field, 'primaryKey');
  if (primaryKey === undefined) return null;
  if (sortKeysOf(primaryKey).length === 0) return 'same-as-primary';
  const isLocal = !context.settings.flags.secondaryKeyAsGSI;
  return isLocal && sortKeysOf(directive).length === 0 ? 'local-without-sort' : null;
}

function commonRefusal(
  directive: DirectiveNode,
  field: FieldDefinitionNode,
  type: TypeFacts,
  context: CheckContext,
): KeyRefusal | null {
  const sortKeys = sortKeysOf(directive);
  if (sortKeys.includes(field.name.value)) return 'itself';
  if (!canBeKey(field, context)) return 'no-scalar';
  for (const name of sortKeys) {
    const sortKey = type.fields.get(name);
    if (sortKey === undefined) return 'no-field';
    if (!canBeKey(sortKey, context)) return 'no-scalar';
  }
  return null;
}

function indexNameOf(directive: DirectiveNode, field: FieldDefinitionNode, { name }: TypeFacts): string {
  const given = textOf(argumentOf(directive, 'name')) ?? '';
  return given === '' ? indexQueryName(name, [field.name.value, ...sortKeysOf(directive)]) : given;
}
