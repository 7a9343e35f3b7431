import { finding } from '../../../src/core/finding.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { slotsOf } from './slots.js';

/** Steps of pipelines that defineData does not take: only the construct has an argument for them. */
export function customObstacles({ app, resource }: LaneInput): Obstacle[] {
  return slotsOf(app, resource).map((slot) => {
    const place = `${slot.typeName}.${slot.fieldName}.${slot.slotName}.${slot.slotIndex}`;
    const params = { files: slot.files, slot: place };
    const told = slot.guards
      ? finding('AM3306', 'data', slot.origin, params)
      : finding('AM3305', 'data', slot.origin, params);
    return { lanes: ['builder', 'sdl'], tables: 'any', finding: told };
  });
}
