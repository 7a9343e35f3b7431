import { createHash } from 'node:crypto';
import { type Code, ModuleText, code, lineComment, literal, object } from '../../src/emit/code.js';
import { type DraftFile } from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Api, type Model } from './api.js';
import { writtenOutJoins } from './builder/joins.js';
import { type LaneInput } from './lane.js';

export const STACKS_PATH = 'amplify/data/stack-mappings.ts';

/** The fields of a model that relations answer. */
export interface Connections {
  readonly model: Model;
  readonly fields: readonly string[];
}

/** `stackMappings`: the stack of a resolver by its logical id. The functions of a resolver go where it goes. */
export type StackMapping = ReadonlyMap<string, string>;

/** Amplify puts the resolvers of all relations into this one (graphql-relational-transformer). */
const STACK = 'ConnectionStack';

/**
 * Resolvers in one stack. Each comes with a function that authorizes and one that reads, so that 125 are 375 of the
 * 500 resources that CloudFormation takes; the rest is for fields with rules of their own and for what is added.
 */
const RESOLVERS = 125;

/**
 * Whose relations go to stacks of their own; none where one stack takes all. The models of a stack follow one another
 * in the schema, and what transform.conf.json says goes before.
 */
export function stackMapping(all: readonly Connections[], given: StackMapping = new Map()): StackMapping {
  const mapping = new Map<string, string>();
  let [stack, size] = [1, 0];
  for (const { model, fields } of all) {
    const ids = fields.map((field) => resolverId(model.name, field)).filter((id) => !given.has(id));
    if (size > 0 && size + ids.length > RESOLVERS) [stack, size] = [stack + 1, 0];
    size += ids.length;
    if (stack > 1) ids.forEach((id) => mapping.set(id, `${STACK}${stack}`));
  }
  return mapping;
}

/** The relations of Gen 1's schema; a join model of `@manyToMany` has two of its own. */
export function connectionsOf(api: Api): Connections[] {
  return writtenOutJoins(api).api.models.map((model) => ({
    model,
    fields: model.fields.flatMap(({ name, relation }) => (relation === null ? [] : [name])),
  }));
}

/** ResolverResourceID of graphql-transformer-common. */
function resolverId(model: string, field: string): string {
  const name = `${model}${field}`;
  const plain = name.replace(/[^a-z0-9+]+/gi, '');
  const hash = plain === name ? '' : createHash('md5').update(name).digest('hex').slice(0, 4);
  return `${plain}${hash}Resolver`;
}

/** What `stackMappings` of the API is, in a module of its own where it is long; null: nothing. */
export function stackMappingsCode(
  { settings }: Pick<LaneInput, 'settings'>,
  stacks: StackMapping,
  module: ModuleText,
): Code | null {
  if (stacks.size > 0) return module.use('stackMappings', './stack-mappings');
  return settings.stackMapping ? literal(Object.fromEntries(settings.stackMapping)) : null;
}

const EXPLANATION = `The stack of a resolver by its logical id. A stack of CloudFormation takes 500 resources, and ${STACK}, where
Amplify puts the resolvers of all relations, would hold more. When it fills up again, name other relations here.`;

/** amplify/data/stack-mappings.ts, and the note about it. */
export function stackMappingsFile(
  { settings, api }: LaneInput,
  stacks: StackMapping,
): { readonly files: readonly DraftFile[]; readonly findings: readonly Finding[] } {
  const [first] = api.models;
  if (stacks.size === 0 || first === undefined) return { files: [], findings: [] };
  const module = new ModuleText();
  const entries = [...(settings.stackMapping ?? []), ...stacks];
  module.add(
    code`${lineComment(EXPLANATION)}
export const stackMappings = ${object(entries.map(([id, stack]) => [id, literal(stack)]))};`,
  );
  const names = [...new Set(stacks.values())];
  const params = { resolvers: stacks.size, stacks: names };
  return {
    files: [{ path: STACKS_PATH, content: module.toString(), language: 'typescript' }],
    findings: [
      finding('AM3107', 'data', first.origin, params, { path: STACKS_PATH, property: 'stackMappings' }),
    ],
  };
}
