import { type ModuleText } from './script.js';

/** What a component holds besides the script at hand: its markup, and its other script; '' for a module. */
export function outsideOf({ source, script }: Pick<ModuleText, 'source' | 'script'>): string {
  if (source === script) return '';
  const start = script.search(/\S/);
  return start < 0 ? source : `${source.slice(0, start)}\n${source.slice(script.trimEnd().length)}`;
}

/** Whether code outside of a script reads a member of what the script imports, or calls it; one may import it anew. */
export function isUsedIn(outside: string, local: string): boolean {
  const name = local.replaceAll('$', '\\$');
  const isImported = new RegExp(`\\bimport\\b[^;]*?\\b${name}\\b[^;]*?\\bfrom\\b`).test(outside);
  return !isImported && new RegExp(`(?<![\\w$.])${name}(?:\\??\\.[\\w$]|\\()`).test(outside);
}

/** Whether markup may name what a script imports: as it is, or as the tag of a component. */
export function isNamedIn(outside: string, local: string): boolean {
  const tag = local.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-');
  return [local, tag].some((name) => outside.toLowerCase().includes(name.toLowerCase()));
}
