/** Cells of a table before it is known what they are: what a text looks like by itself. */
import { isAmountLike, parseNumber } from '../base/amount.ts';
import { foldName, foldWidth } from '../base/fold.ts';
import type { Vocabulary } from '../reference/types.ts';
import { type CellSyntax, unitOf } from '../syntax/line.ts';

/** A row of cells and the line of the block it stands on. */
export interface GridRow {
  readonly line: number;
  readonly cells: readonly CellSyntax[];
}

/** What is printed where nothing applies. */
export const DASH = /^(?:[—–－-]{1,4}|―+|\/)$/;

/** Words in a column of scores or counts that make no claim. */
export const NOT_APPLICABLE = /^(?:无|不适用|不涉及|略)$/;

/** What is meant as a number, well written or not. */
export const LOOKS_NUMERIC = /^[-+−－(（]?[\d０-９][\d０-９,，.．'OolI\s]*[)）]?$/;

export const CODE = /^\d{3}(?:\d{2}){0,2}$/;

export const PERCENT = /^[-+−－]?[\d０-９][\d０-９.．]*\s*[%％]$/;

export function unitOfHeader(part: string): number | undefined {
  const match = /[（(](?:金额)?(?:单位[:：])?\s*((?:亿|百万|万|千|百)?元)\s*[)）]/.exec(part);
  return match ? unitOf(match[1] as string) : undefined;
}

export function rowKey(row: GridRow): string {
  return row.cells
    .map((c) => foldName(c.text))
    .join('|')
    .replace(/(?<!\|)\|+$/, '');
}

export function columnNumber(text: string): number | undefined {
  const match = /^(\d{1,2})(?:\.0+)?$/.exec(foldWidth(text).trim());
  return match ? Number(match[1]) : undefined;
}

/** Whether a cell of a pasted row holds data: a code or an amount. */
export function isData(text: string): boolean {
  return CODE.test(text) || parseNumber(text) !== undefined || isAmountLike(text);
}

/** The digits of a code cell (`204类` → 204; none of a dash), or the text. */
export function codeDigits(text: string): string {
  if (DASH.test(text)) return '';
  const folded = foldWidth(text).replace(/\s+/g, '');
  return folded.replace(/^(\d+)[类款项]$/, '$1');
}

/** A number that was meant: letters for digits, blanks inside, wrong groups. */
export function repairNumber(text: string): string | undefined {
  let repaired = foldWidth(text).replace(/[Oo]/g, '0').replace(/[lI]/g, '1').replace(/[\s']/g, '');
  repaired = repaired.replace(/^\((.*)\)$/, '-$1');
  const parts = repaired.split('.');
  if (parts.length > 2) return undefined;
  if (!parseNumber(repaired)) repaired = repaired.replace(/[,，]/g, '');
  return parseNumber(repaired) && repaired !== text ? repaired : undefined;
}

/** Whether a header says in what its column counts: `数量（台）`. */
export function isCounted(header: string, { countedIn }: Vocabulary): boolean {
  const text = foldWidth(header);
  return countedIn.some((w) => text.includes(`(${w})`));
}
