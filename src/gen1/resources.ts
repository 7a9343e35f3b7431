import { expectObject } from '../core/describe.js';
import { finding, type Finding } from '../core/finding.js';
import { type Gen1Resource } from '../core/gen1-app.js';
import { type JsonNode } from '../core/json.js';
import { fileOrigin } from '../core/origin.js';
import { pathText } from '../core/shown.js';
import { filesBelow, foldersIn, type OnLink } from './list-folder.js';
import { type DiskFiles } from './project-files.js';

export const BACKEND = 'amplify/backend';
export const CLOUD_BACKEND = 'amplify/#current-cloud-backend';

/** Parts of backend-config.json, and folders beside the categories, that hold no resources. */
const NO_CATEGORIES: ReadonlySet<string> = new Set([
  'parameters',
  'awscloudformation',
  'types',
  'node_modules',
]);

/** Categories whose resources never have a folder: notifications are channels of the Pinpoint resource. */
const WITHOUT_FOLDER: ReadonlySet<string> = new Set(['notifications']);

export interface Resources {
  readonly resources: readonly Gen1Resource[];
  readonly findings: readonly Finding[];
}

/**
 * Every resource that backend-config.json lists or that has a folder, in the order of backend-config.json,
 * further folders after them. Names only choose among folders that are there: none becomes a path.
 * @throws MigrateError when backend-config.json is not made of objects
 */
export function readResources(files: DiskFiles, backendConfig: JsonNode | null): Resources {
  const links = new Set<string>();
  const onLink: OnLink = (path) => void links.add(path);
  const configured = configuredResources(backendConfig);
  const folders = resourceFolders(files, BACKEND, onLink);
  const cloud = resourceFolders(files, CLOUD_BACKEND, onLink);

  const resources: Gen1Resource[] = [];
  for (const [key, { category, name }] of new Map<string, Named>([...configured, ...folders])) {
    const folder = folders.get(key)?.folder ?? null;
    const listed = folder === null ? [] : filesBelow(files, folder, onLink);
    const config = configured.get(key)?.config ?? null;
    // Output of an earlier build, or an empty folder that was left behind.
    if (config === null && listed.length === 0) continue;
    resources.push({ category, name, config, folder, files: listed, cloud: cloud.get(key)?.folder ?? null });
  }
  const findings = resources.flatMap((resource) => mismatch(resource, backendConfig));
  if (backendConfig === null && resources.length > 0) {
    findings.unshift(finding('AM0014', 'project', fileOrigin(BACKEND), {}));
  }
  findings.push(...[...links].map((path) => linkFinding(path)));
  return { resources, findings };
}

interface Named {
  readonly category: string;
  readonly name: string;
}
interface Configured extends Named {
  readonly config: JsonNode;
}
interface Folder extends Named {
  readonly folder: string;
}

function configuredResources(backendConfig: JsonNode | null): Map<string, Configured> {
  const configured = new Map<string, Configured>();
  if (backendConfig === null) return configured;
  for (const [category, node] of expectObject(backendConfig, 'the categories of the backend').members) {
    if (NO_CATEGORIES.has(category)) continue;
    for (const [name, entry] of expectObject(node, 'the resources of one category').members) {
      const config = expectObject(entry, 'one resource');
      configured.set(keyOf(category, name), { category, name, config });
    }
  }
  return configured;
}

function resourceFolders(files: DiskFiles, parent: string, onLink: OnLink): Map<string, Folder> {
  const folders = new Map<string, Folder>();
  for (const category of foldersIn(files, parent, onLink)) {
    if (NO_CATEGORIES.has(category)) continue;
    for (const name of foldersIn(files, `${parent}/${category}`, onLink)) {
      const folder = `${parent}/${category}/${name}`;
      if (name !== 'node_modules') folders.set(keyOf(category, name), { category, name, folder });
    }
  }
  return folders;
}

/** Names from a file can hold any character, so that no plain separator would keep the two apart. */
function keyOf(category: string, name: string): string {
  return JSON.stringify([category, name]);
}

function mismatch(
  { category, name, config, folder }: Gen1Resource,
  backendConfig: JsonNode | null,
): Finding[] {
  if (folder === null && config !== null) {
    if (WITHOUT_FOLDER.has(category)) return [];
    const resource = pathText(`${category}/${name}`);
    return [finding('AM0011', 'project', config.origin, { resource, parent: BACKEND })];
  }
  if (folder === null || config !== null || backendConfig === null) return [];
  return [finding('AM0012', 'project', fileOrigin(folder), { folder: pathText(folder) })];
}

function linkFinding(path: string): Finding {
  return finding('AM0015', 'project', fileOrigin(path), { path: pathText(path) });
}
