// Measures import on made-up reports in layouts that are not the project's own, each in every format that LibreOffice
// makes of it, cell by cell, and writes the table into docs/import.md:
//   npm run import-formats [-- --only=xlsx,doc] [--keep=FOLDER [--reuse]] [--dry]
// A figure is right where the row and the column that it belongs to show it as the sheet does. One that is not right
// either stands where a person was asked to look (待核对), or is wrong in silence, which must not be. What was imported is
// then checked: the reports add up, so that each error is one that the import made.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseNumber, scaledOf } from '../server/src/base/amount.ts';
import { foldName } from '../server/src/base/fold.ts';
import { type Doubt, type Imported, importFile } from '../server/src/exchange/import/index.ts';
import { open } from '../server/src/service.ts';
import { type MadeReport, madeReports, type TrueRow } from './import-formats/made.ts';
import { workbookOf } from './import-formats/workbook.ts';

/** A format: how LibreOffice makes it, and of which other. */
interface Format {
  readonly id: string;
  readonly label: string;
  /** The format that it is made of; a workbook where left out. */
  readonly from?: string;
  readonly filter?: string;
  readonly input?: string;
  /** The layouts that it cannot hold. */
  readonly without?: readonly string[];
}

/** What is measured. Formats of pages (PDF) are added here. */
const FORMATS: readonly Format[] = [
  { id: 'xlsx', label: '.xlsx' },
  { id: 'xls', label: '.xls' },
  { id: 'ods', label: '.ods' },
  { id: 'fods', label: '.fods' },
  { id: 'html', label: '.html' },
  // Separator, quote, GB 18030, from the first line, as shown, every sheet.
  {
    id: 'csv',
    label: '.csv（GB 18030）',
    // What is hidden in a sheet is not in these.
    without: ['hidden'],
    filter: 'csv:Text - txt - csv (StarCalc):44,34,85,1,,0,false,true,true,false,false,-1',
  },
  { id: 'docx', label: '.docx', from: 'html', input: 'HTML (StarWriter)', filter: 'docx:MS Word 2007 XML' },
  { id: 'odt', label: '.odt', from: 'docx' },
  { id: 'doc', label: '.doc', from: 'docx', filter: 'doc:MS Word 97' },
];

const flag = (name: string) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);

interface Tally {
  tables: number;
  allTables: number;
  figures: number;
  allFigures: number;
  marked: number;
  wrong: number;
  errors: number;
}

const folder = flag('keep') ?? mkdtempSync(join(tmpdir(), 'import-formats-'));
const reports = madeReports();
const files = made();
const only = flag('only')?.split(',');
const results: { format: Format; tally: Tally }[] = [];
for (const format of FORMATS) {
  if (only && !only.includes(format.id)) continue;
  const tally: Tally = { tables: 0, allTables: 0, figures: 0, allFigures: 0, marked: 0, wrong: 0, errors: 0 };
  for (const report of reports.filter((r) => !format.without?.includes(r.layout)))
    await measure(report, format, tally);
  results.push({ format, tally });
}
const table = rendered();
console.log(table);
if (!process.argv.includes('--dry') && !only) writeInto('docs/import.md', table);

/** The files of each report by format; each kind is made in one run, since starting LibreOffice takes longest. */
function made(): Map<string, readonly string[]> {
  const out = new Map<string, readonly string[]>();
  const wanted = flag('only')?.split(',');
  const needed = new Set(wanted ?? FORMATS.map((f) => f.id));
  for (const format of [...FORMATS].reverse())
    if (needed.has(format.id) && format.from) needed.add(format.from);
  for (const format of FORMATS) {
    if (!needed.has(format.id)) continue;
    const target = join(folder, format.id);
    mkdirSync(target, { recursive: true });
    // What an earlier run left in the folder is taken as it is.
    if (process.argv.includes('--reuse')) {
      // nothing to make
    } else if (format.id === 'xlsx')
      for (const report of reports) writeFileSync(join(target, `${report.layout}.xlsx`), workbookOf(report));
    else convert(out.get(format.from ?? 'xlsx') ?? [], format, target);
    out.set(
      format.id,
      readdirSync(target)
        .filter((name) => name.endsWith(`.${format.id}`))
        .map((name) => join(target, name)),
    );
  }
  return out;
}

function convert(sources: readonly string[], { id, filter = id, input }: Format, target: string): void {
  const how = input ? [`--infilter=${input}`] : [];
  execFileSync('soffice', ['--headless', ...how, '--convert-to', filter, '--outdir', target, ...sources], {
    stdio: 'ignore',
    timeout: 300_000,
  });
}

