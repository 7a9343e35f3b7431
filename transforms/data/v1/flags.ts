import { type TransformerFlags } from '../settings.js';

/**
 * The flags under which the v2 transformer does with a schema that was carried over what v1 did: v1 knows none of
 * them but `secondaryKeyAsGSI`, and always does the same.
 */
export function flagsOfV1(flags: TransformerFlags): TransformerFlags {
  return {
    ...flags,
    shouldDeepMergeDirectiveConfigDefaults: false,
    useSubUsernameForDefaultIdentityClaim: false,
    // v1 writes the owner whenever a rule for owners covers the mutation, for members of groups as well.
    populateOwnerFieldForStaticGroupAuth: true,
    respectPrimaryKeyAttributesOnConnectionField: false,
    enableAutoIndexQueryNames: false,
    subscriptionsInheritPrimaryAuth: false,
  };
}
