/** Completion in the rows of a table: codes, names, headers, and the amounts that relations ask for. */

import type { Analysis } from '../../analysis/analysis.ts';
import { relationText } from '../../analysis/describe.ts';
import { rewritten } from '../../analysis/rewrite.ts';
import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { type Position, type Range, rangeOf, type TextEdit } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Column, Figure, Panel, PanelRow } from '../../model/types.ts';
import { comparableLabel } from '../../reference/forms.ts';
import { ratioValue } from '../../relations/evaluate.ts';
import { isCell, unprinted, writeLike, writeRate } from '../../relations/figure.ts';
import { figuresOf, type Relation, type Term } from '../../relations/types.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';
import { codeCell } from '../actions.ts';
import { firstRowFrom, rowsOn } from '../place.ts';
import { codesUnder, pathText, type ReadyCode, rankOfCodes } from './codes.ts';
import {
  type Candidate,
  type Completion,
  type Completions,
  choose,
  completionOf,
  joined,
  Matcher,
} from './matching.ts';

interface Slot {
  readonly index: number;
  readonly range: Range;
  readonly typed: string;
}

/** The cell that is written at a position, also one that no bar closes yet. */
function slotAt(line: Line, position: Position): Slot | undefined {
  const cells = cellsOf(line);
  const { character } = position;
  if (line.kind === 'bar' && character <= line.text.indexOf('|')) return undefined;
  let index = cells.findIndex((c) => character <= c.to);
  if (index < 0) index = cells.length;
  const cell = cells[index];
  if (!cell || cell.start === cell.end || character < cell.start) {
    return { index, range: rangeOf(position.line, character, character), typed: '' };
  }
  // Behind the content the whole of it was typed; inside it, what stands before the caret.
  const typed = line.text.slice(cell.start, Math.min(character, cell.end));
  return {
    index,
    range: rangeOf(
      position.line,
      cell.start,
      Math.max(cell.end, character > cell.end ? character : cell.end),
    ),
    typed,
  };
}

/** What can stand in the cell at a position of a table's row. */
export function inRow(
  analysis: Analysis,
  position: Position,
  line: Line,
  placed: PlacedTable,
): Completions | undefined {
  const slot = slotAt(line, position);
  if (!slot) return undefined;
  const { table } = placed;
  const at = position.line - placed.line;
  const rows = rowsOn(table, at);
  if (table.headerLines.includes(at)) return at === table.headerLines[0] ? headers(placed, slot) : undefined;
  const column = table.columns[slot.index];
  const panel = column && table.panels[column.panel];
  if (!column || !panel) return undefined;
  const row = rows.find((r) => r.panel === panel);
  switch (column.role) {
    case 'code':
      return codes(analysis, placed, panel, column, slot, line, at);
    case 'label':
      return panel.codes.length > 0
        ? codeNames(analysis, placed, panel, column, row, slot, line, at)
        : labels(analysis, placed, panel, slot);
    case 'value':
    case 'percent': {
      const figure = row?.cells.get(column) ?? rows.map((r) => r.cells.get(column)).find((f) => f);
      return figure && amounts(analysis, figure, slot.range, slot.typed);
    }
    default:
      return undefined;
  }
}

/** Columns of the form that the header lacks. */
function headers({ table }: PlacedTable, slot: Slot): Completions {
  const { form } = table;
  const several = (form?.panels.length ?? 0) > 1;
  const have = new Set(table.columns.map((c) => foldName(c.path.join('/'))));
  const candidates: Candidate[] = [];
  for (const panel of form?.panels ?? []) {
    for (const column of panel.columns) {
      const name = several ? `${panel.id}/${column.id}` : column.id;
      if (have.has(foldName(name))) continue;
      candidates.push({ label: name, kind: 'key', rank: column.required ? 1 : 3, detail: form?.title ?? '' });
    }
  }
  return choose(slot.typed, slot.range, candidates);
}

// ---- codes and their names ----

