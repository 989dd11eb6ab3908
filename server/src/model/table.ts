/** Table block → table model (language.md §4). Never fails. */
import { foldName, foldWidth } from '../base/fold.ts';
import type { Steps } from '../base/steps.ts';
import { headerScore, headersOf, inYears } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Form, FormColumn, FormPanel } from '../reference/types.ts';
import { parsePrintedFormulas } from '../syntax/formula.ts';
import { cellsOf, type Line, markEnd, numberIn, pairsOf, unitOf } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import { type GridRow, unitOfHeader } from './cells.ts';
import { ColumnReader } from './columns.ts';
import { type Own, ofOwnYear } from './comparison.ts';
import { buildGrid, itemOf, pathHas } from './grid.ts';
import { HeaderReader } from './header.ts';
import { NOTHING, stateOf } from './presence.ts';
import { PanelReader } from './rows.ts';
import type { Issue, NoteModel, Panel, PanelRow, TableContext, TableModel } from './types.ts';

/** Reads a table block. */
export function* buildTable(block: Block, context: TableContext, reference: Reference): Steps<TableModel> {
  const builder = new TableBuilder(block, context, reference);
  yield;
  return yield* builder.build();
}

/** Rows that are read before others have their turn. */
const ROWS_A_STEP = 200;

class TableBuilder {
  private readonly issues: Issue[] = [];
  private readonly dialect: 'bar' | 'tab';
  private readonly header: HeaderReader;
  private readonly columns: ColumnReader;
  private form: Form | undefined;
  private formReason: TableModel['formReason'] = { by: 'none', alias: '' };
  /** Number, unit, year and form as the property lines state them. */
  private readonly stated: {
    number?: string;
    unit?: number;
    year?: number;
    formName?: string;
    unitName?: string;
  } = {};

  constructor(
    private readonly block: Block,
    private readonly context: TableContext,
    private readonly reference: Reference,
  ) {
    const rows: GridRow[] = [];
    block.lines.forEach((line, i) => {
      if (block.roles[i] === 'row') rows.push({ line: i, cells: cellsOf(line) });
    });
    const first = rows[0];
    this.dialect = first && block.lines[first.line]?.kind === 'tab' ? 'tab' : 'bar';
    this.readProperties();
    this.header = new HeaderReader(rows, this.dialect, reference.vocabulary);
    this.header.read(block.roles.indexOf('delimiter'));
    this.findForm();
    if (this.isNestedHead()) this.header.doubtful = true;
    this.columns = new ColumnReader(this.header, this.form, reference, {
      unit: this.moneyUnit(),
      title: context.title,
      own: this.own(),
    });
    this.columns.read();
  }

  *build(): Steps<TableModel> {
    const { shifted } = this.header;
    if (shifted) {
      const span = { line: shifted.line, start: 0, end: this.lineAt(shifted.line).text.length };
      this.issues.push({ rule: 'ragged-row', what: 'number-row-shifted', span, data: {} });
    }
    const model: { -readonly [K in keyof TableModel]: TableModel[K] } = {
      kind: 'table',
      block: this.block,
      context: this.context,
      title: this.context.title,
      number: this.stated.number,
      unit: this.moneyUnit(),
      unitKnown: (this.stated.unit ?? this.context.moneyUnit ?? this.headerUnit()) !== undefined,
      year: this.stated.year ?? this.context.year,
      form: this.form,
      formReason: this.formReason,
      columns: this.columns.columns,
      panels: this.columns.panels,
      rows: [],
      grid: undefined,
      notes: this.readNotes(),
      issues: this.issues,
      empty: false,
      state: 'complete',
      lacks: NOTHING,
      openRows: new Set(),
      openColumns: new Set(),
      dialect: this.dialect,
      headerLines: this.header.headerLines,
      numberLines: this.header.numberLines,
      firstRow: this.header.dataRows[0]?.line ?? this.block.lines.length,
      missingColumns: this.missingColumns(this.columns.panels),
      unread: [],
    };
    model.rows = yield* this.readRows(model);
    settleTotals(model.rows);
    // A table of words alone is empty only without rows.
    const wordy = model.panels.every((p) => p.values.length === 0) && !this.isHeadAlone();
    model.empty = !model.rows.some(
      (r) => wordy || [...r.cells.values()].some((f) => f.state === 'amount' || f.state === 'unreadable'),
    );
    Object.assign(model, stateOf(model, this.reference.vocabulary));
    if (this.form?.structure === 'grid') Object.assign(model, buildGrid(model, model.rows, this.own()));
    return model;
  }

