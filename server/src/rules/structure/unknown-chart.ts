/** A chart line whose title no chart goes by: nothing is drawn there. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { chartsFor, chartTitled } from '../../reference/charts.ts';
import { markEnd } from '../../syntax/line.ts';

const SAYS = {
  found: {
    zh: '不认识“{title}”这种图，画不出来。认得的有：{known}',
    en: '“{title}” is no known chart and is not drawn. Known are: {known}',
  },
} as const satisfies Says;

/** Characters that the names of known charts, and a title, may take of a message. */
const ROOM = 48;
const LONGEST_TITLE = 20;

export default defineRule({
  id: 'unknown-chart',
  title: { zh: '不认识的图', en: 'Unknown chart' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { tree, front, reference } = analysis;
  for (const { block, line } of tree.blocks) {
    const [first] = block.lines;
    if (block.kind !== 'chart' || !first) continue;
    const start = markEnd(first);
    const title = first.text.slice(start).trim();
    // One that says itself what it draws needs no name.
    if (title === '' || /[=＝]/.test(title) || chartTitled(reference.charts, title, front)) continue;
    const from = first.text.indexOf(title, start);
    yield {
      message: SAYS.found,
      data: {
        title: title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title,
        known: namesThatFit(chartsFor(reference.charts, front).map((c) => c.titles[0] ?? c.id)),
      },
      range: rangeOf(line, from, from + title.length),
    };
  }
}

function namesThatFit(names: readonly string[]): string {
  let told = '';
  for (const name of new Set(names)) {
    if (told.length + name.length > ROOM) return `${told}…`;
    told += told === '' ? name : `、${name}`;
  }
  return told;
}