/** What was typed of a code and of its name: `20805 机关`. */
function split(typed: string): { readonly digits: string; readonly rest: string } {
  const wanted = foldName(typed);
  const digits = /^\d*/.exec(wanted)?.[0] ?? '';
  return { digits, rest: wanted.slice(digits.length) };
}

/** Codes of the column's catalogue, each with its name where that is blank. */
function codes(
  analysis: Analysis,
  placed: PlacedTable,
  panel: Panel,
  column: Column,
  slot: Slot,
  line: Line,
  at: number,
): Completions | undefined {
  const { catalogue } = panel;
  if (!catalogue) return undefined;
  const part = panel.codes.length > 1 ? panel.codes.indexOf(column) : -1;
  const upper = part > 0 ? upperCode(placed, panel, line, at, part) : '';
  const length = part >= 0 ? 3 + 2 * part : undefined;
  const { digits, rest } = split(slot.typed);
  let list = codesUnder(analysis.reference.codes, catalogue, upper + digits);
  if (length !== undefined) list = list.filter((c) => c.digits.length === length);
  const { items, cut } = new Matcher(rest).best(
    list,
    (c) => c,
    rankOfCodes(analysis, placed, panel, catalogue, at),
  );
  const found: Completions = {
    // Digits are narrowed by an editor as well as here; names and pinyin are not.
    complete: !cut && digits !== '' && rest === '' && part < 0,
    items: items.map(({ entry }) =>
      completionOf(
        {
          label: `${entry.code} ${entry.name}`,
          detail: pathText(analysis, entry),
          kind: 'code',
          newText: part >= 0 ? codeCell(panel.codes, column, entry.code) : entry.code,
          more: nameEdit(panel, line, slot, entry.name),
          code: entry,
          ...(digits !== '' && rest === '' && part < 0 ? { filter: entry.code } : {}),
        },
        slot.typed,
        slot.range,
      ),
    ),
  };
  // A total stands in the column of the codes as well.
  if (digits !== '' || part > 0 || !isFirst(panel, column)) return found;
  const total = totals(analysis, placed, panel, slot);
  return slot.typed === '' ? joined(total, found) : (joined(found, total) ?? found);
}

function isFirst(panel: Panel, column: Column): boolean {
  return panel.labels.every((l) => l.index > column.index);
}

/** The label of a total, for a panel that has no total yet. */
function totals(
  analysis: Analysis,
  { table }: PlacedTable,
  panel: Panel,
  slot: Slot,
): Completions | undefined {
  if (table.rows.some((r) => r.role === 'total' && r.panel === panel)) return undefined;
  const [label] = analysis.reference.vocabulary.total;
  return label === undefined
    ? undefined
    : choose(slot.typed, slot.range, [{ label, kind: 'value', rank: 1 }]);
}

/** The 类 (and 款) that a split code hangs under: in its own row, else in the row above. */
function upperCode({ table }: PlacedTable, panel: Panel, line: Line, at: number, part: number): string {
  const own = panel.codes.slice(0, part).map((c) => cellsOf(line)[c.index]?.text.replace(/\D/g, '') ?? '');
  let above = '';
  for (let i = firstRowFrom(table, at) - 1; i >= 0 && above === ''; i--) {
    const row = table.rows[i] as PanelRow;
    if (row.panel === panel) above = row.code ?? '';
  }
  const pieces = own.map(
    (text, i) => text || (i === 0 ? above.slice(0, 3) : above.slice(1 + 2 * i, 3 + 2 * i)),
  );
  return pieces.join('');
}

/** The name that goes with a code, where its cell is still blank. */
function nameEdit(panel: Panel, line: Line, slot: Slot, name: string): TextEdit[] {
  const column = panel.labels.find((l) => l.index > slot.index);
  const cell = column && cellsOf(line)[column.index];
  if (cell?.text !== '' || cell.from >= cell.to || line.kind !== 'bar') return [];
  return [{ range: rangeOf(slot.range.start.line, cell.from, cell.to), newText: ` ${name} ` }];
}

