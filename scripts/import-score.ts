// How much of a report the importer gets right by itself, cell by cell, against a transcription (import-measure.ts,
// import-prints.ts). A transcription holds the data rows of each table under `@ title`; several tables may share a title.
//
// A figure is right where it stands in the row and the column that it belongs to. Words may be laid out otherwise, so
// columns that hold no figure do not count, and columns are paired in order, as they agree best. A figure that is not
// right stands where the import asked a person to compare (a row, a table, lines left as text), or was left as text with
// nothing said, or is wrong in silence, which is the worst: it stands in a table, in another place.
import { foldName } from '../server/src/base/fold.ts';
import { type Doubt, importFile } from '../server/src/exchange/import/index.ts';
import { open } from '../server/src/service.ts';
import { cellsOf, isDelimiter } from '../server/src/syntax/line.ts';

interface Row {
  readonly cells: readonly string[];
  readonly marked: boolean;
}

interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

const FIGURE = /^[-−－]?[\d,]+(?:\.\d+)?%?$/;
const isFigure = (text: string | undefined) => FIGURE.test(text ?? '');

/** Rows with a figure, without those of 栏次. */
function counted(rows: readonly Row[]): Row[] {
  return rows
    .map((r) => ({ ...r, cells: r.cells.map((c) => foldName(c)) }))
    .filter(({ cells }) => !isNumberRow(cells) && cells.some(isFigure));
}

function isNumberRow(row: readonly string[]): boolean {
  const texts = row.filter((c) => c !== '');
  const figures = texts.filter(isFigure);
  return texts.includes('栏次') || (figures.length > 2 && figures.every((t, i) => Number(t) === i + 1));
}

function transcription(text: string): Table[] {
  const tables: { title: string; rows: Row[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('@ ')) tables.push({ title: line.slice(2), rows: [] });
    else if (line !== '' && tables.length > 0)
      tables.at(-1)?.rows.push({ cells: line.split('\t'), marked: false });
  }
  return tables;
}

function tablesIn(source: string, unsure: readonly Doubt[] = []): Table[] {
  return open(source).report.tables.map(({ table, line }) => {
    const delimiter = table.block.lines.findIndex((l) => isDelimiter(l));
    const rows = table.block.lines.flatMap((l, i): Row[] =>
      table.block.roles[i] === 'row' && i > delimiter
        ? [
            {
              cells: cellsOf(l).map((c) => c.text),
              marked: isMarked(line + i + 1, unsure),
            },
          ]
        : [],
    );
    return { title: table.title, rows };
  });
}

function isMarked(line: number, unsure: readonly Doubt[]): boolean {
  return unsure.some((u) => line >= u.line && line < u.line + u.lines);
}

/** Rows of the one paired with rows of the other, in order: the same words and figures as far as possible. */
function pairRows(want: readonly Row[], have: readonly Row[]): Map<number, number> {
  const words = (r: Row) => r.cells.filter((c) => c !== '');
  const likeness = (a: Row, b: Row) => {
    const rest = words(b);
    let same = 0;
    for (const word of words(a)) {
      const at = rest.indexOf(word);
      if (at < 0) continue;
      rest.splice(at, 1);
      same += isFigure(word) ? 1 : 2;
    }
    return same === 0 ? -1 : same - 0.01 * rest.length;
  };
  return new Map(pairUp(want.length, have.length, (i, j) => likeness(want[i] as Row, have[j] as Row)));
}

