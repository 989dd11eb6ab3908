/** Hidden rows of a sheet as the likely cause of a difference: a total that counts what the print does not show. */

import type { RuleContext } from '../../../analysis/rule.ts';
import { abs, parseNumber, type Scaled, scaledOf } from '../../../base/amount.ts';
import { message } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { isCell } from '../../../relations/figure.ts';
import { hiddenRowOf } from '../../../syntax/hidden.ts';
import { ARITHMETIC } from './words.ts';

/** Names the hidden row below a figure's table that holds what is lacking or too much; '' where there is none. */
export function hiddenCause(analysis: RuleContext, figure: Figure, difference: Scaled): string {
  if (!isCell(figure) || difference === 0n) return '';
  const { tree, report } = analysis;
  const placed = report.tables.find(({ table }) => table.rows.includes(figure.row));
  if (!placed) return '';
  const from = placed.line + placed.table.block.lines.length;
  for (let at = placed.line; at < tree.lines.length; at++) {
    const line = tree.lines[at];
    if (!line || (at >= from && line.kind === 'heading')) break;
    const hidden = hiddenRowOf(line.text);
    const amount = hidden?.texts.find((text) => {
      const printed = parseNumber(text);
      return printed !== undefined && abs(scaledOf(printed, figure.unit)) === abs(difference);
    });
    if (hidden && amount !== undefined) {
      const name = hidden.texts
        .filter((text) => parseNumber(text) === undefined || text === hidden.texts[0])
        .join(' ');
      return message(analysis.locale, ARITHMETIC['hidden-row'], { number: hidden.number, name, amount });
    }
  }
  return '';
}
