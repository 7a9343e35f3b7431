import { type Script } from './script.js';

/** One part of the library that moves: its uses in a script are rewritten, told or refused. */
export interface ClientTransform {
  readonly id: string;
  run(script: Script): void;
}
