import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Json } from '../core/json.js';
import { type AssemblyManifest, assetPaths } from './asset-paths.js';
import {
  type JsonObject,
  type Stack,
  type Stacks,
  type Template,
  isObject,
  parseTemplate,
} from './template.js';

/** Reads the stacks of a cloud assembly that CDK wrote. @throws Error when the folder holds none */
export async function readAssembly(outDir: string): Promise<Stacks> {
  const read = async (file: string): Promise<string> => readFile(resolve(outDir, file), 'utf8');
  const { artifacts = {} } = JSON.parse(await read('manifest.json')) as AssemblyManifest;
  const assets = await assetPaths(outDir, artifacts);
  const stacks = new Map<string, Stack>();
  for (const [id, { type, properties }] of Object.entries(artifacts)) {
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) continue;
    const stack = { name: stacks.size === 0 ? 'root' : id, parent: null, parameters: {} };
    await readStack({ read, assets, stacks }, properties.templateFile, stack);
  }
  if (stacks.size === 0) throw new Error(`${outDir} holds no stack`);
  return stacks;
}

interface Assembly {
  readonly read: (file: string) => Promise<string>;
  /** Files of the assembly by the hash that stands in for them in templates. */
  readonly assets: ReadonlyMap<string, string>;
  readonly stacks: Map<string, Stack>;
}

async function readStack(
  assembly: Assembly,
  file: string,
  given: Pick<Stack, 'name' | 'parent' | 'parameters'>,
): Promise<void> {
  const { stacks, assets, read } = assembly;
  const template = parseTemplate(await read(file));
  const nested = new Map<string, string>();
  stacks.set(given.name, { ...given, template, nested });
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::CloudFormation::Stack') continue;
    const nestedFile = assets.get(assetHash(Properties['TemplateURL']) ?? '');
    if (nestedFile === undefined) continue;
    const name = nestedName(given, logicalId, stacks);
    nested.set(logicalId, name);
    const parameters = Properties['Parameters'];
    await readStack(assembly, nestedFile, {
      name,
      parent: given.name,
      parameters: isObject(parameters) ? parameters : {},
    });
  }
}

function assetHash(url: Json | undefined): string | undefined {
  return /([0-9a-f]{64})\.json/.exec(JSON.stringify(url ?? null))?.[1];
}

/** `auth` for the stack that CDK calls auth179371D7. */
function nestedName(parent: Pick<Stack, 'name' | 'parent'>, logicalId: string, taken: Stacks): string {
  const short = logicalId.replace(/[0-9A-F]{8}$/, '');
  const name = parent.parent === null ? short : `${parent.name}/${short}`;
  return taken.has(name) ? `${name}.${logicalId}` : name;
}

/**
 * The templates by stack without what differs from one run to the next: the names of assets follow from their
 * content, and the time of a synthesis is in the request for secrets.
 */
export function stableTemplates(stacks: Stacks): Record<string, Template> {
  return Object.fromEntries(
    [...stacks].map(([name, { template }]) => [
      name,
      withoutAssets(template as unknown as Json) as unknown as Template,
    ]),
  );
}

function withoutAssets(value: Json): Json {
  if (typeof value === 'string') return value.replace(/[0-9a-f]{64}/g, '<asset>');
  if (Array.isArray(value)) return value.map(withoutAssets);
  if (!isObject(value)) return value;
  const stable: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    stable[key] = key === 'secretLastUpdated' ? 0 : withoutAssets(member);
  }
  return stable;
}
