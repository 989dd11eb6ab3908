/**
 * Formats random and damaged texts and counts those of which anything but white space changed, or which a second run
 * changes again: node scripts/run-ts.mjs scripts/format-measure.ts [number of texts] [seed]
 * [--write]; `--write` keeps the result (docs/measured/formatting.md).
 */
import fc from 'fast-check';
import { damagedReports, faultOf, randomTables } from '../test/support/formatting.ts';
import { writeMeasured } from './measured.ts';

const [size, drawn] = process.argv.slice(2).filter((arg) => arg !== '--write');
const count = Number(size ?? 10_000);
const seed = Number(drawn ?? 20_261_121);
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
if (process.argv.includes('--write'))
  writeMeasured(
    {
      name: 'formatting',
      title: '排版一万篇',
      by: 'node scripts/run-ts.mjs scripts/format-measure.ts 10000 --write',
      about: 'editor.md',
    },
    `${new Date().toISOString().slice(0, 10)}：${count} 篇，${characters} 字，种子 ${seed}，${faults.length} 篇有问题，${seconds} 秒。`,
  );
process.exitCode = faults.length > 0 ? 1 : 0;