/** The pairing in order of two lists whose values add up to most. */
function pairUp(m: number, n: number, value: (i: number, j: number) => number): [number, number][] {
  const best: number[][] = Array.from({ length: m + 1 }, () => new Array<number>(n + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const values = Array.from({ length: m }, (_, i) => Array.from({ length: n }, (__, j) => value(i, j)));
  for (let i = m - 1; i >= 0; i--) {
    for (let j = n - 1; j >= 0; j--) {
      (best[i] as number[])[j] = Math.max(
        at(i + 1, j),
        at(i, j + 1),
        at(i + 1, j + 1) + (values[i]?.[j] ?? 0),
      );
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < m && j < n; ) {
    const v = values[i]?.[j] ?? 0;
    if (v > 0 && at(i, j) === at(i + 1, j + 1) + v) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

interface Score {
  readonly right: number;
  readonly rightRows: number;
  readonly marked: number;
  readonly silent: number;
  readonly wrong: readonly string[];
  /** Rows that stand nowhere in the table. */
  readonly missing: readonly Row[];
}

function score(want: readonly Row[], have: readonly Row[]): Score {
  const rows = pairRows(want, have);
  const width = (list: readonly Row[]) => Math.max(0, ...list.map((r) => r.cells.length));
  const agree = (c: number, d: number) =>
    [...rows].filter(([i, j]) => {
      const cell = want[i]?.cells[c];
      return isFigure(cell) && cell === have[j]?.cells[d];
    }).length;
  const columns = new Map(pairUp(width(want), width(have), agree));
  let right = 0;
  let rightRows = 0;
  let marked = 0;
  let silent = 0;
  const wrong: string[] = [];
  const missing: Row[] = [];
  want.forEach((row, i) => {
    const other = have[rows.get(i) ?? -1];
    if (!other) {
      missing.push(row);
      wrong.push(`nowhere ${row.cells.join('|')}`);
      return;
    }
    const figures = row.cells.flatMap((c, k) => (isFigure(c) ? [k] : []));
    const hit = figures.filter((k) => other.cells[columns.get(k) ?? -1] === row.cells[k]);
    right += hit.length;
    const taken = new Set(hit.map((k) => columns.get(k)));
    const astray = other.cells.filter((c, k) => isFigure(c) && !taken.has(k)).length;
    if (hit.length === figures.length && astray === 0) rightRows++;
    else {
      // Figures that stand where they do not belong, and those that are nowhere.
      const off = Math.max(astray, figures.length - hit.length);
      if (other.marked) marked += off;
      else silent += off;
      wrong.push(`want ${row.cells.join('|')}`);
      wrong.push(`have ${other.marked ? '(marked) ' : ''}${other.cells.join('|')}`);
    }
  });
  const paired = new Set(rows.values());
  have.forEach((row, j) => {
    if (paired.has(j)) return;
    const figures = row.cells.filter(isFigure).length;
    if (row.marked) marked += figures;
    else silent += figures;
    wrong.push(`surplus ${row.marked ? '(marked) ' : ''}${row.cells.join('|')}`);
  });
  return { right, rightRows, marked, silent, wrong, missing };
}

/** What a report's figures came to. */
export interface Sum {
  readonly cells: number;
  readonly right: number;
  readonly rows: number;
  readonly rightRows: number;
  readonly tables: number;
  readonly rightTables: number;
  readonly marked: number;
  readonly silent: number;
  readonly text: number;
  readonly marks: number;
}

/** What a report should be: a transcription, or a report's source. */
export interface Wanted {
  readonly text: string;
  readonly source: boolean;
}

/** Imports a file and compares it; `log` is told what is not right. */
export async function measured(
  name: string,
  bytes: Uint8Array,
  wanted: Wanted,
  log: (line: string) => void = () => {},
): Promise<Sum> {
  const made = await importFile(name, bytes);
  const have = tablesIn(made.text, made.unsure).map((t) => ({ ...t, used: false }));
  const known = wanted.text;
  const sum = {
    cells: 0,
    right: 0,
    rows: 0,
    rightRows: 0,
    tables: 0,
    rightTables: 0,
    marked: 0,
    silent: 0,
    text: 0,
  };
  const missing: Row[] = [];
  for (const table of wanted.source ? tablesIn(known) : transcription(known)) {
    const want = counted(table.rows);
    if (want.length === 0) continue;
    sum.tables++;
    const title = foldName(table.title);
    const free = have.filter((t) => !t.used);
    const named = free.filter((t) => foldName(t.title) === title);
    const scored = (named.length > 0 ? named : free)
      .map((t) => ({ t, s: score(want, counted(t.rows)) }))
      .sort((a, b) => b.s.right - a.s.right || a.s.silent - b.s.silent);
    const best = scored[0];
    const total = want.reduce((n, r) => n + r.cells.filter(isFigure).length, 0);
    const found = best && best.s.right * 2 >= total ? best : undefined;
    if (found) found.t.used = true;
    sum.cells += total;
    sum.rows += want.length;
    sum.right += found?.s.right ?? 0;
    sum.rightRows += found?.s.rightRows ?? 0;
    sum.marked += found?.s.marked ?? 0;
    sum.silent += found?.s.silent ?? 0;
    missing.push(...(found?.s.missing ?? want));
    if (found && found.s.rightRows === want.length && found.s.wrong.length === 0) sum.rightTables++;
    else {
      log(
        `- ${table.title}: ${found?.s.rightRows ?? 0}/${want.length} rows, ${found?.s.right ?? 0}/${total} figures`,
      );
      for (const line of found?.s.wrong.slice(0, 8) ?? []) log(`    ${line}`);
    }
  }
  // Rows of tables that were not found stand in other tables, or are text.
  const spare = have.filter((t) => !t.used).flatMap((t) => counted(t.rows).filter((row) => !row.marked));
  const asked = new Map<string, number>();
  made.text.split('\n').forEach((line, i) => {
    if (!isMarked(i + 1, made.unsure)) return;
    for (const figure of line.split(/[|\s]+/).map((c) => foldName(c))) {
      if (isFigure(figure)) asked.set(figure, (asked.get(figure) ?? 0) + 1);
    }
  });
  for (const row of missing) {
    const figures = row.cells.filter(isFigure);
    const at = spare.findIndex((r) => figures.every((f) => r.cells.includes(f)));
    if (at >= 0) continue;
    for (const figure of figures) {
      const left = asked.get(figure) ?? 0;
      if (left > 0) sum.marked++;
      else sum.text++;
      if (left > 0) asked.set(figure, left - 1);
      else log(`  text: ${figure} of ${row.cells.join('|')}`);
    }
  }
  // A table of a report that is none of its transcription's holds figures that belong elsewhere.
  if (wanted.source)
    for (const row of spare) {
      sum.silent += row.cells.filter(isFigure).length;
      log(`  in a table that is none: ${row.cells.join('|')}`);
    }
  for (const { id, data } of made.remarks) log(`  ${id} ${JSON.stringify(data)}`);
  return { ...sum, marks: made.unsure.length };
}

/** `3/4 (75.0 %)` */
export function percent(a: number, b: number): string {
  return `${a}/${b} (${b === 0 ? '–' : ((100 * a) / b).toFixed(1)} %)`;
}
