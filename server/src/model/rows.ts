/** The rows of a table as its panels read them: codes, labels, lists, figures (language.md §4). */

import { isAmountLike, parseNumber } from '../base/amount.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import type { Span } from '../base/range.ts';
import { withoutOfWhich } from '../base/titles.ts';
import { comparableLabel, groupsOf, isPartOf, rowNamed } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Form, FormRow } from '../reference/types.ts';
import { type CellSyntax, numberIn } from '../syntax/line.ts';
import { codeDigits, type GridRow, LOOKS_NUMERIC, repairNumber } from './cells.ts';
import { Cell, type Print } from './figure.ts';
import { joinedCell } from './joined.ts';
import { ofRow, printOf } from './print.ts';
import { Row, type Standing } from './row.ts';
import type { Table } from './table/table.ts';
import type { Column, Issue, Panel, PanelRow } from './types.ts';

/** Reads the rows of one panel in order, with what carries from row to row: split codes, open lists, units. */
export class PanelReader {
  private upper = '';
  private second = '';
  private openPart: PanelRow | undefined;
  private openFormPart: FormRow | undefined;
  private last: PanelRow | undefined;
  private unit: PanelRow | undefined;
  private unitName = '';
  private readonly unitsByName = new Map<string, PanelRow>();
  /** Whether the items that `otherGroup` speaks of are over, and whether one has been read. */
  private ended = false;
  private begun = false;
  /** The total of the items stands before them (`一、本年收入`). */
  private leads = false;
  private readonly usedRows = new Map<FormRow, Row>();

  constructor(
    private readonly model: Table,
    private readonly panel: Panel,
    private readonly reference: Reference,
    /** What is told of numbers that cannot be read. */
    private readonly issues: Issue[],
  ) {}

  /** @param reliable whether the cells of the row fit the columns */
  read(grid: GridRow, index: number, reliable: boolean): Row | undefined {
    const { panel } = this;
    const joined = joinedCell(panel, grid);
    const code = panel.joined ? joined?.code : this.code(grid);
    const { label, labelSpan, nameSpan } = joined ?? this.label(grid, code?.text);
    const cells = new Map<Column, Cell>();
    const row = new Row(
      panel,
      {
        line: grid.line,
        index,
        label,
        name: comparableLabel(label),
        labelSpan,
        nameSpan,
        code: code?.text,
        codeSpan: code?.span,
        lineNumber: this.lineNumber(grid),
        reliable,
      },
      cells,
    );
    let filled = false;
    for (const column of panel.values) {
      const figure = this.figure(column, row, printOf(column, grid.cells[column.index], grid.line, reliable));
      if (figure.state !== 'blank') filled = true;
      cells.set(column, figure);
    }
    const hasText = panel.columns.some((c) => c.role === 'text' && (grid.cells[c.index]?.text ?? '') !== '');
    if (label === '' && code === undefined && !filled && !hasText) return undefined;
    row.settle(this.structure(row, grid));
    for (const cell of cells.values()) {
      const own = ofRow(cell.printing, row);
      if (own !== cell.printing) cell.restate(own);
    }
    this.last = row;
    return row;
  }

  /** A foot row whose amounts stand left of their columns, as a paste of merged cells leaves them, in their order. */
  foot(label: Row, grid: GridRow, amounts: readonly CellSyntax[]): Row {
    const cells = new Map<Column, Cell>();
    const row = label.over(this.panel, cells);
    this.panel.values.forEach((column, i) => {
      cells.set(column, this.figure(column, row, printOf(column, amounts[i], grid.line, true)));
    });
    return row;
  }

  private lineNumber(grid: GridRow): number | undefined {
    const column = this.panel.lineNumber;
    const text = column ? (grid.cells[column.index]?.text ?? '') : '';
    const printed = parseNumber(text);
    return printed ? Number(printed.digits) / 10 ** printed.decimals : undefined;
  }

