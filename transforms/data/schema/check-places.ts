import { type ASTNode, type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { type TypeFacts } from '../meaning/context.js';
import { argumentOf, baseTypeOf, directiveOf, isListType, textOf } from './ast.js';
import { type CheckContext, isScalarOrEnum } from './check-context.js';

/** Directives of fields that Gen 1 takes in models only. */
const IN_MODELS = ['primaryKey', 'index', 'default', 'hasMany', 'hasOne', 'belongsTo', 'manyToMany'] as const;
/** Directives of types that it takes on models only. */
const ON_MODELS = ['auth', 'searchable'] as const;

/** Directives that stand where Gen 1 does not take them, and types that it can make nothing of. */
export function checkPlaces(context: CheckContext): Finding[] {
  return [...context.types.values()].flatMap((type) => [
    ...checkType(type, context),
    ...[...type.fields.values()].flatMap((field) => [
      ...checkField(field, type, context),
      ...checkDefault(field, type, context),
    ]),
  ]);
}

function misplaced(directive: DirectiveNode, on: string, { originOf }: CheckContext): Finding {
  return finding('AM3038', 'data', originOf(directive), { directive: directive.name.value, on });
}

function checkType(type: TypeFacts, context: CheckContext): Finding[] {
  const { node, name, isModel, fields } = type;
  const findings: Finding[] = [];
  const refuse = (at: ASTNode, reason: 'reserved' | 'no-fields'): void => {
    findings.push(finding('AM3036', 'data', context.originOf(at), { name, reason }));
  };
  // A model without fields gets its `id`.
  if (fields.size === 0 && !isModel) refuse(node, 'no-fields');
  const model = directiveOf(node, 'model');
  if (model && context.roots.has(name)) refuse(model, 'reserved');
  if (isModel) return findings;
  for (const one of ON_MODELS) {
    const directive = directiveOf(node, one);
    if (directive) findings.push(misplaced(directive, name, context));
  }
  return findings;
}

function checkField(field: FieldDefinitionNode, type: TypeFacts, context: CheckContext): Finding[] {
  if (type.isModel) return [];
  return IN_MODELS.flatMap((one) => {
    const directive = directiveOf(field, one);
    return directive ? [misplaced(directive, `${type.name}.${field.name.value}`, context)] : [];
  });
}

function checkDefault(field: FieldDefinitionNode, type: TypeFacts, context: CheckContext): Finding[] {
  const directive = directiveOf(field, 'default');
  if (directive === undefined || !type.isModel) return [];
  const name = `${type.name}.${field.name.value}`;
  const refuse = (reason: 'type' | 'value' | 'enum' | 'scalar'): Finding[] => [
    finding('AM3040', 'data', context.originOf(directive), { name, reason }),
  ];
  if (isListType(field.type) || !isScalarOrEnum(field, context)) return refuse('type');
  const value = textOf(argumentOf(directive, 'value'));
  if (value === null) return refuse('value');
  const base = baseTypeOf(field.type);
  const values = enumValues(base, context);
  if (values !== null) return values.has(value) ? [] : refuse('enum');
  return DEFAULTS[base]?.(value) === false ? refuse('scalar') : [];
}

/**
 * Whether Gen 1 takes a text for the default of a scalar: those that begin with a number are numbers. Source:
 * TypeValidators of @aws-amplify/graphql-default-value-transformer; scalars with a library of their own are left out.
 */
const DEFAULTS: Readonly<Record<string, ((text: string) => boolean) | undefined>> = {
  Int: (text) => !Number.isNaN(Number.parseInt(text, 10)),
  Float: (text) => !Number.isNaN(Number.parseFloat(text)),
  AWSTimestamp: (text) => !Number.isNaN(Number.parseInt(text, 10)),
  Boolean: (text) => /^(?:true|false)$/i.test(text),
  AWSURL: (text) => URL.canParse(text),
  AWSDate: (text) => /^\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12]\d|3[01])$/.test(text),
};

function enumValues(name: string, { enums, document }: CheckContext): ReadonlySet<string> | null {
  if (!enums.has(name)) return null;
  const values = document.definitions.flatMap((node) =>
    node.kind === 'EnumTypeDefinition' && node.name.value === name ? (node.values ?? []) : [],
  );
  return new Set(values.map((value) => value.name.value));
}
