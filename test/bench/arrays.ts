/**
 * The floor of the sums: what it takes to read the tables of a generated report and to compare the same figures where
 * cells are numbers in typed arrays, and nothing is kept that could be shown. Amounts are hundredths in doubles, exact
 * below 9 × 10¹³ yuan; forms are not looked up, columns are told by the generated headers alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateReport } from './generate.ts';
import type { ArraysResult } from './report.ts';

const BAR = 0x7c;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
const DASH = 0x2d;
const ZERO = 0x30;
const NOT_A_NUMBER = Number.NaN;

/** Rows of a table one after the other; `width` amounts each. */
interface Columns {
  readonly width: number;
  readonly rows: number;
  /** 类, 款 or 项; 0 for a unit, −1 for the 合计. */
  readonly codes: Int32Array;
  readonly amounts: Float64Array;
}

/** Reads the tables whose header begins with a code and a name. */
function scan(text: string): Columns[] {
  const tables: Columns[] = [];
  for (let at = text.indexOf('| 项目/科目编码'); at >= 0; at = text.indexOf('| 项目/科目编码', at)) {
    let line = at;
    let width = -3;
    const headerEnd = text.indexOf('\n', at);
    for (let i = at; i < headerEnd; i++) if (text.charCodeAt(i) === BAR) width++;
    let end = at;
    let count = 0;
    while (text.charCodeAt(end) === BAR) {
      end = text.indexOf('\n', end) + 1;
      count++;
    }
    const codes = new Int32Array(count);
    const amounts = new Float64Array(count * width);
    let rows = 0;
    // Header, marks and the row of numbers of columns go before.
    for (let skip = 0; skip < 3; skip++) line = text.indexOf('\n', line) + 1;
    while (line < end) {
      line = scanRow(text, line, width, rows, codes, amounts);
      rows++;
    }
    tables.push({ width, rows, codes, amounts });
    at = end;
  }
  return tables;
}

function scanRow(
  text: string,
  start: number,
  width: number,
  row: number,
  codes: Int32Array,
  amounts: Float64Array,
): number {
  let at = start + 1;
  let column = 0;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  let negative = false;
  let words = false;
  for (; ; at++) {
    const c = text.charCodeAt(at);
    if (c === BAR) {
      if (column === 0) codes[row] = digits > 0 && !words ? value : words ? -1 : 0;
      else if (column >= 2 && column - 2 < width) {
        const scaled = decimals < 2 ? value * (decimals < 1 ? 100 : 10) : value;
        amounts[row * width + column - 2] = words ? NOT_A_NUMBER : negative ? -scaled : scaled;
      }
      column++;
      value = 0;
      digits = 0;
      decimals = -1;
      negative = false;
      words = false;
    } else if (c === NEWLINE) return at + 1;
    else if (c >= ZERO && c <= ZERO + 9) {
      value = value * 10 + (c - ZERO);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (c === DOT) decimals = 0;
    else if (c === DASH) negative = true;
    else if (c !== SPACE && c !== COMMA) words = true;
  }
}

/** The code that a code is part of; 0 where it is a 类. */
const parentOf = (code: number): number =>
  code >= 1e6 ? Math.floor(code / 100) : code >= 1e4 ? Math.floor(code / 100) : 0;

/** Of each row the row that it is part of; −1 for the 合计. */
function parents({ codes, rows }: Columns): Int32Array {
  const parent = new Int32Array(rows).fill(-1);
  let unit = 0;
  for (let row = 1; row < rows; row++) {
    const code = codes[row] as number;
    if (code === 0) {
      parent[row] = 0;
      unit = row;
      continue;
    }
    const wanted = parentOf(code);
    let up = row - 1;
    if (wanted === 0) up = unit;
    else while (up > unit && codes[up] !== wanted) up--;
    parent[row] = up;
  }
  return parent;
}

/** Compares all sums of a text; how many there are, and how many do not hold. */
export function sums(text: string): { relations: number; broken: number } {
  const tables = scan(text);
  let relations = 0;
  let broken = 0;
  for (const table of tables) {
    const { width, rows, amounts } = table;
    const parent = parents(table);
    const below = new Float64Array(rows * width);
    const isParent = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const up = parent[row] as number;
      if (up < 0) continue;
      isParent[up] = 1;
      for (let i = 0; i < width; i++)
        below[up * width + i] = (below[up * width + i] as number) + (amounts[row * width + i] as number);
    }
    for (let row = 0; row < rows; row++) {
      const from = row * width;
      let sum = 0;
      for (let i = 1; i < width; i++) sum += amounts[from + i] as number;
      relations++;
      if (sum !== amounts[from]) broken++;
      if (isParent[row] === 0) continue;
      for (let i = 0; i < width; i++) {
        relations++;
        if (below[from + i] !== amounts[from + i]) broken++;
      }
    }
  }
  const [first, ...others] = tables;
  for (const other of first ? others : []) {
    const between = codesBetween(first as Columns, other);
    relations += between.relations;
    broken += between.broken;
  }
  return { relations, broken };
}

/** Rows of one code in two tables, as far as these go side by side: no amount of the part is above that of the whole. */
function codesBetween(whole: Columns, part: Columns): { relations: number; broken: number } {
  let relations = 0;
  let broken = 0;
  for (let a = 0, b = 0; a < whole.rows && b < part.rows; a++) {
    if (whole.codes[a] !== part.codes[b]) continue;
    for (let i = 0; i < 2; i++) {
      relations++;
      if ((part.amounts[b * part.width] as number) > (whole.amounts[a * whole.width] as number) + 0.5)
        broken++;
    }
    b++;
  }
  return { relations, broken };
}

/** Processor time of {@link sums} in a fresh process, and once it has run often. */
export function measureArrays(rows: number): ArraysResult {
  const folder = mkdtempSync(join(tmpdir(), 'arrays-'));
  try {
    const file = join(folder, 'report.disclosure');
    const report = generateReport(rows);
    writeFileSync(file, report.disclosure);
    const run = spawnSync(process.execPath, ['scripts/run-ts.mjs', 'test/bench/arrays-main.ts', file], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return { rows: report.rows, ...(JSON.parse(run.stdout) as Omit<ArraysResult, 'rows'>) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
