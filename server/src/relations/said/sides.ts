/**
 * 收入 and 支出 of one appropriation, told by sentences alone: where both totals are the same and all income is that
 * appropriation, all spending is from it.
 */
import { abs } from '../../base/amount.ts';
import type { ProseFigure, ProseIssue, ProseModel, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { isAmount, nameKey, written } from './places.ts';

/** An amount of one side and the total that it is listed under. */
interface Side {
  readonly own: Statement;
  readonly figure: ProseFigure;
  readonly total: ProseFigure;
}

/** Amounts of two sides that must be the same and are not; which of them is wrong nobody knows. */
export function unequalSides(prose: ProseModel, words: ProseWords): ProseIssue[] {
  return words.equalSides.flatMap(([income, spending]) => {
    const [one, two] = [income, spending].map((name) => sideOf(prose, name));
    if (!one || !two || differ(one.total, two.total) || differ(one.figure, one.total)) return [];
    if (!differ(one.figure, two.figure) || holdsMore(prose, words)) return [];
    const { figure, own } = two;
    return [
      {
        rule: 'list-sum',
        what: 'sides',
        block: figure.owner.block,
        span: figure.span,
        data: {
          subject: own.subjectText,
          printed: written(figure),
          total: written(one.total),
          other: one.own.subjectText,
        },
        printed: figure.raw,
      },
    ];
  });
}

/** The amount of a name in a list under the total of its side. */
function sideOf(prose: ProseModel, name: string): Side | undefined {
  for (const { lists } of prose.sections) {
    for (const { total, parts } of lists) {
      const own = parts.find((p) => isAmount(p) && nameKey(p.subjectText) === name);
      if (own?.figure && total.figure && isAmount(total) && !own.paragraph.topic?.off)
        return { own, figure: own.figure, total: total.figure };
    }
  }
  return undefined;
}

/** Whether something was carried over, which one side may leave out. */
function holdsMore(prose: ProseModel, words: ProseWords): boolean {
  return prose.statements.some(
    (s) =>
      s.kind === 'value' && s.figure?.value !== 0n && words.remainders.some((w) => s.subjectText.includes(w)),
  );
}

function differ(a: ProseFigure, b: ProseFigure): boolean {
  return abs(a.value - b.value) > a.half + b.half;
}
