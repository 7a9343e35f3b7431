import { MigrateError } from '../../../src/core/error.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { at, membersOf } from '../../../src/core/json.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type TransformerFlags } from '../settings.js';
import { type Parameters, type TransformConfig } from './inputs.js';

/**
 * The options of the transformer as Gen 1 makes them.
 * Source: generateTransformParameters in transformer-options-v2.ts, and transformer-version.ts, of
 * amplify-category-api, packages/amplify-category-api.
 */
export function readTransformerFlags(
  app: Gen1App,
  config: TransformConfig,
  parameters: Parameters,
): TransformerFlags {
  const flag = (name: string): boolean => app.flags.get(`graphqltransformer.${name}`) === true;
  return {
    transformerVersion: transformerVersion(app),
    shouldDeepMergeDirectiveConfigDefaults: flag('shoulddeepmergedirectiveconfigdefaults'),
    useSubUsernameForDefaultIdentityClaim: flag('usesubusernamefordefaultidentityclaim'),
    populateOwnerFieldForStaticGroupAuth: flag('populateownerfieldforstaticgroupauth'),
    respectPrimaryKeyAttributesOnConnectionField: flag('respectprimarykeyattributesonconnectionfield'),
    secondaryKeyAsGSI: flag('secondarykeyasgsi'),
    enableAutoIndexQueryNames: flag('enableautoindexquerynames'),
    subscriptionsInheritPrimaryAuth: flag('subscriptionsinheritprimaryauth'),
    disableResolverDeduping: config.DisableResolverDeduping ?? false,
    suppressApiKeyGeneration: parameters.CreateAPIKey !== undefined && parameters.CreateAPIKey !== 1,
  };
}

/** Without the older flag it is 1, whatever the newer one says; with it Gen 1 sets the newer one to 2. */
function transformerVersion(app: Gen1App): 1 | 2 {
  if (app.flags.get('graphqltransformer.useexperimentalpipelinedtransformer') !== true) return 1;
  const version = app.flags.get('graphqltransformer.transformerversion');
  if (version === 1 || version === 2) return 2;
  const sections = [app.documents.cliForEnvironment, app.documents.cli].flatMap((document) => [
    ...membersOf(at(document ?? undefined, 'features', 'graphqltransformer')),
  ]);
  const node = sections.find(([name]) => name.toLowerCase() === 'transformerversion')?.[1];
  throw new MigrateError(
    `expected 1 or 2 for the flag transformerversion, found ${String(version)}`,
    'Gen 1 refuses this flag too: set it to 2, or to 1 for a schema with @key and @connection.',
    node?.origin ?? fileOrigin('amplify/cli.json'),
  );
}
