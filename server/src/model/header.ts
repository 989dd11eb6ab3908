/** The header of a table: paths of its columns, 栏次, and where the data starts (language.md §4). */
import { foldName, stripNumber } from '../base/fold.ts';
import { append, largest } from '../base/lists.ts';
import type { Span } from '../base/range.ts';
import { comparableHeader, splitPath } from '../reference/forms.ts';
import type { Vocabulary } from '../reference/types.ts';
import { columnNumber, DASH, type GridRow, isData, rowKey } from './cells.ts';
import { comparisonOf } from './comparison.ts';
import type { ColumnRole } from './types.ts';

/** The last part of a header without brackets that say how the rows are sorted. */
export function headerWord(path: readonly string[], { headerAside }: Vocabulary): string {
  const last = comparableHeader(path.at(-1) ?? '');
  if (!last.endsWith(')')) return last;
  const open = last.lastIndexOf('(');
  return open > 0 && headerAside.some((w) => last.startsWith(w, open + 1)) ? last.slice(0, open) : last;
}

/** Whether a header says itself that codes stand below it, whatever else it names. */
export function isCodeHeader(last: string, { codeParts, codeWords }: Vocabulary): boolean {
  return codeParts.includes(comparableHeader(last)) || codeWords.some((w) => last.includes(w));
}

/** What a header says its column holds; undefined where there is no header. */
export function headerRole(path: readonly string[], vocabulary: Vocabulary): ColumnRole | undefined {
  const last = headerWord(path, vocabulary);
  if (last === '') return undefined;
  if (vocabulary.lineNumber.includes(last)) return 'line-number';
  if (vocabulary.ordinal.includes(last)) return 'ordinal';
  if (isCodeHeader(last, vocabulary)) return 'code';
  if (vocabulary.remark.includes(last)) return 'text';
  if (vocabulary.name.includes(last) || vocabulary.panelName.includes(last)) return 'label';
  if (
    vocabulary.codeContaining.some((w) => last.includes(w)) ||
    vocabulary.panelStartContaining.some((w) => last.includes(w))
  ) {
    return vocabulary.nameContaining.some((w) => last.includes(w)) ? 'label' : 'code';
  }
  return 'value';
}

/** Whether a label is one that totals bear (`合 计`, `总计`). */
export function isTotalLabel(text: string, vocabulary: Vocabulary): boolean {
  return vocabulary.total.includes(foldName(stripNumber(foldName(text))));
}

/** Reads the header of a table's rows. */
export class HeaderReader {
  readonly headerLines: number[] = [];
  /** Lines of 栏次 rows. */
  readonly numberLines: number[] = [];
  paths: string[][] = [];
  headerCells: (Span | undefined)[] = [];
  readonly numbers: (number | undefined)[] = [];
  dataRows: GridRow[] = [];
  /** The 栏次 row that stands over other columns than the headers. */
  shifted: GridRow | undefined;
  /** Whether what stands in which column is in doubt. */
  doubtful = false;

  constructor(
    private readonly rows: readonly GridRow[],
    private readonly dialect: 'bar' | 'tab',
    private readonly vocabulary: Vocabulary,
  ) {}

  /** @param delimiter line of the delimiter row in the block, or −1 */
  read(delimiter: number): void {
    const headEnd = this.dialect === 'bar' ? this.barHeadEnd(delimiter) : this.undelimitedHeadEnd();
    const head = this.rows.slice(0, headEnd);
    // The 栏次 row may or may not be repeated with it.
    const named = head.filter((r) => !this.isNumberRow(r));
    const key = named.map((r) => rowKey(r)).join('\n');
    const width = largest(
      head.map((r) => r.cells.length),
      0,
    );
    this.paths = this.pathsOf(head, width);
    append(
      this.headerLines,
      head.map((r) => r.line),
    );
    // A page break repeats the header; the repetition is no data.
    const body: GridRow[] = [];
    for (let i = headEnd; i < this.rows.length; i++) {
      const again = this.rows.slice(i, i + named.length);
      if (
        named.length > 0 &&
        again.length === named.length &&
        again.map((r) => rowKey(r)).join('\n') === key
      ) {
        append(
          this.headerLines,
          again.map((r) => r.line),
        );
        i += named.length - 1;
      } else body.push(this.rows[i] as GridRow);
    }
    this.takeColumnNumbers(body);
    this.dataRows = body;
  }