  /** The code of a row, in one column or cut over several, whose upper parts may stand in the rows above. */
  private code(grid: GridRow): { text: string; span: Span } | undefined {
    const parts = this.panel.codes.map(({ index }) => {
      const cell = grid.cells[index];
      return { cell, text: codeDigits(cell?.text ?? '') };
    });
    const filled = parts.filter((p) => p.text !== '');
    const [first, last] = [filled[0], filled.at(-1)];
    if (!first?.cell || !last?.cell) return undefined;
    const text = this.codeIn(
      parts.map((p) => p.text),
      first.text,
      last.text,
    );
    return text === undefined
      ? undefined
      : { text, span: { line: grid.line, start: first.cell.start, end: last.cell.end } };
  }

  /** @param parts what stands in each of the columns; the first and the last of them that are filled */
  private codeIn(parts: readonly string[], first: string, last: string): string | undefined {
    if (parts.length === 1) return /^\d+$/.test(first) ? first : undefined;
    const filled = parts.filter((p) => p !== '');
    const whole = filled.some((p) => /^\d{5}(\d{2})?$/.test(p));
    if (whole && (filled.length === 1 || last.length >= 5)) {
      if (!/^\d+$/.test(last)) return undefined;
      this.remember(last);
      return last;
    }
    // A foot row has its word in the first of the code columns.
    return filled.some((p) => /^\d/.test(p)) ? this.cutCode(parts) : undefined;
  }

  /** A code cut into 类, 款 and 项. */
  private cutCode([a = '', b = '', c = '']: readonly string[]): string | undefined {
    if (a.length >= 5) {
      this.remember(a);
      return a;
    }
    if (a !== '') {
      if (!(this.upper === a && (b !== '' || c !== ''))) this.second = '';
      this.upper = a;
    }
    if (b !== '') this.second = b.padStart(2, '0');
    if (this.upper.length !== 3) return a !== '' ? a + b + c : undefined;
    if (c !== '') return this.upper + this.second + c.padStart(2, '0');
    return b !== '' ? this.upper + this.second : this.upper;
  }

  private remember(code: string): void {
    this.upper = code.slice(0, 3);
    this.second = code.slice(3, 5);
  }

  private label(grid: GridRow, code: string | undefined): Pick<PanelRow, 'label' | 'labelSpan' | 'nameSpan'> {
    const { line } = grid;
    const named = this.labelCells(grid, code);
    // Where nothing else labels a row, the unit's column does: a unit's own total, or the total of all.
    const own = this.totalCell(grid) ?? this.cellsOf(this.panel.units, grid)[0];
    if (named.length === 0 && code === undefined && own) named.push(own);
    let label = '';
    let labelSpan: Span | undefined;
    for (const cell of named) {
      // `合 | 计` over two merged cells is one word.
      label = label === '' ? cell.text : this.joins(label, cell.text) ? label + cell.text : label;
      labelSpan = labelSpan
        ? { ...labelSpan, end: label.endsWith(cell.text) ? cell.end : labelSpan.end }
        : { line, start: cell.start, end: cell.end };
    }
    const nameColumn = this.panel.labels[0];
    const nameCell = nameColumn ? grid.cells[nameColumn.index] : undefined;
    return {
      label,
      labelSpan,
      nameSpan: nameCell ? { line, start: nameCell.start, end: nameCell.end } : undefined,
    };
  }

  /** The cells that label a row: in the columns of labels, and of codes where they hold none. A label is never a number. */
  private labelCells(grid: GridRow, code: string | undefined): CellSyntax[] {
    const columns = [...this.panel.codes, ...this.panel.labels].sort((a, b) => a.index - b.index);
    return columns.flatMap((column) => {
      const cell = grid.cells[column.index];
      if (!cell || cell.text === '' || numberIn(cell)) return [];
      const isCode = column.role === 'code' && (code !== undefined || /^\d+$/.test(codeDigits(cell.text)));
      return isCode ? [] : [cell];
    });
  }