/** The name of the row's code; without a code, names that bring their code with them. */
function codeNames(
  analysis: Analysis,
  placed: PlacedTable,
  panel: Panel,
  column: Column,
  row: PanelRow | undefined,
  slot: Slot,
  line: Line,
  at: number,
): Completions | undefined {
  const { catalogue } = panel;
  if (!catalogue) return undefined;
  const item = ({ entry }: Pick<ReadyCode, 'entry'>, more: readonly TextEdit[], typed: string): Completion =>
    completionOf(
      {
        label: entry.name,
        detail: `${entry.code} ${pathText(analysis, entry)}`.trim(),
        kind: 'name',
        more,
        code: entry,
      },
      typed,
      slot.range,
    );
  if (row?.code !== undefined) {
    const entry = analysis.reference.codes.get(catalogue, row.code);
    // The right name is offered whatever stands there: it replaces the cell.
    return entry && { items: [item({ entry }, [], slot.typed)], complete: false };
  }
  const { digits, rest } = split(slot.typed);
  const { items } = new Matcher(rest).best(
    codesUnder(analysis.reference.codes, catalogue, digits),
    (c) => c,
    rankOfCodes(analysis, placed, panel, catalogue, at),
  );
  const column0 = panel.codes.length === 1 ? panel.codes[0] : undefined;
  const cell = column0 && column0.index < column.index ? cellsOf(line)[column0.index] : undefined;
  const blank = cell?.text === '' && line.kind === 'bar' && cell.to > cell.from ? cell : undefined;
  const found: Completions = {
    complete: false,
    items: items.map((c) => {
      const code = blank && {
        range: rangeOf(slot.range.start.line, blank.from, blank.to),
        newText: ` ${c.digits} `,
      };
      return item(c, code ? [code] : [], slot.typed);
    }),
  };
  return joined(totals(analysis, placed, panel, slot), found);
}

/** Rows of the form that the table lacks, and the names of the 类 where its rows go by them. */
function labels(analysis: Analysis, { table }: PlacedTable, panel: Panel, slot: Slot): Completions {
  const have = new Set(table.rows.filter((r) => r.panel === panel).map((r) => r.name));
  const candidates: Candidate[] = [];
  for (const row of panel.form?.rows ?? []) {
    if (!have.has(comparableLabel(row.id)))
      candidates.push({
        label: row.id,
        kind: 'value',
        rank: row.required ? 1 : 2,
        detail: table.form?.title ?? '',
      });
  }
  if (panel.form?.classGroup) {
    for (const { entry } of codesUnder(analysis.reference.codes, 'functional', '')) {
      if (entry.level !== '类' || have.has(comparableLabel(entry.name))) continue;
      candidates.push({
        label: entry.name,
        kind: 'name',
        digits: entry.code,
        code: entry,
        detail: entry.code,
        rank: 3,
      });
    }
  }
  // What was typed may begin with the row's number.
  const number = leadingNumber(foldWidth(slot.typed)).length;
  const start = slot.range.start.character + number;
  return choose(
    slot.typed.slice(number),
    rangeOf(slot.range.start.line, start, slot.range.end.character),
    candidates,
  );
}

/** Whole rows on a line below a table that has no bar yet: the code, its name, and a blank cell for each column. */
export function rowBelow(
  analysis: Analysis,
  position: Position,
  line: Line,
  placed: PlacedTable,
): Completions | undefined {
  const { table } = placed;
  const panel = table.panels[0];
  const [code] = panel?.codes ?? [];
  const [label] = panel?.labels.filter((l) => l !== code) ?? [];
  const typed = line.text.slice(0, position.character).trim();
  if (table.dialect !== 'bar' || !panel?.catalogue || !code || panel.codes.length > 1) return undefined;
  if (typed === '' || line.text.slice(position.character).trim() !== '') return undefined;
  const { digits, rest } = split(typed);
  if (digits === '' && !/^[a-z]{2,}$/i.test(rest)) return undefined;
  const { items } = new Matcher(rest).best(
    codesUnder(analysis.reference.codes, panel.catalogue, digits),
    (c) => c,
    rankOfCodes(analysis, placed, panel, panel.catalogue, position.line - placed.line),
  );
  const range = rangeOf(position.line, 0, line.text.length);
  return {
    complete: false,
    items: items.map(({ entry }) => {
      const cells = table.columns.map((c) => (c === code ? entry.code : c === label ? entry.name : ''));
      const first = table.columns.findIndex((c) => c.role === 'value');
      const row = (stop: string) => `| ${cells.map((text, i) => (i === first ? stop : text)).join(' | ')} |`;
      return completionOf(
        {
          label: `${entry.code} ${entry.name}`,
          detail: pathText(analysis, entry),
          kind: 'code',
          newText: row(''),
          snippet: snippetText(row('\0')).replace('\0', '$1'),
          code: entry,
        },
        line.text.slice(0, position.character),
        range,
      );
    }),
  };
}

