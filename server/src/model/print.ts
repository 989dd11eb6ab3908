/** What is printed in a cell, as its column and its row have it. */
import { amountWithUnit, halfDigit, type Printed, parseNumber, scaledOf } from '../base/amount.ts';
import type { Span } from '../base/range.ts';
import { type CellSyntax, numberIn } from '../syntax/line.ts';
import { DASH, NOT_APPLICABLE, PERCENT } from './cells.ts';
import type { Print } from './figure.ts';
import type { Column, FigureState, PanelRow } from './types.ts';

/**
 * What is printed in a cell of a value column.
 * @param line of the block
 * @param reliable whether the cells of the row fit the columns
 */
export function printOf(
  column: Column,
  cell: CellSyntax | undefined,
  line: number,
  reliable: boolean,
): Print {
  const text = textOf(column, cell?.text ?? '');
  const start = cell?.start ?? 0;
  const span: Span = { line, start, end: cell && text === cell.text ? cell.end : start + text.length };
  const kind = column.role === 'percent' ? 'percent' : column.count ? 'count' : 'money';
  const printed = numberOf(column, cell, text);
  const state = reliable ? stateOf(column, text, printed) : text === '' && cell ? 'blank' : 'unreadable';
  const decimals = decimalsOf(column, kind, printed);
  const amount = state === 'amount' ? printed : undefined;
  return {
    span,
    raw: text,
    state,
    kind,
    printed,
    unit: column.unit,
    value: amount ? scaledOf(amount, column.unit) : 0n,
    // A count or a score is as printed; money and rates are rounded.
    half: amount && kind !== 'count' && !amount.zero ? halfDigit(decimals, column.unit) : 0n,
    decimals,
  };
}

const isDash = (column: Column, text: string): boolean =>
  DASH.test(text) || (column.count && NOT_APPLICABLE.test(text));

function stateOf(column: Column, text: string, printed: Printed | undefined): FigureState {
  if (text === '') return 'blank';
  if (isDash(column, text)) return 'dash';
  return printed ? 'amount' : 'unreadable';
}

/** Decimals that a number counts as printed with: money has those of its column at least. */
function decimalsOf(column: Column, kind: Print['kind'], printed: Printed | undefined): number {
  if (!printed) return column.decimals;
  return kind === 'percent' ? printed.decimals : Math.max(printed.decimals, column.decimals);
}

/** The text of a cell; without its unit, where that is the column's own: another one is not what the column says. */
function textOf(column: Column, text: string): string {
  if (column.role === 'percent' || column.count) return text;
  const own = amountWithUnit(text);
  return own?.unit === column.unit ? own.number : text;
}

/** The number in a cell's text. A score or count may carry its own unit (`100分`, `3 台`). */
function numberOf(column: Column, cell: CellSyntax | undefined, text: string): Printed | undefined {
  if (!cell || text === '' || isDash(column, text)) return undefined;
  if (PERCENT.test(text)) return parseNumber(text.replace(/\s*[%％]$/, ''));
  const number = text === cell.text ? numberIn(cell) : parseNumber(text);
  return number || !column.count ? number : parseNumber(text.replace(/\s*[\p{Script=Han}]{1,3}$/u, ''));
}

/** What is printed in a cell, as its row has it: a count, or a total that is given in whole yuan beside decimals. */
export function ofRow(print: Print, row: PanelRow): Print {
  if (row.form?.count) return asCount(print);
  const { printed, kind, state, unit, decimals } = print;
  if (row.role !== 'total' || kind !== 'money' || unit !== 0 || state !== 'amount' || !printed) return print;
  if (printed.decimals > 0 || decimals === 0 || printed.zero) return print;
  return { ...print, decimals: 0, half: halfDigit(0, unit) };
}

/** What is printed in a cell of a row that counts things (`车辆`), whatever the unit of money of its table. */
function asCount(print: Print): Print {
  const { printed, state } = print;
  if (!printed || state !== 'amount') return { ...print, kind: 'count', unit: 0 };
  return { ...print, kind: 'count', unit: 0, value: scaledOf(printed), half: 0n };
}
