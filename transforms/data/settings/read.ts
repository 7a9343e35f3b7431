import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, stringAt, toValue } from '../../../src/core/json.js';
import { type Leaf, fileOrigin } from '../../../src/core/origin.js';
import { validate } from '../../../src/core/validate.js';
import { type ApiSettings, type ConflictResolution, type TableSettings } from '../settings.js';
import { type Modes, modesOfCli, modesOfConfig, modesOfSecurityType, sameModes } from './auth-modes.js';
import {
  cliDecidesConflicts,
  conflictsOfCli,
  conflictsOfTransformConfig,
  sameConflicts,
} from './conflicts.js';
import { readTransformerFlags } from './flags.js';
import {
  type CliInputs,
  type Parameters,
  type TransformConfig,
  authConfig,
  cliInputs,
  parameters,
  transformConfig,
} from './inputs.js';
import { readAdminRoles, readCallingFunctions, readOtherUserPool } from './roles.js';

/** The documents of the API's folder, by the name of the file. */
interface Documents {
  readonly cli: JsonNode | null;
  readonly parameters: JsonNode | null;
  readonly transformConfig: JsonNode | null;
  readonly customRoles: JsonNode | null;
}

/**
 * The settings of an API, from the place where Gen 1 reads each.
 * @throws MigrateError when a document can't be understood
 */
export function readSettings(app: Gen1App, resource: Gen1Resource): ApiSettings {
  const folder = resource.folder ?? `amplify/backend/api/${resource.name}`;
  const json = (name: string): JsonNode | null => app.files.json(`${folder}/${name}`);
  const documents: Documents = {
    cli: json('cli-inputs.json'),
    parameters: json('parameters.json'),
    transformConfig: json('transform.conf.json'),
    customRoles: json('custom-roles.json'),
  };
  const cli = documents.cli ? validate(cliInputs, documents.cli).value.serviceConfiguration : null;
  const conf = documents.transformConfig ? validate(transformConfig, documents.transformConfig).value : {};
  const params = documents.parameters ? validate(parameters, documents.parameters).value : {};
  const findings: Finding[] = [];
  const { defaultMode, additionalModes } = readModes(app, resource, cli, documents, findings);
  const otherUserPool = readOtherUserPool(app, documents.parameters);
  return {
    name: params.AppSyncApiName ?? cli?.apiName ?? resource.name,
    defaultMode,
    additionalModes,
    flags: readTransformerFlags(app, conf, params),
    conflicts: readConflicts(cli, conf, documents, findings),
    adminRoles: readAdminRoles(documents.customRoles),
    callingFunctions: readCallingFunctions(app, resource.name),
    documents: Object.values(documents).filter((document) => document !== null),
    tables: readTables(params, documents.parameters),
    ...(otherUserPool && { otherUserPool }),
    ...(conf.StackMapping && { stackMapping: new Map(Object.entries(conf.StackMapping)) }),
    ...(conf.transformers && {
      transformers: readTransformers(conf.transformers, documents.transformConfig),
    }),
    findings,
  };
}

/** cli-inputs.json where it is there; what the CLI keeps in backend-config.json and amplify-meta.json otherwise. */
function readModes(
  app: Gen1App,
  resource: Gen1Resource,
  cli: CliInputs['serviceConfiguration'] | null,
  documents: Documents,
  findings: Finding[],
): Modes {
  const fromCli = cli && modesOfCli(cli, at(documents.cli ?? undefined, 'serviceConfiguration'));
  const config = at(resource.config ?? undefined, 'output');
  if (fromCli) {
    const ignored = modesNotRead(config);
    if (ignored && !sameModes(fromCli, ignored)) {
      const { origin } = ignored.defaultMode;
      const params = { what: 'modes of authorization', used: 'cli-inputs.json' };
      findings.push(finding('AM3251', 'data', origin, params));
    }
    return withoutRepeated(fromCli, findings);
  }
  const meta = at(app.documents.amplifyMeta ?? undefined, 'api', resource.name, 'output');
  const older = modesOfOutput(config) ?? modesOfOutput(meta);
  if (older) return withoutRepeated(older, findings);
  const origin = documents.cli?.origin ?? resource.config?.origin ?? fileOrigin(resource.folder ?? '');
  findings.push(finding('AM3250', 'data', origin, { name: resource.name }));
  // What `amplify add api` proposes.
  const defaultMode = { kind: 'apiKey', expiresInDays: null, description: null, origin } as const;
  return { defaultMode, additionalModes: [] };
}

