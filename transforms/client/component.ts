import { Parser } from 'htmlparser2';
import { type Language, languageOf } from './parse.js';
import { type ModuleText } from './script.js';

/** A place of the text that holds script. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly lang: string;
}

/**
 * The scripts of a file: the file itself, or each `<script>` of a single-file component of Vue or Svelte, with
 * everything around it made blank, so that lines and columns are those of the file.
 */
export function scriptsOf(path: string, source: string): ModuleText[] {
  if (!/\.(vue|svelte)$/.test(path)) return [{ path, source, script: source, language: languageOf(path) }];
  return blocksOf(source).map(({ start, end, lang }) => ({
    path,
    source,
    script: `${blank(source.slice(0, start))}${source.slice(start, end)}${blank(source.slice(end))}`,
    language: LANGUAGES.get(lang) ?? 'js',
  }));
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['ts', 'ts'],
  ['typescript', 'ts'],
  ['tsx', 'tsx'],
]);

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** Scripts at the top of the component; what a template shows as text is none. */
function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let open: { readonly start: number; readonly lang: string } | undefined;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'script' && depth === 0) {
          open = { start: parser.endIndex + 1, lang: attributes['lang'] ?? 'js' };
        }
        depth += 1;
      },
      onclosetag(name) {
        depth -= 1;
        if (name !== 'script' || open === undefined) return;
        blocks.push({ ...open, end: parser.startIndex });
        open = undefined;
      },
    },
    { recognizeSelfClosing: true, lowerCaseTags: false },
  );
  parser.end(source);
  return blocks;
}
