/** A part of a text that can be cut between its items, and nowhere else. */
export interface Section {
  /** What stands before the items and is never cut: a heading, the head of a table, an opened fold. */
  readonly head: readonly string[];
  readonly items: readonly string[];
  /** What has to stand behind them, such as the end of a fold. */
  readonly foot: readonly string[];
  /** What to say of items that were left out. */
  readonly rest: (count: number) => readonly string[];
}

/** The sections as one text of at most `limit` characters. Where they are too long, the longest are cut first. */
export function fit(sections: readonly Section[], limit: number): string {
  const fixed = sections.map(({ head, foot, items, rest }) =>
    sizeOf([...head, ...foot, ...rest(items.length), '']),
  );
  const budget = limit - fixed.reduce((sum, size) => sum + size, 0);
  const share = shareOf(
    sections.map(({ items }) => sizeOf(items)),
    budget,
  );
  return sections.map((section) => linesOf(section, share).join('\n')).join('\n\n');
}

function linesOf({ head, items, foot, rest }: Section, share: number): string[] {
  const kept = [];
  let size = 0;
  for (const item of items) {
    size += item.length + 1;
    if (size > share) break;
    kept.push(item);
  }
  const left = items.length - kept.length;
  return [...head, ...kept, ...(left === 0 ? [] : rest(left)), ...foot];
}

/** How long a section may be so that all of them fit: short ones leave what they do not need to the others. */
function shareOf(sizes: readonly number[], budget: number): number {
  let left = budget;
  const sorted = [...sizes].sort((a, b) => a - b);
  for (const [index, size] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (size > share) return Math.max(share, 0);
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
