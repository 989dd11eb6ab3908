/** What several sections together owe. */
import { pushTo } from '../../base/maps.ts';
import { isPast, measureOf } from '../../prose/statement.ts';
import type { Statement } from '../../prose/types.ts';
import { slipOf } from '../../prose/unit-slip.ts';
import { placeOf, runningCell } from '../prose-figures.ts';
import { written } from '../said/places.ts';
import { once } from '../types.ts';
import { slipIssue } from '../wrong-units.ts';
import { isBudget } from './counts.ts';
import { linearOf, tell } from './making.ts';
import type { Owed } from './owed.ts';

/** Where 公用经费 stands, which 机关运行经费 is told beside. */
const RUNNING = {
  budget: { form: '预算06', row: undefined, columns: ['公用经费'] },
  final: { form: '决算06', row: '公用经费合计', columns: ['其中基本支出', '金额'] },
} as const;

/** Indicators that prose states more than once must agree. */
export function saidTwice(owed: Owed): void {
  const byKind = new Map<string, Statement[]>();
  const ids = new Set([...owed.words.saidTwice, ...owed.words.counts.map((c) => c.id)]);
  for (const section of owed.prose.sections) {
    if (section.topic?.off) continue;
    for (const s of section.statements) {
      const id = s.figure?.binding.indicator;
      if (id !== undefined && ids.has(id) && isIndicator(s))
        pushTo(byKind, `${id}|${measureOf(s) ?? ''}|${s.kind}`, s);
    }
  }
  for (const [first, ...rest] of byKind.values())
    for (const s of rest) if (first && s.block !== first.block) sameAs(owed, s, first);
}

/** Whether a statement gives for certain what no table holds. */
function isIndicator(s: Statement): boolean {
  const { kind, inReason, figure } = s;
  if (isPast(s) || inReason || !figure || figure.binding.cell || figure.approximate) return false;
  return kind === 'value' || kind === 'count';
}

function sameAs(owed: Owed, again: Statement, first: Statement): void {
  const [one, two] = [first.figure, again.figure];
  if (!one || !two) return;
  owed.relations.push(
    linearOf({
      rule: 'prose-figure',
      id: 'said-twice',
      at: again,
      text: `${two.binding.indicator} ${written(two)} = ${written(one)}`,
      left: [once(two)],
      right: [once(one)],
    }),
  );
}

/** 机关运行经费 is the 公用经费 of the basic expenditure, or a part of it. */
export function runningCosts(owed: Owed): void {
  const figure = owed.prose.indicators.get('机关运行经费')?.find((f) => f.kind === 'money');
  if (!figure) return;
  const budget = isBudget(owed);
  const cell = runningCell(owed.report, RUNNING[budget ? 'budget' : 'final']);
  if (cell?.state !== 'amount' || figure.binding.cell === cell) return;
  const nature = owed.report.front.nature;
  const equal = nature === '行政' || nature === '参公';
  const at = owed.prose.statements.find((s) => s.figure === figure);
  const slip = slipOf(figure, cell);
  if (at && slip) tell(owed, slipIssue(figure, cell, slip.text, at.subjectText));
  if (!at || slip) return;
  owed.relations.push(
    linearOf({
      rule: 'cross-table',
      id: 'x.running.prose',
      at,
      op: equal && !budget ? '=' : '≤',
      severity: equal && !budget ? 'warning' : 'information',
      text: `机关运行经费 ${equal && !budget ? '=' : '≤'} ${placeOf(cell)}`,
      left: [once(figure)],
      right: [once(cell)],
    }),
  );
}
