import { JOINED_MARK, joinedModule, joinedName } from '../../../transforms/client/configuration/joined.js';
import { isServerModule, serverModule } from '../../../transforms/client/server/module.js';
import { relativePath } from '../../../transforms/client/relative-path.js';
import { type Asked } from '../../../transforms/client/setting.js';
import { type Finding, finding } from '../../core/finding.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { fileOrigin } from '../../core/origin.js';
import { type BackendState } from './backend.js';
import { type ClientPackage } from './packages.js';

/** A file that is to have this text; null: that is to go. */
export interface Wanted {
  readonly path: string;
  readonly text: string | null;
}

/** Whether a module is the one that joins two configurations, by its first line. */
export function isJoinedModule(path: string, text: string): boolean {
  return /(?:^|\/)amplify-configuration\.[jt]s$/.test(path) && text.startsWith(JOINED_MARK);
}

/** What joins the configurations of a package: the module that is asked for, or that an earlier run wrote. */
export function joinedFor(
  one: ClientPackage,
  asked: readonly Extract<Asked, { kind: 'configuration' }>[],
  there: ReadonlyMap<string, string>,
  { app, state }: { readonly app: Gen1App; readonly state: BackendState },
): { readonly wanted: readonly Wanted[]; readonly findings: readonly Finding[] } {
  const { configuration } = one;
  if (configuration.source !== 'both') {
    return { wanted: [...there.keys()].map((path) => ({ path, text: null })), findings: [] };
  }
  const places = new Map<string, string>();
  for (const [path, text] of there) {
    const gen1 = /from '\.\/(aws-exports[.\w]*|amplifyconfiguration[.\w]*)'/.exec(text)?.[1];
    if (gen1 !== undefined) places.set(path, gen1);
  }
  for (const { folder, gen1 } of asked) {
    const path = `${folder ?? sourceFolder(app)}${joinedName(configuration.typescript)}`;
    if (!places.has(path)) places.set(path, gen1);
  }
  const wanted = [...places].map(([path, gen1]) => ({
    path,
    text: joinedModule({
      outputs: relativePath(path, configuration.outputs),
      gen1: `./${gen1}`,
      moved: state.moved,
      left: state.left,
    }),
  }));
  const findings = wanted.map(({ path }) =>
    finding('AM6021', 'client', fileOrigin(path), {
      module: path,
      moved: state.moved,
      left: [...state.left],
    }),
  );
  return { wanted, findings };
}

/** The module for code of the server, where rewritten code imports it; what people wrote under its name stays. */
export async function serverFor(
  { folder, configuration }: ClientPackage,
  { app, read }: { readonly app: Gen1App; readonly read: (path: string) => Promise<string | null> },
  joined: readonly Wanted[],
): Promise<Wanted[]> {
  if (configuration.server === null) return [];
  const path = `${configuration.server}.${configuration.typescript ? 'ts' : 'js'}`;
  const before = await read(path);
  if (before !== null && !isServerModule(before)) return [];
  const beside = joined.find(({ text }) => text !== null)?.path.replace(/\.[jt]s$/, '');
  const gen1 =
    beside ??
    `${folder}${sourceFolder(app)}${configuration.source === 'both' ? 'amplify-configuration' : 'aws-exports'}`;
  const place = configuration.source === 'gen2' ? configuration.outputs : gen1;
  return [{ path, text: serverModule(relativePath(path, place)) }];
}

/** The folder that the Gen 1 CLI writes its file to. */
function sourceFolder({ documents }: Gen1App): string {
  let node = documents.projectConfig;
  for (const name of ['javascript', 'config', 'SourceDir']) {
    node = node?.kind === 'object' ? (node.members.get(name) ?? null) : null;
  }
  const folder = node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : 'src';
  const parts = folder.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.map((part) => `${part}/`).join('');
}