  private cellsOf(columns: readonly Column[], grid: GridRow): CellSyntax[] {
    return columns.flatMap((c) => grid.cells[c.index] ?? []).filter((c) => c.text !== '');
  }

  /** The word for the total in a column of numbers or words (`序号`), where cells were merged over it and the name. */
  private totalCell(grid: GridRow): CellSyntax | undefined {
    const { total } = this.reference.vocabulary;
    const beside = this.panel.columns.filter((c) => c.role === 'ordinal' || c.role === 'text');
    return this.cellsOf(beside, grid).find((c) => total.includes(foldName(c.text)));
  }

  private joins(a: string, b: string): boolean {
    return a.length === 1 && b.length === 1 && this.reference.vocabulary.total.includes(foldName(a + b));
  }

  private figure(column: Column, row: Row, print: Print): Cell {
    if (!print.printed && (LOOKS_NUMERIC.test(print.raw) || isAmountLike(print.raw)))
      this.badNumber(print.raw, print.span);
    return new Cell(this.model, column, row, print);
  }

  private badNumber(text: string, span: Span): void {
    const repaired = repairNumber(text);
    this.issues.push({
      rule: 'bad-number',
      what: 'bad-number',
      span,
      data: { text },
      printed: text,
      expected: repaired,
      mend: repaired ? { span, newText: repaired } : undefined,
    });
  }

  /** The role of a row, its form row, and the list it belongs to. */
  private structure(row: Row, grid: GridRow): Partial<Standing> {
    if (row.code !== undefined) {
      this.openPart = undefined;
      const classCode = row.code.length === 3 ? row.code : undefined;
      return { role: 'code', unit: this.unitOf(grid, row), classCode };
    }
    if (this.panel.labels.length === 0 && this.panel.codes.length === 0) return { role: 'values' };
    const folded = stripNumber(foldName(row.label));
    const marked = this.reference.vocabulary.ofWhich.some((w) => folded.startsWith(w));
    const form = this.formRow(row, marked);
    if (!form && this.isSubtotal(row)) {
      this.openPart = undefined;
      return { role: 'subtotal' };
    }
    if (form && !form.partOf) this.openFormPart = form;
    this.follow(form);
    if (this.isTotal(row, form)) return this.total(form);
    if (marked) {
      this.openPart ??= this.last?.role === 'part' ? this.last.partOf : this.last;
      return { role: 'part', partOf: this.openPart, form, groups: form ? groupsOf(form) : [] };
    }
    const numbered = folded !== foldName(row.label);
    return form ? this.named(form, numbered) : this.unnamed(row, numbered);
  }

  /** Whether a row is a total: by its word, or by the name that the form gives it. */
  private isTotal({ name }: Row, form: FormRow | undefined): boolean {
    const { total, totalContaining } = this.reference.vocabulary;
    if (total.includes(name)) return true;
    if (!form || form.partOf || this.model.form?.structure === 'tree') return false;
    return totalContaining.some((w) => form.id.includes(w));
  }

  private total(form: FormRow | undefined): Partial<Standing> {
    this.openPart = undefined;
    if (form === undefined || (this.panel.form?.until === form.id && !this.leads)) this.ended = true;
    if (this.model.form?.structure === 'tree' || !this.model.form) this.unit = undefined;
    return { role: 'total', form, groups: form ? groupsOf(form) : [] };
  }

  /** A row that the form names. */
  private named(form: FormRow, numbered: boolean): Partial<Standing> {
    const part = this.partOf(form, numbered);
    if (part) return part;
    this.openPart = undefined;
    const groups = this.ended && form.behind !== undefined ? [form.behind] : groupsOf(form);
    return { role: 'item', form, groups };
  }

