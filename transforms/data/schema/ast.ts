import {
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type NameNode,
  type ObjectFieldNode,
  type StringValueNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';

/** A directive by its name: the first, if there are several. */
export function directiveOf(
  node: { readonly directives?: readonly DirectiveNode[] | undefined },
  name: string,
): DirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

/** The value of an argument; undefined when it is not given. */
export function argumentOf(directive: DirectiveNode, name: string): ValueNode | undefined {
  return valueIn(directive.arguments, name);
}

/** The value of a member of an input object; undefined when it is not given, or no input object. */
export function memberOf(value: ValueNode | undefined, name: string): ValueNode | undefined {
  return value?.kind === 'ObjectValue' ? valueIn(value.fields, name) : undefined;
}

/** Later ones win, as in the objects that Gen 1 makes of arguments. */
function valueIn(
  nodes: readonly (ArgumentNode | ObjectFieldNode)[] | undefined,
  name: string,
): ValueNode | undefined {
  return nodes?.findLast((node) => node.name.value === name)?.value;
}

/** The text of a string, or of an enum value; null for anything else. */
export function textOf(value: ValueNode | undefined): string | null {
  return value?.kind === 'StringValue' || value?.kind === 'EnumValue' ? value.value : null;
}

/** The texts of a list, or of the one value that stands for a list of one; null when the value is no text. */
export function textsOf(value: ValueNode | undefined): string[] | null {
  if (value?.kind === 'ListValue') return value.values.flatMap((item) => textOf(item) ?? []);
  const text = textOf(value);
  return text === null ? null : [text];
}

/** The name of a type without its lists and exclamation marks. */
export function baseTypeOf(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : baseTypeOf(type.type);
}

export function isListType(type: TypeNode): boolean {
  if (type.kind === 'NonNullType') return isListType(type.type);
  return type.kind === 'ListType';
}

/** A type as SDL. */
export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case 'NamedType':
      return type.name.value;
    case 'ListType':
      return `[${typeText(type.type)}]`;
    case 'NonNullType':
      return `${typeText(type.type)}!`;
  }
}

/** The name of a definition; null for `schema { … }`, and for an operation without a name. */
export function nameOf(node: DefinitionNode): string | null {
  const { name }: { readonly kind: string; readonly name?: NameNode | undefined } = node;
  return name?.value ?? null;
}

export function descriptionOf(node: DefinitionNode): string | null {
  const { description }: { readonly kind: string; readonly description?: StringValueNode | undefined } = node;
  return description?.value ?? null;
}
