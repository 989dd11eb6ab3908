import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { prove, transcribed } from '../../scripts/prove-samples.ts';
import { type Analysis, analyse } from '../../server/src/rules/analysis.ts';
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
  const lines = analysis.tree.lines.map((l) => l.text);
  const prose = lines.findIndex((l) => l.startsWith('# 第三部分'));
  const inTables = analysis.findings.filter((f) => f.range.start.line < prose);

  test('one mistake in its tables, told once, at its cell, with its correction', () => {
    const [finding, ...more] = inTables.filter((f) => f.rule !== 'missing-table');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'row-sum',
      severity: 'error',
      range: { start: { line: 31 }, end: { line: 31 } },
      printed: '342.53',
      expected: '342.35',
    });
    expect(lines[31]?.slice(finding!.range.start.character, finding!.range.end.character)).toBe('342.53');
    expect(finding?.fixes[0]).toMatchObject({ preferred: true, edits: [{ newText: '342.35' }] });
  });

  test('five tables that a 决算 owes and it lacks', () => {
    const missing = inTables.filter((f) => f.rule === 'missing-table');
    expect(missing).toHaveLength(5);
    expect(missing.every((f) => f.severity === 'information')).toBe(true);
    const forms = analysis.report.tables.map((t) => t.table.form?.id);
    expect(forms).toEqual(['决算01', '决算03', '决算09', '决算07']);
  });

  test('its other formulas hold', () => {
    const states = analysis.graph.relations
      .filter((r) => r.source.kind === 'note' || r.source.kind === 'line')
      .map((r) => analysis.graph.outcomes.get(r)?.state);
    expect(states.every((s) => s === 'exact')).toBe(true);
    expect(analysis.graph.badReferences).toEqual([]);
  });

  test('mended, it is at peace', () => {
    const mended = analyse(analysis.text.replace('342.53', '342.35'));
    expect(mended.findings.filter((f) => f.range.start.line < prose && f.rule !== 'missing-table')).toEqual(
      [],
    );
  });
});
