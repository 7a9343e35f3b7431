import { basename, resolve } from 'node:path';
import { expectObject } from '../core/describe.js';
import { finding, type Finding } from '../core/finding.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type JsonNode, stringAt } from '../core/json.js';
import { type Input } from '../core/plan.js';
import { shown } from '../core/shown.js';
import { chooseEnvironment, isEnvironmentName, TEAM_PROVIDER_INFO } from './environment.js';
import { readFlags } from './flags.js';
import { DiskFiles } from './project-files.js';
import { BACKEND, CLOUD_BACKEND, readResources } from './resources.js';

export interface ReadOptions {
  /** The environment to read; unset: the only one, or the one that the CLI works with on this machine. */
  readonly env?: string | undefined;
}

export interface ReadApp {
  readonly app: Gen1App;
  /** Every file that was read so far, also by the readers of the features. */
  readonly inputs: () => Input[];
}

/**
 * Reads what all features need of the project in the folder `root`.
 * @throws MigrateError when a document can't be understood, or the environment can't be told
 */
export function readApp(root: string, options: ReadOptions = {}): Promise<ReadApp> {
  return Promise.resolve().then(() => read(resolve(root), options));
}

function read(root: string, options: ReadOptions): ReadApp {
  const findings: Finding[] = [];
  const files = new DiskFiles(root, (key, origin) => {
    findings.push(finding('AM0013', 'project', origin, { key: shown(key) }));
  });
  const backendConfig = files.json(`${BACKEND}/backend-config.json`);
  const teamProviderInfo = files.json(TEAM_PROVIDER_INFO);
  const amplifyMeta =
    files.json(`${BACKEND}/amplify-meta.json`) ?? files.json(`${CLOUD_BACKEND}/amplify-meta.json`);
  const projectConfig = files.json('amplify/.config/project-config.json');
  const localEnvInfo = files.json('amplify/.config/local-env-info.json');

  const choice = chooseEnvironment(options.env, { teamProviderInfo, localEnvInfo, amplifyMeta });
  const { environment, environments } = choice;
  const cli = files.json('amplify/cli.json');
  const cliForEnvironment = isEnvironmentName(environment.name)
    ? files.json(`amplify/cli.${environment.name}.json`)
    : null;
  const { flags, findings: flagFindings } = readFlags(cli, cliForEnvironment);
  const { resources, findings: resourceFindings } = readResources(files, backendConfig);
  findings.push(...choice.findings, ...flagFindings, ...resourceFindings);

  const app: Gen1App = {
    root,
    projectName: projectName(projectConfig) ?? basename(root),
    environment,
    environments,
    resources,
    projectOverride: projectOverride(files),
    documents: { backendConfig, cli, cliForEnvironment, teamProviderInfo, amplifyMeta, projectConfig },
    flags,
    findings,
    files,
  };
  return { app, inputs: () => files.inputs() };
}

/** `amplify override project` writes the first; versions before it kept a folder for overrides. */
function projectOverride(files: DiskFiles): string | null {
  const places = [
    `${BACKEND}/awscloudformation/override.ts`,
    `${BACKEND}/awscloudformation/overrides/override.ts`,
  ];
  return places.find((path) => files.locate(path) !== null) ?? null;
}

function projectName(projectConfig: JsonNode | null): string | undefined {
  if (projectConfig === null) return undefined;
  return stringAt(expectObject(projectConfig, 'the settings of the project'), 'projectName');
}
