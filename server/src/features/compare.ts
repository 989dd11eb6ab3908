/**
 * Two reports compared by what they say: figures by form, row and column, sentences by their section. The order of
 * lines, the alignment of tables, line breaks and the way a number is written make no difference.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { decimalsOf, formatScaled, pow10, SCALE } from '../base/amount.ts';
import { append } from '../base/lists.ts';
import { pushTo } from '../base/maps.ts';
import type { PlacedTable } from '../model/report.ts';
import type { CellFigure } from '../model/types.ts';
import { comparableTitle } from '../reference/forms.ts';
import {
  cellsByKey,
  columnLabel,
  isFilled,
  nameOf,
  rowLabel,
  rowsByKey,
  rowText,
  same,
  unitName,
} from './compare/rows.ts';
import { changedSentences, renamedSections, sectionsOf, withMoves } from './compare/sentences.ts';
import type {
  ChangeCounts,
  ComparedText,
  Comparison,
  FigureChange,
  RowChange,
  SentenceChange,
  TableChange,
} from './compare/types.ts';
import { publish } from './publication.ts';

export { comparisonSummary, movedText } from './compare/summary.ts';
export type {
  ChangeCounts,
  ChangeState,
  ComparedText,
  Comparison,
  FigureChange,
  RowChange,
  SentenceChange,
  TableChange,
  WordRun,
} from './compare/types.ts';

/**
 * What changed from one report to another.
 * @param before last year's, or the draft
 */
export function compareReports(before: Analysis, after: Analysis): Comparison {
  return new Comparer(before, after).run();
}

/** How much differs, by kinds. */
export function countsOf(tables: readonly TableChange[], sentences: readonly SentenceChange[]): ChangeCounts {
  const rows = tables.flatMap((t) => t.rows);
  const count = (list: readonly { readonly state: string }[], state: string) =>
    list.filter((one) => one.state === state).length;
  const moved = count(sentences, 'moved');
  return {
    figures: tables.reduce((n, t) => n + t.figures.length, 0),
    rowsAdded: count(rows, 'added'),
    rowsRemoved: count(rows, 'removed'),
    rowsRenamed: count(rows, 'renamed'),
    tablesAdded: count(tables, 'added'),
    tablesRemoved: count(tables, 'removed'),
    sentences: sentences.length - moved,
    moved,
  };
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
      counts: countsOf(tables, sentences),
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
        append(figures, this.figure({ row: rowLabel(row) }, { old: columns.get(name), cell }, { was, now }));
      }
      for (const [name, cell] of columns)
        if (!seen.has(name))
          append(figures, this.figure({ row: rowLabel(old) }, { old: cell, cell: undefined }, { was, now }));
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
        append(
          figures,
          this.figure(
            { row: item, measure },
            { old: older?.get(measure), cell: newer?.get(measure) },
            { was, now },
          ),
        );
    }
    return figures;
  }

  /** How a figure differs in two tables; nothing where it does not. */
  private figure(
    { row, measure }: { readonly row: string; readonly measure?: string },
    { old, cell }: { readonly old: CellFigure | undefined; readonly cell: CellFigure | undefined },
    { was, now }: { readonly was: PlacedTable; readonly now: PlacedTable },
  ): FigureChange[] {
    const one = (cell ?? old) as CellFigure;
    this.figuresCompared++;
    if (same(old, cell)) return [];
    // Where the two tables are in different units, each figure says its own.
    const units = old && cell && old.unit !== cell.unit && old.kind === 'money';
    const text = (f: CellFigure | undefined, { line }: PlacedTable): ComparedText | undefined =>
      f && { text: units ? `${f.raw}${unitName(f.unit)}` : f.raw, line: line + f.span.line };
    const numbers = [old, cell].every((f) => f === undefined || f.state !== 'unreadable');
    const value = (cell?.value ?? 0n) - (old?.value ?? 0n);
    const most = Math.max(cell?.decimals ?? 0, old?.decimals ?? 0);
    const style = { decimals: Math.max(most, decimalsOf(value, one.unit, SCALE - 1)), grouped: true };
    const base = old?.value ?? 0n;
    return [
      {
        row,
        column: measure ?? columnLabel(one.column),
        before: text(old, was),
        after: text(cell, now),
        difference: numbers ? `${value > 0n ? '+' : ''}${formatScaled(value, style, one.unit)}` : undefined,
        rate:
          numbers && base > 0n && one.kind !== 'percent'
            ? `${value > 0n ? '+' : ''}${formatScaled((value * 100n * pow10(SCALE)) / base, { decimals: 2, grouped: false })}%`
            : undefined,
      },
    ];
  }

  // ---- sentences ----

  private sentences(): SentenceChange[] {
    const older = sectionsOf(this.before);
    const newer = sectionsOf(this.after);
    const renamed = renamedSections(older, newer);
    const changes: SentenceChange[] = [];
    const seen = new Set<string>();
    for (const [key, { heading, sentences }] of newer) {
      const before = older.has(key) ? key : renamed.get(key);
      if (before !== undefined) seen.add(before);
      const was = before === undefined ? [] : (older.get(before)?.sentences ?? []);
      append(changes, changedSentences(heading, was, sentences));
    }
    for (const [key, { heading, sentences }] of older)
      if (!seen.has(key)) append(changes, changedSentences(heading, sentences, []));
    return withMoves(changes);
  }
}
