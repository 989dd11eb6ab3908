/** Codes and the names that belong to them, in a row. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldWidth, leadingNumber } from '../../base/fold.ts';
import { LEVEL } from '../../base/keys.ts';
import { rangeOf, type TextEdit } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Column, Panel, PanelRow } from '../../model/types.ts';
import { comparableLabel } from '../../reference/forms.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';
import { codeCell } from '../actions.ts';
import { firstRowFrom } from '../place.ts';
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
import { isFirst, nameEdit, type Slot, split } from './slot.ts';

/** The cell that is being written, and where it stands. */
export interface WrittenCell {
  readonly placed: PlacedTable;
  readonly panel: Panel;
  readonly column: Column;
  /** Its row, where one was read. */
  readonly row: PanelRow | undefined;
  readonly slot: Slot;
  readonly line: Line;
  /** The line of the table's block. */
  readonly at: number;
}

/** Codes of the column's catalogue, each with its name where that is blank. */
export function codes(analysis: Analysis, cell: WrittenCell): Completions | undefined {
  const { placed, panel, column, slot, line, at } = cell;
  const { catalogue } = panel;
  if (!catalogue) return undefined;
  const part = panel.codes.length > 1 ? panel.codes.indexOf(column) : -1;
  const upper = part > 0 ? upperCode(cell, part) : '';
  const length = part >= 0 ? 3 + 2 * part : undefined;
  const { digits, rest } = split(slot.typed);
  let list = codesUnder(analysis.reference.codes, catalogue, upper + digits);
  if (length !== undefined) list = list.filter((c) => c.digits.length === length);
  const { items, cut } = new Matcher(rest).best(list, (c) => c, rankOfCodes(analysis, placed, panel, at));
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
function upperCode({ placed: { table }, panel, line, at }: WrittenCell, part: number): string {
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

/** The name of the row's code; without a code, names that bring their code with them. */
export function codeNames(analysis: Analysis, own: WrittenCell): Completions | undefined {
  const { placed, panel, column, row, slot, line, at } = own;
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
    rankOfCodes(analysis, placed, panel, at),
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
export function labels(analysis: Analysis, { table }: PlacedTable, panel: Panel, slot: Slot): Completions {
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
      if (entry.level !== LEVEL.class || have.has(comparableLabel(entry.name))) continue;
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
