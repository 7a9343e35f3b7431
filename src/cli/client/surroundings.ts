import { type Finding, finding } from '../../core/finding.js';
import { type Gen1App } from '../../core/gen1-app.js';
import { fileOrigin } from '../../core/origin.js';
import { clientPackages } from '../../emit/client-packages.js';
import { clientTsconfig } from '../../emit/client-tsconfig.js';
import { gitignore } from '../../emit/gitignore.js';
import { joinedFor, serverFor, type Wanted } from './around.js';
import { type BackendState } from './backend.js';
import { type DataStoreMeans } from './datastore.js';
import { codegenOf, isOperations } from './generated.js';
import { type Looked } from './looked.js';
import { type ClientPackage, packageOf } from './packages.js';

/** What the files around modules are made of. */
export interface Means {
  readonly app: Gen1App;
  readonly state: BackendState;
  readonly read: (path: string) => Promise<string | null>;
  /** Whether every module was looked at. */
  readonly complete: boolean;
  readonly manifests: readonly string[];
  readonly rewriting: DataStoreMeans | null;
}

/** The files around the modules that change. */
export async function aroundThem(
  packages: readonly ClientPackage[],
  looked: readonly Looked[],
  means: Means,
): Promise<{
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
  readonly packages: readonly ClientPackage[];
}> {
  const wanted: Wanted[] = [];
  const findings: Finding[] = [];
  const concerned: ClientPackage[] = [];
  for (const one of packages) {
    const own = looked.filter(({ path }) => packageOf(packages, path) === one);
    const configurations = own.flatMap(({ asked }) => asked.filter((ask) => ask.kind === 'configuration'));
    const there = new Map(own.flatMap(({ path, joined }) => (joined === undefined ? [] : [[path, joined]])));
    const joined = joinedFor(one, configurations, there, means);
    wanted.push(...joined.wanted);
    findings.push(...joined.findings);
    if (own.some(({ asked, isServer }) => isServer === true || asked.some(({ kind }) => kind === 'server')))
      wanted.push(...(await serverFor(one, means, joined.wanted)));
    if (!own.some(({ text }) => text !== null)) continue;
    concerned.push(one);
    if (means.rewriting !== null && own.some(({ asked }) => asked.some(({ kind }) => kind === 'datastore')))
      wanted.push(...(await means.rewriting.moduleFor(one)));
    const manifest = manifestOf(one, own, means);
    wanted.push(...manifest.wanted, ...(await tsconfigOf(one, means)));
    findings.push(...manifest.findings);
  }
  if (concerned.length > 0 && means.state.moved.length > 0)
    wanted.push({ path: '.gitignore', text: gitignore(await means.read('.gitignore')) });
  if (concerned.length > 0 && means.state.moved.length === 0 && means.state.left.size > 0)
    findings.push(finding('AM6020', 'client', fileOrigin('amplify'), { backend: 'amplify/' }));
  return { wanted, findings, packages: concerned };
}

/** package.json with the packages that the new code imports. */
function manifestOf(
  { folder, manifest, configuration }: ClientPackage,
  own: readonly Looked[],
  { complete, state }: Means,
): { readonly wanted: readonly Wanted[]; readonly findings: readonly Finding[] } {
  if (manifest === null) return { wanted: [], findings: [] };
  const named = new Set(own.flatMap((one) => one.named));
  const imported = new Set(own.flatMap((one) => one.imported));
  const isServed = own.some(({ asked }) => asked.some(({ kind }) => kind === 'server'));
  if (isServed) imported.add('@aws-amplify/adapter-nextjs');
  const operations = own.find(({ path }) => isOperations(path));
  // ampx has to run where amplify/ is.
  const codegen =
    folder === '' &&
    operations !== undefined &&
    state.moved.includes('data') &&
    configuration.source !== 'gen1'
      ? codegenOf(operations.path)
      : null;
  const scripts = codegen === null ? {} : { scripts: { [codegen.name]: codegen.command } };
  const { text, findings } = clientPackages(manifest, { named, imported, complete, ...scripts });
  return { wanted: [{ path: manifest.file, text }], findings };
}

/** The configuration of the compiler, where a package has one. */
async function tsconfigOf({ folder, configuration }: ClientPackage, means: Means): Promise<Wanted[]> {
  const path = `${folder}tsconfig.json`;
  if (configuration.source === 'gen1' || !means.manifests.includes(path)) return [];
  const text = await means.read(path);
  const changed = text?.trim() ? clientTsconfig(path, text) : null;
  return changed === null ? [] : [{ path, text: changed }];
}
