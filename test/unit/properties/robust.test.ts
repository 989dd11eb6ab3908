import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/analysis/analysis.ts';
import type { TableModel } from '../../../server/src/model/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { tokensOf } from '../../../server/src/syntax/line.ts';
import { columns, rows } from '../../support/read.ts';
import { anyText, damage, REPORTS, ROW_DAMAGE, times } from '../../support/texts.ts';

/** Every stage, and that nothing it says lies outside the text. */
function run(text: string): Analysis {
  const analysis = analyse(text);
  const { lines } = analysis.tree;
  const inside = (p: { line: number; character: number }) => {
    const length = lines[p.line]?.text.length ?? -1;
    if (p.character < 0 || p.character > length)
      throw new Error(`${p.line}:${p.character} is outside the text`);
  };
  for (const finding of analysis.findings) {
    const edits = finding.fixes.flatMap((f) => f.edits.map((e) => e.range));
    for (const { start, end } of [finding.range, ...finding.related.map((r) => r.range), ...edits]) {
      inside(start);
      expect(end.line).toBeGreaterThanOrEqual(start.line);
      // An edit of whole lines ends at the start of the line behind them.
      if (end.line < lines.length) inside(end);
    }
    expect(finding.message).not.toBe('');
    expect(finding.message).not.toMatch(/\{\w+\}/);
  }
  expect(analysis.coverage.notChecked.every((n) => n.reason !== '')).toBe(true);
  return analysis;
}

function lossless(analysis: Analysis): void {
  const { text, tree } = analysis;
  const tokens = tree.lines.map((l) => {
    const own = l.text + l.eol;
    const all = tokensOf(l);
    let at = 0;
    // Not by `expect`, which costs more than all that is tried here.
    for (const t of all) {
      if (t.start !== at || t.end <= t.start)
        throw new Error(`token ${t.start}–${t.end} behind ${at}: ${own}`);
      at = t.end;
    }
    expect(at).toBe(own.length);
    return all.map((t) => own.slice(t.start, t.end)).join('');
  });
  expect(tokens.join('')).toBe(text);
  expect(tree.blocks.flatMap((b) => b.block.lines.map((l) => l.text + l.eol)).join('')).toBe(text);
}

describe('whatever the text', () => {
  test('tokens and tree are lossless, and no stage throws', () => {
    fc.assert(
      fc.property(anyText, (text) => lossless(run(text))),
      times(300),
    );
  });

  test.each([
    ['nothing', ''],
    ['a byte order mark alone', '\ufeff'],
    ['NUL', '\u0000\n\u0000|\u0000'],
    ['lone surrogates', '\ud800| \udc00 |\n| --- |\n| \ud83d |'],
    ['one bar', '|'],
    ['many bars', '|'.repeat(5000)],
    ['many rows of nothing', '| |\n'.repeat(2000)],
    ['many tabs', `${'\t'.repeat(3000)}\n${'\t'.repeat(3000)}`],
    ['many delimiter rows', '| --- | --- |\n'.repeat(500)],
    ['deep headings', '###### 甲\n'.repeat(1000)],
    ['deep brackets', `勾稽：甲 = ${'（'.repeat(3000)}`],
    ['deep header paths', `| ${'甲/'.repeat(2000)} |\n| --- |\n| 1.00 |`],
    ['a long key', `${'键'.repeat(3000)}：值`],
    ['a long row number', `注：${'9'.repeat(300)}行＝（1+…+${'9'.repeat(300)}）行`],
    ['a long number', `| 项目 | 金额 |\n| --- | --- |\n| 合计 | ${'9'.repeat(300)}.${'9'.repeat(300)} |`],
    ['a range over everything', '| 项目 | 金额 |\n| --- | --- |\n| 甲 | 1.00 |\n勾稽：1行..1行 = 1行..999行'],
    ['its own unit', '汇总：甲.disclosure\n上年：甲.disclosure\n类型：决算'],
  ])('%s', { timeout: 120_000 }, (_, text) => {
    lossless(run(text));
  });
});

/** The table as it was read, without its place. */
function picture(table: TableModel): string {
  return [table.title, table.form?.id, ...columns(table), ...rows(table)].join('\n');
}

describe('damage to one row', () => {
  /** Lines that are rows of tables. */
  const rowLines = (analysis: Analysis) =>
    analysis.report.tables.flatMap((t) =>
      t.table.block.roles.flatMap((role, i) => (role === 'row' || role === 'delimiter' ? [t.line + i] : [])),
    );
  const originals = REPORTS.map((text) => {
    const analysis = analyse(text);
    return { analysis, lines: text.split('\n'), rows: rowLines(analysis) };
  });

  test.each(Object.keys(ROW_DAMAGE))('%s: no exception, outline and other tables unharmed', (kind) => {
    fc.assert(
      fc.property(fc.constantFrom(...originals), damage, ({ analysis, lines, rows: at }, hurt) => {
        const line = at[hurt.line % at.length]!;
        const changed = [...lines];
        changed[line] = ROW_DAMAGE[kind]!(lines[line]!, hurt.at, hurt.odd);
        const after = run(changed.join('\n'));
        lossless(after);
        const outline = (a: Analysis) => a.report.allSections.map((s) => `${'#'.repeat(s.level)} ${s.text}`);
        expect(outline(after)).toEqual(outline(analysis));
        // Tables under the same heading may be told apart by the row that was hurt; all others are as they were.
        const hurtSection = analysis.report.tables.find(
          (t) => t.line <= line && line < t.line + t.table.block.lines.length,
        )?.section;
        const others = (a: Analysis) =>
          a.report.tables.filter((t) => t.section?.text !== hurtSection?.text).map((t) => picture(t.table));
        expect(others(after)).toEqual(others(analysis));
      }),
      times(15),
    );
  });

  test('a lot of it at once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(damage, { minLength: 2, maxLength: 12 }),
        ({ lines }, hurts) => {
          const changed = [...lines];
          for (const hurt of hurts) {
            const line = hurt.line % changed.length;
            changed[line] = ROW_DAMAGE[hurt.kind]!(changed[line]!, hurt.at, hurt.odd);
          }
          lossless(run(changed.join('\n')));
        },
      ),
      times(40),
    );
  });
});

describe('line ends and marks of order', () => {
  const dump = (a: Analysis) => a.findings.map((f) => `${f.range.start.line} ${f.rule} ${f.message}`);

  test('mixed line ends change nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REPORTS),
        fc.infiniteStream(fc.constantFrom('\n', '\r\n')),
        (text, ends) => {
          const mixed = text.replaceAll('\n', () => ends.next().value as string);
          const before = run(text);
          const after = run(mixed);
          expect(dump(after)).toEqual(dump(before));
          expect(after.coverage).toEqual(before.coverage);
        },
      ),
      times(8),
    );
  });
});

test('an analysis that takes over what another left gives what one from scratch gives', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...REPORTS),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      (text, hurts) => {
        const lines = text.split('\n');
        let before = analyse(text);
        void before.findings;
        for (const hurt of hurts) {
          const line = hurt.line % lines.length;
          lines[line] = ROW_DAMAGE[hurt.kind]!(lines[line]!, hurt.at, hurt.odd);
          const now = lines.join('\n');
          const after = analyse(now, {}, before);
          const fresh = analyse(now);
          expect(after.findings).toEqual(fresh.findings);
          expect(after.coverage).toEqual(fresh.coverage);
          before = after;
        }
      },
    ),
    times(15),
  );
});
