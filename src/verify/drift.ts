import { type Gen1App } from '../core/gen1-app.js';
import { type Finding, finding } from '../core/finding.js';
import { driftParams } from './announced/drift.js';
import { overrideOf } from './announced/override.js';
import { type ToldValue } from './announced/told.js';
import { compareBackends } from './facts/backend.js';
import { type FactDifference, compareFacts } from './facts/compare.js';
import { type Gen1Generation, fromTemplates } from './generation.js';
import { type ApiFacts } from './graphql/api-facts.js';
import { compareApis } from './graphql/compare-apis.js';
import { compareRestAccess, compareRestSettings } from './rest/compare.js';
import { settingsOrigin } from './words.js';

/**
 * Where the settings of a project say something else than the templates that Gen 1 has built of them, without a
 * statement of override.ts that would be the reason. The plan follows the settings, and what is deployed the
 * templates. None without built templates. `model` is the API that the settings make.
 */
export async function driftOf(
  app: Gen1App,
  gen1: Gen1Generation,
  model: ApiFacts | null,
): Promise<Finding[]> {
  const overrides = { ledger: overrideStatements(app) };
  const found = [...(await driftOfTemplates(app, gen1)), ...driftOfApi(model, gen1.api)];
  return found
    .filter(([, { path }]) => overrideOf(path, overrides) === null)
    .map(([feature, one]) => driftFinding(app, feature, one));
}

type Drift = readonly [feature: 'auth' | 'data' | 'storage' | 'functions' | 'rest', FactDifference];

/** What the transformers make of the schema, held against what they have built. */
function driftOfApi(model: ApiFacts | null, built: ApiFacts | null): Drift[] {
  if (model === null || built === null || model === built) return [];
  return compareApis(model, built).map(({ path, gen1, gen2 }) => ['data', { path, gen1, gen2 }]);
}

async function driftOfTemplates(app: Gen1App, gen1: Gen1Generation): Promise<Drift[]> {
  if (gen1.from === 'inputs') return [];
  const inputs = await fromTemplates(app, 'inputs');
  const auth = inputs.auth && gen1.auth ? compareFacts(inputs.auth, gen1.auth) : [];
  const backend = compareBackends(inputs.backend, gen1.backend);
  return [
    ...auth.map((one) => ['auth', one] as const),
    ...backend.map((one) => [/^(?:Functions|Layers)/.test(one.path) ? 'functions' : 'storage', one] as const),
    ...compareRestSettings(inputs.rest, gen1.rest).map((one) => ['rest', one] as const),
    ...compareRestAccess(inputs.rest, gen1.rest).map(
      ({ principal, verbs, resource, gen1, gen2 }) =>
        ['rest', { path: `${principal} ${verbs} ${resource}`, gen1, gen2 }] as const,
    ),
  ];
}

/** The statements of every override.ts, as far as semicolons tell them apart; they are read, and never run. */
function overrideStatements(app: Gen1App): ToldValue[] {
  return app.resources.flatMap(({ folder }) => {
    const file = `${folder ?? ''}/override.ts`;
    const text = folder === null ? null : app.files.text(file);
    return (text ?? '')
      .split(/;\s*$/m)
      .map((value) => ({ disposition: 'override', value, origin: { file, pointer: '' } }));
  });
}

function driftFinding(app: Gen1App, feature: Drift[0], one: FactDifference): Finding {
  return finding('AM8141', feature, settingsOrigin(app, feature, one.path), driftParams(one));
}
