import { type Node } from '@babel/types';

/** Why a statement of an override.ts can't be repeated in Gen 2. Words are made of it in findings.ts. */
export type Reason =
  | { readonly kind: 'syntax'; readonly what: string }
  /** It reads something that is not in the file: a module, the file system, the process. */
  | { readonly kind: 'outside'; readonly what: string }
  /** It uses a name whose own statement stayed behind. */
  | { readonly kind: 'depends'; readonly name: string }
  /** A statement before it may end the function. */
  | { readonly kind: 'afterReturn' }
  | { readonly kind: 'resource'; readonly resource: string }
  /** A helper of the Gen 1 CLI, which Gen 2 does not have. */
  | { readonly kind: 'helper'; readonly resource: string }
  | { readonly kind: 'property'; readonly resource: string; readonly property: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'newResource'; readonly type: string }
  /** A CloudFormation reference to something of Gen 1's stack. */
  | { readonly kind: 'reference'; readonly to: string }
  | { readonly kind: 'secret' };

/** Ends the walk over a statement that can't be carried over. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: Reason;
  readonly node: Node;

  constructor(reason: Reason, node: Node) {
    super(reason.kind);
    this.reason = reason;
    this.node = node;
  }
}
