import {
  type ArgumentNode,
  type ASTNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type NameNode,
  type ObjectFieldNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';

/** A value of a directive's argument as plain data; `Word` is an enum value. */
export type Plain =
  string | number | null | Word | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** An enum value, such as `owner` in `allow: owner`. */
export class Word {
  constructor(readonly name: string) {}
}

/** Makes nodes that stand where the v1 directive `at` stands, so that their origin is found. */
export class Maker {
  constructor(private readonly at: ASTNode) {}

  directive(name: string, args: Readonly<Record<string, Plain | undefined>> = {}): DirectiveNode {
    return { kind: Kind.DIRECTIVE, name: this.name(name), arguments: this.arguments(args), ...this.loc() };
  }

  /** A directive with one argument, a list of values that are made already. */
  directiveWith(name: string, argument: string, values: readonly ValueNode[]): DirectiveNode {
    const value: ValueNode = { kind: Kind.LIST, values: [...values], ...this.loc() };
    const node: ArgumentNode = { kind: Kind.ARGUMENT, name: this.name(argument), value, ...this.loc() };
    return { kind: Kind.DIRECTIVE, name: this.name(name), arguments: [node], ...this.loc() };
  }

  field(
    name: string,
    type: string,
    required: boolean,
    directives: readonly DirectiveNode[],
  ): FieldDefinitionNode {
    return {
      kind: Kind.FIELD_DEFINITION,
      name: this.name(name),
      arguments: [],
      type: this.type(type, required),
      directives: [...directives],
      ...this.loc(),
    };
  }

  type(name: string, required: boolean): TypeNode {
    const named = { kind: Kind.NAMED_TYPE, name: this.name(name), ...this.loc() } as const;
    return required ? { kind: Kind.NON_NULL_TYPE, type: named, ...this.loc() } : named;
  }

  private arguments(args: Readonly<Record<string, Plain | undefined>>): ArgumentNode[] {
    return Object.entries(args).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [{ kind: Kind.ARGUMENT, name: this.name(name), value: this.value(value), ...this.loc() }],
    );
  }

  value(plain: Plain): ValueNode {
    const loc = this.loc();
    if (plain === null) return { kind: Kind.NULL, ...loc };
    if (plain instanceof Word) return { kind: Kind.ENUM, value: plain.name, ...loc };
    if (typeof plain === 'string') return { kind: Kind.STRING, value: plain, ...loc };
    if (typeof plain === 'number') return { kind: Kind.INT, value: String(plain), ...loc };
    if (isList(plain)) return { kind: Kind.LIST, values: plain.map((item) => this.value(item)), ...loc };
    const fields = Object.entries(plain).flatMap(([name, value]): ObjectFieldNode[] =>
      value === undefined
        ? []
        : [{ kind: Kind.OBJECT_FIELD, name: this.name(name), value: this.value(value), ...loc }],
    );
    return { kind: Kind.OBJECT, fields, ...loc };
  }

  private name(value: string): NameNode {
    return { kind: Kind.NAME, value, ...this.loc() };
  }

  private loc(): Pick<ASTNode, 'loc'> {
    return this.at.loc === undefined ? {} : { loc: this.at.loc };
  }
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** The integer of an argument; null for anything else. */
export function intOf(value: ValueNode | undefined): number | null {
  return value?.kind === 'IntValue' ? Number(value.value) : null;
}

/** The field with another named type; lists and exclamation marks stay. */
export function withBaseType(field: FieldDefinitionNode, name: string): FieldDefinitionNode {
  return { ...field, type: renamed(field.type, name) };
}

function renamed(type: TypeNode, name: string): TypeNode {
  switch (type.kind) {
    case 'NamedType':
      return { ...type, name: { ...type.name, value: name } };
    case 'ListType':
      return { ...type, type: renamed(type.type, name) };
    case 'NonNullType': {
      const inner = renamed(type.type, name);
      return inner.kind === 'NonNullType' ? inner : { ...type, type: inner };
    }
  }
}
