import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edit } from '../../src/core/plan.js';
import { toPatch } from '../../src/workspace/patch.js';
import { edit, type Files, git, repository, snapshot, temporaryFolders, write } from './helpers.js';

const folder = temporaryFolders();

function contents(edits: readonly Edit[], side: 'before' | 'after'): Files {
  return Object.fromEntries(edits.flatMap((e) => (e[side] === null ? [] : [[e.path, e[side]]])));
}

function tree(files: Files): Record<string, string> {
  const root = folder();
  write(root, files);
  return snapshot(root);
}

/** Applies the patch of the edits, checks the tree, takes it back and checks again. */
async function apply(edits: readonly Edit[], { inRepository = false } = {}): Promise<string> {
  const root = folder();
  if (inRepository) repository(root, contents(edits, 'before'));
  else write(root, contents(edits, 'before'));
  const patch = await toPatch(edits);
  if (patch === '') return patch;
  git(root, ['apply', '--check'], patch);
  git(root, ['apply'], patch);
  expect(snapshot(root)).toEqual(tree(contents(edits, 'after')));
  git(root, ['apply', '-R'], patch);
  expect(snapshot(root)).toEqual(tree(contents(edits, 'before')));
  if (inRepository) {
    git(root, ['update-index', '-q', '--refresh']);
    git(root, ['apply', '--index'], patch);
    expect(snapshot(root)).toEqual(tree(contents(edits, 'after')));
  }
  return patch;
}

const LINES = Array.from({ length: 40 }, (_, n) => `line ${n}`);
const LONG = `${LINES.join('\n')}\n`;
const BINARY = Uint8Array.from({ length: 1000 }, (_, n) => (n * 7919) % 256);

