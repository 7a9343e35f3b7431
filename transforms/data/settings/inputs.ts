import { z } from 'zod';

/** Gen 1 writes numbers as numbers or as strings, depending on the version of its CLI. */
const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform((digits) => Number(digits)),
]);

/** The walkthrough keeps an answer that was not given as an empty string. */
const optionalInteger = z
  .union([z.literal('').transform(() => undefined), z.null().transform(() => undefined), integer])
  .optional();

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const anything = z.unknown();
const optionalText = z
  .union([z.null().transform(() => undefined), z.string()])
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/**
 * One mode of authorization in cli-inputs.json.
 * Source: appsync-user-input-types.ts of amplify-category-api, packages/amplify-category-api.
 */
export const authType = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('API_KEY'),
    expirationTime: optionalInteger,
    apiKeyExpirationDate: anything.optional(),
    keyDescription: optionalText,
  }),
  z.strictObject({ mode: z.literal('AWS_IAM') }),
  z.strictObject({
    mode: z.literal('AMAZON_COGNITO_USER_POOLS'),
    cognitoUserPoolId: optionalText,
  }),
  z.strictObject({
    mode: z.literal('OPENID_CONNECT'),
    openIDProviderName: optionalText,
    openIDIssuerURL: z.string(),
    openIDClientID: optionalText,
    openIDAuthTTL: optionalInteger,
    openIDIatTTL: optionalInteger,
  }),
  z.strictObject({
    mode: z.literal('AWS_LAMBDA'),
    lambdaFunction: z.string(),
    ttlSeconds: optionalInteger,
  }),
]);
export type AuthType = z.infer<typeof authType>;

/** `NEW` functions are named by the CLI before it writes the file; `EXISTING` ones have a name. */
const resolutionStrategy = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('AUTOMERGE') }),
  z.strictObject({ type: z.literal('OPTIMISTIC_CONCURRENCY') }),
  z.strictObject({ type: z.literal('NONE') }),
  z.strictObject({
    type: z.literal('LAMBDA'),
    resolver: z.strictObject({
      type: z.enum(['NEW', 'EXISTING']),
      name: optionalText,
      region: anything.optional(),
      arn: anything.optional(),
    }),
  }),
]);
export type ResolutionStrategy = z.infer<typeof resolutionStrategy>;

/** cli-inputs.json of an AppSync API. */
export const cliInputs = z.strictObject({
  version: anything.optional(),
  serviceConfiguration: z.strictObject({
    serviceName: z.string().optional(),
    apiName: z.string().optional(),
    // A path on the machine of whoever made the API.
    gqlSchemaPath: anything.optional(),
    defaultAuthType: authType.optional(),
    additionalAuthTypes: z.array(authType).nullish(),
    conflictResolution: z
      .strictObject({
        defaultResolutionStrategy: resolutionStrategy.optional(),
        perModelResolutionStrategy: z
          .array(z.strictObject({ resolutionStrategy, entityName: z.string() }))
          .optional(),
      })
      .nullish(),
  }),
});
export type CliInputs = z.infer<typeof cliInputs>;

/** One mode in `output.authConfig` of backend-config.json, the older place, and of amplify-meta.json. */
const provider = z.discriminatedUnion('authenticationType', [
  z.strictObject({
    authenticationType: z.literal('API_KEY'),
    apiKeyConfig: z
      .strictObject({
        apiKeyExpirationDays: optionalInteger,
        apiKeyExpirationDate: anything.optional(),
        description: optionalText,
      })
      .optional(),
  }),
  z.strictObject({ authenticationType: z.literal('AWS_IAM') }),
  z.strictObject({
    authenticationType: z.literal('AMAZON_COGNITO_USER_POOLS'),
    userPoolConfig: z.strictObject({ userPoolId: optionalText }).optional(),
  }),
  z.strictObject({
    authenticationType: z.literal('OPENID_CONNECT'),
    openIDConnectConfig: z.strictObject({
      name: optionalText,
      issuerUrl: z.string(),
      clientId: optionalText,
      authTTL: optionalInteger,
      iatTTL: optionalInteger,
    }),
  }),
  z.strictObject({
    authenticationType: z.literal('AWS_LAMBDA'),
    lambdaAuthorizerConfig: z.strictObject({ lambdaFunction: z.string(), ttlSeconds: optionalInteger }),
  }),
]);
export type AuthProvider = z.infer<typeof provider>;

export const authConfig = z.strictObject({
  defaultAuthentication: provider.optional(),
  additionalAuthenticationProviders: z.array(provider).nullish(),
});
export type AuthConfig = z.infer<typeof authConfig>;

/**
 * Parameters of the API's stack. Values that CloudFormation computes are objects.
 * Source: createDynamoDBParameters of the model transformer, and resources.ts of the v1 transformers.
 */
export const parameters = z.strictObject({
  AppSyncApiName: z.string().optional(),
  CreateAPIKey: z.union([integer, flag]).optional(),
  APIKeyExpirationEpoch: z.union([integer, anything]).optional(),
  AuthCognitoUserPoolId: anything.optional(),
  DynamoDBBillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  DynamoDBModelTableReadIOPS: integer.optional(),
  DynamoDBModelTableWriteIOPS: integer.optional(),
  DynamoDBEnablePointInTimeRecovery: flag.optional(),
  DynamoDBEnableServerSideEncryption: flag.optional(),
});
export type Parameters = z.infer<typeof parameters>;

/** Gen 1 ignores a strategy that lacks either of the two. */
const syncConfig = z.strictObject({
  ConflictHandler: z.enum(['AUTOMERGE', 'OPTIMISTIC_CONCURRENCY', 'LAMBDA', 'NONE']).optional(),
  ConflictDetection: z.enum(['VERSION', 'NONE']).optional(),
  LambdaConflictHandler: z
    .strictObject({
      name: optionalText,
      region: anything.optional(),
      lambdaArn: anything.optional(),
      new: anything.optional(),
    })
    .optional(),
});
export type SyncConfig = z.infer<typeof syncConfig>;

/** transform.conf.json. Source: transformer-config.ts of amplify-graphql-transformer-core. */
export const transformConfig = z.strictObject({
  Version: anything.optional(),
  ElasticsearchWarning: anything.optional(),
  StackMapping: z.record(z.string(), z.string()).optional(),
  TransformerOptions: anything.optional(),
  transformers: z.array(z.string()).optional(),
  DisableResolverDeduping: flag.optional(),
  NodeToNodeEncryption: flag.optional(),
  ResolverConfig: z
    .strictObject({
      project: syncConfig.nullish(),
      models: z.record(z.string(), syncConfig).nullish(),
    })
    .nullish(),
  // Rewritten by the CLI when a v1 API is moved between its formats.
  Migration: anything.optional(),
});
export type TransformConfig = z.infer<typeof transformConfig>;

/** custom-roles.json: one name, or a list. */
export const customRoles = z.strictObject({
  adminRoleNames: z.union([z.string().transform((name) => [name]), z.array(z.string())]).optional(),
});
