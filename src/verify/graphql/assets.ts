import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type AssemblyManifest, assetPaths } from '../asset-paths.js';

/** The files of a cloud assembly by the hash that stands in for them in templates. */
export interface Assets {
  /** The text of the file that a location refers to. @throws Error when the assembly has no such file */
  readonly text: (location: string) => Promise<string>;
}

/** Reads which file each asset of an assembly is; files are read when they are asked for, each once. */
export async function readAssets(outDir: string): Promise<Assets> {
  const manifest = await readFile(resolve(outDir, 'manifest.json'), 'utf8');
  const { artifacts = {} } = JSON.parse(manifest) as AssemblyManifest;
  const paths = await assetPaths(outDir, artifacts);
  const texts = new Map<string, Promise<string>>();
  return {
    text(location) {
      const hash = /[0-9a-f]{64}/.exec(location)?.[0] ?? '';
      const path = paths.get(hash);
      if (path === undefined) return Promise.reject(new Error(`the assembly holds no file for ${location}`));
      const text = texts.get(path) ?? readFile(resolve(outDir, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}
