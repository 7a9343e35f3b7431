import { type FeatureId } from '../core/feature.js';
import { type Finding } from '../core/finding.js';
import { type Gen1App } from '../core/gen1-app.js';

/**
 * Where what Gen 1 has built says something else than the settings, which a plan follows; the API is asked by the proof
 * alone, which runs its transformers. None without built templates.
 * @throws MigrateError when a template is not JSON
 */
export async function driftIn(app: Gen1App, features: ReadonlySet<FeatureId>): Promise<Finding[]> {
  const { builtFolder } = await import('../verify/gen1-auth.js');
  if (builtFolder(app) === null) return [];
  const [{ gen1Generation }, { driftOf }] = await Promise.all([
    import('../verify/generation.js'),
    import('../verify/drift.js'),
  ]);
  const found = await driftOf(app, await gen1Generation(app, null), null);
  return found.filter(({ feature }) => feature !== 'project' && features.has(feature));
}
