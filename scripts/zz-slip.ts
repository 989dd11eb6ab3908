import { readFileSync } from 'node:fs';
import { analyse } from '../server/src/rules/analysis.ts';
const text = readFileSync(process.argv[2]!, 'utf8');
const kinds = (process.argv[3] ?? 'plus').split(',');
const base = analyse(text);
const baseKeys = new Set(base.findings.map(f => f.rule + f.range.start.line + ':' + f.range.start.character));
const lines = text.split('\n');
let n=0, hit=0, first=0, mended=0; const counts:number[]=[]; const misses: string[]=[];
const t0=performance.now();
for (const {table,line} of base.report.tables) {
  if (!table.form?.id.startsWith('决算0') && !table.form?.id.startsWith('预算0')) continue;
  for (const row of table.rows) for (const [col,f] of row.cells) {
    if (f.state!=='amount' || col.role!=='value') continue;
    for (const kind of kinds) {
    const l = line + f.span.line; const src = lines[l]!;
    let neu: string|undefined;
    const num = f.raw.replace(/,/g,'');
    const v = Number(num);
    if (kind==='plus') neu=(v+1).toFixed(f.printed!.decimals);
    if (kind==='minus') neu=(v-1).toFixed(f.printed!.decimals);
    if (kind==='swap') { const d=num.split(''); for (let i=d.length-1;i>0;i--) if (/\d/.test(d[i]!)&&/\d/.test(d[i-1]!)&&d[i]!==d[i-1]) { [d[i],d[i-1]]=[d[i-1]!,d[i]!]; neu=d.join(''); break; } }
    if (kind==='x10') neu=(v*10).toFixed(f.printed!.decimals);
    if (kind==='sign') neu='-'+num;
    if (kind==='blank') neu='';
    if (neu===undefined || Number(neu)===v) continue;
    const mut = lines.slice(); mut[l] = src.slice(0,f.span.start)+neu+src.slice(f.span.end);
    const a = analyse(mut.join('\n'), {}, base);
    n++;
    const errs = a.findings.filter(x => x.severity==='error' && !baseKeys.has(x.rule+x.range.start.line+':'+x.range.start.character));
    counts.push(errs.length);
    const at = (r:any)=> r.start.line===l && Math.abs(r.start.character-f.span.start)<=1;
    const ok = errs.some(e => at(e.range) || e.related.some(r=>at(r.range)));
    if (ok) hit++; 
    const isFirst = errs[0] && at(errs[0].range);
    if (isFirst) first++;
    const fix = errs.flatMap(e=>e.fixes).find(x=>x.preferred && at(x.edits[0]!.range)); if (fix && fix.edits[0]!.newText.replace(/,/g,'')===num) mended++;
    if (!ok || (!isFirst && process.argv[4])) misses.push(`${kind} L${l+1} ${f.raw}->${neu} ${table.form?.id} ${row.label}·${col.path.join('/')} errs=${errs.length} ${errs.slice(0,2).map(e=>e.rule+'@'+(e.range.start.line+1)+':'+e.range.start.character+' '+e.message.slice(0,160)).join(' | ')} rels=${base.graph.byFigure.get(f)?.length}`);
    }
  }
}
counts.sort((a,b)=>a-b);
console.log({n,hit,first,mended,median:counts[n>>1],p95:counts[Math.floor(n*0.95)], ms:(performance.now()-t0)/n});
console.log(misses.slice(0,40).join('\n'));
