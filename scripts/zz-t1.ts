import { readFileSync } from 'node:fs';
import { parse } from '../server/src/syntax/tree.ts';
import { buildReport } from '../server/src/model/report.ts';
import { builtInReference } from '../server/src/reference/index.ts';
const text = readFileSync(process.argv[2]!, 'utf8');
const tree = parse(text);
const back = tree.blocks.flatMap(b=>b.block.lines).map(l=>l.text+l.eol).join('');
console.log('lossless', back===text);
const report = buildReport(tree, builtInReference());
console.log(JSON.stringify(report.front, (k,v)=>k==='entries'?undefined:v));
for (const t of report.tables) {
  const m=t.table;
  console.log(`== L${t.line+1} ${m.title} [${m.number}] form=${m.form?.id} (${m.formReason.by}) unit=${m.unit} empty=${m.empty} notes=${m.notes.length} f=${m.notes.flatMap(n=>n.formulas).length} dialect=${m.dialect}`);
  for (const p of m.panels) console.log('  panel', p.form?.id, p.catalogue, p.columns.map(c=>`${c.path.join('/')}:${c.role}${c.form?'='+c.form.id:''}${c.number?'#'+c.number:''}`).join(' | '));
  for (const i of m.issues) console.log('  ISSUE', JSON.stringify(i));
  if (process.argv[3]) for (const r of m.rows) console.log('   ', r.line, r.role, r.code ?? '', r.name, r.form?.id ?? '', r.groups.join(','), r.classCode??'', r.partOf?'part of '+r.partOf.name:'', [...r.cells.values()].map(f=>f.raw).join(' '));
  if (m.grid) console.log('  grid', [...m.grid].map(([k,v])=>k+':'+[...v].map(([a,b])=>a+'='+b.raw).join(',')).join(' ; '));
}
console.log('glossary', report.glossary.map(g=>g.term+'@'+g.line).join(', '));
console.log('waivers', JSON.stringify(report.waivers));
console.log('formulas', JSON.stringify(report.formulas.map(f=>f.text)));