  /** What it speaks of: 决算 or 预算 as the form says, else the report. */
  private own(kind = this.form?.kind): Own {
    const known = kind === '决算' || kind === '预算' ? kind : this.context.kind;
    const { lastYear, thisYear } = this.reference.vocabulary.comparison;
    const year = this.stated.year ?? this.context.year;
    return { kind: known, year, lastWord: lastYear.start[0] as string, thisWord: thisYear };
  }

  /** A nested form pasted whole, its head over the columns: what stands in which column is anybody's guess. */
  private isNestedHead(): boolean {
    if (this.dialect !== 'tab' || this.form?.set === undefined) return false;
    const words = this.reference.vocabulary.nestedHead;
    return this.header.paths.some((path) => path.length > 1 && words.includes(foldName(path[0] ?? '')));
  }

  private lineAt(line: number): Line {
    return this.block.lines[line] as Line;
  }

  private readProperties(): void {
    this.block.lines.forEach((line, i) => {
      if (this.block.roles[i] !== 'property') return;
      for (const pair of pairsOf(line)) {
        const value = pair.value.trim();
        if (pair.key === '公开') this.stated.number ??= value;
        else if (pair.key === '表式') this.stated.formName = value;
        else if (pair.key === '年度' || pair.key === '预算年度') {
          const year = /(\d{4})/.exec(foldWidth(value))?.[1];
          if (year) this.stated.year = Number(year);
        } else if (/单位|部门/.test(pair.key)) {
          const unit = unitOf(value);
          if (unit !== undefined) this.stated.unit = unit;
          else if (pair.key === '金额单位' && value !== '') {
            const span = { line: i, start: pair.valueStart, end: pair.valueEnd };
            this.issues.push({ rule: 'unknown-property', what: 'unit-unknown', span, data: { value } });
          } else this.stated.unitName ??= value;
        }
      }
    });
  }

  private moneyUnit(): number {
    return this.stated.unit ?? this.headerUnit() ?? this.context.moneyUnit ?? 4;
  }

  private headerUnit(): number | undefined {
    return unitOfHeader(this.context.title);
  }

  // ---- form ----

  private findForm(): void {
    const { forms } = this.reference;
    if (this.stated.formName) {
      const named = forms.named(this.stated.formName);
      if (named) {
        this.form = named;
        this.formReason = { by: 'name', alias: this.stated.formName };
        return;
      }
    }
    const unitName = this.stated.unitName ?? this.context.unitName;
    const year = this.stated.year ?? this.context.year;
    let best: { form: Form; score: number; by: 'title' | 'part'; alias: string } | undefined;
    for (const [i, match] of forms.match(this.context.title, unitName, this.context.kind).entries()) {
      if (!inYears(match.form.years, year)) continue;
      const fit = this.headerFit(match.form);
      if (fit === undefined) continue;
      // A title that is the form's own wins over headers.
      const score = fit * 100 - i * 10 + (match.by === 'title' ? 1000 : 0);
      if (!best || score > best.score)
        best = { form: match.form, score, by: match.by as 'title' | 'part', alias: match.alias };
    }
    const [named] = forms.match(this.context.title, unitName, this.context.kind);
    if (!best && named?.by === 'title' && named.form.structure !== 'free' && this.isWords())
      best = { form: named.form, score: 0, by: 'title', alias: named.alias };
    if (best) {
      this.form = best.form;
      this.formReason = { by: best.by, alias: best.alias };
    }
  }

  /** Whether no cell holds a number: all that stands of the table may be its head. */
  private isWords(): boolean {
    return this.header.dataRows.every((row) => row.cells.every((cell) => !/\d/.test(foldWidth(cell.text))));
  }

