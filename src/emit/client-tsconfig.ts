import { JsonObjectText } from './json-edit.js';

/**
 * tsconfig.json of a client that imports JSON, with `resolveJsonModule`; null when it is as it has to be. With the
 * resolution of bundlers TypeScript does so by itself, and what a configuration of another package extends says
 * is not read here.
 * @throws MigrateError when it is no JSON object
 */
export function clientTsconfig(file: string, text: string): string | null {
  const json = new JsonObjectText(file, text);
  const options = json.valueOf('compilerOptions');
  const resolution = json.valueOf('compilerOptions', 'moduleResolution');
  const isSet = json.valueOf('compilerOptions', 'resolveJsonModule') !== undefined;
  const isBundler = typeof resolution === 'string' && resolution.toLowerCase() === 'bundler';
  if (isSet || isBundler || json.valueOf('extends') !== undefined || json.valueOf('references') !== undefined)
    return null;
  if (options === undefined) json.addMember([], 'compilerOptions', { resolveJsonModule: true }, 0);
  else json.addMember(['compilerOptions'], 'resolveJsonModule', true, json.namesOf('compilerOptions').length);
  return json.toString();
}
