/** Figures of one row that are wrong alike (合计 and the one column that has its amount): told once, mended together. */

import { MOST_RELATED, type RelationalFinding, type RuleContext } from '../../../analysis/rule.ts';
import { getOrMake } from '../../../base/maps.ts';
import type { Verdict } from '../../../relations/blame.ts';
import { isCell } from '../../../relations/figure.ts';

/** Verdicts, those together that say of several columns of a row that one amount should be one other. */
export function alike(verdicts: readonly Verdict[]): Verdict[][] {
  const groups: Verdict[][] = [];
  const byRow = new Map<unknown, Map<string, Verdict[]>>();
  for (const verdict of verdicts) {
    const figure = verdict.blamed?.figure;
    const group = [verdict];
    if (!figure || !isCell(figure) || figure.state !== 'amount') {
      groups.push(group);
      continue;
    }
    const same = getOrMake(byRow, figure.row, () => new Map<string, Verdict[]>());
    const key = `${figure.value} ${verdict.blamed?.value}`;
    const known = same.get(key);
    if (known) known.push(verdict);
    else {
      same.set(key, group);
      groups.push(group);
    }
  }
  return groups;
}

/** One finding for figures of a row that are wrong alike: at the first, with one fix for all. */
export function together(found: readonly RelationalFinding[], analysis: RuleContext): RelationalFinding {
  const [first, ...others] = found as [RelationalFinding, ...RelationalFinding[]];
  if (others.length === 0) return first;
  const [fix, ...more] = first.fixes ?? [];
  const same = others.map((o) => o.fixes?.[0]);
  const all = [fix, ...same];
  return {
    ...first,
    related: [
      ...others.map((o) => ({
        range: o.range,
        message: analysis.say(o.message, o.data ?? {}),
      })),
      ...(first.related ?? []),
    ].slice(0, MOST_RELATED),
    fixes: fix
      ? [
          {
            ...fix,
            edits: all.flatMap((f) => f?.edits ?? []),
            preferred: all.every((f) => f?.preferred === true),
            sure: all.every((f) => f?.sure === true),
          },
          ...more,
        ]
      : more,
  };
}

/** A finding that is no mistake, only worth a look: nothing is mended unasked. */
export function onlyHinted(found: RelationalFinding): RelationalFinding {
  const fixes = found.fixes?.map((fix) => ({ ...fix, preferred: false, sure: false }));
  return { ...found, defaultSeverity: 'hint', ...(fixes ? { fixes } : {}) };
}
