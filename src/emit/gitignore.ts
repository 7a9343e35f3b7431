import { type Finding, finding } from '../core/finding.js';
import { type Origin, fileOrigin } from '../core/origin.js';
import { eolOf } from './text.js';

/** What create-amplify 1.3.1 adds: packages, state of the sandbox, and outputs with the ids of one deployment. */
const PATTERNS = ['node_modules', '.amplify', 'amplify_outputs*', 'amplifyconfiguration*'];
const HEADING = '# Amplify Gen 2';

/** .gitignore with the lines of Gen 2 at its end; what is there stays, and patterns that it has are not repeated. */
export function gitignore(existing: string | null): string {
  const text = existing ?? '';
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const missing = PATTERNS.filter((pattern) => !lines.some((line) => decides(line, pattern)));
  if (missing.length === 0) return text;
  const { eol } = eolOf(text);
  const gap = text.trim() === '' ? '' : /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? eol : eol + eol;
  return `${text}${gap}${[HEADING, ...missing].join(eol)}${eol}`;
}

/** True when a line ignores what the pattern does, or says that some of it is not to be ignored. */
function decides(line: string, pattern: string): boolean {
  const bare = (one: string): string => one.replace(/^\/|\/$/g, '');
  if (line.startsWith('!')) return bare(line.slice(1)).startsWith(pattern.replace('*', ''));
  return bare(line) === pattern;
}

/**
 * What to tell about files that git would ignore, once for each line that does it.
 * @param output of `git check-ignore --verbose -z --stdin`: source, line, pattern and path, each ended by NUL
 */
export function ignoredFindings(output: string): Finding[] {
  const fields = output.split('\0');
  const lines = new Map<string, { origin: Origin; pattern: string; paths: string[] }>();
  for (let index = 0; index + 3 < fields.length; index += 4) {
    const [source = '', line = '', pattern = '', path = ''] = fields.slice(index, index + 4);
    // A pattern with ! is the reason why a file is not ignored.
    if (source === '' || pattern.startsWith('!')) continue;
    const origin = { ...fileOrigin(source), line: Number(line) };
    const known = lines.get(`${source}:${line}`) ?? { origin, pattern, paths: [] };
    known.paths.push(path);
    lines.set(`${source}:${line}`, known);
  }
  return [...lines.values()].map(({ origin, ...ignored }) => finding('AM0048', 'project', origin, ignored));
}
