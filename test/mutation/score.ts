import { type Judged } from './run.js';
import { type KnownSurvivor, SURVIVORS } from './survivors.js';

/** How many mutants of an operator became what. */
export interface Counts {
  killed: number;
  /** Of those killed: what does not compile or synthesise. */
  refused: number;
  survived: number;
  same: number;
}

export interface Score {
  readonly total: Counts;
  readonly byOperator: ReadonlyMap<string, Counts>;
  /** Told, of those that are mutants at all. */
  readonly share: number;
  readonly survivors: readonly (Judged & { readonly because: string | null })[];
}

export function scoreOf(judged: readonly Judged[], known: readonly KnownSurvivor[] = SURVIVORS): Score {
  const total = none();
  const byOperator = new Map<string, Counts>();
  for (const { mutant, verdict } of judged) {
    const counts = byOperator.get(mutant.operator) ?? none();
    byOperator.set(mutant.operator, counts);
    for (const one of [total, counts]) {
      if (verdict.kind === 'refused') one.refused += 1;
      if (verdict.kind === 'told' || verdict.kind === 'refused') one.killed += 1;
      else one[verdict.kind] += 1;
    }
  }
  const survivors = judged
    .filter(({ verdict }) => verdict.kind === 'survived')
    .map((one) => ({ ...one, because: reasonOf(one, known) }));
  return { total, byOperator, share: total.killed / Math.max(1, total.killed + total.survived), survivors };
}

function none(): Counts {
  return { killed: 0, refused: 0, survived: 0, same: 0 };
}

function reasonOf({ name, mutant }: Judged, known: readonly KnownSurvivor[]): string | null {
  const { operator, file, old, text } = mutant;
  const found = known.find(
    (one) => one.operator === operator && one.case === name && one.change.test(`${file}: ${old} -> ${text}`),
  );
  return found?.because ?? null;
}

const PERCENT = 100;

/** The score as text: the operators, what survived with its reason, and the share. */
export function shownScore({ total, byOperator, share, survivors }: Score): string {
  const rows = [...byOperator].sort(([a], [b]) => (a < b ? -1 : 1)).concat([['all', total]]);
  const table = rows.map(
    ([name, { killed, refused, survived, same }]) =>
      `${name.padEnd(32)} told ${String(killed - refused).padStart(4)}  refused ${String(refused).padStart(4)}  survived ${String(survived).padStart(3)}  same ${String(same).padStart(3)}`,
  );
  const left = survivors.map(({ name, mutant, verdict, because }) => {
    const { operator, file, line, old, text } = mutant;
    const by = 'by' in verdict && verdict.by !== '' ? `\n    announced: ${verdict.by}` : '';
    return `${because === null ? 'SURVIVED' : 'survived'} ${name} ${file}:${line} ${operator}: ${oneLine(old)} -> ${oneLine(text)}\n    ${because ?? 'without a reason'}${by}`;
  });
  return [...table, '', ...left, '', `score ${(share * PERCENT).toFixed(1)} %`].join('\n');
}

const LENGTH = 140;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
