/**
 * A few generated reports of fixed seeds: no false alarm, slips told, half-done versions left in peace. Thousands are
 * tried by `npm run generated` (docs/measured/generated.md).
 */
import { describe, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { cases } from '../support/everything.ts';
import { figuresOf, holds } from './figures.ts';
import { print } from './print.ts';
import { linesOf, make } from './report.ts';
import { SLIPS, Slippery } from './slips.ts';
import { Trial } from './trial.ts';

const SEEDS = Array.from({ length: cases(16, 4) }, (_, i) => `test:${i}`);

describe('the generator', () => {
  test('is repeatable, and its reports owe equations that hold', () => {
    for (const seed of SEEDS.slice(0, 4)) {
      const made = make(seed);
      expect(print(linesOf(make(seed))).text).toBe(print(linesOf(made)).text);
      expect(made.equations.length).toBeGreaterThan(50);
      expect(made.equations.filter((e) => !holds(e))).toEqual([]);
      const { places } = print(linesOf(made));
      const here = new Set(places.keys());
      expect(made.equations.filter((e) => !figuresOf(e).some((f) => here.has(f)))).toEqual([]);
    }
  });

  test('puts slips where it says, and knows what they break', () => {
    const made = make(SEEDS[0] as string);
    const { text } = print(linesOf(made));
    for (const kind of SLIPS) {
      const slip = new Slippery(made).draw(new Random(kind), kind);
      if (!slip) continue;
      expect(print(linesOf(made), slip.slipped).text, kind).not.toBe(text);
      expect(slip.broken.filter((e) => holds(e, slip.slipped))).toEqual([]);
    }
  });
});

test('generated reports: no false alarm, slips told, halves left alone', () => {
  const trial = new Trial();
  for (const seed of SEEDS) trial.run(seed, 2, 1);
  expect(trial.alarms.map((a) => `${a.seed} ${a.what} ${a.rule} ${a.message}`)).toEqual([]);
  expect(trial.missed.map((a) => `${a.seed} ${a.what} ${a.message}`)).toEqual([]);
  const counts = [...trial.slips.values()];
  expect(counts.reduce((n, c) => n + c.owed, 0)).toBeGreaterThan(SEEDS.length);
});
