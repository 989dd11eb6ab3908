/** Numbers of a goal's text against the indicators it is broken down to. */
import { parseNumber, scaledOf } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import type { IndicatorWords } from '../../reference/prose.ts';
import { type Indicator, type IndicatorValue, numberOf, type Written } from './indicators.ts';

export interface GoalOff {
  readonly name: string;
  readonly cell: Written;
  /** What the goal says. */
  readonly goal: string;
}

interface Asked {
  readonly indicators: readonly Indicator[];
  readonly values: readonly string[];
  readonly goal: string;
  readonly words: IndicatorWords;
}

interface Said {
  readonly clause: string;
  readonly value: bigint;
  readonly unit: string;
  readonly text: string;
}

/** A matter as short as this may be that of anything. */
const SHORT = 2;

/** Indicators of which the goal tells another number, where one clause and one indicator alone tell of the matter. */
export function* goalsOff({ indicators, values, goal, words }: Asked): Iterable<GoalOff> {
  const said = numbersIn(goal, words);
  const all = indicators.flatMap((one) => {
    const cell = values.map((v) => one.cell(v)).find((c) => c !== undefined);
    const value = cell && numberOf(cell.text, words);
    return cell && value?.kind === 'count' ? [{ one, cell, value, matter: matterOf(one.name, words) }] : [];
  });
  const isSaid = (s: Said, v: IndicatorValue) => s.unit === v.unit && s.value === v.value;
  for (const { one, cell, value, matter } of all) {
    if (matter.length < SHORT || all.filter((o) => o.matter === matter).length > 1) continue;
    const about = said.filter((s) => s.unit === value.unit && s.clause.includes(matter));
    const [only] = about;
    // A number that another indicator has is that indicator's.
    if (!only || about.length > 1 || all.some((o) => isSaid(only, o.value))) continue;
    if (said.some((s) => isSaid(s, value))) continue;
    yield { name: one.name, cell, goal: only.text };
  }
}

/** Clauses that hold one number, with it. */
function numbersIn(goal: string, { counted, each }: IndicatorWords): Said[] {
  const number = new RegExp(`(?<![\\d.,])(\\d[\\d,]*(?:\\.\\d+)?)(${counted.join('|')})`, 'g');
  return goal
    .split(/<br>|\n|[，。；;、]/)
    .map((clause) => foldName(clause))
    .flatMap((clause) => {
      const [found, ...more] = clause.matchAll(number);
      const printed = found && parseNumber(found[1] ?? '');
      if (!found || more.length > 0 || !printed || each.some((word) => clause.includes(word))) return [];
      return [{ clause, value: scaledOf(printed), unit: found[2] ?? '', text: found[0] }];
    });
}

/** What a name speaks of, without the words that any name has: `培训人次` → `培训`. */
function matterOf(name: string, { idle }: IndicatorWords): string {
  let matter = foldName(name).replace(/\(.*\)$/, '');
  for (let end = endOf(matter, idle); end > 0; end = endOf(matter, idle)) matter = matter.slice(0, -end);
  const start = idle.find((w) => matter.startsWith(w)) ?? '';
  return matter.slice(start.length);
}

function endOf(text: string, words: readonly string[]): number {
  return words.find((w) => text.endsWith(w))?.length ?? 0;
}
