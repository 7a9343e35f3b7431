import { appliesTo } from './file-pattern.js';
import { type StyleOptions } from './style-options.js';

interface Section {
  readonly pattern: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** A parsed .editorconfig (https://spec.editorconfig.org): its sections in order, and whether it is the topmost. */
export interface EditorConfig {
  readonly root: boolean;
  readonly sections: readonly Section[];
}

/** Reads an .editorconfig. It never fails: the format says that lines which aren't understood are skipped. */
export function parseEditorConfig(text: string): EditorConfig {
  const sections: { pattern: string; properties: Map<string, string> }[] = [];
  let root = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const header = /^\s*\[(.*)\]\s*$/.exec(line);
    if (header) sections.push({ pattern: header[1] ?? '', properties: new Map() });
    const [name = '', ...rest] = line.split('=').map((part) => part.trim().toLowerCase());
    if (header || rest.length === 0 || /^[#;]/.test(name)) continue;
    const value = rest.join('=');
    const section = sections.at(-1);
    if (section) section.properties.set(name, value);
    else if (name === 'root') root = value === 'true';
  }
  return { root, sections };
}

/** What the given files, nearest first, say about files with the extension; as prettier understands it. */
export function editorConfigOptions(files: readonly EditorConfig[], extension: string): StyleOptions {
  const properties = new Map<string, string>();
  for (const file of [...files].reverse()) {
    for (const section of file.sections) {
      if (appliesTo(section.pattern, extension) !== 'yes') continue;
      for (const [name, value] of section.properties) properties.set(name, value);
    }
  }
  return toStyle(properties);
}

function toStyle(properties: ReadonlyMap<string, string>): StyleOptions {
  const indent = properties.get('indent_style');
  const size = properties.get('indent_size');
  const useTabs = indent === 'tab' || size === 'tab' ? true : indent === 'space' ? false : undefined;
  const tabWidth = (useTabs === false ? count(size) : undefined) ?? count(properties.get('tab_width'));
  const length = properties.get('max_line_length');
  const printWidth = length === 'off' ? Infinity : count(length);
  const quote = properties.get('quote_type');
  const end = properties.get('end_of_line');
  return {
    ...(useTabs !== undefined && { useTabs }),
    ...(tabWidth !== undefined && { tabWidth }),
    ...(printWidth !== undefined && { printWidth }),
    ...((quote === 'single' || quote === 'double') && { singleQuote: quote === 'single' }),
    ...((end === 'lf' || end === 'crlf' || end === 'cr') && { endOfLine: end }),
  };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}
