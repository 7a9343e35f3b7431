import { type LambdaModel } from '../../shared/lambda/model.js';
import { type TriggerEvent, type TriggerName } from '../../shared/triggers/events.js';

/** A function that Cognito calls, as it was read. Other functions of auth have an event of their own name. */
export interface TriggerModel<Event extends string = TriggerEvent> extends LambdaModel {
  /** Most functions serve one event; the first one names the Gen 2 function. */
  readonly events: readonly [TriggerName<Event>, ...TriggerName<Event>[]];
  /** True when it has the name that Gen 1 gives: the pool's and the trigger's. */
  readonly isNamedAfterPool: boolean;
  /** The modules that the inputs of the pool list. */
  readonly modules: readonly string[];
}

/** How findings name a trigger. */
export function labelOf({ events }: TriggerModel<string>): string {
  return `the trigger ${events.map(({ gen1 }) => gen1).join(' and ')}`;
}
