/** Changes against the two amounts that they lie between. */
import { KIND } from '../../base/keys.ts';
import type { CellFigure, Figure } from '../../model/types.ts';
import type { ChangeStatement, ProseFigure } from '../../prose/types.ts';
import { evaluate } from '../evaluate.ts';
import { nameOf } from '../prose-figures.ts';
import { written } from '../said/places.ts';
import { once } from '../types.ts';
import { wrongDirection } from './directions.ts';
import { isMistaken, linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';
import { isMixed } from './units.ts';

export function changeOwes(owed: Owed, s: ChangeStatement): void {
  if (s.inReason) return;
  const { figure } = s;
  const beside = s.base ? undefined : besideOf(owed, s);
  const { now, last } = beside ?? { now: s.current, last: s.base };
  if (now && isBeyond(owed, s, now)) return;
  if (!now || !last || figure.approximate) return;
  const sign = BigInt(s.direction.sign);
  const relation = (way: bigint) =>
    linearOf({
      rule: 'change-rate',
      id: 'change',
      at: s,
      text: way > 0n ? `${nameOf(now)} − ${nameOf(last)}` : `${nameOf(last)} − ${nameOf(now)}`,
      left: [once(figure)],
      right: [once(way > 0n ? now : last), { figure: way > 0n ? last : now, factor: -1n }],
    });
  const written = relation(sign);
  // What a column compares with is for certain only where its header and the sentence say it in one word.
  if (beside && !beside.sure && evaluate(written).state === 'broken') return;
  if (
    evaluate(written).state === 'broken' &&
    evaluate(relation(-sign)).state !== 'broken' &&
    figure.value !== 0n
  ) {
    wrongDirection(owed, s, 'amounts', { now: now.raw, last: last.raw });
    return;
  }
  owed.relations.push(written);
}

interface Beside {
  readonly now: CellFigure;
  readonly last: CellFigure;
  /** Whether the sentence compares with just what the column of last year holds. */
  readonly sure: boolean;
}

/** The two amounts of the row that the sentence's own amount is from, where its table has a column of last year. */
function besideOf(
  { report, reference }: Owed,
  { current: said, against }: ChangeStatement,
): Beside | undefined {
  const { year } = report.front;
  if (!against || !said || !('binding' in said)) return undefined;
  if (against.with !== 'last' && (year === undefined || against.year !== year - 1)) return undefined;
  if (against.year !== undefined && year !== undefined && against.year !== year - 1) return undefined;
  const { cell, others } = (said as ProseFigure).binding;
  for (const now of [cell, ...(others ?? [])]) {
    if (now?.state !== 'amount') continue;
    const last = lastYearOf(now);
    if (!last) continue;
    const header = last.column.path.join('');
    const closed = reference.prose.closedWords.some((w) => header.includes(w));
    const planned = header.includes(KIND.budget);
    const sure =
      against.measure !== undefined && closed !== planned && (against.measure === 'final') === closed;
    return { now, last, sure };
  }
  return undefined;
}

/** The amount of last year beside a cell: in the one column of last year of its row, or in the one of the same item. */
function lastYearOf({ row, column }: CellFigure): CellFigure | undefined {
  const cells = [...row.cells.values()].filter((c) => c.column.comparison === 'last-year');
  const item = (c: CellFigure['column']) => c.path.slice(1).join('/');
  const own = cells.length > 1 ? cells.filter((c) => item(c.column) === item(column)) : cells;
  const [only] = own;
  return own.length === 1 && only?.state === 'amount' ? only : undefined;
}

/** `0 万元，比上年增加 2 万元`: last year's amount would be below zero. Which of the two is wrong nobody knows. */
function isBeyond(owed: Owed, s: ChangeStatement, now: Figure): boolean {
  const { figure, direction, against } = s;
  const { year } = owed.report.front;
  const isLast = against?.with === 'last' || (year !== undefined && against?.year === year - 1);
  if (!isLast || direction.sign < 0) return false;
  if (now.state !== 'amount' || now.value < 0n || isMistaken(now) || s.base) return false;
  if (figure.value - figure.half <= now.value + now.half) return false;
  const limit = {
    rule: 'change-rate',
    id: 'change',
    at: s,
    text: '',
    op: '≤',
    right: [once(now)],
  } as const;
  if (isMixed(owed, linearOf({ ...limit, left: [once(figure)] }), [now, figure])) return true;
  tell(owed, {
    rule: 'change-direction',
    what: 'beyond',
    block: direction.block,
    span: direction.span,
    data: { now: written(now), change: written(figure) },
    printed: direction.text,
  });
  return true;
}
