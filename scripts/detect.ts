/**
 * The detection benchmark: slips the hand makes, put into every amount of the main tables of the samples, and what is
 * found of them. Prints Markdown; `--write` keeps it (docs/measured/detection.md). `--sample NAME` limits it to one sample,
 * `--every N` to every N-th amount, `--from M` beginning at the M-th, `--kind 漏填` to one kind of slip. `--misses` lists
 * on standard error what was not found first at its figure, or not mended with one key.
 *
 * node scripts/run-ts.mjs scripts/detect.ts [--write] [--sample 聊城] [--every 5]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../server/src/analysis/analysis.ts';
import type { Finding } from '../server/src/analysis/types.ts';
import { formatScaled, parseNumber, pow10, SCALE } from '../server/src/base/amount.ts';
import type { CellFigure } from '../server/src/model/types.ts';
import { solvable } from '../server/src/relations/blame.ts';
import { cellLike } from '../server/src/relations/inside.ts';
import { figuresOf } from '../server/src/relations/types.ts';
import { analyse } from '../server/src/rules/analyse.ts';
import { writeMeasured } from './measured.ts';

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const only = option('--sample');
const every = Number(option('--every') ?? '1');
const from = Number(option('--from') ?? '0');
const kinds = option('--kind');

/** The kinds of slip: what would be printed in the place of a figure, or undefined where the slip changes nothing. */
const KINDS: Readonly<Record<string, (figure: CellFigure) => string | undefined>> = {
  '加 1.00': (f) => plus(f, 1n),
  '减 1.00': (f) => plus(f, -1n),
  两位颠倒: swapped,
  错一位小数点: (f) =>
    formatScaled(f.value * 10n, { decimals: f.printed?.decimals ?? 2, grouped: false }, f.unit),
  抄成邻格: neighbour,
  正负号: (f) => (f.raw.startsWith('-') ? f.raw.slice(1) : `-${f.raw}`),
  漏填: () => '',
};

function plus(figure: CellFigure, units: bigint): string {
  const one = units * pow10(SCALE + figure.unit);
  return formatScaled(
    figure.value + one,
    { decimals: figure.printed?.decimals ?? 2, grouped: false },
    figure.unit,
  );
}

/** Two neighbouring digits that differ, swapped: a pair that follows from the figure's place, the same in every run. */
function swapped(figure: CellFigure): string | undefined {
  const digits = [...figure.raw];
  const pairs: number[] = [];
  for (let i = 1; i < digits.length; i++) {
    const [a, b] = [digits[i - 1] as string, digits[i] as string];
    if (/\d/.test(a) && /\d/.test(b) && a !== b) pairs.push(i);
  }
  const at = pairs[(figure.span.line * 7 + figure.span.start) % Math.max(1, pairs.length)];
  if (at === undefined) return undefined;
  [digits[at - 1], digits[at]] = [digits[at] as string, digits[at - 1] as string];
  return digits.join('');
}

/** The value of the row below, or above, in the same column. */
function neighbour(figure: CellFigure): string | undefined {
  const rows = figure.owner.rows.filter((r) => r.panel === figure.row.panel);
  const at = rows.indexOf(figure.row);
  for (const near of [rows[at + 1], rows[at - 1]]) {
    const cell = near ? cellLike(near, figure.column) : undefined;
    if (cell && cell.state === 'amount' && cell.value !== figure.value) return cell.raw;
  }
  return undefined;
}

interface Count {
  slips: number;
  byRounding: number;
  several: number;
  severalFirst: number;
  severalMended: number;
  single: number;
  singleFound: number;
  singleFirst: number;
  missed: number;
  errors: number[];
}

const fresh = (): Count => ({
  slips: 0,
  byRounding: 0,
  several: 0,
  severalFirst: 0,
  severalMended: 0,
  single: 0,
  singleFound: 0,
  singleFirst: 0,
  missed: 0,
  errors: [],
});

const key = (f: Finding) => `${f.rule}|${f.range.start.line}|${f.range.start.character}|${f.printed ?? ''}`;

/** Relations that could tell a slip of the figure: sums that must be equal and were evaluated. */
function independent(analysis: Analysis, figure: CellFigure): number {
  return (analysis.graph.byFigure.get(figure) ?? []).filter((r) => {
    const state = analysis.graph.outcomes.get(r)?.state;
    return solvable(r) && !r.explanation && state !== 'notChecked' && state !== 'notApplicable';
  }).length;
}

