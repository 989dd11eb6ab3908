/**
 * The detection benchmark of percentages: slips put into every 占比, 完成率 and 增减率 of the samples, one at a time,
 * and what is found of them: at any level, as an error or warning, at the figure itself, and mended to what the printed
 * amounts give. What only rounding may explain is a hint. Prints Markdown; `--write` keeps it (docs/measured/detection-rates.md).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../server/src/analysis/types.ts';
import { abs, halfDigit, parseNumber, pow10, SCALE, scaledOf } from '../server/src/base/amount.ts';
import { type ProseFigure, writeFigure } from '../server/src/prose/index.ts';
import { rateHalf, ratioInterval } from '../server/src/relations/evaluate.ts';
import { analyse } from '../server/src/rules/analyse.ts';
import { writeMeasured } from './measured.ts';

/** What would be printed in the place of a percentage, or undefined where the slip changes nothing. */
const KINDS: Readonly<Record<string, (f: ProseFigure) => string | undefined>> = {
  末位加二: (f) => writeFigure(f, f.value + 2n * pow10(SCALE - (f.printed?.decimals ?? 2))),
  末位减二: (f) => writeFigure(f, f.value - 2n * pow10(SCALE - (f.printed?.decimals ?? 2))),
  两位颠倒: (f) => f.raw.replace(/(\d)(?!\1)(\d)/, '$2$1'),
  错一位小数点: (f) => writeFigure(f, f.value * 10n),
  加十个百分点: (f) => writeFigure(f, f.value + 10n * pow10(SCALE)),
};

const NAMES: Readonly<Record<string, string>> = {
  share: '占比',
  'completion-rate': '完成率',
  'change-rate': '增减率',
};

interface Count {
  slips: number;
  /** The slip is still what the printed amounts allow, or it says the same. */
  allowed: number;
  found: number;
  /** As an error or a warning. */
  firm: number;
  here: number;
  mended: number;
  elsewhere: number;
}

const nothing = (): Count => ({ slips: 0, allowed: 0, found: 0, firm: 0, here: 0, mended: 0, elsewhere: 0 });

const key = (f: Finding) => `${f.rule}|${f.range.start.line}|${f.range.start.character}|${f.printed ?? ''}`;
const rows = new Map<string, Count>();

/** Whether a percentage, rounded as it is printed, is what the amounts give. */
function isGiven(text: string, allowed: ReturnType<typeof ratioInterval>): boolean {
  const printed = parseNumber(text.replace('%', ''));
  if (!printed || !allowed) return false;
  const value = scaledOf(printed, 0);
  const half = halfDigit(printed.decimals, 0);
  return value <= allowed.high + half && value >= allowed.low - half;
}

for (const name of readdirSync('samples').filter((f) => f.endsWith('.disclosure'))) {
  const text = readFileSync(join('samples', name), 'utf8');
  const lines = text.split('\n');
  const base = analyse(text);
  const known = new Set(base.findings.map(key));
  const { byFigure, outcomes } = base.graph;
  const rates = base.prose.figures.flatMap((f) =>
    (byFigure.get(f) ?? []).filter((r) => r.shape === 'ratio' && r.rate === f),
  );
  for (const relation of rates) {
    const rule = NAMES[relation.rule];
    const state = outcomes.get(relation)?.state;
    if (relation.shape !== 'ratio' || !rule || (state !== 'exact' && state !== 'rounding')) continue;
    const figure = relation.rate as ProseFigure;
    const allowed = ratioInterval(relation);
    if (figure.spans.length > 1 || !figure.printed) continue;
    const at = base.report.lineOf(figure.owner.block) + figure.span.line;
    for (const [kind, slip] of Object.entries(KINDS)) {
      const printed = slip(figure);
      const id = [name.replace('.disclosure', ''), rule, kind].join('\t');
      const count = rows.get(id) ?? nothing();
      rows.set(id, count);
      if (printed === undefined || printed === figure.raw) continue;
      count.slips++;
      const source = lines[at] as string;
      const changed = [...lines];
      changed[at] = source.slice(0, figure.span.start) + printed + source.slice(figure.span.end);
      const after = analyse(changed.join('\n'));
      const now = after.prose.figures.find(
        (f) => after.report.lineOf(f.owner.block) + f.span.line === at && f.span.start === figure.span.start,
      );
      const half = rateHalf(figure);
      const within = now && allowed && now.value <= allowed.high + half && now.value >= allowed.low - half;
      if (within || (now && abs(now.value) === abs(figure.value))) {
        count.allowed++;
        continue;
      }
      const told = after.findings.filter((f) => !known.has(key(f)));
      const fresh = told.filter((f) => f.severity === 'error' || f.severity === 'warning');
      const onLine = fresh.filter((f) => f.range.start.line === at);
      const arithmetic = told.filter((f) => f.rule === relation.rule && f.range.start.line === at);
      const isHere = (f: Finding) => Math.abs(f.range.start.character - figure.span.start) <= 2;
      const here = onLine.find(isHere) ?? arithmetic.find(isHere);
      if (onLine.length > 0 || arithmetic.length > 0) count.found++;
      if (onLine.length > 0) count.firm++;
      if (here) count.here++;
      const fix = here?.fixes[0]?.edits[0];
      if (fix && isGiven(fix.newText, allowed)) count.mended++;
      if (fresh.length > onLine.length) count.elsewhere++;
    }
  }
  console.error(name);
}

const percent = (a: number, b: number) => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)}%`);
const row = (names: readonly string[], c: Count) => {
  const owed = c.slips - c.allowed;
  return `| ${[...names, c.slips, c.allowed, percent(c.found, owed), percent(c.firm, owed), percent(c.here, owed), percent(c.mended, owed), c.elsewhere].join(' | ')} |`;
};
const out = [
  '| 样本 | 百分比 | 笔误 | 次数 | 金额允许 | 查出 | 按错误、警告 | 就在该数 | 改成金额算得的数 | 别处误报 |',
  '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];
const sums = new Map<string, Count>();
for (const [id, c] of rows) {
  const names = id.split('\t');
  out.push(row(names, c));
  for (const sum of [['**合计**', names[1], '全部'].join('\t'), ['**合计**', '全部', '全部'].join('\t')]) {
    const into = sums.get(sum) ?? nothing();
    sums.set(sum, into);
    for (const k of Object.keys(into) as (keyof Count)[]) into[k] += c[k];
  }
}
for (const [id, c] of sums) out.push(row(id.split('\t'), c));
console.log(out.join('\n'));
if (process.argv.includes('--write'))
  writeMeasured(
    {
      name: 'detection-rates',
      title: '百分比里的笔误，查得出多少',
      by: 'npm run detect:rates -- --write',
      about: 'detection.md',
    },
    out.join('\n'),
  );
