/** A table of a report brought up to date from a file: what would change is told before it is done. */
import { applyEdits } from '../../base/edits.ts';
import { foldName } from '../../base/fold.ts';
import {
  type Analysis,
  compareReports,
  formatDocument,
  laidOut,
  open,
  type PlacedTable,
  type TextEdit,
  tableWith,
  updatedFrom,
} from '../../service.ts';
import { importFile } from './index.ts';
import type { Step } from './types.ts';

export interface TableUpdate {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Figures that change. */
  readonly figures: readonly {
    readonly row: string;
    readonly column: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Rows that come or go, in the words of the row. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Why a table was not updated. */
export type NoUpdate = 'no-table-here' | 'no-table-in-file' | 'remarks-between';

/** @param line a line of the table, or of its title */
export async function updateTable(
  analysis: Analysis,
  line: number,
  file: { readonly name: string; readonly bytes: Uint8Array },
  step?: Step,
): Promise<TableUpdate | NoUpdate> {
  const placed = tableWith(analysis, line);
  if (placed?.table.dialect !== 'bar') return 'no-table-here';
  const made = await importFile(file.name, file.bytes, step);
  const read = open(made.text, { reference: analysis.reference });
  const theirs = tableLike(read, placed);
  if (!theirs) return 'no-table-in-file';
  const rows = open(applyEdits(read.text, formatDocument(read)), read.options);
  const sheet = tableLike(rows, placed) ?? theirs;
  const edits = updatedFrom(analysis, placed, { analysis: rows, placed: sheet, title: undefined });
  if (!edits) return 'remarks-between';
  const whole = laidOut(analysis, edits);
  const after = open(applyEdits(analysis.text, whole), { reference: analysis.reference });
  const before = open(analysis.text, { reference: analysis.reference });
  const changes = compareReports(before, after).tables;
  const figures = changes.flatMap((t) => t.figures);
  const index = analysis.report.tables.indexOf(placed);
  const [old, now] = [rowNames(placed), rowNames(after.report.tables[index])];
  return {
    title: placed.table.title,
    edits: whole,
    figures: figures.map(({ row, column, before: was, after: is }) => ({
      row,
      column,
      before: was?.text ?? '',
      after: is?.text ?? '',
    })),
    added: now.filter((row) => !old.includes(row)),
    removed: old.filter((row) => !now.includes(row)),
  };
}

/** The rows of a table by code and name, those without amounts too. */
function rowNames(placed: PlacedTable | undefined): string[] {
  const rows = placed?.table.rows.map(({ code, label }) => [code, label].filter(Boolean).join(' ')) ?? [];
  return [...new Set(rows)].filter((row) => row !== '');
}

/** The table of a report that is the same as another: of its form, else of its title; the only one of a sheet of one table. */
function tableLike(report: Analysis, { table }: PlacedTable): PlacedTable | undefined {
  const bars = report.report.tables.filter((t) => t.table.dialect === 'bar');
  const title = foldName(table.title);
  return (
    bars.find((t) => foldName(t.table.title) === title) ??
    bars.find((t) => t.table.form !== undefined && t.table.form === table.form) ??
    (bars.length === 1 && bars[0]?.table.form === undefined ? bars[0] : undefined)
  );
}
