import { type DocumentNode } from 'graphql';
import { type TransformerFlags } from '../settings.js';
import { type V1Model, modelsOf } from './context.js';

/**
 * The flags under which the v2 transformer does with a schema that was carried over what v1 did with it as it is
 * `written`: v1 knows none of them but `secondaryKeyAsGSI`, and always does the same.
 */
export function flagsOfV1(flags: TransformerFlags, written: DocumentNode): TransformerFlags {
  return {
    ...flags,
    shouldDeepMergeDirectiveConfigDefaults: false,
    useSubUsernameForDefaultIdentityClaim: false,
    // v1 writes the owner whenever a rule for owners covers the mutation, for members of groups as well.
    populateOwnerFieldForStaticGroupAuth: true,
    respectPrimaryKeyAttributesOnConnectionField: false,
    enableAutoIndexQueryNames: false,
    subscriptionsInheritPrimaryAuth: false,
    // v1 makes local indexes of `@key` alone, v2 of every index on the partition key of the table.
    secondaryKeyAsGSI: flags.secondaryKeyAsGSI || !modelsOf(written).some(hasLocalIndex),
  };
}

function hasLocalIndex({ keys, primaryKey }: V1Model): boolean {
  return keys.some(({ name, fields }) => name !== null && fields[0] === primaryKey[0]);
}