/** Whether the slip stays within what all relations of the figure explain by rounding. */
function roundedAway(analysis: Analysis, figure: CellFigure, text: string): boolean {
  const printed = parseNumber(text);
  const value = printed ? printed.digits * pow10(SCALE - printed.decimals + figure.unit) : 0n;
  const change = value - figure.value;
  return (analysis.graph.byFigure.get(figure) ?? []).every((r) => {
    const outcome = analysis.graph.outcomes.get(r);
    if (!outcome || !solvable(r)) return true;
    const moved = outcome.difference + change;
    const other = outcome.difference - change;
    const size = (v: bigint) => (v < 0n ? -v : v);
    return size(moved) <= outcome.slack && size(other) <= outcome.slack;
  });
}

const samples = readdirSync('samples').filter(
  (f) => f.endsWith('.disclosure') && (!only || f.includes(only)),
);
const table = new Map<string, Map<string, Count>>();
for (const name of samples) {
  const text = readFileSync(join('samples', name), 'utf8');
  const lines = text.split('\n');
  const base = analyse(text);
  const known = new Set(base.findings.map(key));
  // Changed texts follow one another: the analysis that is asked what it knew of a figure keeps its own stages.
  let last = analyse(text);
  const counts = new Map<string, Count>();
  table.set(name.replace('.disclosure', ''), counts);
  let n = 0;
  for (const { table: model, line } of base.report.tables) {
    if (!model.form?.required) continue;
    for (const row of model.rows) {
      for (const [column, figure] of row.cells) {
        if (figure.state !== 'amount' || column.role !== 'value' || column.count) continue;
        if (n++ % every !== from) continue;
        for (const [kind, slip] of Object.entries(KINDS)) {
          if (kinds && kind !== kinds) continue;
          const count = counts.get(kind) ?? fresh();
          counts.set(kind, count);
          const printed = slip(figure);
          if (printed === undefined || printed === figure.raw || same(printed, figure)) continue;
          count.slips++;
          if (roundedAway(base, figure, printed)) {
            count.byRounding++;
            continue;
          }
          const at = line + figure.span.line;
          const source = lines[at] as string;
          const mutated = [...lines];
          mutated[at] = source.slice(0, figure.span.start) + printed + source.slice(figure.span.end);
          last = analyse(mutated.join('\n'), {}, last);
          const found = last.findings.filter((f) => f.severity === 'error' && !known.has(key(f)));
          count.errors.push(found.length);
          judge(kind, count, found, at, figure, independent(base, figure));
        }
      }
    }
  }
  console.error(`${name}: ${[...counts.values()].reduce((sum, c) => sum + c.slips, 0)} slips`);
}

function same(text: string, figure: CellFigure): boolean {
  const printed = parseNumber(text);
  return (
    printed !== undefined && printed.digits * pow10(SCALE - printed.decimals + figure.unit) === figure.value
  );
}

function judge(
  kind: string,
  count: Count,
  found: readonly Finding[],
  line: number,
  figure: CellFigure,
  relations: number,
): void {
  const here = (range: Finding['range']) =>
    range.start.line === line && Math.abs(range.start.character - figure.span.start) <= 2;
  const among = found.some((f) => here(f.range) || f.related.some((r) => here(r.range)));
  const first = found[0];
  if (!among) count.missed++;
  if (relations >= 2) {
    count.several++;
    if (first && here(first.range)) {
      count.severalFirst++;
      const fix = first.fixes.find((f) => f.preferred)?.edits[0];
      if (fix && same(fix.newText, figure)) count.severalMended++;
      else miss('not mended', kind, figure, line, first);
    } else miss(among ? 'not first' : 'not found', kind, figure, line, first);
  } else {
    count.single++;
    if (among) count.singleFound++;
    const candidate = first?.fixes[0]?.edits[0]?.range;
    if (first && (here(first.range) || (candidate && here(candidate)))) count.singleFirst++;
    else miss('one of several', kind, figure, line, first);
  }
}

function miss(
  what: string,
  kind: string,
  figure: CellFigure,
  line: number,
  first: Finding | undefined,
): void {
  if (!args.includes('--misses')) return;
  const fixes = first?.fixes.slice(0, 4).map((f) => f.title + (f.preferred ? '*' : ''));
  const place = first && `${first.range.start.line + 1}:${first.range.start.character}`;
  console.error(
    what,
    kind,
    figure.raw,
    `${line + 1}:${figure.span.start}`,
    '→',
    place,
    first?.rule,
    first?.message,
  );
  if (fixes?.length) console.error('   ', fixes.join(' / '));
}

