import {
  type ArgumentNode,
  type ASTNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectFieldNode,
  type StringValueNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import { type JsonNode, type JsonObject, type JsonScalar } from '../../../src/core/json.js';
import { fileOrigin, type Origin, pointerTo } from '../../../src/core/origin.js';
import { nameOf, typeText } from './ast.js';
import { type Lines, type Places } from './places.js';

/**
 * The schema of one file as a tree for the ledger, and in `places` the place of each node that a leaf, or a part of
 * the tree, stands for.
 */
export function leavesOfSdl(document: DocumentNode, lines: Lines, places: Places): JsonObject {
  const walk = new Walk(lines, places);
  const origin = fileOrigin(lines.file);
  places.open(lines);
  return {
    kind: 'object',
    members: new Map(document.definitions.map((node, index) => [String(index), walk.definition(node)])),
    origin,
  };
}

/** Anything that has a name, and perhaps a description before it. */
type Described = ASTNode & { readonly description?: StringValueNode | undefined };

class Walk {
  constructor(
    private readonly lines: Lines,
    private readonly places: Places,
  ) {}

  definition(node: DefinitionNode): JsonNode {
    const pointer = pointerOf(node);
    const origin = this.#place(node, pointer);
    const parts: JsonNode[] = [scalar(keywordOf(node), origin)];
    if ('interfaces' in node) {
      parts.push(...(node.interfaces ?? []).map((one) => this.#name(one, `${pointer}&${one.name.value}`)));
    }
    if ('types' in node) {
      parts.push(...(node.types ?? []).map((one) => this.#name(one, `${pointer}|${one.name.value}`)));
    }
    if ('directives' in node) parts.push(...this.#directives(node.directives, pointer));
    if ('operationTypes' in node) {
      for (const one of node.operationTypes ?? []) {
        const place = this.#place(one, `${pointer}.${one.operation}`);
        parts.push(scalar(one.type.name.value, place));
      }
    }
    if ('values' in node) {
      for (const one of node.values ?? []) {
        const place = this.#place(one, `${pointer}.${one.name.value}`);
        const directives = this.#directives(one.directives, place.pointer);
        const value = scalar(one.name.value, place);
        parts.push(directives.length === 0 ? value : group([value, ...directives], place));
      }
    }
    if ('fields' in node) parts.push(...(node.fields ?? []).map((field) => this.#field(field, pointer)));
    return group(parts, origin);
  }

  #field(node: FieldDefinitionNode | InputValueDefinitionNode, owner: string): JsonNode {
    const pointer = `${owner}.${node.name.value}`;
    if (node.kind === 'InputValueDefinition') return this.#input(node, pointer);
    const origin = this.#place(node, pointer);
    const inputs = (node.arguments ?? []).map((one) => this.#input(one, `${pointer}(${one.name.value})`));
    const directives = this.#directives(node.directives, pointer);
    return group([...inputs, this.#type(node.type, pointer), ...directives], origin);
  }

  #input(node: InputValueDefinitionNode, pointer: string): JsonNode {
    const origin = this.#place(node, pointer);
    const parts: JsonNode[] = [this.#type(node.type, pointer)];
    if (node.defaultValue) parts.push(this.#value(node.defaultValue, `${pointer}/default`));
    return group([...parts, ...this.#directives(node.directives, pointer)], origin);
  }

  #type(node: TypeNode, pointer: string): JsonNode {
    return scalar(typeText(node), this.#place(node, pointer));
  }

  #name(node: ASTNode & { readonly name: { readonly value: string } & ASTNode }, pointer: string): JsonNode {
    return scalar(node.name.value, this.#place(node, pointer));
  }

  #directives(nodes: readonly DirectiveNode[] | undefined, owner: string): JsonNode[] {
    const seen = new Map<string, number>();
    return (nodes ?? []).map((node) => {
      const before = seen.get(node.name.value) ?? 0;
      seen.set(node.name.value, before + 1);
      const pointer = `${owner}@${node.name.value}${before === 0 ? '' : `[${before}]`}`;
      const origin = this.#place(node, pointer);
      const given = node.arguments ?? [];
      return given.length === 0 ? scalar(true, origin) : group(this.#members(given, pointer), origin);
    });
  }

  #members(nodes: readonly (ArgumentNode | ObjectFieldNode)[], pointer: string): JsonNode[] {
    return nodes.map((node) => {
      const origin = this.#place(node, pointerTo(pointer, node.name.value));
      return this.#valueAt(node.value, origin);
    });
  }

  #value(node: ValueNode, pointer: string): JsonNode {
    return this.#valueAt(node, this.#place(node, pointer));
  }

  /** A value that stands for something at `origin`: the argument that it is given to, or itself. */
  #valueAt(node: ValueNode, origin: Origin): JsonNode {
    switch (node.kind) {
      case 'ListValue': {
        const items = node.values.map((item, index) => this.#value(item, pointerTo(origin.pointer, index)));
        return { kind: 'array', items, origin };
      }
      case 'ObjectValue':
        return group(this.#members(node.fields, origin.pointer), origin);
      case 'NullValue':
        return scalar(null, origin);
      case 'Variable':
        return scalar(`$${node.name.value}`, origin);
      case 'IntValue':
      case 'FloatValue':
        return scalar(Number(node.value), origin);
      default:
        return scalar(node.value, origin);
    }
  }

  /** The place of what follows the description: that is where a reader looks for it. */
  #place(node: Described, pointer: string): Origin {
    const start = afterDescription(node) ?? node.loc?.start ?? 0;
    const origin = this.lines.origin(start, pointer);
    this.places.add(origin, node);
    return origin;
  }
}

/** What GraphQL ignores between a description and what it describes. */
const IGNORED = /(?:[\s,\ufeff]|#[^\n\r]*)*/y;

function afterDescription({ description }: Described): number | undefined {
  if (description?.loc === undefined) return undefined;
  const { end, source } = description.loc;
  IGNORED.lastIndex = end;
  return end + (IGNORED.exec(source.body)?.[0].length ?? 0);
}

function scalar(value: JsonScalar['value'], origin: Origin): JsonScalar {
  return { kind: 'scalar', value, origin };
}

/** Parts in their order: what they are called is in their origins. */
function group(items: readonly JsonNode[], origin: Origin): JsonNode {
  return items.length === 0 ? { kind: 'object', members: NONE, origin } : { kind: 'array', items, origin };
}

const NONE: ReadonlyMap<string, JsonNode> = new Map();

function pointerOf(node: DefinitionNode): string {
  if (node.kind === 'DirectiveDefinition') return `@${node.name.value}`;
  return nameOf(node) ?? 'schema';
}

const KEYWORDS: Partial<Record<DefinitionNode['kind'], string>> = {
  ObjectTypeDefinition: 'type',
  ObjectTypeExtension: 'extend type',
  InterfaceTypeDefinition: 'interface',
  InterfaceTypeExtension: 'extend interface',
  InputObjectTypeDefinition: 'input',
  InputObjectTypeExtension: 'extend input',
  EnumTypeDefinition: 'enum',
  EnumTypeExtension: 'extend enum',
  UnionTypeDefinition: 'union',
  UnionTypeExtension: 'extend union',
  ScalarTypeDefinition: 'scalar',
  ScalarTypeExtension: 'extend scalar',
  DirectiveDefinition: 'directive',
  SchemaDefinition: 'schema',
  SchemaExtension: 'extend schema',
};

function keywordOf({ kind }: DefinitionNode): string {
  return KEYWORDS[kind] ?? kind;
}
