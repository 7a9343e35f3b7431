import { MigrateError } from '../core/error.js';
import { type Draft, type Feature, FEATURES, type FeatureId, type PlanOptions } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';

/** Makes the draft of one feature; null when the project does not have it. */
export type Drafter = (app: Gen1App, options: PlanOptions) => Promise<Draft | null>;

/** Features that this version can move, in the order in which they are planned; each is loaded when used. */
const DRAFTERS: ReadonlyMap<FeatureId, () => Promise<Drafter>> = new Map([
  ['auth', async () => drafterOf((await import('../../transforms/auth/index.js')).auth)],
  ['data', async () => drafterOf((await import('../../transforms/data/index.js')).data)],
  ['storage', async () => drafterOf((await import('../../transforms/storage/index.js')).storage)],
  ['functions', async () => drafterOf((await import('../../transforms/functions/index.js')).functions)],
]);

function drafterOf<M>(feature: Feature<M>): Drafter {
  return async (app, options) => {
    const model = await feature.read(app);
    return model === null ? null : feature.plan(model, app, options);
  };
}

export const AVAILABLE: readonly FeatureId[] = FEATURES.filter((id) => DRAFTERS.has(id));

/** @throws MigrateError when this version can't move the feature */
export async function drafterFor(feature: FeatureId): Promise<Drafter> {
  const load = DRAFTERS.get(feature);
  if (load === undefined) throw notAvailable(feature);
  return load();
}

export function notAvailable(feature: FeatureId): MigrateError {
  return new MigrateError(
    `${feature} is not available in this version`,
    `It can move ${AVAILABLE.join(', ')}; assess shows what else is there.`,
  );
}
