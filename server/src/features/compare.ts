/**
 * Two reports compared by what they say: figures by form, row and column, sentences by their section. The order of
 * lines, the alignment of tables, line breaks and the way a number is written make no difference.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { decimalsOf, formatScaled, pow10, SCALE, UNITS } from '../base/amount.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import { pushTo } from '../base/maps.ts';
import type { PlacedTable } from '../model/report.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../model/types.ts';
import { comparableTitle } from '../reference/forms.ts';
import { plainLabel } from './form-cells.ts';
import { publish, textOfRuns } from './publication.ts';

/** Something that stands in one of the reports. */
export interface ComparedText {
  readonly text: string;
  /** Line of its document. */
  readonly line: number;
}

export type ChangeState = 'added' | 'removed' | 'changed';

export interface FigureChange {
  readonly row: string;
  readonly column: string;
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
  /** After less before, with a sign, in the unit of the figure that there is; undefined where one is no number. */
  readonly difference: string | undefined;
  /** The difference in per cent of the earlier figure. */
  readonly rate: string | undefined;
}

export interface RowChange {
  readonly state: 'added' | 'removed' | 'renamed';
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
}

export interface TableChange {
  readonly state: ChangeState;
  readonly title: string;
  readonly line: number;
  readonly figures: readonly FigureChange[];
  readonly rows: readonly RowChange[];
}

export interface SentenceChange {
  readonly state: ChangeState;
  readonly section: string;
  readonly before: ComparedText | undefined;
  readonly after: ComparedText | undefined;
}

export interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly tables: readonly TableChange[];
  readonly sentences: readonly SentenceChange[];
  /** Tables that were compared, and figures in them. */
  readonly compared: { readonly tables: number; readonly figures: number };
}

/**
 * What changed from one report to another.
 * @param before last year's, or the draft
 */
export function compareReports(before: Analysis, after: Analysis): Comparison {
  return new Comparer(before, after).run();
}

class Comparer {
  private tablesCompared = 0;
  private figuresCompared = 0;

  constructor(
    private readonly before: Analysis,
    private readonly after: Analysis,
  ) {}

  run(): Comparison {
    const tables = this.tables();
    const sentences = this.sentences();
    return {
      before: publish(this.before).title,
      after: publish(this.after).title,
      tables,
      sentences,
      compared: { tables: this.tablesCompared, figures: this.figuresCompared },
    };
  }

  // ---- tables ----

  private tables(): TableChange[] {
    const pairs = this.pairs();
    const paired = new Set([...pairs.values()]);
    const changes: TableChange[] = [];
    for (const now of this.after.report.tables) {
      const was = pairs.get(now);
      const { title } = now.table;
      if (!was) {
        changes.push({ state: 'added', title, line: now.line, figures: [], rows: [] });
        continue;
      }
      this.tablesCompared++;
      const { figures, rows } = this.table(was, now);
      if (figures.length + rows.length > 0)
        changes.push({ state: 'changed', title, line: now.line, figures, rows });
    }
    for (const was of this.before.report.tables) {
      if (paired.has(was)) continue;
      changes.push({ state: 'removed', title: was.table.title, line: was.line, figures: [], rows: [] });
    }
    return changes;
  }

  /** Tables that are the same one: of one form and title, then of one form, then of one title. */
  private pairs(): Map<PlacedTable, PlacedTable> {
    const pairs = new Map<PlacedTable, PlacedTable>();
    const free = new Set(this.before.report.tables);
    const title = ({ table }: PlacedTable, analysis: Analysis) =>
      comparableTitle(table.title, analysis.report.front.unit).replace(/\d{4}/g, '');
    const keys: ((t: PlacedTable, a: Analysis) => string | undefined)[] = [
      (t, a) => t.table.form && `${t.table.form.id} ${title(t, a)}`,
      (t) => t.table.form?.id,
      title,
    ];
    for (const key of keys) {
      const open = new Map<string, PlacedTable[]>();
      for (const was of free) {
        const k = key(was, this.before);
        if (k) pushTo(open, k, was);
      }
      for (const now of this.after.report.tables) {
        const k = key(now, this.after);
        const was = pairs.has(now) || !k ? undefined : open.get(k)?.shift();
        if (!was) continue;
        pairs.set(now, was);
        free.delete(was);
      }
    }
    return pairs;
  }

