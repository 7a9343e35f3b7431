import { type Rule } from '../api.js';
import { type LaneInput } from '../lane.js';

/** Gen 1 lets the API key in by `globalAuthRule`, and nobody where the API has no key. */
export function globalRules({ api, settings }: Pick<LaneInput, 'api' | 'settings'>): readonly Rule[] | null {
  const modes = [settings.defaultMode, ...settings.additionalModes];
  return modes.some(({ kind }) => kind === 'apiKey') ? api.globalRules : null;
}

export function hasGlobalRules(input: Pick<LaneInput, 'api' | 'settings'>): boolean {
  return (globalRules(input) ?? []).length > 0;
}
