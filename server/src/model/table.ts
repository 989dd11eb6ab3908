/** Table block → table model (language.md §4). Never fails. */
import { foldName } from '../base/fold.ts';
import type { Steps } from '../base/steps.ts';
import type { Reference } from '../reference/index.ts';
import { parsePrintedFormulas } from '../syntax/formula.ts';
import { markEnd, numberIn } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import type { GridRow } from './cells.ts';
import { buildGrid } from './grid.ts';
import { stateOf, tellsFilled } from './presence.ts';
import type { Row } from './row.ts';
import { PanelReader } from './rows.ts';
import { TableHead } from './table/head.ts';
import { Table } from './table/table.ts';
import type { CellFigure, NoteModel, Panel, TableContext } from './types.ts';

/** Reads a table block. */
export function* buildTable(block: Block, context: TableContext, reference: Reference): Steps<Table> {
  const builder = new TableBuilder(block, context, reference);
  yield;
  return yield* builder.build();
}

/** Rows that are read before others have their turn. */
const ROWS_A_STEP = 200;

class TableBuilder extends TableHead {
  *build(): Steps<Table> {
    const { shifted } = this.header;
    if (shifted) {
      const span = { line: shifted.line, start: 0, end: this.lineAt(shifted.line).text.length };
      this.issues.push({ rule: 'ragged-row', what: 'number-row-shifted', span, data: {} });
    }
    const table = new Table(
      {
        title: this.context.title,
        number: this.stated.number,
        unit: this.moneyUnit(),
        unitKnown: (this.stated.unit ?? this.context.moneyUnit ?? this.headerUnit()) !== undefined,
        year: this.stated.year ?? this.context.year,
        form: this.form,
        formReason: this.formReason,
        columns: this.columns.columns,
        panels: this.columns.panels,
        notes: this.readNotes(),
        dialect: this.dialect,
        headerLines: this.header.headerLines,
        numberLines: this.header.numberLines,
        firstRow: this.header.dataRows[0]?.line ?? this.block.lines.length,
        missingColumns: this.missingColumns(this.columns.panels),
      },
      { block: this.block, context: this.context, issues: this.issues },
    );
    table.fill(yield* this.readRows(table));
    settleTotals(table.rows);
    // A table of words alone is empty only without rows.
    const wordy = table.panels.every((p) => p.values.length === 0) && !this.isHeadAlone();
    const told = (f: CellFigure) => (f.state === 'amount' || f.state === 'unreadable') && tellsFilled(f);
    const empty = !table.rows.some((r) => wordy || [...r.cells.values()].some(told));
    table.settle({ empty });
    table.settle(stateOf(table, this.reference.vocabulary));
    if (this.form?.structure === 'grid') table.settle(buildGrid(table, table.rows, this.own()));
    return table;
  }

  // ---- rows ----

