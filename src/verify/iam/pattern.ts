import { ANY, ONE, type Token, matchesTokens, tokenOf } from '../../core/wildcard.js';

/** What is known of a request besides action and resource: values by key, in lower case. */
export type Context = ReadonlyMap<string, readonly string[]>;

/**
 * `${aws:username}`, `${cognito-identity.amazonaws.com:sub}`, `${aws:PrincipalTag/team, 'none'}`. What stands
 * for a part of the deployment is written in the same way, as in `${AWS::Region}` and `${Role.group:Editors}`;
 * the variables of policies begin with a service or a provider.
 */
const VARIABLE =
  /^\$\{(?:([*?$])|((?:aws|s3|sts|saml|ec2|iam|dynamodb|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net)):(?!:)[^{},]+)(?:,\s*'([^']*)')?)\}/i;

/** The pieces of a pattern; null when it has a variable that the request gives no value to. */
function tokens(pattern: string, context: Context): Token[] | null {
  const list: Token[] = [];
  for (let at = 0; at < pattern.length;) {
    const variable = pattern[at] === '$' ? VARIABLE.exec(pattern.slice(at)) : null;
    if (variable) {
      const [whole, literal, key = '', fallback] = variable;
      const value = literal ?? context.get(key.trim().toLowerCase())?.[0] ?? fallback;
      if (value === undefined) return null;
      list.push(...units(value));
      at += whole.length;
    } else {
      const character = pattern.charAt(at);
      list.push(tokenOf(character));
      at += 1;
    }
  }
  return list;
}

/** IAM compares text as it is written: what a unit is does not matter, when both sides are cut alike. */
function units(text: string): string[] {
  return Array.from({ length: text.length }, (_unit, at) => text.charAt(at));
}

/** Whether a text is what a pattern with `*`, `?` and variables describes. */
export function matches(pattern: string, text: string, context: Context): boolean {
  // Nearly every question is about a pattern of which the beginning decides already.
  const plain = pattern.search(SPECIAL);
  if (plain === -1) return pattern === text;
  if (!text.startsWith(pattern.slice(0, plain))) return false;
  const list = tokens(pattern.slice(plain), context);
  return list !== null && matchesTokens(list, text.slice(plain));
}

/** Where a pattern may stand for something else than its own text. */
const SPECIAL = /[*?$]/;

/** The text that a pattern without wildcards stands for; null when a variable has no value. */
export function substituted(pattern: string, context: Context): string | null {
  const list = tokens(pattern, context);
  if (list === null) return null;
  return list.map((token) => (token === ANY ? '*' : token === ONE ? '?' : token)).join('');
}

/** What stands for anything in a sample. */
const FILLERS: readonly string[] = ['', 'any'];

/** Identity ids: that of the caller, and that of somebody else. */
export const OWN = 'own';
export const OTHER = 'other';

/**
 * Texts that a pattern describes, and texts like it that belong to somebody else. The last star stands for
 * each of the fillers, so that a sample may name a part of what the pattern means as a whole.
 */
export function samplesOf(pattern: string, fillers: readonly string[] = []): string[] {
  const last = pattern.lastIndexOf('*');
  const samples = new Set<string>();
  for (const who of [OWN, OTHER]) {
    for (const filler of [...FILLERS, ...fillers]) {
      let text = '';
      for (let at = 0; at < pattern.length;) {
        const variable = pattern[at] === '$' ? VARIABLE.exec(pattern.slice(at)) : null;
        const character = pattern.charAt(at);
        const star = at === last || filler === '' ? filler : 'any';
        text += variable
          ? (variable[1] ?? who)
          : character === '*'
            ? star
            : character === '?'
              ? 'q'
              : character;
        at += variable ? variable[0].length : 1;
      }
      samples.add(text);
    }
  }
  return [...samples];
}
