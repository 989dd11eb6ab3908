/** Text that ran out of its cell, where rows are of fixed height: it is printed over the rule, and over what stands there. */
import { largest, smallest } from '../../base/lists.ts';
import type { Word } from './pdf-pages.ts';

/** Words of one cell on one base line. */
interface CellLine {
  readonly words: readonly Word[];
  readonly y: number;
  readonly size: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Puts words back into the cell that they ran out of, between two cells one over the other.
 * @param border the rule between the two
 */
export function unspill(above: Word[], below: Word[], border: number): void {
  const [upper, lower] = [linesOf(above), linesOf(below)];
  const last = upper.at(-1);
  const [first] = lower;
  if (last && first && isAstray(first, lower[1], border)) {
    // All lines down to the lowest that is printed over another go on with those above.
    const end = lower.findLastIndex((line, i) => isAstray(line, lower[i + 1], border)) + 1;
    if (follows([last, ...lower.slice(0, end)])) move(lower.slice(0, end), below, above);
  } else if (last && first && isAstray(last, upper.at(-2), border)) {
    const from = upper.findIndex((line, i) => isAstray(line, upper[i - 1], border));
    if (follows([...upper.slice(from), first])) move(upper.slice(from), above, below);
  }
}

/** Whether a line stands on the rule, or where another line of its cell is printed. */
function isAstray(line: CellLine, next: CellLine | undefined, border: number): boolean {
  const isNear = next !== undefined && Math.abs(next.y - line.y) < line.size * 0.8;
  if (isNear && next.left < line.right && line.left < next.right) return true;
  const over = border - (line.y - line.size * 0.8);
  const under = line.y + line.size * 0.05 - border;
  return over > line.size * 0.15 && under > line.size * 0.15;
}

/** Whether lines go on one below the other, as those of one text do. */
function follows(lines: readonly CellLine[]): boolean {
  return lines.slice(1).every((line, i) => {
    const before = lines[i] as CellLine;
    const pitch = (line.y - before.y) / Math.max(line.size, before.size);
    const middles = (line.left + line.right - before.left - before.right) / 2;
    const aligned = [line.left - before.left, line.right - before.right, middles].some(
      (d) => Math.abs(d) < line.size * 0.2,
    );
    return aligned && pitch > 0.8 && pitch < 1.7;
  });
}

function move(lines: readonly CellLine[], from: Word[], to: Word[]): void {
  for (const { words } of lines)
    for (const word of words) {
      from.splice(from.indexOf(word), 1);
      to.push(word);
    }
}

function linesOf(words: readonly Word[]): CellLine[] {
  const rows: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.y - b.y)) {
    const [first] = rows.at(-1) ?? [];
    if (first && word.y - first.y < first.size * 0.04) rows.at(-1)?.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => {
    const [{ y, size }] = row as [Word, ...Word[]];
    const left = smallest(
      row.map((w) => w.x),
      Number.POSITIVE_INFINITY,
    );
    const right = largest(
      row.map((w) => w.x + w.width),
      0,
    );
    return { words: row, y, size, left, right };
  });
}
