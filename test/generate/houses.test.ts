/** Reports as provinces print them: their titles, order, headers and units; no false alarm, filled or half filled, slips told. */
import { describe, expect, test } from 'vitest';
import { some } from '../support/everything.ts';
import { houseStyle } from './house-style.ts';
import { provincesOf } from './houses.ts';
import { make } from './report.ts';
import { Trial } from './trial.ts';

const LEAST = 20;
const SLIPS_IN = 4;
/** Kinds of half-done versions of each. */
const HALVES_OF = 2;

describe.each(['决算', '预算'] as const)('%s of provinces', (kind) => {
  const provinces = provincesOf(kind);

  test('at least twenty, each with titles and headers of its own', () => {
    expect(provinces.length).toBeGreaterThanOrEqual(LEAST);
    const printed = provinces.map((p) => {
      const sheets = make(`${kind}${p}`, houseStyle(kind, p, p)).parts.flatMap((x) => x.sheet ?? []);
      return sheets.map((s) => [s.title, ...s.columns.map((c) => c.path.join('/'))].join('|')).join('\n');
    });
    expect(new Set(printed).size).toBe(provinces.length);
  });

  test.each(
    some(
      provinces.map((p, i) => [p, i] as const),
      6,
    ),
  )('%s', (province, i) => {
    const trial = new Trial();
    const seed = `test/${kind}${province}`;
    trial.run(seed, i % SLIPS_IN === 0 ? 2 : 0, HALVES_OF, houseStyle(kind, province, seed));
    expect(trial.alarms.map((a) => `${a.rule} ${a.message}`)).toEqual([]);
    for (const { owed, told } of trial.slips.values()) expect(told).toBe(owed);
    for (const { changed } of trial.halves.values()) expect(changed).toBe(0);
  });
});
