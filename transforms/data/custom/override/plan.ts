import { type NamedImport } from '../../../../src/core/feature.js';
import { type Finding } from '../../../../src/core/finding.js';
import { type JsonNode } from '../../../../src/core/json.js';
import { type Disposition } from '../../../../src/core/ledger.js';
import { type Code } from '../../../../src/emit/code.js';

/** What becomes of api/<name>/override.ts. */
export interface OverridePlan {
  readonly statements: readonly Code[];
  readonly imports: readonly (NamedImport & { readonly typeOnly: boolean })[];
  readonly findings: readonly Finding[];
  /** The statements of the file as leaves, with what became of each. */
  readonly leaves: readonly { readonly leaf: JsonNode; readonly disposition: Disposition }[];
}

/** The statements of override.ts of the API for the Gen 2 backend, and a finding for each that stays behind. */
export function planApiOverride(): OverridePlan {
  return { statements: [], imports: [], findings: [], leaves: [] };
}
