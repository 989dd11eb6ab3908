/** Headings that nothing marks as such: known by their numbers, and by the tables below them. */
import { leadsChapter, leadsFirst, leadsPart, leadsSecond } from '../../base/numbering.ts';
import { isCountedTitle, isPairs, isProperty, isTitle } from './grid.ts';
import type { Piece } from './types.ts';

/** Numbered short lines are headings where nothing marks them. */
export function numberedHeadings(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => {
    if (piece.kind !== 'line' || piece.text.length > 50 || /[。；：，:,]/.test(piece.text)) return piece;
    if (leadsChapter(piece.text)) return { kind: 'heading', level: 1, text: piece.text };
    if (leadsFirst(piece.text)) return { kind: 'heading', level: 2, text: piece.text };
    if (leadsSecond(piece.text)) return { kind: 'heading', level: 3, text: piece.text };
    return piece;
  });
}

/** The headings of a document that may have none of its own: numbered lines then, and titles of tables always. */
export function withHeadings(pieces: readonly Piece[]): Piece[] {
  const marked = pieces.filter((p) => p.kind === 'heading').length;
  const parts = pieces.some((p) => p.kind === 'heading' && leadsPart(p.text));
  const out = marked >= 3 && (parts || !pieces.some(isPart)) ? [...pieces] : numberedHeadings(pieces);
  out.forEach((piece, i) => {
    if (piece.kind !== 'table') return;
    let at = i - 1;
    while (at >= 0 && passes(out[at])) at--;
    const over = out[at];
    if (over?.kind === 'line' && (isTitle(over.text) || isCountedTitle(over.text)))
      out[at] = { kind: 'heading', level: isCountedTitle(over.text) ? 3 : 2, text: over.text };
  });
  return out;
}

function isPart(piece: Piece): boolean {
  return piece.kind === 'line' && piece.text.length < 40 && leadsPart(piece.text);
}

/** What may stand between a title and its table. */
function passes(piece: Piece | undefined): boolean {
  if (piece?.kind !== 'line') return piece?.kind === 'blank';
  return piece.text.split(/\s{2,}/).every(isProperty) || isPairs(piece.text);
}
