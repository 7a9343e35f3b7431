import { type Finding, finding } from '../../src/core/finding.js';
import { type Barrels, type Exports, exportsOf } from './barrels.js';
import { scriptsOf } from './component.js';
import { type DataStoreRewrite } from './datastore/models.js';
import { isNamedIn, isUsedIn, outsideOf } from './markup.js';
import { whyMocked } from './mocks.js';
import { loadParser, type Parse } from './parse.js';
import { type ModuleText, Script } from './script.js';
import { type Asked, type Configuration, OUTPUTS_ALONE } from './setting.js';
import { isClassic, isRegistered, mayConcern } from './symbols.js';
import { type ClientTransform } from './transform.js';
import { type Brought, type Use, unfollowed } from './uses.js';

/** What became of one module. */
export interface Migrated {
  /** The text from now on; null when it stays as it is. */
  readonly text: string | null;
  readonly findings: readonly Finding[];
  /** Whether something has no sure translation, so that all stays as it is. */
  readonly refused: boolean;
  /** Uses of Amplify that were seen, by symbol and member, and whether they were translated. */
  readonly sites: readonly { readonly name: string; readonly rewritten: boolean }[];
  /** Modules that the new text imports and that have yet to be written. */
  readonly asked: readonly Asked[];
  /** What the module exports of Amplify before version 6. */
  readonly exports: Exports;
}

const UNCONCERNED: Migrated = {
  text: null,
  findings: [],
  refused: false,
  sites: [],
  asked: [],
  exports: new Map(),
};

/** Makes what migrates modules, one after the other, by the given transforms. */
export async function migrator(
  transforms: readonly ClientTransform[],
  options: MigrateOptions,
): Promise<(module: ModuleText) => Migrated> {
  const parse = await loadParser();
  return (module) =>
    mayConcern(module.script) || options.barrels !== undefined
      ? migrate(module, { ...options, transforms, parse })
      : UNCONCERNED;
}

/** The same for files, each script of a single-file component in its turn; one that is refused leaves all. */
export async function fileMigrator(
  transforms: readonly ClientTransform[],
  options: MigrateOptions,
): Promise<(path: string, source: string) => Migrated> {
  const migrateScript = await migrator(transforms, options);
  return (path, source) => {
    const all: Migrated[] = [];
    let current = source;
    for (let index = 0, scripts = scriptsOf(path, source); index < scripts.length; index += 1) {
      const script = scriptsOf(path, current)[index];
      if (script === undefined) break;
      const migrated = migrateScript(script);
      current = migrated.text ?? current;
      all.push(migrated);
    }
    const whole = !all.some(({ refused }) => refused);
    return {
      text: whole && current !== source ? current : null,
      refused: !whole,
      findings: all.flatMap(({ findings }) => findings),
      sites: all.flatMap(({ sites }) =>
        sites.map((site) => ({ ...site, rewritten: whole && site.rewritten })),
      ),
      asked: whole ? all.flatMap(({ asked }) => asked) : [],
      exports: new Map(all.flatMap(({ exports }) => [...exports])),
    };
  };
}

export interface MigrateOptions {
  /** Whether a file stays as it is when it uses something that none of the transforms knows. */
  readonly whole: boolean;
  /** What a module is configured with, by its path; default: amplify_outputs.json at the root of the project. */
  readonly configuration?: (path: string) => Configuration;
  /** How calls of DataStore in a module are rewritten; default: they are told, and stay. */
  readonly datastore?: (path: string) => DataStoreRewrite;
  /** Modules of the app through which others import of Amplify; default: none is known. */
  readonly barrels?: Barrels;
}

interface Means extends MigrateOptions {
  readonly transforms: readonly ClientTransform[];
  readonly parse: Parse;
}

function migrate(
  module: ModuleText,
  { transforms, whole, configuration, datastore, barrels, parse }: Means,
): Migrated {
  let script: Script;
  try {
    script = new Script(
      module,
      parse,
      configuration?.(module.path) ?? OUTPUTS_ALONE,
      datastore?.(module.path),
      barrels,
    );
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...UNCONCERNED, refused: true, findings: [unparsed(module, error)] };
  }
  for (const transform of transforms) transform.run(script);
  const outside = outsideOf(module);
  if (whole) {
    refuseTheRest(script);
    refuseOutside(script, outside);
  }
  const { findings, asked } = script;
  const exports = exportsOf(script.program, script.brought);
  if (script.refused)
    return { ...UNCONCERNED, refused: true, findings, sites: sitesOf(script.allUses, false), exports };
  script.imports.finish(script.brought, (brought) => isGone(script, brought, outside));
  const text = script.edits.changed ? script.edits.toString() : null;
  return { text, refused: false, findings, sites: sitesOf(script.allUses, true), asked, exports };
}

/** What is left would not be there in version 6, and a file that imports from both is no file of either. */
function refuseTheRest(script: Script): void {
  for (const place of unfollowed(script.seen, script.brought)) {
    const isExport = script.program.node.body.some(
      (statement) =>
        statement.type.startsWith('Export') && 'source' in statement && statement.source === place,
    );
    script.refuseAt(
      place,
      isExport
        ? 'version 6 does not export the same: let modules import what they use of it themselves'
        : (whyMocked(script, place) ?? 'the module of version 5 is used here in a way that is not followed'),
    );
  }
  for (const use of script.allUses) {
    if (script.isDone(use) || script.isKept(use)) continue;
    const name = use.member === null ? use.symbol : `${use.symbol}.${use.member.name}`;
    const isPassed = use.member === null && isRegistered(use.symbol);
    script.refuse(
      use,
      isPassed ? `${name} is passed on, and version 6 has no such object` : `there is no rule for ${name}`,
    );
  }
}

/** The markup of a component, and its other script, use what a script imports and are not followed. */
function refuseOutside(script: Script, outside: string): void {
  for (const { local, from, statement } of script.brought) {
    if (isClassic(from) && isUsedIn(outside, local))
      script.refuseAt(
        statement,
        `${local} is used outside of this script, where it is not followed: use it in a function of the script`,
      );
  }
}

/** Whether nothing in the file needs the name any more. One that was never used goes where version 6 has no such. */
function isGone(script: Script, brought: Brought, outside: string): boolean {
  const uses = script.allUses.filter((use) => use.brought === brought);
  if (uses.length > 0) return uses.every((use) => script.isDone(use));
  if (isNamedIn(outside, brought.local)) return false;
  return script.edits.changed || (isClassic(brought.from) && !isThere(brought));
}

/** `import { Amplify } from 'aws-amplify'` is one of version 6 too; an import of the whole may be for its effect. */
function isThere({ name, from, local, statement }: Brought): boolean {
  const isNamed =
    statement.type !== 'ImportDeclaration' ||
    statement.specifiers.some((one) => one.type === 'ImportSpecifier' && one.local.name === local);
  return name === '*' || (name === 'Amplify' && from === 'aws-amplify' && isNamed);
}

function sitesOf(uses: readonly Use[], rewritten: boolean): Migrated['sites'] {
  return uses.map(({ symbol, member }) => ({
    name: member === null ? symbol : `${symbol}.${member.name}`,
    rewritten,
  }));
}

function unparsed(
  module: ModuleText,
  error: SyntaxError & { loc?: { line: number; column: number } },
): Finding {
  const { line, column } = error.loc ?? { line: 1, column: 0 };
  const origin = { file: module.path, pointer: '', line, column: column + 1 };
  return finding('AM6002', 'client', origin, { problem: error.message.replace(/ \(\d+:\d+\)$/, '') });
}
