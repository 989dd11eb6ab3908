/** Hidden rows of a sheet as the likely cause of a difference: a total that counts what the print does not show. */

import type { RuleContext } from '../../../analysis/rule.ts';
import type { Related } from '../../../analysis/types.ts';
import { abs, parseNumber, type Scaled, scaledOf } from '../../../base/amount.ts';
import { rangeOf } from '../../../base/range.ts';
import { message } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { isCell } from '../../../relations/figure.ts';
import { hiddenRowOf } from '../../../syntax/hidden.ts';
import { ARITHMETIC } from './words.ts';

/** The hidden row below a figure's table that holds what is lacking or too much, if one does. */
export function hiddenCause(analysis: RuleContext, figure: Figure, difference: Scaled): Related | undefined {
  if (!isCell(figure) || difference === 0n) return undefined;
  const { tree, report } = analysis;
  const placed = report.tables.find(({ table }) => table.rows.includes(figure.row));
  if (!placed) return undefined;
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
      const data = { number: hidden.number, name, amount };
      return {
        range: rangeOf(at, 0, line.text.length),
        message: message(analysis.locale, ARITHMETIC['hidden-row'], data),
      };
    }
  }
  return undefined;
}
