/** Import: what files of each kind become. The files are made here, in the smallest form that programs read. */
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../server/src/exchange/import/csv.ts';
import { importFile, importText } from '../../../server/src/exchange/import/index.ts';
import { showNumber } from '../../../server/src/exchange/import/number-format.ts';
import { normalise } from '../../../server/src/exchange/import/text.ts';
import { type ImportError, LIMITS } from '../../../server/src/exchange/import/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';

interface Sheet {
  readonly name: string;
  readonly rows: string;
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
}

/** A workbook; `rows` is the XML of its rows. Style 1 shows two decimals and groups of three. */
function xlsx(sheets: readonly Sheet[], more: Record<string, Uint8Array> = {}): Uint8Array {
  const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const parts: Record<string, Uint8Array> = {
    'xl/workbook.xml': xml(
      `<workbook xmlns:r="r"><sheets>${sheets
        .map(
          (s, i) =>
            `<sheet name="${s.name}" sheetId="${i + 1}" r:id="rId${i + 1}"${s.hidden ? ' state="hidden"' : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships>${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    'xl/styles.xml': xml(
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="10"/></cellXfs></styleSheet>',
    ),
    'xl/sharedStrings.xml': xml(
      '<sst><si><t>收入决算表</t></si><si><r><t>本年收入</t></r><r><t>合计</t></r><rPh><t>x</t></rPh></si></sst>',
    ),
    ...more,
  };
  sheets.forEach((s, i) => {
    const merges = s.merges
      ? `<mergeCells>${s.merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>`
      : '';
    parts[`xl/worksheets/sheet${i + 1}.xml`] = xml(
      `<worksheet><sheetData>${s.rows}</sheetData>${merges}</worksheet>`,
    );
  });
  return zipSync(parts);
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (ref: string, value: string, style = 1) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
const row = (n: number, ...cells: readonly string[]) => `<row r="${n}">${cells.join('')}</row>`;

const income: Sheet = {
  name: 'Z02',
  merges: ['A1:G1', 'A4:B4', 'C4:C5', 'D4:D5', 'F4:G4'],
  rows: [
    row(1, '<c r="A1" t="s"><v>0</v></c>'),
    row(2, text('G2', '公开02表')),
    row(3, text('A3', '单位：某某局'), text('G3', '金额单位：万元')),
    row(
      4,
      text('A4', '项目'),
      '<c r="C4" t="s"><v>1</v></c>',
      text('D4', '财政拨款收入'),
      text('F4', '事业收入'),
    ),
    row(
      5,
      text('A5', '科目编码'),
      text('B5', '科目名称'),
      text('F5', '小计'),
      text('G5', '其中：\n教育收费'),
    ),
    row(
      6,
      text('A6', '栏次'),
      number('C6', '1', 0),
      number('D6', '2', 0),
      number('F6', '3', 0),
      number('G6', '4', 0),
    ),
    row(
      7,
      text('A7', '合计'),
      number('C7', '150.00000000000003'),
      number('D7', '145.004'),
      number('F7', '5'),
    ),
    row(
      8,
      text('A8', '205'),
      text('B8', '教育支出'),
      number('C8', '150'),
      number('D8', '145'),
      number('F8', '5'),
    ),
    row(9, text('A9', '注：本表反映本年度取得的各项收入情况。')),
  ].join(''),
};

describe('.xlsx', () => {
  test('a sheet becomes a table: title, properties, merged headers, shown numbers, notes', async () => {
    const made = await importFile('决算.xlsx', xlsx([income]));
    expect(made.text).toBe(`单位：某某局
类型：决算
金额单位：万元

## 收入决算表
公开02表
单位：某某局    金额单位：万元

| 项目/科目编码 | 项目/科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入/小计 | 事业收入/其中：教育收费 |
| --- | --- | ---: | ---: | ---: | ---: |
| 栏次 |  | 1 | 2 | 3 | 4 |
| 合计 |  | 150.00 | 145.00 | 5.00 |  |
| 205 | 教育支出 | 150.00 | 145.00 | 5.00 |  |

注：本表反映本年度取得的各项收入情况。
`);
    expect(made.tables).toEqual([{ title: '收入决算表', line: 5, rows: 2, columns: 6, form: '收入决算表' }]);
    expect(made.remarks).toEqual([{ id: 'import.rounded', data: { name: 'Z02', count: '1' } }]);
    expect(analyse(made.text).findings.filter((f) => f.severity === 'error')).toEqual([]);
  });

  test('hidden sheets are kept as comments; formulas without a value, errors and macros are told', async () => {
    const secret: Sheet = { name: '底稿', hidden: true, rows: row(1, text('A1', '内部'), number('B1', '7')) };
    const odd: Sheet = {
      name: '错',
      rows:
        row(1, text('A1', '项目'), text('B1', '金额')) +
        row(2, text('A2', '甲'), '<c r="B2"><f>SUM(A1)</f></c>') +
        row(3, text('A3', '乙'), '<c r="B3" t="e"><v>#REF!</v></c>'),
    };
    const made = await importFile(
      'a.xlsm',
      xlsx([income, secret, odd], { 'xl/vbaProject.bin': strToU8('x') }),
    );
    expect(made.text).toContain('// 内部 | 7.00');
    expect(made.text).toContain('| 乙 | #REF! |');
    expect(made.remarks.map((r) => r.id)).toEqual([
      'import.rounded',
      'import.hidden-sheet',
      'import.no-value',
      'import.error-cell',
      'import.macros',
    ]);
  });

  test('the year is the one that tables say they are of, not that of a project in the title of one', async () => {
    const table = (title: string, ...said: string[]): Sheet => ({
      name: title.slice(0, 8),
      merges: ['A1:B1'],
      rows: [
        row(1, text('A1', title)),
        row(2, ...said.map((words, i) => text(`${'AB'[i]}2`, words))),
        row(3, text('A3', '项目'), text('B3', '预算数')),
        row(4, text('A4', '合计'), number('B4', '12')),
      ].join(''),
    });
    const project = table('（一）2019年老旧管网改造项目支出明细表', '项目负责人：某某');
    const of = async (...sheets: Sheet[]) =>
      /^年度：(\d+)$/m.exec((await importFile('表.xlsx', xlsx(sheets))).text)?.[1];
    const own = (year: string) => table('部门收支总表', `预算年度：${year}`, '单位：万元');
    expect(await of(own('2024'), project)).toBe('2024');
    expect(await of(project, own('２０２４年'))).toBe('2024');
    // Two years: nothing is taken from them.
    expect(await of(own('2024'), { ...own('2023'), name: '上年' }, project)).not.toBe('2024');
  });

  test('numbers are shown as the sheet shows them', async () => {
    const shown = (raw: string, format: string) => showNumber(raw, format).text;
    expect(shown('2817.0400000000004', 'General')).toBe('2817.04');
    expect(shown('2817.04', '#,##0.00')).toBe('2,817.04');
    expect(shown('-3.1', '#,##0.00_);(#,##0.00)')).toBe('-3.10');
    expect(shown('0', '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')).toBe('-');
    expect(shown('0.9981', '0.00%')).toBe('99.81%');
    expect(shown('0.125', '0.##%')).toBe('12.5%');
    expect(shown('28170412.3', '#,##0.00,')).toBe('28,170.41');
    expect(shown('1e21', 'General')).toBe('1000000000000000000000');
    expect(shown('45000', 'yyyy"年"m"月"d"日"')).toBe('2023年3月15日');
    expect(shown('2.675', '0.00')).toBe('2.68');
  });

  test('bad files are told for what they are', async () => {
    const id = async (name: string, bytes: Uint8Array) => {
      try {
        await importFile(name, bytes);
        return '';
      } catch (error) {
        return (error as ImportError).id;
      }
    };
    expect(await id('a.xlsx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('import.encrypted');
    expect(await id('a.xlsx', strToU8('hello'))).toBe('import.not-zip');
    expect(await id('a.xlsx', xlsx([income]).slice(0, 900))).toBe('import.corrupt');
    expect(await id('a.xlsx', zipSync({ 'x.txt': strToU8('x') }))).toBe('import.corrupt');
    expect(await id('a.xls', strToU8('x'))).toBe('import.old-format');
    expect(await id('a.bin', new Uint8Array([0x50, 0x4b, 3, 4]))).toBe('import.unknown');
    // A directory that promises more than the limit is not unpacked at all.
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/a.xml': new Uint8Array(1000) });
    const view = new DataView(bomb.buffer);
    for (let i = 0; i + 4 < bomb.length; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, LIMITS.unpacked, true);
    }
    expect(await id('a.xlsx', bomb)).toBe('import.too-big');
  });
});

test('.docx: outline, automatic numbers, tables with merges, what is struck out left out', async () => {
  const p = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
  const r = (words: string) => `<w:r><w:t>${words}</w:t></w:r>`;
  const tc = (words: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(words))}</w:tc>`;
  const body = [
    p(r('目录'), '<w:pStyle w:val="T1"/>'),
    p(r('收入情况'), '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'),
    p(
      `${r('本年收入')}<w:ins>${r(' 150.00 万元')}</w:ins><w:del><w:r><w:delText>140</w:delText></w:r></w:del>${r('。')}`,
    ),
    p(r('支出情况'), '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'),
    p(r('支出决算表')),
    `<w:tbl>
      <w:tr>${tc('科目编码', '<w:vMerge w:val="restart"/>')}${tc('科目名称', '<w:vMerge w:val="restart"/>')}${tc('本年支出', '<w:gridSpan w:val="2"/>')}</w:tr>
      <w:tr>${tc('', '<w:vMerge/>')}${tc('', '<w:vMerge/>')}${tc('基本支出')}${tc('项目支出')}</w:tr>
      <w:tr>${tc('205')}${tc('教育支出')}${tc('100.00')}${tc('50.00')}</w:tr>
    </w:tbl>`,
  ].join('');
  const styles = `<w:styles><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>`;
  const numbering = `<w:numbering><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>`;
  const made = await importFile(
    '说明.docx',
    zipSync({
      'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`),
      'word/styles.xml': strToU8(styles),
      'word/numbering.xml': strToU8(numbering),
    }),
  );
  expect(made.text).toContain(
    '// 目录\n\n# 一、收入情况\n\n本年收入 150.00 万元。\n\n# 二、支出情况\n\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出/基本支出 | 本年支出/项目支出 |',
  );
  expect(made.text).toContain('| 205 | 教育支出 | 100.00 | 50.00 |');
  expect(made.text).not.toContain('140');
});

