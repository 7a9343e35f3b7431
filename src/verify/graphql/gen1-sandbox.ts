import {
  type DefinitionNode,
  type DirectiveNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { type ApiFacts } from './api-facts.js';
import { baseOf } from './decisions/schema-rules.js';
import { type Gen1ApiInput } from './gen1-input.js';

/** Rules of other providers bring no `@aws_iam`, which alone would keep the callers of the default mode out. */
function isIamRule(directive: DirectiveNode): boolean {
  return directive.name.value === 'auth' && /\bprovider: iam\b/.test(print(directive));
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

function isObject(node: DefinitionNode): node is ObjectNode {
  return node.kind === 'ObjectTypeDefinition' || node.kind === 'ObjectTypeExtension';
}

/** The types inside models that have a rule for IAM, which get its directive in either generation. */
function heldByIam(types: readonly ObjectNode[]): ReadonlySet<string> {
  const byName = new Map(types.map((node) => [node.name.value, node]));
  const hasRule = ({ directives = [], fields = [] }: ObjectNode): boolean =>
    [...directives, ...fields.flatMap((field) => field.directives ?? [])].some(isIamRule);
  const isModel = ({ directives = [] }: ObjectNode): boolean =>
    directives.some(({ name }) => name.value === 'model');
  const waiting = types.filter((node) => isModel(node) && hasRule(node));
  const held = new Set<string>();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const field of node.fields ?? []) {
      const inner = byName.get(baseOf(field.type));
      if (inner === undefined || isModel(inner) || held.has(inner.name.value)) continue;
      held.add(inner.name.value);
      waiting.push(inner);
    }
  }
  return held;
}

/**
 * In sandbox mode the transformers of Gen 2 let IAM call custom operations and types, which those of Gen 1 did
 * not; what the schema does not declare is of a model and has what its rules say. Without IAM among the modes nobody could anyhow; with it the rules of the schema say who may.
 */
export function withoutSandboxIam(facts: ApiFacts, input: Gen1ApiInput): ApiFacts {
  const written = new Set<string>();
  const models = new Set<string>();
  const declared = new Set<string>();
  const types = parse(input.sdl, { noLocation: true }).definitions.filter(isObject);
  for (const definition of types) {
    const name = definition.name.value;
    declared.add(name);
    const has = (node: { readonly directives?: typeof definition.directives }, which: string): boolean =>
      (node.directives ?? []).some((directive) => directive.name.value === which);
    if (has(definition, 'model')) models.add(name);
    if (has(definition, 'aws_iam')) written.add(name);
    for (const field of definition.fields ?? []) {
      declared.add(`${name}.${field.name.value}`);
      if (has(field, 'aws_iam') || (field.directives ?? []).some(isIamRule))
        written.add(`${name}.${field.name.value}`);
    }
  }
  for (const name of heldByIam(types)) written.add(name);
  const usesIam = [input.defaultMode, ...(input.additionalModes ?? [])].some(({ kind }) => kind === 'iam');
  let type = '';
  const schema = visit(parse(facts.schema, { noLocation: true }), {
    ObjectTypeDefinition: {
      enter(node) {
        type = node.name.value;
        if (usesIam && (models.has(type) || written.has(type) || !declared.has(type))) return undefined;
        return {
          ...node,
          directives: (node.directives ?? []).filter(({ name }) => name.value !== 'aws_iam'),
        };
      },
    },
    FieldDefinition(node) {
      const path = `${type}.${node.name.value}`;
      if (usesIam && (models.has(type) || written.has(type) || written.has(path) || !declared.has(path)))
        return undefined;
      return { ...node, directives: (node.directives ?? []).filter(({ name }) => name.value !== 'aws_iam') };
    },
  }) as ReturnType<typeof parse>;
  return { ...facts, schema: print(schema) };
}
