/** The bounds that `npm run tidy` holds: what is worse than the list is told, and the list only shrinks. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type Allowed, judge } from '../../../scripts/tidy/judge.ts';
import { cycles, type Measure, words } from '../../../scripts/tidy/measure.ts';
import type { SourceFile } from '../../support/source.ts';

const lines = (counts: Readonly<Record<string, number>>): Measure => ({
  id: 'file-lines',
  most: 400,
  says: 'lines of a file',
  counts: () => new Map(Object.entries(counts)),
});

const allowed: Allowed = { 'file-lines': { 'a.ts': 500, 'gone.ts': 900 } };

function file(path: string, text: string): SourceFile {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

describe('tidy', () => {
  test('lets through what is within the bound, or as bad as the list says', () => {
    expect(judge([lines({ 'a.ts': 500, 'b.ts': 400 })], allowed).worse).toEqual([]);
  });

  test('tells a file that grew, a new one above the bound, and a list without the measure', () => {
    expect(judge([lines({ 'a.ts': 501 })], allowed).worse).toEqual([
      'a.ts: 501 (lines of a file; at most 500)',
    ]);
    expect(judge([lines({ 'b.ts': 401 })], allowed).worse).toEqual([
      'b.ts: 401 (lines of a file; at most 400)',
    ]);
    expect(judge([lines({ 'a.ts': 500 })], {}).worse).toHaveLength(1);
  });

  test('shrinks the list and never lets it grow', () => {
    const { better, shrunk } = judge([lines({ 'a.ts': 450, 'b.ts': 700 })], allowed);
    expect(shrunk).toEqual({ 'file-lines': { 'a.ts': 450 } });
    expect(better).toEqual(['file-lines: a.ts: 500 → 450', 'file-lines: gone.ts: 900 → 0']);
    expect(judge([lines({ 'a.ts': 600 })], allowed).shrunk).toEqual({ 'file-lines': { 'a.ts': 500 } });
    expect(judge([lines({ 'a.ts': 400 })], allowed).shrunk).toEqual({ 'file-lines': {} });
  });

  test('counts circles of types as well, and tells those that only lean on one apart', () => {
    const found = cycles([
      file('server/src/a.ts', "import type { B } from './b.ts';\nexport type A = B;"),
      file('server/src/b.ts', "import { c } from './sub/c.ts';\nexport type B = typeof c;"),
      file('server/src/sub/c.ts', "import type { A } from '../a.ts';\nexport const c: A | 1 = 1;"),
      file('server/src/d.ts', "import './a.ts';"),
    ]);
    expect([...found]).toEqual([['server/src/a.ts', 3]]);
  });

  test('counts Chinese words in strings, templates and patterns, not in comments or messages', () => {
    const text = "// 合计\nexport const x = ['合计', `共计`, /小计/, 'total'];";
    const found = words([file('server/src/a.ts', text), file('server/src/messages/zh.ts', text)]);
    expect([...found]).toEqual([['server/src/a.ts', 3]]);
  });
});
