/**
 * What Gen 1 was told about an API. The members are those of the project's settings, so that a model of a
 * project can be handed over as it is; nothing here is taken from the code that migrates.
 */
export interface Gen1ApiInput {
  /** Directives of transformer v2. */
  readonly sdl: string;
  readonly flags: Gen1Flags;
  readonly defaultMode: Gen1Mode;
  readonly additionalModes?: readonly Gen1Mode[];
  /** `adminRoleNames` of custom-roles.json, and the roles of functions that call the API. */
  readonly adminRoles?: readonly string[];
  /** `input AMPLIFY { globalAuthRule … }`. */
  readonly sandbox?: boolean;
  readonly conflicts?: Gen1Conflicts | null;
  readonly slots?: readonly Gen1Slot[];
  /** What `${env}` in names of functions stands for. Default: `dev`. */
  readonly environment?: string;
}

/** In the words of `TranslationBehavior` of @aws-amplify/graphql-api-construct. */
export interface Gen1Flags {
  readonly shouldDeepMergeDirectiveConfigDefaults: boolean;
  readonly useSubUsernameForDefaultIdentityClaim: boolean;
  readonly populateOwnerFieldForStaticGroupAuth: boolean;
  readonly respectPrimaryKeyAttributesOnConnectionField: boolean;
  readonly secondaryKeyAsGSI: boolean;
  readonly enableAutoIndexQueryNames: boolean;
  readonly subscriptionsInheritPrimaryAuth: boolean;
  readonly disableResolverDeduping: boolean;
  readonly suppressApiKeyGeneration: boolean;
}

/** The flags that a new project got from `amplify init`. */
export const NEW_PROJECT_FLAGS: Gen1Flags = {
  shouldDeepMergeDirectiveConfigDefaults: false,
  useSubUsernameForDefaultIdentityClaim: true,
  populateOwnerFieldForStaticGroupAuth: true,
  respectPrimaryKeyAttributesOnConnectionField: true,
  secondaryKeyAsGSI: true,
  enableAutoIndexQueryNames: true,
  subscriptionsInheritPrimaryAuth: false,
  disableResolverDeduping: false,
  suppressApiKeyGeneration: false,
};

/** What a flag means that cli.json does not name. */
export const EXISTING_PROJECT_FLAGS: Gen1Flags = {
  ...NEW_PROJECT_FLAGS,
  populateOwnerFieldForStaticGroupAuth: false,
  respectPrimaryKeyAttributesOnConnectionField: false,
  secondaryKeyAsGSI: false,
  enableAutoIndexQueryNames: false,
};

export type Gen1Mode =
  | { readonly kind: 'apiKey'; readonly expiresInDays?: number | null; readonly description?: string | null }
  | { readonly kind: 'userPools' }
  | { readonly kind: 'iam' }
  | {
      readonly kind: 'oidc';
      readonly providerName: string;
      readonly issuer: string;
      readonly clientId?: string | null;
      /** Milliseconds. */
      readonly authTtl?: number | null;
      readonly issueTtl?: number | null;
    }
  | { readonly kind: 'lambda'; readonly functionName: string; readonly ttlSeconds?: number | null };

export interface Gen1Conflicts {
  readonly project: Gen1ConflictHandler | null;
  readonly models: ReadonlyMap<string, Gen1ConflictHandler>;
}

export interface Gen1ConflictHandler {
  readonly strategy: 'AUTOMERGE' | 'OPTIMISTIC_CONCURRENCY' | 'LAMBDA';
  readonly functionName: string | null;
}

/** `resolvers/Query.listPosts.postAuth.2.req.vtl` of an API, or a template that is overridden. */
export interface Gen1Slot {
  readonly typeName: 'Query' | 'Mutation' | 'Subscription';
  readonly fieldName: string;
  readonly slotName: string;
  readonly slotIndex: number;
  readonly request?: string;
  readonly response?: string;
}
