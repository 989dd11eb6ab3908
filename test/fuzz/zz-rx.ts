import { patternsIn, pumpsOf } from '../support/patterns.ts';
const N = 10_000;
let n = 0;
const bad = new Map<string, string>();
const cpu = () => process.cpuUsage().user / 1000;
for (const p of patternsIn('server/src', 'client/src')) {
  for (const pump of pumpsOf(p)) for (const [pre, end] of [['', '\u0001'], ['', ''], ['|', '\u0001\n']] as const) {
    n++;
    const text = pre + pump.repeat(Math.ceil(N / pump.length)) + end;
    const r = new RegExp(p.source, p.flags);
    const t = cpu();
    if (p.flags.includes('g')) [...text.matchAll(r)]; else r.exec(text);
    const took = cpu() - t;
    if (took > 30) { console.log(Math.round(took), p.place, p.source.slice(0,90), JSON.stringify(pump), JSON.stringify([pre,end])); if (took > Number((bad.get(p.place) ?? '0').split(' ')[0])) bad.set(p.place, `${Math.round(took)} ${p.place} ${p.source} ${p.flags} pump=${JSON.stringify(pump)} ${JSON.stringify([pre, end])}`); break; }
  }
}
console.log(n); console.log([...bad.values()].join('\n'));
