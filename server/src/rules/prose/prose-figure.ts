/** A figure of a sentence against its cell, or against itself said again. The graph speaks for its equations (relational.ts). */
import { placeName, printedText } from '../../analysis/brief.ts';
import { defineRule, type RuleContext } from '../../analysis/rule.ts';
import { abs, lastDigit, SCALE, type Scaled } from '../../base/amount.ts';
import type { Says } from '../../messages/index.ts';
import { pick } from '../../messages/index.ts';
import type { Figure } from '../../model/types.ts';
import type { Verdict } from '../../relations/blame.ts';
import { isCell } from '../../relations/figure.ts';
import { figuresOf, type Relation } from '../../relations/types.ts';
import { ARITHMETIC } from '../arithmetic/report/words.ts';
import { proseIssues } from '../prose-issues.ts';

export const SAYS = {
  twice: {
    zh: '同一项前面写 {other}，这里写 {printed}；{rate} 与前面的数相合。',
    en: 'Said to be {other} before and {printed} here; {rate} fits the former.',
  },
  'no-row': {
    zh: '正文写{item} {printed}，各表都没有这一科目。',
    en: '{item} {printed}: no table has this item.',
  },
  cell: {
    zh: '正文写 {printed}，{label}是 {cell}，应为 {expected}。{others}',
    en: 'Printed {printed}; {label} is {cell}: {expected}. {others}',
  },
  open: {
    zh: '正文写 {printed}，{label}是 {cell}，两处不一致，定不了是哪一处有误。{others}',
    en: 'Printed {printed}; {label} is {cell}. Which of them is wrong cannot be told. {others}',
  },
  exchanged: {
    zh: '{a} 与 {b} 写颠倒了：{label}是 {b}。',
    en: '{a} and {b} were changed round: {label} is {b}.',
  },
} as const satisfies Says;

export const FIXES = {
  'exchange-said': { zh: '对调正文的 {a} 与 {b}', en: 'Exchange {a} and {b} in the sentence' },
  'exchange-cells': { zh: '改为对调表里的两个数：{a}与{b}', en: 'Exchange the cells instead: {a} and {b}' },
} as const satisfies Says;

export default defineRule({
  id: 'prose-figure',
  title: { zh: '正文数字与表格不符', en: 'Figure in prose differs from its table' },
  family: 'prose',
  severity: 'error',
  says: { ...SAYS, ...pick(ARITHMETIC, 'unequal') },
  also: FIXES,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'prose-figure', { says: SAYS, severities: { 'no-row': 'warning' } }),
});

/**
 * A sentence that is one last digit off its cell and has what another table prints for the same item: the tables
 * differ by rounding, and the sentence copied one of them.
 * @param filled what blanks should have
 */
export function copiesRounding(
  analysis: RuleContext,
  { broken }: Verdict,
  filled: ReadonlyMap<Figure, Scaled>,
): boolean {
  const amountOf = (f: Figure) => filled.get(f) ?? f.value;
  return broken.every((relation) => {
    if (relation.rule !== 'prose-figure' || relation.shape !== 'linear') return false;
    const [said, cell] = figuresOf(relation);
    const prose = said && !isCell(said) ? said : cell;
    const own = said && isCell(said) ? said : cell;
    if (!prose || !own || !isCell(own) || own.kind !== 'money') return false;
    const last = lastDigit(own.decimals, own.unit);
    if (last > 10n ** BigInt(SCALE + 2) || abs(prose.value - own.value) !== last) return false;
    return analysis.graph.byFigure.get(own).some((r) => {
      const others = figuresOf(r).filter((f) => f !== own && amountOf(f) !== 0n);
      const [other] = others;
      return r !== relation && others.length === 1 && other !== undefined && isCell(other)
        ? other.owner !== own.owner && amountOf(other) === prose.value
        : false;
    });
  });
}

/** The other statement of a figure that is said twice: the cell that a sentence states, or the sentence before. */
export function otherStatement(
  analysis: RuleContext,
  relation: Relation,
  figure: Figure,
): Record<string, string> {
  if (relation.rule !== 'prose-figure') return {};
  const other = figuresOf(relation).find((f) => f !== figure);
  if (!other) return {};
  // Where the units differ, both are told.
  const units = other.unit !== figure.unit;
  return {
    label: placeName(other, analysis.locale),
    cell: printedText(other, analysis.locale, units),
    printed: printedText(figure, analysis.locale, units),
  };
}
