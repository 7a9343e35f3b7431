import { CODES } from '../../core/codes/index.js';
import { type FactDifference } from '../facts/compare.js';
import { cut, valueText } from '../words.js';
import { type Told } from './told.js';

const DRIFT = 'AM8141';

/** What settings and built templates say differently, as reports have it. */
export function driftParams({
  path,
  gen1,
  gen2,
}: FactDifference): Parameters<(typeof CODES)[typeof DRIFT]['message']>[0] {
  return { path: cut(path), inputs: cut(valueText(gen1)), built: cut(valueText(gen2)) };
}

/** A difference between the built templates and what the plan has made of settings that say something else. */
export function announcedDrift({ path, gen1, gen2 }: FactDifference, { findings }: Told): string | null {
  const message = CODES[DRIFT].message(driftParams({ path, gen1: gen2, gen2: gen1 }));
  return findings.some((one) => one.code === DRIFT && one.message === message) ? DRIFT : null;
}
