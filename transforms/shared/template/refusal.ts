import { type Origin } from '../../../src/core/origin.js';

/** Why a part of a template has no counterpart; caught where the resource is written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly origin: Origin;

  constructor(why: string, origin: Origin) {
    super(why);
    this.origin = origin;
  }
}
