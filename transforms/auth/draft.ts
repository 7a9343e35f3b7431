import { type Dependency, type DraftFile } from '../../src/core/feature.js';
import { type Finding } from '../../src/core/finding.js';
import { Ledger } from '../../src/core/ledger.js';
import { type AccessChange, type SecretToCreate } from '../../src/core/plan.js';
import { ModuleText } from '../../src/emit/code.js';
import { type OverrideBlock } from './overrides-module.js';

/** What every part of the plan adds to while it is made. */
export interface AuthDraft {
  readonly ledger: Ledger;
  /** Imports of amplify/auth/overrides.ts. */
  readonly overrides: ModuleText;
  readonly blocks: OverrideBlock[];
  readonly files: DraftFile[];
  readonly findings: Finding[];
  readonly access: AccessChange[];
  readonly secrets: SecretToCreate[];
  readonly dependencies: Dependency[];
}

export function newAuthDraft(): AuthDraft {
  return {
    ledger: new Ledger(),
    overrides: new ModuleText(),
    blocks: [],
    files: [],
    findings: [],
    access: [],
    secrets: [],
    dependencies: [],
  };
}
