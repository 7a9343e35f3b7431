import { type FieldDefinitionNode } from 'graphql';
import { type Operation } from '../api.js';
import { argumentOf, directiveOf, textsOf } from '../schema/ast.js';
import { type Schema } from '../schema/schema.js';
import { type Context } from './context.js';
import { fieldOf } from './fields.js';

/** The operations that the schema itself defines, extensions included, in the order of the schema. */
export function operationFieldsOf({ document }: Schema, context: Context): Operation[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') return [];
    const parent = context.roots.get(definition.name.value);
    if (parent === undefined) return [];
    return (definition.fields ?? []).map((field) => operationOf(field, parent, context));
  });
}

function operationOf(node: FieldDefinitionNode, parent: Operation['parent'], context: Context): Operation {
  const subscribe = directiveOf(node, 'aws_subscribe');
  const field = fieldOf(node, null, context);
  return {
    ...field,
    parent,
    subscribesTo: subscribe ? (textsOf(argumentOf(subscribe, 'mutations')) ?? []) : null,
    directives: field.directives.filter(({ name }) => name !== 'aws_subscribe'),
  };
}
