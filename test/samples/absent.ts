/** Samples that are not finished: tables emptied, cut off and marked, half filled; rows and columns left out. */
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { CellFigure, PanelRow, TableModel } from '../../server/src/model/types.ts';
import { cellsOf } from '../../server/src/syntax/line.ts';
import type { Random } from '../fuzz/random.ts';

export const KINDS = [
  'emptied',
  'cut and marked',
  'half filled',
  'a row left out',
  'a column left out',
] as const;
export type Kind = (typeof KINDS)[number];

interface Placed {
  readonly table: TableModel;
  readonly line: number;
}

const isAmount = (cell: CellFigure) => cell.state !== 'blank';
const holds = (row: PanelRow) => [...row.cells.values()].some((c) => c.state === 'amount' && c.value !== 0n);
const isTotal = (row: PanelRow) => row.role === 'total' || row.role === 'subtotal';

/** Lines of a table's block that hold rows of data, in order, with what each panel reads there. */
function dataLines({ table }: Placed): { line: number; rows: PanelRow[] }[] {
  const lines = new Map<number, PanelRow[]>();
  for (const row of table.rows) lines.set(row.line, [...(lines.get(row.line) ?? []), row]);
  return [...lines].sort(([a], [b]) => a - b).map(([line, rows]) => ({ line, rows }));
}

/** The tables that owe amounts and have some, one that is told twice left out. */
export function tablesOf({ report }: Analysis): Placed[] {
  const forms = new Set<unknown>();
  return report.tables.filter(({ table }) => {
    if (!table.form || table.form.set !== undefined || table.form.structure === 'free') return false;
    if (forms.has(table.form) || table.state !== 'complete' || dataLines({ table, line: 0 }).length < 4)
      return false;
    forms.add(table.form);
    return table.rows.some(holds);
  });
}

/** A text, line by line, to be changed. */
export class Draft {
  private readonly lines: (string | undefined)[];
  private readonly before = new Map<number, string>();

  constructor(readonly analysis: Analysis) {
    this.lines = analysis.tree.lines.map((l) => l.text);
  }

  /** Blanks the amounts of rows from a line of the table's block on. */
  blank(placed: Placed, from = 0): void {
    for (const row of placed.table.rows) {
      if (row.line < from) continue;
      for (const cell of row.cells.values()) {
        const { line, start, end } = cell.span;
        const at = placed.line + line;
        const text = this.lines[at];
        if (!isAmount(cell) || text === undefined) continue;
        this.lines[at] = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
      }
    }
  }

  /** Leaves lines out. */
  drop(placed: Placed, lines: readonly number[]): void {
    for (const line of lines) this.lines[placed.line + line] = undefined;
  }

  /** Puts a comment before a table's first line. */
  mark(placed: Placed, comment: string): void {
    this.before.set(placed.line, comment);
  }

  /** Leaves a column out. */
  dropColumn(placed: Placed, column: number): void {
    placed.table.block.lines.forEach((line, i) => {
      const role = placed.table.block.roles[i];
      if (line.kind !== 'bar' || !['row', 'delimiter'].includes(role ?? '')) return;
      const cells = cellsOf(line).map((c) => c.text);
      this.lines[placed.line + i] = `| ${cells.filter((_, c) => c !== column).join(' | ')} |`;
    });
  }

  get text(): string {
    return this.lines
      .flatMap((line, i) => [
        ...(this.before.has(i) ? [this.before.get(i)] : []),
        ...(line === undefined ? [] : [line]),
      ])
      .join('\n');
  }
}

/** A row that prints no amount and is nobody's parent. */
function emptyRow(random: Random, placed: Placed): number | undefined {
  const found = dataLines(placed).filter(({ rows }) => {
    const named = rows.filter((r) => r.label !== '' || r.code !== undefined);
    return named.length > 0 && named.every((r) => !isTotal(r) && !holds(r) && r.form?.required !== true);
  });
  return found.length > 0 ? random.pick(found).line : undefined;
}

/** A value column that prints no amount, nothing stands under and the form does not require. */
function emptyColumn(random: Random, { table }: Placed): number | undefined {
  if (table.dialect !== 'bar' || table.notes.some((n) => n.formulas.length > 0)) return undefined;
  const found = table.columns.filter(
    (c) =>
      c.role === 'value' &&
      c.form?.required !== true &&
      table.rows.every((r) => (r.cells.get(c)?.value ?? 0n) === 0n),
  );
  return found.length > 0 ? random.pick(found).index : undefined;
}

/** The sample with one thing not there; undefined where it has nothing of the kind. */
export function unfinished(random: Random, analysis: Analysis, kind: Kind): string | undefined {
  const tables = tablesOf(analysis);
  const draft = new Draft(analysis);
  if (kind === 'emptied') {
    const chosen = tables.filter(() => random.oneIn(2));
    for (const placed of chosen) draft.blank(placed);
    return chosen.length > 0 ? draft.text : undefined;
  }
  const placed = random.pick(tables);
  const lines = dataLines(placed);
  const from = random.between(1, lines.length - 2);
  switch (kind) {
    case 'cut and marked': {
      const gone = lines.slice(from).map((l) => l.line);
      draft.drop(placed, gone);
      draft.mark(placed, '// 待核对（缺行）：以下各行没有读出');
      return draft.text;
    }
    case 'half filled': {
      // Something was there beside totals, and two amounts are to come: one alone that is blank is told.
      const amounts = lines.filter((l) => l.rows.some((r) => holds(r) && !isTotal(r)));
      const [first, last] = [amounts[0], amounts.at(-2)];
      if (!first || !last || amounts.length < 3) return undefined;
      const begun = lines.filter((l) => l.line > first.line && l.line <= last.line);
      if (begun.length === 0) return undefined;
      const { line } = random.pick(begun);
      const gone = amounts
        .filter((l) => l.line >= line)
        .flatMap((l) => l.rows.flatMap((r) => [...r.cells.values()]));
      if (new Set(gone.map((c) => c.value).filter((v) => v !== 0n)).size < 2) return undefined;
      draft.blank(placed, line);
      return draft.text;
    }
    case 'a row left out': {
      const row = emptyRow(random, placed);
      if (row === undefined) return undefined;
      draft.drop(placed, [row]);
      return draft.text;
    }
    case 'a column left out': {
      const column = emptyColumn(random, placed);
      if (column === undefined) return undefined;
      draft.dropColumn(placed, column);
      return draft.text;
    }
  }
}

/** Each row with an amount that could be deleted from the main tables: codes and items, no totals. */
export function rowsWithAmounts(analysis: Analysis): { placed: Placed; line: number }[] {
  return tablesOf(analysis)
    .filter(({ table }) => /^(?:决算|预算)0[1-9]$/.test(table.form?.id ?? ''))
    .flatMap((placed) =>
      dataLines(placed)
        .filter(({ rows }) => rows.some(holds) && rows.filter(holds).every((r) => !isTotal(r)))
        .map(({ line }) => ({ placed, line })),
    );
}