  /** Whether a table that owes amounts has only header rows, some of them in the place of data. */
  private isHeadAlone(): boolean {
    return this.form !== undefined && this.form.structure !== 'free' && this.isWords();
  }

  /** How much of a form's required columns the headers hold, 0–1; undefined where they speak against the form. */
  private headerFit(form: Form): number | undefined {
    const paths = this.header.paths.map((path) => ofOwnYear(path, this.own()));
    if (form.structure === 'grid') {
      const panel = form.panels[0] as FormPanel;
      const found = panel.columns.filter((column) => paths.some((path) => pathHas(path, column)));
      const fit = found.length / panel.columns.length;
      // Items in the header, without a measure (`“三公”经费合计 | 因公出国（境）费 | …`).
      const items = paths.filter((path) => itemOf(panel, path, undefined) !== undefined);
      const byItems = items.length < 3 ? 0 : items.length / paths.length;
      return found.length === 0 && byItems === 0 ? undefined : Math.max(fit, byItems);
    }
    let wanted = 0;
    let found = 0;
    for (const panel of form.panels) {
      for (const column of panel.columns) {
        if (!column.required) continue;
        wanted++;
        if (paths.some((path) => headersOf(column).some((n) => headerScore(path, n) > 0))) found++;
      }
    }
    if (wanted === 0) return 0.5;
    return found === 0 ? undefined : found / wanted;
  }

  private missingColumns(all: readonly Panel[]): FormColumn[] {
    if (!this.form || this.form.structure === 'grid') return [];
    const missing: FormColumn[] = [];
    for (const panel of this.form.panels) {
      for (const column of panel.columns) {
        const has = (id: string) => all.some((p) => p.columns.some((c) => c.form?.id === id));
        if (!column.required || has(column.id) || column.unless?.some(has)) continue;
        if (column.beside === undefined || column.beside.some(has)) missing.push(column);
      }
    }
    return missing;
  }

  // ---- rows ----

  private *readRows(model: TableModel): Steps<PanelRow[]> {
    const width = this.columns.columns.length;
    const rows: PanelRow[] = [];
    const readers = this.columns.panels.map((panel) => new PanelReader(model, panel, this.reference));
    for (const [index, grid] of this.header.dataRows.entries()) {
      if (this.isLeftOver(grid)) continue;
      if (index % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
      const reliable = this.checkWidth(grid, width) && !this.header.doubtful;
      const made = this.columns.panels.map((panel, p) =>
        (readers[p] as PanelReader).read(grid, index, reliable, panel),
      );
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
  private shiftedFoot(
    rows: (PanelRow | undefined)[],
    readers: readonly PanelReader[],
    grid: GridRow,
  ): boolean {
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
  private joinFoot(rows: (PanelRow | undefined)[]): void {
    for (let p = 0; p < rows.length; p++) {
      const row = rows[p];
      if (!row || row.label === '' || row.code !== undefined) continue;
      const total = row.role === 'total' || row.form !== undefined;
      const own = [...row.cells.values()].filter((f) => f.state !== 'blank');
      if (own.some((f) => !total || f.state !== 'amount' || f.value !== 0n)) continue;
      for (let q = p + 1; q < rows.length; q++) {
        const later = rows[q];
        if (later && (later.label !== '' || later.code !== undefined)) break;
        const panel = this.columns.panels[q] as Panel;
        const cells = later ? [...later.cells.values()] : [];
        if (!cells.some((f) => f.state !== 'blank' && (own.length === 0 || f.value !== 0n))) continue;
        rows[p] = undefined;
        rows[q] = { ...row, panel, cells: new Map(cells.map((f) => [f.column, f])) };
        for (const figure of rows[q]?.cells.values() ?? [])
          (figure as { row: PanelRow }).row = rows[q] as PanelRow;
        break;
      }
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

/** A 小计 over all that a table prints, first or last and the only one, is its total. */
function settleTotals(rows: readonly PanelRow[]): void {
  if (rows.some((r) => r.role === 'total')) return;
  const [only, ...more] = rows.filter((r) => r.role === 'subtotal');
  if (only && more.length === 0 && (only === rows[0] || only === rows.at(-1)))
    (only as { role: PanelRow['role'] }).role = 'total';
}
