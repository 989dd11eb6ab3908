/**
 * What edits cost the analysis itself, without protocol and processes:
 *     node scripts/run-ts.mjs test/bench/edits.ts [rows] [edits]
 * Prints the processor time of one edit until its findings are known, collection of garbage included.
 */
import { Session } from '../support/edits.ts';
import { generateReport } from './generate.ts';
import { placesOf } from './places.ts';

const rows = Number(process.argv[2] ?? 1500);
const edits = Number(process.argv[3] ?? 200);
const text = generateReport(rows).disclosure;
const places = placesOf(text);
/** The amount in the middle row, and the line behind it. */
const amount =
  text
    .split('\n')
    .slice(0, places.amount.line)
    .reduce((sum, l) => sum + l.length + 1, 0) + places.amount.character;
const nextLine = text.indexOf('\n', amount) + 1;
const sentence = text.indexOf('万元，', text.indexOf('决算情况说明'));
const blank = text.indexOf('|  |', amount) + 2;

/** Processor milliseconds since a point in time. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const opened = process.cpuUsage();
const session = new Session(text);
void session.analysis().findings;
console.log(`${rows} rows, ${text.length} characters: read in ${spent(opened).toFixed(0)} ms\n`);
console.log('| edit | p50 | p95 | of edits |\n| --- | ---: | ---: | ---: |');

/** An edit and what takes it back, in turn. */
function measure(name: string, at: number, old: string, now: string, most: number): void {
  const times: number[] = [];
  for (let i = 0; i < most; i++) {
    const [from, to] = i % 2 === 0 ? [old, now] : [now, old];
    const since = process.cpuUsage();
    session.change({ start: at, end: at + from.length, text: to });
    const analysis = session.analysis();
    void analysis.findings;
    void analysis.coverage;
    times.push(spent(since));
  }
  times.sort((a, b) => a - b);
  const at50 = (times[times.length >> 1] as number).toFixed(2);
  const at95 = (times[Math.floor(times.length * 0.95)] as number).toFixed(2);
  console.log(`| ${name} | ${at50} | ${at95} | ${most} |`);
}

const few = Math.max(20, Math.round(edits / 5));
const [digit = '1', other = '2'] = places.digits;
measure('a digit of an amount in a table', amount, other, digit, edits);
measure('a character in a sentence', sentence, '', '约', few);
measure('an amount in an empty cell', blank, '', '0.12', few);
measure('a line at the start of the file', 0, '', '\n', few);
measure('a line between the rows of a table', nextLine, '', '\n', few);
