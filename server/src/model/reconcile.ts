/**
 * Edits of amounts. A table whose rows and columns are as before stays the same object, and so do its cells; only what
 * is printed in some of them is new. All that was worked out from its structure thus stays valid.
 */

import { foldWidth } from '../base/fold.ts';
import type { Span } from '../base/range.ts';
import { type CellSyntax, cellsOf, type Line } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import { CODE, columnNumber } from './cells.ts';
import type { Cell, CellChange, Print } from './figure.ts';
import { ofRow, printOf } from './print.ts';
import type { Row } from './row.ts';
import type { Table } from './table/table.ts';
import type { CellFigure, Column, Panel, PanelRow, TableModel } from './types.ts';

// ---- a line of the same shape ----

/**
 * Takes over a row's line in which nothing but amounts changed, none of them in a way that could change what its row
 * or column is. The table's block keeps the old line: whoever holds the tree restates it there.
 * @param at the line of the block
 * @returns the cells that changed, or undefined where the line is to be read with its table
 */
export function restateLine(table: Table, at: number, line: Line): CellChange[] | undefined {
  const old = table.block.lines[at];
  if (!old || !isPlainRow(table, at) || old.kind !== line.kind || old.eol !== line.eol) return undefined;
  const cells: Rewritten = { at, before: cellsOf(old), now: cellsOf(line) };
  if (cells.before.length !== cells.now.length) return undefined;
  // A row that now counts 1, 2, 3 may number the columns.
  if (countsUp(cells.now.map((c) => c.text))) return undefined;
  const rows = rowsOn(table, at);
  const prints = printsOf(rows, cells);
  if (!prints) return undefined;
  for (const row of rows) moveNames(row, cells);
  for (const { cell, print } of prints) cell.restate(print);
  return prints.filter((p) => p.changed).map(({ cell }) => ({ cell, state: false }));
}

/** A line before and after an edit, cell by cell. */
interface Rewritten {
  readonly at: number;
  readonly before: readonly CellSyntax[];
  readonly now: readonly CellSyntax[];
}

/** A cell that is printed otherwise, or elsewhere only. */
interface Reprint {
  readonly cell: Cell;
  readonly print: Print;
  readonly changed: boolean;
}

/** Whether a line is a row that decides nothing about its table: not its first after other lines, none that was told of. */
function isPlainRow(table: Table, at: number): boolean {
  const { lines, roles } = table.block;
  if (roles[at] !== 'row' || at < table.firstRow || lines[at]?.kind === 'prose') return false;
  // The first row after others of another role decides where tables begin.
  if (roles[at - 1] !== 'row' && roles[at - 1] !== 'delimiter') return false;
  return roles[at + 1] !== 'delimiter' && !table.issues.some((issue) => issue.span.line === at);
}

/** What the rows of a line print now; undefined where more than amounts may have changed. */
function printsOf(rows: readonly Row[], cells: Rewritten): Reprint[] | undefined {
  const prints: Reprint[] = [];
  const read = new Set<number>();
  for (const row of rows) {
    if (!row.reliable) return undefined;
    for (const [column, cell] of row.cells) {
      const print = reprint(row, cell, cells);
      if (!print) return undefined;
      read.add(column.index);
      if (print !== 'same') prints.push(print);
    }
  }
  const elsewhere = cells.now.some((cell, i) => !read.has(i) && cells.before[i]?.text !== cell.text);
  return elsewhere ? undefined : prints;
}

function reprint(row: Row, cell: Cell, { at, before, now }: Rewritten): Reprint | 'same' | undefined {
  const { column } = cell;
  const [was, is] = [before[column.index], now[column.index]];
  if (!was || !is || cell.span.start !== was.start) return undefined;
  const changed = was.text !== is.text;
  if (!changed && was.start === is.start && was.end === is.end) return 'same';
  const print = ofRow(printOf(column, is, at, row.reliable), row);
  return changed && !sameShape(row, cell, print) ? undefined : { cell, print, changed };
}