  private table(was: PlacedTable, now: PlacedTable): { figures: FigureChange[]; rows: RowChange[] } {
    if (was.table.grid && now.table.grid) return { figures: this.grid(was, now), rows: [] };
    const figures: FigureChange[] = [];
    const rows: RowChange[] = [];
    const older = rowsByKey(was.table);
    const newer = rowsByKey(now.table);
    for (const [key, row] of newer) {
      const old = older.get(key);
      if (!old) {
        if (isFilled(row)) rows.push({ state: 'added', before: undefined, after: rowText(row, now) });
        continue;
      }
      if (row.code !== undefined && row.code === old.code && nameOf(row) !== nameOf(old)) {
        rows.push({ state: 'renamed', before: rowText(old, was), after: rowText(row, now) });
      }
      const columns = cellsByKey(old);
      const seen = new Set<string>();
      for (const [name, cell] of cellsByKey(row)) {
        seen.add(name);
        this.figure(figures, rowLabel(row), columns.get(name), cell, was, now);
      }
      for (const [name, cell] of columns)
        if (!seen.has(name)) this.figure(figures, rowLabel(old), cell, undefined, was, now);
    }
    for (const [key, row] of older) {
      if (newer.has(key) || !isFilled(row)) continue;
      rows.push({ state: 'removed', before: rowText(row, was), after: undefined });
    }
    return { figures, rows };
  }

  /** A table of items and measures, whichever way round either prints it. */
  private grid(was: PlacedTable, now: PlacedTable): FigureChange[] {
    const figures: FigureChange[] = [];
    const items = new Set([...(now.table.grid?.keys() ?? []), ...(was.table.grid?.keys() ?? [])]);
    for (const item of items) {
      const older = was.table.grid?.get(item);
      const newer = now.table.grid?.get(item);
      for (const measure of new Set([...(newer?.keys() ?? []), ...(older?.keys() ?? [])]))
        this.figure(figures, item, older?.get(measure), newer?.get(measure), was, now, measure);
    }
    return figures;
  }

  private figure(
    into: FigureChange[],
    row: string,
    old: CellFigure | undefined,
    cell: CellFigure | undefined,
    was: PlacedTable,
    now: PlacedTable,
    measure?: string,
  ): void {
    const one = (cell ?? old) as CellFigure;
    this.figuresCompared++;
    if (same(old, cell)) return;
    // Where the two tables are in different units, each figure says its own.
    const units = old && cell && old.unit !== cell.unit && old.kind === 'money';
    const text = (f: CellFigure | undefined, { line }: PlacedTable): ComparedText | undefined =>
      f && { text: units ? `${f.raw}${unitName(f.unit)}` : f.raw, line: line + f.span.line };
    const numbers = [old, cell].every((f) => f === undefined || f.state !== 'unreadable');
    const value = (cell?.value ?? 0n) - (old?.value ?? 0n);
    const most = Math.max(cell?.decimals ?? 0, old?.decimals ?? 0);
    const style = { decimals: Math.max(most, decimalsOf(value, one.unit, SCALE - 1)), grouped: true };
    const base = old?.value ?? 0n;
    into.push({
      row,
      column: measure ?? columnLabel(one.column),
      before: text(old, was),
      after: text(cell, now),
      difference: numbers ? `${value > 0n ? '+' : ''}${formatScaled(value, style, one.unit)}` : undefined,
      rate:
        numbers && base > 0n && one.kind !== 'percent'
          ? `${value > 0n ? '+' : ''}${formatScaled((value * 100n * pow10(SCALE)) / base, { decimals: 2, grouped: false })}%`
          : undefined,
    });
  }

  // ---- sentences ----

  private sentences(): SentenceChange[] {
    const older = sectionsOf(this.before);
    const newer = sectionsOf(this.after);
    const changes: SentenceChange[] = [];
    for (const [key, { heading, sentences }] of newer)
      append(changes, changedSentences(heading, older.get(key)?.sentences ?? [], sentences));
    for (const [key, { heading, sentences }] of older)
      if (!newer.has(key)) append(changes, changedSentences(heading, sentences, []));
    return changes;
  }
}

function unitName(power: number): string {
  return Object.entries(UNITS).find(([, p]) => p === power)?.[0] ?? '';
}

// ---- rows and cells ----

