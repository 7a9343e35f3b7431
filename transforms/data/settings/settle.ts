import { type Finding } from '../../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, leavesOf, membersOf } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type Lane, type LaneInput, type Obstacle } from '../lane.js';
import { type ApiSettings } from '../settings.js';
import { settingsObstacles } from './obstacles.js';
import { DATA_OVERRIDES_PATH } from './overrides.js';
import { CLI_RULES, CONF_RULES, PARAMETER_RULES, ROLE_RULES, type SettingRule } from './rules.js';

const RULES: Readonly<Record<string, readonly SettingRule[]>> = {
  'cli-inputs.json': CLI_RULES,
  'parameters.json': PARAMETER_RULES,
  'transform.conf.json': CONF_RULES,
  'custom-roles.json': ROLE_RULES,
};

/** Where each lane sets up the API. */
const API_TARGET: Readonly<Record<Lane, string>> = {
  builder: 'amplify/data/resource.ts',
  sdl: 'amplify/data/resource.ts',
  construct: 'amplify/data/api.ts',
};

/**
 * Puts the documents of the API into the ledger, gives each leaf its disposition in the lane, and returns what was
 * found in them. Leaves of keys that nobody knows stay for the caller.
 */
export function settleSettings(input: LaneInput, lane: Lane, ledger: Ledger): readonly Finding[] {
  const { app, resource, settings } = input;
  coverSettings(app, resource, settings, ledger);
  const findings = [...(settings.findings ?? [])];
  settleTold(settings, [...findings], ledger);
  settleObstacles(
    settings,
    settingsObstacles(input).filter(({ lanes }) => lanes.includes(lane)),
    ledger,
  );
  for (const document of settings.documents) {
    const rules = RULES[document.origin.file.split('/').at(-1) ?? ''] ?? [];
    for (const rule of rules) {
      for (const node of nodesAt(document, rule.path)) {
        if (ledger.isSettled(node) || (rule.onlyEmpty === true && !isEmpty(node))) continue;
        const outcome = dispositionOf(rule, node, input, lane);
        if ('finding' in outcome) findings.push(outcome.finding);
        ledger.settle(node, outcome);
      }
    }
  }
  settleOlderModes(input, lane, ledger);
  settleEntries(app, resource, ledger);
  return findings;
}

/** Puts every document of the API into the scope of the ledger. */
export function coverSettings(
  app: Gen1App,
  resource: Gen1Resource,
  settings: ApiSettings,
  ledger: Ledger,
): void {
  for (const document of settings.documents) ledger.cover(document);
  for (const { node } of entriesOf(app, resource)) ledger.cover(node);
}

/** Documents of the project of which the API has a part. */
function entriesOf(app: Gen1App, { name, config }: Gen1Resource): { node: JsonNode; because: string }[] {
  const flags = [app.documents.cli, app.documents.cliForEnvironment].flatMap((document) =>
    [...membersOf(at(document ?? undefined, 'features'))].flatMap(([section, node]) =>
      section.toLowerCase() === 'graphqltransformer' ? [node] : [],
    ),
  );
  const meta = at(app.documents.amplifyMeta ?? undefined, 'api', name);
  return [
    ...(config ? [{ node: config, because: 'written by the Gen 1 CLI from the settings of the API' }] : []),
    ...flags.map((node) => ({
      node,
      because: 'flags of the transformer; their effect is part of the schema',
    })),
    ...app.environments.flatMap(({ teamProvider }) => {
      const node = at(teamProvider ?? undefined, 'categories', 'api', name);
      return node ? [{ node, because: 'values of one environment, as the Gen 1 CLI keeps them' }] : [];
    }),
    ...(meta ? [{ node: meta, because: 'what was deployed last, as the Gen 1 CLI remembers it' }] : []),
  ];
}

