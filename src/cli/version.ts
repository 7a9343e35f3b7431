import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { type Gen1App } from '../core/gen1-app.js';
import { type RunInfo } from '../report/report.js';

/** The name and version of the tool, from its package.json: beside src/, or one folder further up when compiled. */
export function toolName(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Manifest;
      if (name === 'amplify-migrate' && version !== undefined) return `${name} ${version}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('The package.json of amplify-migrate is missing');
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

/** How a report names the run: with the folder as one would type it, so that no home folder is told. */
export function runInfo(app: Gen1App, cwd: string): RunInfo {
  const root = relative(cwd, app.root).split(sep).join('/');
  return { tool: toolName(), root: root === '' ? '.' : root, env: app.environment.name };
}
