import { type Finding, finding } from '../../../src/core/finding.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { type LaneInput } from '../lane.js';
import { type ReplacedTemplate } from './resolvers.js';
import { type ResolverFile } from './slots.js';

/** The statements that put templates of the user's in the place of generated ones. */
export interface ReplacedPlan {
  readonly statements: readonly Code[];
  readonly files: readonly ResolverFile[];
  readonly findings: readonly Finding[];
}

/**
 * In both generations the function of a field's data has its templates by the name of the field: what the user
 * wrote for it stands there in place of the generated one, between the same steps of authorization.
 */
export function planReplaced(
  { api, settings, schema }: LaneInput,
  templates: readonly ReplacedTemplate[],
): ReplacedPlan {
  const generated = templates.length === 0 ? new Set<string>() : generatedFields(api);
  const statements: Code[] = [];
  const files: ResolverFile[] = [];
  const findings: Finding[] = [];
  for (const { file, typeName, fieldName, side } of templates) {
    const origin = fileOrigin(file.path);
    if (!generated.has(`${typeName}.${fieldName}`)) {
      findings.push(finding('AM3308', 'data', origin, { file: file.path }));
      continue;
    }
    if (settings.flags.transformerVersion === 1 || schema.version === 1) {
      const why = 'it stands for the whole resolver of the older transformer, with its authorization';
      findings.push(finding('AM3307', 'data', origin, { file: file.path, why }));
      continue;
    }
    files.push(file);
    statements.push(
      code`replaceTemplate(${literal(functionName(typeName, fieldName))}, ${literal(side)}, ${literal(file.name)});`,
    );
  }
  return { statements, files, findings };
}

/** The name that Gen 1 and Gen 2 give the function of the field's data (toPascalCase of graphql-transformer-common). */
function functionName(typeName: string, fieldName: string): string {
  const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  return `${upper(typeName)}${upper(fieldName)}DataResolverFn`;
}

/** The fields for which the transformers generate such a function. */
function generatedFields(api: LaneInput['api']): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const model of api.models) {
    for (const [operation, names] of Object.entries(model.operations)) {
      const type = /^(?:get|list|sync)$/.test(operation)
        ? 'Query'
        : operation.startsWith('on')
          ? 'Subscription'
          : 'Mutation';
      for (const name of names) fields.add(`${type}.${name}`);
    }
    for (const { queryField } of model.indexes) if (queryField !== null) fields.add(`Query.${queryField}`);
    for (const field of model.fields) if (field.relation !== null) fields.add(`${model.name}.${field.name}`);
  }
  return fields;
}

/** The function that a module with such statements declares. */
export function replaceTemplateFunction(readFileSync: Code): Code {
  return code`/** Takes VTL of one's own for the data of a field, in place of the generated one. */
function replaceTemplate(name: string, side: 'request' | 'response', file: string): void {
const fn = cfnFunctionConfigurations[name];
const text = ${readFileSync}(new URL(\`../resolvers/\${file}\`, import.meta.url), 'utf8');
if (side === 'request') {
fn.requestMappingTemplateS3Location = undefined;
fn.requestMappingTemplate = text;
} else {
fn.responseMappingTemplateS3Location = undefined;
fn.responseMappingTemplate = text;
}
}`;
}
