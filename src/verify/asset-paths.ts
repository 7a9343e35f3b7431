import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** What is read of the manifest of a cloud assembly. */
export interface AssemblyManifest {
  readonly artifacts?: Artifacts;
}

export type Artifacts = Readonly<
  Record<
    string,
    {
      readonly type: string;
      readonly properties?: { readonly templateFile?: string; readonly file?: string };
    }
  >
>;

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/**
 * The files of a cloud assembly by the hash that stands in for them in templates: relative to its folder, or, where they
 * were not copied into it, absolute.
 */
export async function assetPaths(outDir: string, artifacts: Artifacts): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || properties?.file === undefined) continue;
    const text = await readFile(resolve(outDir, properties.file), 'utf8');
    const { files = {} } = JSON.parse(text) as AssetManifest;
    for (const [hash, { source }] of Object.entries(files)) {
      if (source.path !== undefined) paths.set(hash, source.path);
    }
  }
  return paths;
}
