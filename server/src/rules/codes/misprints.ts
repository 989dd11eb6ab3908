/** Which of a row's code and name is misprinted, where the two do not belong together. */

import type { RawFix, RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { rangeOf, type TextEdit } from '../../base/range.ts';
import type { PanelRow } from '../../model/types.ts';
import { parentOf } from '../../reference/codes.ts';
import { codeOfName } from '../../relations/causes/index.ts';
import { cellsOf } from '../../syntax/line.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRows } from './coded-rows.ts';

export interface Misprint {
  /** The code that the name has, or that other tables have the amount for. */
  readonly right: string;
  /** What is misprinted; undefined where nothing tells. */
  readonly wrong: 'code' | 'name' | undefined;
}

/** What is misprinted in a row whose code and name are not one item's, as far as the name is some item's. */
export function misprintOf(analysis: RuleContext, coded: CodedRow): Misprint | undefined {
  const { placed, row, code } = coded;
  const cause = analysis.causes.list.find((c) => c.kind === 'code' && c.row === row && c.explains.size > 0);
  const explains = cause !== undefined;
  const right = codeOfName(analysis.reference.codes, row);
  if (right === undefined) {
    const likely = cause?.kind === 'code' ? cause.likely : undefined;
    if (likely !== undefined) return { right: likely, wrong: 'code' };
    return undefined;
  }
  const own = placed.table.rows.filter((r) => r.panel === row.panel && r.unit === row.unit);
  const stands = (wanted: string | undefined) => own.some((r) => r.code === wanted && r !== row);
  if (stands(right)) return { right, wrong: 'name' };
  const byCode = standsElsewhere(analysis, coded, code);
  const byName = standsElsewhere(analysis, coded, right);
  if (byCode !== byName) return { right, wrong: byName ? 'code' : 'name' };
  const known = analysis.reference.codes.get(coded.catalogue, code) !== undefined;
  const above = stands(parentOf(right)) && !stands(parentOf(code));
  // The code of another row too, or out of order where the other would be in order.
  const outOfPlace = stands(code) || (isInOrder(own, row, right) && !isInOrder(own, row, code));
  return { right, wrong: explains || above || outOfPlace || !known ? 'code' : undefined };
}

/** Whether sums that do not come out are told with the code. */
export function isExplained(analysis: RuleContext, { row }: CodedRow): boolean {
  return analysis.causes.list.some((c) => c.kind === 'code' && c.row === row && c.explains.size > 0);
}

/** Whether a code would stand between those of the rows beside. */
function isInOrder(rows: readonly PanelRow[], row: PanelRow, code: string): boolean {
  const coded = rows.filter((r) => r.code !== undefined);
  const at = coded.indexOf(row);
  const after = coded[at + 1]?.code;
  return (coded[at - 1]?.code ?? '') < code && (after === undefined || code < after);
}

/** Whether another table prints amounts of the row beside a code, under that code's own name. */
function standsElsewhere(analysis: RuleContext, { placed, row, catalogue }: CodedRow, code: string): boolean {
  const name = foldName(row.label);
  const renamed = code !== row.code;
  for (const other of codedRows(analysis)) {
    if (other.placed === placed || other.code !== code || other.catalogue !== catalogue) continue;
    if ((foldName(other.row.label) === name) === renamed && sharesAmount(other.row, row)) return true;
  }
  return false;
}

function sharesAmount(a: PanelRow, b: PanelRow): boolean {
  const amounts = new Set([...a.cells.values()].filter((c) => c.value !== 0n).map((c) => c.value));
  return [...b.cells.values()].some((c) => amounts.has(c.value));
}

/** The fix that puts a code in the place of the printed one; undefined where its cells cannot be told. */
export function setCode(
  analysis: RuleContext,
  coded: CodedRow,
  right: string,
  preferred: boolean,
): RawFix | undefined {
  const { row, catalogue } = coded;
  const name = analysis.reference.codes.get(catalogue, right)?.name ?? '';
  const edits = codeEdits(analysis, coded, right);
  if (!row.codeSpan || edits.length === 0) return undefined;
  return { title: 'fix.set-code', data: { code: right, name }, edits, preferred, sure: false };
}

/** One cell, or those of the levels that differ. */
function codeEdits(analysis: RuleContext, { placed, row }: CodedRow, right: string): TextEdit[] {
  if (row.panel.codes.length < 2) return [{ range: codeRange(placed, row), newText: right }];
  const line = analysis.tree.lines[placed.line + row.line];
  if (!line) return [];
  const cells = cellsOf(line);
  const levels = [right.slice(0, 3), right.slice(3, 5), right.slice(5, 7)];
  const edits: TextEdit[] = [];
  for (const [i, column] of row.panel.codes.entries()) {
    const cell = cells[column.index];
    const level = levels[i] ?? '';
    // A blank level is that of the row above; a whole code stands in one cell.
    if (!cell || cell.text === '' || level === '') continue;
    if (!/^\d{1,3}$/.test(cell.text)) return [];
    if (cell.text.padStart(level.length, '0') === level) continue;
    edits.push({ range: rangeOf(placed.line + row.line, cell.start, cell.end), newText: level });
  }
  return edits;
}
