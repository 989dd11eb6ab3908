/** Cells by the names that forms give them (`决算02.合计.本年收入合计`), for sentences and charts that data describes. */

import { stripNumber } from '../base/fold.ts';
import { LEVEL } from '../base/keys.ts';
import type { CellFigure } from '../model/types.ts';
import type { Cube, CubeLine } from '../model/view/cube.ts';
import { cellsIn, isGroupName, linesNamed, tablesByForm } from '../model/view/reference.ts';

/** One of the cells that a repeated part stands for. */
export interface CellItem {
  readonly cell: CellFigure;
  readonly line: CubeLine;
  readonly cube: Cube;
  readonly name: string;
  /** Counts from 1. */
  readonly number: number;
}

/** Which cells are wanted. */
export interface CellQuery {
  /** `决算02.合计.Σ来源` (columns of a group), `决算05.Σ类.小计` (rows of a group; `Σ款`, `Σ项` by code). */
  readonly each: string;
  /** Codes that the rows stand under, or do not. */
  readonly under?: readonly string[];
  readonly notUnder?: readonly string[];
  /** Cells that hold zero are left out, as blank ones always are. */
  readonly nonzero?: boolean;
}

export class FormCells {
  private readonly byForm: ReadonlyMap<string, Cube>;

  constructor(cubes: readonly Cube[]) {
    this.byForm = tablesByForm(cubes);
  }

  /** The cells of a column in the rows that a name means. */
  figures(form: string, row: string, column: string): readonly CellFigure[] {
    const cube = this.byForm.get(form);
    return cube ? cellsIn(this.linesOf(cube, row), column) : [];
  }

  /** The cells of `表.行.栏` where the row or the column is a group; blank ones are left out. */
  items(query: CellQuery): CellItem[] {
    const [form = '', row = '', column = ''] = query.each.split('.');
    const cube = this.byForm.get(form);
    if (!cube) return [];
    const columns = isGroupName(column) ? cube.columnGroup(column.slice(1)) : undefined;
    const items: CellItem[] = [];
    const add = (line: CubeLine, key: string, name: (cell: CellFigure) => string) => {
      const cell = line.cell(key);
      if (cell?.state !== 'amount' || (query.nonzero && cell.value === 0n)) return;
      items.push({ cell, line, cube, name: name(cell), number: items.length + 1 });
    };
    // Panels side by side part the codes; the order of the codes is that of the catalogue.
    const lines = [...this.linesOf(cube, row)];
    if (query.under || query.notUnder) lines.sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
    for (const line of lines) {
      const { code } = line;
      if (query.under && !query.under.some((c) => code?.startsWith(c))) continue;
      if (query.notUnder?.some((c) => code?.startsWith(c))) continue;
      if (columns) for (const key of columns) add(line, key, columnName);
      else add(line, column, () => line.id ?? plainLabel(line));
    }
    return items;
  }

  private linesOf(cube: Cube, row: string): readonly CubeLine[] {
    const level = row.startsWith('Σ') ? row.slice(1) : '';
    if (Object.hasOwn(LEVELS, level))
      return cube.lines.filter((l) => l.code?.length === LEVELS[level] && l.row?.unit === undefined);
    return linesNamed(cube, row);
  }
}

const LEVELS: Readonly<Record<string, number>> = {
  [LEVEL.class]: 3,
  [LEVEL.group]: 5,
  [LEVEL.item]: 7,
};

export function listOf<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

function columnName(cell: CellFigure): string {
  const { form, path } = cell.column;
  return form?.id ?? (path.at(-1) ?? '').replace(/\s+/g, '');
}

/** A row's label without its number and its code. */
export function plainLabel({ label, row }: CubeLine): string {
  const text = label.replace(/[\s|]+/g, '');
  const bare = stripNumber(text);
  return row?.code !== undefined && bare.startsWith(row.code) ? bare.slice(row.code.length) : bare;
}
