// How much of a published report the importer gets right by itself, cell by cell, against a transcription.
//   node scripts/run-ts.mjs scripts/import-measure.ts <report.txt> <transcription.tsv> [--show]
// A transcription holds the data rows of each table under `@ title`; several tables may share a title.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { foldName } from '../server/src/base/fold.ts';
import { importFile } from '../server/src/exchange/import/index.ts';
import { open } from '../server/src/service.ts';
import { cellsOf, isDelimiter } from '../server/src/syntax/line.ts';

interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

const FIGURE = /^[-−－]?[\d,]+(?:\.\d+)?%?$/;

/**
 * The figures of each row, by the columns that hold any: words may be laid out otherwise, figures may not. Rows of 栏次
 * and rows without a figure do not count.
 */
function comparable(rows: readonly (readonly string[])[]): string[][] {
  const folded = rows
    .map((r) => r.map((c) => foldName(c)))
    .filter((r) => !isNumberRow(r) && r.some((c) => FIGURE.test(c)));
  const width = Math.max(0, ...folded.map((r) => r.length));
  const columns = Array.from({ length: width }, (_, c) => c).filter((c) =>
    folded.some((r) => FIGURE.test(r[c] ?? '')),
  );
  return folded.map((r) => columns.map((c) => (FIGURE.test(r[c] ?? '') ? (r[c] as string) : '')));
}

function isNumberRow(row: readonly string[]): boolean {
  const texts = row.filter((c) => c !== '');
  return (
    texts.includes('栏次') ||
    (texts.length > 2 &&
      texts.filter((t) => FIGURE.test(t)).every((t, i) => Number(t) === i + 1) &&
      texts.filter((t) => FIGURE.test(t)).length > 2)
  );
}

function transcription(text: string): Table[] {
  const tables: { title: string; rows: string[][] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('@ ')) tables.push({ title: line.slice(2), rows: [] });
    else if (line !== '' && tables.length > 0) tables.at(-1)?.rows.push(line.split('\t'));
  }
  return tables;
}

function imported(source: string): Table[] {
  return open(source).report.tables.map(({ table }) => {
    const delimiter = table.block.lines.findIndex((l) => isDelimiter(l));
    const rows = table.block.lines
      .filter((_, i) => table.block.roles[i] === 'row' && i > delimiter)
      .map((l) => cellsOf(l).map((c) => c.text));
    return { title: table.title, rows };
  });
}

const show = process.argv.includes('--show');
const [report = '', wanted = ''] = process.argv.slice(2).filter((a) => a !== '--show');
const made = importFile(basename(report), readFileSync(report));
const have = imported(made.text).map((t) => ({ ...t, used: false }));
let cells = 0;
let rightCells = 0;
let rows = 0;
let rightRows = 0;
let tables = 0;
let rightTables = 0;
for (const table of transcription(readFileSync(wanted, 'utf8'))) {
  const want = comparable(table.rows);
  if (want.length === 0) continue;
  tables++;
  const title = foldName(table.title);
  const score = (rows: readonly string[][]) => {
    const left = rows.map((r) => r.join('\t'));
    let right = 0;
    let rightRow = 0;
    const wrong: string[][] = [];
    for (const row of want) {
      const at = left.indexOf(row.join('\t'));
      if (at >= 0) {
        left.splice(at, 1);
        right += row.filter((c) => c !== '').length;
        rightRow++;
      } else wrong.push(row);
    }
    for (const row of wrong) {
      const near = rows.map((r) => r.filter((c, i) => c !== '' && c === row[i]).length);
      right += Math.max(0, ...near);
    }
    return { right, rightRow, wrong, left };
  };
  const candidates = have.filter((t) => !t.used && foldName(t.title) === title);
  const scored = (candidates.length > 0 ? candidates : have.filter((t) => !t.used)).map((t) => ({
    t,
    s: score(comparable(t.rows)),
  }));
  scored.sort((a, b) => b.s.right - a.s.right);
  const best = scored[0];
  if (best) best.t.used = true;
  const total = want.reduce((n, r) => n + r.filter((c) => c !== '').length, 0);
  cells += total;
  rows += want.length;
  rightCells += best?.s.right ?? 0;
  rightRows += best?.s.rightRow ?? 0;
  const whole = best?.s.rightRow === want.length;
  if (whole) rightTables++;
  else if (show) {
    console.log(
      `- ${table.title}: ${best?.s.rightRow ?? 0}/${want.length} rows, ${best?.s.right ?? 0}/${total} cells`,
    );
    for (const row of best?.s.wrong.slice(0, 3) ?? []) console.log(`    want ${row.join('|')}`);
    for (const row of best?.s.left.slice(0, 3) ?? []) console.log(`    have ${row.replaceAll('\t', '|')}`);
  }
}
const percent = (a: number, b: number) => `${a}/${b} (${b === 0 ? '–' : ((100 * a) / b).toFixed(1)} %)`;
console.log(
  `${basename(wanted)}: tables ${percent(rightTables, tables)}, rows ${percent(rightRows, rows)}, cells ${percent(rightCells, cells)}`,
);
for (const { id, data } of made.remarks) console.log(`  ${id} ${JSON.stringify(data)}`);
