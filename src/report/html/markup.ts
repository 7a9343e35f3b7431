import { clip, clipName, visible, visibleLines } from '../escape.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in an element or between the quotes of an attribute. */
export function text(value: string): string {
  return visible(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A name of the project, cut where it is endless. */
export function name(value: string): string {
  return text(clipName(value));
}

/** A sentence of ours that may quote the project; what stands between backticks is code. */
export function prose(value: string): string {
  return visibleLines(clip(value))
    .map((line) => {
      const parts = line.split('`');
      if (parts.length % 2 === 0) return text(line);
      return parts
        .map((part, index) => (index % 2 === 0 ? text(part) : `<code>${text(part)}</code>`))
        .join('');
    })
    .join('<br>');
}

/** JSON that can stand in a script element: nothing in it ends the element or begins a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
