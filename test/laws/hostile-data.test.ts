import { expect, it, vi } from 'vitest';
import { run } from '../cli-harness.js';
import { filesBelow } from '../fixtures/cases.js';
import { writeSchemaProject } from './data-project.js';
import { HOSTILE_SCHEMAS } from './hostile-schemas.js';

vi.setConfig({ testTimeout: 120_000 });

it.each(HOSTILE_SCHEMAS)('%s: a plan, or one line with a place', async (_name, sdl) => {
  const project = await writeSchemaProject(sdl);
  const before = await filesBelow(project);
  const { code, stderr } = await run(['auth', 'data'], { cwd: project });
  expect([0, 1, 3, 4]).toContain(code);
  expect(stderr).not.toContain('AM9');
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  if (code === 1) expect(stderr).toMatch(/^[^\n]+:\d+:\d+: [^\n]+\n$/);
  expect(await filesBelow(project)).toEqual(before);
});
