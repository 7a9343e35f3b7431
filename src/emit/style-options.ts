import { type Options } from 'prettier';

/** The options of prettier that decide how TypeScript, JavaScript and JSON look. */
export type StyleOptions = Pick<
  Options,
  | 'arrowParens'
  | 'bracketSpacing'
  | 'endOfLine'
  | 'experimentalOperatorPosition'
  | 'experimentalTernaries'
  | 'objectWrap'
  | 'printWidth'
  | 'quoteProps'
  | 'semi'
  | 'singleQuote'
  | 'tabWidth'
  | 'trailingComma'
  | 'useTabs'
>;

const oneOf =
  (...values: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value);
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isWidth = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** What each option accepts (https://prettier.io/docs/options); everything else is none of ours. */
const ACCEPTS: Readonly<Record<keyof StyleOptions, (value: unknown) => boolean>> = {
  arrowParens: oneOf('always', 'avoid'),
  bracketSpacing: isFlag,
  endOfLine: oneOf('lf', 'crlf', 'cr', 'auto'),
  experimentalOperatorPosition: oneOf('start', 'end'),
  experimentalTernaries: isFlag,
  objectWrap: oneOf('preserve', 'collapse'),
  printWidth: isWidth,
  quoteProps: oneOf('as-needed', 'consistent', 'preserve'),
  semi: isFlag,
  singleQuote: isFlag,
  tabWidth: isWidth,
  trailingComma: oneOf('all', 'es5', 'none'),
  useTabs: isFlag,
};

/** Options that load code or choose another reader: they change what prettier is, so they are never taken. */
const NEVER = ['plugins', 'parser'];

/** The style options of a configuration, and the names of what can't be taken from it. */
export function takeOptions(from: object): { readonly options: StyleOptions; readonly refused: string[] } {
  const members = new Map<string, unknown>(Object.entries(from));
  const taken: [string, unknown][] = [];
  const refused = NEVER.filter((name) => members.has(name));
  for (const [name, accepts] of Object.entries(ACCEPTS)) {
    const value = members.get(name);
    if (value === undefined) continue;
    if (accepts(value)) taken.push([name, value]);
    else refused.push(name);
  }
  return { options: Object.fromEntries(taken), refused };
}