/** Text as a snippet writes it. */
function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

// ---- amounts ----

/**
 * The values that the relations of a figure ask for: a total its sum first, then what would mend the sums and links
 * that it is a part of.
 * @param typed what stands there already; it says nothing of how the author writes figures
 */
export function amounts(
  analysis: Analysis,
  figure: Figure,
  range: Range,
  typed: string,
): Completions | undefined {
  const items = new Map<string, { item: Completion; rank: number }>();
  for (const relation of analysis.graph.byFigure.get(figure) ?? []) {
    const value = asked(relation, figure);
    if (value === undefined) continue;
    const newText = written(analysis, figure, value);
    const rank = relation.total === figure || relation.shape === 'ratio' ? 0 : 1;
    const before = items.get(newText);
    if (before && before.rank <= rank) continue;
    const detail = relationText(relation, analysis.locale);
    items.set(newText, {
      item: completionOf({ label: newText, detail, kind: 'amount' }, typed, range),
      rank,
    });
  }
  const sorted = [...items.values()].sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  return sorted.length > 0 ? { items: sorted, complete: false } : undefined;
}

/** A value as its place asks for it. What stands in a cell is half typed: its own decimals say nothing. */
function written(analysis: Analysis, figure: Figure, value: bigint): string {
  if (!isCell(figure)) return rewritten(analysis, figure, value);
  const bare = unprinted(figure);
  if (figure.kind !== 'percent') return writeLike(bare, value);
  const near = firstRowFrom(figure.owner, Math.max(0, figure.row.line - NEAR));
  const like = figure.owner.rows
    .slice(near, near + 2 * NEAR)
    .map((row) => row.cells.get(figure.column))
    .find((f) => f !== undefined && f !== figure && f.printed !== undefined && /[%％]/.test(f.raw));
  return writeRate(like ?? { ...bare, raw: '0.00%', printed: TWO_DECIMALS }, value);
}

/** Rows looked at to each side for how percentages are written. */
const NEAR = 100;
/** How a percentage is written where the column has none yet. */
const TWO_DECIMALS = parseNumber('0.00');

/** The value that a relation gives a figure where all others are as they are printed. */
function asked(relation: Relation, figure: Figure): bigint | undefined {
  if (relation.op !== '=' || relation.explanation) return undefined;
  const others = figuresOf(relation).filter((f) => f !== figure);
  if (others.some((f) => f.state === 'unreadable') || !others.some((f) => f.state === 'amount'))
    return undefined;
  if (relation.shape === 'ratio') return relation.rate === figure ? ratioValue(relation) : undefined;
  if (relation.shape !== 'linear') return undefined;
  const rest = total(relation.right, figure) + relation.constant - total(relation.left, figure);
  const factor = factorOf(relation.left, figure) - factorOf(relation.right, figure);
  return factor === 0n || rest % factor !== 0n ? undefined : rest / factor;
}

function total(terms: readonly Term[], without: Figure): bigint {
  return terms.reduce((sum, t) => (t.figure === without ? sum : sum + t.figure.value * t.factor), 0n);
}

function factorOf(terms: readonly Term[], figure: Figure): bigint {
  return terms.reduce((sum, t) => (t.figure === figure ? sum + t.factor : sum), 0n);
}
