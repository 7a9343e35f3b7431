import { type Finding, finding } from '../../../src/core/finding.js';
import { type Code as FindingCode } from '../../../src/core/codes/index.js';
import { type Origin } from '../../../src/core/origin.js';
import { type Api, type Model, type Rule } from '../api.js';
import { type LaneInput } from '../lane.js';
import { amendAccess, keepGlobalRules } from './amend-access.js';
import { amendModels } from './amend-models.js';
import { completeFunctionNames, SCHEMA_PATH } from './schema-module.js';
import { SdlText, textOfSchema } from './sdl-text.js';

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

/** Gen 1's SDL, changed where `defineData` would read it otherwise. */
export function amendForDefineData(input: LaneInput): AmendedSdl {
  const amendments = new Amendments(input);
  amendModels(amendments);
  amendAccess(amendments);
  completeFunctionNames(amendments.sdl, input);
  return { text: amendments.sdl.toString(), findings: amendments.findings };
}

/** Gen 1's SDL for `AmplifyGraphqlApi`, which takes all flags of Gen 1, but reads no settings in the SDL. */
export function amendForConstruct(input: LaneInput): AmendedSdl {
  const amendments = new Amendments(input);
  keepGlobalRules(amendments);
  completeFunctionNames(amendments.sdl, input);
  return { text: amendments.sdl.toString(), findings: amendments.findings };
}
