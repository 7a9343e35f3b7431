import { expectObject, kindText } from '../core/describe.js';
import { MigrateError } from '../core/error.js';
import { finding, type Finding } from '../core/finding.js';
import { type Gen1Environment } from '../core/gen1-app.js';
import { type JsonNode, stringAt } from '../core/json.js';
import { fileOrigin } from '../core/origin.js';
import { listed, shown } from '../core/shown.js';

/** What a project says about its environments. */
export interface EnvironmentSources {
  readonly teamProviderInfo: JsonNode | null;
  /** amplify/.config/local-env-info.json, which git usually ignores. */
  readonly localEnvInfo: JsonNode | null;
  readonly amplifyMeta: JsonNode | null;
}

export interface EnvironmentChoice {
  readonly environment: Gen1Environment;
  /** Every environment that the project names, the chosen one included. */
  readonly environments: readonly Gen1Environment[];
  readonly findings: readonly Finding[];
}

/** The name that the Gen 1 CLI proposes for a first environment (amplify-cli, s0-analyzeProject.ts). */
const USUAL_NAME = 'dev';

/**
 * Which environment to read: the one asked for, the one that the CLI works with on this machine, or the only
 * one. A project that names none is read as `dev`, with a note.
 * @throws MigrateError when it is not there, or there are several and none was asked for
 */
export function chooseEnvironment(
  wanted: string | undefined,
  sources: EnvironmentSources,
): EnvironmentChoice {
  const local = localEnvironment(sources.localEnvInfo);
  const environments = namedEnvironments(sources, local);
  const names = environments.map(({ name }) => name);
  const [first, ...others] = environments;

  const name = wanted ?? local;
  if (name !== undefined) {
    const environment = environments.find((candidate) => candidate.name === name);
    if (environment) return { environment, environments, findings: unusual(environment, sources) };
    if (first !== undefined) throw noSuchEnvironment(name, names);
    // Nothing in the repository can contradict the name that was asked for.
    return alone({ name, teamProvider: null }, sources);
  }
  if (first === undefined) {
    const note = finding('AM0010', 'project', fileOrigin(TEAM_PROVIDER_INFO), { env: USUAL_NAME });
    const environment = { name: USUAL_NAME, teamProvider: null };
    return { environment, environments: [environment], findings: [note] };
  }
  if (others.length === 0) return { environment: first, environments, findings: unusual(first, sources) };
  throw new MigrateError(
    `the project has ${environments.length} environments: ${listed(names.map(nameText))}`,
    `Choose the one to migrate with --env, for instance --env ${nameText(first.name)}.`,
    sources.teamProviderInfo?.origin,
  );
}

export const TEAM_PROVIDER_INFO = 'amplify/team-provider-info.json';

/**
 * Whether a name may become part of a file name. Gen 1 asks for 2 to 10 lower-case letters (isEnvNameValid in
 * amplify-cli); names with digits are in use as well.
 */
export function isEnvironmentName(name: string): boolean {
  return /^[a-z0-9]{2,10}$/.test(name);
}

function alone(environment: Gen1Environment, sources: EnvironmentSources): EnvironmentChoice {
  return { environment, environments: [environment], findings: unusual(environment, sources) };
}

function unusual({ name }: Gen1Environment, sources: EnvironmentSources): Finding[] {
  if (isEnvironmentName(name)) return [];
  const origin = sources.teamProviderInfo?.origin ?? fileOrigin(TEAM_PROVIDER_INFO);
  return [finding('AM0016', 'project', origin, { env: shown(name) })];
}

function namedEnvironments(sources: EnvironmentSources, local: string | undefined): Gen1Environment[] {
  const environments: Gen1Environment[] = [];
  if (sources.teamProviderInfo !== null) {
    const { members } = expectObject(sources.teamProviderInfo, 'the environments by name');
    for (const [name, node] of members) {
      environments.push({ name, teamProvider: expectObject(node, 'what is particular to one environment') });
    }
  }
  const name = local ?? (environments.length === 0 ? deployedEnvironment(sources.amplifyMeta) : undefined);
  if (name !== undefined && !environments.some((environment) => environment.name === name)) {
    environments.push({ name, teamProvider: null });
  }
  return environments;
}

function localEnvironment(localEnvInfo: JsonNode | null): string | undefined {
  if (localEnvInfo === null) return undefined;
  const name = expectObject(localEnvInfo, 'the environment of this machine').members.get('envName');
  if (name === undefined) return undefined;
  if (name.kind === 'scalar' && typeof name.value === 'string') return name.value;
  const problem = `expected the name of an environment at /envName, found ${kindText(name)}`;
  throw new MigrateError(problem, 'Correct it, or choose one with --env.', name.origin);
}

/** Gen 1 calls the root stack `amplify-<project>-<environment>-<suffix>`. */
function deployedEnvironment(amplifyMeta: JsonNode | null): string | undefined {
  const stack = stringAt(amplifyMeta ?? undefined, 'providers', 'awscloudformation', 'StackName');
  return stack === undefined ? undefined : /^amplify-.+-([a-z0-9]{2,10})-[0-9a-f]{5,6}$/.exec(stack)?.[1];
}

function noSuchEnvironment(name: string, names: readonly string[]): MigrateError {
  const problem = `the project has no environment ${nameText(name)}, but it has ${listed(names.map(nameText))}`;
  return new MigrateError(problem, 'Choose one of them with --env.');
}

function nameText(name: string): string {
  return isEnvironmentName(name) ? name : shown(name);
}
