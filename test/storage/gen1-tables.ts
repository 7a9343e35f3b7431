import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import ts from 'typescript';
import { type Json } from '../../src/core/json.js';
import { type Resource, type Stacks, type Template } from '../../src/verify/template.js';

/**
 * Gen 1's stacks with the effect of the override.ts of each table: what the CLI does, which compiles the file and
 * calls it with the CfnTable that it has made. Only for files of our own fixtures.
 */
export async function withOverrides(stacks: Stacks, project: string, env: string): Promise<Stacks> {
  const changed = [...stacks].map(async ([name, stack]) => {
    const file = join(project, 'amplify/backend', name, 'override.ts');
    const source = name.startsWith('storage/') ? await readFile(file, 'utf8').catch(absent) : null;
    const table = stack.template.Resources['DynamoDBTable'];
    if (source === null || table === undefined) return [name, stack] as const;
    const resources = { ...stack.template.Resources, DynamoDBTable: await overridden(table, source, env) };
    return [name, { ...stack, template: { ...stack.template, Resources: resources } }] as const;
  });
  return new Map(await Promise.all(changed));
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function overridden(table: Resource, source: string, env: string): Promise<Resource> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Gen1');
  const properties = camel(table.Properties ?? {}) as unknown as ConstructorParameters<typeof CfnTable>[2];
  const resources = {
    dynamoDBTable: new CfnTable(stack, 'DynamoDBTable', properties),
    addCfnOutput: () => undefined,
  };
  const override = await overrideOf(source);
  override?.(resources, { envName: env, projectName: 'orchard' });
  const { Resources } = (stack as unknown as { _toCloudFormation(): Template })._toCloudFormation();
  const made = stack.resolve(Resources) as unknown as Template['Resources'];
  return made['DynamoDBTable'] ?? table;
}

/** Properties under CDK's names, which the class turns back; intrinsic functions keep theirs. */
function camel(value: Json): Json {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  if (entries.some(([key]) => key === 'Ref' || key.startsWith('Fn::'))) return value;
  return Object.fromEntries(
    entries.map(([key, member]) => [key.charAt(0).toLowerCase() + key.slice(1), camel(member)]),
  );
}

type Override = (
  resources: object,
  project: { readonly envName: string; readonly projectName: string },
) => void;

/** Below node_modules, so that the file finds CDK. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/amplify-migrate-test/', import.meta.url));

/** Null for a file without the function, which the CLI passes over. */
async function overrideOf(source: string): Promise<Override | null> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'override-'));
  try {
    const file = join(folder, 'override.mjs');
    await writeFile(file, outputText);
    const { override } = (await import(pathToFileURL(file).href)) as { override?: Override };
    return override ?? null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The name of the resource that a table of Gen 1 or of Gen 2 stands for. */
export function resourceName(id: string): string | null {
  const [, gen1] = /^storage\/([^/]+)\//.exec(id) ?? [];
  const [, gen2] = /\/([A-Za-z0-9]+?)[0-9A-F]{8}$/.exec(id) ?? [];
  return gen1 ?? gen2 ?? null;
}
