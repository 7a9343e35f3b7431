import { type DirectiveNode, parse, print, visit } from 'graphql';
import { type ApiFacts } from './api-facts.js';
import { type Gen1ApiInput } from './gen1-input.js';

/** Rules of other providers bring no `@aws_iam`, which alone would keep the callers of the default mode out. */
function isIamRule(directive: DirectiveNode): boolean {
  return directive.name.value === 'auth' && /\bprovider: iam\b/.test(print(directive));
}

/**
 * In sandbox mode the transformers of Gen 2 let IAM call custom operations and types, which those of Gen 1 did
 * not. Without IAM among the modes nobody could anyhow; with it the rules of the schema say who may.
 */
export function withoutSandboxIam(facts: ApiFacts, input: Gen1ApiInput): ApiFacts {
  const written = new Set<string>();
  const models = new Set<string>();
  for (const definition of parse(input.sdl, { noLocation: true }).definitions) {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue;
    const name = definition.name.value;
    const has = (node: { readonly directives?: typeof definition.directives }, which: string): boolean =>
      (node.directives ?? []).some((directive) => directive.name.value === which);
    if (has(definition, 'model')) models.add(name);
    if (has(definition, 'aws_iam')) written.add(name);
    for (const field of definition.fields ?? []) {
      if (has(field, 'aws_iam') || (field.directives ?? []).some(isIamRule))
        written.add(`${name}.${field.name.value}`);
    }
  }
  const usesIam = [input.defaultMode, ...(input.additionalModes ?? [])].some(({ kind }) => kind === 'iam');
  let type = '';
  const schema = visit(parse(facts.schema, { noLocation: true }), {
    ObjectTypeDefinition: {
      enter(node) {
        type = node.name.value;
        if (usesIam && (models.has(type) || written.has(type))) return undefined;
        return {
          ...node,
          directives: (node.directives ?? []).filter(({ name }) => name.value !== 'aws_iam'),
        };
      },
    },
    FieldDefinition(node) {
      if (usesIam && (models.has(type) || written.has(`${type}.${node.name.value}`))) return undefined;
      return { ...node, directives: (node.directives ?? []).filter(({ name }) => name.value !== 'aws_iam') };
    },
  }) as ReturnType<typeof parse>;
  return { ...facts, schema: print(schema) };
}
