import { readFileSync } from 'node:fs';
import { analyse } from '../server/src/rules/analysis.ts';
const text = readFileSync(process.argv[2]!, 'utf8');
const t0=performance.now();
const a = analyse(text);
const f = a.findings;
const t1=performance.now();
for (const x of f) if (!process.argv[3] || x.rule.match(process.argv[3])) {
  console.log(`${x.range.start.line+1}:${x.range.start.character+1} ${x.severity} ${x.rule} ${x.message} [${x.printed??''} -> ${x.expected??''}] related=${x.related.length} fixes=${x.fixes.map(f=>f.title+(f.preferred?'*':'')).slice(0,3).join(' / ')}`);
}
const c=a.coverage; console.log(c.passed,c.rounding,c.broken,c.notApplicable,c.notChecked.length, (t1-t0).toFixed(1)+'ms'); 
if (process.argv[4]) for (const n of c.notChecked) console.log('  NC', (n.range?.start.line??-1)+1, n.check, '—', n.reason);
