import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by path; anything but text and bytes is written as JSON. A path that ends in a slash is a folder. */
export type Files = Readonly<Record<string, unknown>>;

/** A temporary folder with these files, which goes away with the test. */
export function folderWith(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-migrate-read-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (path.endsWith('/')) continue;
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(target, isRaw ? content : JSON.stringify(content, null, 2));
  }
  return root;
}
