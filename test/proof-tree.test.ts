import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTree } from '../src/cli/proof/tree.js';
import { type Case, allCases, expectedOf } from './fixtures/cases.js';

/** What a case was planned with: as its command line asks, and as its report says of the schema. */
async function choicesOf(one: Case): Promise<Record<'auth' | 'bucket' | 'schema', string | undefined>> {
  const { report } = await expectedOf(one);
  const message = report.findings.find(({ code }) => code === 'AM3001')?.message ?? '';
  const asked = (flag: string): string | undefined =>
    one.args.includes(flag) ? one.args[one.args.indexOf(flag) + 1] : undefined;
  return {
    auth: asked('--auth'),
    bucket: asked('--bucket'),
    schema: /^`--schema (\w+)`/.exec(message)?.[1],
  };
}

it('the choices of a plan can be seen in every output that it has written', async () => {
  const wrong: unknown[] = [];
  for (const one of (await allCases()).filter(({ error }) => !error)) {
    const { options, features } = await readTree(join(one.folder, 'gen2'));
    const { auth, bucket, schema } = await choicesOf(one);
    const pairs = [
      // What was refused is not there.
      ...(features.has('auth') ? [[options.auth, auth]] : []),
      ...(features.has('storage') ? [[options.bucket, bucket]] : []),
      [options.schema, schema],
    ];
    for (const [seen, chosen] of pairs)
      if (chosen !== undefined && seen !== chosen) wrong.push([one.name, chosen, seen]);
  }
  expect(wrong).toEqual([]);
});
