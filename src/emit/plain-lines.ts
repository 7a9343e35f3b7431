import { type StyleOptions } from './style-options.js';

/** Code with one member in place of each run of plain ones, and what puts them back into it when it is laid out. */
export interface Shortened {
  readonly code: string;
  /** Null: a line has no room where it ends up. */
  readonly restore: (formatted: string) => string | null;
}

/** Below this prettier takes no time that anybody would see. */
const FEWEST = 500;

const TEXT = /"[\w $@:./-]*"/.source;
const ARGUMENT = `(?:${TEXT}|true|false|0|[1-9]\\d*)`;
const CALL = `\\.[a-z]\\w*\\((?:${ARGUMENT}(?:, ${ARGUMENT})*)?\\)`;
/** A member of an object on a line of its own, such as `title: a.string().required(),`. */
const CHAIN = new RegExp(`^[A-Za-z]\\w*: [a-z]\\w*(?:${CALL})+,$`);
/** A text goes to the next line where it has no room, unless that would win fewer than `OVERLAP` columns. */
const NAMED_TEXT = new RegExp(`^([A-Za-z]\\w*): ${TEXT},$`);

/** No member is deeper than this in what is emitted; checked where it ends up. */
const LEVELS = 4;
/** MIN_OVERLAP_FOR_BREAK of prettier (src/language-js/print/assignment.js). */
const OVERLAP = 3;
const MARK = 'plainLines';

/**
 * Takes the members out that prettier leaves on their line, whatever stands beside them: those of a schema of many
 * models are most of its text, and most of the time of prettier. Null where it pays nothing, or where the style lets
 * a member depend on the others.
 */
export function shortened(code: string, style: StyleOptions, fewest = FEWEST): Shortened | null {
  const { quoteProps, objectWrap, endOfLine = 'lf', printWidth = 80, tabWidth = 2 } = style;
  if (quoteProps === 'consistent' || objectWrap === 'collapse' || endOfLine !== 'lf') return null;
  if (code.includes(MARK)) return null;
  const room = printWidth - LEVELS * tabWidth;
  const isPlain = (line: string): boolean =>
    line.length > room
      ? (NAMED_TEXT.exec(line)?.[1] ?? '').length >= tabWidth + OVERLAP
      : CHAIN.test(line) || NAMED_TEXT.test(line);
  const runs: string[][] = [];
  const lines: string[] = [];
  let count = 0;
  let run: string[] | null = null;
  for (const line of code.split('\n')) {
    if (!isPlain(line)) {
      lines.push(line);
      run = null;
      continue;
    }
    if (run === null) {
      run = [];
      lines.push(`${MARK}${String(runs.length)}: 0,`);
      runs.push(run);
    }
    run.push(style.singleQuote === true ? line.replaceAll('"', "'") : line);
    count += 1;
  }
  if (count < fewest) return null;
  return { code: lines.join('\n'), restore: (formatted) => restored(formatted, runs, style) };
}

const MARKED = new RegExp(`^([ \\t]*)${MARK}(\\d+): 0(,?)$`, 'gm');

function restored(formatted: string, runs: readonly string[][], style: StyleOptions): string | null {
  const { tabWidth = 2, printWidth = 80, useTabs = false } = style;
  const level = useTabs ? '\t' : ' '.repeat(tabWidth);
  const misplaced: string[] = [];
  const text = formatted.replace(MARKED, (_, indent: string, index: string, comma: string) => {
    const width = useTabs ? indent.length * tabWidth : indent.length;
    // What is not indented is no member, but a line of some text.
    if (indent === '' || width > LEVELS * tabWidth) misplaced.push(index);
    const run = runs[Number(index)] ?? [];
    const members = run.map((line, at) => {
      const member = at < run.length - 1 || comma === ',' ? line : line.slice(0, -1);
      if (width + member.length <= printWidth) return `${indent}${member}`;
      return `${indent}${member.replace(' ', `\n${indent}${level}`)}`;
    });
    return members.join('\n');
  });
  return misplaced.length === 0 && !text.includes(MARK) ? text : null;
}
