/**
 * Tries the engine on many reports as provinces print them, and prints what came out:
 *   node scripts/run-ts.mjs test/generate/houses-main.ts [--count 10] [--from 0] [--slips 1] [--halves 1] [--only 云南]
 */
import { parseArgs } from 'node:util';
import { houseStyle } from './house-style.ts';
import { provincesOf } from './houses.ts';
import { Trial } from './trial.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10' },
    from: { type: 'string', default: '0' },
    slips: { type: 'string', default: '0' },
    halves: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});

const trial = new Trial();
const first = Number(values.from);
for (const kind of ['决算', '预算'] as const)
  for (const province of provincesOf(kind).filter((p) => values.only === undefined || p === values.only))
    for (let i = first; i < first + Number(values.count); i++) {
      const seed = `${kind}${province}:${i}`;
      trial.run(seed, Number(values.slips), Number(values.halves), houseStyle(kind, province, seed));
    }
const sums = { owed: 0, told: 0, pinned: 0, here: 0 };
for (const count of trial.slips.values())
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += count[key];
console.log(`${trial.reports} reports, ${trial.alarmed.size} with a false alarm`, sums);
for (const [kind, count] of trial.halves) if (count.made > 0) console.log(kind, count);
for (const a of [...trial.alarms, ...trial.missed].slice(0, 40))
  console.log(a.seed, a.what, a.rule, a.message.slice(0, 300));