/** What Gen 1 does not read must not stop the run, whatever it is. */
function modesNotRead(output: JsonNode | undefined): Modes | null {
  const node = at(output, 'authConfig');
  if (node === undefined) return null;
  const parsed = authConfig.safeParse(toValue(node));
  return parsed.success ? modesOfConfig(parsed.data, node) : null;
}

function modesOfOutput(output: JsonNode | undefined): Modes | null {
  const node = at(output, 'authConfig');
  if (node !== undefined) return modesOfConfig(validate(authConfig, node).value, node);
  const type = stringAt(output, 'securityType');
  return type !== undefined && output ? modesOfSecurityType(type, output) : null;
}

/** AppSync takes a mode once; Gen 1 refuses two API keys and two of IAM. */
function withoutRepeated({ defaultMode, additionalModes }: Modes, findings: Finding[]): Modes {
  const seen = new Set<string>([defaultMode.kind]);
  const kept = additionalModes.filter((mode) => {
    if (!seen.has(mode.kind)) {
      seen.add(mode.kind);
      return true;
    }
    findings.push(finding('AM3252', 'data', mode.origin, { mode: mode.kind }));
    return false;
  });
  return { defaultMode, additionalModes: kept };
}

function readConflicts(
  cli: CliInputs['serviceConfiguration'] | null,
  conf: TransformConfig,
  documents: Documents,
  findings: Finding[],
): ConflictResolution | null {
  const node = at(documents.transformConfig ?? undefined, 'ResolverConfig');
  const fromConf = conflictsOfTransformConfig(conf.ResolverConfig, node);
  if (!cliDecidesConflicts(cli?.conflictResolution)) return fromConf;
  const fromCli = conflictsOfCli(
    cli?.conflictResolution,
    at(documents.cli ?? undefined, 'serviceConfiguration', 'conflictResolution'),
  );
  if (node !== undefined && !sameConflicts(fromCli, fromConf)) {
    findings.push(
      finding('AM3251', 'data', node.origin, { what: 'conflict resolution', used: 'cli-inputs.json' }),
    );
  }
  return fromCli;
}

/** Without parameters.json every setting is what CloudFormation takes for it. */
function readTables(params: Parameters, document: JsonNode | null): TableSettings {
  const leaf = <T>(value: T | undefined, name: keyof Parameters): Leaf<T> | null => {
    const node = at(document ?? undefined, name);
    return value === undefined || node === undefined ? null : { value, origin: node.origin };
  };
  return {
    billing: leaf(params.DynamoDBBillingMode, 'DynamoDBBillingMode'),
    readUnits: leaf(params.DynamoDBModelTableReadIOPS, 'DynamoDBModelTableReadIOPS'),
    writeUnits: leaf(params.DynamoDBModelTableWriteIOPS, 'DynamoDBModelTableWriteIOPS'),
    pointInTimeRecovery: leaf(params.DynamoDBEnablePointInTimeRecovery, 'DynamoDBEnablePointInTimeRecovery'),
    encryption: leaf(params.DynamoDBEnableServerSideEncryption, 'DynamoDBEnableServerSideEncryption'),
  };
}

function readTransformers(names: readonly string[], document: JsonNode | null): Leaf<string>[] {
  return names.map((value, index) => ({
    value,
    origin: (at(document ?? undefined, 'transformers', index) ?? document)?.origin ?? fileOrigin(''),
  }));
}