describe('a patch that git applies', () => {
  const cases: Record<string, Edit> = {
    'a created file': edit('amplify/auth/resource.ts', null, 'a\nb\n'),
    'a created file without final newline': edit('a.ts', null, 'a\nb'),
    'a created empty file': edit('a.ts', null, ''),
    'a deleted file': edit('amplify/a.ts', 'a\nb\n', null),
    'a deleted file without final newline': edit('amplify/a.ts', 'a', null),
    'a deleted empty file': edit('amplify/a.ts', '', null),
    'a change in two places': edit('a.ts', LONG, LONG.replace('line 3\n', '').replace('line 30', 'l\n\nm')),
    'a change of every line': edit('a.ts', LONG, LONG.replaceAll('line', 'other')),
    'a change of the only line': edit('a.ts', 'a', 'b'),
    'a final newline that is added': edit('a.ts', 'a\nb', 'a\nb\n'),
    'a final newline that is taken away': edit('a.ts', 'a\nb\n', 'a\nb'),
    'a last line that moves up': edit('a.ts', 'a\nb', 'a\nb\nc'),
    'a file that gets empty': edit('a.ts', LONG, ''),
    'an empty file that gets content': edit('a.ts', '', LONG),
    'a file that gets a single newline': edit('a.ts', '', '\n'),
    'CRLF that stays': edit(
      'a.json',
      LONG.replaceAll('\n', '\r\n'),
      LONG.replaceAll('\n', '\r\n').replace('5', '6'),
    ),
    'CRLF that goes': edit('a.json', LONG.replaceAll('\n', '\r\n'), LONG),
    'CRLF that comes': edit('a.json', LONG, LONG.replaceAll('\n', '\r\n')),
    'lone carriage returns': edit('a.txt', 'a\rb\nc\r', 'a\rb\nc\rd\r\r\n'),
    'a byte order mark': edit('a.json', '\ufeff{}\n', '\ufeff{ }\n'),
    'a byte order mark that goes': edit('a.json', '\ufeff{}\n', '{}\n'),
    'lines that look like a patch': edit(
      'a.diff',
      '-- a\n++ b\n@@ -1 +1 @@\n',
      '++ c\n@@ -1 +1 @@\ndiff --git a/x b/x\n',
    ),
    'lines that look like the end of a file': edit(
      'a',
      'a\n\\ No newline at end of file\n',
      '\\ No newline at end of file',
    ),
    'unusual line separators': edit('a.ts', 'a\u2028b\u2029c\u0085\f\n', 'a\u2028b\u2029\f\n'),
    'trailing white space': edit('a.md', 'a  \n\t\n', 'b  \n \t\n\n\n'),
    'binary that is created': edit('layer.zip', null, BINARY),
    'binary that is changed': edit('layer.zip', BINARY, BINARY.slice(3)),
    'binary that is deleted': edit('layer.zip', BINARY, null),
    'binary that becomes empty': edit('layer.zip', BINARY, ''),
    'binary that becomes text': edit('layer.zip', BINARY, LONG),
    'text that is not UTF-8': edit(
      'latin1.txt',
      Buffer.from('caf\xe9\n', 'latin1'),
      Buffer.from('caf\xe8\n', 'latin1'),
    ),
    'a lone surrogate in UTF-8': edit('a.txt', null, Uint8Array.of(0xed, 0xa0, 0x80)),
    'one byte': edit('a.bin', null, Uint8Array.of(0)),
    'a path with spaces': edit('my app/a b.ts', LONG, LONG.replace('5', '6')),
    'a path with a final space': edit('my app /a ', 'a\n', 'b\n'),
    'an empty file at a path with spaces': edit('a b/a b b/a b', null, ''),
    'binary at a path with spaces': edit('a b b/a b', BINARY, null),
    'a path beyond ASCII': edit('größe/日本語 🚀.ts', 'a\n', 'b\n'),
    'a path with quotes': edit('it\'s/"q\\uo"te.ts', 'a\n', 'b\n'),
    'a path with control characters': edit('a\tb\nc\u001b[31m\u007f/\v\b\u0007', null, 'b\n'),
    'a path that looks like an option': edit('-p/--reverse', 'a\n', 'b\n'),
    'an empty file at a path that has to be quoted': edit('"\t"', '', null),
  };
  it.each(Object.entries(cases))('%s', async (_, one) => {
    const patch = await apply([one]);
    expect(patch).not.toBe('');
  });

  it('all of them at once', async () => {
    const edits = Object.values(cases).map((one, index) => ({ ...one, path: `${index}/${one.path}` }));
    await apply(edits, { inRepository: true });
  });

  it('as git itself writes it', async () => {
    expect(await toPatch([edit('my app/a', null, 'a\n'), edit('b', 'b', ''), edit('é', '', 'c')])).toBe(
      [
        'diff --git a/my app/a b/my app/a',
        'new file mode 100644',
        'index 0000000000000000000000000000000000000000..78981922613b2afb6025042ff6bd878ac1994e85',
        '--- /dev/null',
        '+++ b/my app/a\t',
        '@@ -0,0 +1,1 @@',
        '+a',
        'diff --git a/b b/b',
        'index 63d8dbd40c23542e740659a7168a0ce3138ea748..e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
        '--- a/b',
        '+++ b/b',
        '@@ -1,1 +0,0 @@',
        '-b',
        '\\ No newline at end of file',
        'diff --git "a/\\303\\251" "b/\\303\\251"',
        'index e69de29bb2d1d6434b8b29ae775ad8c2e48c5391..3410062ba67c5ed59b854387a8bc0ec012479368',
        '--- "a/\\303\\251"',
        '+++ "b/\\303\\251"',
        '@@ -0,0 +1,1 @@',
        '+c',
        '\\ No newline at end of file',
        '',
      ].join('\n'),
    );
  });

  it('nothing for no change', async () => {
    expect(await toPatch([edit('a', 'a', 'a'), edit('b', null, null)])).toBe('');
  });

  const text = fc
    .array(
      fc.tuple(
        fc.constantFrom('', 'a', 'b', 'c', '  x', '-', '+', '\\', 'é', '日本', '🚀', '\ufeff'),
        fc.constantFrom('\n', '\r\n'),
      ),
      { maxLength: 30 },
    )
    .chain((lines) =>
      fc.constantFrom('', 'end', '\r').map((end) => Buffer.from(lines.flat().join('') + end)),
    );
  const content = fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
  const side = fc.option(content, { freq: 5 });
  const name = fc
    .stringMatching(/^[^/\0]{1,8}$/u)
    .filter((n) => !/^\.+$|^\.git|[\p{Cs}]/iu.test(n) && Buffer.byteLength(n) < 200);

  it('for any edits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, side, side), { minLength: 1, maxLength: 8 }),
        async (drafts) => {
          const edits = drafts
            .filter(([, before, after]) => before !== null || after !== null)
            .map(([n, before, after], index) => edit(`d${index}/${n}`, before, after));
          await apply(edits, { inRepository: true });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('modes', () => {
  it('makes a file executable, and keeps the mode of one that changes', async () => {
    const root = folder();
    repository(root);
    git(root, ['apply'], await toPatch([{ ...edit('run.sh', null, 'a\n'), executable: true }]));
    expect(statSync(join(root, 'run.sh')).mode & 0o111).toBe(0o111);
    git(root, ['apply'], await toPatch([{ ...edit('run.sh', 'a\n', 'b\n'), executable: true }]));
    expect(statSync(join(root, 'run.sh')).mode & 0o111).toBe(0o111);
    git(root, ['add', '-A']);
    git(root, ['apply', '--index'], await toPatch([{ ...edit('run.sh', 'b\n', null), executable: true }]));
    expect(snapshot(root)).toEqual({});
  });

  it('does not name a mode that it does not know', async () => {
    const root = folder();
    repository(root, { 'run.sh': BINARY });
    chmodSync(join(root, 'run.sh'), 0o755);
    git(root, ['apply'], await toPatch([edit('run.sh', BINARY, 'b\n')]));
    expect(statSync(join(root, 'run.sh')).mode & 0o111).toBe(0o111);
  });
});

describe('a project below the top of the work tree', () => {
  it.each(['.', 'packages/my app', 'packages'])('applies in %s with the prefix', async (cwd) => {
    const root = folder();
    repository(root, { 'packages/my app/a.ts': 'a\n' });
    mkdirSync(join(root, 'packages/other'));
    const patch = await toPatch([edit('a.ts', 'a\n', 'b\n')], { prefix: 'packages/my app/' });
    git(join(root, cwd), ['apply'], patch);
    expect(snapshot(root)['packages/my app/a.ts']).toBe('644 b\n');
  });
});

describe('what a terminal sees', () => {
  it('has no control characters of the project', async () => {
    const escape = '\u001b]0;owned\u0007\u009b31m';
    const patch = await toPatch([edit(`a${escape}`, 'a\n', `b${escape}\n`), edit('b', escape, null)]);
    expect(patch).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('has the whole file where a comparison would take too long', async () => {
    const random = (seed: number, n: number): string =>
      Array.from({ length: n }, (_, i) => `${((i * seed * 48271) % 2147483647) % 50}\n`).join('');
    const pairs: [string, string][] = [
      [random(3, 20_000), random(5, 20_000)],
      ['\n'.repeat(400_000), `${'\n'.repeat(200_000)}x${'\n'.repeat(200_000)}`],
      [`var a=${'x'.repeat(5_000_000)}`, `var b=${'x'.repeat(5_000_000)}`],
    ];
    const start = performance.now();
    for (const [before, after] of pairs) {
      const patch = await apply([edit('dist/bundle.js', before, after)]);
      expect(patch.match(/^@@/gm)).toHaveLength(1);
    }
    // Seconds, where comparing line by line would take minutes; most of it is git's.
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe('refusals', () => {
  it.each([
    '../a',
    '/a',
    'a/../b',
    '.git/config',
    'x/.GIT/hooks/a',
    'git~1/a',
    '.g\u200cit/a',
    '.git. /a',
    '',
    'a//b',
    './a',
    'a\0',
    '\ud800',
    'a/.amplify-migrate.lock',
  ])('%j is not a path', async (path) => {
    await expect(toPatch([edit(path, null, 'a')])).rejects.toThrow(/nothing was written\. Rename/);
  });

  it('two edits of one file', async () => {
    await expect(toPatch([edit('a', null, 'a'), edit('a', null, 'b')])).rejects.toThrow(
      'The plan writes `a` twice',
    );
  });
});
