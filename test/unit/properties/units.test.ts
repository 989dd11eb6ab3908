/** A report in another unit of money says the same: every amount converted to the last digit, and so its rounding. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/analysis/analysis.ts';
import { formatScaled, UNITS } from '../../../server/src/base/amount.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { ruleOf } from '../../../server/src/rules/index.ts';
import { print } from '../../generate/print.ts';
import { linesOf, make } from '../../generate/report.ts';
import { times } from '../../support/texts.ts';
import { keys, spoiledOnce, spoilOne } from './reports.ts';

/** The text with the amounts of its tables, and what says their unit, in another unit; sentences as they are. */
function converted(text: string, to: string): string {
  const { report, tree } = analyse(text);
  const lines = tree.lines.map((l) => l.text);
  const power = UNITS[to] as number;
  const stated = new Set<number>();
  for (const { block, line } of tree.blocks) {
    if (!['front', 'heading', 'table'].includes(block.kind)) continue;
    block.roles.forEach((role, i) => {
      if (role !== 'note') stated.add(line + i);
    });
  }
  for (const { table, line } of report.tables) {
    const cells = table.rows.flatMap((r) => [...r.cells.values()]);
    cells.sort((a, b) => b.span.start - a.span.start);
    for (const { span, printed, unit, kind, value, state } of cells) {
      if (kind !== 'money' || state !== 'amount' || !printed || printed.zero) continue;
      const decimals = Math.max(0, printed.decimals + power - unit);
      const at = line + span.line;
      const source = lines[at] as string;
      const written = formatScaled(value, { decimals, grouped: printed.grouped }, power);
      lines[at] = source.slice(0, span.start) + written + source.slice(span.end);
    }
  }
  return lines.map((l, i) => (stated.has(i) ? l.replace(/(?:[千万亿]|(?<=[：:（(]))元/g, to) : l)).join('\n');
}

/** Numbers by their digits alone: those of two units differ in where the point stands. */
const digits = (key: string) =>
  key.replace(/\d[\d,]*(?:\.\d+)?/g, (n) => n.replace(/[.,]/g, '').replace(/^0+|0+$/g, ''));

/** What sentences are told, by rule and what is printed. */
const prose = ({ findings }: Analysis) =>
  findings
    .filter((f) => ruleOf(f.rule)?.family === 'prose')
    .map((f) => `${f.rule} ${f.severity} ${f.range.start.line}:${f.range.start.character} ${f.printed ?? ''}`)
    .sort();

function same(text: string, to: string): void {
  const before = analyse(text);
  const after = analyse(converted(text, to));
  expect(keys(after).map(digits)).toEqual(keys(before).map(digits));
  expect(prose(after)).toEqual(prose(before));
}

const runs = times(9);

describe('the same findings in another unit', () => {
  test('万元 as 亿元 or 千元', () => {
    fc.assert(
      fc.property(spoiledOnce, fc.constantFrom('亿元', '千元'), (text, to) => same(text, to)),
      runs,
    );
  });

  test('元 as 万元, of generated reports', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(5000), fc.integer({ min: 1, max: 9 }), (seed, at, by) => {
        const unit = { unit: '元', numbers: { unit: 0, decimals: 2, grouped: seed % 2 === 0 } } as const;
        const { text } = print(linesOf(make(`units:${seed}`, { ...unit, tab: false })));
        same(spoilOne(text, at, by), '万元');
      }),
      runs,
    );
  });
});
