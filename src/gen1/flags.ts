import { expectObject, kindText } from '../core/describe.js';
import { MigrateError } from '../core/error.js';
import { finding, type Finding } from '../core/finding.js';
import { type JsonNode } from '../core/json.js';

export type FlagValue = string | number | boolean;

/**
 * What Gen 1 takes for a flag that cli.json lacks: the default for *existing* projects, also where new ones
 * get something else (featureFlags.ts in amplify-cli-core). Keys as Gen 1 compares them, in lower case.
 */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, FlagValue>>>> = {
  graphqltransformer: {
    addmissingownerfields: false,
    improvepluralization: false,
    validatetypenamereservedwords: true,
    useexperimentalpipelinedtransformer: false,
    enableiterativegsiupdates: false,
    secondarykeyasgsi: false,
    skipoverridemutationinputtypes: false,
    transformerversion: 1,
    suppressschemamigrationprompt: true,
    securityenhancementnotification: true,
    showfieldauthnotification: true,
    usesubusernamefordefaultidentityclaim: true,
    usefieldnameforprimarykeyconnectionfield: false,
    enableautoindexquerynames: false,
    respectprimarykeyattributesonconnectionfield: false,
    shoulddeepmergedirectiveconfigdefaults: false,
    populateownerfieldforstaticgroupauth: false,
    subscriptionsinheritprimaryauth: false,
    enablegen2migration: false,
  },
  'frontend-ios': {
    enablexcodeintegration: false,
  },
  auth: {
    enablecaseinsensitivity: false,
    useinclusiveterminology: false,
    breakcirculardependency: false,
    forcealiasattributes: false,
    useenabledmfas: false,
  },
  codegen: {
    useappsyncmodelgenplugin: false,
    usedocsgeneratorplugin: false,
    usetypesgeneratorplugin: false,
    cleangeneratedmodelsdirectory: false,
    retaincasestyle: false,
    addtimestampfields: false,
    handlelistnullabilitytransparently: false,
    emitauthprovider: false,
    generateindexrules: false,
    enabledartnullsafety: false,
    generatemodelsforlazyloadandcustomselectionset: false,
  },
  appsync: {
    generategraphqlpermissions: false,
  },
  latestregionsupport: {
    pinpoint: 0,
    translate: 0,
    transcribe: 0,
    rekognition: 0,
    textract: 0,
    comprehend: 0,
  },
  project: {
    overrides: true,
  },
};

/** The flags of a project, and what was odd about them. */
export interface Flags {
  /** By `section.flag`, in lower case; every flag that Gen 1 knows is there. */
  readonly flags: ReadonlyMap<string, FlagValue>;
  readonly findings: readonly Finding[];
}

/**
 * The feature flags in force: Gen 1's defaults, then cli.json, then cli.<env>.json.
 * @throws MigrateError when a flag that Gen 1 knows has a value of another type
 */
export function readFlags(cli: JsonNode | null, cliForEnvironment: JsonNode | null): Flags {
  const flags = new Map<string, FlagValue>();
  for (const [section, defaults] of Object.entries(DEFAULTS)) {
    for (const [flag, value] of Object.entries(defaults)) flags.set(`${section}.${flag}`, value);
  }
  const known = new Map(flags);
  const findings: Finding[] = [];
  for (const document of [cli, cliForEnvironment]) {
    for (const [name, node] of flagsOf(document)) {
      const standard = known.get(name);
      if (standard === undefined) findings.push(finding('AM0001', 'project', node.origin, { key: name }));
      const value = valueOf(node, standard);
      if (value !== null) flags.set(name, value);
    }
  }
  return { flags, findings };
}

/** `section.flag` and value of every flag in a cli.json. */
function* flagsOf(document: JsonNode | null): Generator<[name: string, node: JsonNode]> {
  if (document === null) return;
  const features = expectObject(document, 'the settings of the Amplify CLI').members.get('features');
  if (features === undefined) return;
  for (const [section, flags] of expectObject(features, 'feature flags by section').members) {
    const { members } = expectObject(flags, 'the feature flags of one section');
    for (const [flag, node] of members) yield [`${section}.${flag}`.toLowerCase(), node];
  }
}

/** The value of a flag; null when Gen 1 doesn't know the flag and its value is no plain one. */
function valueOf(node: JsonNode, standard: FlagValue | undefined): FlagValue | null {
  const value = node.kind === 'scalar' ? node.value : null;
  if (standard === undefined || typeof value === typeof standard) return value;
  const expected = typeof standard === 'boolean' ? 'true or false' : `a ${typeof standard}`;
  throw new MigrateError(
    `expected ${expected} at ${node.origin.pointer}, found ${kindText(node)}`,
    'Gen 1 refuses this flag too: correct it, or remove it to get its default.',
    node.origin,
  );
}
