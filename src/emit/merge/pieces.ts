import { type Node, type Statement } from '@babel/types';
import { type NamedImport } from '../../core/feature.js';
import { type Names, renameEdits } from './rename.js';
import { endOf, parseModule, startOf } from './syntax.js';
import { applyEdits, endOfLineComments } from '../text.js';

/** One statement of ours with the comments that belong to it, before it is fitted into a file. */
export interface Piece {
  /** Null for comments alone. */
  readonly node: Statement | null;
  /** The source text that `node` has its places in. */
  readonly source: string;
  readonly from: number;
  readonly to: number;
  /** What stands between this piece and the one before. */
  readonly gap: '\n' | '\n\n';
  readonly imports: readonly NamedImport[];
}

/** Cuts source text into its top-level statements. A comment belongs to the statement that it precedes. */
export async function piecesOf(source: string, imports: readonly NamedImport[]): Promise<Piece[]> {
  const { body } = await parseModule(source);
  const ends = body.map((node) => endOfLineComments(source, endOf(node)));
  // What follows the last statement goes with it.
  ends.splice(Math.max(ends.length - 1, 0), 1, source.length);
  return ends.map((to, index) => {
    const from = ends[index - 1] ?? 0;
    const blank = index === 0 || /^[^\S\n]*\n[^\S\n]*\r?\n/.test(source.slice(from));
    return { node: body[index] ?? null, source, from, to, gap: blank ? '\n\n' : '\n', imports };
  });
}

/** The text of a piece with the names of the file it goes to. */
export function textOf(piece: Piece, names: Names): string {
  return renamed(piece, piece.node, piece.from, piece.to, names).trim();
}

/** The text of a part of a piece, with the names of the file it goes to. */
export function textOfNode(piece: Piece, node: Node, names: Names): string {
  return renamed(piece, node, startOf(node), endOf(node), names);
}

function renamed({ source }: Piece, node: Node | null, from: number, to: number, names: Names): string {
  const edits = node ? renameEdits(node, names) : [];
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  return applyEdits(source.slice(from, to), moved);
}
