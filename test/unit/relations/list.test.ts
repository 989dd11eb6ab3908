/** Sums in columns say what the same relations say as objects, which are the older of the two. */
import { describe, expect, it } from 'vitest';
import { finish } from '../../../server/src/base/steps.ts';
import { evaluate } from '../../../server/src/relations/evaluate.ts';
import { insideRelations } from '../../../server/src/relations/inside.ts';
import { addSame, type RelationList } from '../../../server/src/relations/list.ts';
import { figuresOf } from '../../../server/src/relations/types.ts';
import { open } from '../../../server/src/service.ts';
import { Random } from '../../fuzz/random.ts';
import { print } from '../../generate/print.ts';
import { linesOf, make } from '../../generate/report.ts';

/** A report with amounts wrong, blank, dashes, words in their place, rows left out and doubled. */
function spoiled(seed: string): string {
  const random = new Random(seed);
  const lines = print(linesOf(make(seed))).text.split('\n');
  const rows = lines.flatMap((line, i) => (line.startsWith('|') ? [i] : []));
  for (let n = 0; n < rows.length / 4; n++) {
    const at = rows[random.below(rows.length)] as number;
    const line = lines[at] as string;
    const cells = line.split('|');
    const c = random.below(cells.length);
    const wrong = ['', ' — ', ' 待定 ', ' 12.34 ', ' -0.01 ', ' 0 '][random.below(6)] as string;
    if (/\d\.\d/.test(cells[c] ?? '')) cells[c] = wrong;
    lines[at] = random.oneIn(20) ? `${line}\n${line}` : random.oneIn(20) ? '' : cells.join('|');
  }
  return lines.join('\n');
}

function listsOf(text: string): RelationList[] {
  return open(text).report.tables.map(({ table }) => finish(insideRelations(table)).relations);
}

describe('sums in columns', () => {
  const seeds = Array.from({ length: 40 }, (_, i) => `columns-${i}`);

  it('come out as the relations do that are made of them', () => {
    const met = new Map<string, number>();
    for (const list of seeds.flatMap((seed) => listsOf(spoiled(seed)))) {
      for (const i of list.numbers()) {
        const state = list.evaluateAt(i);
        const relation = list.at(i);
        expect(evaluate(relation).state, `${relation.id} ${relation.text}`).toBe(state);
        expect(list.totalAt(i)).toBe(relation.total);
        expect(list.figuresAt(i)).toEqual(figuresOf(relation));
        met.set(state, (met.get(state) ?? 0) + 1);
      }
    }
    // Each way to come out was met, or this would show nothing of it.
    for (const state of ['exact', 'rounding', 'broken', 'notChecked', 'notApplicable'])
      expect(met.get(state) ?? 0, state).toBeGreaterThan(5);
  });

  it('are told alike in columns as they are as objects, and alike have one rough number', () => {
    let alike = 0;
    for (const list of seeds.slice(0, 12).flatMap((seed) => listsOf(spoiled(seed)))) {
      const some = list.numbers().slice(0, 120);
      const pairs = some.flatMap((a) => some.filter((b) => b > a).map((b) => [a, b] as const));
      for (const [a, b] of pairs) {
        const same = list.areSame(a, b);
        expect(addSame(list.at(a), list.at(b))).toBe(same);
        if (same) {
          alike++;
          expect(list.roughly(a)).toBe(list.roughly(b));
        }
      }
    }
    expect(alike).toBeGreaterThan(0);
  });

  it('are found by each of their figures, in order', () => {
    for (const list of listsOf(spoiled('columns-3'))) {
      const figures = new Set(list.numbers().flatMap((i) => list.figuresAt(i)));
      for (const figure of figures)
        expect(list.of(figure)).toEqual(list.numbers().filter((i) => list.figuresAt(i).includes(figure)));
    }
  });

  it('keep their figures when others are left out', () => {
    for (const list of listsOf(spoiled('columns-5'))) {
      const odd = list.numbers().filter((i) => i % 2 === 1);
      const left = list.only(odd);
      expect(left.numbers().map((i) => left.at(i))).toEqual(odd.map((i) => list.at(i)));
    }
  });
});
