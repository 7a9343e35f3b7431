import { type Finding, finding } from '../../src/core/finding.js';
import { loadParser, type Parse } from './parse.js';
import { type ModuleText, Script } from './script.js';
import { mayConcern } from './symbols.js';
import { type ClientTransform } from './transform.js';
import { type Use } from './uses.js';

/** What became of one module. */
export interface Migrated {
  /** The text from now on; null when it stays as it is. */
  readonly text: string | null;
  readonly findings: readonly Finding[];
  /** Uses of Amplify that were seen, by symbol and member, and whether they were translated. */
  readonly sites: readonly { readonly name: string; readonly rewritten: boolean }[];
}

const UNCONCERNED: Migrated = { text: null, findings: [], sites: [] };

/** Makes what migrates modules, one after the other, by the given transforms. */
export async function migrator(
  transforms: readonly ClientTransform[],
): Promise<(module: ModuleText) => Migrated> {
  const parse = await loadParser();
  return (module) => (mayConcern(module.script) ? migrate(module, transforms, parse) : UNCONCERNED);
}

function migrate(module: ModuleText, transforms: readonly ClientTransform[], parse: Parse): Migrated {
  let script: Script;
  try {
    script = new Script(module, parse);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ...UNCONCERNED, findings: [unparsed(module, error)] };
  }
  for (const transform of transforms) transform.run(script);
  if (script.refused) return { text: null, findings: script.findings, sites: sitesOf(script.allUses, false) };
  script.imports.finish(script.brought, (brought) => isGone(script, brought));
  const text = script.edits.changed ? script.edits.toString() : null;
  return { text, findings: script.findings, sites: sitesOf(script.allUses, true) };
}

/** Whether nothing in the file needs the name any more; one that was never used goes with its neighbours. */
function isGone(script: Script, brought: Script['brought'][number]): boolean {
  const uses = script.allUses.filter((use) => use.brought === brought);
  return uses.every((use) => script.isDone(use)) && (uses.length > 0 || script.edits.changed);
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
