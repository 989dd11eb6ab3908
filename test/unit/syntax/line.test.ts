import { describe, expect, test } from 'vitest';
import {
  cellsOf,
  frontPair,
  headingText,
  isDelimiter,
  type Line,
  pairsOf,
  readLine,
  tokensOf,
  unitOf,
  waiverOf,
} from '../../../server/src/syntax/line.ts';

const line = (text: string): Line => readLine({ text, eol: '\n' });
const kind = (text: string) => line(text).kind;

describe('what a line is', () => {
  test.each([
    ['', 'blank'],
    [' \t　', 'blank'],
    ['// 忽略 rollup：已核对', 'comment'],
    ['  // 注：这是批注', 'comment'],
    ['# 第一部分', 'heading'],
    ['###### 六级', 'heading'],
    ['####### 七级', 'prose'],
    ['#没有空格', 'prose'],
    ['＃ 全角井号', 'prose'],
    [' # 前有空格', 'prose'],
    ['| 合计 | 1.00 |', 'bar'],
    ['  | 合计 | 1.00 |', 'bar'],
    ['|', 'bar'],
    ['注：本表反映收入。', 'note'],
    ['注1：本表反映收入。', 'note'],
    ['　说明: 无数据', 'note'],
    ['备注 ：无', 'note'],
    ['注意：这不是表注', 'prose'],
    ['勾稽：公开01.总计 = 公开02.合计', 'formula'],
    ['勾稽:a=b', 'formula'],
    ['图：支出决算结构图', 'chart'],
    ['图 1：支出决算结构图', 'chart'],
    ['图书购置费：12 万元', 'prose'],
    ['公开02表', 'property'],
    ['公开 02 表    金额单位：万元', 'property'],
    ['2022年度', 'property'],
    ['２０２２ 年度', 'property'],
    ['编制单位：某局    单位：万元', 'property'],
    ['单位：万元', 'property'],
    ['323某某局    预算年度：2024', 'property'],
    ['单位：本部门所属单位情况说明如下。', 'prose'],
    ['收入:支出', 'prose'],
    ['205\t教育支出\t150.00', 'tab'],
    ['合计\t\t', 'tab'],
    ['单位：某局\t金额单位：万元', 'property'],
    ['2022 年度收入合计 2,817.04 万元。', 'prose'],
    ['合计 1.00 | 2.00 |', 'prose'],
  ])('%j is %s', (text, expected) => {
    expect(kind(text)).toBe(expected);
  });

  test('the order of the decision: each of these also looks like what comes later', () => {
    expect(kind('// # | 注：勾稽：单位：万元\t')).toBe('comment');
    expect(kind('# | 注：a\tb\t')).toBe('heading');
    expect(kind('| 注：a\tb\t单位：万元')).toBe('bar');
    expect(kind('注：27行＝（1+2）行\t单位：万元')).toBe('note');
    expect(kind('勾稽：a = b\tc\t')).toBe('formula');
    expect(kind('单位：万元\t年度：2022')).toBe('property');
    expect(kind('甲\t乙')).toBe('tab');
  });

  test('trailing blanks and tabs are put aside first', () => {
    expect(kind('# 标题 \t　')).toBe('heading');
    expect(headingText(line('# 标题 \t　'))).toEqual({ text: '标题', start: 2, end: 4 });
    expect(kind('单位：万元\t\t ')).toBe('property');
  });

  test('a byte order mark hides nothing', () => {
    for (const text of ['# 标题', '| 甲 |', '注：甲', '// 甲', '单位：万元', '']) {
      expect([text, kind(`\ufeff${text}`)]).toEqual([text, kind(text)]);
    }
    expect(headingText(line('\ufeff# 标题')).text).toBe('标题');
    expect(cellsOf(line('\ufeff| 甲 | 乙 |')).map((c) => c.text)).toEqual(['甲', '乙']);
    expect(cellsOf(line('\ufeff甲\t乙')).map((c) => c.text)).toEqual(['甲', '乙']);
    expect(frontPair(line('\ufeff年度：2022'))).toMatchObject({ key: '年度', keyStart: 1, value: '2022' });
  });
});

