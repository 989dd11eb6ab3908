/**
 * Rows and columns as people write them in a `勾稽：` line (`本年收入合计.决算数`, `27行.1栏`, `201..229`): the one place
 * where such names are looked up in a table.
 */
import { comparableHeader } from '../../reference/forms.ts';
import type { RefNode } from '../../syntax/formula.ts';
import type { CellFigure, Column } from '../types.ts';
import type { Cube, CubeLine } from './cube.ts';
import { isGroupName } from './reference.ts';

/** The figures that a name means, or why it means none. */
export type Found =
  | { readonly figures: readonly CellFigure[] }
  | { readonly missing: string; readonly data: Readonly<Record<string, string>> };

/** How a column of some rows is asked for. */
interface Picked {
  readonly column: string | undefined;
  /** The whole name, for what is said of it. */
  readonly text: string;
  /** Whether more than one figure may be meant, to be added up. */
  readonly several: boolean;
}

/**
 * The figures of a table that a name means.
 * @param names its parts behind the table's own
 * @param text all of it as written
 */
export function figuresIn(cube: Cube, names: readonly string[], ref: RefNode, text: string): Found {
  const [row = '', column] = names;
  if (ref.to) return rangeOf(cube, ref.to.text, names);
  if (isGroupName(row)) return pick(cube, cube.inGroup(row.slice(1)), { column, text, several: true });
  const lines = cube.find(row);
  if (column !== undefined) {
    if (lines.length > 0) return pick(cube, lines, { column, text, several: false });
    return transposed(cube, row, column) ?? { missing: 'row-unknown-name', data: { name: row } };
  }
  if (lines.length > 0) {
    const cells = lines.flatMap(valueCells);
    if (cells.length === 1) return { figures: cells };
    const filled = cells.filter((f) => f.state !== 'blank');
    return filled.length === 1 ? { figures: filled } : several(text);
  }
  // A row with one amount column, else a column with one data row.
  const cells = cube.findColumns(row).flatMap((c) => cellsOf(cube, c));
  if (cells.length === 1) return { figures: cells };
  return cells.length === 0 ? { missing: 'row-unknown-name', data: { name: row } } : several(text);
}

const several = (name: string): Found => ({ missing: 'several-figures', data: { name } });

const valueCells = (line: CubeLine): CellFigure[] => (line.row ? [...line.row.cells.values()] : []);

function cellsOf(cube: Cube, column: Column): CellFigure[] {
  return cube.table.rows.map((r) => r.cells.get(column)).filter((f) => f !== undefined);
}

function transposed(cube: Cube, row: string, column: string): Found | undefined {
  const figure = cube.table.grid?.get(row)?.get(column);
  return figure ? { figures: [figure] } : undefined;
}

/** The figures that a column has in some rows; without a column, all of them. */
function pick(cube: Cube, lines: readonly CubeLine[], asked: Picked): Found {
  const { column, text } = asked;
  if (column === undefined) {
    const cells = lines.flatMap(valueCells);
    return asked.several || cells.length === 1 ? { figures: cells } : several(text);
  }
  const unknown: Found = { missing: 'column-unknown-name', data: { name: column } };
  const columns = cube.findColumns(column);
  if (columns.length === 0) {
    const byId = lines.map((l) => l.cell(column)).filter((f) => f !== undefined);
    return byId.length > 0 && (asked.several || byId.length === 1) ? { figures: byId } : unknown;
  }
  const found = lines.flatMap((l) => columns.map((c) => l.row?.cells.get(c)).filter((f) => f !== undefined));
  // `合计` may head several columns of a grid; the row's own panel decides.
  const cells = [...new Set(found)];
  if (cells.length === 0) return unknown;
  if (asked.several || cells.length === 1) return { figures: cells };
  const exact = cells.filter(
    ({ column: { path } }) =>
      comparableHeader(path.join('/')) === comparableHeader(column) || path.length === 1,
  );
  return exact.length === 1 ? { figures: exact } : several(text);
}

/** `a..b`: the rows in file order between the two, of the level of its ends, inclusive. */
function rangeOf(cube: Cube, to: string, names: readonly string[]): Found {
  const from = names[0] ?? '';
  // `公开02.2080101..2080199.1栏`: the parts after the range belong to its end.
  const [end = '', ...rest] = to.split('.');
  const first = cube.find(from)[0];
  const last = cube.find(end)[0];
  if (!first) return { missing: 'row-unknown-name', data: { name: from } };
  if (!last) return { missing: 'row-unknown-name', data: { name: end } };
  const a = cube.lines.indexOf(first);
  const b = cube.lines.indexOf(last);
  const level = (l: CubeLine) => l.code?.length ?? (l.row?.role === 'part' ? -1 : 0);
  const lines = cube.lines
    .slice(Math.min(a, b), Math.max(a, b) + 1)
    .filter((l) => level(l) === level(first) && l.row?.panel === first.row?.panel);
  return pick(cube, lines, { column: names[1] ?? rest[0], text: `${from}..${to}`, several: true });
}
