import { type ASTNode, type DocumentNode } from 'graphql';
import { type Finding } from '../../../src/core/finding.js';
import { type Origin } from '../../../src/core/origin.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type AuthMode, type TransformerFlags } from '../settings.js';

export type Mode = AuthMode['kind'];

export interface CarryOverOptions {
  readonly flags: TransformerFlags;
  readonly originOf: (node: ASTNode) => Origin;
  readonly defaultMode: Mode;
  readonly additionalModes: readonly Mode[];
  /** Flag improvePluralization: `listCategories` rather than `listCategorys`. Off where the project has no flag. */
  readonly improvePluralization?: boolean;
  /** Flag addMissingOwnerFields: an owner field that a rule names is added to the type. */
  readonly addMissingOwnerFields?: boolean;
  /** DataStore: every model has a query for what has changed. */
  readonly synced?: boolean;
}

/** A v1 schema in the directives of v2, and what can't be the same there. */
export interface CarriedOver {
  readonly document: DocumentNode;
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
}