describe('property lines', () => {
  const pairs = (text: string) => pairsOf(line(text)).map((p) => [p.key, p.value]);

  test.each([
    ['公开02表    金额单位：万元', ['公开', '02'], ['金额单位', '万元']],
    ['公开 02 表 金额单位：万元', ['公开', '02'], ['金额单位', '万元']],
    ['公开2表', ['公开', '02']],
    ['公开０２表', ['公开', '02']],
    ['财决公开06-1表', ['公开', '06-1']],
    ['编制单位：某某局\t单位：元', ['编制单位', '某某局'], ['单位', '元']],
    // One space parts where a known key follows.
    ['部门名称：某某 局 金额单位:万元', ['部门名称', '某某 局'], ['金额单位', '万元']],
    ['单位：某某局 甲：乙', ['单位', '某某局 甲：乙']],
    ['单位：某某局  甲：乙', ['单位', '某某局'], ['甲', '乙']],
    ['单位：某某局　金额单位：元', ['单位', '某某局'], ['金额单位', '元']],
    ['2022 年度    单位：万元', ['年度', '2022'], ['单位', '万元']],
    ['表式：决算02', ['表式', '决算02']],
    ['预算年度：2024    323某某局', ['预算年度', '2024'], ['', '323某某局']],
    // A key right behind a title.
    [
      '2024年收入预算表填报部门：某中心\t金额单位：元',
      ['', '2024年收入预算表'],
      ['填报部门', '某中心'],
      ['金额单位', '元'],
    ],
    ['部门收支总表（一）单位：万元', ['', '部门收支总表（一）'], ['单位', '万元']],
    ['报表编制单位：某中心  单位：元', ['报表编制单位', '某中心'], ['单位', '元']],
  ])('%s', (text, ...expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  test('places are those of the line', () => {
    const text = '\ufeff  单位： 某某局    金额单位：万元  ';
    const places = pairsOf(line(text)).map((p) => [
      text.slice(p.keyStart, p.keyEnd),
      text.slice(p.valueStart, p.valueEnd),
    ]);
    expect(places).toEqual([
      ['单位', '某某局'],
      ['金额单位', '万元'],
    ]);
  });

  test.each([
    ['万元', 4],
    ['元', 0],
    ['千元', 3],
    ['亿元', 8],
    ['人民币万元', 4],
    ['（万元）', 4],
    ['万', undefined],
    ['美元', undefined],
    ['constructor', undefined],
  ])('unit %s', (text, power) => {
    expect(unitOf(text)).toBe(power);
  });
});

describe('front matter pairs', () => {
  test.each([
    ['标题：2022 年度某局决算：公开稿', '标题', '2022 年度某局决算：公开稿'],
    ['年度:2022', '年度', '2022'],
    ['单位性质：', '单位性质', ''],
    ['八个字的键名也行：是', '八个字的键名也行', '是'],
  ])('%s', (text, key, value) => {
    expect(frontPair(line(text))).toMatchObject({ key, value });
  });

  test.each([
    '九个字的键名就太长了：否',
    '有 空格：否',
    '有，标点：否',
    '没有冒号',
    '# 年度：2022',
    '| 年度：2022 |',
  ])('%s is none', (text) => {
    expect(frontPair(line(text))).toBeUndefined();
  });
});

describe('cells', () => {
  const cells = (text: string) => cellsOf(line(text)).map((c) => c.text);

  test.each([
    ['| 合计 | 1.00 |', ['合计', '1.00']],
    ['|合计|1.00|', ['合计', '1.00']],
    ['| 合计 | 1.00', ['合计', '1.00']],
    ['| 合计 |  |', ['合计', '']],
    ['|  |  |', ['', '']],
    ['||', ['']],
    ['|', []],
    ['| 甲\\|乙 | 丙 |', ['甲|乙', '丙']],
    ['| 甲 \\| | 丙 |', ['甲 |', '丙']],
    ['| 合<br>计 | 丙 |', ['合\n计', '丙']],
    ['| 合<BR/>计<br /> | 丙 |', ['合\n计\n', '丙']],
    ['| 　合计　 | 丙 |  ', ['合计', '丙']],
    ['合计 | 1.00 |', ['合计', '1.00']],
    ['甲\t乙\t丙', ['甲', '乙', '丙']],
    ['甲\t\t', ['甲', '', '']],
    ['\t乙', ['', '乙']],
    ['甲 | 乙', ['甲', '乙']],
    ['甲乙', []],
  ])('%j', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test('`start`–`end` is the content, `from`–`to` all between the bars', () => {
    const text = '|  合\\|计 |   |';
    const places = cellsOf(line(text)).map((c) => [text.slice(c.start, c.end), text.slice(c.from, c.to)]);
    expect(places).toEqual([
      ['合\\|计', '  合\\|计 '],
      ['', '   '],
    ]);
    // Where a figure would be typed: behind the blank that follows the bar.
    expect(cellsOf(line(text))[1]).toMatchObject({ start: 10, end: 10 });
  });

  test('bars in a tab row are text', () => {
    expect(cells('甲\t乙|丙')).toEqual(['甲', '乙|丙']);
  });

  test.each([
    ['| --- | ---: |', true],
    ['|:-:|-|', true],
    ['| - | |', false],
    ['| — | — |', false],
    ['| |', false],
    ['|', false],
    ['--- | ---', false],
  ])('delimiter %j: %s', (text, expected) => {
    expect(isDelimiter(line(text))).toBe(expected);
  });
});

describe('waivers', () => {
  test.each([
    ['// 忽略 rollup：口径不同', 'next', 'rollup', '口径不同'],
    ['//忽略 rollup:口径不同', 'next', 'rollup', '口径不同'],
    ['  // 忽略本表 row-sum：', 'table', 'row-sum', ''],
    ['// 忽略全文 cross-table：已与财政部门核对：见函', 'file', 'cross-table', '已与财政部门核对：见函'],
    ['// disclosure-ignore rollup: known', 'next', 'rollup', 'known'],
    ['// disclosure-ignore-table rollup: known', 'table', 'rollup', 'known'],
    ['// disclosure-ignore-file rollup: known', 'file', 'rollup', 'known'],
    ['// 忽略 rollup', 'next', 'rollup', ''],
    ['// 忽略', 'next', '', ''],
  ])('%s', (text, scope, rule, reason) => {
    const waiver = waiverOf(line(text))!;
    expect(waiver).toMatchObject({ scope, rule, reason });
    expect(text.slice(waiver.ruleStart, waiver.ruleEnd)).toBe(rule);
  });

  test.each([
    '// 忽略不计',
    '// 这里忽略 rollup：甲',
    '// disclosure-ignored x: y',
    '忽略 rollup：甲',
    '# 忽略 a：b',
  ])('%s is none', (text) => {
    expect(waiverOf(line(text))).toBeUndefined();
  });
});

describe('tokens', () => {
  const tokens = (text: string) =>
    tokensOf(line(text)).map((t) => `${t.kind}:${t.kind === 'eol' ? '' : text.slice(t.start, t.end)}`);

  test.each([
    ['# 标题 ', ['heading-mark:#', 'blank: ', 'heading-text:标题', 'blank: ', 'eol:']],
    ['| 甲 |', ['bar:|', 'blank: ', 'cell:甲', 'blank: ', 'bar:|', 'eol:']],
    ['|---|', ['bar:|', 'delimiter:---', 'bar:|', 'eol:']],
    ['甲\t\t乙', ['cell:甲', 'tab:\t', 'tab:\t', 'cell:乙', 'eol:']],
    ['单位：元', ['key:单位', 'colon:：', 'value:元', 'eol:']],
    ['注： 甲', ['note-mark:注：', 'note-text: 甲', 'eol:']],
    ['勾稽：甲=乙', ['formula-mark:勾稽：', 'formula-text:甲=乙', 'eol:']],
    ['图1：甲', ['chart-mark:图1：', 'chart-text:甲', 'eol:']],
    ['// 甲', ['comment:// 甲', 'eol:']],
    ['// 忽略 rollup：甲', ['waiver:// 忽略 rollup：甲', 'eol:']],
    ['\ufeff甲', ['bom:\ufeff', 'text:甲', 'eol:']],
    ['', ['eol:']],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});
