import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { some } from '../support/everything.ts';
import { analyseSample, samples } from './recorded.ts';
import { mainAmounts, mainTables, unnoticed } from './slips.ts';

/** Amounts that only a ≤, or nothing, reaches: by sample, `form 行·栏` and why. */
const UNREACHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

const folder = fileURLToPath(new URL('../../samples', import.meta.url));

describe.each(samples(folder).filter((s) => s.name.endsWith('预算')))('$name', (sample) => {
  test('any one amount of its main tables made greater by 1.00 gives an error that names it', {
    timeout: 120_000,
  }, () => {
    const analysis = mainTables(analyseSample(sample, folder));
    const amounts = mainAmounts(analysis);
    expect(amounts.length).toBeGreaterThan(20);
    const tried = some(amounts, Math.ceil(amounts.length / 12));
    expect(unnoticed(analysis, tried)).toEqual(Object.keys(UNREACHED[sample.name] ?? {}));
  });
});
