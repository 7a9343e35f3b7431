import { finding } from '../../../src/core/finding.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { at, itemsOf, stringAt } from '../../../src/core/json.js';
import { listed } from '../../../src/core/shown.js';
import { type Lane, type LaneInput, type Obstacle } from '../lane.js';
import { type ApiSettings, type ConflictResolution } from '../settings.js';
import { importObstacles } from '../tables/checks.js';
import { hasAuth, modeOf } from './facts.js';

/** What `defineData` has no argument for, whatever the schema is. */
const DEFINE_DATA: readonly Lane[] = ['builder', 'sdl'];

/** Settings, and tables to import, that a lane can't keep. */
export function settingsObstacles({ app, api, settings }: LaneInput): Obstacle[] {
  return [
    ...importObstacles(api),
    ...conflictObstacles(settings.conflicts),
    ...apiKeyObstacles(settings),
    ...groupRoleObstacles(app, settings),
    ...userPoolObstacles(app, settings),
    ...(settings.transformers ?? []).map(({ value, origin }): Obstacle => ({
      lanes: ['builder', 'sdl', 'construct'],
      tables: 'any',
      finding: finding('AM3259', 'data', origin, { name: value }),
    })),
  ];
}

function conflictObstacles(conflicts: ConflictResolution | null): Obstacle[] {
  if (conflicts === null) return [];
  const { project, models } = conflicts;
  const [first] = models.values();
  const origin = (project ?? first)?.origin;
  if (origin === undefined) return [];
  const which = project
    ? 'all models'
    : listed(
        [...models.keys()].map((name) => `\`${name}\``),
        6,
      );
  const lost: Obstacle = {
    lanes: DEFINE_DATA,
    tables: 'any',
    finding: finding('AM3255', 'data', origin, { models: which }),
  };
  const nameless = [['all models', project] as const, ...models].flatMap(([where, handler]): Obstacle[] =>
    handler?.strategy === 'LAMBDA' && handler.functionName === null
      ? [
          {
            lanes: ['builder', 'sdl', 'construct'],
            tables: 'any',
            finding: finding('AM3267', 'data', handler.origin, { where }),
          },
        ]
      : [],
  );
  return [lost, ...nameless];
}

function apiKeyObstacles(settings: ApiSettings): Obstacle[] {
  if (!settings.flags.suppressApiKeyGeneration || !modeOf(settings, 'apiKey')) return [];
  const document = settings.documents.find((node) => at(node, 'CreateAPIKey') !== undefined);
  const origin = (at(document, 'CreateAPIKey') ?? document)?.origin ?? settings.defaultMode.origin;
  const access: AccessChange = {
    principal: 'apiKey',
    action: '*',
    resource: 'graphql:*',
    gen1: 'no API key is made',
    gen2: 'whoever has the API key of the outputs passes `allow: public`',
    change: 'widened',
    proved: true,
    code: 'AM3256',
  };
  return [
    { lanes: DEFINE_DATA, tables: 'any', finding: finding('AM3256', 'data', origin, {}), access: [access] },
  ];
}

/** Names of the user pool's groups, which have roles of their own. */
export function userPoolGroups(app: Gen1App): readonly string[] {
  const groups = app.resources.find(({ category, name }) => category === 'auth' && name === 'userPoolGroups');
  if (!groups?.folder) return [];
  const list = app.files.json(`${groups.folder}/user-pool-group-precedence.json`) ?? undefined;
  return itemsOf(list).flatMap((item) => stringAt(item, 'groupName') ?? []);
}

/**
 * A caller with the role of a group is inside the identity pool, so what defineData lets IAM principals do is not
 * for it. Gen 1 calls the role `<pool>-<group>GroupRole` and asks whether the caller's ARN contains the name.
 */
function groupRoleObstacles(app: Gen1App, settings: ApiSettings): Obstacle[] {
  if (!modeOf(settings, 'iam') || settings.adminRoles.length === 0) return [];
  const groups = userPoolGroups(app);
  return settings.adminRoles.flatMap(({ name, origin }) => {
    const role = name.replace('${env}', app.environment.name);
    return groups
      .filter((group) => `-${group}GroupRole/`.includes(role) || role.includes(`${group}GroupRole`))
      .map((group): Obstacle => {
        const access: AccessChange = {
          principal: `group:${group}`,
          action: '*',
          resource: 'graphql:*',
          gen1: 'passes every rule with credentials of the identity pool, by custom-roles.json',
          gen2: 'only what a rule allows',
          change: 'narrowed',
          proved: true,
          code: 'AM3257',
        };
        return {
          lanes: DEFINE_DATA,
          tables: 'any',
          finding: finding('AM3257', 'data', origin, { role: name, group }),
          access: [access],
        };
      });
  });
}

function userPoolObstacles(app: Gen1App, settings: ApiSettings): Obstacle[] {
  const users = modeOf(settings, 'userPools');
  if (!users) return [];
  const other = settings.otherUserPool;
  if (other) {
    const told = finding('AM3258', 'data', other.origin, { pool: other.value });
    return [{ lanes: DEFINE_DATA, tables: 'any', finding: told }];
  }
  if (hasAuth(app)) return [];
  const told = finding('AM3264', 'data', users.origin, {});
  return [{ lanes: ['builder', 'sdl', 'construct'], tables: 'any', finding: told }];
}
