/**
 * The report as it is published: a document of headings, paragraphs, tables with nested headers, notes and charts.
 * Every export and the preview draw this one; nothing of the source's own writing (marks, comments, waivers,
 * `勾稽：` lines, front matter) is left in it.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName, foldWidth, leadingNumber } from '../base/fold.ts';
import { append, largest } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import type { FrontMatter, PlacedTable } from '../model/report.ts';
import type { CellFigure, Column, TableModel } from '../model/types.ts';
import type { ReportKind } from '../reference/types.ts';
import {
  type CellSyntax,
  cellsOf,
  headingText,
  type Line,
  markEnd,
  pairsOf,
  trimEnd,
} from '../syntax/line.ts';
import type { Block, PlacedBlock } from '../syntax/tree.ts';
import { type ChartResult, chartOf } from './charts.ts';
import { type CellSum, sumsOf } from './sums.ts';

/** A stretch of text of one look. Where it is as long as its source, the two go character by character. */
export interface Run {
  readonly text: string;
  /** Line of the document, and the stretch of it that the text was read from. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly bold?: true;
  readonly italic?: true;
}

/** Where a part stands in the source: first line, and the line behind the last. */
interface Placed {
  readonly line: number;
  readonly end: number;
}

export interface PublishedHeading extends Placed {
  readonly kind: 'heading';
  readonly level: number;
  readonly runs: readonly Run[];
  /** Whether a table follows right below, whose title this is. */
  readonly ofTable: boolean;
}

export interface PublishedParagraph extends Placed {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
}

export interface PublishedChart extends Placed {
  readonly kind: 'chart';
  /** The caption as printed. */
  readonly runs: readonly Run[];
  /** What it shows, or why nothing. */
  readonly result: ChartResult;
}

/** A number in a cell, exactly as printed, for programs that compute. */
export interface CellNumber {
  /** Plain decimal notation: sign, digits, point. */
  readonly text: string;
  readonly decimals: number;
  readonly grouped: boolean;
  readonly kind: 'money' | 'count' | 'percent';
}

export type Align = 'left' | 'center' | 'right';

export interface PublishedCell {
  readonly runs: readonly Run[];
  /** Line of the document, and where on it the content stands or would stand. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Place in the grid. */
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly align: Align;
  readonly number?: CellNumber;
  /** What the number is the sum of, where a relation of the report says so and it comes out exactly. */
  readonly sum?: CellSum;
}

export interface PublishedRow {
  /** `numbers`: the 栏次 row. */
  readonly role: 'head' | 'numbers' | 'total' | 'plain';
  readonly line: number;
  readonly cells: readonly PublishedCell[];
}

export interface PublishedProperty {
  readonly role: 'number' | 'unit' | 'name' | 'year' | 'other';
  readonly runs: readonly Run[];
}

export interface PublishedTable extends Placed {
  readonly kind: 'table';
  /** The report's words for it. */
  readonly title: string;
  readonly form: string | undefined;
  /** Printed number line (`公开02表`), unit's name, year, money unit. */
  readonly properties: readonly PublishedProperty[];
  readonly columns: readonly {
    readonly align: Align;
    readonly role: Column['role'];
    readonly width: number;
  }[];
  readonly rows: readonly PublishedRow[];
  /** Rows of the header, 栏次 row included; they come first in `rows`. */
  readonly headRows: number;
  readonly notes: readonly PublishedParagraph[];
}

export type Part = PublishedHeading | PublishedParagraph | PublishedTable | PublishedChart;

/** A line of the source that is not printed, with what it stands beside: a table's title, or a chart's caption. */
export interface Unprinted {
  readonly key: string;
  readonly beside: string;
  readonly text: string;
}

export interface Publication {
  /** 标题, else the unit's name and year as far as they are known. */
  readonly title: string;
  /** Where the title stands in the source, if it does. */
  readonly titleRun: Run | undefined;
  readonly unit: string | undefined;
  readonly year: number | undefined;
  readonly reportKind: ReportKind | undefined;
  readonly parts: readonly Part[];
  /** What the print leaves out, for files that carry it unseen so that an import gives it back. */
  readonly unprinted: readonly Unprinted[];
}

/** Keys of the front matter that no print shows; 年度 says of which year they are. */
const UNPRINTED_KEYS: ReadonlySet<string> = new Set([
  '年度',
  '单位性质',
  '上年',
  '预算',
  '汇总',
  '科目',
  '状态',
]);

const publications = new WeakMap<Analysis, Publication>();

/** The report as it is published. */
export function publish(analysis: Analysis): Publication {
  return getOrMake(publications, analysis, () => new Publisher(analysis).publish());
}

/** The text of runs, without their looks. */
export function textOfRuns(runs: readonly Run[]): string {
  return runs.map((r) => r.text).join('');
}

class Publisher {
  private readonly tables = new Map<Block, PlacedTable>();

