/** The corpus of sentences in test/fixtures/prose: what each is bound to, what is recomputed, what is reported. */
import { describe, expect, test } from 'vitest';
import { foldWidth } from '../../../server/src/base/fold.ts';
import type { CellFigure, Figure } from '../../../server/src/model/types.ts';
import type { ProseFigure } from '../../../server/src/prose/index.ts';
import type { RatioRelation } from '../../../server/src/relations/types.ts';
import { type CorpusFile, corpus } from '../../support/corpus.ts';
import { type Reading, readBeside } from '../../support/prose.ts';

const files = corpus;

/** Told of whole reports: a single sentence always lacks something. */
const OF_REPORTS = new Set(['missing-detail', 'missing-reason', 'double-punctuation', 'amount-count']);

function read(file: CorpusFile, section: string, text: string): Reading {
  return readBeside(file.context, section, text);
}

function isCell(figure: Figure): figure is CellFigure {
  return figure.owner.kind === 'table';
}

function show(figure: Figure): string {
  if (!isCell(figure)) return figure.raw;
  const { row, column, owner } = figure;
  const line = row.form?.id ?? row.code ?? row.classCode ?? (row.role === 'total' ? '合计' : row.name);
  return `${owner.form?.id}.${line}.${column.form?.id ?? column.path.join('/')}`;
}

function reported(reading: Reading, wanted: readonly string[]): string[] {
  const rules = new Set(wanted.map((w) => w.split(' ')[0] as string));
  const found = [
    ...reading.broken.map((o) => `${o.relation.rule} ${(o.relation.total as ProseFigure | undefined)?.raw}`),
    ...reading.issues.map(
      (i) => `${i.rule} ${i.printed ?? i.data.change?.replace(/^\D+|[^\d.]+$/g, '') ?? ''}`,
    ),
  ];
  return found
    .filter((f) => !OF_REPORTS.has(f.split(' ')[0] as string) || rules.has(f.split(' ')[0] as string))
    .sort();
}

test('the corpus is large enough, from enough places, and not all of it wrong', () => {
  const right = files.flatMap((f) => f.cases.filter((c) => c.reported.length === 0)).length;
  const wrong = files.flatMap((f) => f.cases.flatMap((c) => c.wrong)).length;
  expect(right + wrong).toBeGreaterThanOrEqual(300);
  expect(files.length).toBeGreaterThanOrEqual(8);
  expect(right * 3).toBeGreaterThanOrEqual(right + wrong);
  expect(files.filter((f) => f.source.length < 10)).toEqual([]);
});

describe.each(files)('$province', (file) => {
  test.each(file.cases.map((c) => [c.text.slice(0, 40).replace(/\n/g, ' '), c] as const))('%s', (_, c) => {
    const reading = read(file, c.section, c.text);
    const bound = reading.prose.statements
      .filter((s) => s.figure && (s.kind === 'value' || s.kind === 'count'))
      .map((s) => {
        const { cell, others, indicator } = (s.figure as ProseFigure).binding;
        const where = cell
          ? [cell, ...(others ?? [])].map(show).join(' + ')
          : indicator
            ? `@${indicator}`
            : null;
        return [`${s.figure?.raw}${s.figure?.unitText}`, where];
      });
    expect(bound).toEqual(c.bound);
    const sum = (terms: RatioRelation['numerator']) =>
      terms.map((t) => (t.factor < 0n ? '-' : '') + show(t.figure)).join('+');
    const computed = reading.relations.flatMap((r) =>
      r.shape === 'ratio' ? [[foldWidth(r.rate.raw), `${sum(r.numerator)} / ${sum(r.denominator)}`]] : [],
    );
    expect(computed).toEqual(c.computed);
    expect(reported(reading, c.reported)).toEqual([...c.reported].sort());
  });

  const wrong = file.cases.flatMap((c) => c.wrong.map((w) => [`${w.from} → ${w.to}`, c, w] as const));
  if (wrong.length > 0)
    test.each(wrong)('%s', (_, c, w) => {
      expect(c.text).toContain(w.from);
      const reading = read(file, c.section, c.text.replace(w.from, w.to));
      expect(reported(reading, w.reported)).toEqual([...w.reported].sort());
    });
});
