/** Where in a row the cursor stands. */

import { foldName } from '../../base/fold.ts';
import { type Position, type Range, rangeOf, type TextEdit } from '../../base/range.ts';
import type { Column, Panel } from '../../model/types.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';

export interface Slot {
  readonly index: number;
  readonly range: Range;
  readonly typed: string;
}

/** The cell that is written at a position, also one that no bar closes yet. */
export function slotAt(line: Line, position: Position): Slot | undefined {
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

// ---- codes and their names ----

/** What was typed of a code and of its name: `20805 机关`. */
export function split(typed: string): { readonly digits: string; readonly rest: string } {
  const wanted = foldName(typed);
  const digits = /^\d*/.exec(wanted)?.[0] ?? '';
  return { digits, rest: wanted.slice(digits.length) };
}

export function isFirst(panel: Panel, column: Column): boolean {
  return panel.labels.every((l) => l.index > column.index);
}

/** The name that goes with a code, where its cell is still blank. */
export function nameEdit(panel: Panel, line: Line, slot: Slot, name: string): TextEdit[] {
  const column = panel.labels.find((l) => l.index > slot.index);
  const cell = column && cellsOf(line)[column.index];
  if (cell?.text !== '' || cell.from >= cell.to || line.kind !== 'bar') return [];
  return [{ range: rangeOf(slot.range.start.line, cell.from, cell.to), newText: ` ${name} ` }];
}
