import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULE = 'resource.ts';

/**
 * The functions of Gen 1 that names of the SDL stand for: the function is what the module of its folder exports, and
 * the folder has Gen 1's name. Others are left out: their names stay what the SDL says.
 * @param folder of the emitted files; absolute
 */
export async function functionNames(
  functions: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<Record<string, string>> {
  const wanted = Object.entries(functions);
  if (wanted.length === 0) return {};
  const names = new Map<unknown, string>();
  for (const file of await modulesOf(join(folder, 'amplify/functions'))) {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    for (const exported of Object.values(module)) names.set(exported, basename(dirname(file)));
  }
  return Object.fromEntries(
    wanted.flatMap(([key, one]) => {
      const name = names.get(one);
      return name === undefined ? [] : [[key, name]];
    }),
  );
}

async function modulesOf(folder: string): Promise<string[]> {
  try {
    const folders = await readdir(folder, { withFileTypes: true });
    const inside = folders.filter((one) => one.isDirectory()).map(({ name }) => join(folder, name));
    const files = await Promise.all(
      inside.map(async (one) => ((await readdir(one)).includes(MODULE) ? [one] : [])),
    );
    return files.flat().map((one) => join(one, MODULE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
