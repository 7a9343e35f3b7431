import { type ValueNode } from 'graphql';
import { type DraftFile } from '../../../src/core/feature.js';
import { code, ModuleText, template } from '../../../src/emit/code.js';
import { environmentName, type Takeover } from '../../../src/emit/environment-name.js';
import { functionOfGen2 } from '../functions.js';
import { type LaneInput } from '../lane.js';
import { type SdlText } from './sdl-text.js';

export const SCHEMA_PATH = 'amplify/data/schema.ts';

/** No character of GraphQL: it stands for the name of the environment until the template is written. */
const HOLE = '\u0000';

/**
 * What Gen 1 completes with its environment: names of functions, and addresses that `@http` asks. Both lanes have no
 * such environment, so that the deployed text is written (graphql-function-transformer takes `-${env}` away otherwise,
 * and graphql-http-transformer writes `NONE`). A function that Gen 2 deploys has the name under which it is handed over.
 */
export function completeEnvironment(sdl: SdlText, input: LaneInput): void {
  for (const node of sdl.objects()) {
    for (const { directives = [] } of node.fields ?? []) {
      for (const directive of directives) {
        if (directive.name.value === 'http') {
          for (const { value } of directive.arguments ?? []) completeTexts(sdl, value);
        }
        if (directive.name.value !== 'function') continue;
        const name = directive.arguments?.find((argument) => argument.name.value === 'name')?.value;
        if (name?.kind !== 'StringValue') continue;
        const place = directive.arguments?.length === 1 ? functionOfGen2(input, name.value) : null;
        if (place !== null) sdl.replaceValue(name, JSON.stringify(place.key));
        if (place !== null || !name.value.includes('${env}')) continue;
        completeTexts(sdl, name);
      }
    }
  }
}

function completeTexts(sdl: SdlText, value: ValueNode): void {
  if (value.kind === 'ListValue') for (const one of value.values) completeTexts(sdl, one);
  if (value.kind === 'ObjectValue') for (const one of value.fields) completeTexts(sdl, one.value);
  if (value.kind !== 'StringValue' || !value.value.includes('${env}')) return;
  sdl.replaceValue(value, JSON.stringify(value.value).replaceAll('${env}', HOLE));
}

/** amplify/data/schema.ts: the SDL as it is, in a template that editors show as GraphQL. */
export function schemaFile(text: string, takeover: Takeover): DraftFile {
  const hole = code`environmentName`;
  const module = new ModuleText().add(
    ...environmentName(takeover, text.includes(HOLE) ? [hole] : []),
    code`export const schema = /* GraphQL */ ${template(`\n${text}`, HOLE, hole)};`,
  );
  return { path: SCHEMA_PATH, content: module.toString(), language: 'typescript' };
}
