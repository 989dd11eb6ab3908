/** Rows and columns of two tables by their names. */
import { UNITS } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../../model/types.ts';
import { plainLabel } from '../form-cells.ts';
import type { ComparedText } from './types.ts';

export function unitName(power: number): string {
  return Object.entries(UNITS).find(([, p]) => p === power)?.[0] ?? '';
}

// ---- rows and cells ----

/** Rows by what they are: panel, unit, code or form's row or name; the second of a kind is another one. */
export function rowsByKey(table: TableModel): Map<string, PanelRow> {
  const rows = new Map<string, PanelRow>();
  for (const row of table.rows) {
    const own = row.code ?? row.form?.id ?? row.name;
    if (own === '' && !isFilled(row)) continue;
    const part = row.partOf ? `${row.partOf.name}>` : '';
    const panel = row.panel.form?.id ?? row.panel.index;
    const key = `${panel}|${row.unit?.name ?? ''}|${row.code ? '' : part}${own}`;
    setNumbered(rows, key, row);
  }
  return rows;
}

export function cellsByKey(row: PanelRow): Map<string, CellFigure> {
  const cells = new Map<string, CellFigure>();
  for (const [column, figure] of row.cells) {
    setNumbered(cells, column.form?.id ?? column.path.map(foldName).join('/'), figure);
  }
  return cells;
}

/** Sets a value at a key, or at a numbered one where that is taken. */
function setNumbered<V>(map: Map<string, V>, key: string, value: V): void {
  let name = key;
  for (let n = 1; map.has(name); n++) name = `${key}#${n}`;
  map.set(name, value);
}

export function isFilled(row: PanelRow): boolean {
  return [...row.cells.values()].some((c) => c.value !== 0n || c.state === 'unreadable');
}

/** Whether two cells say the same; a blank, a dash and a zero do. */
export function same(a: CellFigure | undefined, b: CellFigure | undefined): boolean {
  if (a?.state === 'unreadable' || b?.state === 'unreadable')
    return foldName(a?.raw ?? '') === foldName(b?.raw ?? '');
  return (a?.value ?? 0n) === (b?.value ?? 0n);
}

export function nameOf(row: PanelRow): string {
  return foldName(row.label);
}

export function rowLabel(row: PanelRow): string {
  const line = { label: row.label, row } as Parameters<typeof plainLabel>[0];
  const name = plainLabel(line) || row.name;
  return row.code === undefined ? name : `${row.code} ${name}`;
}

export function rowText(row: PanelRow, { line }: PlacedTable): ComparedText {
  const cells = [...row.cells.values()].filter((c) => c.value !== 0n || c.state === 'unreadable');
  const amounts = cells.map((c) => `${columnLabel(c.column)} ${c.raw}`).join('，');
  return { text: `${rowLabel(row)}${amounts === '' ? '' : `：${amounts}`}`, line: line + row.line };
}

export function columnLabel(column: Column): string {
  return column.path.join('/') || (column.form?.id ?? '');
}