/** Whether the numbers of a row count from one on. */
function countsUp(texts: readonly string[]): boolean {
  const numbers = texts.map(columnNumber).filter((n) => n !== undefined);
  return numbers.length > 1 && numbers.every((n, i) => n === i + 1);
}

/** Whether a new amount can change nothing but sums: as many decimals as before, and no code, number or zero less or more. */
function sameShape(row: PanelRow, cell: Cell, print: Print): boolean {
  const was = cell.printing;
  // A column that counts its rows is no column of amounts.
  const ordinal = BigInt(row.index + 1);
  if (was.printed?.digits === ordinal || print.printed?.digits === ordinal) return false;
  if (was.state !== 'amount' || print.state !== 'amount' || was.decimals !== print.decimals) return false;
  if (was.printed?.decimals !== print.printed?.decimals || was.half !== print.half) return false;
  if ((was.value === 0n) !== (print.value === 0n)) return false;
  if (looks(was.raw) !== looks(print.raw)) return false;
  return print.printed !== undefined && (print.printed.decimals > 0 || sameWhole(was, print));
}

/** What a number might be taken for where columns and rows are told apart. */
function looks(raw: string): string {
  const folded = foldWidth(raw);
  return [
    CODE.test(folded),
    columnNumber(raw) !== undefined,
    /[^\d.]/.test(folded.replaceAll(',', '')),
  ].join();
}

/** A whole number may be a year, a code or an identity number; it stays as long as it was. */
function sameWhole(was: Print, print: Print): boolean {
  return was.raw.length === print.raw.length && was.raw.length < 11;
}

/** The rows of the panels that stand on a line. */
function rowsOn({ rows }: Table, line: number): readonly Row[] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row).line < line) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (rows[end]?.line === line) end++;
  return rows.slice(low, end);
}

/** Labels and codes behind an amount that became longer or shorter stand elsewhere. */
function moveNames(row: Row, { before, now }: Rewritten): void {
  const place = (offset: number, side: 'start' | 'end') => {
    const at = before.findIndex((c) => c[side] === offset);
    return now[at]?.[side] ?? offset;
  };
  const moved = (span: Span | undefined): Span | undefined =>
    span && { line: span.line, start: place(span.start, 'start'), end: place(span.end, 'end') };
  row.move({
    labelSpan: moved(row.labelSpan),
    codeSpan: moved(row.codeSpan),
    nameSpan: moved(row.nameSpan),
  });
}

// ---- a table read again ----

/**
 * Takes over a new reading of a table into the old one, where rows and columns are the same.
 * @returns the cells that changed, or undefined where the structure differs; then nothing is taken over
 */
export function reconcile(old: Table, made: Table): CellChange[] | undefined {
  if (!sameHead(old, made)) return undefined;
  if (!sameList<PanelRow>(old.rows, made.rows, sameRow) || !sameGrid(old, made)) return undefined;
  const changes: CellChange[] = [];
  for (const [i, row] of old.rows.entries()) {
    const next = made.rows[i] as Row;
    const { labelSpan, codeSpan, nameSpan } = next;
    row.move({ labelSpan, codeSpan, nameSpan });
    const cells = next.cells.values();
    for (const cell of row.cells.values()) takeOver(cell, cells.next().value as Cell, changes);
  }
  old.restate(made);
  return changes;
}

function takeOver(cell: Cell, next: Cell, changes: CellChange[]): void {
  const was = cell.printing;
  const print = next.printing;
  cell.restate(print);
  if (
    was.raw === print.raw &&
    was.value === print.value &&
    was.half === print.half &&
    was.state === print.state
  )
    return;
  const state =
    was.state !== print.state ||
    was.decimals !== print.decimals ||
    (was.value === 0n) !== (print.value === 0n);
  changes.push({ cell, state });
}