/** Rows by what they are: panel, unit, code or form's row or name; the second of a kind is another one. */
function rowsByKey(table: TableModel): Map<string, PanelRow> {
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

function cellsByKey(row: PanelRow): Map<string, CellFigure> {
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

function isFilled(row: PanelRow): boolean {
  return [...row.cells.values()].some((c) => c.value !== 0n || c.state === 'unreadable');
}

/** Whether two cells say the same; a blank, a dash and a zero do. */
function same(a: CellFigure | undefined, b: CellFigure | undefined): boolean {
  if (a?.state === 'unreadable' || b?.state === 'unreadable')
    return foldName(a?.raw ?? '') === foldName(b?.raw ?? '');
  return (a?.value ?? 0n) === (b?.value ?? 0n);
}

function nameOf(row: PanelRow): string {
  return foldName(row.label);
}

function rowLabel(row: PanelRow): string {
  const line = { label: row.label, row } as Parameters<typeof plainLabel>[0];
  const name = plainLabel(line) || row.name;
  return row.code === undefined ? name : `${row.code} ${name}`;
}

function rowText(row: PanelRow, { line }: PlacedTable): ComparedText {
  const cells = [...row.cells.values()].filter((c) => c.value !== 0n || c.state === 'unreadable');
  const amounts = cells.map((c) => `${columnLabel(c.column)} ${c.raw}`).join('，');
  return { text: `${rowLabel(row)}${amounts === '' ? '' : `：${amounts}`}`, line: line + row.line };
}

function columnLabel(column: Column): string {
  return column.path.join('/') || (column.form?.id ?? '');
}

// ---- sections and sentences ----

interface Sentence extends ComparedText {
  /** The text as it is compared: folded, with the report's years as words. */
  readonly key: string;
}

interface TextSection {
  readonly heading: string;
  readonly sentences: Sentence[];
}

/** The sentences under each heading; notes of tables stand under the table's title. */
function sectionsOf(analysis: Analysis): Map<string, TextSection> {
  const { year } = analysis.report.front;
  const sections = new Map<string, TextSection>();
  const years = (text: string) =>
    year === undefined
      ? text
      : text.replaceAll(String(year), '〈年〉').replaceAll(String(year - 1), '〈上年〉');
  let heading = '';
  const add = (text: string, line: number) => {
    const key = stripNumber(foldName(years(heading)));
    const section = sections.get(key) ?? { heading, sentences: [] };
    sections.set(key, section);
    for (const sentence of text.split(/(?<=[。！？；])/)) {
      const shown = sentence.trim();
      if (shown !== '') section.sentences.push({ text: shown, line, key: foldName(years(shown)) });
    }
  };
  for (const part of publish(analysis).parts) {
    if (part.kind === 'heading') heading = textOfRuns(part.runs);
    else if (part.kind === 'paragraph') add(textOfRuns(part.runs), part.line);
    else if (part.kind === 'table') for (const note of part.notes) add(textOfRuns(note.runs), note.line);
  }
  return sections;
}

/** More sentences than this under one heading are paired as sets, not in order. */
const MOST_PAIRS = 4_000_000;

function changedSentences(
  section: string,
  before: readonly Sentence[],
  after: readonly Sentence[],
): SentenceChange[] {
  const kept = commonSentences(before, after);
  const gone = before.filter((s) => !kept.before.has(s));
  const come = after.filter((s) => !kept.after.has(s));
  const changes: SentenceChange[] = [];
  const left = new Set(gone);
  for (const now of come) {
    const was = closest(now, left);
    if (was) left.delete(was);
    changes.push({ state: was ? 'changed' : 'added', section, before: was && plain(was), after: plain(now) });
  }
  for (const was of left) changes.push({ state: 'removed', section, before: plain(was), after: undefined });
  return changes;
}

function plain({ text, line }: Sentence): ComparedText {
  return { text, line };
}

/** The longest sequence of sentences that both have. */
function commonSentences(
  before: readonly Sentence[],
  after: readonly Sentence[],
): { before: Set<Sentence>; after: Set<Sentence> } {
  const kept = { before: new Set<Sentence>(), after: new Set<Sentence>() };
  const n = before.length;
  const m = after.length;
  if (n * m > MOST_PAIRS) {
    const known = new Map<string, Sentence[]>();
    for (const s of before) pushTo(known, s.key, s);
    for (const s of after) {
      const was = known.get(s.key)?.shift();
      if (!was) continue;
      kept.before.add(was);
      kept.after.add(s);
    }
    return kept;
  }
  const width = m + 1;
  const length = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * width + j] =
        before[i]?.key === after[j]?.key
          ? 1 + (length[(i + 1) * width + j + 1] as number)
          : Math.max(length[(i + 1) * width + j] as number, length[i * width + j + 1] as number);
  for (let i = 0, j = 0; i < n && j < m; ) {
    const a = before[i] as Sentence;
    const b = after[j] as Sentence;
    if (a.key === b.key) {
      kept.before.add(a);
      kept.after.add(b);
      i++;
      j++;
    } else if ((length[(i + 1) * width + j] as number) >= (length[i * width + j + 1] as number)) i++;
    else j++;
  }
  return kept;
}

/** The sentence that another was made of: the same but for its figures, else one that shares half of its words. */
function closest(now: Sentence, left: ReadonlySet<Sentence>): Sentence | undefined {
  const bare = (s: Sentence) => s.key.replace(/[\d.,%]+/g, '#');
  const own = bare(now);
  let best: Sentence | undefined;
  let score = 0.5;
  for (const was of left) {
    const other = bare(was);
    if (own === other) return was;
    const likeness = dice(own, other);
    if (likeness > score) {
      score = likeness;
      best = was;
    }
  }
  return best;
}

/** How much of their pairs of characters two texts share, 0 to 1. */
function dice(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const count = pairs.get(pair) ?? 0;
    if (count === 0) continue;
    pairs.set(pair, count - 1);
    shared++;
  }
  return (2 * shared) / (a.length + b.length - 2);
}
