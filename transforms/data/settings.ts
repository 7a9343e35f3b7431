import { type Finding } from '../../src/core/finding.js';
import { type JsonNode } from '../../src/core/json.js';
import { type Leaf, type Origin } from '../../src/core/origin.js';

/** What Gen 1 was told about the API besides its schema. */
export interface ApiSettings {
  /** The name of the resource, and of the API. */
  readonly name: string;
  readonly defaultMode: AuthMode;
  readonly additionalModes: readonly AuthMode[];
  readonly flags: TransformerFlags;
  /** DataStore: conflict resolution for the API and by model; null: off. */
  readonly conflicts: ConflictResolution | null;
  /** `adminRoleNames` of custom-roles.json. */
  readonly adminRoles: readonly { readonly name: string; readonly origin: Origin }[];
  /** Roles of functions that Gen 1 adds to the admin roles: those that depend on the API. */
  readonly callingFunctions: readonly { readonly name: string; readonly origin: Origin }[];
  /** The documents that the settings were read from: those of the API's folder that are there. */
  readonly documents: readonly JsonNode[];
  /** How Gen 1 makes the tables; unset: as it does by itself. */
  readonly tables?: TableSettings;
  /** The id of a user pool that is not the one of the project's auth category. */
  readonly otherUserPool?: Leaf<string>;
  /** `StackMapping`: the stack of a resolver by its logical id. */
  readonly stackMapping?: ReadonlyMap<string, string>;
  /** Packages of the project's own transformers. */
  readonly transformers?: readonly Leaf<string>[];
  /** Where two documents say different things, and what means nothing. */
  readonly findings?: readonly Finding[];
}

/** What parameters.json says of the tables of all models. */
export interface TableSettings {
  readonly billing: Leaf<'PAY_PER_REQUEST' | 'PROVISIONED'> | null;
  readonly readUnits: Leaf<number> | null;
  readonly writeUnits: Leaf<number> | null;
  readonly pointInTimeRecovery: Leaf<boolean> | null;
  /** Server-side encryption with a key of KMS. */
  readonly encryption: Leaf<boolean> | null;
}

/** `origin` is where the mode was configured. */
export type AuthMode = { readonly origin: Origin } & (
  | {
      readonly kind: 'apiKey';
      /** Days, as written; null: Gen 1's default, 7. */
      readonly expiresInDays: number | null;
      readonly description: string | null;
    }
  | { readonly kind: 'userPools' }
  | { readonly kind: 'iam' }
  | {
      readonly kind: 'oidc';
      readonly providerName: string;
      readonly issuer: string;
      readonly clientId: string | null;
      /** Milliseconds, as AppSync and Gen 1 count them. */
      readonly authTtl: number | null;
      readonly issueTtl: number | null;
    }
  | {
      readonly kind: 'lambda';
      /** The name of the function resource. */
      readonly functionName: string;
      readonly ttlSeconds: number | null;
    }
);

/** In the words of `TranslationBehavior` of @aws-amplify/graphql-api-construct. */
export interface TransformerFlags {
  readonly transformerVersion: 1 | 2;
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

export type ConflictStrategy = 'AUTOMERGE' | 'OPTIMISTIC_CONCURRENCY' | 'LAMBDA';
export interface ConflictHandler {
  readonly strategy: ConflictStrategy;
  /** For LAMBDA: the name of the function as written, which may hold `${env}`. */
  readonly functionName: string | null;
  readonly origin: Origin;
}
export interface ConflictResolution {
  /** Null when only single models have it. */
  readonly project: ConflictHandler | null;
  readonly models: ReadonlyMap<string, ConflictHandler>;
}

/** Where the records of the models live after the migration. */
export type TablePlan =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'import';
      /** One entry per Gen 2 branch: name of the model (or join model) to name of the table. */
      readonly branches: readonly {
        readonly branch: string;
        readonly tables: ReadonlyMap<string, string>;
      }[];
    };
