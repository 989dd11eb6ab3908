/** .csv and .tsv: one table (RFC 4180, with the separator that the file uses). */
import { parseNumber } from '../../base/amount.ts';
import { filled, gridOf, own, splitGrid } from './grid.ts';
import { partsOf } from './places.ts';
import type { Grid, GridCell, Piece, Reading } from './types.ts';

export function readCsv(text: string, name: string): Reading {
  const rows = parseCsv(text);
  const pieces = splitGrid(withWideCodes(gridOf(rows)));
  const titled = pieces.some((p) => p.kind === 'heading');
  const heading: Piece = { kind: 'heading', level: 2, text: name.replace(/\.\w+$/, '') };
  const places = rows.flatMap((row, r) => {
    const parts = partsOf(row.map((t) => ({ text: t })));
    return parts.length === 0 ? [] : [{ file: 0, row: r + 1, parts }];
  });
  return { pieces: titled ? pieces : [heading, ...pieces], remarks: [], places };
}

/**
 * A header over codes that stand in parts (类 | 款 | 项) is merged over their columns, of which a file of bare cells says
 * nothing: columns without a name of their own, in which parts of codes stand and nothing else, are under the header
 * left of them.
 */
function withWideCodes(grid: Grid): Grid {
  const width = grid[0]?.length ?? 0;
  const first = grid.findIndex((row) => CLASS.test(own(row[0])) && row.slice(1).some((c) => own(c) !== ''));
  if (first < 1) return grid;
  const body = grid.slice(first);
  const isPart = (c: number) => {
    const texts = body.map((row) => own(row[c])).filter((text) => text !== '');
    return texts.length > 1 && texts.every((text) => PART.test(text));
  };
  let wide = 1;
  while (wide < Math.min(width, 3) && isPart(wide)) wide++;
  const isHeader = (row: readonly GridCell[]) =>
    own(row[0]) !== '' && filled(row).length > 1 && filled(row).every((t) => parseNumber(t) === undefined);
  const named = grid.findLastIndex((row, r) => r < first && isHeader(row));
  const head = grid[named];
  if (wide === 1 || !head || head.slice(1, wide).some((c) => own(c) !== '')) return grid;
  const covered = head.map(
    (cell, c): GridCell => (c > 0 && c < wide ? { text: own(head[0]), covered: 'left' } : cell),
  );
  return grid.map((row) => (row === head ? covered : row));
}

const CLASS = /^\d{3}$/;
const PART = /^\d{2}$/;

/**
 * Rows of cells. A quote that is never closed takes the rest of the file, and loses nothing.
 * @param separator what parts cells; that which the text uses where left out
 */
export function parseCsv(text: string, separator = separatorOf(text)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i++;
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.map((r) =>
    r.map((c) => c.replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? ' ' : blanks)).trim()),
  );
}

/** The separator that parts the first lines most evenly. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  let best = ',';
  let most = 0;
  for (const candidate of ['\t', ',', ';', '|']) {
    const count = head.split(candidate).length - 1;
    // A tab stands in no number and in few words: it wins where it is there at all.
    const weight = candidate === '\t' ? count * 4 : count;
    if (weight > most) [best, most] = [candidate, weight];
  }
  return best;
}
