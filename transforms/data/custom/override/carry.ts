import { type Code } from '../../../../src/emit/code.js';
import { type Project } from '../../../shared/override/scope.js';
import { type Lane } from '../../lane.js';
import { type TablePlan } from '../../settings.js';

/** The state of one override.ts. */
export interface Carry extends Project {
  readonly lane: Lane;
  /** Tables that are imported are resources of another kind. */
  readonly tables: TablePlan['kind'];
  readonly models: ReadonlySet<string>;
  /** Imports a value into the emitted module. */
  readonly use: (name: string, from: string) => Code;
}
