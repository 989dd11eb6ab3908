/**
 * A section of this year's report after last year's: its sentences with this year's figures, each from the cell that
 * last year's sentence stated, and a blank where no cell is known. No figure is guessed or taken over.
 */
import { Analysis } from '../../analysis/analysis.ts';
import { editsOfFigure, partsOfFigure, rewritten } from '../../analysis/rewrite.ts';
import { abs, decimalsOf, formatScaled, pow10, SCALE, type Scaled } from '../../base/amount.ts';
import { applyEdits } from '../../base/edits.ts';
import { foldName, stripNumber } from '../../base/fold.ts';
import { keyLine, MARK, MONEY_UNITS } from '../../base/keys.ts';
import { pushTo } from '../../base/maps.ts';
import { overlaps, type Range, rangeOf, type TextEdit } from '../../base/range.ts';
import { withoutYears } from '../../base/titles.ts';
import { message } from '../../messages/index.ts';
import type { Section } from '../../model/report.ts';
import type { CellFigure, Figure, TableModel } from '../../model/types.ts';
import { isPast } from '../../prose/statement.ts';
import type { ProseFigure, Statement } from '../../prose/types.ts';
import { isCell } from '../../relations/figure.ts';
import { cellsByKey, rowsByKey } from '../compare/rows.ts';
import { nextYear } from '../next-year.ts';

/** What stands for a figure that nobody knows yet. */
const BLANK = '＿＿';

/** What is to be done to what was written. */
const TODO = `// ${keyLine(MARK.todo, message('zh', 'report.last-section', { blank: BLANK }))}`;

/** The text of last year's section of this name, with this year's figures; undefined where there is none. */
export function lastYearsSection(analysis: Analysis, section: Section): string | undefined {
  const last = lastReport(analysis);
  const { year } = analysis.report.front;
  if (!last || year === undefined) return undefined;
  const own = sectionLike(last, section);
  if (!own) return undefined;
  const writer = new SectionWriter(analysis, last, year);
  const paragraphs = last.tree.blocks
    .filter(({ block, line }) => block.kind === 'paragraph' && line > own.line && line < endOf(own))
    .map(({ block, line }) => writer.lines(line, line + block.lines.length));
  return paragraphs.length === 0 ? undefined : [TODO, ...paragraphs].join('\n\n').replace('\n\n', '\n');
}

/** Last year's report of the same kind. */
function lastReport({ links, report }: Analysis): Analysis | undefined {
  const { lastFinal, lastBudget } = links.linked;
  const same = [lastFinal, lastBudget].find((o) => o && o.report.front.kind === report.front.kind);
  return same?.of instanceof Analysis ? same.of : undefined;
}

/** A section's own text ends where its first part begins. */
function endOf({ children, end }: Section): number {
  return children[0]?.line ?? end;
}

function sectionLike(last: Analysis, wanted: Section): Section | undefined {
  const key = (section: Section | undefined) =>
    section ? withoutYears(stripNumber(foldName(section.text))) : '';
  const named = last.report.allSections.filter((s) => key(s) === key(wanted));
  const [only, ...others] = named;
  if (others.length === 0) return only;
  const under = named.filter((s) => key(s.parent) === key(wanted.parent));
  return under.length === 1 ? under[0] : undefined;
}

/** A number with the unit or the classifier that makes it a figure. */
function numbersWithUnit({ reference }: Analysis): RegExp {
  const units = [...MONEY_UNITS, ...reference.prose.classifiers].map((unit) =>
    unit.replace(/[()（）]/g, '\\$&'),
  );
  return new RegExp(`\\d[\\d,，.．]*(?=\\s*(?:[%％]|${units.join('|')}))`, 'g');
}

class SectionWriter {
  private readonly cells: SameCells;
  private readonly years: readonly TextEdit[];
  private readonly told = new Map<Figure, Statement[]>();
  private readonly numbers: RegExp;

  constructor(
    private readonly now: Analysis,
    private readonly last: Analysis,
    year: number,
  ) {
    this.cells = new SameCells(now, last);
    this.numbers = numbersWithUnit(now);
    this.years = nextYear(last, year)?.edits ?? [];
    for (const statement of last.prose.statements)
      if (statement.figure) pushTo(this.told, statement.figure, statement);
  }

  /** The lines of last year's text from one to another, rewritten. */
  lines(from: number, to: number): string {
    const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
    const edits: TextEdit[] = this.last.prose.figures
      .filter((f) => f.role !== 'year' && this.placesOf(f).some((place) => overlaps(place, range)))
      .flatMap((figure) => this.editsOf(figure));
    const free = (place: Range) => !edits.some((edit) => overlaps(edit.range, place));
    for (const edit of this.years) if (overlaps(edit.range, range) && free(edit.range)) edits.push(edit);
    // What looks like a figure and was not read as one is nobody's figure of this year.
    for (let line = from; line < to; line++) {
      for (const { 0: number, index } of (this.last.tree.lines[line]?.text ?? '').matchAll(this.numbers)) {
        const place = rangeOf(line, index, index + number.length);
        if (free(place)) edits.push({ range: place, newText: BLANK });
      }
    }
    const text = this.last.tree.lines.slice(from, to).map((l) => l.text);
    const moved = edits
      .filter(({ range: { start } }) => start.line >= from && start.line < to)
      .map(({ range: { start, end }, newText }) => ({
        range: {
          start: { ...start, line: start.line - from },
          end: { ...end, line: end.line - from },
        },
        newText,
      }));
    return applyEdits(text.join('\n'), moved);
  }

  private placesOf(figure: ProseFigure): Range[] {
    return partsOfFigure(this.last.report, figure);
  }