async function measure(report: MadeReport, format: Format, tally: Tally): Promise<void> {
  const own = (files.get(format.id) ?? []).filter((f) => basename(f).split(/[-.]/)[0] === report.layout);
  const imports: Imported[] = [];
  for (const file of own) imports.push(await importFile(file, readFileSync(file)));
  const told = (words: string) => console.log(`${format.id} ${report.layout}: ${words}`);
  for (const truth of report.truth) {
    tally.allTables++;
    const rows = imports.flatMap((one) => rowsOf(one, truth.title));
    const found = rows.length > 0 && new Set(rows.map((r) => r.table)).size === 1;
    if (found) tally.tables++;
    else told(`${truth.title}：${new Set(rows.map((r) => r.table)).size} 张`);
    for (const row of truth.rows)
      compare(row, rows, imports, tally, (words) => told(`${truth.title} ${words}`));
    // A row that the sheet does not show is wrong wherever it stands.
    for (const row of rows)
      if (!truth.rows.some(({ key }) => key === row.key) && row.values.some((v) => amount(v) !== undefined)) {
        tally.wrong += row.values.length;
        told(`${truth.title} 多出一行 ${row.key} ${row.values.join(' ')}`);
      }
  }
  for (const one of imports)
    for (const finding of open(one.text).findings)
      if (finding.severity === 'error') {
        tally.errors++;
        told(`${finding.rule} ${finding.message}`);
      }
}

interface FoundRow {
  readonly table: number;
  readonly key: string;
  readonly values: readonly string[];
  readonly marked: boolean;
}

/** The rows of the tables of a title, in order of their lines. */
function rowsOf({ text, unsure }: Imported, title: string): FoundRow[] {
  const isMarked = (line: number) => unsure.some((d: Doubt) => d.line <= line && line < d.line + d.lines);
  return open(text).report.tables.flatMap(({ table, line }) =>
    foldName(table.title).endsWith(foldName(title)) && lead(table.title, title)
      ? table.rows.map((row) => ({
          table: line,
          key: row.code ?? foldName(row.label),
          values: [...row.cells.values()].map((cell) => cell.raw),
          marked: isMarked(line + row.line + 1),
        }))
      : [],
  );
}

/** 收入决算表 is the end of no other title of these reports but itself; 支出决算表 is. */
function lead(printed: string, title: string): boolean {
  return !/一般公共预算/.test(foldName(printed)) || /一般公共预算/.test(title);
}

function compare(
  truth: TrueRow,
  rows: readonly FoundRow[],
  imports: readonly Imported[],
  tally: Tally,
  told: (words: string) => void,
): void {
  const [row, ...more] = rows.filter(({ key }) => key === truth.key);
  const marked = row ? row.marked : imports.some(({ unsure }) => unsure.length > 0);
  for (const [i, value] of truth.values.entries()) {
    tally.allFigures++;
    const got = row?.values[i];
    if (more.length === 0 && got !== undefined && same(got, value)) tally.figures++;
    else if (marked) tally.marked++;
    else {
      tally.wrong++;
      told(`${truth.key} 第 ${i + 1} 栏应为“${value}”，是“${got ?? '没有'}”`);
    }
  }
}

/** The same as it is shown; what shows nothing, a dash or zero says the same. */
function same(got: string, value: string): boolean {
  const [a, b] = [amount(got), amount(value)];
  if ((a ?? 0n) === 0n && (b ?? 0n) === 0n) return /^[-–—\d.,]*$/.test(got);
  return got === value;
}

function amount(text: string): bigint | undefined {
  const printed = parseNumber(text);
  return printed && scaledOf(printed);
}

function rendered(): string {
  const lines = results.map(
    ({ format, tally: t }) =>
      `| ${format.label} | ${t.tables}/${t.allTables} | ${t.figures}/${t.allFigures} | ${t.marked} | ${t.wrong} | ${t.errors} |`,
  );
  return [
    '| 格式 | 表 | 数字放对 | 标出待核对 | 错而未标 | 检查多出的错误 |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

/** Puts the table between its marks. */
function writeInto(path: string, content: string): void {
  const page = readFileSync(path, 'utf8');
  const [begin, end] = ['<!-- import-formats -->', '<!-- /import-formats -->'];
  if (!page.includes(begin) || !page.includes(end)) throw new Error(`${path}: ${begin} … ${end}`);
  writeFileSync(
    path,
    `${page.slice(0, page.indexOf(begin) + begin.length)}\n\n${content}\n\n${page.slice(page.indexOf(end))}`,
  );
}
