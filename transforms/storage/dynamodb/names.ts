import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, stringAt } from '../../../src/core/json.js';
import { type Code, code, identifier, literal } from '../../../src/emit/code.js';
import { isNoValue, textOf } from '../../shared/template/intrinsics.js';
import { type Part, textCode } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { metaOf } from '../../shared/amplify-meta.js';
import { type StorageTable } from './model.js';
import { plainScope } from './scope.js';

/** What a deployed table is called. */
export interface DeployedName {
  /** By environment, as far as the repository holds it. */
  readonly names: ReadonlyMap<string, string>;
  /** As code that needs `environmentName`, and what it needs before it. */
  readonly code: Code;
  readonly declared: readonly Code[];
}

/** The name of the deployed table, or why it is not known. */
export function deployedName(table: StorageTable, app: Gen1App): DeployedName | { readonly unknown: string } {
  const pattern = namePattern(table, app);
  const names = new Map<string, string>();
  let followsPattern = true;
  for (const { name } of app.environments) {
    const deployed =
      stringAt(outputsOf(table, app, name), 'Name') ??
      stringAt(importedValues(table, app, name), 'tableName');
    const computed = Array.isArray(pattern) ? nameIn(pattern, name) : null;
    const found = deployed ?? computed;
    if (found !== null) names.set(name, found);
    followsPattern &&= found === computed && computed !== null;
  }
  const isGuess = app.findings.some(({ code: told }) => told === 'AM0010');
  if (isGuess) return { unknown: 'the repository names no environment, which is part of the name' };
  if (!names.has(app.environment.name)) {
    const why = Array.isArray(pattern) ? 'the value of a parameter is missing' : pattern;
    return { unknown: `its name in \`${app.environment.name}\` is not in the repository (${why})` };
  }
  if (followsPattern && Array.isArray(pattern)) return { names, code: textCode(pattern), declared: [] };
  const { declared, code: found } = byEnvironment(`${table.variable}Names`, names);
  return { names, declared, code: Array.isArray(pattern) ? code`${found} ?? ${textCode(pattern)}` : found };
}

/** A text that each environment has another of, as code: the declaration of all of them, and the one that is asked for. */
export function byEnvironment(
  variable: string,
  values: ReadonlyMap<string, string>,
): { readonly declared: readonly Code[]; readonly code: Code } {
  const name = identifier(variable);
  return {
    declared: [code`const ${name}: Record<string, string> = ${literal(Object.fromEntries(values))};`],
    code: code`${name}[environmentName]`,
  };
}

/** The name as the template says it, or why it says none. */
function namePattern(table: StorageTable, app: Gen1App): Part[] | string {
  const node = table.table?.properties.get('TableName');
  const later = table.override?.statements.some(
    ({ kind, statement }) =>
      (kind === 'code' || kind === 'stays') && /tableName/i.test(String(statement.leaf.value)),
  );
  if (later === true) return 'override.ts sets it in a way that is not known';
  if (node === undefined || isNoValue(node)) return 'CloudFormation makes it up';
  try {
    return textOf(node, plainScope(table, app));
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function nameIn(pattern: readonly Part[], environment: string): string | null {
  const texts = pattern.map((part) => {
    if (typeof part === 'string') return part;
    return part.kind === 'environment' ? environment : null;
  });
  return texts.includes(null) ? null : texts.join('');
}

/** `output` in amplify-meta.json, which is of one environment: the one whose stack it names. */
function outputsOf({ resource }: StorageTable, app: Gen1App, environment: string): JsonNode | undefined {
  const known = app.environments.find(({ name }) => name === environment);
  const meta = metaOf(app, known ?? { name: environment, teamProvider: null });
  return at(meta, 'storage', resource.name, 'output');
}

/** `/<env>/categories/storage/<name>` of team-provider-info.json, where tables that were imported have theirs. */
export function importedValues(
  { resource }: StorageTable,
  app: Gen1App,
  environment: string,
): JsonNode | undefined {
  const { teamProvider = null } = app.environments.find(({ name }) => name === environment) ?? {};
  return at(teamProvider ?? undefined, 'categories', 'storage', resource.name);
}

/** The ARNs of the table's stream by environment, as far as the repository holds them. */
export function knownStreams(table: StorageTable, app: Gen1App): ReadonlyMap<string, string> {
  const streams = new Map<string, string>();
  for (const { name } of app.environments) {
    const output = stringAt(outputsOf(table, app, name), 'StreamArn');
    const found = output ?? stringAt(importedValues(table, app, name), 'streamArn');
    if (found !== undefined && found !== '') streams.set(name, found);
  }
  return streams;
}
