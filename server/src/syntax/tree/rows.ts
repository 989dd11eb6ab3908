/** What a row by itself tells: a code, data, a lone label. */

import { isAmountLike, parseNumber } from '../../base/amount.ts';
import { foldWidth } from '../../base/fold.ts';
import { cellsOf, type Line } from '../line.ts';
import type { Block } from './types.ts';

/** Whether a line consists of row or column formulas alone (`27行＝（1+2+3）行；1栏各行=（2+3）栏各行`). */
export function isFormulaLine(text: string): boolean {
  if (text.length > 400 || !/[栏行]/.test(text)) return false;
  const clauses = foldWidth(text)
    .replace(/[\s\u3000]+/g, '')
    .split(/[;。]/)
    .filter((c) => c !== '');
  return (
    clauses.length > 0 &&
    clauses.every((c) => /^\d{1,3}[栏行](?:各[栏行])?[=—-]{1,2}[-\d+−*×.…⋯·~()栏行各]{1,200}$/.test(c))
  );
}

/** The last line of a paragraph where it may be a title. */
export function lastWords(block: Block): string {
  const text = (block.lines.at(-1) as Line).text.trim();
  return text.length <= 60 && !/[。；，]/.test(text) ? text : '';
}

/** A bar row that lost its first bar. */
export function isBroken(line: Line): boolean {
  return line.kind === 'prose' && line.text.includes('|');
}

/** A row that holds one label at its start and nothing else: the title over a pasted table. */
export function isLoneLabel(line: Line): boolean {
  const cells = cellsOf(line);
  return cells.every((c, i) => (i === 0 ? c.text !== '' : c.text === ''));
}

/** Whether a pasted row holds data rather than headers: a number that is not a 栏次. */
export function isDataRow(line: Line): boolean {
  const cells = cellsOf(line);
  return cells.some((c) => {
    const number = parseNumber(c.text);
    if (number === undefined) return isAmountLike(c.text);
    return number.decimals > 0 || number.digits >= 200n || number.grouped;
  });
}
