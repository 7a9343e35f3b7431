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

const LIST = `\\[${TEXT}(?:, ${TEXT})*\\]`;
const RULE_ARGUMENT = `(?:${ARGUMENT}|${LIST})`;
const RULE_CALL = `\\((?:${RULE_ARGUMENT}(?:, ${RULE_ARGUMENT})*)?\\)`;
/**
 * A rule or an index in the array that a model ends with, such as `allow.owner()`. A chain of calls with such arguments
 * is never broken where it has room (isSimpleCallArgument of printMemberChain in prettier).
 */
const RULE = new RegExp(`(?<=[[ ])[a-z]\\w*(?:${RULE_CALL})?(?:\\.[a-z]\\w*${RULE_CALL})+(?=[,\\]])`, 'g');
/** A call and three more: broken before each of them where it has no room (`cutoff` of printMemberChain). */
const LONG_RULE = new RegExp(`^[a-z]\\w*${RULE_CALL}((?:\\.[a-z]\\w*${RULE_CALL}){3,})$`);
const STEP = new RegExp(`\\.[a-z]\\w*${RULE_CALL}`, 'g');
/** What a model ends with: the rest of the line are its indexes and rules. */
const TAIL = '}).';
/** An identifier of the same width stands for a rule, so that all around it is laid out the same way. */
const SHORT_MARK = 'p$';

/**
 * Takes the members out that prettier leaves on their line, whatever stands beside them: those of a schema of many
 * models are most of its text, and most of the time of prettier. Null where it pays nothing, or where the style lets
 * a member depend on the others.
 */
export function shortened(code: string, style: StyleOptions, fewest = FEWEST): Shortened | null {
  const { quoteProps, objectWrap, endOfLine = 'lf', printWidth = 80, tabWidth = 2 } = style;
  if (quoteProps === 'consistent' || objectWrap === 'collapse' || endOfLine !== 'lf') return null;
  if (code.includes(MARK) || code.includes(SHORT_MARK)) return null;
  const room = printWidth - LEVELS * tabWidth;
  const isPlain = (line: string): boolean =>
    line.length > room
      ? (NAMED_TEXT.exec(line)?.[1] ?? '').length >= tabWidth + OVERLAP
      : CHAIN.test(line) || NAMED_TEXT.test(line);
  const rules = new Rules(style, room);
  const runs: string[][] = [];
  const lines: string[] = [];
  let count = 0;
  let run: string[] | null = null;
  for (const line of code.split('\n')) {
    if (!isPlain(line)) {
      lines.push(line.startsWith(TAIL) ? rules.taken(line) : line);
      run = null;
      continue;
    }
    if (run === null) {
      run = [];
      lines.push(`${MARK}${String(runs.length)}: 0,`);
      runs.push(run);
    }
    run.push(quoted(line, style));
    count += 1;
  }
  if (count < fewest) return null;
  return {
    code: lines.join('\n'),
    restore: (formatted) => {
      const text = rules.restored(formatted);
      return text === null ? null : restored(text, runs, style);
    },
  };
}

function quoted(text: string, { singleQuote }: StyleOptions): string {
  return singleQuote === true ? text.replaceAll('"', "'") : text;
}

/** The rules that identifiers stand for; the same rule has the same identifier. */
class Rules {
  readonly #marks = new Map<string, string>();
  readonly #texts: string[] = [];
  readonly #style: StyleOptions;
  readonly #room: number;

  constructor(style: StyleOptions, room: number) {
    this.#style = style;
    this.#room = room;
  }

  taken(line: string): string {
    return line.replace(RULE, (rule) => {
      const known = this.#marks.get(rule);
      if (known !== undefined) return known;
      const mark = `${SHORT_MARK}${String(this.#texts.length)}_`.padEnd(rule.length, '_');
      if (mark.length > rule.length || (rule.length >= this.#room && !LONG_RULE.test(rule))) return rule;
      this.#texts.push(quoted(rule, this.#style));
      this.#marks.set(rule, mark);
      return mark;
    });
  }

  /** Null where a rule is on a line without room for it, and how prettier breaks it is not known. */
  restored(formatted: string): string | null {
    const tooLong: string[] = [];
    const text = formatted.replace(/^([ \t]*)(.*p\$\d.*)$/gm, (_, indent: string, line: string) => {
      const full = line.replace(/p\$(\d+)_+/g, (mark, index: string) => this.#texts[Number(index)] ?? mark);
      if (this.#fits(indent + full)) return indent + full;
      const broken = this.#broken(indent, full);
      tooLong.push(...broken.filter((one) => !this.#fits(one)));
      return broken.join('\n');
    });
    return tooLong.length === 0 && !text.includes(SHORT_MARK) ? text : null;
  }

  #fits(line: string): boolean {
    const { printWidth = 80, tabWidth = 2 } = this.#style;
    const tabs = /^\t*/.exec(line)?.[0].length ?? 0;
    return line.length + tabs * (tabWidth - 1) <= printWidth;
  }

  /** A rule alone on its line, call by call. */
  #broken(indent: string, line: string): string[] {
    const { tabWidth = 2, useTabs = false, singleQuote } = this.#style;
    const [, rule = '', comma = ''] = /^(.*?)(,?)$/.exec(line) ?? [];
    const plain = singleQuote === true ? rule.replaceAll("'", '"') : rule;
    const [, steps] = LONG_RULE.exec(plain) ?? [];
    if (steps === undefined) return [indent + line];
    const inner = indent + (useTabs ? '\t' : ' '.repeat(tabWidth));
    const calls = (steps.match(STEP) ?? []).map((one) => inner + quoted(one, this.#style));
    const head = indent + rule.slice(0, rule.length - steps.length);
    return [head, ...calls.slice(0, -1), `${calls.at(-1) ?? ''}${comma}`];
  }
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
