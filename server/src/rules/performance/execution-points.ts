/** The points of execution by its rate: the weight at the rate, and no more than the weight. */
import {
  abs,
  divideRound,
  formatScaled,
  lastDigit,
  parseNumber,
  pow10,
  SCALE,
  scaledOf,
} from '../../base/amount.ts';
import type { CellFigure, PanelRow, TableModel } from '../../model/types.ts';
import type { IndicatorWords } from '../../reference/prose.ts';

export interface PointsOff {
  readonly score: CellFigure;
  readonly weight: CellFigure;
  readonly rate: CellFigure;
  readonly expected: string;
}

/** Rows whose points are not those of their rate. A place may give points by steps: a whole weight is one of them. */
export function* pointsOff(table: TableModel, { points }: IndicatorWords): Iterable<PointsOff> {
  const most = parseNumber(points.most);
  for (const row of table.rows) {
    if (row.form?.id !== points.row || !most) continue;
    const [weight, rate, score] = [points.weight, points.rate, points.score].map((id) => amountOf(row, id));
    if (!weight?.printed || !rate?.printed || !score?.printed) continue;
    const [w, s] = [scaledOf(weight.printed), scaledOf(score.printed)];
    const r = scaledOf(rate.printed);
    const hundred = 100n * pow10(SCALE);
    if (w > scaledOf(most) || r < 0n) continue;
    const expected = r > hundred ? w : divideRound(w * r, hundred);
    // The rate is rounded too, and points may be cut where they should be rounded.
    const slack = lastDigit(score.printed.decimals) + divideRound(w * rate.half, hundred);
    if (abs(s - expected) < slack) continue;
    const decimals = Math.max(score.printed.decimals, 1);
    yield { score, weight, rate, expected: formatScaled(expected, { decimals, grouped: false }) };
  }
}

function amountOf(row: PanelRow, column: string): CellFigure | undefined {
  const cell = [...row.cells].find(([c]) => c.form?.id === column)?.[1];
  return cell?.state === 'amount' ? cell : undefined;
}
