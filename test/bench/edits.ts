/**
 * What edits cost the analysis itself, without protocol and processes:
 *     node scripts/run-ts.mjs test/bench/edits.ts [rows, or the name of a sample] [edits]
 * Prints the processor time of one edit until its findings are known, collection of garbage included.
 */
import { Session } from '../support/edits.ts';
import { generated, published } from './documents.ts';
import { type Edit, editsOf, KINDS, type Kind } from './places.ts';
import { statistics } from './report.ts';

const what = process.argv[2] ?? '1500';
const most = Number(process.argv[3] ?? 80);
const { name, texts } = /^\d+$/.test(what) ? generated(Number(what)) : published(what);
const text = texts.disclosure;

/** Processor milliseconds since a point in time. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const opened = process.cpuUsage();
const session = new Session(text);
void session.analysis().findings;
console.log(`${name}, ${text.length} characters: read in ${spent(opened).toFixed(0)} ms\n`);
console.log('| edit | p50 | p95 | mean |\n| --- | ---: | ---: | ---: |');
for (const [kind, pairs] of Object.entries(editsOf(text, 'disclosure'))) {
  const times: number[] = [];
  // The first ones are compiled meanwhile.
  for (let i = -20; i < most; i++) {
    const since = process.cpuUsage();
    session.apply((pairs[((i + 20) >> 1) % pairs.length] as Edit)[(i & 1) as 0 | 1]);
    const analysis = session.analysis();
    void analysis.findings;
    void analysis.coverage;
    if (i >= 0) times.push(spent(since));
  }
  const { p50, p95 } = statistics(times) ?? { p50: 0, p95: 0 };
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  console.log(`| ${KINDS[kind as Kind]} | ${p50.toFixed(2)} | ${p95.toFixed(2)} | ${mean.toFixed(2)} |`);
}
