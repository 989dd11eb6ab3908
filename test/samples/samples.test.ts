import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { prove, transcribed } from '../../scripts/prove-samples.ts';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Finding } from '../../server/src/analysis/types.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { analyseSample, recordOf, samples } from './recorded.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('../../samples', import.meta.url));
const all = samples(folder);

describe.each(all)('$name', (sample) => {
  const analysis = analyseSample(sample, folder);

  test('gives exactly its recorded findings (npm run record rewrites them)', () => {
    expect(existsSync(sample.record)).toBe(true);
    expect(recordOf(analysis)).toBe(readFileSync(sample.record, 'utf8').replaceAll('\r\n', '\n'));
  });

  test('no error in any money table', () => {
    const tables = analysis.report.tables.map((t) => [t.line, t.line + t.table.block.lines.length] as const);
    const errors = analysis.findings.filter(
      (f) =>
        f.severity === 'error' &&
        tables.some(([from, to]) => from <= f.range.start.line && f.range.start.line < to),
    );
    expect(errors.map((f) => `${f.range.start.line + 1} ${f.rule} ${f.message}`)).toEqual([]);
  });

  test('every check that it owes is accounted for', () => {
    const { passed, rounding, broken, notApplicable, notChecked } = analysis.coverage;
    expect(passed + rounding + broken + notApplicable).toBeGreaterThan(0);
    expect(notChecked.filter((n) => n.check === '' || n.reason === '')).toEqual([]);
    // A reason is a sentence for people, not an id that nobody wrote words for.
    expect(notChecked.filter((n) => !/\p{Script=Han}/u.test(n.reason))).toEqual([]);
  });
});

describe('transcriptions', () => {
  test.each(transcribed(root))('$name holds exactly its cells', ({ sample, transcription }) => {
    const proof = prove(readFileSync(sample, 'utf8'), readFileSync(transcription, 'utf8'));
    expect(proof.differences).toEqual([]);
    expect(proof.cells).toBeGreaterThan(500);
  });

  test('a cell that differs is told, and where', () => {
    const [first] = transcribed(root);
    const text = readFileSync(first!.transcription, 'utf8');
    const other = prove(readFileSync(first!.sample, 'utf8'), text.replace(/\t(\d)/, '\t9$1'));
    expect(other.differences).toHaveLength(1);
  });
});

describe('the example of the language', () => {
  const path = fileURLToPath(new URL('../fixtures/example.disclosure', import.meta.url));
  const analysis: Analysis = analyse(readFileSync(path, 'utf8'));
  const text = (f: Finding) =>
    analysis.tree.lines[f.range.start.line]!.text.slice(f.range.start.character, f.range.end.character);

  test('four mistakes, each told once, at its figure, with its correction, and nothing else', () => {
    const told = analysis.findings.filter((f) => f.rule !== 'missing-table');
    expect(
      told.map((f) => [f.range.start.line + 1, text(f), f.rule, f.severity, f.fixes[0]?.edits[0]?.newText]),
    ).toEqual([
      [32, '342.53', 'row-sum', 'error', '342.35'],
      [64, '33.43%', 'share', 'error', '33.33%'],
      [72, '0.23', 'prose-figure', 'error', '0.22'],
      [72, '大于', 'change-direction', 'error', '小于'],
    ]);
    expect(told[0]).toMatchObject({ printed: '342.53', expected: '342.35', fixes: [{ preferred: true }] });
  });

  test('five tables that a 决算 owes and it lacks', () => {
    const missing = analysis.findings.filter((f) => f.rule === 'missing-table');
    expect(missing).toHaveLength(1);
    expect(missing[0]?.related).toHaveLength(5);
    expect(missing.every((f) => f.severity === 'information' && text(f) === '类型：决算')).toBe(true);
    const forms = analysis.report.tables.map((t) => t.table.form?.id);
    expect(forms).toEqual(['决算01', '决算03', '决算09', '决算07']);
  });

  test('its other formulas hold, those of its note and of its 勾稽 line included', () => {
    const broken = analysis.graph.relations.filter(
      (r) => r.source.kind !== 'prose' && analysis.graph.outcomes.get(r)?.state === 'broken',
    );
    expect(broken.map((r) => r.rule).sort()).toEqual(['rollup', 'row-sum']);
    expect(analysis.graph.badReferences).toEqual([]);
  });

  test('mended, it is at peace, and the sentence that a waiver covers stays told by nobody', () => {
    const mended = analysis.text
      .replace('342.53', '342.35')
      .replace('33.43%', '33.33%')
      .replace('0.23', '0.22')
      .replace('大于', '小于');
    expect(analyse(mended).findings.filter((f) => f.rule !== 'missing-table')).toEqual([]);
    const bare = analyse(mended.replace(/^\/\/ 忽略.*\n/m, ''));
    expect(bare.findings.filter((f) => f.rule !== 'missing-table').map((f) => f.rule)).toEqual([
      'change-rate',
    ]);
  });
});