test('.html: tables with spans, layout tables looked through, scripts left out, GBK', async () => {
  const page = `<html><head><meta charset="gbk"><title>x</title><script>alert(1)</script></head><body>
    <table><tr><td><h2>收入决算表</h2><p>金额单位：万元</p>
    <table><tr><th rowspan="2">科目编码</th><th rowspan="2">科目名称</th><th colspan="2">本年收入</th></tr><tr><th>财政拨款收入</th><th>其他收入</th></tr>
    <tr><td>205</td><td>教育<br>支出</td><td>100.00</td><td>&nbsp;</td></tr></table></td></tr></table></body></html>`;
  const made = await importFile('a.html', strToU8(page));
  expect(made.text).toContain(
    '## 收入决算表\n\n金额单位：万元\n\n| 科目编码 | 科目名称 | 本年收入/财政拨款收入 | 本年收入/其他收入 |',
  );
  expect(made.text).toContain('| 205 | 教育 支出 | 100.00 |  |');
  expect(made.text).not.toContain('alert');
  const gbk = new Uint8Array([
    ...strToU8('<meta charset=gb2312><p>'),
    0xca,
    0xd5,
    0xc8,
    0xeb,
    ...strToU8('</p>'),
  ]);
  expect((await importFile('b.htm', gbk)).text).toContain('收入');
});

