import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The files of a cloud assembly by the hash that stands in for them in templates. */
export interface Assets {
  /** The text of the file that a location refers to. @throws Error when the assembly has no such file */
  readonly text: (location: string) => Promise<string>;
}

interface Manifest {
  readonly artifacts?: Readonly<
    Record<string, { readonly type: string; readonly properties?: { readonly file?: string } }>
  >;
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/** Reads which file each asset of an assembly is; files are read when they are asked for, each once. */
export async function readAssets(outDir: string): Promise<Assets> {
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(resolve(outDir, file), 'utf8'));
  const { artifacts = {} } = (await json('manifest.json')) as Manifest;
  const paths = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || properties?.file === undefined) continue;
    const { files = {} } = (await json(properties.file)) as AssetManifest;
    for (const [hash, { source }] of Object.entries(files)) {
      if (source.path !== undefined) paths.set(hash, source.path);
    }
  }
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
