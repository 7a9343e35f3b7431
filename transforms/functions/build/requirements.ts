/** What is to be installed for a function in Python. */
export interface Requirements {
  /** The lines of requirements.txt. */
  readonly lines: readonly string[];
  /** Entries of the Pipfile that pip has no line for here. */
  readonly unread: readonly string[];
}

const NAME = /^[A-Za-z0-9][\w.-]*$/;
const VERSION = /^(?:[=<>!~]=?=?\s*)?[\w.*+!-]+(?:\s*,\s*[=<>!~]=?=?\s*[\w.*+!-]+)*$/;

/**
 * The packages of a Pipfile, one a line, as pipenv writes it; the function's own folder, `./src`, is none. Versions of
 * Pipfile.lock are for the runtime of Gen 1, which may be another one.
 */
export function requirementsOf(pipfile: string): Requirements {
  const lines: string[] = [];
  const unread: string[] = [];
  let section = '';
  for (const line of pipfile.split(/\r?\n/)) {
    section = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1] ?? section;
    const [, key = '', value = ''] = /^\s*"?([^"=\s[#]+)"?\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== 'packages' || key === '' || /\bpath\s*=\s*"\.\/src\/?"/.test(value)) continue;
    const required = requirement(key, value);
    if (required === null) unread.push(key);
    else lines.push(required);
  }
  return { lines, unread };
}

function requirement(name: string, value: string): string | null {
  const version = /^"([^"]*)"/.exec(value)?.[1] ?? /\bversion\s*=\s*"([^"]*)"/.exec(value)?.[1];
  const others = value.startsWith('{')
    ? value.replace(/\b(?:version|extras)\s*=\s*(?:"[^"]*"|\[[^\]]*\])/g, '')
    : '';
  if (!NAME.test(name) || version === undefined || /\w/.test(others)) return null;
  const extras = [...(/\bextras\s*=\s*\[([^\]]*)\]/.exec(value)?.[1] ?? '').matchAll(/"([\w.-]+)"/g)];
  const asked = extras.length === 0 ? '' : `[${extras.map(([, extra]) => extra ?? '').join(',')}]`;
  if (version === '*') return `${name}${asked}`;
  if (!VERSION.test(version)) return null;
  return `${name}${asked}${/^\w/.test(version) ? '==' : ''}${version}`;
}
