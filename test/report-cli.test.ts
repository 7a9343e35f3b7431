import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { APPS, emptyFolder, run } from './cli-harness.js';

/** A repository in which the project is not at the top, as in a monorepo. */
async function repository(): Promise<string> {
  const top = await emptyFolder();
  cpSync(join(APPS, 'photo-club'), join(top, 'apps', 'club'), { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  return top;
}

describe('reports in files', () => {
  it('are written in all formats, with paths from the top of the repository and the texts of the run', async () => {
    const top = await repository();
    const cwd = join(top, 'apps', 'club');
    const formats = ['text', 'json', 'markdown', 'sarif', 'github', 'html'];
    const flags = formats.flatMap((format) => ['--report', `${format}=out/report.${format}`]);
    const { stderr } = await run(['auth', '--quiet', '--fail-on', 'never', ...flags], { cwd });
    expect(stderr).toBe('');
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(formats.map((format) => `report.${format}`).sort());
    const read = (format: string): string => readFileSync(join(cwd, 'out', `report.${format}`), 'utf8');

    const place = 'apps/club/amplify/backend/auth/photoclub5e1f7c2a/cli-inputs.json';
    expect(read('github')).toContain(`file=${place},line=`);

    const results = (JSON.parse(read('sarif')) as Log).runs[0]?.results ?? [];
    const locations = results.flatMap((result) => result.locations ?? []);
    expect(locations.map(({ physicalLocation }) => physicalLocation?.artifactLocation?.uri)).toContain(place);
    const related = results.flatMap((result) => result.relatedLocations ?? []);
    expect(related.length).toBeGreaterThan(0);
    for (const { physicalLocation } of related) {
      expect(physicalLocation?.artifactLocation?.uri).toMatch(/^apps\/club\/amplify\//);
    }

    expect(read('html')).toContain('export const auth = defineAuth({');
  });

  it('of what is only looked at have texts as well', async () => {
    const cwd = join(await repository(), 'apps', 'club');
    await run(['assess', '--quiet', '--report', 'html=report.html'], { cwd });
    expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('allowUnauthenticatedIdentities');
  });
});
