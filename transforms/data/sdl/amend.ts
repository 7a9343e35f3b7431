import { type Finding, finding } from '../../../src/core/finding.js';
import { type Code as FindingCode } from '../../../src/core/codes/index.js';
import { type Origin } from '../../../src/core/origin.js';
import { type Api, type Model, type Rule } from '../api.js';
import { type Lane, type LaneInput } from '../lane.js';
import { amendAccess, keepGlobalRules } from './amend-access.js';
import { amendModels } from './amend-models.js';
import { completeEnvironment, SCHEMA_PATH } from './schema-module.js';
import { SdlText, textOfSchema } from './sdl-text.js';
import { writeJoins } from './written-joins.js';

/** The SDL of a lane, with what had to be changed in it. */
export interface AmendedSdl {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** An SDL that is being changed, with what is told about it. */
export class Amendments {
  readonly sdl: SdlText;
  readonly findings: Finding[] = [];

  constructor(readonly input: LaneInput) {
    this.sdl = new SdlText(textOfSchema(input.schema));
    // No transformer of Gen 2 takes them; they are told where they stand.
    this.sdl.removeDirectives(input.schema.unknown ?? new Set());
  }

  /** Tells what was changed at a place of the Gen 1 schema. */
  tell = (code: AmendmentCode, origin: Origin, added: string): void => {
    const target = { path: SCHEMA_PATH, ...(origin.pointer !== '' && { property: origin.pointer }) };
    this.findings.push(finding(code, 'data', origin, { added }, target));
  };

  /** The rules of a model, or those that Gen 1 has for models without any. */
  rulesOf = (model: Model): readonly Rule[] | null => rulesOf(model, this.input.api);
}

/** Codes of changes, which all take the text that was added. */
export type AmendmentCode = Extract<FindingCode, `AM315${string}`>;

export function rulesOf(model: Model, { globalRules }: Api): readonly Rule[] | null {
  return isUnprotected(model) ? globalRules : model.rules;
}

/** Neither the model nor a field of it has rules; the global rule is for these only. */
export function isUnprotected({ rules, fields }: Model): boolean {
  return rules === null && fields.every((field) => field.rules === null);
}

/** The rule that `globalAuthRule` of Gen 1 stands for. */
export const PUBLIC = '@auth(rules: [{ allow: public }])';

/** The global rule is for whoever has the API key; without that mode it lets nobody in. */
export function reachesApiKey({ settings }: Pick<LaneInput, 'settings'>): boolean {
  const { defaultMode, additionalModes } = settings;
  return [defaultMode, ...additionalModes].some(({ kind }) => kind === 'apiKey');
}

/**
 * Whether a lane has Gen 1's own setting for the global rule: `sandboxModeEnabled` of AmplifyGraphqlApi. With it the
 * transformers give operations and types of one's own to IAM, which Gen 1's do not (addIamAuthToCustomTypes of
 * @aws-amplify/graphql-auth-transformer), so that it stands for Gen 1's in APIs of models alone.
 */
export function keepsSandbox(input: Pick<LaneInput, 'api' | 'settings'>, lane: Lane): boolean {
  const { globalRules, types, operations } = input.api;
  const isOfModels = types.length === 0 && operations.length === 0;
  return lane === 'construct' && globalRules !== null && isOfModels && reachesApiKey(input);
}

/** Gen 1's SDL, changed where `defineData` would read it otherwise. */
export function amendForDefineData(input: LaneInput): AmendedSdl {
  const amendments = new Amendments(input);
  amendModels(amendments);
  amendAccess(amendments);
  writeJoins(amendments, 'sdl');
  completeEnvironment(amendments.sdl, input);
  return { text: amendments.sdl.toString(), findings: amendments.findings };
}

/** Gen 1's SDL for `AmplifyGraphqlApi`, which takes all flags of Gen 1, but reads no settings in the SDL. */
export function amendForConstruct(input: LaneInput): AmendedSdl {
  const amendments = new Amendments(input);
  keepGlobalRules(amendments, 'construct');
  writeJoins(amendments, 'construct');
  completeEnvironment(amendments.sdl, input);
  return { text: amendments.sdl.toString(), findings: amendments.findings };
}