  private *readRows(table: Table): Steps<Row[]> {
    const width = this.columns.columns.length;
    const rows: Row[] = [];
    const readers = this.columns.panels.map(
      (panel) => new PanelReader(table, panel, this.reference, this.issues),
    );
    for (const [index, grid] of this.header.dataRows.entries()) {
      if (this.isLeftOver(grid)) continue;
      if (index % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
      const reliable = this.checkWidth(grid, width) && !this.header.doubtful;
      const made = readers.map((reader) => reader.read(grid, index, reliable));
      if (!this.shiftedFoot(made, readers, grid)) this.joinFoot(made);
      for (const row of made) if (row) rows.push(row);
    }
    return rows;
  }

  /** A blank total that a skeleton left above the one that was filled in. */
  private isLeftOver(row: GridRow): boolean {
    const { total } = this.reference.vocabulary;
    const label = (grid: GridRow) => grid.cells.find((c) => c.text !== '')?.text ?? '';
    const printed = (grid: GridRow) => grid.cells.filter((c) => c.text !== '').length;
    const own = label(row);
    if (printed(row) !== 1 || !total.includes(foldName(own))) return false;
    return this.header.dataRows.some((other) => other !== row && label(other) === own && printed(other) > 1);
  }

  private checkWidth(row: GridRow, width: number): boolean {
    const line = this.lineAt(row.line);
    const extra = row.cells.slice(width);
    const span = {
      line: row.line,
      start: row.cells[0]?.from ?? 0,
      end: row.cells.at(-1)?.to ?? line.text.length,
    };
    const have = String(row.cells.length);
    const want = String(width);
    if (line.kind === 'prose') {
      this.issues.push({ rule: 'ragged-row', what: 'no-leading-bar', span, data: { have, want } });
      return row.cells.length === width;
    }
    if (row.cells.length === width || this.header.paths.length === 0) return true;
    if (row.cells.length > width) {
      if (extra.every((c) => c.text === '')) return true;
      this.issues.push({ rule: 'ragged-row', what: 'too-many-cells', span, data: { have, want } });
      return false;
    }
    // A row that is short by blanks only at its end says nothing wrong; tab rows lose their trailing blanks in a paste.
    if (this.dialect === 'tab' || line.kind === 'tab') return true;
    const missing = width - row.cells.length;
    const open = !line.text.trimEnd().endsWith('|');
    const lastColumn = this.columns.columns[row.cells.length - 1];
    const filled = row.cells.at(-1)?.text ?? '';
    this.issues.push({
      rule: 'ragged-row',
      what: 'too-few-cells',
      span,
      data: { have, want, missing: String(missing) },
      mend: {
        span: { line: row.line, start: line.text.trimEnd().length, end: line.text.length },
        newText: `${open ? ' |' : ''}${'  |'.repeat(missing)}`,
      },
    });
    return row.cells.length === 1 && lastColumn?.role !== 'value' && filled !== '';
  }

  /**
   * In a paste, the amounts of a foot row may stand anywhere behind its label: as many of them as the last panel has
   * columns belong there.
   */
  private shiftedFoot(rows: (Row | undefined)[], readers: readonly PanelReader[], grid: GridRow): boolean {
    if (this.dialect !== 'tab' || rows.length < 2) return false;
    const p = rows.findLastIndex((r) => r !== undefined && r.label !== '');
    const row = rows[p];
    const last = readers.length - 1;
    const panel = this.columns.panels[last];
    if (!row || !panel || p === last || row.code !== undefined) return false;
    if (row.role !== 'total' && row.form === undefined) return false;
    if ([...row.cells.values()].some((f) => f.state !== 'blank')) return false;
    const from = (row.panel.columns.at(-1)?.index ?? 0) + 1;
    const lineNumbers = new Set(this.columns.panels.map((q) => q.lineNumber?.index));
    const amounts = grid.cells.filter((c, i) => {
      const number = i >= from ? numberIn(c) : undefined;
      // A whole number under 行次 numbers the row.
      return number !== undefined && !(lineNumbers.has(i) && number.decimals === 0);
    });
    if (amounts.length !== panel.values.length) return false;
    for (let q = p; q < rows.length; q++) rows[q] = undefined;
    rows[last] = (readers[last] as PanelReader).foot(row, grid, amounts);
    return true;
  }

  /**
   * A label followed by blanks only, up to amounts in a later panel, owns the amounts of that panel. So does a total's
   * whose cells in between a program filled with zeros.
   */
  private joinFoot(rows: (Row | undefined)[]): void {
    for (const [p, row] of rows.entries()) {
      const own = row && ownedByLabel(row);
      const q = own && amountsBehind(rows, p, own === 'blank');
      if (!row || q === undefined) continue;
      const cells = [...(rows[q] as Row).cells.values()];
      rows[p] = undefined;
      const joined = row.over(this.columns.panels[q] as Panel, new Map(cells.map((f) => [f.column, f])));
      for (const cell of cells) cell.joins(joined);
      rows[q] = joined;
    }
  }

  private readNotes(): NoteModel[] {
    const notes: NoteModel[] = [];
    this.block.lines.forEach((line, i) => {
      if (this.block.roles[i] !== 'note') return;
      const from = line.kind === 'note' ? markEnd(line) : 0;
      const formulas = parsePrintedFormulas(line.text.slice(from)).map((f) => ({
        ...f,
        start: f.start + from,
        end: f.end + from,
        line: i,
        ...(f.misprint ? { misprint: { start: f.misprint.start + from, end: f.misprint.end + from } } : {}),
      }));
      notes.push({ line: i, text: line.text.slice(from), formulas });
    });
    return notes;
  }
}

/** What stands beside the label of a row without a code: blanks, or a total's zeros; nothing where it has amounts. */
function ownedByLabel(row: Row): 'blank' | 'zeros' | undefined {
  if (row.label === '' || row.code !== undefined) return undefined;
  const total = row.role === 'total' || row.form !== undefined;
  const own = [...row.cells.values()].filter((f) => f.state !== 'blank');
  if (own.some((f) => !total || f.state !== 'amount' || f.value !== 0n)) return undefined;
  return own.length === 0 ? 'blank' : 'zeros';
}

/**
 * The panel behind one on the same line that has amounts and no label of its own.
 * @param zerosToo whether zeros are amounts there
 */
function amountsBehind(
  rows: readonly (Row | undefined)[],
  panel: number,
  zerosToo: boolean,
): number | undefined {
  for (let q = panel + 1; q < rows.length; q++) {
    const later = rows[q];
    if (later && (later.label !== '' || later.code !== undefined)) return undefined;
    const cells = later ? [...later.cells.values()] : [];
    if (cells.some((f) => f.state !== 'blank' && (zerosToo || f.value !== 0n))) return q;
  }
  return undefined;
}

/** A 小计 over all that a table prints, first or last and the only one, is its total. */
function settleTotals(rows: readonly Row[]): void {
  if (rows.some((r) => r.role === 'total')) return;
  const [only, ...more] = rows.filter((r) => r.role === 'subtotal');
  if (only && more.length === 0 && (only === rows[0] || only === rows.at(-1))) only.isTotal();
}
