/** What the clipboard of Excel, WPS and Word becomes; ‸ stands for the cursor, «…» for a selection. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { type Clipboard, pasteTable } from '../../../server/src/exchange/import/paste.ts';
import { open } from '../../../server/src/service.ts';

function paste(source: string, clipboard: Clipboard): { text: string; kind: string } | undefined {
  const place = (mark: string) => {
    const before = source.slice(0, source.indexOf(mark)).replace(/[«‸]/g, '');
    const lines = before.split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  };
  const selected = source.includes('«');
  const range = selected ? { start: place('«'), end: place('»') } : { start: place('‸'), end: place('‸') };
  const analysis = open(source.replace(/[«»‸]/g, ''));
  const pasted = pasteTable(analysis, range, clipboard);
  return pasted && { text: applyEdits(analysis.text, pasted.edits), kind: pasted.kind };
}

const TABLE = `## 收入决算表
公开02表    金额单位：万元

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |
| --- | --- | ---: | ---: |
| 合计 |  | ‸ |  |
| 205 | 教育支出 | 150.00 | 145.00 |
`;

describe('into a table', () => {
  it('fills the blank cells from the cursor on', () => {
    const { text, kind } = paste(TABLE, { text: '150.00\t145.00\r\n' })!;
    expect(kind).toBe('cells');
    expect(text).toContain('| 合计     |          |       150.00 |       145.00 |');
    expect(text.split('\n')).toHaveLength(8);
  });

  it('puts one cell of a sheet into the cell, without the line end that comes with it', () => {
    expect(paste(TABLE, { text: '150.00\r\n' })!.text).toContain('|       150.00 |');
    const over = TABLE.replace('‸', '').replace('145.00', '«145.00»');
    expect(paste(over, { text: '1,145.00\n' })!.text).toContain('|       150.00 |     1,145.00 |');
  });

  it('never writes over a figure that stands there: the rows become rows of their own', () => {
    const taken = TABLE.replace('‸', '').replace('150.00 |', '150.00‸ |');
    const { text } = paste(taken, { text: '1.00\t2.00\n3.00\t4.00\n' })!;
    expect(text).toContain('150.00 |');
    expect(text).toContain('145.00 |');
    expect(text.match(/^\|.*$/gm)).toHaveLength(6);
    expect(text).toMatch(/\| +1\.00 \| +2\.00 \|\n.*\| +3\.00 \| +4\.00 \|/);
  });

  it('adds rows below the last one, and leaves out a header that the table has already', () => {
    const below = `${TABLE.replace('‸', '')}‸\n`;
    const rows = '科目编码\t科目名称\t本年收入合计\t财政拨款收入\n20508\t进修及培训\t150.00\t145.00\n';
    const { text, kind } = paste(below, { text: rows })!;
    expect(kind).toBe('cells');
    expect(text).toMatch(/\| 205 .*\n\| 20508 +\| 进修及培训 \| +150\.00 \| +145\.00 \|\n/);
    expect(text.match(/科目编码/g)).toHaveLength(1);
  });

  it('fills downwards, and adds rows where the table ends', () => {
    const { text } = paste(TABLE.replace('150.00', ''), {
      text: '150.00\n150.00\n9.00\n'.replaceAll('\n', '\t\n'),
    })!;
    expect(text.match(/^\|.*$/gm)).toHaveLength(5);
    expect(text).toMatch(/\| +9\.00 \| +\|\n/);
  });

  it('writes a bar in a cell as a bar of the cell', () => {
    expect(paste(TABLE, { text: '甲|乙\t丙\n' })!.text).toContain('甲\\|乙');
  });

  it('leaves what is wider than the table, and plain words, to the editor', () => {
    expect(paste(TABLE, { text: '说明' })).toBeUndefined();
    expect(paste(TABLE, { text: '两行\n文字' })).toBeUndefined();
  });
});

describe('a table of its own', () => {
  const REPORT =
    '标题：2022 年度某局决算\n年度：2022\n类型：决算\n金额单位：万元\n\n## 收入决算表\n公开02表\n\n‸\n\n文字。\n';
  const TSV =
    '科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入\n合计\t\t1,150.00\t1,145.00\t5.00\n205\t教育支出\t1,150.00\t1,145.00\t5.00\n';

  it('makes aligned bar rows of the rows of a sheet, known as their form', () => {
    const { text, kind } = paste(REPORT, { text: TSV })!;
    expect(kind).toBe('table');
    expect(text).not.toContain('\t');
    expect(text).toContain('| 合计     |          |     1,150.00 |     1,145.00 |     5.00 |');
    const analysis = open(text);
    expect(analysis.report.tables.map((t) => t.table.form?.id)).toEqual(['决算02']);
    expect(analysis.findings.filter((f) => f.severity === 'error')).toEqual([]);
    expect(text.endsWith('\n\n文字。\n')).toBe(true);
  });

  it('reads merged headers of an HTML table, which its text does not tell', () => {
    const html = `<html><body><!--StartFragment--><table><tr><td rowspan=2>科目编码</td><td rowspan=2>科目名称</td><td colspan=2>本年支出</td></tr>
<tr><td>小计</td><td>基本支出</td></tr><tr><td>合计</td><td></td><td>3.00</td><td>3.00</td></tr><tr><td>205</td><td>教育支出</td><td>3.00</td><td>3.00</td></tr></table></body></html>`;
    const { text } = paste(REPORT.replace('收入决算表\n公开02表', '一般公共预算财政拨款支出决算表'), {
      html,
    })!;
    expect(text).toContain('本年支出/小计');
    expect(open(text).report.tables[0]?.table.form?.id).toBe('决算05');
  });

  it('does not repeat the title that the heading has, and takes one where there is none', () => {
    const titled = `收入决算表\t\t\t\t\n${TSV}`;
    expect(paste(REPORT, { text: titled })!.text.match(/收入决算表/g)).toHaveLength(1);
    expect(paste('标题：某局\n\n‸', { text: titled })!.text).toContain('## 收入决算表\n');
  });

  it('stands below a line with words, which stays whole', () => {
    const { text } = paste('标题：某局\n\n前后‸文字\n', { text: TSV })!;
    expect(text).toContain('前后文字\n');
    expect(text).toContain('| 205 ');
  });

  it('keeps the line ends of the report', () => {
    const { text } = paste(REPORT.replaceAll('\n', '\r\n'), { text: TSV })!;
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('whatever the clipboard holds', () => {
  it('loses no cell of it and no line of the report', () => {
    const cell = fc.stringMatching(/^[\u4e00-\u9fa5\d.,|]{0,6}$/);
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const places = ['## 表\n\n‸\n', TABLE, `${TABLE.replace('‸', '')}‸\n`, '字‸字\n', '‸'];
    fc.assert(
      fc.property(rows, fc.constantFrom(...places), (cells, source) => {
        const pasted = paste(source, { text: `${cells.map((r) => r.join('\t')).join('\n')}\n` });
        if (!pasted) return;
        const bare = (text: string) => text.replace(/[\s|\\:-]/g, '');
        for (const word of source.replace('‸', '').split('\n'))
          expect(bare(pasted.text)).toContain(bare(word));
        for (const text of cells.flat()) expect(bare(pasted.text)).toContain(bare(text));
      }),
      { numRuns: 150 },
    );
  });
});
