/** The rows of a published table: nested header cells, labels, figures. */

import { foldName } from '../../base/fold.ts';
import type { CellFigure, Column, TableModel } from '../../model/types.ts';
import { type CellSyntax, cellsOf, type Line } from '../../syntax/line.ts';
import type { CellSum } from '../sums.ts';
import { cellRuns, EMPHASIS, runsOf, trimmed } from './runs.ts';
import type { Align, CellNumber, PublishedCell, PublishedRow, PublishedTable, Run } from './types.ts';

/** The rows of a table: its header nested as the paths of its columns say, and its rows as they stand. */
export class GridWriter {
  private readonly figures = new Map<number, Map<number, CellFigure>>();
  private readonly totals = new Set<number>();
  private headRows = 0;

  constructor(
    private readonly table: TableModel,
    private readonly base: number,
    private readonly width: number,
    private readonly sums: ReadonlyMap<CellFigure, CellSum>,
  ) {
    for (const row of table.rows) {
      if (row.role === 'total' || row.role === 'subtotal') this.totals.add(row.line);
      for (const [column, figure] of row.cells) {
        const line = this.figures.get(figure.span.line) ?? new Map<number, CellFigure>();
        line.set(column.index, figure);
        this.figures.set(figure.span.line, line);
      }
    }
  }

  columns(): PublishedTable['columns'] {
    return Array.from({ length: this.width }, (_, i) => {
      const column = this.table.columns[i];
      return { align: alignOf(column), role: column?.role ?? 'text', width: this.widthOf(i) };
    });
  }