/** Two slips at once, far apart: how often each is found at its own figure. */
function pairs(): string {
  let tried = 0;
  let both = 0;
  for (const name of samples) {
    const text = readFileSync(join('samples', name), 'utf8');
    const base = analyse(text);
    const known = new Set(base.findings.map(key));
    let last = analyse(text);
    const figures = base.report.tables.flatMap(({ table: model, line }) =>
      model.form?.required
        ? model.rows.flatMap((r) =>
            [...r.cells.values()].flatMap((f) =>
              f.state === 'amount' && f.column.role === 'value' && independent(base, f) >= 2
                ? [{ f, line: line + f.span.line }]
                : [],
            ),
          )
        : [],
    );
    for (let i = 0; i < figures.length; i += 7 * every) {
      const a = figures[i];
      const b = figures[(i + Math.floor(figures.length / 2)) % figures.length];
      if (!a || !b || connected(base, a.f, b.f)) continue;
      const lines = text.split('\n');
      for (const { f, line } of [a, b]) {
        const source = lines[line] as string;
        lines[line] = source.slice(0, f.span.start) + plus(f, 1n) + source.slice(f.span.end);
      }
      last = analyse(lines.join('\n'), {}, last);
      const found = last.findings.filter((f) => f.severity === 'error' && !known.has(key(f)));
      const told = ({ f, line }: typeof a) =>
        found.some(
          (x) => x.range.start.line === line && Math.abs(x.range.start.character - f.span.start) <= 2,
        );
      tried++;
      if (told(a) && told(b) && found.length === 2) both++;
    }
  }
  return `两处互不相干的笔误（各加 1.00）：${tried} 对，恰好得到两条、各在其数的 ${percent(both, tried)}。`;
}

/** Whether two figures stand in one relation, or in two that share a figure: then they are one component. */
function connected(analysis: Analysis, a: CellFigure, b: CellFigure): boolean {
  const reach = (f: CellFigure) =>
    new Set((analysis.graph.byFigure.get(f) ?? []).filter(solvable).flatMap(figuresOf));
  const other = reach(b);
  for (const f of reach(a)) if (other.has(f)) return true;
  return a.span.line === b.span.line && a.owner === b.owner;
}

const percent = (a: number, b: number) => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)}%`);
const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

function row(name: string, kind: string, c: Count): string {
  return `| ${[
    name,
    kind,
    c.slips,
    c.byRounding,
    c.missed,
    c.several,
    percent(c.severalFirst, c.several),
    percent(c.severalMended, c.several),
    c.single,
    percent(c.singleFound, c.single),
    percent(c.singleFirst, c.single),
    quantile(c.errors, 0.5),
    quantile(c.errors, 0.95),
  ].join(' | ')} |`;
}

function add(into: Count, c: Count): Count {
  for (const k of Object.keys(into) as (keyof Count)[]) {
    if (k === 'errors') for (const e of c.errors) into.errors.push(e);
    else into[k] += c[k];
  }
  return into;
}

const out: string[] = [
  '| 样本 | 笔误 | 次数 | 尾数可解释 | 未发现 | 两处以上勾稽 | 首条即该数 | 一键改对 | 仅一处勾稽 | 在候选中 | 排第一 | 错误数中位 | 95% |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];
const all = new Map<string, Count>();
for (const [name, counts] of table) {
  for (const [kind, c] of counts) {
    out.push(row(name, kind, c));
    all.set(kind, add(all.get(kind) ?? fresh(), c));
  }
}
for (const [kind, c] of all) out.push(row('**合计**', kind, c));
out.push(
  row(
    '**合计**',
    '**全部**',
    [...all.values()].reduce((sum, c) => add(sum, c), fresh()),
  ),
);
out.push('', pairs());
if (every > 1) out.push('', `本表每 ${every} 个数取一个：\`npm run detect -- --every ${every} --write\`。`);
console.log(out.join('\n'));
if (args.includes('--write'))
  writeMeasured(
    {
      name: 'detection',
      title: '金额里的笔误，查得出多少',
      by: 'npm run detect -- --write',
      about: 'detection.md',
    },
    out.join('\n'),
  );
