import { type Api, type Argument, type Field, type Operation, type Rule, type TypeRef } from '../api.js';
import { SCALARS, namedType } from './types.js';

/** Names that fields and arguments may refer to. */
export interface Known {
  readonly models: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly enums: ReadonlySet<string>;
  /** Input types that the builder makes. */
  readonly inputs: ReadonlySet<string>;
}

export function knownTypes({ models, types, enums }: Api, inputs: ReadonlyMap<string, string>): Known {
  const namesOf = (all: readonly { readonly name: string }[]): ReadonlySet<string> =>
    new Set(all.map(({ name }) => name));
  return {
    models: namesOf(models),
    types: namesOf(types),
    enums: namesOf(enums),
    inputs: new Set(inputs.keys()),
  };
}

/** True for the type of a field that is no relation. */
export function isFieldType(type: TypeRef, known: Known): boolean {
  const name = namedType(type);
  return !isNested(type) && (SCALARS.has(name) || known.types.has(name) || known.enums.has(name));
}

export function isReturnType(type: TypeRef, known: Known): boolean {
  return isFieldType(type, known) || (!isNested(type) && known.models.has(namedType(type)));
}

export function isArgumentType(type: TypeRef, known: Known): boolean {
  const name = namedType(type);
  return !isNested(type) && (SCALARS.has(name) || known.enums.has(name) || known.inputs.has(name));
}

/** The builder looks names of fields up in plain objects, which have these from JavaScript. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** True for a list of lists. */
function isNested(type: TypeRef): boolean {
  return type.kind === 'list' && type.of.kind === 'list';
}

export function typeText(type: TypeRef): string {
  const text = type.kind === 'list' ? `[${typeText(type.of)}]` : type.name;
  return type.required ? `${text}!` : text;
}

/** Whom a rule of a custom operation is for, where the builder can't say it; null where it can. */
export function unsayableRule(rule: Rule, { type }: Pick<Operation, 'type'>, known: Known): string | null {
  const { strategy, provider, groups, groupsField, groupClaim } = rule;
  if (strategy === 'owner') return 'the owner of a record';
  if (strategy !== 'groups') return null;
  if (groupsField !== null || groups === null) return 'groups that a record names';
  // Directives of AppSync know groups of the user pool only.
  if (provider === 'oidc' && known.types.has(namedType(type))) return 'groups of the OIDC provider';
  return groupClaim === null ? null : `groups in the claim \`${groupClaim}\``;
}

/** True for an operation that can be in the builder's schema, though not with all that Gen 1 says of it. */
export function isWritable(operation: Operation, known: Known): boolean {
  const { parent, handlers, type, rules } = operation;
  const isSaid = (argument: Argument): boolean => isArgumentType(argument.type, known);
  return (
    parent !== 'Subscription' &&
    handlers.some(({ kind }) => kind === 'function') &&
    isReturnType(type, known) &&
    operation.arguments.every(isSaid) &&
    (rules === null || rules.some((rule) => unsayableRule(rule, operation, known) === null))
  );
}

/** True for a field that is no relation and can be in the builder's schema. */
export function isWritableField({ name, relation, type }: Field, known: Known): boolean {
  return relation === null && isFieldType(type, known) && !isInherited(name);
}
