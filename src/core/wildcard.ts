export const ANY = Symbol('*');
export const ONE = Symbol('?');

/** What a character of a pattern stands for: any text, any character, or itself. */
export type Token = string | typeof ANY | typeof ONE;

export function tokenOf(character: string): Token {
  return character === '*' ? ANY : character === '?' ? ONE : character;
}

/** Whether a text is what a pattern with `*` and `?` describes, as IAM has it. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matchesTokens(
    Array.from({ length: pattern.length }, (_, at) => tokenOf(pattern.charAt(at))),
    text,
  );
}

/** On a mismatch the last star takes one character more: time grows with the product of both lengths at most. */
export function matchesTokens(pattern: readonly Token[], text: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let position = 0; position < text.length;) {
    const token = pattern[at];
    if (token === ANY) {
      star = at;
      taken = position;
      at += 1;
    } else if (token === ONE || (token !== undefined && token === text.charAt(position))) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      position = taken;
    } else return false;
  }
  return pattern.slice(at).every((token) => token === ANY);
}
