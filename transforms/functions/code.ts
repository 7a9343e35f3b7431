import { type Dependency, type DraftFile } from '../../src/core/feature.js';
import { fileOrigin } from '../../src/core/origin.js';
import { planDependencies, undeclaredPackages } from '../shared/lambda/packages.js';
import { type FunctionSettings, planSettings } from '../shared/lambda/settings.js';
import { planSources, refusal } from '../shared/lambda/sources.js';
import { type FunctionContext } from './context.js';
import { type FunctionDraft, cdkModule, nodeModule } from './emit.js';
import { cdkRuntime, runsAsItLies } from './runtimes.js';

/** The settings of a function, and the files that hold its code. */
export interface CodePlan {
  readonly settings: FunctionSettings;
  readonly files: readonly DraftFile[];
  readonly dependencies: readonly Dependency[];
  /** The text of resource.ts. */
  readonly resource: (draft: FunctionDraft) => string;
}

export function planCode(context: FunctionContext): CodePlan {
  const { model } = context;
  const undeclared = undeclaredPackages(model, model.sources.files).map(({ name }) => name);
  const settings = planSettings(context, undeclared);
  const { runtime } = settings;
  if (runtime.kind === 'other') return planOther(context, settings, runtime.identifier);
  tellOwnFolder(context);
  tellTypeScript(context);
  const sources = planSources(context);
  return {
    settings,
    files: sources.files,
    dependencies: planDependencies(context, sources.reached, new Set(settings.layers.keys())),
    resource: (draft) => nodeModule(context, draft, sources.entry, runtime.version),
  };
}

/** What lies there ready for Lambda is carried over; what would have to be compiled refuses every call. */
function planOther(context: FunctionContext, settings: FunctionSettings, gen1: string): CodePlan {
  const { files, folder, handler } = context.model.sources;
  const copies = files.map(({ path, bytes }): DraftFile => ({
    path: `${context.folder}/src/${path}`,
    content: bytes,
    language: 'verbatim',
    ...(path === 'bootstrap' && { executable: true }),
  }));
  const runtime = cdkRuntime(gen1);
  const { build } = context;
  if (runtime !== null && (build !== null || runsAsItLies(runtime, files))) {
    const lists = build === null ? packageLists(context) : build.files;
    const paths = new Set(lists.map(({ path }) => path));
    return {
      settings,
      files: [...copies.filter(({ path }) => !paths.has(path)), ...lists],
      dependencies: [],
      resource: (draft) => cdkModule(context, draft, runtime, handler.written, build),
    };
  }
  copies.push(...packageLists(context));
  const face: DraftFile = {
    path: `${context.folder}/handler.mjs`,
    content: refusal(folder),
    language: 'javascript',
  };
  return {
    settings,
    files: [...copies, face],
    dependencies: [],
    resource: (draft) => nodeModule(context, draft, './handler.mjs', 22),
  };
}

/** Files beside the code that say what is to be installed into it; nothing in Gen 2 does. */
const PACKAGE_LISTS = ['Pipfile', 'Pipfile.lock', 'requirements.txt', 'Gemfile', 'Gemfile.lock'];

function packageLists({ model, app, folder }: FunctionContext): DraftFile[] {
  return PACKAGE_LISTS.flatMap((name): DraftFile[] => {
    const content = model.resource.files.includes(name)
      ? app.files.bytes(`${model.resource.folder ?? ''}/${name}`)
      : null;
    return content === null ? [] : [{ path: `${folder}/${name}`, content, language: 'verbatim' }];
  });
}

function tellTypeScript(context: FunctionContext): void {
  const { files, folder } = context.model.sources;
  const written = files.find(({ path, facts }) => facts !== null && /\.[cm]?tsx?$/.test(path));
  if (written === undefined) return;
  const params = { label: context.label, folder: `${context.folder}/src` };
  context.tell('AM4011', fileOrigin(`${folder}/${written.path}`), params);
}

/** Words by which code finds the folder that it lies in. */
const OWN_FOLDER = /\b__dirname\b|\bLAMBDA_TASK_ROOT\b|\bprocess\.cwd\(\)/;

function tellOwnFolder(context: FunctionContext): void {
  const { files, folder } = context.model.sources;
  for (const { path, bytes, facts } of files) {
    if (!facts) continue;
    const lines = new TextDecoder().decode(bytes).split('\n');
    const line = lines.findIndex((text) => OWN_FOLDER.test(text) && !/^\s*(?:\/\/|\*|\/\*)/.test(text));
    if (line < 0) continue;
    const origin = { ...fileOrigin(`${folder}/${path}`), line: line + 1 };
    const place = `${folder}/${path}:${String(line + 1)}`;
    context.tell('AM4009', origin, { label: context.label, place });
    return;
  }
}
