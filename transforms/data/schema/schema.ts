import { type ASTNode, type DocumentNode } from 'graphql';
import { type Finding } from '../../../src/core/finding.js';
import { type JsonObject } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type TransformerFlags } from '../settings.js';

/** The SDL of an API: one file, or all of a schema folder in the order in which Gen 1 joins them. */
export interface Schema {
  readonly files: readonly SchemaFile[];
  /** All definitions as Gen 1's v2 transformer reads them; a v1 schema has been carried over to v2 directives. */
  readonly document: DocumentNode;
  /** The version of the directives as written. */
  readonly version: 1 | 2;
  /** Names of directives that Gen 1 does not know: they are told, and left out of `document`. */
  readonly unknown?: ReadonlySet<string>;
  /** The flags under which `document` means what it meant: those of the project, or what v1 always did. */
  readonly flags: TransformerFlags;
  /** Where a node was written; nodes that were made from v1 directives have the place of those. */
  originOf(node: ASTNode): Origin;
  /** What is odd about the schema: unknown directives, rules that mean nothing, what v1 meant otherwise. */
  readonly findings: readonly Finding[];
  /** What callers may do more or less since v1 directives were carried over. */
  readonly access: readonly AccessChange[];
}

export interface SchemaFile {
  /** Relative to the project root. */
  readonly path: string;
  readonly text: string;
  /** Every definition, field, directive and argument as leaves with `Type.field` pointers, for the ledger. */
  readonly leaves: JsonObject;
}
