import { type Finding, finding } from '../../core/finding.js';
import { type LedgerEntry } from '../../core/ledger.js';

/**
 * Statements of override.ts that were carried over and are not in the code any more. Gen 1's settings don't say what
 * override.ts makes of them, so that a comparison of facts has nothing to hold such a statement against. `planned` are
 * the texts that the plan would write, `files` those on disk.
 */
export function lostOverrides(
  ledger: readonly LedgerEntry[],
  planned: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, string>,
): Finding[] {
  const lost = new Map<string, { readonly first: LedgerEntry; readonly statements: string[] }>();
  for (const entry of ledger) {
    const path = carriedTo(entry);
    if (path === null) continue;
    const text = files.get(path);
    const isThere =
      text !== undefined &&
      isUsed(path, text, files) &&
      holds(text, planned.get(path) ?? text, String(entry.value));
    if (isThere) continue;
    const group = lost.get(`${entry.origin.file} ${path}`) ?? { first: entry, statements: [] };
    group.statements.push(oneLine(String(entry.value)));
    lost.set(`${entry.origin.file} ${path}`, group);
  }
  return [...lost.values()].map(({ first, statements }) => {
    const path = carriedTo(first) ?? '';
    return finding('AM8144', 'project', first.origin, { statements, path }, { path });
  });
}

/**
 * Resources of the API's own stacks that were carried over and that no code makes any more. What they do for the API
 * itself is compared.
 */
export function lostResources(
  ledger: readonly LedgerEntry[],
  planned: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, string>,
): Finding[] {
  const lost = new Map<string, LedgerEntry[]>();
  for (const entry of ledger) {
    const { origin, disposition, value } = entry;
    if (!isOfStack(entry) || disposition.kind !== 'override') continue;
    // CloudFormation takes no other ids, so that one is a pattern by itself.
    const id = /^\/Resources\/([A-Za-z0-9]+)\/Type$/.exec(origin.pointer)?.[1];
    if (id === undefined || String(value).startsWith('AWS::AppSync::')) continue;
    const { path } = disposition.target;
    const text = files.get(path);
    const name = new RegExp(`\\b${id}\\b`, 'g');
    const isThere =
      text !== undefined &&
      isUsed(path, text, files) &&
      count(withoutComments(text), name) >= count(withoutComments(planned.get(path) ?? ''), name);
    if (!isThere) lost.set(path, [...(lost.get(path) ?? []), entry]);
  }
  return [...lost].flatMap(([path, [first, ...others]]) =>
    first === undefined
      ? []
      : [
          finding(
            'AM8145',
            'data',
            first.origin,
            { resources: [first, ...others].map(idOf), path },
            { path },
          ),
        ],
  );
}

/** Whether a setting stands in a stack of the API's own. */
export function isOfStack({ origin }: LedgerEntry): boolean {
  return /^amplify\/backend\/api\/[^/]+\/stacks\//.test(origin.file);
}

function idOf({ origin }: LedgerEntry): string {
  return origin.pointer.split('/')[2] ?? '';
}

function carriedTo({ origin, disposition }: LedgerEntry): string | null {
  const isOverride = /(?:^|\/)override\.ts$/.test(origin.file);
  return isOverride && disposition.kind === 'override' ? disposition.target.path : null;
}

/** A module does nothing unless another one imports it, and uses one of its names. */
function isUsed(path: string, text: string, files: ReadonlyMap<string, string>): boolean {
  const names = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
  const module = /([^/]+)\.ts$/.exec(path)?.[1] ?? '';
  return [...files].some(([other, code]) => {
    if (other === path || !other.endsWith('.ts')) return false;
    const plain = withoutComments(code);
    return (
      new RegExp(`from ['"][^'"]*/${module}(?:\\.js)?['"]`).test(plain) &&
      names.some((name) => count(plain, new RegExp(`\\b${name}\\b`, 'g')) > 1)
    );
  });
}

/** Whether what a statement sets stands in the code as often as in what was planned. */
function holds(text: string, planned: string, statement: string): boolean {
  const [here, there] = [withoutComments(text), withoutComments(planned)];
  return namesIn(statement).every((name) => {
    const word = wordIn(there, name);
    return word === null || count(here, word) >= count(there, word);
  });
}

/** `userPool.deletionProtection = …`, `addPropertyOverride('Policies.PasswordPolicy', …)`. */
function namesIn(statement: string): string[] {
  const set = [...statement.matchAll(/\.(\w+)\s*=(?![=>])/g)].map(([, name = '']) => name);
  const overridden = [...statement.matchAll(/addPropertyOverride\(\s*['"]([\w.]+)['"]/g)].map(
    ([, path = '']) => path.split('.').at(-1) ?? '',
  );
  return [...set, ...overridden];
}

/** What the code calls it: a construct has `timeToLiveAttribute` for a `timeToLiveSpecification`. */
function wordIn(planned: string, name: string): RegExp | null {
  const words = name.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [name];
  for (let length = words.length; length > 0; length -= 1) {
    const word = new RegExp(words.slice(0, length).join(''), 'gi');
    if (count(planned, word) > 0) return word;
  }
  return null;
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

const LENGTH = 80;

function oneLine(statement: string): string {
  const line = statement.replace(/\s+/g, ' ').trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
