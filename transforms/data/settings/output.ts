import { type Lane, type LaneInput, type LaneOutput } from '../lane.js';
import { overridesOutput } from './overrides.js';
import { tellSettings } from './tell.js';

/** What the settings add to the output of a lane: what is set back, and what is told. */
export function settingsOutput(input: LaneInput, lane: Lane): LaneOutput {
  const overrides = lane === 'construct' ? null : overridesOutput(input);
  return {
    files: overrides?.files ?? [],
    backend: overrides?.backend ?? { resources: [], statements: [] },
    dependencies: [],
    ...tellSettings(input, lane),
    secrets: [],
  };
}
