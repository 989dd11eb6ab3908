/** The columns and panels of a table: what each column holds, and which column of its form it is. */
import { foldName, foldWidth } from '../base/fold.ts';
import { isCodeLike } from '../base/keys.ts';
import { append, largest } from '../base/lists.ts';
import { columnFor, comparableHeader, comparableLabel, splitPath } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Comparison, Form, FormColumn, FormPanel } from '../reference/types.ts';
import { numberIn } from '../syntax/line.ts';
import { catalogueNamed, catalogueOf } from './catalogue.ts';
import { isCounted, unitOfHeader } from './cells.ts';
import { comparisonOf, isPercentHeader, type Own, ofOwnYear } from './comparison.ts';
import { type Content, contentOf } from './content.ts';
import { pathHas } from './grid.ts';
import { type HeaderReader, headerRole, headerWord, isCodeHeader, isTotalLabel } from './header.ts';
import { isJoined } from './joined.ts';
import type { Column, ColumnRole, Panel } from './types.ts';

/** What the columns are read by besides the header. */
export interface TableFacts {
  /** Power of ten of the table's money unit. */
  readonly unit: number;
  /** The table's title, which may name a catalogue of codes. */
  readonly title: string;
  readonly own: Own;
}

/** The columns of a panel, from one to before another, and what the form calls it. */
interface PanelSpan {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly form: FormPanel | undefined;
}

export class ColumnReader {
  readonly columns: Column[] = [];
  readonly panels: Panel[] = [];
  private usual: number | undefined;
  private readonly comparisons: (Comparison | undefined)[] = [];

  constructor(
    private readonly header: HeaderReader,
    private readonly form: Form | undefined,
    private readonly reference: Reference,
    private readonly facts: TableFacts,
  ) {}

  private startsPanel(path: readonly string[]): boolean {
    const vocabulary = this.reference.vocabulary;
    const last = headerWord(path, vocabulary);
    return (
      vocabulary.panelStart.includes(last) ||
      vocabulary.panelName.includes(last) ||
      vocabulary.amountName.includes(last) ||
      vocabulary.panelStartContaining.some((w) => last.includes(w))
    );
  }

  /** Works out the columns and panels. */
  read(): void {
    const width = largest(
      this.header.dataRows.map((r) => (this.header.paths.length === 0 ? r.cells.length : 0)),
      this.header.paths.length,
    );
    for (let c = 0; c < width; c++)
      this.comparisons.push(comparisonOf(this.path(c), this.reference.vocabulary, this.facts.own));
    const roles: ColumnRole[] = [];
    for (let c = 0; c < width; c++) roles.push(this.columnRole(c));
    this.settleCodeColumns(roles);
    const joined = this.settleJoinedColumns(roles);
    const units = this.settleUnitColumns(roles);
    const starts = this.panelStarts(roles);
    const formPanels = this.formPanels(starts, width, roles);
    starts.forEach((start, p) => {
      const end = starts[p + 1] ?? width;
      const formPanel = formPanels[p];
      const columns = this.panelColumns({ index: p, start, end, form: formPanel }, roles);
      append(this.columns, columns);
      this.panels.push({
        index: p,
        columns,
        labels: columns.filter((c) => c.role === 'label'),
        codes: columns.filter((c) => c.role === 'code'),
        joined: columns.find((c) => joined.has(c.index)),
        units: columns.filter((c) => units.has(c.index)),
        lineNumber: columns.find((c) => c.role === 'line-number'),
        values: columns.filter((c) => c.role === 'value' || c.role === 'percent'),
        form: formPanel,
        catalogue: catalogueOf(columns, this.form, this.facts.title, this.reference),
      });
    });
  }

  private path(c: number): readonly string[] {
    return this.header.paths[c] ?? [];
  }

  private panelStarts(roles: readonly ColumnRole[]): number[] {
    const starts: number[] = [];
    const lastValue = roles.findLastIndex((r) => r === 'value' || r === 'percent');
    let sawValue = false;
    for (let c = 0; c < roles.length; c++) {
      const isLabel = roles[c] === 'label' || roles[c] === 'code' || roles[c] === 'ordinal';
      if (c === 0 || (sawValue && isLabel && c < lastValue && this.startsPanel(this.path(c)))) {
        starts.push(c);
        sawValue = false;
      }
      if (roles[c] === 'value' || roles[c] === 'percent') sawValue = true;
    }
    return starts;
  }

