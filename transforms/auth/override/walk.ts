import { type Expression, type Node } from '@babel/types';
import { type NamedImport } from '../../../src/core/feature.js';
import { type Json } from '../../../src/core/json.js';
import { type Edits } from './edits.js';
import { Refusal } from './refusal.js';
import { type OverrideResource } from './resources.js';

/** What a name in an override.ts stands for. */
export type Binding =
  /** A local value; `init` is set for a constant, `aliasesProperty` when it is a live part of a resource. */
  | { readonly kind: 'value'; readonly init: Expression | null; readonly aliasesProperty: boolean }
  /** One resource, or each of several in a loop. */
  | { readonly kind: 'resource'; readonly resources: readonly OverrideResource[] }
  | { readonly kind: 'stack' }
  | { readonly kind: 'stackMember'; readonly name: string }
  | { readonly kind: 'projectInfo' }
  | { readonly kind: 'projectInfoMember'; readonly name: string }
  /** Imported from a module that is not part of the migration. */
  | { readonly kind: 'module'; readonly from: string }
  /** Declared by a statement that could not be carried over. */
  | { readonly kind: 'stayed' };

/** Names in the emitted function; a local of the same name would hide them. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['cfnUserPool', 'cfnUserPoolClient', 'cfnIdentityPool', 'cfnIdentityPoolRoleAttachment'],
  ...['nativeAppClient', 'environmentName', 'resources'],
]);

export class Scope {
  readonly #names = new Map<string, Binding>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null = null) {
    this.#outer = outer;
  }

  lookup(name: string): Binding | null {
    return this.#names.get(name) ?? this.#outer?.lookup(name) ?? null;
  }

  /** Binds a name without a declaration in the emitted code: a parameter, an import. */
  bind(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  /** Binds a name that the emitted code declares. @throws Refusal when it would hide a name it needs */
  declare(name: string, binding: Binding, node: Node): void {
    if (RESERVED.has(name)) {
      throw new Refusal({ kind: 'syntax', what: `a local variable named \`${name}\`` }, node);
    }
    this.#names.set(name, binding);
  }
}

/** A change that a carried statement makes, in CloudFormation's terms, for comparison with other settings. */
export interface Assigned {
  /** As Gen 1 calls it: `userPool`, `userPoolClientWeb`, `userPoolGroup.Admins`. */
  readonly resource: string;
  /** CloudFormation's path of the property: `Schema`, `AdminCreateUserConfig.AllowAdminCreateUserOnly`. */
  readonly property: string;
  readonly operation: 'set' | 'append' | 'delete';
  /** With CloudFormation's names; absent when it is not a literal. For `append` the list of what is added. */
  readonly value?: Json;
  /** Set when the change depends on a condition. */
  readonly conditional: boolean;
}

export interface OverrideImport extends NamedImport {
  readonly typeOnly: boolean;
}

export interface CarryContext {
  readonly projectName: string;
  /** Whether the emitted function has Gen 1's second app client. */
  readonly nativeClient: boolean;
  readonly groups: readonly string[];
  /** Whether Gen 1's own stack sets a property (named as in CloudFormation) before the override; null: unknown. */
  readonly isSet?: (resource: string, property: string) => boolean | null;
}

/** The state of the walk over one statement. */
export interface Walk {
  readonly source: string;
  readonly edits: Edits;
  readonly context: CarryContext;
  readonly uses: Set<string>;
  /** Local names that the statement reads. */
  readonly reads: Set<string>;
  readonly imports: Map<string, OverrideImport>;
  readonly assigned: Assigned[];
  /** Declarations that the emitted function needs before: identifier → source text. */
  readonly declarations: Map<string, string>;
  /** Every name in the statements before. */
  readonly mentioned: ReadonlySet<string>;
  /** Properties whose state in Gen 1 decides about what is done; Gen 2 may start from another one. */
  readonly asked: Set<string>;
  scope: Scope;
  /** How many conditions the walk is below. */
  conditions: number;
  /** True inside the test of a condition. */
  testing: boolean;
}

/** Walks the test of a condition. */
export function inTest(walk: Walk, testing: boolean, visit: () => void): void {
  const outer = walk.testing;
  walk.testing = testing;
  visit();
  walk.testing = outer;
}

/** Runs `visit` in a scope of its own. */
export function inScope(walk: Walk, visit: () => void): void {
  const outer = walk.scope;
  walk.scope = new Scope(outer);
  visit();
  walk.scope = outer;
}

/** Notes an import; one that some statement needs as a value is no type import. */
export function useImport(walk: Walk, name: string, from: string, typeOnly: boolean): void {
  walk.imports.set(name, { name, from, typeOnly: typeOnly && (walk.imports.get(name)?.typeOnly ?? true) });
}
