import { type LedgerEntry } from '../core/ledger.js';
import { type Texts } from './printer.js';
import { namesSecret, REDACTED, Redaction } from './redact.js';

/** Texts of files as they may be shown: line for line, with what the report hides hidden in them too. */
export function shownTexts(ledger: readonly LedgerEntry[], { gen1, gen2 }: Texts): Texts {
  const redaction = new Redaction(ledger);
  const lines = secretLines(ledger, redaction);
  const shown = (
    texts: ReadonlyMap<string, string>,
    of: (path: string) => ReadonlySet<number>,
  ): Map<string, string> =>
    new Map([...texts].map(([path, text]) => [path, hideSecrets(text, of(path), redaction)]));
  return {
    gen1: shown(gen1, (path) => lines.get(path) ?? NONE),
    gen2: shown(gen2, () => NONE),
  };
}

const NONE: ReadonlySet<number> = new Set();

/** The lines of values that the report hides, by file. */
function secretLines(ledger: readonly LedgerEntry[], redaction: Redaction): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const entry of ledger) {
    if (redaction.valueOf(entry) !== REDACTED) continue;
    const { file, line } = entry.origin;
    found.set(file, (found.get(file) ?? new Set()).add(line));
  }
  return found;
}

function hideSecrets(text: string, secret: ReadonlySet<number>, redaction: Redaction): string {
  /** While lines belong to a secret that began above: those that are indented further, or up to the end of a key. */
  let deeperThan: number | null = null;
  let inKey = false;
  return text
    .split(/\r\n|\n/)
    .map((line, index) => {
      const indent = /^\s*/.exec(line)?.[0].length ?? 0;
      if (inKey || (deeperThan !== null && (indent > deeperThan || line.trim() === ''))) {
        inKey = inKey && !/-----END [A-Z ]*PRIVATE KEY-----/.test(line);
        return line.trim() === '' ? line : `${line.slice(0, indent)}${REDACTED}`;
      }
      inKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?!.*-----END)/.test(line);
      deeperThan = secret.has(index + 1) ? indent : null;
      if (secret.has(index + 1) || inKey) return hideRest(line, indent);
      return redaction.text(hideNamed(line));
    })
    .join('\n');
}

/** Keeps the key of a line; what follows it may be the secret, written in any way. */
function hideRest(line: string, indent: number): string {
  const key = /^\s*(?:-\s+)?["']?[\w$./-]+["']?\s*[:=]/.exec(line)?.[0];
  return `${key === undefined ? line.slice(0, indent) : `${key} `}${REDACTED}`;
}

/** Texts that stand beside a name of a secret, in JSON, YAML, TypeScript or an environment file. */
function hideNamed(line: string): string {
  return line.replace(
    /(["']?)([\w-]+)\1(\s*[:=]\s*)(["'`])((?:\\.|(?!\4).)+)\4/g,
    (all, quote: string, name: string, between: string, mark: string) =>
      namesSecret(name) ? `${quote}${name}${quote}${between}${mark}${REDACTED}${mark}` : all,
  );
}
