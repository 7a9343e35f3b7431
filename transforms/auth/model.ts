import { type Gen1Resource } from '../../src/core/gen1-app.js';
import { type JsonNode } from '../../src/core/json.js';
import { type Finding } from '../../src/core/finding.js';
import { type CognitoResources } from './cognito.js';
import { type CognitoConfig } from './inputs.js';
import { type OverrideModel } from './override/index.js';
import { type TriggerModel } from './triggers/index.js';
import { type AdminQueriesModel } from './admin-queries/index.js';

/** Auth of a Gen 1 project as it was read. */
export interface AuthModel {
  readonly resource: Gen1Resource;
  /**
   * `inputs`: cli-inputs.json, Gen 1 makes the template of it.
   * `template`: the older parameters.json with a template that people may edit.
   * `imported`: the pool was not made by Gen 1, which holds its ids only.
   */
  readonly form: 'inputs' | 'template' | 'imported';
  /** The settings, with those of the chosen environment in team-provider-info.json on top, as Gen 1 does. */
  readonly config: CognitoConfig;
  /** cli-inputs.json or parameters.json. */
  readonly document: JsonNode;
  /** The object in it that holds the keys of `CognitoConfig`. */
  readonly settings: JsonNode;
  /** Nodes of keys that Gen 1 does not know. */
  readonly unknown: readonly JsonNode[];
  /** What Gen 1 deploys. */
  readonly cognito: CognitoResources;
  /** Sets of settings by environment, for the few that team-provider-info.json holds. */
  readonly configByEnvironment: ReadonlyMap<string, CognitoConfig>;
  readonly template: TemplateModel | null;
  readonly groups: GroupsModel | null;
  /** This resource's entries of team-provider-info.json, by environment. */
  readonly teamProvider: ReadonlyMap<string, JsonNode>;
  readonly triggers: readonly TriggerModel[];
  readonly overrides: OverrideModel | null;
  readonly groupOverrides: OverrideModel | null;
  /** The override of the root stack, which holds the roles of the identity pool. */
  readonly projectOverride: OverrideModel | null;
  readonly adminQueries: AdminQueriesModel | null;
  readonly findings: readonly Finding[];
}

/** The older form: a CloudFormation template beside parameters.json. */
export interface TemplateModel {
  readonly document: JsonNode;
  /** Properties beyond those that Gen 1 writes, and own resources: what somebody added to the template. */
  readonly additions: readonly TemplateAddition[];
}
export interface TemplateAddition {
  readonly logicalId: string;
  readonly type: string;
  /** Null for a whole resource. */
  readonly property: string | null;
  readonly node: JsonNode;
}

export interface GroupsModel {
  /** user-pool-group-precedence.json; null when only `userPoolGroupList` names the groups. */
  readonly document: JsonNode | null;
  /** Further files of the groups' folder (the older form's parameters.json and template.json). */
  readonly documents: readonly JsonNode[];
  /** In order of precedence, strongest first. */
  readonly groups: readonly GroupModel[];
}
export interface GroupModel {
  readonly name: string;
  readonly precedence: number | null;
  readonly policies: readonly GroupPolicy[];
  /** Policies of the precedence file (or the group itself) where an older template deploys others. */
  readonly overruled: JsonNode | null;
  readonly node: JsonNode;
}
/** One inline policy of a group's role. */
export interface GroupPolicy {
  readonly name: string;
  readonly statements: readonly JsonNode[];
  readonly node: JsonNode;
}