  /** A row that the form does not name: a 类 by its name, a part of the list above, a unit, or another item. */
  private unnamed(row: Row, numbered: boolean): Partial<Standing> {
    const { classGroup, otherGroup } = this.panel.form ?? {};
    const byClass = classGroup ? this.reference.codes.classNamed(row.name) : undefined;
    if (classGroup && byClass) {
      this.begun = true;
      this.openPart = undefined;
      return { role: 'item', classCode: byClass.code, groups: [classGroup] };
    }
    if (this.openPart && !numbered) return { role: 'part', partOf: this.openPart };
    this.openPart = undefined;
    if (this.panel.codes.length > 0 && row.label !== '') {
      this.unit = row;
      this.unitName = foldName(row.label);
      this.unitsByName.set(this.unitName, row);
      return { role: 'unit' };
    }
    const other = otherGroup && !this.ended && (numbered || classGroup === undefined);
    if (other) this.begun = true;
    return { role: 'item', groups: other ? [otherGroup] : [] };
  }

  /** Where the items of `otherGroup` are: before their total, or behind it up to the form's next row of another kind. */
  private follow(form: FormRow | undefined): void {
    const { otherGroup, until } = this.panel.form ?? {};
    if (form === undefined || form.partOf || otherGroup === undefined) return;
    if (form.id === until) this.leads = !this.begun;
    else if (groupsOf(form).includes(otherGroup)) this.begun = true;
    else if (this.leads && this.begun) this.ended = true;
  }

  /** A row that is a part by its form, or goes on with those that `其中：` began (`其中：一般公共预算拨款`, `政府性基金预算拨款`). */
  private partOf(form: FormRow, numbered: boolean): Partial<Standing> | undefined {
    if (form.partOf)
      return { role: 'part', partOf: this.last?.partOf ?? this.last, form, groups: groupsOf(form) };
    const whole = this.openPart?.form;
    if (!whole || numbered || !isPartOf(this.model.form as Form, whole, form)) return undefined;
    return { role: 'part', partOf: this.openPart, form, groups: [] };
  }

  /** A row such as `小计`, or `教育支出小计` behind the rows of its group. */
  private isSubtotal({ name }: PanelRow): boolean {
    const { subtotal } = this.reference.vocabulary;
    if (subtotal.includes(name)) return true;
    const closes = this.last?.role === 'code' && this.last.unit === undefined;
    return closes && subtotal.some((word) => name.endsWith(word));
  }

  /** The unit that a code row belongs to: that of the rows above, or the one that its own column names. */
  private unitOf(grid: GridRow, row: PanelRow): PanelRow | undefined {
    if (this.panel.units.length === 0) return this.unit;
    const name = foldName(this.panel.units.map((c) => grid.cells[c.index]?.text ?? '').join(''));
    if (name !== '' && name !== this.unitName) {
      this.unitName = name;
      const known = this.unitsByName.get(name);
      this.unit = known ?? row;
      if (!known) this.unitsByName.set(name, row);
    }
    return this.unit;
  }

  private formRow(row: Row, marked: boolean): FormRow | undefined {
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
    const own = rows.find((r) => r.partOf === undefined && this.isFree(r) && rowNamed(r, row.name));
    // `其中：（一）因公出国（境）费` begins the items of a grid.
    const item = own && this.model.form?.structure === 'grid' && isNumberedPart(row.label) ? own : undefined;
    const found = part && (marked || !own || this.usedRows.has(own)) ? part : marked ? (part ?? item) : own;
    if (found) this.take(found, row);
    return found;
  }

  /** Whether a row of the form is still to be found: one that printed dashes alone was a heading over it. */
  private isFree(form: FormRow): boolean {
    const row = this.usedRows.get(form);
    const cells = row ? [...row.cells.values()] : [];
    return row === undefined || (cells.length > 0 && cells.every((c) => c.state === 'dash'));
  }

  private take(form: FormRow, row: Row): void {
    const heading = this.usedRows.get(form);
    heading?.isHeading();
    this.usedRows.set(form, row);
  }
}

function isNumberedPart(label: string): boolean {
  const rest = withoutOfWhich(foldName(label));
  return stripNumber(rest) !== rest;
}
