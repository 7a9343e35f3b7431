// Installs packages that tests read and that can't stand beside the others, in folders of their own: beside version 6,
// aws-amplify 5 would bring a whole React Native along, and the adapter of Next.js the whole of Next.js.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
for (const name of ['aws-amplify-v5', 'adapter-nextjs']) {
  const folder = fileURLToPath(new URL(`../test/${name}`, import.meta.url));
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) continue;
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
