import {
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  parse,
  print,
} from 'graphql';
import { type FactDifference, compareFlat } from './flat.js';

/**
 * Compares what clients see of two schemas, in both directions: types, fields, arguments, their types and
 * defaults, values of enums, members of unions. Descriptions, the order, and what no operation reaches don't
 * count; `@aws_*` directives are a matter of authorization.
 */
export function compareSchemas(gen1Sdl: string, gen2Sdl: string): FactDifference[] {
  return compareFlat(visibleFacts(gen1Sdl), visibleFacts(gen2Sdl), parentOf);
}

/** `Post.title`, `Query.getPost(id)`, `Status.OPEN`, `Post`. */
function parentOf(path: string): string | null {
  const argument = /^(.+)\([^)]*\)$/.exec(path)?.[1];
  return argument ?? /^([^.]+)\./.exec(path)?.[1] ?? null;
}

type TypeNode = TypeDefinitionNode | TypeExtensionNode;

function isTypeNode(definition: DefinitionNode): definition is TypeNode {
  return /Type(?:Definition|Extension)$/.test(definition.kind);
}

/** What clients see of a schema by path, each as text. */
export function visibleFacts(sdl: string): Map<string, string> {
  const definitions = new Map<string, TypeNode[]>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (!isTypeNode(definition)) continue;
    const name = definition.name.value;
    definitions.set(name, [...(definitions.get(name) ?? []), definition]);
  }
  const facts = new Map<string, string>();
  for (const name of reachable(definitions)) {
    for (const definition of definitions.get(name) ?? []) addFacts(facts, name, definition);
  }
  return facts;
}

function addFacts(facts: Map<string, string>, name: string, definition: TypeNode): void {
  switch (definition.kind) {
    case 'ObjectTypeDefinition':
    case 'ObjectTypeExtension':
    case 'InterfaceTypeDefinition':
    case 'InterfaceTypeExtension':
      facts.set(name, definition.kind.startsWith('Object') ? 'type' : 'interface');
      for (const one of definition.interfaces ?? [])
        facts.set(`${name}.implements ${one.name.value}`, 'true');
      for (const field of definition.fields ?? []) addField(facts, name, field);
      return;
    case 'InputObjectTypeDefinition':
    case 'InputObjectTypeExtension':
      facts.set(name, 'input');
      for (const field of definition.fields ?? []) facts.set(`${name}.${field.name.value}`, inputText(field));
      return;
    case 'EnumTypeDefinition':
    case 'EnumTypeExtension':
      facts.set(name, 'enum');
      for (const value of definition.values ?? []) {
        facts.set(`${name}.${value.name.value}`, `value${deprecation(value.directives)}`);
      }
      return;
    case 'UnionTypeDefinition':
    case 'UnionTypeExtension':
      facts.set(name, 'union');
      for (const member of definition.types ?? []) facts.set(`${name}.of ${member.name.value}`, 'true');
      return;
    case 'ScalarTypeDefinition':
    case 'ScalarTypeExtension':
      facts.set(name, 'scalar');
      return;
    default:
      return;
  }
}

function addField(facts: Map<string, string>, type: string, field: FieldDefinitionNode): void {
  const path = `${type}.${field.name.value}`;
  facts.set(path, `${print(field.type)}${deprecation(field.directives)}`);
  for (const argument of field.arguments ?? []) {
    facts.set(`${path}(${argument.name.value})`, inputText(argument));
  }
  const source = field.directives?.find(({ name }) => name.value === 'aws_subscribe');
  // What a subscription listens to is no matter of authorization, though its directive begins with aws.
  if (source) facts.set(`${path}(@aws_subscribe)`, mutations(source));
}

function mutations({ arguments: given = [] }: DirectiveNode): string {
  const names = given.flatMap(({ value }) =>
    value.kind === 'ListValue' ? value.values.map((item) => print(item)) : [print(value)],
  );
  return names.sort().join(', ');
}

function inputText({ type, defaultValue }: InputValueDefinitionNode): string {
  return `${print(type)}${defaultValue === undefined ? '' : ` = ${print(defaultValue)}`}`;
}

function deprecation(directives: readonly DirectiveNode[] | undefined): string {
  const found = directives?.find(({ name }) => name.value === 'deprecated');
  return found === undefined ? '' : ` ${print(found)}`;
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** What operations lead to: a type that none returns or takes is of no use to a client. */
function reachable(definitions: ReadonlyMap<string, readonly TypeNode[]>): Set<string> {
  const implementations = new Map<string, string[]>();
  for (const [name, nodes] of definitions) {
    for (const one of nodes.flatMap((node) => ('interfaces' in node ? (node.interfaces ?? []) : []))) {
      implementations.set(one.name.value, [...(implementations.get(one.name.value) ?? []), name]);
    }
  }
  const seen = new Set<string>();
  const waiting = [...ROOTS];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const nodes = definitions.get(name);
    if (nodes === undefined || seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(implementations.get(name) ?? []), ...nodes.flatMap(namesIn));
  }
  return seen;
}

function namesIn(node: TypeNode): string[] {
  const typed = [
    ...('fields' in node ? (node.fields ?? []) : []),
    ...('fields' in node
      ? (node.fields ?? []).flatMap((f) => ('arguments' in f ? (f.arguments ?? []) : []))
      : []),
  ].map(({ type }) => print(type).replace(/[[\]!]/g, ''));
  const members = 'types' in node ? (node.types ?? []).map(({ name }) => name.value) : [];
  const interfaces = 'interfaces' in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [];
  return [...typed, ...members, ...interfaces];
}
