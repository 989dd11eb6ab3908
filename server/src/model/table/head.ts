import { foldName, foldWidth } from '../../base/fold.ts';
import { KEY, KIND, namesUnit, namesYear } from '../../base/keys.ts';
import { getOrMake } from '../../base/maps.ts';
import { comparableLabel, headerScore, headersOf, inYears, rowNamed } from '../../reference/forms.ts';
import type { Reference } from '../../reference/index.ts';
import type { Form, FormColumn, FormPanel } from '../../reference/types.ts';
import { cellsOf, type Line, type PairSyntax, pairsOf, unitOf } from '../../syntax/line.ts';
import type { Block } from '../../syntax/tree.ts';
import { type GridRow, isCounted, unitOfHeader } from '../cells.ts';
import { ColumnReader } from '../columns.ts';
import { type Own, ofOwnYear } from '../comparison.ts';
import { itemOf, pathHas } from '../grid.ts';
import { HeaderReader } from '../header.ts';
import type { Issue, Panel, TableContext, TableModel } from '../types.ts';

interface Fit {
  readonly fit: number | undefined;
}

/** How headers fit a form, by the headers: the same ones stand over the tables of many reports. */
const fits = new WeakMap<Form, Map<string, Fit>>();
const MOST_HEADERS = 1000;
/** Headers that are longer are nobody's form. */
const LONGEST_HEADER = 4000;

/** The head of a table: what its property lines and headers say, and which form it is of. */
export class TableHead {
  protected readonly issues: Issue[] = [];
  protected readonly dialect: 'bar' | 'tab';
  protected readonly header: HeaderReader;
  protected readonly columns: ColumnReader;
  protected form: Form | undefined;
  protected formReason: TableModel['formReason'] = { by: 'none', alias: '' };
  /** Number, unit, year and form as the property lines state them. */
  protected readonly stated: {
    number?: string;
    unit?: number;
    year?: number;
    formName?: string;
    unitName?: string;
  } = {};

  constructor(
    protected readonly block: Block,
    protected readonly context: TableContext,
    protected readonly reference: Reference,
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

  /** What it speaks of: 决算 or 预算 as the form says, else the report. */
  protected own(kind = this.form?.kind): Own {
    const known = kind === KIND.final || kind === KIND.budget ? kind : this.context.kind;
    const { lastYear, thisYear } = this.reference.vocabulary.comparison;
    const year = this.stated.year ?? this.context.year;
    return { kind: known, year, lastWord: lastYear.start[0] as string, thisWord: thisYear };
  }

  /** A nested form pasted whole, its head over the columns: what stands in which column is anybody's guess. */
  protected isNestedHead(): boolean {
    if (this.dialect !== 'tab' || this.form?.set === undefined) return false;
    const words = this.reference.vocabulary.nestedHead;
    return this.header.paths.some((path) => path.length > 1 && words.includes(foldName(path[0] ?? '')));
  }

  protected lineAt(line: number): Line {
    return this.block.lines[line] as Line;
  }

  protected readProperties(): void {
    this.block.lines.forEach((line, i) => {
      if (this.block.roles[i] !== 'property') return;
      for (const pair of pairsOf(line)) this.readProperty(pair, i);
    });
  }

  private readProperty({ key, value: written, valueStart, valueEnd }: PairSyntax, line: number): void {
    const value = written.trim();
    if (key === KEY.number) this.stated.number ??= value;
    else if (key === KEY.form) this.stated.formName = value;
    else if (namesYear(key)) {
      const year = /(\d{4})/.exec(foldWidth(value))?.[1];
      if (year) this.stated.year = Number(year);
    } else if (namesUnit(key)) {
      const unit = unitOf(value);
      if (unit !== undefined) this.stated.unit = unit;
      else if (key === KEY.moneyUnit && value !== '')
        this.issues.push({
          rule: 'unknown-property',
          what: 'unit-unknown',
          span: { line, start: valueStart, end: valueEnd },
          data: { value },
        });
      else this.stated.unitName ??= value;
    }
  }

  protected moneyUnit(): number {
    return this.stated.unit ?? this.headerUnit() ?? this.context.moneyUnit ?? 4;
  }

  protected headerUnit(): number | undefined {
    return unitOfHeader(this.context.title);
  }

  // ---- form ----

  protected findForm(): void {
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
    const matches = forms.match(this.context.title, unitName, this.context.kind);
    for (const [i, match] of matches.entries()) {
      if (!inYears(match.form.years, year)) continue;
      const fit = this.headerFit(match.form);
      if (fit === undefined) continue;
      // A title that is the form's own wins over headers.
      const score = fit * 100 - i * 10 + (match.by === 'title' ? 1000 : 0);
      if (!best || score > best.score)
        best = { form: match.form, score, by: match.by as 'title' | 'part', alias: match.alias };
    }
    const [named] = matches;
    if (!best && named?.by === 'title' && named.form.structure !== 'free' && this.isWords())
      best = { form: named.form, score: 0, by: 'title', alias: named.alias };
    if (best) {
      this.form = best.form;
      this.formReason = { by: best.by, alias: best.alias };
    }
  }

  /** Whether no cell holds a number: all that stands of the table may be its head. */
  protected isWords(): boolean {
    return this.header.dataRows.every((row) => row.cells.every((cell) => !/\d/.test(foldWidth(cell.text))));
  }

  /** Whether a table that owes amounts has only header rows, some of them in the place of data. */
  protected isHeadAlone(): boolean {
    return this.form !== undefined && this.form.structure !== 'free' && this.isWords();
  }

  /** How much of a form's required columns the headers hold, 0–1; undefined where they speak against the form. */
  protected headerFit(form: Form): number | undefined {
    const paths = this.header.paths.map((path) => ofOwnYear(path, this.own()));
    if (form.structure === 'grid') {
      const panel = form.panels[0] as FormPanel;
      const found = panel.columns.filter((column) => paths.some((path) => pathHas(path, column)));
      const fit = found.length / panel.columns.length;
      // Items in the header, without a measure (`“三公”经费合计 | 因公出国（境）费 | …`).
      const items = paths.filter((path) => itemOf(panel, path, undefined) !== undefined);
      const byItems = items.length < 3 ? 0 : items.length / paths.length;
      if (byItems === 0 && this.countsAlone(panel)) return undefined;
      return found.length === 0 && byItems === 0 ? undefined : Math.max(fit, byItems);
    }
    const key = JSON.stringify(paths);
    if (key.length > LONGEST_HEADER) return columnsFit(form, paths);
    const known = getOrMake(fits, form, () => new Map<string, Fit>());
    if (known.size >= MOST_HEADERS) known.clear();
    return getOrMake(known, key, () => ({ fit: columnsFit(form, paths) })).fit;
  }

  /** Whether the rows count things (`因公出国（境）团组数（个）`) and none of them is an item of the grid. */
  private countsAlone(panel: FormPanel): boolean {
    const labels = this.header.dataRows.flatMap((row) => row.cells.map((cell) => cell.text));
    const items = labels.some((label) => panel.rows?.some((row) => rowNamed(row, comparableLabel(label))));
    return !items && labels.some((label) => isCounted(label, this.reference.vocabulary));
  }

  protected missingColumns(all: readonly Panel[]): FormColumn[] {
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
}

/** How much of a form's required columns headers hold. */
function columnsFit(form: Form, paths: readonly (readonly string[])[]): number | undefined {
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
