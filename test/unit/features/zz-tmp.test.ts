import { test } from 'vitest';
import { readFileSync } from 'node:fs';
import { open } from '/work/main/server/src/service.ts';
import { sentencesFor, sentenceActions, writeSentence } from '/work/main/server/src/features/sentences.ts';
import { edited } from '../../support/fixture.ts';
test('x', () => {
  for (const F of ['聊城2022决算','武汉东西湖2022决算','晋城2022决算']) {
  const text = readFileSync(`samples/${F}.disclosure`, 'utf8');
  const a = open(text);
  const key = (x: any) => `${x.rule}|${x.severity}|${x.message}`;
  const before = new Set(a.findings.map(key));
  const out: string[] = ['##### '+F];
  for (const t of a.reference.sentences) out.push(`${t.id}: ${writeSentence(a,t)?.slice(0,300)}`);
  for (const s of a.report.allSections) {
    const p = { line: s.line, character: 0 };
    for (const act of sentenceActions(a, {start:p,end:p})) {
      const t2 = edited(text, act.edits);
      const b = open(t2);
      const nf = b.findings.filter(f => !before.has(key(f)));
      const first = act.edits[0]!.range.start.line; const n = act.edits[0]!.newText.split('\n').length;
      const figs = b.prose.figures.filter(f => { const l = b.report.lineOf(f.owner.block)+f.span.line; return l>=first && l<first+n; });
      const un = figs.filter(f => f.kind==='money' && !f.binding.cell);
      const unr = figs.filter(f => f.kind==='percent' && !(b.graph.byFigure.get(f)??[]).some(r=>r.shape==='ratio' && b.graph.outcomes.get(r)!.state==='exact'));
      out.push(`${s.text} → ${act.title}: ${figs.length} figures, unbound ${un.map(f=>f.raw+':'+f.binding.reason+':'+f.binding.indicator)} rates ${unr.map(f=>f.raw)}` + nf.map(f=>`\n      !! ${f.severity} ${f.rule} ${f.range.start.line+1}(${first+1}) ${f.message}`).join(''));
    }
  }
  console.log(out.join('\n'));
  }
});
