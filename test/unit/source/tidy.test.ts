/** The bounds that `npm run tidy` holds: what is worse than the list is told, and the list only shrinks. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type Allowed, judge } from '../../../scripts/tidy/judge.ts';
import { cycles, type Measure } from '../../../scripts/tidy/measure.ts';
import { unwantedIn, unwantedNames } from '../../../scripts/tidy/names.ts';
import { byRoom, GRAMMAR, words } from '../../../scripts/tidy/words.ts';
import { type SourceFile, sourceFiles } from '../../support/source.ts';

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

  test('tells what is above a bound of functions without a reason', () => {
    const functions: Measure = { ...lines({ 'a.ts f': 70 }), id: 'function-lines', most: 60, reasons: true };
    const says = (entry: Allowed[string][string]) =>
      judge([functions], { 'function-lines': { 'a.ts f': entry } }).worse;
    expect(says(70)).toEqual(['a.ts f: 70 (lines of a file; the list says no reason)']);
    expect(says({ n: 70, why: ' ' })).toHaveLength(1);
    expect(says({ n: 65, why: 'one table of cases' })).toEqual(['a.ts f: 70 (lines of a file; at most 65)']);
    expect(says({ n: 75, why: 'one table of cases' })).toEqual([]);
    const { shrunk } = judge([functions], { 'function-lines': { 'a.ts f': { n: 75, why: 'cases' } } });
    expect(shrunk).toEqual({ 'function-lines': { 'a.ts f': { n: 70, why: 'cases' } } });
  });

  test('counts exported names with words that the glossary does not use', () => {
    const glossary =
      '# x\n\n## Words that names do not use\n\n| not | but | except in |\n| --- | --- | --- |\n| issue | finding | |\n| diagnostic | finding | `server/src/lsp` |\n\n## More\n\n| error | x | |\n';
    const unwanted = unwantedIn(glossary);
    expect(unwanted).toEqual([
      { word: 'issue', rooms: [] },
      { word: 'diagnostic', rooms: ['server/src/lsp'] },
    ]);
    const text =
      'export interface TableIssue {}\nexport const MOST_ISSUES = 1, tissue = 2;\nfunction issueOf() {}\nexport class Diagnostics {}\nexport type Error = string;';
    const found = unwantedNames([file('server/src/a.ts', text), file('server/src/lsp/b.ts', text)], unwanted);
    expect([...found]).toEqual([
      ['server/src/a.ts issue', 2],
      ['server/src/a.ts diagnostic', 1],
      ['server/src/lsp/b.ts issue', 2],
    ]);
  });

  test('the glossary has words that names do not use', () => {
    const words = unwantedIn(readFileSync('docs/glossary-of-code.md', 'utf8')).map((u) => u.word);
    expect(words).toEqual(expect.arrayContaining(['issue', 'diagnostic']));
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
    const found = words(
      [file('server/src/a.ts', text), file('server/src/messages/zh.ts', text)],
      'knowledge',
    );
    expect([...found]).toEqual([['server/src/a.ts', 3]]);
  });

  test('counts no words that stand in both languages', () => {
    const text = "export const x = { a: { zh: '合计', en: 'total of 科目' }, b: { zh: '合计' } };";
    expect([...words([file('server/src/a.ts', text)], 'knowledge').values()]).toEqual([1]);
  });

  test('words of grammar stand in their files, each with its reason', () => {
    const found = words(sourceFiles('server/src'), 'grammar');
    expect([...found.keys()].sort()).toEqual(Object.keys(GRAMMAR).sort());
    for (const reason of Object.values(GRAMMAR)) expect(reason).not.toBe('');
  });

  test('words are counted by room, so that a file may be split', () => {
    const counts = new Map([
      ['server/src/prose/a.ts', 2],
      ['server/src/prose/said/b.ts', 3],
      ['server/src/service.ts', 1],
    ]);
    expect([...byRoom(counts)]).toEqual([
      ['server/src/prose', 5],
      ['server/src/service.ts', 1],
    ]);
  });
});
