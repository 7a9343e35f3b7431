// Installs aws-amplify 5, whose declarations tests read, in a folder of its own: beside version 6 its packages would
// bring a whole React Native along.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/aws-amplify-v5', import.meta.url));
if (!existsSync(`${folder}/node_modules/.package-lock.json`)) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
