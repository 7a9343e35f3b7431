import {
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type ObjectValueNode,
  parse,
  print,
  type TypeNode,
  type ValueNode,
  visit,
} from 'graphql';
import { applyEdits, beginsLine, indentAt, type TextEdit } from '../../../src/emit/text.js';
import { type Schema } from '../schema/schema.js';

export type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
type Directives = readonly DirectiveNode[] | undefined;

/**
 * SDL that is changed at single places and otherwise stays as it was written, comments and layout included.
 * Its nodes are of the text itself, not of the files that it was joined from.
 */
export class SdlText {
  readonly definitions: readonly DefinitionNode[];
  readonly #text: string;
  readonly #edits: TextEdit[] = [];
  readonly #types = new Map<string, ObjectNode[]>();
  readonly #fields = new Map<string, FieldDefinitionNode>();

  constructor(text: string) {
    this.#text = text;
    this.definitions = parse(text).definitions;
    for (const definition of this.definitions) {
      if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue;
      const name = definition.name.value;
      this.#types.set(name, [...(this.#types.get(name) ?? []), definition]);
      for (const field of definition.fields ?? []) this.#fields.set(`${name}.${field.name.value}`, field);
    }
  }

  /** The declaration of an object type. */
  type(name: string): ObjectTypeDefinitionNode | undefined {
    return this.#types.get(name)?.find((node) => node.kind === 'ObjectTypeDefinition');
  }

  /** All object types and their extensions. */
  *objects(): Generator<ObjectNode> {
    for (const nodes of this.#types.values()) yield* nodes;
  }

  field(type: string, name: string): FieldDefinitionNode | undefined {
    return this.#fields.get(`${type}.${name}`);
  }

  /** Adds a directive behind those that a type or field has. */
  addDirective(node: ObjectNode | FieldDefinitionNode, directive: string): void {
    this.#insert(endOfHead(node), ` ${directive}`);
  }

  /** Adds a field before those that a type has, in their layout. */
  addField(node: ObjectNode, field: string): void {
    const [first] = node.fields ?? [];
    if (!first) return;
    const start = startOf(first);
    const own = beginsLine(this.#text, start);
    this.#insert(start, own ? `${field}\n${indentAt(this.#text, start)}` : `${field} `);
  }

  /** Adds members to an input object, in the layout that it has. */
  addMembers(value: ObjectValueNode, members: readonly string[]): void {
    const last = value.fields.at(-1);
    if (!last) this.#insert(endOf(value) - 1, members.join(', '));
    else for (const member of members) this.#append(endOf(last), startOf(last), member);
  }

  /** Adds an argument to a directive. */
  addArgument(directive: DirectiveNode, argument: string): void {
    const last: ArgumentNode | undefined = directive.arguments?.at(-1);
    if (last) this.#append(endOf(last), startOf(last), argument);
    else this.#replace(startOf(directive), endOf(directive), `@${directive.name.value}(${argument})`);
  }

  /** Writes another value in place of one. */
  replaceValue(value: ValueNode, text: string): void {
    this.#replace(startOf(value), endOf(value), text);
  }

  /** Has a field give another type by another relation than `@manyToMany`. */
  replaceRelation(type: string, field: string, related: string, directive: string): void {
    const node = this.field(type, field);
    const before = node?.directives?.find(({ name }) => name.value === 'manyToMany');
    if (!node || !before) return;
    const { name } = namedTypeOf(node.type);
    this.#replace(startOf(name), endOf(name), related);
    this.#replace(startOf(before), endOf(before), directive);
  }

  /** Adds a definition behind all others. */
  append(definition: string): void {
    this.#insert(this.#text.length, `\n${definition}`);
  }

  /** Takes a definition away, with the line that it leaves empty. */
  remove(node: DefinitionNode): void {
    const rest = /[ \t]*(?:\n[ \t]*(?=\n)|\n)?/y;
    rest.lastIndex = endOf(node);
    this.#replace(startOf(node), endOf(node) + (rest.exec(this.#text)?.[0].length ?? 0), '');
  }

  /** Takes directives away, wherever they stand. */
  removeDirectives(names: ReadonlySet<string>): void {
    if (names.size === 0) return;
    for (const definition of this.definitions) {
      visit(definition, {
        Directive: (node) => {
          if (!names.has(node.name.value)) return;
          const before = /\s*$/.exec(this.#text.slice(0, startOf(node)))?.[0].length ?? 0;
          this.#replace(startOf(node) - before, endOf(node), '');
        },
      });
    }
  }

  toString(): string {
    return applyEdits(this.#text, this.#edits);
  }

  #append(end: number, start: number, addition: string): void {
    const own = beginsLine(this.#text, start);
    this.#insert(end, own ? `\n${indentAt(this.#text, start)}${addition}` : `, ${addition}`);
  }

  #insert(at: number, text: string): void {
    this.#replace(at, at, text);
  }

  #replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }
}

/** The text of a schema as its author wrote it; one of v1 has no text of v2, so it is printed. */
export function textOfSchema(schema: Schema): string {
  if (schema.version === 1) return `${print(schema.document).trim()}\n`;
  const texts = schema.files.map(({ text }) =>
    text
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
      .trim(),
  );
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** Names of the directives of a node. */
export function directiveNames({ directives }: { readonly directives?: Directives }): string[] {
  return (directives ?? []).map(({ name }) => name.value);
}

/** Where a directive can be added: behind the others, or where the first one would stand. */
function endOfHead(node: ObjectNode | FieldDefinitionNode): number {
  const last = node.directives?.at(-1);
  if (last) return endOf(last);
  if (node.kind === 'FieldDefinition') return endOf(node.type);
  return endOf(node.interfaces?.at(-1) ?? node.name);
}

function namedTypeOf(type: TypeNode): NamedTypeNode {
  return type.kind === 'NamedType' ? type : namedTypeOf(type.type);
}

interface Located {
  readonly loc?: { readonly start: number; readonly end: number } | undefined;
}

function startOf({ loc }: Located): number {
  if (!loc) throw new Error('AM9002: a node of the schema has no place');
  return loc.start;
}

function endOf({ loc }: Located): number {
  if (!loc) throw new Error('AM9002: a node of the schema has no place');
  return loc.end;
}