test('.csv: quotes, separators, a title row; nothing is lost in a quote that is left open', async () => {
  expect(parseCsv('a,"b ""c"", d",e\r\n"x\ny",,1')).toEqual([
    ['a', 'b "c", d', 'e'],
    ['x y', '', '1'],
  ]);
  expect(parseCsv('a;b\n1;2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(parseCsv('a,"b\nc')).toEqual([['a', 'b c']]);
  const made = await importFile(
    '收入.csv',
    strToU8('收入决算表,,\n单位：万元,,\n科目编码,科目名称,本年收入合计\n205,教育支出,"1,150.00"\n'),
  );
  expect(made.text).toContain('## 收入决算表\n单位：万元\n\n| 科目编码 | 科目名称 | 本年收入合计 |');
  expect(made.text).toContain('| 205 | 教育支出 | 1,150.00 |');
});

describe('text', () => {
  test('tab rows: contents put aside, headings found, page breaks and emphasis gone', async () => {
    const made = importText(`某某局

2022年度部门决算公开

目 录

第一部分 概况\t1
一、主要职责.....\t2
二、收入支出决算总表\t3
第二部分 2022年部门决算表\t4

第一部分 概况

一、主要职责

⻋辆和⻔户由办公室管理，这一行很长很长很长很长很长很长，在页面
末尾断开。

第二部分 2022年部门决算表

收入决算表

金额单位：万元

科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t150.00\t145.00\t5.00
205\t教育支出\t150.00\t145.00\t5.00

- 3 -

科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
<b>20508</b>\t进修及培训\t150.00\t145.00\t5.00
注：本表反映收入情况。\t\t\t\t
`);
    expect(made.text).toContain('// 第一部分 概况  1');
    expect(made.text).toContain(
      '\n# 第一部分 概况\n\n## 一、主要职责\n\n车辆和门户由办公室管理，这一行很长很长很长很长很长很长，在页面末尾断开。\n\n# 第二部分 2022年部门决算表\n\n## 收入决算表\n\n金额单位：万元\n',
    );
    expect(made.text).toContain(`| 合计 |  | 150.00 | 145.00 | 5.00 |
| 205 | 教育支出 | 150.00 | 145.00 | 5.00 |
| 20508 | 进修及培训 | 150.00 | 145.00 | 5.00 |

注：本表反映收入情况。`);
    expect(made.tables).toMatchObject([{ title: '收入决算表', rows: 3, columns: 5, form: '收入决算表' }]);
  });

  test('one cell a line: rows by blank lines, merged headers spread', async () => {
    const cells = (...rows: readonly (readonly string[])[]) =>
      rows.map((r) => r.map((c) => `\t${c}`).join('\n')).join('\n\n');
    const made = importText(
      ` [bookmark: _Toc1]部门预算收入总表\n${cells(
        ['323某某局', '预算年度：2024', '单位：万元'],
        ['序号', '功能分类科目', '合计', '本年收入', '上年结转'],
        ['', '科目编码', '科目名称', '', '小计', '财政拨款收入', '其他收入', ''],
        ['栏次', '1', '2', '3', '4', '5', '6', '7'],
        ['1', '', '合计', '150.00', '145.00', '145.00', '', '5.00'],
        ['2', '205', '教育支出', '150.00', '145.00', '145.00', '', '5.00'],
        ['3', '20508', '进修及培训', '150.00', '145.00', '145.00', '', '5.00'],
      )}\n`,
    );
    expect(made.text).toContain(
      '| 序号 | 功能分类科目/科目编码 | 功能分类科目/科目名称 | 合计 | 本年收入/小计 | 本年收入/财政拨款收入 | 本年收入/其他收入 | 上年结转 |',
    );
    expect(made.text).toContain('| 2 | 205 | 教育支出 | 150.00 | 145.00 | 145.00 |  | 5.00 |');
  });

  const broken = (expenditure: string) => ` 部门预算收支总表
316 某某局 预算年度：2022 单位：万元

序号
收入 支出
项 目 预算数 项 目 预算数
栏次 1 2 3 4
1 一、一般公共预算拨款收入 118.00 一、一般公共服务支出 100.00
2 二、政府性基金预算拨款收入 二、外交支出
3 八、社会保障和就业

支出
20.00
4 本年收入合计 118.00 本年支出合计 120.00
5 上年结转结余 2.00 年终结转结余
6 收入总计 120.00 支出总计 120.00
 部门预算收入总表
316 某某局 预算年度：2022 单位：万元
序号
功能分类科目
合计
本年收入
上年结转科目
编码
科目名称 小计
财政拨款
收入
事业收入 其他收入
栏次 1 2 3 4 5 6 7 8
1 合计 120.00 118.00 118.00 2.00
2 201 一般公共服务支出 100.00 100.00 100.00
3 20126 档案事务 100.00 100.00 100.00
4
201260
1
行政运行 100.00 100.00 100.00
316 某某局 预算年度：2022 单位：万元
序号
功能分类科目
合计
本年收入
上年结转科目
编码
科目名称 小计
财政拨款
收入
事业收入 其他收入
栏次 1 2 3 4 5 6 7 8
5 208 社会保障和就
业支出
20.00 18.00 18.00 2.00
 部门预算支出总表
316 某某局 预算年度：2022 单位：万元
序号
功能分类科目
合计 基本支出 项目支出
科目编码 科目名称
栏次 1 2 3 4 5
1 合计 120.00 70.00 50.00
${expenditure}
注：本表单位为万元。
第二部分 情况说明
`;

  test('rows without columns: amounts go where the form and the other tables say', async () => {
    const made = importText(
      broken(
        '2 201 一般公共服务支出 100.00 50.00 50.00\n3 20126 档案事务 100.00 50.00 50.00\n4 2012601 行政运行 50.00 50.00\n5 2012604 档案馆 50.00 50.00\n6 208 社会保障和就业支出 20.00 20.00',
      ),
    );
    expect(made.text).toContain(
      '| 2 | 二、政府性基金预算拨款收入 |  | 二、外交支出 |  |\n| 3 |  |  | 八、社会保障和就业支出 | 20.00 |',
    );
    expect(made.text).toContain(
      '| 序号 | 功能分类科目/科目编码 | 功能分类科目/科目名称 | 合计 | 本年收入/小计 | 本年收入/财政拨款收入 | 本年收入/事业收入 | 本年收入/其他收入 | 上年结转 |',
    );
    expect(made.text).toContain('| 1 |  | 合计 | 120.00 | 118.00 | 118.00 |  |  | 2.00 |');
    expect(made.text).toContain('| 4 | 2012601 | 行政运行 | 100.00 | 100.00 | 100.00 |  |  |  |');
    expect(made.text).toContain('| 5 | 208 | 社会保障和就业支出 | 20.00 | 18.00 | 18.00 |  |  | 2.00 |');
    // 基本支出 and 项目支出 of 行政运行 and 档案馆 may be either way round: both add up.
    expect(made.text).toContain('// 待核对：第 4 行 2012601 行政运行 50.00 50.00');
    expect(made.text).not.toContain('待核对：第 6 行');
    expect(made.remarks).toEqual([{ id: 'import.doubts', data: { count: '2' } }]);
    expect(made.text).toContain('注：本表单位为万元。\n\n# 第二部分 情况说明');
  });

  test('nothing throws, and no word is lost', async () => {
    const word = fc.constantFrom(
      '合计',
      '205',
      '教育支出',
      '150.00',
      '栏次 1 2 3',
      '\t',
      '\n',
      '\n\n',
      '收入决算表',
      '单位：万元',
      '注：',
      '|',
      '# ',
      '//',
      '目录',
      '第一部分',
      '𠀀',
      '<b>',
      '序号',
      '1',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join('');
        const bare = (t: string) => normalise(t).replace(/[^\p{Script=Han}\d]/gu, '');
        const made = bare(importText(text).text);
        for (const piece of normalise(text).split(/[\s|#/<>]+/)) expect(made).toContain(bare(piece));
      }),
      { numRuns: 300 },
    );
  });

  test('what would be taken for syntax is written in full width', async () => {
    const made = importText('# 标题\n\n## 一\n\n## 二\n\n// 不是注释\n\n| 不是表\n');
    expect(made.text).toContain('／／ 不是注释');
    expect(made.text).toContain('｜ 不是表');
  });

  test('normalising keeps every word', async () => {
    expect(normalise('**预算**\u00a0\ufeff<b>合计</b>\f下页')).toBe('预算 合计\n\n下页');
  });
});

describe('what stands beside the text', () => {
  const word = (body: string, more: Record<string, string> = {}) =>
    zipSync(
      Object.fromEntries(
        Object.entries({
          'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
          ...more,
        }).map(([name, xml]) => [name, strToU8(xml)]),
      ),
    );
  const paragraph = (inner: string) => `<w:p>${inner}</w:p>`;
  const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;

  test('notes and remarks of Word are kept as comments, what was struck out is told', async () => {
    const made = await importFile(
      'a.docx',
      word(
        paragraph(run('本年支出增加。')) +
          paragraph(
            `<w:ins>${run('插入的话。')}</w:ins><w:del><w:r><w:delText>删去的话。</w:delText></w:r></w:del>`,
          ) +
          paragraph(`<w:moveFrom>${run('移走的话。')}</w:moveFrom><w:moveTo>${run('移到的话。')}</w:moveTo>`),
        {
          'word/endnotes.xml': `<w:endnotes><w:endnote w:type="separator"><w:p>${run('——')}</w:p></w:endnote><w:endnote><w:p>${run('尾注的话')}</w:p></w:endnote></w:endnotes>`,
          'word/comments.xml': `<w:comments><w:comment><w:p>${run('请核对')}</w:p></w:comment></w:comments>`,
        },
      ),
    );
    expect(made.text).toContain('插入的话。');
    expect(made.text).toContain('移到的话。');
    expect(made.text).not.toMatch(/删去|移走|——/);
    expect(made.text).toContain('// 尾注：尾注的话');
    expect(made.text).toContain('// 批注：请核对');
    expect(made.remarks).toContainEqual({ id: 'import.deleted', data: { count: '2' } });
  });

  test('remarks at the cells of a sheet are kept as comments', async () => {
    const comments = strToU8(
      '<comments><commentList><comment ref="C5"><text><r><t>与科室核对</t></r></text></comment></commentList></comments>',
    );
    const made = await importFile('a.xlsx', xlsx([income], { 'xl/comments1.xml': comments }));
    expect(made.text).toContain('// 批注（C5）：与科室核对');
  });

  test('a workbook and a document are left off on the way', async () => {
    const stop = new Error('stop');
    const asked: number[] = [];
    const stopAfter = (n: number) => (done: number) => {
      asked.push(done);
      if (asked.length > n) throw stop;
    };
    await expect(importFile('a.xlsx', xlsx([income, income, income]), stopAfter(1))).rejects.toBe(stop);
    expect(asked).toEqual([0, 1]);
    asked.length = 0;
    const table = `<w:tbl><w:tr><w:tc>${paragraph(run('甲'))}</w:tc></w:tr></w:tbl>`;
    await expect(importFile('a.docx', word(table.repeat(5)), stopAfter(3))).rejects.toBe(stop);
    expect(asked).toEqual([0, 1, 2, 3]);
  });
});
