import {
  type DefinitionNode,
  type DirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
  parse,
} from 'graphql';
import { type AuthenticationType } from '../modes.js';

/** A field of a schema as the decisions need it. */
export interface SchemaField {
  readonly name: string;
  readonly type: TypeNode;
  /** The name of the type without lists and exclamation marks. */
  readonly base: string;
  readonly arguments: readonly InputValueDefinitionNode[];
  readonly rules: readonly SchemaRule[];
}

export interface SchemaType {
  readonly name: string;
  readonly kind: 'object' | 'input' | 'enum' | 'other';
  readonly fields: ReadonlyMap<string, SchemaField>;
  readonly values: readonly string[];
  readonly rules: readonly SchemaRule[];
  /** The objects that a value of an interface or a union may be. */
  readonly possible: readonly string[];
}

/** An `@aws_*` directive: a mode that passes, for members of the groups only when there are any. */
export interface SchemaRule {
  readonly mode: AuthenticationType;
  readonly groups: readonly string[] | null;
}

const MODES: Readonly<Record<string, AuthenticationType>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
};

/** Reads the types of a schema that AppSync serves. */
export function schemaTypes(sdl: string): Map<string, SchemaType> {
  const types = new Map<string, SchemaType>();
  const nodes = parse(sdl, { noLocation: true }).definitions.filter(isTypeNode);
  const possible = possibleTypes(nodes);
  for (const node of nodes) {
    const name = node.name.value;
    const fields = 'fields' in node ? (node.fields ?? []) : [];
    types.set(name, {
      name,
      kind: kindOf(node.kind),
      fields: new Map(fields.map((field) => [field.name.value, fieldOf(field)])),
      values: 'values' in node ? (node.values ?? []).map((value) => value.name.value) : [],
      rules: rulesOf(node.directives),
      possible: possible.get(name) ?? [],
    });
  }
  return types;
}

function possibleTypes(nodes: readonly TypeNodes[]): Map<string, string[]> {
  const possible = new Map<string, string[]>();
  const add = (abstract: string, name: string): void => {
    possible.set(abstract, [...(possible.get(abstract) ?? []), name]);
  };
  for (const node of nodes) {
    if ('interfaces' in node) for (const one of node.interfaces ?? []) add(one.name.value, node.name.value);
    if ('types' in node) for (const one of node.types ?? []) add(node.name.value, one.name.value);
  }
  return possible;
}

type TypeNodes = TypeDefinitionNode | TypeExtensionNode;

function isTypeNode(node: DefinitionNode): node is TypeNodes {
  return /Type(?:Definition|Extension)$/.test(node.kind);
}

function kindOf(kind: string): SchemaType['kind'] {
  if (kind.startsWith('ObjectType')) return 'object';
  if (kind.startsWith('InputObject')) return 'input';
  return kind.startsWith('EnumType') ? 'enum' : 'other';
}

function fieldOf(field: FieldDefinitionNode | InputValueDefinitionNode): SchemaField {
  return {
    name: field.name.value,
    type: field.type,
    base: baseOf(field.type),
    arguments: 'arguments' in field ? (field.arguments ?? []) : [],
    rules: rulesOf(field.directives),
  };
}

export function baseOf(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : baseOf(type.type);
}

export function isListType(type: TypeNode): boolean {
  return type.kind === 'ListType' || (type.kind === 'NonNullType' && type.type.kind === 'ListType');
}

function rulesOf(directives: readonly DirectiveNode[] | undefined): SchemaRule[] {
  return (directives ?? []).flatMap((directive): SchemaRule[] => {
    const mode = MODES[directive.name.value];
    if (mode === undefined) return [];
    const groups = directive.arguments?.find(({ name }) => name.value === 'cognito_groups')?.value;
    const names =
      groups?.kind === 'ListValue'
        ? groups.values.flatMap((v) => (v.kind === 'StringValue' ? [v.value] : []))
        : null;
    return [{ mode, groups: names }];
  });
}
