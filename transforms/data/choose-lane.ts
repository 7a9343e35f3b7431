import { type Finding, finding } from '../../src/core/finding.js';
import { formatOrigin } from '../../src/core/origin.js';
import { listed, pathText } from '../../src/core/shown.js';
import { type Lane, LANES, type LaneInput, type Obstacle } from './lane.js';

/** The lane that is taken, what it loses, and the lines that kept a more idiomatic one away. */
export interface Choice {
  readonly lane: Lane;
  /** What means something else in the lane: none, unless the user forced it, or no lane can say it. */
  readonly losses: readonly Obstacle[];
  /** Notes: the choice with what each lane would cost, and each line that ruled a more idiomatic lane out. */
  readonly reasons: readonly Finding[];
}

const WHAT: Readonly<Record<Lane, string>> = {
  builder: 'models in TypeScript, with `a.schema()`',
  sdl: 'the SDL of Gen 1, in `defineData`',
  construct: 'the SDL and the flags of Gen 1, in `AmplifyGraphqlApi` beside `defineData`',
};

/** What a lane costs although it loses no meaning. */
const PRICE: Readonly<Record<Lane, string>> = {
  builder: 'opens the API to IAM principals of the account',
  sdl: 'opens the API to IAM principals of the account and has no typed schema',
  construct: 'has no typed schema and no `allow.resource`, and is kept up to date by hand',
};

/** What a choice depends on besides the obstacles. */
export type ChosenFor = Pick<LaneInput, 'schema' | 'tables'>;

/**
 * The first lane that keeps the meaning of every line. What no lane can say does not count: it would not be
 * better said further down.
 */
export function chooseLane(
  { schema, tables }: ChosenFor,
  obstacles: readonly Obstacle[],
  asked: Lane | undefined,
  refused: readonly Lane[] = [],
): Choice {
  const relevant = merged(
    obstacles.filter((obstacle) => obstacle.tables === 'any' || tables.kind === 'import'),
  );
  const against = (lane: Lane): Obstacle[] => relevant.filter(({ lanes }) => lanes.includes(lane));
  const below = (lane: Lane): readonly Lane[] => LANES.slice(LANES.indexOf(lane) + 1);
  const best = LANES.find((lane) =>
    against(lane).every(({ lanes }) => below(lane).every((lower) => lanes.includes(lower))),
  );
  const lane = asked ?? best ?? 'construct';
  const losses = against(lane);
  const above = LANES.slice(0, LANES.indexOf(lane));
  const kept = relevant.filter(
    (obstacle) => !losses.includes(obstacle) && above.some((higher) => obstacle.lanes.includes(higher)),
  );
  const costs = LANES.filter((other) => other !== lane).map((other) =>
    costOf(other, against(other), refused.includes(other)),
  );
  const origin = schema.originOf(schema.document);
  const choice = finding('AM3001', 'data', { ...origin, pointer: '' }, { lane, what: WHAT[lane], costs });
  return { lane, losses, reasons: [choice, ...kept.map((obstacle) => asNote(obstacle.finding))] };
}

/** The same reason at the same place, found for several lanes, is one obstacle. */
function merged(obstacles: readonly Obstacle[]): Obstacle[] {
  const known = new Map<string, Obstacle>();
  for (const obstacle of obstacles) {
    const { code, origin, message } = obstacle.finding;
    const key = `${code} ${formatOrigin(origin)} ${origin.pointer} ${message}`;
    const before = known.get(key);
    const lanes = [...new Set([...(before?.lanes ?? []), ...obstacle.lanes])];
    known.set(key, before ? { ...before, lanes } : obstacle);
  }
  return [...known.values()];
}

/** A line that the lane keeps is no loss, but the reason for the lane. */
function asNote(reason: Finding): Finding {
  return { ...reason, level: 'note' };
}

function costOf(lane: Lane, lost: readonly Obstacle[], isRefused: boolean): string {
  if (lost.length === 0 && isRefused) return `\`${lane}\` was refused by its proof (AM3006)`;
  if (lost.length === 0) return `\`${lane}\` means the same; it ${PRICE[lane]}`;
  const places = new Map<string, string>();
  for (const { finding: told } of lost) if (!places.has(told.code)) places.set(told.code, placeOf(told));
  const kinds = [...places].map(([code, place]) => `${code} at ${place}`);
  const lines = lost.length === 1 ? 'one line' : `${lost.length} lines`;
  return `\`${lane}\` would change what ${lines} mean${lost.length === 1 ? 's' : ''}: ${listed(kinds, 8)}`;
}

function placeOf({ origin }: Finding): string {
  return pathText(formatOrigin(origin).slice(origin.file.lastIndexOf('/') + 1));
}