  constructor(private readonly analysis: Analysis) {
    for (const placed of analysis.report.tables) this.tables.set(placed.table.block, placed);
  }

  publish(): Publication {
    const { front } = this.analysis.report;
    const parts: Part[] = [];
    const { blocks } = this.analysis.tree;
    blocks.forEach((placed, i) => {
      append(parts, this.part(placed, i));
    });
    let titleRun = this.titleRun(front);
    // A title that stands in the text too, as Word files bring it, is printed once.
    const [first] = parts;
    const squeezed = (text: string) => text.replace(/\s+/g, '');
    if (
      titleRun &&
      first?.kind === 'paragraph' &&
      squeezed(textOfRuns(first.runs)) === squeezed(titleRun.text)
    ) {
      titleRun = first.runs.length === 1 ? first.runs[0] : titleRun;
      parts.shift();
    }
    return {
      title: titleRun?.text ?? titleFrom(front),
      titleRun,
      unit: front.unit,
      year: front.year,
      reportKind: front.kind,
      parts,
      unprinted: this.unprinted(parts),
    };
  }

  private unprinted(parts: readonly Part[]): Unprinted[] {
    const { report, tree } = this.analysis;
    const found: Unprinted[] = report.front.entries
      .filter((e) => UNPRINTED_KEYS.has(e.key) && e.value !== '')
      .map((e) => ({ key: e.key, beside: '', text: e.value }));
    for (const { line, table } of report.formulas)
      found.push({
        key: '勾稽',
        beside: table?.table.title ?? '',
        text: tree.lines[line]?.text.trim() ?? '',
      });
    for (const part of parts) {
      if (part.kind !== 'chart') continue;
      const text = tree.lines[part.line]?.text.trim() ?? '';
      found.push({ key: '图', beside: textOfRuns(part.runs), text });
    }
    return found;
  }

  private titleRun(front: FrontMatter): Run | undefined {
    const entry = front.entries.find((e) => e.key === '标题' && e.value !== '');
    if (!entry) return undefined;
    const { line, start, end } = entry.valueSpan;
    return { text: entry.value, line, start, end };
  }

  private part({ block, line }: PlacedBlock, index: number): readonly Part[] {
    const end = line + block.lines.length;
    const first = block.lines[0] as Line;
    switch (block.kind) {
      case 'heading': {
        const { start, end: stop } = headingText(first);
        const runs = runsOf(first, line, start, stop);
        return [{ kind: 'heading', line, end, level: first.level, runs, ofTable: this.isTitle(index) }];
      }
      case 'paragraph':
        return this.paragraphs(block, line, 'text');
      case 'chart': {
        const start = markEnd(first);
        const runs = trimmed(runsOf(first, line, start, trimEnd(first.text).length));
        const result = chartOf(this.analysis, textOfRuns(runs));
        // What a person wrote to say what is drawn is no caption.
        return [{ kind: 'chart', line, end, runs: captionOf(runs), result }];
      }
      case 'table': {
        const placed = this.tables.get(block);
        return placed ? [this.table(placed)] : [];
      }
      default:
        return [];
    }
  }

  /** Whether a heading stands right above a table. */
  private isTitle(index: number): boolean {
    const { blocks } = this.analysis.tree;
    for (let i = index + 1; i < blocks.length; i++) {
      const kind = blocks[i]?.block.kind;
      if (kind !== 'blank' && kind !== 'comment') return kind === 'table';
    }
    return false;
  }

