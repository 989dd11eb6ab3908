/** The tables of a published report as CSV: a file a table, UTF-8 with a mark that Excel needs, figures as printed. */
import type { Publication, PublishedCell, PublishedTable } from '../../service.ts';
import { textOfRuns } from '../../service.ts';
import { noStep, type Step } from './step.ts';
import { clean, fileName } from './text.ts';
import type { ExportedFile } from './types.ts';

/** A file for each table, in order, numbered. */
export async function toCsv(publication: Publication, step: Step = noStep): Promise<ExportedFile[]> {
  const tables = publication.parts.filter((p) => p.kind === 'table');
  const digits = Math.max(2, String(tables.length).length);
  const files: ExportedFile[] = [];
  for (const [i, table] of tables.entries()) {
    const number = String(i + 1).padStart(digits, '0');
    files.push({ name: `${number} ${fileName(table.title)}.csv`, content: csvOf(table) });
    await step(i + 1, tables.length);
  }
  return files;
}

/** One table: its header rows as printed (a merged cell's text in the first of its places), then its rows. */
export function csvOf(table: PublishedTable): string {
  const rows = table.rows.map(() => new Array<string>(table.columns.length).fill(''));
  for (const row of table.rows) {
    for (const cell of row.cells) (rows[cell.row] as string[])[cell.column] = field(cell);
  }
  return `\ufeff${rows.map((r) => `${r.join(',')}\r\n`).join('')}`;
}

/** What a spreadsheet takes for a formula gets a `'` in front, unless it is a number. */
function field(cell: PublishedCell): string {
  const text = clean(textOfRuns(cell.runs));
  const risky =
    cell.number === undefined && /^[\s]*[=+\-@＝＋－＠\t\r]/.test(text) && !/^[-－—–]+$/.test(text);
  const safe = risky ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
