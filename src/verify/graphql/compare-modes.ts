import { type FactDifference, compareFlat } from './flat.js';
import { type ModeFacts } from './modes.js';

/** Compares the authorization modes of two APIs: which there are, which is the default, and their settings. */
export function compareModes(gen1: readonly ModeFacts[], gen2: readonly ModeFacts[]): FactDifference[] {
  return compareFlat(flatModes(gen1), flatModes(gen2), (path) => /^([^.]+)\./.exec(path)?.[1] ?? null);
}

function flatModes(modes: readonly ModeFacts[]): Map<string, string> {
  const facts = new Map<string, string>([['default mode', modes[0]?.type ?? 'none']]);
  for (const { type, settings } of modes) {
    facts.set(type, 'mode');
    for (const [name, value] of Object.entries(settings)) facts.set(`${type}.${name}`, JSON.stringify(value));
  }
  return facts;
}
