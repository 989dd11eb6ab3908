/**
 * What edits cost the analysis itself, without protocol and processes:
 *     node scripts/run-ts.mjs test/bench/edits.ts [rows] [edits]
 * Prints the processor time of one edit until its findings are known, collection of garbage included.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from '../../server/src/base/range.ts';
import { Session } from '../support/edits.ts';
import { generateReport } from './generate.ts';
import { placesOf } from './places.ts';

const rows = Number(process.argv[2] ?? 1500);
const edits = Number(process.argv[3] ?? 200);
const text = generateReport(rows).disclosure;
const places = placesOf(text);
/** The line behind the amount in the middle row. */
const next: Position = { line: places.amount.line + 1, character: 0 };
const whole = TextDocument.create('', '', 0, text);
const sentenceAt = text.indexOf('万元，', text.indexOf('决算情况说明'));
const sentence = whole.positionAt(sentenceAt);
const blankAt = text.indexOf('|  |', text.split('\n', next.line).join('\n').length) + 2;
const blank = whole.positionAt(blankAt);

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

/** Where a piece of text ends that starts at a position. */
function textEnd({ line, character }: Position, piece: string): Position {
  return piece === '\n' ? { line: line + 1, character: 0 } : { line, character: character + piece.length };
}

/** An edit and what takes it back, in turn. */
function measure(name: string, start: Position, old: string, now: string, most: number): void {
  const times: number[] = [];
  for (let i = 0; i < most; i++) {
    const [from, to] = i % 2 === 0 ? [old, now] : [now, old];
    const since = process.cpuUsage();
    const end = textEnd(start, from);
    session.apply({ range: { start, end }, text: to });
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
measure('a digit of an amount in a table', places.amount, other, digit, edits);
measure('a character in a sentence', sentence, '', '约', few);
measure('an amount in an empty cell', blank, '', '0.12', few);
measure('a line at the start of the file', { line: 0, character: 0 }, '', '\n', few);
measure('a line between the rows of a table', next, '', '\n', few);
