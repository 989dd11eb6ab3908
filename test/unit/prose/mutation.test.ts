/** Every percentage and every bound amount of the samples, made wrong: it must be found, and where it stands. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { abs, pow10, SCALE } from '../../../server/src/base/amount.ts';
import { type ProseFigure, writeFigure } from '../../../server/src/prose/index.ts';
import { rateHalf, ratioInterval, ratioValue } from '../../../server/src/relations/evaluate.ts';
import type { RatioRelation } from '../../../server/src/relations/types.ts';
import { cases, some } from '../../support/everything.ts';
import { Reader, type Reading } from '../../support/prose.ts';

const SAMPLES = ['聊城2022决算', '武汉东西湖2022决算', '晋城2022决算', '曲阳县2022预算', '海港区2024预算'];

function place(reading: Reading, figure: ProseFigure): { line: number; start: number; end: number } {
  return {
    line: reading.report.lineOf(figure.owner.block) + figure.span.line,
    start: figure.span.start,
    end: figure.span.end,
  };
}

describe.each(SAMPLES)('%s', (name) => {
  const reader = new Reader(readFileSync(`samples/${name}.disclosure`, 'utf8'));
  const base = reader.read();
  const brokenRates = new Set(base.broken.map((o) => o.relation.total));

  test('a changed percentage is found, and the value put in its place is what the inputs give', () => {
    const missed: string[] = [];
    let tried = 0;
    const ratios = base.relations.filter((r) => r.shape === 'ratio');
    for (const relation of some(ratios, 25)) {
      if (relation.shape !== 'ratio' || brokenRates.has(relation.total)) continue;
      const ratio = relation as RatioRelation;
      const figure = ratio.rate as ProseFigure;
      const allowed = ratioInterval(ratio);
      const printed = figure.printed;
      if (!allowed || !printed || figure.spans.length > 1) continue;
      // A whole that was only likely proves a share right, never wrong.
      if (base.prose.statements.some((s) => s.kind === 'share' && s.figure === figure && s.guessed)) continue;
      // By 2 in the last digit, or as far as takes it out of what the inputs allow.
      const step = pow10(SCALE - printed.decimals);
      const half = rateHalf(figure);
      let value = figure.value + 2n * step;
      while (value <= allowed.high + half) value += step;
      tried++;
      const { line, start, end } = place(base, figure);
      const text = reader.lineText(line);
      const changed = reader.read(line, text.slice(0, start) + writeFigure(figure, value) + text.slice(end));
      const found = changed.broken.find((o) => {
        const total = o.relation.total as ProseFigure | undefined;
        if (o.relation.shape !== 'ratio' || !total) return false;
        const at = place(changed, total);
        return at.line === line && at.start === start;
      });
      const told = changed.issues.some(
        (i) => i.rule === 'change-direction' && changed.report.lineOf(i.block) + i.span.line === line,
      );
      if (!found) {
        if (!told) missed.push(`${line + 1}: ${figure.raw} → ${writeFigure(figure, value)}`);
        continue;
      }
      const expected = ratioValue(found.relation as RatioRelation);
      const fixed =
        expected === undefined
          ? ''
          : writeFigure(found.relation.total as ProseFigure, expected, changed.prose);
      // The original, where that is what the printed inputs give.
      const original = ratioValue(ratio);
      if (
        printed.decimals > 0 &&
        original !== undefined &&
        abs(original - figure.value) <= half &&
        fixed !== figure.raw &&
        Number.parseFloat(fixed) !== Number.parseFloat(figure.raw)
      )
        missed.push(`${line + 1}: ${figure.raw} mended as ${fixed}`);
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(name.includes('预算') ? 0 : cases(30, 10));
  });

  test('a changed amount is found where it stands', () => {
    const missed: string[] = [];
    let tried = 0;
    const wrong = new Set(
      base.broken.flatMap((o) => (o.relation.shape === 'linear' ? o.relation.left.map((t) => t.figure) : [])),
    );
    for (const figure of some(
      base.prose.figures.filter((f) => f.binding.cell),
      25,
    )) {
      const { cell } = figure.binding;
      if (
        !cell ||
        !figure.printed ||
        figure.spans.length > 1 ||
        figure.kind !== 'money' ||
        wrong.has(figure) ||
        figure.slip
      )
        continue;
      // What was bound only because it agrees is no longer bound when it does not.
      if (figure.binding.doubtful) continue;
      const { line, start, end } = place(base, figure);
      const text = reader.lineText(line);
      const step = pow10(SCALE - Math.max(figure.printed.decimals, 2) + figure.unit);
      // As far as the cell's own precision tells it apart.
      const far = cell.half * 4n > 3n * step ? cell.half * 4n : 3n * step;
      const value = figure.value + far;
      tried++;
      const changed = reader.read(line, text.slice(0, start) + writeFigure(figure, value) + text.slice(end));
      const found = changed.broken.some((o) => {
        if (o.relation.shape === 'ratio') return false;
        const figures = [
          ...('left' in o.relation ? o.relation.left : []),
          ...('right' in o.relation ? o.relation.right : []),
        ].map((t) => t.figure);
        return figures.some((f) => {
          if (f.owner.kind !== 'prose') return false;
          const at = place(changed, f as ProseFigure);
          return at.line === line && at.start === start;
        });
      });
      if (!found)
        missed.push(`${line + 1}: ${figure.raw} (${figure.binding.reason}${figure.binding.indicator ?? ''})`);
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(10);
  });
});
