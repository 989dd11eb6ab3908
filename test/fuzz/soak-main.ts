/**
 * `npm run soak -- --rounds 30 --steps 1000 --seed a`: the soak on all samples, with what the server holds after each
 * round; ends with 1 where something was not as it should be, or where the memory grew.
 */
import { grown, sampleReports, soak } from './soak.ts';

function option(name: string, usual: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return (at < 0 ? undefined : process.argv[at + 1]) ?? usual;
}

const MB = 1024 * 1024;
const started = Date.now();
let round = 0;
const { rounds, counts, faults } = await soak({
  seed: option('seed', 'soak'),
  rounds: Number(option('rounds', '30')),
  steps: Number(option('steps', '1000')),
  pull: option('pull', 'no') === 'yes',
  reports: sampleReports(),
  onRound: ({ heapUsed, external, rss }) =>
    console.log(
      `round ${++round}: heap ${(heapUsed / MB).toFixed(1)} MB, external ${(external / MB).toFixed(1)} MB, rss ${Math.round(rss / MB)} MB, ${Math.round((Date.now() - started) / 1000)} s`,
    ),
});
console.log(
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(', '),
);
const more = grown(rounds);
if (more !== undefined) faults.push(more);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
