import { type Finding, finding } from '../../../src/core/finding.js';
import { type Lane, type LaneInput, type LaneOutput } from '../lane.js';
import { apiKeyDays, hasAuth, modeOf } from './facts.js';

/** What is told of the settings in a lane, besides its obstacles. */
export function tellSettings(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings'> {
  const inEveryLane = [...expiry(input), ...authorizer(input), ...callers(input)];
  if (lane === 'construct') return { findings: inEveryLane };
  return { findings: [...inEveryLane, ...addedModes(input), ...records(input)] };
}

function expiry({ settings }: LaneInput): Finding[] {
  const apiKey = modeOf(settings, 'apiKey');
  const days = apiKey?.expiresInDays ?? 0;
  if (!apiKey || days === 0 || days === apiKeyDays(apiKey)) return [];
  return [finding('AM3254', 'data', apiKey.origin, { days, used: apiKeyDays(apiKey) })];
}

function authorizer({ settings, takeover }: LaneInput): Finding[] {
  const lambda = modeOf(settings, 'lambda');
  if (!lambda) return [];
  return [
    finding('AM3265', 'data', lambda.origin, { name: `${lambda.functionName}-${takeover.environment}` }),
  ];
}

/** Roles outside the identity pool, by custom-roles.json and by dependsOn. */
function callers({ settings }: LaneInput): Finding[] {
  const { adminRoles, callingFunctions } = settings;
  const [first] = [...adminRoles, ...callingFunctions];
  if (!modeOf(settings, 'iam') || first === undefined) return [];
  const names = [...adminRoles, ...callingFunctions].map(({ name }) => name);
  return [finding('AM3262', 'data', first.origin, { callers: names })];
}

/** IAM, which defineData adds as well, is told with what it opens (iam-access). */
function addedModes({ app, settings }: LaneInput): Finding[] {
  if (!hasAuth(app) || modeOf(settings, 'userPools')) return [];
  return [finding('AM3260', 'data', settings.defaultMode.origin, {})];
}

/** defineData sets allowDestructiveGraphqlSchemaUpdates; imported tables are kept when their model goes. */
function records({ tables, settings }: LaneInput): Finding[] {
  if (tables.kind === 'new') return [finding('AM3287', 'data', settings.defaultMode.origin, {})];
  const [first] = settings.conflicts?.models.values() ?? [];
  const origin = (settings.conflicts?.project ?? first)?.origin;
  return origin ? [finding('AM3283', 'data', origin, {})] : [];
}