  /** Lines joined to paragraphs: a line that goes on in the next is one paragraph with it. */
  private paragraphs(block: Block, base: number, role: 'text' | 'note'): PublishedParagraph[] {
    const found: { line: number; end: number; runs: Run[] }[] = [];
    let before: string | undefined;
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== role) return;
      const text = trimEnd(line.text);
      const last = found.at(-1);
      const start = (text.charCodeAt(0) === 0xfeff ? 1 : 0) + leadingBlanks(text);
      if (start >= text.length) return;
      const runs = runsOf(line, base + i, start, text.length);
      if (last && before !== undefined && goesOn(before, text.slice(start))) {
        append(last.runs, runs);
        last.end = base + i + 1;
      } else found.push({ line: base + i, end: base + i + 1, runs });
      before = text;
    });
    return found.map((p) => ({ kind: 'paragraph', ...p }));
  }

  // ---- tables ----

  private table({ table, line }: PlacedTable): PublishedTable {
    const width = largest(
      table.block.lines.map((l, i) => (table.block.roles[i] === 'row' ? widthOf(l) : 0)),
      Math.max(table.columns.length, 1),
    );
    const grid = new GridWriter(table, line, width, sumsOf(this.analysis, table));
    const rows = [...grid.head(), ...grid.body()];
    return {
      kind: 'table',
      line,
      end: line + table.block.lines.length,
      title: table.title,
      form: table.form?.id,
      properties: this.properties(table, line),
      columns: grid.columns(),
      rows,
      headRows: rows.filter((r) => r.role === 'head' || r.role === 'numbers').length,
      notes: this.paragraphs(table.block, line, 'note'),
    };
  }

  /** The property lines above the rows; the unit of money, where only the front matter names it, is added. */
  private properties(table: TableModel, base: number): PublishedProperty[] {
    const { block } = table;
    const found: PublishedProperty[] = [];
    const first = block.roles.indexOf('row');
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== 'property' || (first >= 0 && i > first)) return;
      const pairs = pairsOf(line);
      for (const pair of pairs) {
        if (pair.key === '表式') continue;
        const role = roleOfPair(pair.key, pair.value);
        const runs = trimmed(runsOf(line, base + i, pair.keyStart, Math.max(pair.valueEnd, pair.keyEnd)));
        if (runs.length > 0) found.push({ role, runs });
      }
      if (pairs.length === 0) {
        const runs = trimmed(runsOf(line, base + i, 0, trimEnd(line.text).length));
        if (runs.length > 0) found.push({ role: 'other', runs });
      }
    });
    if (!found.some((p) => p.role === 'unit') && this.owesUnit(table)) {
      const entry = this.analysis.report.front.entries.find((e) => e.key === '金额单位' && e.value !== '');
      if (entry) {
        const { line, start, end } = entry.valueSpan;
        const key = { line, start: entry.keySpan.start, end: entry.keySpan.end };
        found.push({
          role: 'unit',
          runs: [
            { text: `${entry.key}：`, ...key },
            { text: entry.value, line, start, end },
          ],
        });
      }
    }
    return found;
  }

  /** Whether a table prints money and says nowhere in which unit. */
  private owesUnit(table: TableModel): boolean {
    const said = [table.title, ...table.columns.flatMap((c) => c.path)].some((t) =>
      /(?:单位[:：]|[（(])\s*(?:人民币)?(?:百|千|万|百万|亿)?元/.test(t),
    );
    return !said && table.columns.some((c) => c.role === 'value' && !c.count);
  }
}

function titleFrom({ unit, year, kind }: FrontMatter): string {
  return `${year === undefined ? '' : `${year} 年度`}${unit ?? ''}${kind ?? ''}`;
}

function widthOf(line: Line): number {
  const cells = cellsOf(line);
  let width = cells.length;
  // A row that is too long because of empty cells at its end widens nothing.
  while (width > 0 && cells[width - 1]?.text === '') width--;
  return width;
}

