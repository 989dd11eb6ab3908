/** What several sections together owe. */
import { pushTo } from '../../base/maps.ts';
import { isPast, measureOf } from '../../prose/statement.ts';
import type { Statement } from '../../prose/types.ts';
import { written } from '../said/places.ts';
import { once } from '../types.ts';
import { linearOf } from './making.ts';
import type { Owed } from './owed.ts';

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