  /** How much room a column asks for, in half-width characters: its longest word of a cell, within bounds. */
  private widthOf(index: number): number {
    const { block } = this.table;
    let most = 4;
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== 'row' || this.table.headerLines.includes(i)) return;
      for (const part of (cellsOf(line)[index]?.text ?? '').split('\n')) {
        let width = 0;
        for (const char of part) width += char.charCodeAt(0) > 0x2e7f ? 2 : 1;
        if (width > most) most = width;
      }
    });
    const last = this.table.columns[index]?.path.at(-1) ?? '';
    const head = Math.min([...last].length * 2, 12);
    return Math.min(Math.max(most, head), 44);
  }

  /** Header rows: equal parts side by side are one cell; a path that ends early reaches down. */
  head(): PublishedRow[] {
    const { table } = this;
    const head = table.headerLines.filter((l) => !table.numberLines.includes(l));
    const paths = Array.from({ length: this.width }, (_, i) => table.columns[i]?.path ?? []);
    const depth = paths.reduce((most, p) => Math.max(most, p.length), 0);
    const rows: PublishedRow[] = [];
    const line = this.base + (head[0] ?? 0);
    for (let level = 0; level < depth; level++)
      rows.push({ role: 'head', line, cells: this.headCells(paths, level, depth, line) });
    this.headRows = rows.length;
    const numbers = table.numberLines[0];
    if (numbers !== undefined) {
      rows.push(this.row(numbers, 'numbers', rows.length));
      this.headRows++;
    }
    return rows;
  }

  /** The cells of one level of the head. */
  private headCells(
    paths: readonly (readonly string[])[],
    level: number,
    depth: number,
    line: number,
  ): PublishedCell[] {
    const cells: PublishedCell[] = [];
    for (let c = 0; c < this.width; c++) {
      const path = paths[c] as readonly string[];
      const last = Math.max(path.length, 1) - 1;
      if (level > last) continue;
      const ends = level === last;
      let to = c + 1;
      if (!ends) while (to < this.width && this.together(paths, c, to, level)) to++;
      const runs = this.headRuns(c, path[level] ?? '', line);
      const [own] = runs;
      cells.push({
        runs,
        line: own?.line ?? line,
        start: own?.start ?? 0,
        end: own?.end ?? 0,
        row: level,
        column: c,
        colspan: to - c,
        rowspan: ends ? depth - level : 1,
        align: 'center',
      });
      c = to - 1;
    }
    return cells;
  }

  /** Whether two columns share the header down to a level, and both go on below it. */
  private together(paths: readonly (readonly string[])[], a: number, b: number, level: number): boolean {
    const one = paths[a] as readonly string[];
    const two = paths[b] as readonly string[];
    if (two.length <= level + 1) return false;
    for (let i = 0; i <= level; i++) if (foldName(one[i] ?? '') !== foldName(two[i] ?? '')) return false;
    return true;
  }

  /** A part of a header with its place, where it stands in the column's own header cell as it is. */
  private headRuns(column: number, part: string, line: number): Run[] {
    const text = part.replace(EMPHASIS, '').trim();
    if (text === '') return [];
    const span = this.table.columns[column]?.header;
    const source = span && (this.table.block.lines[span.line] as Line).text.slice(span.start, span.end);
    const at = source?.indexOf(part) ?? -1;
    if (!span || at < 0) return [{ text, line, start: 0, end: 0 }];
    return [
      { text, line: this.base + span.line, start: span.start + at, end: span.start + at + part.length },
    ];
  }

  body(): PublishedRow[] {
    const { table } = this;
    const rows: PublishedRow[] = [];
    const first = table.block.roles.indexOf('row');
    table.block.lines.forEach((line, i) => {
      const role = table.block.roles[i];
      const at = this.headRows + rows.length;
      if (role === 'row' && !table.headerLines.includes(i))
        rows.push(this.row(i, this.totals.has(i) ? 'total' : 'plain', at));
      // A remark between the rows.
      else if (role === 'text' && i > first) {
        const runs = trimmed(runsOf(line, this.base + i, 0, line.text.length));
        const place = {
          line: this.base + i,
          start: 0,
          end: line.text.length,
          row: at,
          column: 0,
          colspan: this.width,
          rowspan: 1,
        };
        rows.push({ role: 'plain', line: this.base + i, cells: [{ runs, ...place, align: 'left' }] });
      }
    });
    return rows;
  }

  private row(index: number, role: PublishedRow['role'], at: number): PublishedRow {
    const { table } = this;
    const line = table.block.lines[index] as Line;
    const source = cellsOf(line);
    const figures = this.figures.get(index);
    const cells: PublishedCell[] = [];
    for (let c = 0; c < this.width; c++) {
      const cell = source[c];
      const column = table.columns[c];
      const span = role === 'plain' ? 1 : this.labelSpan(source, c);
      const figure = figures?.get(c);
      const number = figure && numberOf(figure);
      const sum = figure && this.sums.get(figure);
      cells.push({
        runs: cell ? cellRuns(line, this.base + index, cell) : [],
        line: this.base + index,
        start: cell?.start ?? line.text.length,
        end: cell?.end ?? line.text.length,
        row: at,
        column: c,
        colspan: span,
        rowspan: 1,
        align: role === 'numbers' || span > 1 ? 'center' : alignOf(column),
        ...(number ? { number } : {}),
        ...(number && sum ? { sum } : {}),
      });
      c += span - 1;
    }
    return { role, line: this.base + index, cells };
  }

  /** `合计` and `栏次` stand across the code and name columns of their panel where those are blank. */
  private labelSpan(cells: readonly CellSyntax[], from: number): number {
    const first = this.table.columns[from];
    if (!first || !isLabel(first) || !cells[from]?.text) return 1;
    const before = this.table.columns[from - 1];
    if (before && before.panel === first.panel && isLabel(before)) return 1;
    let to = from + 1;
    for (; to < this.width; to++) {
      const column = this.table.columns[to];
      if (!column || column.panel !== first.panel || !isLabel(column) || cells[to]?.text) break;
    }
    return to - from;
  }
}

function isLabel({ role }: Column): boolean {
  return role === 'code' || role === 'label';
}

function alignOf(column: Column | undefined): Align {
  switch (column?.role) {
    case 'value':
    case 'percent':
      return 'right';
    case 'line-number':
    case 'ordinal':
      return 'center';
    default:
      return 'left';
  }
}

function numberOf(figure: CellFigure): CellNumber | undefined {
  const { printed, kind, state } = figure;
  if (!printed || state !== 'amount') return undefined;
  return {
    text: decimalText(printed.digits, printed.decimals),
    decimals: printed.decimals,
    grouped: printed.grouped,
    kind,
  };
}

/** Digits with a point: sign, at least one digit, exactly `decimals` decimals. */
export function decimalText(digits: bigint, decimals: number): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(decimals + 1, '0');
  const cut = text.length - decimals;
  return `${negative ? '-' : ''}${text.slice(0, cut)}${decimals > 0 ? `.${text.slice(cut)}` : ''}`;
}
