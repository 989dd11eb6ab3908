/** The soak in short (`npm run soak` is the long one): rounds of random editing that each end where they began. */
import { expect, it } from 'vitest';
import { soak } from '../fuzz/soak.ts';
import { cases } from '../support/everything.ts';
import { EXAMPLE } from '../support/fixture.ts';

const LAST = EXAMPLE.replace('年度：2023', '年度：2022');

// Windows has no signal to ask a process with.
it.skipIf(process.platform === 'win32').each([false, true])(
  'the findings after rounds of editing are those before, and nothing piles up (pulled: %s)',
  { timeout: 120_000 },
  async (pull) => {
    const { rounds, faults, counts } = await soak({
      ...{ seed: `npm test ${pull}`, rounds: cases(5, 4), steps: cases(50, 30), pull },
      reports: [
        ['本年.disclosure', EXAMPLE],
        ['上年.disclosure', LAST],
      ],
    });
    expect(faults).toEqual([]);
    expect(Object.keys(counts).length).toBeGreaterThan(cases(20, 15));
    const used = rounds.map((r) => r.heapUsed + r.external);
    // Far more than what is read and made fast in the first rounds, far less than an analysis kept for each edit.
    expect(Math.min(...used.slice(-2))).toBeLessThan(1.4 * (used[1] as number));
  },
);
