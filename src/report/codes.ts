import { type CodeDefinition } from '../core/codes/define.js';
import { CODES, type Code } from '../core/codes/index.js';
import { prose, table } from './markdown-text.js';

/** The words of a code, whatever its parameters are. */
export function definitionOf(code: Code): CodeDefinition<object> {
  return CODES[code] as CodeDefinition<object>;
}

/**
 * What to do about a code in general. Where the remedy depends on the place, `<name>` stands for what it
 * names; a list of one is given for each parameter, since it reads as text and can be joined.
 */
export function remedyOf({ remedy }: CodeDefinition<object>): string {
  if (typeof remedy === 'string') return remedy;
  const said = [remedy(new Proxy({}, { get: (_, name) => new Placeholder(`<${String(name)}>`) }))].join('');
  return /^<\w+>$/.test(said) ? 'It depends on the place: the finding says it.' : said;
}

/** Stands for a parameter, be it a text or a list: it reads as a text, and can be joined and split. */
class Placeholder extends Array<string> {
  split(): readonly string[] {
    return this;
  }
}

/** All codes in the order of their numbers, as a table for MIGRATION.md. */
export function codesTable(): string {
  const codes = (Object.keys(CODES) as Code[]).sort();
  const rows = codes.map((code) => {
    const definition = definitionOf(code);
    return [
      code,
      definition.level,
      prose(definition.title, 'document'),
      prose(definition.why, 'document'),
      prose(remedyOf(definition), 'document'),
    ];
  });
  return table(['Code', 'Level', 'What', 'Why it is told', 'What to do'], rows);
}

/** The lines between which MIGRATION.md holds the table. */
const BEGIN = '<!-- codes: begin (npm run docs) -->';
const END = '<!-- codes: end -->';

/** MIGRATION.md with the table of today. @throws Error when the two lines are not there */
export function withCodesTable(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`MIGRATION.md needs the lines ${BEGIN} and ${END}`);
  const table = `<!-- prettier-ignore-start -->\n\n${codesTable()}\n\n<!-- prettier-ignore-end -->`;
  return `${document.slice(0, begin + BEGIN.length)}\n${table}\n${document.slice(end)}`;
}
