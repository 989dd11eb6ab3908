/** Foot rows (人员经费合计 … 公用经费合计 …) whose merged labels took too few cells, so that amounts slid under words. */
import { own } from './grid.ts';
import type { Grid, GridCell } from './types.ts';

const AMOUNT = /^[-−]?\d[\d,]*\.\d+$/;
const WORD = /\p{Script=Han}|^\d{3,7}$/u;

/**
 * Moves amounts that stand in a column of words to the amount columns right of it, where that is the only place they
 * can have come from: as many columns as amounts, and nothing in them. Other such rows are doubts.
 * @param head how many rows are the header
 */
export function settleFoot(grid: Grid, head: number): { grid: Grid; doubts: ReadonlySet<number> } {
  const doubts = new Set<number>();
  const width = grid[0]?.length ?? 0;
  const body = grid.slice(head);
  const texts = (c: number) => body.map((row) => own(row[c])).filter((t) => t !== '');
  const isWords = Array.from({ length: width }, (_, c) => {
    const column = texts(c);
    const words = column.filter((t) => WORD.test(t) && !AMOUNT.test(t)).length;
    return words > 1 && words * 4 > column.length * 3;
  });
  const settled = grid.map((row, r) => {
    if (r < head) return row;
    const from = row.findIndex((cell, c) => isWords[c] && AMOUNT.test(own(cell)));
    if (from < 0) return row;
    let end = from;
    while (end < width && AMOUNT.test(own(row[end]))) end++;
    const amounts = row.slice(from, end).map(own);
    const to: number[] = [];
    for (let c = from; c < width && to.length < amounts.length; c++) {
      if (!isWords[c] && (c < end || own(row[c]) === '')) to.push(c);
      else if (to.length > 0) break;
    }
    // The panel has more amount columns than the row has amounts: which of them is blank cannot be told.
    const next = (to.at(-1) ?? width) + 1;
    if (to.length < amounts.length || (next < width && !isWords[next])) {
      doubts.add(r);
      return row;
    }
    return row.map((cell, c): GridCell => {
      const at = to.indexOf(c);
      if (at >= 0) return { text: amounts[at] as string };
      return c >= from && c < end ? { text: '' } : cell;
    });
  });
  return { grid: settled, doubts };
}
