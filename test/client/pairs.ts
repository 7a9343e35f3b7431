import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PAIRS = fileURLToPath(new URL('../../fixtures/client/', import.meta.url));

/** One pair: a module before and after, with what is told of it. */
export interface Pair {
  /** `auth/current-user` */
  readonly name: string;
  /** The transform that it is about: the name of its folder. */
  readonly transform: string;
  readonly extension: string;
  readonly input: string;
  /** Where the expected text and messages are. */
  readonly outputFile: string;
  readonly findingsFile: string;
}

/** Every `<case>.input.<extension>` in a folder of its transform. */
export function allPairs(): Pair[] {
  return readdirSync(PAIRS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: transform }) =>
      readdirSync(join(PAIRS, transform)).flatMap((file) => {
        const [, name, extension] = /^(.+)\.input\.(\w+)$/.exec(file) ?? [];
        if (name === undefined || extension === undefined) return [];
        const base = join(PAIRS, transform, name);
        return [
          {
            name: `${transform}/${name}`,
            transform,
            extension,
            input: readFileSync(join(PAIRS, transform, file), 'utf8'),
            outputFile: `${base}.output.${extension}`,
            findingsFile: `${base}.findings.txt`,
          },
        ];
      }),
    );
}
