import { finding } from '../../../src/core/finding.js';
import { type Api, type Placed, type Provider, type Rule } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { predictionOperations } from '../sdl/obstacles.js';
import { modeOf } from '../settings/facts.js';
import { type AuthMode } from '../settings.js';
import { knownBucket } from './predictions.js';

/** What even AmplifyGraphqlApi can't keep. */
export function constructObstacles(input: LaneInput): Obstacle[] {
  return [...predictions(input), ...rulesWithoutMode(input), ...takenNames(input.api)];
}

function predictions({ app, api }: LaneInput): Obstacle[] {
  const [first] = predictionOperations(api);
  if (!first || knownBucket(app) !== null) return [];
  return [obstacle(finding('AM3180', 'data', first.origin, { field: `${first.parent}.${first.name}` }))];
}

const MODES: Readonly<Record<Provider, AuthMode['kind']>> = {
  apiKey: 'apiKey',
  iam: 'iam',
  identityPool: 'iam',
  userPools: 'userPools',
  oidc: 'oidc',
  function: 'lambda',
};

/** The transformers refuse a rule for callers that the API has no mode for; `defineData` adds those of auth itself. */
function* rulesWithoutMode({ api, schema, settings }: LaneInput): Generator<Obstacle> {
  // The checks of a v2 schema tell each such rule.
  if (schema.version === 2) return;
  const known = new Set<Provider>();
  for (const rule of rulesIn(api)) {
    const { provider, origin } = rule;
    if (known.has(provider)) continue;
    known.add(provider);
    const mode = MODES[provider];
    if (!modeOf(settings, mode)) yield obstacle(finding('AM3182', 'data', origin, { provider, mode }));
  }
}

function* rulesIn({ models, types, operations }: Api): Generator<Rule> {
  for (const { rules, fields } of [...models, ...types]) {
    yield* rules ?? [];
    for (const field of fields) yield* field.rules ?? [];
  }
  for (const { rules } of operations) yield* rules ?? [];
}

/** `backend.addOutput` takes a key that every object has for one that was written before (ObjectAccumulator). */
function* takenNames(api: Api): Generator<Obstacle> {
  for (const { name, origin } of namesIn(api)) {
    const isTaken = name !== 'constructor' && name in Object.prototype;
    if (isTaken) yield obstacle(finding('AM3183', 'data', origin, { name }));
  }
}

/** Everything that is a key of the model introspection in the outputs. */
function* namesIn({ models, types, inputs, enums, operations }: Api): Generator<Placed & { name: string }> {
  for (const type of [...models, ...types, ...inputs]) yield* [type, ...type.fields];
  yield* enums;
  for (const operation of operations) yield* [operation, ...operation.arguments];
}

function obstacle(told: Obstacle['finding']): Obstacle {
  return { lanes: ['construct'], tables: 'any', finding: told };
}
