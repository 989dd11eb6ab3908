/** The columns and panels of a table: what each column holds, and which column of its form it is. */
import { foldName, foldWidth } from '../base/fold.ts';
import { append, largest } from '../base/lists.ts';
import { columnFor, comparableHeader, comparableTitle } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Catalogue, Form, FormColumn, FormPanel } from '../reference/types.ts';
import { numberIn } from '../syntax/line.ts';
import { CODE, DASH, PERCENT, unitOfHeader } from './cells.ts';
import { type HeaderReader, headerRole, isTotalLabel } from './header.ts';
import type { Column, ColumnRole, Panel } from './types.ts';

/** 政府经济分类 before 经济分类: the shorter words are part of the longer. */
const CATALOGUES: readonly Catalogue[] = [
  'economic_government',
  'economic_department',
  'functional',
  'revenue',
];

export class ColumnReader {
  readonly columns: Column[] = [];
  readonly panels: Panel[] = [];
  private usual: number | undefined;

  /**
   * @param unit power of ten of the table's money unit
   * @param title the table's title, which may name a catalogue of codes
   */
  constructor(
    private readonly header: HeaderReader,
    private readonly form: Form | undefined,
    private readonly reference: Reference,
    private readonly unit: number,
    private readonly title: string,
  ) {}

  private startsPanel(path: readonly string[]): boolean {
    const vocabulary = this.reference.vocabulary;
    const last = comparableHeader(path.at(-1) ?? '');
    return (
      vocabulary.panelStart.includes(last) || vocabulary.panelStartContaining.some((w) => last.includes(w))
    );
  }

  /** Works out the columns and panels. */
  read(): void {
    const width = largest(
      this.header.dataRows.map((r) => (this.header.paths.length === 0 ? r.cells.length : 0)),
      this.header.paths.length,
    );
    const roles: ColumnRole[] = [];
    for (let c = 0; c < width; c++) roles.push(this.columnRole(c));
    this.settleCodeColumns(roles);
    const starts: number[] = [];
    let sawValue = false;
    for (let c = 0; c < width; c++) {
      const isLabel = roles[c] === 'label' || roles[c] === 'code' || roles[c] === 'ordinal';
      if (c === 0 || (sawValue && isLabel && this.startsPanel(this.header.paths[c] ?? []))) {
        starts.push(c);
        sawValue = false;
      }
      if (roles[c] === 'value' || roles[c] === 'percent') sawValue = true;
    }
    starts.forEach((start, p) => {
      const end = starts[p + 1] ?? width;
      const formPanel = this.formPanel(p, start, starts.length);
      const columns = this.panelColumns(p, start, end, roles, formPanel);
      append(this.columns, columns);
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
    const outer = comparableHeader(this.header.paths[start]?.[0] ?? '');
    const named = form.panels.find((p) => p.id === outer);
    if (named) return named;
    return count === form.panels.length
      ? form.panels[panel]
      : form.panels[Math.min(panel, form.panels.length - 1)];
  }

  private columnRole(c: number): ColumnRole {
    const path = this.header.paths[c] ?? [];
    const byHeader = headerRole(path, this.reference.vocabulary);
    if (byHeader === 'line-number' || byHeader === 'ordinal') return byHeader;
    let numeric = 0;
    let codes = 0;
    let percents = 0;
    let text = 0;
    let counting = 0;
    for (const [i, row] of this.header.dataRows.entries()) {
      const cell = row.cells[c];
      if (!cell || cell.text === '' || DASH.test(cell.text)) continue;
      if (CODE.test(cell.text)) codes++;
      if (PERCENT.test(cell.text)) percents++;
      else {
        const number = numberIn(cell);
        if (!number) text++;
        else {
          numeric++;
          if (number.digits === BigInt(i + 1)) counting++;
        }
      }
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
    return this.header.paths
      .slice(0, c)
      .every((path) => headerRole(path, this.reference.vocabulary) !== 'value');
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
      const filled = this.header.dataRows
        .map((r) => r.cells[c]?.text ?? '')
        .filter((t) => t !== '' && !isTotalLabel(t, this.reference.vocabulary));
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
        formPanel && this.form?.structure !== 'grid'
          ? columnFor(formPanel, this.header.paths[c] ?? [])
          : undefined;
      if (!match) continue;
      const other = taken.get(match.column);
      if (other && other.score >= match.score) continue;
      if (other) matches[other.at] = undefined;
      taken.set(match.column, { at: c, score: match.score });
      matches[c] = match.column;
    }
    // A unit beside the panel's label holds for all its columns (`预算执行情况（万元）`).
    const labelHeaders = this.header.paths
      .slice(start, end)
      .flatMap((path, i) => (roles[start + i] === 'label' ? path : []));
    for (let c = start; c < end; c++) {
      const path = this.header.paths[c] ?? [];
      const form = matches[c];
      const stated = [...path, ...labelHeaders]
        .map((part) => unitOfHeader(part))
        .find((u) => u !== undefined);
      const money = form?.role !== 'count' && form?.role !== 'score' && roles[c] === 'value';
      columns.push({
        index: c,
        path,
        role: roles[c] as ColumnRole,
        panel,
        number: this.header.numbers[c],
        ofWhich: form?.ofWhich ?? this.isOfWhich(path),
        form,
        decimals: this.columnDecimals(c) ?? this.usualDecimals(roles),
        unit: money ? (stated ?? this.unit) : 0,
        count:
          !money || /[（(](?:人|辆|台|个|批次|人次|套|处|间|平方米|㎡|张|份|次|%)[)）]/.test(path.join('')),
        header: this.header.headerCells[c],
      });
    }
    return columns;
  }

  private isOfWhich(path: readonly string[]): boolean {
    return path.some((part) => this.reference.vocabulary.ofWhich.some((w) => foldName(part).startsWith(w)));
  }

  /** The most decimals printed in a column; undefined where it prints no amount. */
  private columnDecimals(c: number): number | undefined {
    let most: number | undefined;
    for (const row of this.header.dataRows) {
      const cell = row.cells[c];
      const printed = cell && numberIn(cell);
      if (printed && printed.decimals >= (most ?? 0)) most = printed.decimals;
    }
    return most;
  }

  /** The decimals of a column that prints no amount: the most of the table's value columns. */
  private usualDecimals(roles: readonly ColumnRole[]): number {
    this.usual ??= largest(
      roles.map((role, c) => (role === 'value' ? (this.columnDecimals(c) ?? 0) : 0)),
      0,
    );
    return this.usual;
  }

  private catalogueOf(columns: readonly Column[]): Catalogue | undefined {
    if (!columns.some((c) => c.role === 'code')) return undefined;
    const header = columns
      .filter((c) => c.role === 'code' || c.role === 'label')
      .map((c) => c.path.join(''))
      .join('');
    return (
      this.catalogueIn(header) ?? this.form?.tree?.catalogue ?? this.catalogueIn(comparableTitle(this.title))
    );
  }

  /** The catalogue that a header or title names, the most specific words first. */
  private catalogueIn(text: string): Catalogue | undefined {
    const patterns = this.reference.vocabulary.cataloguePatterns;
    return CATALOGUES.find((catalogue) => patterns[catalogue].some((p) => text.includes(p)));
  }
}
