/**
 * Characters that can move a cursor, hide text or turn its direction: control and format characters, line
 * separators and lone surrogates. The zero-width joiner is left, since emoji are made with it.
 */
const UNSAFE = /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** One line of text that no terminal acts on: what could act is shown as an escape, such as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => NAMES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The same for text of several lines. Tabs become spaces; each line is safe by itself. */
export function visibleLines(text: string): string[] {
  return text.split(/\r\n|\n/).map((line) => visible(line.replaceAll('\t', '  ')));
}

/** JSON with the same characters escaped; the value that it stands for does not change. */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE, (character) => {
    if (character === '\n') return character;
    return [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join('');
  });
}

/** The longest text that a printed report shows of one sentence or one name. */
const SENTENCE = 1500;
const NAME = 160;
const PATH = 500;

/** Cuts a sentence or a quotation; the JSON report has all of it. */
export function clip(text: string): string {
  return cut(text, SENTENCE);
}

/** Cuts a path; it may be longer than a name, since it is of use only as a whole. */
export function clipPath(text: string): string {
  return cut(text, PATH);
}

/** Cuts a name or a value. */
export function clipName(text: string): string {
  return cut(text, NAME);
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half of a surrogate pair is no character.
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… [${text.length - kept.length} more characters: see --report json]`;
}

/** A word of a shell command, quoted when it has to be. */
export function shellWord(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