  /**
   * The panel of the form that each panel is. Where several are one and the rows of the form are functional 类, those that
   * list no 类 divide the same total otherwise (by nature, by economic code) and are none; where none lists them, the
   * first is it.
   */
  private formPanels(
    starts: readonly number[],
    width: number,
    roles: readonly ColumnRole[],
  ): (FormPanel | undefined)[] {
    const panels = starts.map((start, p) => this.formPanel(p, start, starts.length));
    if (this.form?.repeatedPanels || (this.form?.panels.length ?? 0) < 2) return panels;
    return panels.map((panel, p) => {
      if (!panel?.classGroup || panels.filter((o) => o === panel).length < 2) return panel;
      const lists = (q: number) => this.listsClasses(starts[q] as number, starts[q + 1] ?? width, roles);
      if (lists(p)) return panel;
      return panels.indexOf(panel) === p && !panels.some((o, q) => o === panel && lists(q))
        ? panel
        : undefined;
    });
  }

  private listsClasses(start: number, end: number, roles: readonly ColumnRole[]): boolean {
    const said = catalogueNamed(this.header.paths.slice(start, end).flat().join(''), this.reference);
    const columns = roles.flatMap((role, c) => (role === 'label' && c >= start && c < end ? [c] : []));
    const names = this.header.dataRows
      .flatMap((row) => columns.map((c) => row.cells[c]?.text ?? ''))
      .filter((text) => text !== '' && !isTotalLabel(text, this.reference.vocabulary))
      .map(comparableLabel);
    const isClass = (name: string) => name !== '' && this.reference.codes.classNamed(name) !== undefined;
    // Economic codes have names that 类 have too (其他支出, 债务还本支出).
    return said === undefined || said === 'functional'
      ? names.some(isClass)
      : names.length > 0 && names.every(isClass);
  }

  /** Columns that name the unit beside each row, where another column labels the rows: they label nothing then. */
  private settleUnitColumns(roles: ColumnRole[]): Set<number> {
    const { unitName } = this.reference.vocabulary;
    const named = new Set<number>();
    const firstValue = roles.indexOf('value');
    roles.forEach((role, c) => {
      const isUnit = unitName.includes(comparableHeader(this.path(c).at(-1) ?? ''));
      if (isUnit && (role === 'label' || role === 'text') && (firstValue < 0 || c < firstValue)) named.add(c);
    });
    const others = roles.some(
      (role, c) => (role === 'label' || role === 'code') && !named.has(c) && c < firstValue,
    );
    if (!others) {
      // Where nothing else labels the rows, the innermost unit does.
      const last = largest(named, -1);
      if (named.size > 0 && ![...named].some((c) => roles[c] === 'label')) roles[last] = 'label';
      return new Set();
    }
    for (const c of named) roles[c] = 'text';
    return named;
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
    const path = this.path(c);
    const { vocabulary } = this.reference;
    const byHeader = headerRole(path, vocabulary);
    if (byHeader === 'line-number' || byHeader === 'ordinal') return byHeader;
    const held = contentOf(this.header.dataRows, c);
    if (byHeader === 'code') {
      const named = isCodeHeader(path.at(-1) ?? '', vocabulary);
      return named || held.codes >= held.numeric - held.codes ? 'code' : 'value';
    }
    if (byHeader === 'label') return this.isAmounts(c, held) ? 'value' : 'label';
    const formRole = this.formRoleOf(path);
    if (formRole) return formRole;
    if (byHeader === 'text' && held.text >= held.numeric) return 'text';
    if (this.comparisons[c] && held.numeric > held.text)
      return isPercentHeader(path, vocabulary) || held.percents > held.numeric ? 'percent' : 'value';
    return (byHeader === undefined ? this.unnamedRole(c, held) : undefined) ?? this.roleByContent(c, held);
  }

  /** A column that no header names: labels in the first place, or numbers that count the rows. */
  private unnamedRole(c: number, { numeric, counting }: Content): ColumnRole | undefined {
    if (c === 0 && numeric === 0) return 'label';
    return numeric > 2 && counting === numeric ? 'line-number' : undefined;
  }

  private roleByContent(c: number, { numeric, percents, text }: Content): ColumnRole {
    if (percents > 0 && percents >= numeric && percents >= text) return 'percent';
    if (text <= numeric) return 'value';
    // A column of words without a header, left of the amounts, is what merged header cells left of the name.
    return c === 0 || (this.path(c).length === 0 && this.leftOfValues(c)) ? 'label' : 'text';
  }