  /** A figure, and the word of its direction where that turns round. */
  private editsOf(figure: ProseFigure): TextEdit[] {
    const [statement, ...others] = this.told.get(figure) ?? [];
    const one = others.length === 0 ? statement : undefined;
    const value = one && this.valueOf(figure, one);
    if (!one || value === undefined) return this.written(figure, undefined);
    if (one.kind !== 'change' && one.kind !== 'change-rate') return this.written(figure, value);
    const { direction } = one;
    if (!direction || value === 0n) return this.written(figure, undefined);
    const turned = value > 0n !== direction.sign > 0;
    if (!turned) return this.written(figure, abs(value));
    const word = this.now.reference.prose.opposites[direction.text];
    // A figure behind a word that says the contrary would be wrong.
    if (word === undefined) return this.written(figure, undefined);
    const line = this.last.report.lineOf(direction.block) + direction.span.line;
    return [
      ...this.written(figure, abs(value)),
      { range: rangeOf(line, direction.span.start, direction.span.end), newText: word },
    ];
  }

  private written(figure: ProseFigure, value: Scaled | undefined): TextEdit[] {
    if (value === undefined) {
      return this.placesOf(figure).map((range, i) => ({
        range,
        newText: i > 0 ? '' : figure.kind === 'percent' ? `${BLANK}${percentOf(figure)}` : BLANK,
      }));
    }
    return editsOfFigure(this.last, figure, this.textOf(figure, value));
  }

  /** As its author writes figures, but with all its decimals where those are no more than two further ones. */
  private textOf(figure: ProseFigure, value: Scaled): string {
    const text = rewritten(this.last, figure, value);
    if (figure.kind === 'percent') return text;
    const told = /[.．]([\d０-９]+)/.exec(text)?.[1]?.length ?? 0;
    const decimals = decimalsOf(value, figure.unit, SCALE - 1);
    if (decimals <= told || decimals > told + 2) return text;
    const { grouped, fullWidth } = figure;
    return formatScaled(value, { decimals, grouped, fullWidth }, figure.unit);
  }

  /** What the figure is this year; undefined where the tables do not say. */
  private valueOf(figure: ProseFigure, s: Statement): Scaled | undefined {
    if (isPast(s) || s.inReason || figure.approximate) return undefined;
    switch (s.kind) {
      case 'value':
        if (s.yearSlip) return undefined;
        return this.cells.now(cellOf(figure))?.value;
      case 'count':
        return this.cells.now(cellOf(figure))?.value;
      case 'share':
        return s.guessed ? undefined : percent(this.amountNow(s.current), this.amountNow(s.base));
      case 'completion':
        return percent(this.amountNow(s.current), this.amountNow(s.base));
      case 'change':
      case 'change-rate': {
        if (s.against?.with !== 'last' || s.against.measure) return undefined;
        const current = this.amountNow(s.current);
        const before = amountOf(s.current && cellOf(s.current));
        if (current === undefined || before === undefined) return undefined;
        return s.kind === 'change' ? current - before : percent(current - before, before);
      }
      default:
        return undefined;
    }
  }

  /** What a figure of last year's report is this year. */
  private amountNow(figure: Figure | undefined): Scaled | undefined {
    return amountOf(figure && this.cells.now(cellOf(figure)));
  }
}

/** The cell that a figure is, or that a sentence states by it. */
function cellOf(figure: Figure): CellFigure | undefined {
  if (isCell(figure)) return figure;
  const { binding } = figure as ProseFigure;
  return binding.doubtful ? undefined : binding.cell;
}

function amountOf(cell: CellFigure | undefined): Scaled | undefined {
  return cell?.state === 'amount' ? cell.value : undefined;
}

function percent(part: Scaled | undefined, whole: Scaled | undefined): Scaled | undefined {
  return part === undefined || whole === undefined || whole <= 0n
    ? undefined
    : (part * 100n * pow10(SCALE)) / whole;
}

function percentOf({ raw }: ProseFigure): string {
  return /\s*[%％]$/.exec(raw)?.[0] ?? '';
}

/** The cells of this year that last year's are: by form, row and column, where each report has one table of the form. */
class SameCells {
  private readonly keys = new Map<CellFigure, readonly [form: string, row: string, column: string]>();
  private readonly tables: ReadonlyMap<string, TableModel>;
  private readonly rows = new Map<string, ReturnType<typeof rowsByKey>>();

  constructor(now: Analysis, last: Analysis) {
    this.tables = tablesOf(now);
    for (const [form, table] of tablesOf(last)) {
      for (const [row, panelRow] of rowsByKey(table))
        for (const [column, cell] of cellsByKey(panelRow)) this.keys.set(cell, [form, row, column]);
    }
  }

  now(cell: CellFigure | undefined): CellFigure | undefined {
    const [form = '', row = '', column = ''] = (cell && this.keys.get(cell)) ?? [];
    const table = this.tables.get(form);
    if (!table) return undefined;
    const rows = this.rows.get(form) ?? rowsByKey(table);
    this.rows.set(form, rows);
    const own = rows.get(row);
    const found = own && cellsByKey(own).get(column);
    return found?.state === 'amount' ? found : undefined;
  }
}

/** The tables of forms that a report has once. */
function tablesOf({ report }: Analysis): Map<string, TableModel> {
  const tables = new Map<string, TableModel[]>();
  for (const { table } of report.tables) if (table.form) pushTo(tables, table.form.id, table);
  return new Map(
    [...tables].flatMap(([form, [only, ...more]]) => (only && more.length === 0 ? [[form, only]] : [])),
  );
}
