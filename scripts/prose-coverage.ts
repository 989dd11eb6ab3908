// How much of each sample's prose is read: node scripts/run-ts.mjs scripts/prose-coverage.ts [--list] [files…]
// --list also prints what is not bound, not recomputed, and every finding.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { foldName } from '../server/src/base/fold.ts';
import { buildReport } from '../server/src/model/report.ts';
import { type ProseFigure, readProse } from '../server/src/prose/index.ts';
import { isMeasured } from '../server/src/prose/statement.ts';
import { builtInReference } from '../server/src/reference/index.ts';
import { evaluate } from '../server/src/relations/evaluate.ts';
import { proseRelations, together } from '../server/src/relations/prose.ts';
import { parse } from '../server/src/syntax/tree.ts';

const args = process.argv.slice(2);
const list = args.includes('--list');
const named = args.filter((a) => !a.startsWith('--'));
const folder = 'samples';
const files =
  named.length > 0
    ? named
    : readdirSync(folder)
        .filter((f) => f.endsWith('.disclosure'))
        .sort()
        .map((f) => join(folder, f));
const reference = builtInReference();
console.log(
  '| 报告 | 正文金额 | 表中有 | 已认定 | % | 百分比 | 输入齐全 | 已复算 | % | 关系 | 不符 | 提示 |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const file of files) {
  const report = buildReport(parse(readFileSync(file, 'utf8')), reference);
  const prose = readProse(report, reference);
  const { relations, unchecked, issues } = together(proseRelations(prose, report, reference));
  const outcomes = relations.map((r) => evaluate(r));
  // An amount stands in a table where a cell holds it whose row or column shares a word with the subject; a budget
  // that no column holds does not, whatever cell happens to be equal.
  const cells = new Map<bigint, string>();
  for (const { table } of report.tables)
    for (const row of table.rows)
      for (const cell of row.cells.values())
        if (cell.state === 'amount' && cell.kind === 'money')
          cells.set(
            cell.value,
            `${cells.get(cell.value) ?? ''}|${foldName(row.label + cell.column.path.join())}`,
          );
  const values = prose.statements.filter(
    (s) =>
      s.kind === 'value' && !s.past && !s.inReason && s.figure?.kind === 'money' && s.figure.value !== 0n,
  );
  const shares = (a: string, b: string) =>
    Array.from({ length: Math.max(a.length - 2, 0) }, (_, i) => a.slice(i, i + 3)).some((w) => b.includes(w));
  const inTable = values.filter((s) => {
    const { figure } = s;
    if (!figure || figure.binding.cell) return figure !== undefined;
    return (
      figure.binding.reason !== 'prose.no-budget-column' &&
      shares(foldName(s.subjectText), cells.get(figure.value) ?? '')
    );
  });
  const bound = inTable.filter((s) => s.figure?.binding.cell);
  const percents = prose.statements.filter((s) => s.figure?.kind === 'percent' && !s.inReason);
  const done = new Set<ProseFigure>();
  for (const r of relations) if (r.shape === 'ratio') done.add(r.rate as ProseFigure);
  const isNothing = (s: (typeof percents)[number]) =>
    unchecked.some(
      (u) =>
        u.state === 'notApplicable' &&
        u.place?.block === s.figure?.owner.block &&
        u.place?.span === s.figure?.span,
    );
  const known = percents.filter(
    (s) =>
      done.has(s.figure as ProseFigure) ||
      (isMeasured(s) && s.current && s.base && !(s.kind === 'share' && s.guessed)) ||
      issues.some((i) => i.block === s.block && i.rule === 'change-direction'),
  );
  const broken = outcomes.filter((o) => o.state === 'broken');
  const rate = (a: number, b: number) => (b === 0 ? '—' : ((100 * a) / b).toFixed(1));
  console.log(
    `| ${basename(file, '.disclosure')} | ${values.length} | ${inTable.length} | ${bound.length} | ${rate(bound.length, inTable.length)} | ${percents.length} | ${known.length} | ${percents.filter((s) => done.has(s.figure as ProseFigure)).length} | ${rate(done.size, known.length)} | ${relations.length} | ${broken.length} | ${issues.length} |`,
  );
  if (!list) continue;
  const line = (f: { owner: { block: unknown }; span: { line: number } }) =>
    report.lineOf(f.owner.block as never) + f.span.line + 1;
  for (const s of inTable)
    if (!s.figure?.binding.cell && s.figure)
      console.log(
        `  未认定 ${line(s.figure)}: ${s.subjectText} ${s.figure.raw}${s.figure.unitText} (${s.figure.binding.reason} ${s.figure.binding.indicator ?? ''})`,
      );
  for (const s of percents)
    if (!done.has(s.figure as ProseFigure) && s.figure && !isNothing(s))
      console.log(
        `  未复算 ${line(s.figure)}: ${s.kind} ${s.subjectText} ${s.figure.raw} (${(isMeasured(s) && s.reason) || ''})`,
      );
  for (const o of outcomes)
    if (o.state === 'broken')
      console.log(
        `  不符 ${line({ owner: { block: (o.relation.source as { block: unknown }).block }, span: (o.relation.source as { span: { line: number } }).span })}: ${o.relation.rule}/${o.relation.id} ${o.relation.text}`,
      );
  for (const i of issues)
    console.log(
      `  提示 ${report.lineOf(i.block) + i.span.line + 1}: ${i.rule} ${i.what} ${JSON.stringify(i.data)} ${i.mends ? `→ ${i.mends.map((e) => e.newText).join(' ')}` : ''}`,
    );
}
