import Module, { createRequire } from 'node:module';

/** The transformers of v1, as far as the tests call them. */
interface V1 {
  readonly GraphQLTransform: new (options: object) => { transform(sdl: string): unknown };
  readonly DynamoDBModelTransformer: new () => object;
  readonly VersionedModelTransformer: new () => object;
  readonly KeyTransformer: new () => object;
  readonly ModelConnectionTransformer: new () => object;
  readonly ModelAuthTransformer: new (config: object) => object;
}

/**
 * The core of v1's transformers loads the core of the Gen 1 CLI, for the checks of a deployment that no test runs.
 * It is hundreds of packages, so that it is taken for empty.
 */
const CLI_CORE = '@aws-amplify/amplify-cli-core';

const require = createRequire(import.meta.url);

function load(): V1 {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const original = loader._load;
  loader._load = (request, ...rest) => (request === CLI_CORE ? {} : original.call(loader, request, ...rest));
  try {
    return Object.assign(
      {},
      ...[
        'graphql-transformer-core',
        'graphql-dynamodb-transformer',
        'graphql-versioned-transformer',
        'graphql-key-transformer',
        'graphql-connection-transformer',
        'graphql-auth-transformer',
      ].map((name) => require(name) as object),
    ) as V1;
  } finally {
    loader._load = original;
  }
}

export const v1: V1 = load();
