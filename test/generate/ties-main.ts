/**
 * How many amounts of sentences are tied to the cell that they were taken from, and how many percentages are computed
 * again, against what the generator knows: `node scripts/run-ts.mjs test/generate/ties-main.ts --count 500 --seed 1,2 --write`.
 */
import { parseArgs } from 'node:util';
import { writeMeasured } from '../../scripts/measured.ts';
import { abs } from '../../server/src/base/amount.ts';
import type { Figure as Printed } from '../../server/src/model/types.ts';
import type { ProseFigure } from '../../server/src/prose/types.ts';
import { figuresOf } from '../../server/src/relations/types.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import type { Equation, Figure } from './figures.ts';
import { print } from './print.ts';
import { linesOf, make } from './report.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

interface Count {
  amounts: number;
  tied: number;
  /** Tied to a cell of another amount. */
  wrong: number;
  percents: number;
  computed: number;
}

const fresh = (): Count => ({ amounts: 0, tied: 0, wrong: 0, percents: 0, computed: 0 });

/** The amounts of sentences that one cell holds, as the generator made them. */
function amountsOf(equations: readonly Equation[]): Set<Figure> {
  const found = new Set<Figure>();
  for (const e of equations) {
    if (e.kind !== 'sum' || e.op !== '=' || e.left.length !== 1 || e.right.length !== 1) continue;
    const [[said] = []] = e.left;
    const [[cell] = []] = e.right;
    if (said?.kind === 'amount' && cell?.kind === 'cell' && said.value !== 0) found.add(said);
  }
  return found;
}

/** The percentages of which a sentence or a table gives both sides. */
const percentsOf = (equations: readonly Equation[]) =>
  new Set(equations.flatMap((e) => (e.kind === 'ratio' && e.rate.kind === 'percent' ? [e.rate] : [])));

const byDialect = new Map<string, Count>();
let reports = 0;
for (const seed of values.seed.split(',')) {
  for (let i = 0; i < Number(values.count); i++) {
    const made = make(`${seed}:${i}`);
    const { text, places } = print(linesOf(made));
    const { report, prose, graph } = analyse(text, {});
    const said = new Map<string, ProseFigure>();
    for (const f of prose.figures)
      said.set(`${report.lineOf(f.owner.block) + f.span.line}:${f.span.start}`, f);
    const checked = new Set<Printed>();
    for (const r of graph.relations)
      if (/^(exact|rounding|broken)$/.test(graph.outcomes.get(r)?.state ?? ''))
        for (const f of figuresOf(r)) checked.add(f);
    const count = byDialect.get(made.dialect) ?? fresh();
    byDialect.set(made.dialect, count);
    reports++;
    const at = (figure: Figure) => {
      const place = places.get(figure);
      return place && said.get(`${place.line}:${place.start}`);
    };
    for (const amount of amountsOf(made.equations)) {
      if (!places.has(amount)) continue;
      const own = at(amount);
      const cell = own?.binding.cell;
      count.amounts++;
      if (cell) count.tied++;
      else if (values.show) console.log(made.seed, amount.text, own?.binding.reason ?? 'unread');
      if (own && cell && abs(cell.value - own.value) > cell.half + own.half) count.wrong++;
    }
    for (const rate of percentsOf(made.equations)) {
      if (!places.has(rate)) continue;
      const own = at(rate);
      count.percents++;
      if (own && checked.has(own)) count.computed++;
      else if (values.show)
        console.log(made.seed, rate.text, '%', text.split('\n')[places.get(rate)?.line ?? 0]);
    }
  }
}

const percent = (part: number, whole: number) => (whole === 0 ? '–' : ((100 * part) / whole).toFixed(1));
const all = fresh();
const rows = [...byDialect].map(([dialect, c]) => {
  for (const key of Object.keys(all) as (keyof Count)[]) all[key] += c[key];
  return [dialect, c] as const;
});
const line = (name: string, c: Count) =>
  `| ${name} | ${c.amounts} | ${percent(c.tied, c.amounts)} | ${c.wrong} | ${c.percents} | ${percent(c.computed, c.percents)} |`;
const body = `${reports} 份（种子 ${values.seed}），按说法分。**认定**：数字与取它的单元格相连；**认错**：连到了别的数上；**复算**：百分比由报告里印出的数重新算过。

| 说法 | 金额 | 认定 % | 认错 | 百分比 | 复算 % |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.map(([name, c]) => line(name, c)).join('\n')}
${line('**合计**', all)}`;
console.log(body);
if (values.write)
  writeMeasured(
    {
      name: 'ties',
      title: '生成报告里正文数字的认定',
      by: 'node scripts/run-ts.mjs test/generate/ties-main.ts --count N --seed S --write',
      about: 'prose.md',
    },
    body,
  );