/** Before cli-inputs.json the modes were part of backend-config.json, and what the CLI keeps there counts. */
function settleOlderModes({ resource, settings }: LaneInput, lane: Lane, ledger: Ledger): void {
  const node = at(resource.config ?? undefined, 'output', 'authConfig');
  const { origin } = settings.defaultMode;
  if (!node || ledger.isSettled(node)) return;
  if (origin.file !== node.origin.file || !origin.pointer.startsWith(node.origin.pointer)) return;
  const kind = lane === 'construct' ? 'override' : 'exact';
  ledger.settle(node, { kind, target: { path: API_TARGET[lane], property: 'authorizationModes' } });
}

/** Settles the parts of documents that belong to the API and hold state of the CLI. */
export function settleEntries(app: Gen1App, resource: Gen1Resource, ledger: Ledger): void {
  for (const { node, because } of entriesOf(app, resource)) {
    if (!ledger.isSettled(node)) ledger.settle(node, { kind: 'bookkeeping', because });
  }
}

/** What a document says and Gen 1 does not read. */
function settleTold({ documents }: ApiSettings, told: readonly Finding[], ledger: Ledger): void {
  for (const one of told) {
    const node = documents.map((document) => nodeOf(document, one)).find((found) => found !== undefined);
    if (node && !ledger.isSettled(node)) ledger.settle(node, { kind: 'manual', finding: one });
  }
}

function settleObstacles({ documents }: ApiSettings, lost: readonly Obstacle[], ledger: Ledger): void {
  for (const { finding: told } of lost) {
    const node = documents.map((document) => nodeOf(document, told)).find((found) => found !== undefined);
    if (node && !ledger.isSettled(node)) ledger.settle(node, { kind: 'manual', finding: told });
  }
}

/** The node at the origin of a finding, but not a whole document. */
function nodeOf(document: JsonNode, { origin }: Finding): JsonNode | undefined {
  if (origin.file !== document.origin.file || origin.pointer === '') return undefined;
  const path = origin.pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return at(document, ...path);
}

/** A list or object without members. */
function isEmpty(node: JsonNode): boolean {
  return node.kind === 'array' ? node.items.length === 0 : node.kind === 'object' && node.members.size === 0;
}

function* nodesAt(node: JsonNode, path: readonly string[]): Generator<JsonNode> {
  const [head, ...rest] = path;
  if (head === undefined) yield node;
  else if (head === '*' && node.kind === 'array') for (const item of node.items) yield* nodesAt(item, rest);
  else if (node.kind === 'object') {
    const member = node.members.get(head);
    if (member) yield* nodesAt(member, rest);
  }
}

function dispositionOf(rule: SettingRule, node: JsonNode, input: LaneInput, lane: Lane): Disposition {
  const { becomes } = rule;
  switch (becomes.kind) {
    case 'property':
      return {
        kind: lane === 'construct' ? 'override' : 'exact',
        target: { path: API_TARGET[lane], property: lane === 'construct' ? becomes.construct : becomes.name },
      };
    case 'override':
      if (!becomes.applies(input)) return { kind: 'default', because: becomes.otherwise };
      return { kind: 'override', target: { path: overridesPath(lane), property: becomes.name } };
    case 'construct':
      return lane === 'construct'
        ? { kind: 'override', target: { path: API_TARGET.construct, property: becomes.name } }
        : becomes.otherwise(input, node);
    case 'told': {
      const told = becomes.finding(node, input);
      return told ? { kind: 'manual', finding: told } : { kind: 'default', because: becomes.otherwise };
    }
    case 'state':
      return { kind: 'bookkeeping', because: becomes.because };
  }
}

function overridesPath(lane: Lane): string {
  return lane === 'construct' ? API_TARGET.construct : DATA_OVERRIDES_PATH;
}

/** Without a schema nothing is written: every setting waits for a person. */
export function settleUnused(
  { app, resource, settings }: Pick<LaneInput, 'app' | 'resource' | 'settings'>,
  why: Finding,
  ledger: Ledger,
): void {
  coverSettings(app, resource, settings, ledger);
  settleEntries(app, resource, ledger);
  for (const document of settings.documents) {
    for (const leaf of leavesOf(document)) {
      if (!ledger.isSettled(leaf)) ledger.settle(leaf, { kind: 'manual', finding: why });
    }
  }
}
