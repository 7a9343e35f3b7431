import { type Node } from '@babel/types';
import { type Code } from '../../../../src/emit/code.js';
import { type Lane } from '../../lane.js';

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

/** The state of one override.ts. */
export interface Carry {
  readonly lane: Lane;
  readonly projectName: string;
  readonly models: ReadonlySet<string>;
  /** Imports a value into the emitted module. */
  readonly use: (name: string, from: string) => Code;
}