  /** In bar rows the header is what stands above the delimiter row; without one, it ends as in tab rows. */
  private barHeadEnd(delimiter: number): number {
    if (this.rows.length === 0) return 0;
    if (delimiter < 0) return this.undelimitedHeadEnd();
    const above = this.rows.filter((r) => r.line < delimiter).length;
    return above === 0 ? 0 : above;
  }

  /**
   * In rows without a delimiter the header is every row before the first with a code, a total label, an amount, or a label beside blanks
   * only; where none is, it ends with the 栏次 row, else with the last row of words below merged cells.
   */
  private undelimitedHeadEnd(): number {
    let numbered = 0;
    let worded = Math.min(this.rows.length, 1);
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i] as GridRow;
      if (this.isNumberRow(row)) {
        numbered = i + 1;
        continue;
      }
      if (row.cells.some((c) => isData(c.text)) || this.isTotalRow(row)) return Math.max(i, 1);
      // A row of labels with values left blank, such as an empty item list, is data once a 栏次 row has passed.
      if (i > 0 && numbered === i) return i;
      if (i > 0 && this.isBlankItem(i)) return i;
      if (worded === i && this.isUnderMerged(i)) worded = i + 1;
    }
    return Math.max(numbered, worded);
  }

  /** A row that holds labels and no more, below headers of values, and is no part of the header itself. */
  private isBlankItem(at: number): boolean {
    const head = this.rows.slice(0, at).filter((r) => !this.isNumberRow(r));
    const width = largest(
      head.map((r) => r.cells.length),
      0,
    );
    const roles = this.pathsOf(head, width).map((path) => headerRole(path, this.vocabulary));
    const { cells } = this.rows[at] as GridRow;
    const words = cells.flatMap((c, i) => (c.text !== '' && !DASH.test(c.text) ? [i] : []));
    const isHeader = (i: number) => {
      const role = headerRole([(cells[i] as GridRow['cells'][number]).text], this.vocabulary);
      return role !== 'value' && role !== undefined;
    };
    return (
      words.length > 0 &&
      roles.includes('value') &&
      words.every((i) => roles[i] !== 'value' && roles[i] !== undefined && roles[i] !== 'text') &&
      !words.every(isHeader)
    );
  }

  /** Whether each word of a row stands below a merged cell (blank, or printed as its neighbour), or repeats the one above. */
  private isUnderMerged(at: number): boolean {
    const { cells } = this.rows[at] as GridRow;
    const above = (this.rows[at - 1] as GridRow).cells.map((c) => foldName(c.text));
    // What a spreadsheet leaves out at the end of a line is blank.
    while (above.length < cells.length) above.push('');
    const words = cells.flatMap((c, i) => (c.text === '' ? [] : [{ i, text: foldName(c.text) }]));
    const merged = (i: number) => {
      const own = above[i] ?? '';
      return own === '' || (i > 0 && own === above[i - 1]) || own === above[i + 1] || above[i + 1] === '';
    };
    return words.length > 0 && words.every(({ i, text }) => merged(i) || above[i] === text);
  }

  /** A row of a total label alone, also spread over merged cells (`合 | 计`); beside other words it is a header. */
  private isTotalRow(row: GridRow): boolean {
    const words = row.cells.filter((c) => c.text !== '' && !DASH.test(c.text));
    return words.length > 0 && isTotalLabel(words.map((c) => c.text).join(''), this.vocabulary);
  }

  /**
   * The paths of the columns. In a header of several rows a blank cell takes its text from the left where both stand
   * under one cell, except in the lowest row; in a bar row a cell may hold a path of its own.
   */
  private pathsOf(head: readonly GridRow[], width: number): string[][] {
    const rows = head.filter((r) => !this.isNumberRow(r));
    const texts = spreadTexts(rows, width);
    return Array.from({ length: width }, (_, c) => {
      const parts: string[] = [];
      rows.forEach((row, r) => {
        const cell = row.cells[c];
        if (cell && (cell.text !== '' || (this.dialect === 'bar' && rows.length === 1)))
          this.headerCells[c] = { line: row.line, start: cell.start, end: cell.end };
        const text = texts[r]?.[c] ?? '';
        for (const part of this.dialect === 'bar' ? splitPath(text) : [text]) {
          const name = foldName(part);
          const again = rows.length > 1 && foldName(parts.at(-1) ?? '') === name;
          if (name !== '' && !again) parts.push(part);
        }
      });
      return parts;
    });
  }

  private isNumberRow(row: GridRow): boolean {
    const { columnNumberMark } = this.vocabulary;
    if (row.cells.some((c) => columnNumberMark.includes(foldName(c.text)))) return true;
    let expected = 1;
    for (const cell of row.cells) {
      if (cell.text === '') continue;
      const n = columnNumber(cell.text);
      if (n === undefined) {
        // `类 | 款 | 项 | 1 | 2 | …` numbers the columns too.
        if (expected === 1 && this.vocabulary.codeParts.includes(foldName(cell.text))) continue;
        return false;
      }
      if (n !== expected) return false;
      expected++;
    }
    return expected > 2;
  }

  private takeColumnNumbers(body: GridRow[]): void {
    const inHead = this.rows.filter((r) => this.headerLines.includes(r.line) && this.isNumberRow(r));
    let row = inHead.at(-1);
    if (!row && body[0] && this.isNumberRow(body[0])) {
      row = body.shift() as GridRow;
      this.headerLines.push(row.line);
    }
    // A page break may repeat the 栏次 row alone.
    const key = row && rowKey(row);
    for (let i = body.length - 1; i >= 0; i--) {
      const candidate = body[i] as GridRow;
      const marks = this.vocabulary.columnNumberMark;
      const again =
        rowKey(candidate) === key || candidate.cells.some((c) => marks.includes(foldName(c.text)));
      if (row && again) {
        this.headerLines.push(candidate.line);
        body.splice(i, 1);
      }
    }
    if (!row) return;
    append(this.numberLines, [
      ...this.rows.filter((r) => this.headerLines.includes(r.line) && this.isNumberRow(r)).map((r) => r.line),
    ]);
    const positions: { column: number; number: number }[] = [];
    row.cells.forEach((cell, c) => {
      const n = columnNumber(cell.text);
      if (n !== undefined) positions.push({ column: c, number: n });
    });
    if (positions.length > 0) this.settleColumns(row, positions);
    for (const { column, number } of positions) this.numbers[column] = number;
  }

  /** Where 栏次 stands over other columns than the headers, the 栏次 row decides. */
  private settleColumns(row: GridRow, positions: readonly { column: number; number: number }[]): void {
    if (this.dialect !== 'tab') return;
    const headed = this.paths
      .map((p, c) => ({ c, path: p }))
      .filter(({ path }) => path.length > 0 && this.isValueHeader(path));
    const places = positions.map((p) => p.column);
    if (headed.every(({ c }, i) => c === places[i]) && headed.length === places.length) return;
    if (this.areNumbered(headed, places)) return;
    this.shifted = row;
    if (headed.length !== places.length) {
      this.doubtful = true;
      return;
    }
    const width = largest(
      places.map((p) => p + 1),
      this.paths.length,
    );
    const paths: string[][] = Array.from({ length: width }, () => []);
    const cells: (Span | undefined)[] = [];
    places.forEach((place, i) => {
      const from = (headed[i] as { c: number }).c;
      paths[place] = this.paths[from] as string[];
      cells[place] = this.headerCells[from];
    });
    // Labels keep their order in what is left on their side of the values.
    const labels = this.paths
      .map((p, c) => ({ c, p }))
      .filter(({ c, p }) => p.length > 0 && !headed.some((h) => h.c === c));
    let at = 0;
    for (const { c, p } of labels) {
      while (at < width && paths[at]?.length) at++;
      if (at >= width) break;
      paths[at] = p;
      cells[at] = this.headerCells[c];
      at++;
    }
    this.paths = paths;
    this.headerCells = cells;
  }

  /** Whether 栏次 stands over the headers, and leaves out none but those at the end and those of comparison. */
  private areNumbered(headed: readonly { c: number; path: string[] }[], places: readonly number[]): boolean {
    const last = largest(places, -1);
    return (
      places.every((p) => headed.some(({ c }) => c === p)) &&
      headed.every(
        ({ c, path }) => places.includes(c) || c > last || comparisonOf(path, this.vocabulary) !== undefined,
      )
    );
  }

  private isValueHeader(path: readonly string[]): boolean {
    return headerRole(path, this.vocabulary) === 'value';
  }
}

/** The texts of header rows, those of cells merged over several columns in each of them. */
function spreadTexts(rows: readonly GridRow[], width: number): string[][] {
  const texts: string[][] = [];
  rows.forEach((row, r) => {
    const out: string[] = [];
    const upper = texts[r - 1];
    for (let c = 0; c < width; c++) {
      const own = row.cells[c]?.text ?? '';
      const spread = own === '' && r < rows.length - 1 && c > 0 && (!upper || upper[c] === upper[c - 1]);
      out.push(spread ? (out[c - 1] as string) : own);
    }
    texts.push(out);
  });
  return texts;
}
