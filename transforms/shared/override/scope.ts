import { type Node } from '@babel/types';
import { type Code } from '../../../src/emit/code.js';

/** Why a statement stays behind; caught where the statement is planned. */
export class Stay extends Error {
  override readonly name = 'Stay';
}

/** What a name of the file stands for. */
export type Binding =
  | { readonly kind: 'stack' }
  | { readonly kind: 'projectInfo' }
  /** A local of the emitted code. */
  | { readonly kind: 'value' }
  /** Another name for a part of the stack: the expression that it was given. */
  | { readonly kind: 'alias'; readonly node: Node; readonly scope: Scope }
  /** The name of each model in a loop over all of them; `table` is the variable of the emitted loop. */
  | { readonly kind: 'eachModel'; readonly is: 'name' | 'model'; readonly table: Code };

export type Scope = ReadonlyMap<string, Binding>;

/** What expressions of an override.ts need to know of the project. */
export interface Project {
  readonly projectName: string;
}
