import { type FactDifference, compareFlat } from './flat.js';
import { type ModeFacts } from './modes.js';

const AUTHORIZER = 'AWS_LAMBDA.function';

/** Compares the authorization modes of two APIs: which there are, which is the default, and their settings. */
export function compareModes(gen1: readonly ModeFacts[], gen2: readonly ModeFacts[]): FactDifference[] {
  const [before, after] = [flatModes(gen1), flatModes(gen2)];
  const authorizer = before.get(AUTHORIZER);
  // Gen 1 calls functions by name and environment; one that Gen 2 deploys itself is still the same function.
  const moved = authorizer?.replace(/^"(.*)-[a-z0-9]{2,10}"$/, '"function $1"');
  if (moved !== undefined && after.get(AUTHORIZER) === moved) before.set(AUTHORIZER, moved);
  return compareFlat(before, after, (path) => /^([^.]+)\./.exec(path)?.[1] ?? null);
}

function flatModes(modes: readonly ModeFacts[]): Map<string, string> {
  const facts = new Map<string, string>([['default mode', modes[0]?.type ?? 'none']]);
  for (const { type, settings } of modes) {
    facts.set(type, 'mode');
    for (const [name, value] of Object.entries(settings)) facts.set(`${type}.${name}`, JSON.stringify(value));
  }
  return facts;
}
