import { type ASTNode, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import { type Origin } from '../../../src/core/origin.js';
import { type Roots, rootsOf, type TypeFacts, typesOf } from '../meaning/context.js';
import { type ApiSettings } from '../settings.js';
import { baseTypeOf, isListType } from './ast.js';

/** What the checks of a v2 schema ask about it. */
export interface CheckContext {
  readonly document: DocumentNode;
  readonly settings: ApiSettings;
  readonly types: ReadonlyMap<string, TypeFacts>;
  readonly roots: Roots;
  /** Names of enums. */
  readonly enums: ReadonlySet<string>;
  readonly originOf: (node: ASTNode) => Origin;
}

export function checkContext(
  document: DocumentNode,
  settings: ApiSettings,
  originOf: (node: ASTNode) => Origin,
): CheckContext {
  const enums = document.definitions.flatMap((node) =>
    node.kind === 'EnumTypeDefinition' ? [node.name.value] : [],
  );
  return {
    document,
    settings,
    types: typesOf({ document }),
    roots: rootsOf({ document }),
    enums: new Set(enums),
    originOf,
  };
}

/** Scalars that Gen 1 takes for keys and defaults. */
const SCALARS: ReadonlySet<string> = new Set([
  'ID',
  'String',
  'Int',
  'Float',
  'Boolean',
  'BigInt',
  'Double',
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSURL',
  'AWSPhone',
  'AWSIPAddress',
]);

export function isScalarOrEnum({ type }: FieldDefinitionNode, { enums }: CheckContext): boolean {
  const name = baseTypeOf(type);
  return SCALARS.has(name) || enums.has(name);
}

/** A field that can be a key: one scalar or enum value, no list. */
export function canBeKey(field: FieldDefinitionNode, context: CheckContext): boolean {
  return isScalarOrEnum(field, context) && !isListType(field.type);
}
