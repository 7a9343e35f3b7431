import { type Finding } from './finding.js';
import { type JsonNode, type JsonObject } from './json.js';

/** One resource of a Gen 1 category, such as `auth/myapp1234` or `function/hello`. */
export interface Gen1Resource {
  readonly category: string;
  readonly name: string;
  /** Its entry in backend-config.json; null when the folder is there but the entry is not. */
  readonly config: JsonNode | null;
  /** Folder relative to the project root; null when the entry is there but the folder is not. */
  readonly folder: string | null;
  /** Every file in the folder, relative to it, with forward slashes; without node_modules, build and dist. */
  readonly files: readonly string[];
  /** The same resource as it was last deployed, in `amplify/#current-cloud-backend`; null when it is not there. */
  readonly cloud: string | null;
}

/** A Gen 1 environment, as far as the repository knows it. */
export interface Gen1Environment {
  readonly name: string;
  /** `/<env>` of team-provider-info.json, where it is there. */
  readonly teamProvider: JsonObject | null;
}

/**
 * A Gen 1 project as it was read: every document with the place of every value, nothing interpreted.
 * Documents that a project lacks are null. All paths are relative to the project root.
 */
export interface Gen1App {
  /** The folder that holds `amplify/`; absolute. */
  readonly root: string;
  readonly projectName: string;
  readonly environment: Gen1Environment;
  readonly environments: readonly Gen1Environment[];
  readonly resources: readonly Gen1Resource[];
  /** The override.ts of the whole project (the root stack), relative to the project root, where there is one. */
  readonly projectOverride: string | null;
  readonly documents: {
    readonly backendConfig: JsonNode | null;
    readonly cli: JsonNode | null;
    readonly cliForEnvironment: JsonNode | null;
    readonly teamProviderInfo: JsonNode | null;
    readonly amplifyMeta: JsonNode | null;
    readonly projectConfig: JsonNode | null;
  };
  /** Feature flags after cli.json, cli.<env>.json and Gen 1's own defaults; `section.flag`, lower case. */
  readonly flags: ReadonlyMap<string, string | number | boolean>;
  /** Grows while the readers of the features read further files: take it when all of them are done. */
  readonly findings: readonly Finding[];
  /** Reads further files of the project; the plan remembers each as an input. */
  readonly files: ProjectFiles;
}

/** Read access to the project, for the readers of the features. Paths are relative to the project root. */
export interface ProjectFiles {
  /** Null when there is no such file. */
  bytes(path: string): Uint8Array | null;
  text(path: string): string | null;
  /** Parses JSON; null when there is no such file. @throws MigrateError with file, line and remedy */
  json(path: string): JsonNode | null;
  /** Parses YAML with CloudFormation tags; null when there is no such file. @throws MigrateError */
  yaml(path: string): Promise<JsonNode | null>;
}
