/**
 * Formats random and damaged texts and counts those of which anything but white space changed, or which a second run
 * changes again: node scripts/run-ts.mjs scripts/format-measure.ts [number of texts] [seed]. docs/formatting.md keeps the
 * result.
 */
import fc from 'fast-check';
import { damagedReports, faultOf, randomTables } from '../test/support/formatting.ts';

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20_261_121);
const started = performance.now();
const faults: string[] = [];
let characters = 0;
for (const text of fc.sample(fc.oneof(randomTables, damagedReports), { numRuns: count, seed })) {
  characters += text.length;
  const fault = faultOf(text);
  if (fault === '') continue;
  faults.push(fault);
  if (faults.length <= 3) console.error(`${fault}:\n${JSON.stringify(text)}`);
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${count} texts, ${characters} characters, seed ${seed}: ${faults.length} with a fault, ${seconds} s`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
