/** A package of the Gen 2 backend, at the version that it was proved with. */
export interface BackendPackage {
  readonly name: string;
  readonly version: string;
  /** Versions that are known to work together with the others. */
  readonly accepts: string;
  /** Why it has to be one of those; ends a sentence. */
  readonly because: string;
  /** Whether another accepted version can change what is synthesised. */
  readonly shapesTheStack: boolean;
}

/**
 * One set of packages that belong together: what create-amplify 1.3.1 installs, each at one exact version.
 * The ranges are the peer dependencies that these versions publish.
 */
export const BACKEND_PACKAGES: readonly BackendPackage[] = [
  {
    name: '@aws-amplify/backend',
    version: '1.25.1',
    accepts: '^1.25.1',
    because: 'the generated code was compared with Gen 1 at this version',
    shapesTheStack: true,
  },
  {
    // Its dependencies are those of @aws-amplify/backend 1.25: plugin-types ^1.13, platform-core ^1.12.
    name: '@aws-amplify/backend-cli',
    version: '1.10.0',
    accepts: '^1.10.0',
    because: '`ampx` has to know the same plug-in types as @aws-amplify/backend',
    shapesTheStack: false,
  },
  {
    name: 'aws-cdk-lib',
    version: '2.276.0',
    accepts: '^2.257.0',
    because: '@aws-amplify/backend asks for it as a peer',
    shapesTheStack: true,
  },
  {
    name: 'constructs',
    version: '10.8.1',
    accepts: '^10.6.0',
    because: '@aws-amplify/backend asks for it as a peer',
    shapesTheStack: false,
  },
  {
    name: 'typescript',
    version: '5.9.3',
    accepts: '^5.0.0',
    because: '`ampx` checks the types of the amplify folder with it (@aws-amplify/backend-deployer)',
    shapesTheStack: false,
  },
  {
    name: 'tsx',
    version: '4.23.15',
    accepts: '^4.0.0',
    because: 'amplify/backend.ts is run with it',
    shapesTheStack: false,
  },
  {
    // aws-cdk-lib uses an installed esbuild of major version 0, and starts Docker when there is none.
    name: 'esbuild',
    version: '0.25.12',
    accepts: '>=0.18.0 <1.0.0',
    because: 'functions are bundled with it; without it the CDK wants Docker',
    shapesTheStack: false,
  },
];

/** Packages that a backend does not need at the root, but that break it there in other versions. */
export const SENSITIVE_PACKAGES: readonly Pick<BackendPackage, 'name' | 'accepts' | 'because'>[] = [
  {
    name: 'graphql',
    accepts: '^15.5.0',
    because: 'the AppSync generators below @aws-amplify/backend have it as a peer',
  },
];
