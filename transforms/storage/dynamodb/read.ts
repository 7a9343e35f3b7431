import { MigrateError } from '../../../src/core/error.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, type JsonObject, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Leaf, fileOrigin } from '../../../src/core/origin.js';
import { readOverride } from '../../shared/override/read.js';
import { tableResources, tableVariables } from '../../shared/storage/tables.js';
import { generatedTable } from './inputs.js';
import { type StorageTable, type TableResource } from './model.js';
import { applyOverride } from './override/read.js';

/** Reads the DynamoDB tables of the storage category. @throws MigrateError when an input can't be understood */
export async function readTables(app: Gen1App): Promise<readonly StorageTable[]> {
  const variables = tableVariables(app);
  const listeners = await streamListeners(app);
  return Promise.all(
    tableResources(app).map((resource) => {
      const variable = variables.get(resource.name) ?? resource.name;
      return readTable(app, resource, variable, listeners.get(resource.name) ?? []);
    }),
  );
}

async function readTable(
  app: Gen1App,
  resource: Gen1Resource,
  variable: string,
  listeners: readonly Leaf<string>[],
): Promise<StorageTable> {
  const read = readForm(app, resource);
  const named = [
    at(read.settings ?? undefined, 'triggerFunctions'),
    at(read.storageParams ?? undefined, 'triggerFunctions'),
  ];
  const triggers = uniqueTriggers([...named.flatMap(textsOf), ...listeners]);
  const file = read.form === 'inputs' && read.table !== null ? await readOverride(app, resource) : null;
  if (file === null || read.table === null) return { ...read, resource, variable, override: null, triggers };
  return { ...read, resource, variable, triggers, ...applyOverride(read.table, file) };
}

type Form = Pick<StorageTable, 'form' | 'settings' | 'storageParams' | 'template' | 'table' | 'findings'>;

function readForm(app: Gen1App, resource: Gen1Resource): Form {
  const { name, config, folder, files } = resource;
  const json = (file: string): JsonNode | null =>
    folder !== null && files.includes(file) ? app.files.json(`${folder}/${file}`) : null;
  const none = { settings: null, storageParams: null, template: null, table: null, findings: [] };
  const inputs = json('cli-inputs.json');
  const imported = stringAt(config ?? undefined, 'serviceType') === 'imported';
  if (imported) return { ...none, form: 'imported', settings: json('parameters.json') };
  if (inputs !== null) {
    const { table, findings } = generatedTable(name, inputs);
    return { ...none, form: 'inputs', settings: inputs, table, findings };
  }
  const settings = json('parameters.json');
  const storageParams = json('storage-params.json');
  const template = json(`${name}-cloudformation-template.json`);
  const table = template?.kind === 'object' ? tableOf(template) : null;
  if (template?.kind !== 'object' || table === null) {
    const why = template === null ? 'its template is missing' : 'its template has no table';
    const told = missing(resource, folder === null ? 'its folder is missing' : why);
    return {
      ...none,
      form: 'missing',
      settings,
      storageParams,
      template: asObject(template),
      findings: [told],
    };
  }
  const findings = disagreements(name, settings, template, table);
  return { form: 'template', settings, storageParams, template, table, findings };
}

function asObject(node: JsonNode | null): JsonObject | null {
  return node?.kind === 'object' ? node : null;
}

function missing({ name, config, folder }: Gen1Resource, why: string): Finding {
  const origin = config?.origin ?? fileOrigin(folder ?? 'amplify/backend/backend-config.json');
  return finding('AM2105', 'storage', origin, { table: name, why });
}

/** The CLI calls the table DynamoDBTable; people may not. */
function tableOf(template: JsonObject): TableResource | null {
  const resources = membersOf(at(template, 'Resources'));
  const isTable = (node: JsonNode | undefined): boolean => stringAt(node, 'Type') === 'AWS::DynamoDB::Table';
  const ids = [...resources.keys()].filter((id) => isTable(resources.get(id)));
  const logicalId = ids.includes('DynamoDBTable') ? 'DynamoDBTable' : ids[0];
  if (logicalId === undefined) return null;
  const members = membersOf(resources.get(logicalId));
  const beside = [...members].filter(([name]) => name !== 'Type' && name !== 'Properties');
  return { logicalId, properties: membersOf(members.get('Properties')), attributes: new Map(beside) };
}

/** parameters.json names the key once more; templates are edited without it. */
function disagreements(
  name: string,
  settings: JsonNode | null,
  template: JsonObject,
  { properties }: TableResource,
): Finding[] {
  const keys = itemsOf(properties.get('KeySchema'));
  return [
    { parameter: 'partitionKeyName', type: 'HASH' },
    { parameter: 'sortKeyName', type: 'RANGE' },
  ].flatMap(({ parameter, type }) => {
    const given = at(settings ?? undefined, parameter);
    const key = keys.find((one) => stringAt(one, 'KeyType') === type);
    const attribute = at(key, 'AttributeName');
    const written = stringAt(attribute) ?? '';
    const isReference = attribute !== undefined && attribute.kind !== 'scalar';
    if (given?.kind !== 'scalar' || isReference || String(given.value ?? '') === written) return [];
    if (at(template, 'Parameters', parameter) === undefined) return [];
    const params = { table: name, key: parameter, settings: String(given.value ?? ''), template: written };
    return [finding('AM2106', 'storage', given.origin, params)];
  });
}

/** Functions by the table whose stream their template listens to: `{ Ref: 'storage<table>StreamArn' }`. */
async function streamListeners(app: Gen1App): Promise<Map<string, Leaf<string>[]>> {
  const listeners = new Map<string, Leaf<string>[]>();
  for (const resource of app.resources) {
    if (resource.category !== 'function') continue;
    for (const node of membersOf(at((await templateOf(app, resource)) ?? undefined, 'Resources')).values()) {
      if (stringAt(node, 'Type') !== 'AWS::Lambda::EventSourceMapping') continue;
      const reference = stringAt(node, 'Properties', 'EventSourceArn', 'Ref') ?? '';
      const table = /^storage(\w+)StreamArn$/.exec(reference)?.[1];
      if (table === undefined) continue;
      const leaf = { value: resource.name, origin: node.origin };
      listeners.set(table, [...(listeners.get(table) ?? []), leaf]);
    }
  }
  return listeners;
}

/** What is wrong with the template of a function is told where the functions are read. */
async function templateOf(app: Gen1App, { folder, files }: Gen1Resource): Promise<JsonNode | null> {
  const file = files.find((one) => /^[^/]*cloudformation-template\.(?:json|ya?ml)$/.test(one));
  if (folder === null || file === undefined) return null;
  try {
    return file.endsWith('.json')
      ? app.files.json(`${folder}/${file}`)
      : await app.files.yaml(`${folder}/${file}`);
  } catch (error) {
    if (error instanceof MigrateError) return null;
    throw error;
  }
}

function textsOf(node: JsonNode | undefined): Leaf<string>[] {
  return itemsOf(node).flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string'
      ? [{ value: item.value, origin: item.origin }]
      : [],
  );
}

function uniqueTriggers(all: readonly Leaf<string>[]): Leaf<string>[] {
  const byName = new Map<string, Leaf<string>>();
  for (const one of all) if (!byName.has(one.value)) byName.set(one.value, one);
  return [...byName.values()];
}
