/** Table block → table model: header, panels, columns, rows, figures (language.md §4). Never fails. */

import { halfDigit, type Printed, parseNumber, scaledOf } from '../base/amount.ts';
import { foldName, foldWidth, stripNumber } from '../base/fold.ts';
import { getOrMake } from '../base/maps.ts';
import type { Span } from '../base/range.ts';
import {
  columnFor,
  comparableHeader,
  comparableLabel,
  comparableTitle,
  groupsOf,
  headerScore,
  inYears,
  rowNamed,
} from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Catalogue, Form, FormColumn, FormPanel, FormRow, ReportKind } from '../reference/types.ts';
import { parsePrintedFormulas } from '../syntax/formula.ts';
import { type CellSyntax, cellsOf, type Line, markEnd, pairsOf, unitOf } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import type {
  CellFigure,
  Column,
  ColumnRole,
  FigureState,
  Issue,
  NoteModel,
  Panel,
  PanelRow,
  TableContext,
  TableModel,
} from './types.ts';

/** A row of cells and the line of the block it stands on. */
interface GridRow {
  readonly line: number;
  readonly cells: readonly CellSyntax[];
}

const DASH = /^(?:[—–－-]{1,4}|―+|\/)$/;
const LOOKS_NUMERIC = /^[-+−－(（]?[\d０-９][\d０-９,，.．'OolI\s]*[)）]?$/;
const CODE = /^\d{3}(?:\d{2}){0,2}$/;
const PERCENT = /^[-+−－]?[\d０-９][\d０-９.．]*\s*[%％]$/;

/** Reads a table block. */
export function buildTable(block: Block, context: TableContext, reference: Reference): TableModel {
  return new TableBuilder(block, context, reference).build();
}

class TableBuilder {
  private readonly issues: Issue[] = [];
  private readonly rows: GridRow[] = [];
  private readonly headerLines: number[] = [];
  private readonly dialect: 'bar' | 'tab';
  private columns: Column[] = [];
  private panels: Panel[] = [];
  private paths: string[][] = [];
  private headerCells: (Span | undefined)[] = [];
  private numbers: (number | undefined)[] = [];
  private form: Form | undefined;
  private formReason: TableModel['formReason'] = { by: 'none', alias: '' };
  private dataRows: GridRow[] = [];
  private doubtful = false;
  /** Title, number, unit and year as the property lines state them. */
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
    const first = block.lines[block.roles.indexOf('row')];
    this.dialect = first?.kind === 'tab' ? 'tab' : 'bar';
  }

  build(): TableModel {
    this.readProperties();
    this.collectRows();
    this.readHeader();
    this.findForm();
    this.makePanels();
    const rows = this.readRows();
    const notes = this.readNotes();
    const model: TableModel = {
      kind: 'table',
      block: this.block,
      context: this.context,
      title: this.context.title,
      number: this.stated.number,
      unit: this.moneyUnit(),
      unitKnown:
        this.stated.unit !== undefined ||
        this.context.moneyUnit !== undefined ||
        this.headerUnit() !== undefined,
      year: this.stated.year ?? this.context.year,
      form: this.form,
      formReason: this.formReason,
      columns: this.columns,
      panels: this.panels,
      rows: [],
      grid: undefined,
      notes,
      issues: this.issues,
      empty: false,
      dialect: this.dialect,
      headerLines: this.headerLines,
      firstRow: this.dataRows[0]?.line ?? this.block.lines.length,
      missingColumns: this.missingColumns(),
    };
    return finish(model, rows(model), this.reference);
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
            this.issue(
              'unknown-property',
              'unit-unknown',
              { line: i, start: pair.valueStart, end: pair.valueEnd },
              { value },
            );
          } else this.stated.unitName ??= value;
        }
      }
    });
  }

  private moneyUnit(): number {
    return this.stated.unit ?? this.headerUnit() ?? this.context.moneyUnit ?? 4;
  }

  private headerUnit(): number | undefined {
    const title = /[（(](?:单位[:：])?\s*((?:亿|百万|万|千|百)?元)\s*[)）]/.exec(this.context.title);
    return title ? unitOf(title[1] as string) : undefined;
  }

  private issue(
    rule: string,
    message: string,
    span: Span,
    data: Record<string, string>,
    more: Partial<Pick<Issue, 'fix' | 'severity'>> = {},
  ): void {
    this.issues.push({ rule, message, span, data, ...more });
  }

  private collectRows(): void {
    this.block.lines.forEach((line, i) => {
      if (this.block.roles[i] === 'row') this.rows.push({ line: i, cells: cellsOf(line) });
    });
  }

  // ---- header ----

  private readHeader(): void {
    const delimiter = this.block.roles.indexOf('delimiter');
    const headEnd = this.dialect === 'bar' ? this.barHeadEnd(delimiter) : this.tabHeadEnd();
    const head = this.rows.slice(0, headEnd);
    const key = head.map((r) => rowKey(r)).join('\n');
    const width = Math.max(0, ...head.map((r) => r.cells.length));
    this.paths = this.dialect === 'bar' ? this.barPaths(head, width) : this.tabPaths(head, width);
    this.headerLines.push(...head.map((r) => r.line));
    // A page break repeats the header; the repetition is no data.
    const body: GridRow[] = [];
    for (let i = headEnd; i < this.rows.length; i++) {
      const again = this.rows.slice(i, i + head.length);
      if (head.length > 0 && again.length === head.length && again.map((r) => rowKey(r)).join('\n') === key) {
        this.headerLines.push(...again.map((r) => r.line));
        i += head.length - 1;
      } else body.push(this.rows[i] as GridRow);
    }
    this.takeColumnNumbers(body);
    this.dataRows = body;
  }

  /** In bar rows the header is what stands above the delimiter row; without one, the first row. */
  private barHeadEnd(delimiter: number): number {
    if (this.rows.length === 0) return 0;
    if (delimiter < 0) return 1;
    const above = this.rows.filter((r) => r.line < delimiter).length;
    return above === 0 ? 0 : above;
  }

  /** In tab rows the header is every row before the first with a code, a total label or an amount. */
  private tabHeadEnd(): number {
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i] as GridRow;
      if (this.isNumberRow(row)) continue;
      if (row.cells.some((c) => isData(c.text)) || this.isTotalRow(row)) {
        return Math.max(i, i === 0 ? 1 : i);
      }
      // A row of labels with values left blank, such as an empty item list, is data once a 栏次 row has passed.
      if (i > 0 && this.isNumberRow(this.rows[i - 1] as GridRow)) return i;
    }
    return Math.min(this.rows.length, 1);
  }

  /** A row of a total label alone, also spread over merged cells (`合 | 计`); beside other words it is a header. */
  private isTotalRow(row: GridRow): boolean {
    const words = row.cells.filter((c) => c.text !== '' && !DASH.test(c.text));
    return words.length > 0 && this.isTotal(words.map((c) => c.text).join(''));
  }

  private barPaths(head: readonly GridRow[], width: number): string[][] {
    const paths: string[][] = [];
    for (let c = 0; c < width; c++) {
      const parts: string[] = [];
      for (const row of head) {
        const cell = row.cells[c];
        if (!cell) continue;
        this.headerCells[c] = { line: row.line, start: cell.start, end: cell.end };
        for (const part of splitPath(cell.text)) parts.push(part);
      }
      paths.push(parts);
    }
    return paths;
  }

  /** A blank header cell takes its text from the left in upper rows and from above in the lowest. */
  private tabPaths(head: readonly GridRow[], width: number): string[][] {
    const rows = head.filter((r) => !this.isNumberRow(r));
    const texts = rows.map((row, r) => {
      const last = r === rows.length - 1;
      const out: string[] = [];
      for (let c = 0; c < width; c++) {
        const own = row.cells[c]?.text ?? '';
        out.push(own !== '' || last ? own : (out[c - 1] ?? ''));
      }
      return out;
    });
    const paths: string[][] = [];
    for (let c = 0; c < width; c++) {
      const parts: string[] = [];
      rows.forEach((row, r) => {
        const text = texts[r]?.[c] ?? '';
        const cell = row.cells[c];
        if (cell && cell.text !== '')
          this.headerCells[c] = { line: row.line, start: cell.start, end: cell.end };
        const name = foldName(text);
        if (name !== '' && foldName(parts.at(-1) ?? '') !== name) parts.push(text);
      });
      paths.push(parts);
    }
    return paths;
  }

  private isNumberRow(row: GridRow): boolean {
    const { columnNumberMark } = this.reference.vocabulary;
    if (row.cells.some((c) => columnNumberMark.includes(foldName(c.text)))) return true;
    let expected = 1;
    for (const cell of row.cells) {
      if (cell.text === '') continue;
      const n = columnNumber(cell.text);
      if (n === undefined) {
        // `类 | 款 | 项 | 1 | 2 | …` numbers the columns too.
        if (expected === 1 && this.reference.vocabulary.codeParts.includes(foldName(cell.text))) continue;
        return false;
      }
      if (n !== expected) return false;
      expected++;
    }
    return expected > 2;
  }

  private takeColumnNumbers(body: GridRow[]): void {
    const inHead = this.rows.filter((r) => this.headerLines.includes(r.line) && this.isNumberRow(r));
    let row = inHead.at(-1);
    if (!row && body[0] && this.isNumberRow(body[0])) {
      row = body.shift() as GridRow;
      this.headerLines.push(row.line);
    }
    // A page break may repeat the 栏次 row alone.
    for (let i = body.length - 1; i >= 0; i--) {
      const candidate = body[i] as GridRow;
      const marks = this.reference.vocabulary.columnNumberMark;
      if (row && candidate.cells.some((c) => marks.includes(foldName(c.text)))) {
        this.headerLines.push(candidate.line);
        body.splice(i, 1);
      }
    }
    if (!row) return;
    const positions: { column: number; number: number }[] = [];
    row.cells.forEach((cell, c) => {
      const n = columnNumber(cell.text);
      if (n !== undefined) positions.push({ column: c, number: n });
    });
    if (positions.length > 0) this.settleColumns(row, positions);
    for (const { column, number } of positions) this.numbers[column] = number;
  }

  /** Where 栏次 stands over other columns than the headers, the 栏次 row decides. */
  private settleColumns(row: GridRow, positions: readonly { column: number; number: number }[]): void {
    if (this.dialect !== 'tab') return;
    const headed = this.paths
      .map((p, c) => ({ c, path: p }))
      .filter(({ path }) => path.length > 0 && this.isValueHeader(path));
    const places = positions.map((p) => p.column);
    if (headed.length === places.length && headed.every(({ c }, i) => c === places[i])) return;
    const span = { line: row.line, start: 0, end: this.lineAt(row.line).text.length };
    this.issue('ragged-row', 'number-row-shifted', span, {}, { severity: 'information' });
    if (headed.length !== places.length) {
      this.doubtful = true;
      return;
    }
    const width = Math.max(this.paths.length, ...places.map((p) => p + 1));
    const paths: string[][] = Array.from({ length: width }, () => []);
    const cells: (Span | undefined)[] = [];
    places.forEach((place, i) => {
      const from = (headed[i] as { c: number }).c;
      paths[place] = this.paths[from] as string[];
      cells[place] = this.headerCells[from];
    });
    // Labels keep their order in what is left on their side of the values.
    const labels = this.paths
      .map((p, c) => ({ c, p }))
      .filter(({ c, p }) => p.length > 0 && !headed.some((h) => h.c === c));
    let at = 0;
    for (const { c, p } of labels) {
      while (at < width && paths[at]?.length) at++;
      if (at >= width) break;
      paths[at] = p;
      cells[at] = this.headerCells[c];
      at++;
    }
    this.paths = paths;
    this.headerCells = cells;
  }

  private isValueHeader(path: readonly string[]): boolean {
    return this.headerRole(path) === 'value';
  }

  private lineAt(line: number): Line {
    return this.block.lines[line] as Line;
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
      const score = fit * 100 - i * 10 + (match.by === 'title' ? 15 : 0);
      if (!best || score > best.score)
        best = { form: match.form, score, by: match.by as 'title' | 'part', alias: match.alias };
    }
    if (best) {
      this.form = best.form;
      this.formReason = { by: best.by, alias: best.alias };
    }
  }

  /** How much of a form's required columns the headers hold, 0–1; undefined where they speak against the form. */
  private headerFit(form: Form): number | undefined {
    if (form.structure === 'grid') {
      const panel = form.panels[0] as FormPanel;
      const found = panel.columns.filter((column) => this.paths.some((path) => pathHas(path, column)));
      return found.length === 0 ? undefined : found.length / panel.columns.length;
    }
    let wanted = 0;
    let found = 0;
    for (const panel of form.panels) {
      for (const column of panel.columns) {
        if (!column.required) continue;
        wanted++;
        if (this.paths.some((path) => namesOf(column).some((n) => headerScore(path, n) > 0))) found++;
      }
    }
    if (wanted === 0) return 0.5;
    return found === 0 ? undefined : found / wanted;
  }

  private missingColumns(): FormColumn[] {
    if (!this.form || this.form.structure === 'grid') return [];
    const missing: FormColumn[] = [];
    for (const panel of this.form.panels) {
      const panels = this.panels.filter((p) => p.form === panel);
      for (const column of panel.columns) {
        if (column.required && !panels.some((p) => p.columns.some((c) => c.form === column)))
          missing.push(column);
      }
    }
    return missing;
  }

  // ---- columns and panels ----

  private headerRole(path: readonly string[]): ColumnRole | undefined {
    const vocabulary = this.reference.vocabulary;
    const last = comparableHeader(path.at(-1) ?? '');
    if (last === '') return undefined;
    if (vocabulary.lineNumber.includes(last)) return 'line-number';
    if (vocabulary.ordinal.includes(last)) return 'ordinal';
    if (vocabulary.codeParts.includes(last)) return 'code';
    if (/编码|代码/.test(last)) return 'code';
    if (vocabulary.name.includes(last)) return 'label';
    if (
      vocabulary.codeContaining.some((w) => last.includes(w)) ||
      vocabulary.panelStartContaining.some((w) => last.includes(w))
    ) {
      return last.includes('名称') ? 'label' : 'code';
    }
    return 'value';
  }

  private startsPanel(path: readonly string[]): boolean {
    const vocabulary = this.reference.vocabulary;
    const last = comparableHeader(path.at(-1) ?? '');
    return (
      vocabulary.panelStart.includes(last) || vocabulary.panelStartContaining.some((w) => last.includes(w))
    );
  }

  private makePanels(): void {
    const width = Math.max(
      this.paths.length,
      ...this.dataRows.map((r) => (this.paths.length === 0 ? r.cells.length : 0)),
    );
    const roles: ColumnRole[] = [];
    for (let c = 0; c < width; c++) roles.push(this.columnRole(c));
    this.settleCodeColumns(roles);
    const starts: number[] = [];
    let sawValue = false;
    for (let c = 0; c < width; c++) {
      const isLabel = roles[c] === 'label' || roles[c] === 'code' || roles[c] === 'ordinal';
      if (c === 0 || (sawValue && isLabel && this.startsPanel(this.paths[c] ?? []))) {
        starts.push(c);
        sawValue = false;
      }
      if (roles[c] === 'value' || roles[c] === 'percent') sawValue = true;
    }
    starts.forEach((start, p) => {
      const end = starts[p + 1] ?? width;
      const formPanel = this.formPanel(p, start, starts.length);
      const columns = this.panelColumns(p, start, end, roles, formPanel);
      this.columns.push(...columns);
      this.panels.push({
        index: p,
        columns,
        labels: columns.filter((c) => c.role === 'label'),
        codes: columns.filter((c) => c.role === 'code'),
        lineNumber: columns.find((c) => c.role === 'line-number'),
        values: columns.filter((c) => c.role === 'value' || c.role === 'percent'),
        form: formPanel,
        catalogue: this.catalogueOf(columns),
      });
    });
  }

  private formPanel(panel: number, start: number, count: number): FormPanel | undefined {
    const { form } = this;
    if (!form) return undefined;
    if (form.repeatedPanels || form.panels.length === 1) return form.panels[0];
    const outer = comparableHeader(this.paths[start]?.[0] ?? '');
    const named = form.panels.find((p) => p.id === outer);
    if (named) return named;
    return count === form.panels.length
      ? form.panels[panel]
      : form.panels[Math.min(panel, form.panels.length - 1)];
  }

  private columnRole(c: number): ColumnRole {
    const path = this.paths[c] ?? [];
    const byHeader = this.headerRole(path);
    if (byHeader === 'line-number' || byHeader === 'ordinal') return byHeader;
    let numeric = 0;
    let codes = 0;
    let percents = 0;
    let text = 0;
    let counting = 0;
    for (const [i, row] of this.dataRows.entries()) {
      const cell = row.cells[c];
      if (!cell || cell.text === '' || DASH.test(cell.text)) continue;
      if (CODE.test(cell.text)) codes++;
      if (PERCENT.test(cell.text)) percents++;
      else if (parseNumber(cell.text)) {
        numeric++;
        if (parseNumber(cell.text)?.digits === BigInt(i + 1)) counting++;
      } else text++;
    }
    if (byHeader === 'code') {
      const part = this.reference.vocabulary.codeParts.includes(comparableHeader(path.at(-1) ?? ''));
      return part || /编码|代码/.test(path.at(-1) ?? '') || codes >= numeric - codes ? 'code' : 'value';
    }
    if (byHeader === 'label') return 'label';
    const formRole = this.formRoleOf(path);
    if (formRole) return formRole;
    if (byHeader === undefined && c === 0 && numeric === 0) return 'label';
    if (byHeader === undefined && numeric > 2 && counting === numeric) return 'line-number';
    if (percents > 0 && percents >= numeric && percents >= text) return 'percent';
    // A column of words without a header, left of the amounts, is what merged header cells left of the name.
    if (text > numeric) return c === 0 || (path.length === 0 && this.leftOfValues(c)) ? 'label' : 'text';
    return 'value';
  }

  private leftOfValues(c: number): boolean {
    return this.paths.slice(0, c).every((path) => this.headerRole(path) !== 'value');
  }

  private formRoleOf(path: readonly string[]): ColumnRole | undefined {
    if (!this.form) return undefined;
    for (const panel of this.form.panels) {
      const found = columnFor(panel, path)?.column;
      if (!found) continue;
      switch (found.role) {
        case undefined:
        case 'value':
        case 'count':
        case 'score':
          return 'value';
        default:
          return found.role;
      }
    }
    return undefined;
  }

  /** `科目编码` that holds words, and a label column that holds codes, are told by what they hold. */
  private settleCodeColumns(roles: ColumnRole[]): void {
    roles.forEach((role, c) => {
      if (role !== 'code') return;
      const filled = this.dataRows
        .map((r) => r.cells[c]?.text ?? '')
        .filter((t) => t !== '' && !this.isTotal(t));
      const codes = filled.filter((t) => /^\d{2,7}[类款项]?$/.test(foldWidth(t)));
      if (filled.length >= 3 && codes.length * 3 < filled.length) roles[c] = 'label';
    });
  }

  private panelColumns(
    panel: number,
    start: number,
    end: number,
    roles: readonly ColumnRole[],
    formPanel: FormPanel | undefined,
  ): Column[] {
    const columns: Column[] = [];
    const taken = new Map<FormColumn, { at: number; score: number }>();
    const matches: (FormColumn | undefined)[] = [];
    for (let c = start; c < end; c++) {
      if (roles[c] !== 'value' && roles[c] !== 'percent' && roles[c] !== 'text') continue;
      const match =
        formPanel && this.form?.structure !== 'grid' ? columnFor(formPanel, this.paths[c] ?? []) : undefined;
      if (!match) continue;
      const other = taken.get(match.column);
      if (other && other.score >= match.score) continue;
      if (other) matches[other.at] = undefined;
      taken.set(match.column, { at: c, score: match.score });
      matches[c] = match.column;
    }
    for (let c = start; c < end; c++) {
      const path = this.paths[c] ?? [];
      const form = matches[c];
      const stated = path.map((part) => unitOfHeader(part)).find((u) => u !== undefined);
      const money = form?.role !== 'count' && form?.role !== 'score' && roles[c] === 'value';
      columns.push({
        index: c,
        path,
        role: roles[c] as ColumnRole,
        panel,
        number: this.numbers[c],
        ofWhich: form?.ofWhich ?? this.isOfWhich(path),
        form,
        decimals: this.columnDecimals(c),
        unit: money ? (stated ?? this.moneyUnit()) : 0,
        count:
          !money || /[（(](?:人|辆|台|个|批次|人次|套|处|间|平方米|㎡|张|份|次|%)[)）]/.test(path.join('')),
        header: this.headerCells[c],
      });
    }
    return columns;
  }

  private isOfWhich(path: readonly string[]): boolean {
    return path.some((part) => this.reference.vocabulary.ofWhich.some((w) => foldName(part).startsWith(w)));
  }

  private columnDecimals(c: number): number {
    let most = 0;
    for (const row of this.dataRows) {
      const text = row.cells[c]?.text ?? '';
      if (text === '' || !/[.．]/.test(text)) continue;
      const printed = parseNumber(text);
      if (printed && printed.decimals > most) most = printed.decimals;
    }
    return most;
  }

  private catalogueOf(columns: readonly Column[]): Catalogue | undefined {
    if (!columns.some((c) => c.role === 'code')) return undefined;
    const header = columns
      .filter((c) => c.role === 'code' || c.role === 'label')
      .map((c) => c.path.join(''))
      .join('');
    const patterns = this.reference.vocabulary.cataloguePatterns;
    for (const catalogue of [
      'economic_government',
      'economic_department',
      'functional',
      'revenue',
    ] as const) {
      if (patterns[catalogue].some((p) => header.includes(p))) return catalogue;
    }
    if (this.form?.tree) return this.form.tree.catalogue;
    const title = comparableTitle(this.context.title);
    for (const catalogue of [
      'economic_government',
      'economic_department',
      'functional',
      'revenue',
    ] as const) {
      if (patterns[catalogue].some((p) => title.includes(p))) return catalogue;
    }
    return undefined;
  }

  // ---- rows ----

  private isTotal(text: string): boolean {
    return this.reference.vocabulary.total.includes(foldName(stripNumber(foldName(text))));
  }

  /** The rows of all panels; built against the model so that figures know their table. */
  private readRows(): (model: TableModel) => PanelRow[] {
    const width = this.columns.length;
    return (model) => {
      const rows: PanelRow[] = [];
      const readers = this.panels.map((panel) => new PanelReader(model, panel, this.reference));
      this.dataRows.forEach((grid, index) => {
        const reliable = this.checkWidth(grid, width) && !this.doubtful;
        const made = this.panels.map((panel, p) =>
          (readers[p] as PanelReader).read(grid, index, reliable, panel),
        );
        this.joinFoot(made, grid, model);
        for (const row of made) if (row) rows.push(row);
      });
      return rows;
    };
  }

  private checkWidth(row: GridRow, width: number): boolean {
    const line = this.lineAt(row.line);
    const extra = row.cells.slice(width);
    const span = {
      line: row.line,
      start: row.cells[0]?.from ?? 0,
      end: row.cells.at(-1)?.to ?? line.text.length,
    };
    if (line.kind === 'prose') {
      this.issue('ragged-row', 'no-leading-bar', span, {
        have: String(row.cells.length),
        want: String(width),
      });
      return row.cells.length === width;
    }
    if (row.cells.length === width || this.paths.length === 0) return true;
    if (row.cells.length > width) {
      if (extra.every((c) => c.text === '')) return true;
      this.issue('ragged-row', 'too-many-cells', span, {
        have: String(row.cells.length),
        want: String(width),
      });
      return false;
    }
    // A row that is short by blanks only at its end says nothing wrong; tab rows lose their trailing blanks in a paste.
    if (this.dialect === 'tab' || line.kind === 'tab') return true;
    const missing = width - row.cells.length;
    const open = !line.text.trimEnd().endsWith('|');
    const lastColumn = this.columns[row.cells.length - 1];
    const filled = row.cells.at(-1)?.text ?? '';
    this.issue(
      'ragged-row',
      'too-few-cells',
      span,
      { have: String(row.cells.length), want: String(width) },
      {
        fix: {
          title: 'widen-row',
          span: { line: row.line, start: line.text.trimEnd().length, end: line.text.length },
          newText: `${open ? ' |' : ''}${'  |'.repeat(missing)}`,
        },
      },
    );
    return row.cells.length === 1 && lastColumn?.role !== 'value' && filled !== '';
  }

  /** A label followed by blanks only, up to amounts in a later panel, owns the amounts of that panel. */
  private joinFoot(rows: (PanelRow | undefined)[], grid: GridRow, model: TableModel): void {
    for (let p = 0; p < rows.length; p++) {
      const row = rows[p];
      if (!row || row.label === '' || row.code !== undefined) continue;
      if ([...row.cells.values()].some((f) => f.state !== 'blank')) continue;
      for (let q = p + 1; q < rows.length; q++) {
        const later = rows[q];
        if (later && later.label !== '') break;
        const panel = this.panels[q] as Panel;
        const cells = later ? [...later.cells.values()] : [];
        if (!cells.some((f) => f.state !== 'blank')) continue;
        rows[p] = undefined;
        rows[q] = { ...row, panel, cells: adopt(cells, panel) };
        for (const figure of rows[q]?.cells.values() ?? [])
          (figure as { row: PanelRow }).row = rows[q] as PanelRow;
        void model;
        void grid;
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

function adopt(cells: readonly CellFigure[], panel: Panel): Map<Column, CellFigure> {
  void panel;
  return new Map(cells.map((f) => [f.column, f]));
}

/** Reads the rows of one panel in order, with what carries from row to row: split codes, open lists, units. */
class PanelReader {
  private upper = '';
  private second = '';
  private openPart: PanelRow | undefined;
  private openFormPart: FormRow | undefined;
  private last: PanelRow | undefined;
  private unit: PanelRow | undefined;
  private ended = false;
  private readonly usedRows = new Set<FormRow>();

  constructor(
    private readonly model: TableModel,
    private readonly panel: Panel,
    private readonly reference: Reference,
  ) {}

  read(grid: GridRow, index: number, reliable: boolean, panel: Panel): PanelRow | undefined {
    const code = this.code(grid);
    const { label, labelSpan, nameSpan } = this.label(grid, code?.text);
    const name = comparableLabel(label);
    const cells = new Map<Column, CellFigure>();
    let filled = false;
    const partial: Omit<PanelRow, 'cells'> & { cells: Map<Column, CellFigure> } = {
      panel,
      line: grid.line,
      index,
      label,
      name,
      labelSpan,
      nameSpan,
      code: code?.text,
      codeSpan: code?.span,
      lineNumber: this.lineNumber(grid),
      role: 'item',
      form: undefined,
      groups: [],
      classCode: undefined,
      unit: undefined,
      partOf: undefined,
      cells,
      reliable,
    };
    for (const column of panel.values) {
      const cell = grid.cells[column.index];
      const figure = this.figure(column, cell, grid, partial, reliable);
      if (figure.state !== 'blank') filled = true;
      cells.set(column, figure);
    }
    const hasText = panel.columns.some((c) => c.role === 'text' && (grid.cells[c.index]?.text ?? '') !== '');
    if (label === '' && code === undefined && !filled && !hasText) return undefined;
    const row = Object.assign(
      partial,
      this.structure(partial, panel.labels.length === 0 && panel.codes.length === 0),
    );
    this.last = row;
    return row;
  }

  private lineNumber(grid: GridRow): number | undefined {
    const column = this.panel.lineNumber;
    const text = column ? (grid.cells[column.index]?.text ?? '') : '';
    const printed = parseNumber(text);
    return printed ? Number(printed.digits) / 10 ** printed.decimals : undefined;
  }

  private code(grid: GridRow): { text: string; span: Span } | undefined {
    const columns = this.panel.codes;
    if (columns.length === 0) return undefined;
    const parts = columns.map((c) => ({
      cell: grid.cells[c.index],
      text: codeDigits(grid.cells[c.index]?.text ?? ''),
    }));
    const filled = parts.filter((p) => p.text !== '');
    if (filled.length === 0) return undefined;
    const first = filled[0] as (typeof filled)[number];
    const last = filled.at(-1) as (typeof filled)[number];
    const span = {
      line: grid.line,
      start: (first.cell as CellSyntax).start,
      end: (last.cell as CellSyntax).end,
    };
    const whole = filled.find((p) => /^\d{5}(\d{2})?$/.test(p.text));
    if (columns.length === 1 || (whole && (filled.length === 1 || last.text.length >= 5))) {
      const text = columns.length === 1 ? first.text : last.text;
      if (!/^\d+$/.test(text)) return undefined;
      if (columns.length > 1) this.remember(text);
      return { text, span };
    }
    const [a = '', b = '', c = ''] = parts.map((p) => p.text);
    if (a !== '') {
      if (a.length >= 5) {
        this.remember(a);
        return { text: a, span };
      }
      if (!(this.upper === a && (b !== '' || c !== ''))) this.second = '';
      this.upper = a;
    }
    if (b !== '') this.second = b.padStart(2, '0');
    if (this.upper.length !== 3) return a !== '' ? { text: a + b + c, span } : undefined;
    if (c !== '') return { text: this.upper + this.second + c.padStart(2, '0'), span };
    if (b !== '') return { text: this.upper + this.second, span };
    return { text: this.upper, span };
  }

  private remember(code: string): void {
    this.upper = code.slice(0, 3);
    this.second = code.slice(3, 5);
  }

  private label(grid: GridRow, code: string | undefined): Pick<PanelRow, 'label' | 'labelSpan' | 'nameSpan'> {
    let label = '';
    let labelSpan: Span | undefined;
    for (const column of [...this.panel.codes, ...this.panel.labels].sort((a, b) => a.index - b.index)) {
      const cell = grid.cells[column.index];
      if (!cell || cell.text === '') continue;
      if (column.role === 'code' && (code !== undefined || /^\d+$/.test(codeDigits(cell.text)))) continue;
      if (parseNumber(cell.text) && column.role === 'label') continue;
      // `合 | 计` over two merged cells is one word.
      label = label === '' ? cell.text : this.joins(label, cell.text) ? label + cell.text : label;
      labelSpan = labelSpan
        ? { ...labelSpan, end: label.endsWith(cell.text) ? cell.end : labelSpan.end }
        : { line: grid.line, start: cell.start, end: cell.end };
    }
    const nameColumn = this.panel.labels[0];
    const nameCell = nameColumn ? grid.cells[nameColumn.index] : undefined;
    return {
      label,
      labelSpan,
      nameSpan: nameCell ? { line: grid.line, start: nameCell.start, end: nameCell.end } : undefined,
    };
  }

  private joins(a: string, b: string): boolean {
    return a.length === 1 && b.length === 1 && this.reference.vocabulary.total.includes(foldName(a + b));
  }

  private figure(
    column: Column,
    cell: CellSyntax | undefined,
    grid: GridRow,
    row: PanelRow,
    reliable: boolean,
  ): CellFigure {
    const text = cell?.text ?? '';
    const span: Span = { line: grid.line, start: cell?.start ?? 0, end: cell?.end ?? 0 };
    const kind = column.role === 'percent' ? 'percent' : column.count ? 'count' : 'money';
    let state: FigureState = 'blank';
    let printed: Printed | undefined;
    if (text === '') state = cell ? 'blank' : reliable ? 'blank' : 'unreadable';
    else if (DASH.test(text)) state = 'dash';
    else {
      const percent = PERCENT.test(text);
      printed = parseNumber(percent ? text.replace(/\s*[%％]$/, '') : text);
      state = printed ? 'amount' : 'unreadable';
      if (!printed && LOOKS_NUMERIC.test(text)) this.badNumber(text, span);
    }
    if (!reliable && state !== 'blank') state = 'unreadable';
    const decimals = printed
      ? kind === 'percent'
        ? printed.decimals
        : Math.max(printed.decimals, column.decimals)
      : column.decimals;
    const amount = state === 'amount' && printed !== undefined;
    return {
      owner: this.model,
      column,
      row,
      span,
      raw: text,
      state,
      kind,
      printed,
      unit: column.unit,
      value: amount ? scaledOf(printed as Printed, column.unit) : 0n,
      half: amount && !(printed as Printed).zero ? halfDigit(decimals, column.unit) : 0n,
      decimals,
    };
  }

  private badNumber(text: string, span: Span): void {
    const repaired = repairNumber(text);
    (this.model.issues as Issue[]).push({
      rule: 'bad-number',
      message: 'bad-number',
      span,
      data: { text },
      ...(repaired
        ? { fix: { title: 'repair-number', data: { text: repaired }, span, newText: repaired } }
        : {}),
    });
  }

  /** The role of a row, its form row, and the list it belongs to. */
  private structure(row: PanelRow, valuesOnly: boolean): Partial<PanelRow> {
    const { vocabulary } = this.reference;
    const formPanel = this.panel.form;
    const folded = foldName(row.label);
    if (row.code !== undefined) {
      this.openPart = undefined;
      return { role: 'code', unit: this.unit, classCode: row.code.length === 3 ? row.code : undefined };
    }
    if (valuesOnly) return { role: 'values' };
    const marked = vocabulary.ofWhich.some((w) => stripNumber(folded).startsWith(w));
    const numbered = stripNumber(folded) !== folded;
    const total = vocabulary.total.includes(row.name) || vocabulary.subtotal.includes(row.name);
    const form = this.formRow(row, marked);
    if (form && !form.partOf) this.openFormPart = form;
    if (
      total ||
      (form && !form.partOf && this.model.form?.structure !== 'tree' && /合计|总计/.test(form.id))
    ) {
      this.openPart = undefined;
      if (form === undefined || formPanel?.until === form.id) this.ended = true;
      if (this.model.form?.structure === 'tree' || !this.model.form) this.unit = undefined;
      return { role: 'total', form, groups: form ? groupsOf(form) : [] };
    }
    if (marked) {
      this.openPart ??= this.last?.role === 'part' ? this.last.partOf : this.last;
      return { role: 'part', partOf: this.openPart, form, groups: form ? groupsOf(form) : [] };
    }
    if (form?.partOf)
      return { role: 'part', partOf: this.last?.partOf ?? this.last, form, groups: groupsOf(form) };
    if (form) {
      this.openPart = undefined;
      return { role: 'item', form, groups: groupsOf(form), classCode: undefined };
    }
    const byClass = formPanel?.classGroup ? this.reference.codes.classNamed(row.name) : undefined;
    if (byClass) {
      this.openPart = undefined;
      return { role: 'item', classCode: byClass.code, groups: [formPanel?.classGroup as string] };
    }
    if (this.openPart && !numbered) return { role: 'part', partOf: this.openPart };
    this.openPart = undefined;
    if (this.panel.codes.length > 0 && row.label !== '') {
      const unit: Partial<PanelRow> = { role: 'unit' };
      this.unit = row;
      return unit;
    }
    const other = formPanel?.otherGroup && !this.ended && (numbered || formPanel.classGroup === undefined);
    return { role: 'item', groups: other ? [formPanel?.otherGroup as string] : [] };
  }

  private formRow(row: PanelRow, marked: boolean): FormRow | undefined {
    const rows = this.panel.form?.rows;
    if (!rows || row.name === '') return undefined;
    const open = this.openFormPart;
    // Inside the list of a row, the same words name its parts (the fund rows after 年初财政拨款结转和结余).
    const part = rows.find(
      (r) =>
        r.partOf !== undefined &&
        open !== undefined &&
        r.partOf === open.id &&
        !this.usedRows.has(r) &&
        rowNamed(r, row.name),
    );
    const own = rows.find((r) => r.partOf === undefined && !this.usedRows.has(r) && rowNamed(r, row.name));
    const found = part && (marked || !own || this.usedRows.has(own)) ? part : marked ? part : own;
    if (found) this.usedRows.add(found);
    return found;
  }
}

/** What needs the rows: grid, emptiness. */
function finish(model: TableModel, rows: readonly PanelRow[], reference: Reference): TableModel {
  const result = model as { -readonly [K in keyof TableModel]: TableModel[K] };
  result.rows = rows;
  result.empty = !rows.some((r) =>
    [...r.cells.values()].some((f) => f.state === 'amount' || f.state === 'unreadable'),
  );
  if (model.form?.structure === 'grid') result.grid = buildGrid(model, rows);
  void reference;
  return result;
}

/** Items × measures, whichever way round the table prints them. */
function buildGrid(model: TableModel, rows: readonly PanelRow[]): Map<string, Map<string, CellFigure>> {
  const grid = new Map<string, Map<string, CellFigure>>();
  const panel = model.form?.panels[0] as FormPanel;
  const put = (item: string, measure: string, figure: CellFigure) => {
    const line = getOrMake(grid, item, () => new Map<string, CellFigure>());
    if (!line.has(measure)) line.set(measure, figure);
  };
  for (const row of rows) {
    for (const [column, figure] of row.cells) {
      const measure = panel.columns.find((c) => pathHas(column.path, c));
      const item = row.form ?? itemOf(panel, column, measure);
      if (!item) continue;
      if (measure) put(item.id, measure.id, figure);
      else if (row.form) {
        const only = panel.columns.find((c) => headerScore(column.path, c.id) > 0);
        if (only) put(item.id, only.id, figure);
      }
    }
  }
  return grid;
}

/** The item that a column of a transposed grid stands for: its path without the measure. */
function itemOf(panel: FormPanel, column: Column, measure: FormColumn | undefined): FormRow | undefined {
  const path = column.path.filter(
    (part) => !measure || !namesOf(measure).some((n) => comparableHeader(n) === comparableHeader(part)),
  );
  let best: { row: FormRow; score: number } | undefined;
  for (const row of panel.rows ?? []) {
    for (const alias of [row.id, ...(row.aliases ?? [])]) {
      const score = headerScore(path, alias);
      // `小计` under 公务用车… is that item; a bare path of one part must match whole.
      if (score > 0 && (alias.includes('/') || path.length === 1 || comparableHeader(alias) !== '小计')) {
        if (!best || score > best.score) best = { row, score };
      }
    }
  }
  return best?.row;
}

function namesOf(column: FormColumn): string[] {
  return [column.id, ...(column.aliases ?? [])];
}

function pathHas(path: readonly string[], column: FormColumn): boolean {
  return path.some((part) => namesOf(column).some((n) => comparableHeader(n) === comparableHeader(part)));
}

/** Header path parts: `/` between them, not inside brackets (`执行率（B/A）`). */
export function splitPath(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '(' || char === '（') depth++;
    else if (char === ')' || char === '）') depth = Math.max(0, depth - 1);
    else if (char === '/' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((p) => p !== '');
}

function unitOfHeader(part: string): number | undefined {
  const match = /[（(](?:单位[:：])?\s*((?:亿|百万|万|千|百)?元)\s*[)）]/.exec(part);
  return match ? unitOf(match[1] as string) : undefined;
}

function rowKey(row: GridRow): string {
  return row.cells
    .map((c) => foldName(c.text))
    .join('|')
    .replace(/\|+$/, '');
}

function columnNumber(text: string): number | undefined {
  const match = /^(\d{1,2})(?:\.0+)?$/.exec(foldWidth(text).trim());
  return match ? Number(match[1]) : undefined;
}

/** Whether a cell of a pasted row holds data: a code or an amount. */
function isData(text: string): boolean {
  if (CODE.test(text)) return true;
  const printed = parseNumber(text);
  return printed !== undefined;
}

/** The digits of a code cell (`204类` → 204), or the text. */
function codeDigits(text: string): string {
  const folded = foldWidth(text).replace(/\s+/g, '');
  return folded.replace(/^(\d+)[类款项]$/, '$1');
}

/** A number that was meant: letters for digits, blanks inside, wrong groups. */
function repairNumber(text: string): string | undefined {
  let repaired = foldWidth(text).replace(/[Oo]/g, '0').replace(/[lI]/g, '1').replace(/[\s']/g, '');
  repaired = repaired.replace(/^\((.*)\)$/, '-$1');
  const parts = repaired.split('.');
  if (parts.length > 2) return undefined;
  if (!parseNumber(repaired)) repaired = repaired.replace(/[,，]/g, '');
  return parseNumber(repaired) && repaired !== text ? repaired : undefined;
}

export type { ReportKind };
