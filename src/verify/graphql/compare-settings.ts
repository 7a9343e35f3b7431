import { differencesBetween } from '../facts/compare.js';
import { type ApiFacts } from './api-facts.js';
import { type FactDifference } from './flat.js';

/** What holds for all requests to an API, with paths such as `Api.LogConfig.FieldLogLevel`. */
export function compareSettings(gen1: ApiFacts, gen2: ApiFacts): FactDifference[] {
  if (gen1.settings === undefined || gen2.settings === undefined) return [];
  const found = differencesBetween({ Api: gen1.settings }, { Api: gen2.settings }, []);
  const text = (value: (typeof found)[number]['gen1']): string | null =>
    value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
  return found.map(({ path, gen1, gen2 }) => ({ path, gen1: text(gen1), gen2: text(gen2) }));
}