function roleOfPair(key: string, value: string): PublishedProperty['role'] {
  if (key === '公开') return 'number';
  if (key === '年度' || key === '预算年度') return 'year';
  if (/单位|部门/.test(key))
    return /^[（(]?(?:人民币)?(?:百|千|万|百万|亿)?元[）)]?$/.test(value.trim()) ? 'unit' : 'name';
  return 'other';
}

const STOP = /[。！？!?：:；;…]["”’）)】]?$/;

/** The least length of a line that a person or a program broke because it was full. */
const FULL_LINE = 28;

/** Whether a line of prose goes on in the next: it is full, does not end a sentence, and the next begins no item. */
function goesOn(line: string, next: string): boolean {
  return line.length >= FULL_LINE && !STOP.test(line) && leadingNumber(foldWidth(next)) === '';
}

function leadingBlanks(text: string): number {
  return /^[\ufeff \t\u3000\u00a0]*/.exec(text)?.[0].length ?? 0;
}

/** The caption of a chart line: what stands before `=` where it says what is drawn, without the kind of chart. */
function captionOf(runs: readonly Run[]): readonly Run[] {
  const text = textOfRuns(runs);
  const equals = text.search(/[=＝]/);
  if (equals < 0 || runs.length !== 1) return runs;
  const [run] = runs as [Run];
  const from = /^[^\s　=＝]*图[\s　]+/.exec(text)?.[0].length ?? 0;
  const to = text.slice(0, equals).trimEnd().length;
  if (to <= from) return runs;
  return [{ ...run, text: text.slice(from, to), start: run.start + from, end: run.start + to }];
}

const EMPHASIS = /\*\*|<(\/?)(b|strong|i|em)>/gi;

/** A stretch of a line as runs: `**` and `<b>` become looks where they come in pairs, and stay text where they do not. */
export function runsOf(line: Line, at: number, start: number, end: number): Run[] {
  const text = line.text.slice(start, end);
  const runs: Run[] = [];
  const push = (from: number, to: number, bold: boolean, italic: boolean) => {
    if (to <= from) return;
    runs.push({
      text: text.slice(from, to),
      line: at,
      start: start + from,
      end: start + to,
      ...(bold ? { bold } : {}),
      ...(italic ? { italic } : {}),
    });
  };
  let from = 0;
  let bold = false;
  let italic = false;
  for (const mark of text.matchAll(EMPHASIS)) {
    const isBold = mark[0] === '**' || /^(?:b|strong)$/i.test(mark[2] ?? '');
    const opens: boolean = mark[0] === '**' ? !bold : mark[1] === '';
    if (opens === (isBold ? bold : italic)) continue;
    if (opens && !closes(text.slice(mark.index + mark[0].length), mark[0], isBold)) continue;
    push(from, mark.index, bold, italic);
    from = mark.index + mark[0].length;
    if (isBold) bold = opens;
    else italic = opens;
  }
  push(from, text.length, bold, italic);
  return runs;
}

function closes(rest: string, mark: string, bold: boolean): boolean {
  if (mark === '**') return rest.includes('**');
  return (bold ? /<\/(?:b|strong)>/i : /<\/(?:i|em)>/i).test(rest);
}

/** Runs without the blanks at their ends. */
function trimmed(runs: readonly Run[]): Run[] {
  const out = [...runs];
  const first = out[0];
  if (first) {
    const blanks = leadingBlanks(first.text);
    out[0] = { ...first, text: first.text.slice(blanks), start: first.start + blanks };
  }
  const last = out.at(-1);
  if (last) {
    const text = trimEnd(last.text);
    out[out.length - 1] = { ...last, text, end: last.start + text.length };
  }
  return out.filter((r) => r.text !== '');
}

/** A cell's runs: `\|` is a bar, `<br>` a line break. */
function cellRuns(line: Line, at: number, cell: CellSyntax): Run[] {
  const runs: Run[] = [];
  const text = line.text.slice(cell.start, cell.end);
  let from = 0;
  const plain = (to: number) => {
    if (to > from) append(runs, runsOf(line, at, cell.start + from, cell.start + to));
  };
  for (const mark of text.matchAll(/\\\||<br\s*\/?>/gi)) {
    plain(mark.index);
    from = mark.index + mark[0].length;
    runs.push({
      text: mark[0] === '\\|' ? '|' : '\n',
      line: at,
      start: cell.start + mark.index,
      end: cell.start + from,
    });
  }
  plain(text.length);
  return runs;
}

/** The rows of a table: its header nested as the paths of its columns say, and its rows as they stand. */
class GridWriter {
  private readonly figures = new Map<number, Map<number, CellFigure>>();
  private readonly totals = new Set<number>();
  private headRows = 0;

  constructor(
    private readonly table: TableModel,
    private readonly base: number,
    private readonly width: number,
    private readonly sums: ReadonlyMap<CellFigure, CellSum>,
  ) {
    for (const row of table.rows) {
      if (row.role === 'total' || row.role === 'subtotal') this.totals.add(row.line);
      for (const [column, figure] of row.cells) {
        const line = this.figures.get(figure.span.line) ?? new Map<number, CellFigure>();
        line.set(column.index, figure);
        this.figures.set(figure.span.line, line);
      }
    }
  }

  columns(): PublishedTable['columns'] {
    return Array.from({ length: this.width }, (_, i) => {
      const column = this.table.columns[i];
      return { align: alignOf(column), role: column?.role ?? 'text', width: this.widthOf(i) };
    });
  }

  /** How much room a column asks for, in half-width characters: its longest word of a cell, within bounds. */
  private widthOf(index: number): number {
    const { block } = this.table;
    let most = 4;
    block.lines.forEach((line, i) => {
      if (block.roles[i] !== 'row' || this.table.headerLines.includes(i)) return;
      for (const part of (cellsOf(line)[index]?.text ?? '').split('\n')) {
        let width = 0;
        for (const char of part) width += char.charCodeAt(0) > 0x2e7f ? 2 : 1;
        if (width > most) most = width;
      }
    });
    const last = this.table.columns[index]?.path.at(-1) ?? '';
    const head = Math.min([...last].length * 2, 12);
    return Math.min(Math.max(most, head), 44);
  }

  /** Header rows: equal parts side by side are one cell; a path that ends early reaches down. */
  head(): PublishedRow[] {
    const { table } = this;
    const head = table.headerLines.filter((l) => !table.numberLines.includes(l));
    const paths = Array.from({ length: this.width }, (_, i) => table.columns[i]?.path ?? []);
    const depth = paths.reduce((most, p) => Math.max(most, p.length), 0);
    const rows: PublishedRow[] = [];
    const line = this.base + (head[0] ?? 0);
    for (let level = 0; level < depth; level++) {
      const cells: PublishedCell[] = [];
      for (let c = 0; c < this.width; c++) {
        const path = paths[c] as readonly string[];
        if (level >= Math.max(path.length, 1)) continue;
        const ends = level === Math.max(path.length, 1) - 1;
        let to = c + 1;
        if (!ends) while (to < this.width && this.together(paths, c, to, level)) to++;
        const runs = this.headRuns(c, path[level] ?? '', line);
        const [own] = runs;
        cells.push({
          runs,
          line: own?.line ?? line,
          start: own?.start ?? 0,
          end: own?.end ?? 0,
          row: level,
          column: c,
          colspan: to - c,
          rowspan: ends ? depth - level : 1,
          align: 'center',
        });
        c = to - 1;
      }
      rows.push({ role: 'head', line, cells });
    }
    this.headRows = rows.length;
    const numbers = table.numberLines[0];
    if (numbers !== undefined) {
      rows.push(this.row(numbers, 'numbers', rows.length));
      this.headRows++;
    }
    return rows;
  }

  /** Whether two columns share the header down to a level, and both go on below it. */
  private together(paths: readonly (readonly string[])[], a: number, b: number, level: number): boolean {
    const one = paths[a] as readonly string[];
    const two = paths[b] as readonly string[];
    if (two.length <= level + 1) return false;
    for (let i = 0; i <= level; i++) if (foldName(one[i] ?? '') !== foldName(two[i] ?? '')) return false;
    return true;
  }

  /** A part of a header with its place, where it stands in the column's own header cell as it is. */
  private headRuns(column: number, part: string, line: number): Run[] {
    const text = part.replace(EMPHASIS, '').trim();
    if (text === '') return [];
    const span = this.table.columns[column]?.header;
    const source = span && (this.table.block.lines[span.line] as Line).text.slice(span.start, span.end);
    const at = source?.indexOf(part) ?? -1;
    if (!span || at < 0) return [{ text, line, start: 0, end: 0 }];
    return [
      { text, line: this.base + span.line, start: span.start + at, end: span.start + at + part.length },
    ];
  }

  body(): PublishedRow[] {
    const { table } = this;
    const rows: PublishedRow[] = [];
    const first = table.block.roles.indexOf('row');
    table.block.lines.forEach((line, i) => {
      const role = table.block.roles[i];
      const at = this.headRows + rows.length;
      if (role === 'row' && !table.headerLines.includes(i))
        rows.push(this.row(i, this.totals.has(i) ? 'total' : 'plain', at));
      // A remark between the rows.
      else if (role === 'text' && i > first) {
        const runs = trimmed(runsOf(line, this.base + i, 0, line.text.length));
        const place = {
          line: this.base + i,
          start: 0,
          end: line.text.length,
          row: at,
          column: 0,
          colspan: this.width,
          rowspan: 1,
        };
        rows.push({ role: 'plain', line: this.base + i, cells: [{ runs, ...place, align: 'left' }] });
      }
    });
    return rows;
  }

  private row(index: number, role: PublishedRow['role'], at: number): PublishedRow {
    const { table } = this;
    const line = table.block.lines[index] as Line;
    const source = cellsOf(line);
    const figures = this.figures.get(index);
    const cells: PublishedCell[] = [];
    for (let c = 0; c < this.width; c++) {
      const cell = source[c];
      const column = table.columns[c];
      const span = role === 'plain' ? 1 : this.labelSpan(source, c);
      const figure = figures?.get(c);
      const number = figure && numberOf(figure);
      const sum = figure && this.sums.get(figure);
      cells.push({
        runs: cell ? cellRuns(line, this.base + index, cell) : [],
        line: this.base + index,
        start: cell?.start ?? line.text.length,
        end: cell?.end ?? line.text.length,
        row: at,
        column: c,
        colspan: span,
        rowspan: 1,
        align: role === 'numbers' || span > 1 ? 'center' : alignOf(column),
        ...(number ? { number } : {}),
        ...(number && sum ? { sum } : {}),
      });
      c += span - 1;
    }
    return { role, line: this.base + index, cells };
  }

  /** `合计` and `栏次` stand across the code and name columns of their panel where those are blank. */
  private labelSpan(cells: readonly CellSyntax[], from: number): number {
    const first = this.table.columns[from];
    if (!first || !isLabel(first) || !cells[from]?.text) return 1;
    const before = this.table.columns[from - 1];
    if (before && before.panel === first.panel && isLabel(before)) return 1;
    let to = from + 1;
    for (; to < this.width; to++) {
      const column = this.table.columns[to];
      if (!column || column.panel !== first.panel || !isLabel(column) || cells[to]?.text) break;
    }
    return to - from;
  }
}

function isLabel({ role }: Column): boolean {
  return role === 'code' || role === 'label';
}

function alignOf(column: Column | undefined): Align {
  switch (column?.role) {
    case 'value':
    case 'percent':
      return 'right';
    case 'line-number':
    case 'ordinal':
      return 'center';
    default:
      return 'left';
  }
}

function numberOf(figure: CellFigure): CellNumber | undefined {
  const { printed, kind, state } = figure;
  if (!printed || state !== 'amount') return undefined;
  return {
    text: decimalText(printed.digits, printed.decimals),
    decimals: printed.decimals,
    grouped: printed.grouped,
    kind,
  };
}

/** Digits with a point: sign, at least one digit, exactly `decimals` decimals. */
export function decimalText(digits: bigint, decimals: number): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(decimals + 1, '0');
  const cut = text.length - decimals;
  return `${negative ? '-' : ''}${text.slice(0, cut)}${decimals > 0 ? `.${text.slice(cut)}` : ''}`;
}
