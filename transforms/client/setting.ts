/** What a client is configured with for one category, by the name of its section in amplify_outputs.json. */
export type Section =
  | 'auth'
  | 'data'
  | 'storage'
  | 'rest'
  | 'analytics'
  | 'geo'
  | 'interactions'
  | 'notifications'
  | 'predictions';

/** What the modules of one package are configured with. Paths are relative to the project. */
export interface Configuration {
  /**
   * Whose values they are: Gen 1's as long as nothing of its backend has moved, `both` while some has, as a module
   * beside Gen 1's file joins them, then those of Gen 2 alone.
   */
  readonly source: 'gen1' | 'both' | 'gen2';
  /** Where amplify_outputs.json lies. */
  readonly outputs: string;
  /** Sections whose values are Gen 1's still. */
  readonly left: ReadonlySet<string>;
  /** Whether modules that are written anew are TypeScript. */
  readonly typescript: boolean;
  /** Where the functions for code of a Next.js server lie, without extension; null for other packages. */
  readonly server: string | null;
  /** The major of @aws-amplify/ui-react that the code is written for; null where that is not known. */
  readonly ui: number | null;
  /** Modules that Node.js itself runs, as no bundler reads them. */
  readonly scripts: ReadonlySet<string>;
  /** The names of the backend's REST APIs; none where the backend is not known. */
  readonly restApis: ReadonlySet<string>;
}

/** Everything from amplify_outputs.json at the root of the project. */
export const OUTPUTS_ALONE: Configuration = {
  source: 'gen2',
  outputs: 'amplify_outputs.json',
  left: new Set(),
  typescript: false,
  server: 'utils/amplify-server',
  ui: null,
  scripts: new Set(),
  restApis: new Set(),
};

/** A module that rewritten code imports and that has yet to be written. */
export type Asked =
  | {
      readonly kind: 'configuration';
      /** The folder of Gen 1's file, ending in a slash where it is no root; null where an alias hides it. */
      readonly folder: string | null;
      /** The name under which Gen 1's file is imported: `aws-exports`, `amplifyconfiguration.json`. */
      readonly gen1: string;
    }
  | { readonly kind: 'server' }
  /** The client of the API and what stands in the place of DataStore's operations. */
  | { readonly kind: 'datastore' };