  /** Whether a column headed 收入 or 支出 holds amounts and not names. */
  private isAmounts(c: number, { numeric, text }: Content): boolean {
    const { vocabulary } = this.reference;
    if (!vocabulary.amountName.includes(comparableHeader(this.path(c).at(-1) ?? ''))) return false;
    const next = this.header.paths[c + 1];
    return numeric > text || (text === 0 && c > 0 && (!next || headerRole(next, vocabulary) !== 'value'));
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
      const codes = filled.filter((t) => isCodeLike(foldWidth(t)));
      if (filled.length >= 3 && codes.length * 3 < filled.length) roles[c] = 'label';
    });
  }

  /** Columns of codes with their names; behind the first, such a column says how the row is classed besides. */
  private settleJoinedColumns(roles: ColumnRole[]): ReadonlySet<number> {
    const joined = new Set<number>();
    let last: number | undefined;
    roles.forEach((role, c) => {
      if (role === 'value' || role === 'percent') last = undefined;
      if (role !== 'code' && role !== 'label' && role !== 'text') return;
      const texts = this.header.dataRows
        .map((r) => r.cells[c]?.text ?? '')
        .filter((t) => !isTotalLabel(t, this.reference.vocabulary));
      if (!isJoined(texts)) {
        if (role === 'code') last = c;
        return;
      }
      roles[c] = last === undefined ? 'code' : 'text';
      if (last === undefined) joined.add(c);
      last ??= c;
    });
    return joined;
  }

  private panelColumns(
    { index, start, end, form: formPanel }: PanelSpan,
    roles: readonly ColumnRole[],
  ): Column[] {
    const named = this.formColumns(formPanel, start, roles.slice(0, end));
    // A unit beside the panel's label holds for all its columns (`预算执行情况（万元）`).
    const labelHeaders = this.header.paths
      .slice(start, end)
      .flatMap((path, i) => (roles[start + i] === 'label' ? path : []));
    const columns: Column[] = [];
    for (let c = start; c < end; c++) {
      const path = this.path(c);
      const form = named.get(c);
      const stated = [...path, ...labelHeaders]
        .map((part) => unitOfHeader(part))
        .find((u) => u !== undefined);
      const money = form?.role !== 'count' && form?.role !== 'score' && roles[c] === 'value';
      columns.push({
        index: c,
        path,
        role: roles[c] as ColumnRole,
        panel: index,
        number: this.header.numbers[c],
        ofWhich: form?.ofWhich ?? this.isOfWhich(path),
        form,
        comparison: form || this.isMeasure(formPanel, path) ? undefined : this.comparisons[c],
        decimals: this.columnDecimals(c) ?? this.usualDecimals(roles),
        unit: money ? (stated ?? this.facts.unit) : 0,
        count: !money || isCounted(path.join(''), this.reference.vocabulary) || this.isOfCounts(path),
        header: this.header.headerCells[c],
      });
    }
    return columns;
  }

  /** The columns from one on that the form's panel names; of several that match one of them, the closest. */
  private formColumns(
    panel: FormPanel | undefined,
    start: number,
    roles: readonly ColumnRole[],
  ): ReadonlyMap<number, FormColumn> {
    const named = new Map<number, FormColumn>();
    if (!panel || this.form?.structure === 'grid') return named;
    const taken = new Map<FormColumn, { at: number; score: number }>();
    for (let c = start; c < roles.length; c++) {
      if (roles[c] !== 'value' && roles[c] !== 'percent' && roles[c] !== 'text') continue;
      const match = columnFor(panel, ofOwnYear(this.path(c), this.facts.own));
      if (!match) continue;
      // Beside the year's columns, those of comparison are its columns only where the form itself says so.
      if (this.comparisons[c] && !comparisonOf(splitPath(match.alias), this.reference.vocabulary)) continue;
      const other = taken.get(match.column);
      if (other && other.score >= match.score) continue;
      if (other) named.delete(other.at);
      taken.set(match.column, { at: c, score: match.score });
      named.set(c, match.column);
    }
    return named;
  }

  /** Whether what makes a header one of comparison names a measure of a grid, which may well be last year's or the budget. */
  private isMeasure(panel: FormPanel | undefined, path: readonly string[]): boolean {
    if (this.form?.structure !== 'grid' || !panel) return false;
    const { own } = this.facts;
    const { vocabulary } = this.reference;
    return ofOwnYear(path, own).some(
      (part) =>
        comparisonOf([part], vocabulary, own) !== undefined && panel.columns.some((c) => pathHas([part], c)),
    );
  }

  /** Whether a table of no form heads its counts so (`统计数`). */
  private isOfCounts(path: readonly string[]): boolean {
    const { counts } = this.reference.vocabulary;
    return this.form === undefined && counts.includes(comparableHeader(path.at(-1) ?? ''));
  }

  private isOfWhich(path: readonly string[]): boolean {
    return path.some((part) => this.reference.vocabulary.ofWhich.some((w) => foldName(part).startsWith(w)));
  }

  /** The most decimals printed in a column; undefined where it prints no amount, or a bare 0 only. */
  private columnDecimals(c: number): number | undefined {
    let most: number | undefined;
    for (const row of this.header.dataRows) {
      const cell = row.cells[c];
      const printed = cell && numberIn(cell);
      if (printed && (most ?? 0) <= printed.decimals && (!printed.zero || printed.decimals > 0))
        most = printed.decimals;
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
}
