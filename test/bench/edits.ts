import { Session } from '../support/edits.ts';
import { generateReport } from './generate.ts';
import { placesOf } from './places.ts';

const rows = Number(process.argv[2] ?? 1500);
const keys = Number(process.argv[3] ?? 200);
const text = generateReport(rows).disclosure;
const places = placesOf(text);
const lines = text.split('\n');
let offset = 0;
for (let i = 0; i < places.amount.line; i++) offset += lines[i]!.length + 1;
offset += places.amount.character;
console.log(rows, 'chars', text.length, lines[places.amount.line], places.amount, places.digits);
const t0 = performance.now();
const s = new Session(text);
let a = s.analysis();
a.findings;
a.coverage;
console.log(
  'open',
  (performance.now() - t0).toFixed(1),
  'relations',
  a.graph.relations.length,
  'sections',
  a.prose.sections.length,
);
const run = (name: string, change: (i: number) => { start: number; end: number; text: string }, n = keys) => {
  if (process.env.ONLY && process.env.ONLY !== name) return;
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const t = process.cpuUsage();
    s.change(change(i));
    a = s.analysis();
    a.findings;
    a.coverage;
    const c = process.cpuUsage(t);
    times.push((c.user + c.system) / 1000);
  }
  const first = times[0]!;
  times.sort((x, y) => x - y);
  console.log(
    name,
    'first',
    first.toFixed(2),
    'p50',
    times[n >> 1]!.toFixed(3),
    'p95',
    times[Math.floor(n * 0.95)]!.toFixed(3),
    'findings',
    a.findings.length,
  );
};
run('digit', (i) => ({ start: offset, end: offset + 1, text: places.digits[i % 2]! }));
const p = text.indexOf('万元，', text.indexOf('三、支出决算情况说明'));
run(
  'prose',
  (i) => (i % 2 ? { start: p, end: p + 1, text: '' } : { start: p, end: p, text: '约' }),
  Math.min(keys, 20),
);
const at = text.indexOf('\n', offset) + 1;
run(
  'line',
  (i) => (i % 2 ? { start: at, end: at + 1, text: '' } : { start: at, end: at, text: '\n' }),
  Math.min(keys, 20),
);
run(
  'top line',
  (i) => (i % 2 ? { start: 0, end: 1, text: '' } : { start: 0, end: 0, text: '\n' }),
  Math.min(keys, 20),
);
const blank = text.indexOf('|  |', offset - 20000 > 0 ? offset - 20000 : 0) + 2;
run(
  'blank cell',
  (i) => (i % 2 ? { start: blank, end: blank + 4, text: '' } : { start: blank, end: blank, text: '0.12' }),
  Math.min(keys, 20),
);
console.log(
  'rss',
  (process.memoryUsage().rss / 1e6).toFixed(0),
  'heap',
  (process.memoryUsage().heapUsed / 1e6).toFixed(0),
);
