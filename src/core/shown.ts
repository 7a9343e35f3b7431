/**
 * A string of the user's for a message: quoted, on one line, cut at `limit` characters, and without anything
 * that a terminal would act on (control characters, C1 included, and marks that reorder the line).
 */
export function shown(text: string, limit = 60): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return JSON.stringify(cut).replace(UNSAFE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** JSON.stringify escapes C0 and lone surrogates; these are left. */
const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** `a, b and c`, for messages. */
export function listed(items: readonly string[], limit = 20): string {
  const rest = items.length - limit;
  const all = rest > 0 ? [...items.slice(0, limit), `${rest} more`] : items;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** A path or pointer for a message: as it is when nothing in it could mislead, quoted otherwise. */
export function pathText(path: string): string {
  return /^[\w./@+:#~\\-]+$/.test(path) ? path : shown(path, 200);
}
