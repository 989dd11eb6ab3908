/** Reports with slips in their tables, ways to write them anew, and findings in a form that survives it. */
import fc from 'fast-check';
import type { Analysis } from '../../../server/src/analysis/analysis.ts';
import type { Finding } from '../../../server/src/analysis/types.ts';
import type { CellFigure, TableModel } from '../../../server/src/model/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { ruleOf } from '../../../server/src/rules/index.ts';
import { cellsOf } from '../../../server/src/syntax/line.ts';
import { EXAMPLE, mainPart } from '../../support/texts.ts';

const TEXTS: readonly string[] = [
  mainPart('聊城2022决算', '# 第三部分'),
  mainPart('武汉东西湖2022决算', '# 第三部分'),
  mainPart('海港区2024预算', '# 第一部分'),
  EXAMPLE.slice(0, EXAMPLE.indexOf('\n# 第三部分') + 1),
];

/** The cell that a place lies in, named by its form, row and column: what does not move with the table. */
function cellAt(analysis: Analysis, line: number, character: number): string {
  for (const { table, line: base } of analysis.report.tables) {
    if (line < base || line >= base + table.block.lines.length) continue;
    for (const row of table.rows)
      for (const figure of row.cells.values())
        if (base + figure.span.line === line && figure.span.start === character) return nameOf(table, figure);
    return `${table.form?.id ?? table.title} ${analysis.tree.lines[line]?.text
      .slice(character)
      .replace(/[\s\u3000|]|<br>/g, '')
      .slice(0, 4)}`;
  }
  return '';
}

function nameOf(table: TableModel, figure: CellFigure): string {
  const { row, column } = figure;
  const path = column.path.map((p) => p.replace(/\s+/g, '')).join('/');
  return `${table.form?.id ?? table.title} ${row.code ?? row.label.replace(/\s+/g, '')}·${path}`;
}

const TABLE_FAMILIES = new Set(['structure', 'codes', 'arithmetic', 'performance']);

/** Findings in tables, by rule and figure. */
export function keys(analysis: Analysis): string[] {
  return analysis.findings
    .filter((f) => TABLE_FAMILIES.has(ruleOf(f.rule)?.family ?? ''))
    .map((f: Finding) => {
      // Of sums with one cause the first in the file is told; which that is may change with the order.
      if (f.rule === 'rounding') return `${f.rule} ${f.severity}`;
      const { line, character } = f.range.start;
      return [
        f.rule,
        f.severity,
        cellAt(analysis, line, character),
        f.printed?.replace(/\s+/g, '') ?? '',
        f.expected ?? '',
      ].join(' ');
    })
    .sort();
}

interface Slip {
  readonly at: number;
  readonly by: number;
}

/** Spoils some amounts, so that there is something to find. */
function spoil(text: string, slips: readonly Slip[]): string {
  const analysis = analyse(text);
  const figures = analysis.report.tables
    .flatMap((t) =>
      t.table.form
        ? t.table.rows.flatMap((r) =>
            [...r.cells.values()].map((figure) => ({ figure, line: t.line + figure.span.line })),
          )
        : [],
    )
    .filter(({ figure }) => figure.state === 'amount' && figure.kind === 'money');
  const lines = text.split('\n');
  const done = new Set<number>();
  for (const slip of slips) {
    const { figure, line } = figures[slip.at % figures.length]!;
    // One slip a line: the places behind it have moved.
    if (done.has(line)) continue;
    done.add(line);
    const { start, end } = figure.span;
    const wrong = figure.raw.replace(/\d(?=\D*$)|\d(?=\.)/, (d) => String((Number(d) + slip.by) % 10));
    lines[line] = lines[line]!.slice(0, start) + wrong + lines[line]!.slice(end);
  }
  return lines.join('\n');
}

/** A text with one amount spoiled. */
export const spoilOne = (text: string, at: number, by: number): string => spoil(text, [{ at, by }]);

const slipsOf = (most: number) =>
  fc
    .record({
      text: fc.constantFrom(...TEXTS),
      slips: fc.array(fc.record({ at: fc.nat(5000), by: fc.integer({ min: 1, max: 9 }) }), {
        minLength: 1,
        maxLength: most,
      }),
    })
    .map(({ text, slips }) => spoil(text, slips));

export const spoiled = slipsOf(3);
/** Which of two slips in one sum is told may rest on what stands beside it; where columns move, one slip is enough. */
export const spoiledOnce = slipsOf(1);

/** A text as what stands before its first table's heading, and each table with its heading. */
export function parts(text: string): { head: string; tables: string[] } {
  const analysis = analyse(text);
  const starts = analysis.report.tables
    .map((t) => t.section?.line)
    .filter((line, i, all): line is number => line !== undefined && all.indexOf(line) === i);
  const lines = text.split('\n');
  const cuts = [...starts, lines.length];
  return {
    head: lines.slice(0, starts[0] ?? lines.length).join('\n'),
    tables: starts.map((start, i) =>
      lines
        .slice(start, cuts[i + 1])
        .join('\n')
        .replace(/\n*$/, '\n'),
    ),
  };
}

export function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, i) => ({ item, key: order[i % order.length]! + i / 1000 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Rewrites the rows of each bar table; the cells of a row are what stood between its bars. */
export function rewriteTables(
  text: string,
  rewrite: (cells: string[], table: TableModel, role: string, line: number) => string[],
  only: (t: TableModel) => boolean = () => true,
): string {
  const analysis = analyse(text);
  const lines = text.split('\n');
  for (const { table, line } of analysis.report.tables) {
    if (table.dialect !== 'bar' || !only(table)) continue;
    table.block.lines.forEach((source, i) => {
      const role = table.block.roles[i]!;
      if (role !== 'row' && role !== 'delimiter') return;
      const cells = cellsOf(source).map((c) => source.text.slice(c.start, c.end));
      lines[line + i] =
        `| ${rewrite(cells, table, table.headerLines.includes(i) && !isNumbers(table, i) ? 'header' : role, i).join(' | ')} |`;
    });
  }
  return lines.join('\n');
}

function isNumbers(table: TableModel, line: number): boolean {
  return cellsOf(table.block.lines[line]!).some((c) => /^\d{1,2}(?:\.0+)?$/.test(c.text));
}

/** An unmarked row of numbers is known by counting 1, 2, 3 only. */
export const counts = (table: TableModel) =>
  table.headerLines.some(
    (l) => isNumbers(table, l) && !cellsOf(table.block.lines[l]!).some((c) => /栏\s*次/.test(c.text)),
  );
