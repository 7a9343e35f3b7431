import { type Gen1App } from '../../src/core/gen1-app.js';
import { type Json, type JsonNode, at, itemsOf, stringAt, toValue } from '../../src/core/json.js';
import { validate } from '../../src/core/validate.js';
import { sameFact } from './cognito.js';
import { type CognitoConfig, type GroupPrecedence, groupPrecedence } from './inputs.js';
import { type AuthModel, type GroupModel, type GroupPolicy, type GroupsModel } from './model.js';

export const GROUPS_FOLDER = 'amplify/backend/auth/userPoolGroups';

/** Files of the older form, whose content follows from the list of groups. */
const OLDER_FILES = ['parameters.json', 'template.json'];

/**
 * The groups of the pool. user-pool-group-precedence.json is what Gen 1 deploys; `userPoolGroupList` names
 * them for the wizard and counts only where that file is missing.
 */
export function readGroups(app: Gen1App, list: JsonNode | undefined): GroupsModel | null {
  const document = app.files.json(`${GROUPS_FOLDER}/user-pool-group-precedence.json`);
  const documents = OLDER_FILES.map((file) => app.files.json(`${GROUPS_FOLDER}/${file}`)).filter(
    (file) => file !== null,
  );
  if (!document) {
    const groups = itemsOf(list)
      .map(listedGroup)
      .filter((group) => group !== null);
    return documents.length + groups.length > 0 ? { document: null, documents, groups } : null;
  }
  const { value } = validate(groupPrecedence, document);
  const template = documents.find(({ origin }) => origin.file.endsWith('/template.json'));
  const groups = value.map((group, index) =>
    groupModel(group, itemsOf(document)[index] ?? document, template),
  );
  return { document, documents, groups: groups.sort(byPrecedence) };
}

/** Names of the groups that only one of the two places has. */
export function disagreement(groups: GroupsModel, config: CognitoConfig, form: AuthModel['form']): string[] {
  const listed = (config.userPoolGroupList ?? []).map(listedName).filter((name) => name !== null);
  const deployed = groups.groups.map(({ name }) => name);
  if (listed.length === 0) return [];
  if (groups.document === null && form === 'template') return listed;
  return [
    ...listed.filter((name) => !deployed.includes(name)),
    ...deployed.filter((name) => !listed.includes(name)),
  ];
}

function listedName(entry: unknown): string | null {
  if (typeof entry === 'string') return entry;
  if (entry === null || typeof entry !== 'object' || !('groupName' in entry)) return null;
  return typeof entry.groupName === 'string' ? entry.groupName : null;
}

/** Gen 1 writes the precedence file from the list, counting from 1 (synthesize-resources.ts). */
function listedGroup(node: JsonNode, index: number): GroupModel | null {
  const name = listedName(toValue(node));
  return name === null ? null : { name, precedence: index + 1, policies: [], overruled: null, node };
}

/**
 * The older form deploys template.json as it lies there; what the precedence file says counts from the next
 * `amplify update auth` on. Without a template the precedence file is what is deployed.
 */
function groupModel(group: GroupPrecedence, node: JsonNode, template: JsonNode | undefined): GroupModel {
  const written = at(node, 'customPolicies');
  const role = at(template, 'Resources', `${group.groupName}GroupRole`);
  const deployed = role ? at(role, 'Properties', 'Policies') : written;
  const same = sameFact(plainList(written), plainList(deployed));
  return {
    name: group.groupName,
    precedence: group.precedence ?? null,
    policies: itemsOf(deployed).map(groupPolicy),
    overruled: same ? null : (written ?? node),
    node,
  };
}

function plainList(node: JsonNode | undefined): Json {
  return itemsOf(node).map(toValue);
}

function groupPolicy(node: JsonNode): GroupPolicy {
  const statement = at(node, 'PolicyDocument', 'Statement');
  const statements = statement?.kind === 'object' ? [statement] : itemsOf(statement);
  return { name: stringAt(node, 'PolicyName') ?? 'policy', statements, node };
}

/** The lowest number is the strongest; groups without one come last, in the order of the file. */
function byPrecedence(a: GroupModel, b: GroupModel): number {
  return (a.precedence ?? Infinity) - (b.precedence ?? Infinity) || 0;
}