function sameHead(a: TableModel, b: TableModel): boolean {
  return (
    a.title === b.title &&
    a.number === b.number &&
    a.unit === b.unit &&
    a.unitKnown === b.unitKnown &&
    a.year === b.year &&
    a.form === b.form &&
    a.formReason.by === b.formReason.by &&
    a.formReason.alias === b.formReason.alias &&
    a.empty === b.empty &&
    sameState(a, b) &&
    a.dialect === b.dialect &&
    a.firstRow === b.firstRow &&
    sameList(a.headerLines, b.headerLines) &&
    sameList(a.numberLines, b.numberLines) &&
    sameList(a.missingColumns, b.missingColumns) &&
    sameList(a.columns, b.columns, sameColumn) &&
    sameList(a.panels, b.panels, samePanel) &&
    sameBlock(a.block, b.block)
  );
}

function sameState(a: TableModel, b: TableModel): boolean {
  const rows = (table: TableModel) => table.rows.map((row) => table.openRows.has(row));
  const columns = (table: TableModel) => table.columns.map((column) => table.openColumns.has(column));
  return (
    a.state === b.state &&
    a.lacks.rows === b.lacks.rows &&
    a.lacks.columns === b.lacks.columns &&
    (a.openRows.size + b.openRows.size === 0 || sameList(rows(a), rows(b))) &&
    (a.openColumns.size + b.openColumns.size === 0 || sameList(columns(a), columns(b)))
  );
}

/** Lines that hold no row (notes, titles, properties, comments) are read by others as they stand. */
function sameBlock(a: Block, b: Block): boolean {
  return (
    a.lines.length === b.lines.length &&
    a.lines.every(
      (line, i) =>
        a.roles[i] === b.roles[i] && (a.roles[i] === 'row' || line.text === (b.lines[i] as Line).text),
    )
  );
}

function sameColumn(a: Column, b: Column): boolean {
  return (
    a.role === b.role &&
    a.panel === b.panel &&
    a.number === b.number &&
    a.ofWhich === b.ofWhich &&
    a.form === b.form &&
    a.decimals === b.decimals &&
    a.unit === b.unit &&
    a.count === b.count &&
    a.header?.line === b.header?.line &&
    a.header?.start === b.header?.start &&
    a.header?.end === b.header?.end &&
    sameList(a.path, b.path)
  );
}

function samePanel(a: Panel, b: Panel): boolean {
  return (
    a.form === b.form &&
    a.catalogue === b.catalogue &&
    a.lineNumber?.index === b.lineNumber?.index &&
    sameList(a.columns, b.columns, sameIndex) &&
    sameList(a.labels, b.labels, sameIndex) &&
    sameList(a.codes, b.codes, sameIndex) &&
    sameList(a.values, b.values, sameIndex)
  );
}

function sameIndex(a: Column, b: Column): boolean {
  return a.index === b.index;
}

function sameRow(a: PanelRow, b: PanelRow): boolean {
  return (
    a.panel.index === b.panel.index &&
    a.line === b.line &&
    a.index === b.index &&
    a.label === b.label &&
    a.name === b.name &&
    a.code === b.code &&
    a.lineNumber === b.lineNumber &&
    a.role === b.role &&
    a.form === b.form &&
    a.classCode === b.classCode &&
    a.reliable === b.reliable &&
    sameList(a.groups, b.groups) &&
    sameOwner(a.unit, b.unit) &&
    sameOwner(a.partOf, b.partOf) &&
    a.cells.size === b.cells.size &&
    sameList([...a.cells.keys()], [...b.cells.keys()], sameIndex)
  );
}

function sameOwner(a: PanelRow | undefined, b: PanelRow | undefined): boolean {
  return a?.line === b?.line && a?.panel.index === b?.panel.index;
}

function sameGrid(a: TableModel, b: TableModel): boolean {
  if (!a.grid || !b.grid) return a.grid === b.grid;
  const keys = (table: TableModel) =>
    [...(table.grid ?? [])].flatMap(([item, measures]) =>
      [...measures].map(([measure, cell]) => `${item}|${measure}|${placeIn(cell)}`),
    );
  return sameList(keys(a), keys(b));
}

function placeIn(cell: CellFigure): string {
  return `${cell.row.line}:${cell.row.panel.index}:${cell.column.index}`;
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean = Object.is): boolean {
  return a.length === b.length && a.every((x, i) => same(x, b[i] as T));
}
