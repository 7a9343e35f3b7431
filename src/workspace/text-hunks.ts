/**
 * Limits of a line-by-line comparison; beyond them one hunk replaces the whole file.
 *
 * The comparison (Myers) takes edits × (edits + lines) steps. With these numbers the worst content that fits
 * takes about a tenth of a second; a change of more than 1000 lines is a new file to its reader anyway, and
 * a minified bundle is one line that has nothing to compare.
 */
const MAX_CHANGED_LINES = 1000;
const MAX_LINES = 50_000;
const MAX_CHARACTERS = 1_000_000;
const CONTEXT = 3;

/** The hunks from one text to another that differs from it; either may be empty, stand without final newline or have CRLF. */
export async function hunksOf(before: string, after: string): Promise<string> {
  const [oldLines, newLines] = [linesOf(before), linesOf(after)];
  const comparable =
    before !== '' &&
    after !== '' &&
    before.length + after.length <= MAX_CHARACTERS &&
    oldLines.length + newLines.length <= MAX_LINES;
  const hunks = comparable ? await compared(before, after) : null;
  return hunks ?? replaced(oldLines, newLines);
}

async function compared(before: string, after: string): Promise<string | null> {
  const { structuredPatch } = await import('diff');
  const patch = structuredPatch('', '', before, after, '', '', {
    context: CONTEXT,
    maxEditLength: MAX_CHANGED_LINES,
  });
  if (patch === undefined) return null;
  return patch.hunks
    .map((hunk) => {
      const range = `-${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines}`;
      return `@@ ${range} @@\n${hunk.lines.join('\n')}\n`;
    })
    .join('');
}

function replaced(oldLines: readonly string[], newLines: readonly string[]): string {
  const range = `-${span(oldLines)} +${span(newLines)}`;
  return [`@@ ${range} @@\n`, ...oldLines.map(marked('-')), ...newLines.map(marked('+'))].join('');
}

/** An empty side starts at line 0, as in every unified diff. */
function span(lines: readonly string[]): string {
  return lines.length === 0 ? '0,0' : `1,${lines.length}`;
}

/** Lines with their `\n`; the last one may have none. A `\r` is part of its line, as for git. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => `${line}\n`);
  const last = lines.pop();
  if (last !== undefined && last !== '\n') lines.push(last.slice(0, -1));
  return lines;
}

function marked(sign: '-' | '+'): (line: string) => string {
  return (line) =>
    line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
}
