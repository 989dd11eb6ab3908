/** Text as it is pasted: page numbers, frames of sites, contents, cells one below the other; many files at once. */
import { describe, expect, test } from 'vitest';
import { importFile, importMany, importText } from '../../../server/src/exchange/import/index.ts';
import { open } from '../../../server/src/service.ts';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const bodyOf = (text: string) =>
  open(text)
    .tree.lines.map((l) => l.text)
    .filter((t) => !t.startsWith('//'))
    .join('\n');

test('page numbers inside sentences leave figures alone', () => {
  const made = importText(
    [
      '2019 年度培训费支出 12.3',
      '第 21 页 共 40 页',
      '0 万元，比上年增加 2.00 万元，增长 19.42%，主要是新开了两个',
      '22',
      '培训班；会议费支出 3.00 万元。',
    ].join('\n'),
  );
  expect(bodyOf(made.text)).not.toMatch(/12\.321|两个22|第 21 页/);
  expect(made.remarks.map((r) => r.id)).toContain('import.page-numbers');
  expect(made.text).toContain('第 21 页 共 40 页');
});

test('the frame of a site and contents without their word are comments', async () => {
  const text = [
    '您现在的位置： 首页 > 财政公开',
    '信息索引号： 77/2023-1 公开方式： 主动公开',
    '白河市档案馆2023年度单位预算公开说明',
    '打印 关闭',
    '第一部分 单位概况',
    '一、主要职能',
    '二、机构情况',
    '第二部分 预算说明',
    '第一部分 单位概况',
    '一、主要职能',
    '保管档案。',
    '二、机构情况',
    '内设两个科。',
    '第二部分 预算说明',
    '收入 8.00 万元。',
  ].join('\n');
  const { text: made } = await importFile('a.txt', new TextEncoder().encode(text));
  const { front, allSections } = open(made).report;
  expect([front.title, front.unit, front.year, front.kind]).toEqual([
    '白河市档案馆2023年度单位预算公开说明',
    '白河市档案馆',
    2023,
    '预算',
  ]);
  expect(allSections.map((s) => s.text)).toEqual([
    '第一部分 单位概况',
    '一、主要职能',
    '二、机构情况',
    '第二部分 预算说明',
  ]);
  expect(bodyOf(made)).not.toMatch(/位置|索引号|打印/);
});

describe('cells one below the other', () => {
  const over = ['白河市2020年部门整体收支表', '单位：万元'];
  test('rows of one kind of cells each, with bars at their ends and blank lines', () => {
    const cells = [
      '项 目 |',
      '上年数 |',
      '',
      '本年数 |',
      '|',
      '办公费 |',
      '4.00 |',
      '5.00 |',
      '||',
      '印刷费 |',
      '1.00 |',
      '0 |',
    ];
    const [table] = open(importText([...over, ...cells].join('\n')).text).report.tables;
    expect(table?.table.columns.map((c) => c.path.join('/'))).toEqual(['项目', '上年数', '本年数']);
    expect(table?.table.rows).toHaveLength(2);
  });

  test('rows of unlike length are kept under one mark of a table that lacks rows', () => {
    const cells = [
      '项目',
      '上年数',
      '本年数',
      '办公费',
      '4.00',
      '5.00',
      '印刷费',
      '1.00',
      '邮电费',
      '2.00',
      '3.00',
    ];
    const made = importText([...over, ...cells].join('\n'));
    expect(made.text).toMatch(/^\/\/ 待核对（缺行、缺栏）：/m);
    expect(made.unsure).toMatchObject([{ lines: cells.length }]);
    for (const cell of cells) expect(made.text).toContain(cell);
  });
});

test('a cell of several lines in quotes; a row in which people sign', () => {
  const rows = [
    '部门支出表',
    '科目编码\t科目名称\t金额',
    '205\t"教育\n支出"\t3.00',
    '206\t"科学""技术""支出"\t4.00',
    '负责人：李某\t填表人：周某\t',
  ];
  const made = importText(rows.join('\n'));
  expect(made.text).toContain('| 205 | 教育支出 | 3.00 |');
  expect(made.text).toContain('科学"技术"支出');
  expect(open(made.text).report.tables[0]?.table.rows).toHaveLength(2);
});

test('of many files one report for each unit and year; tables of one never replace those of another', async () => {
  const table = (unit: string, amount: string) =>
    file(
      `${unit}表.txt`,
      `支出总表\n部门：${unit}\t单位：万元\n项目\t2021年预算数\n合计\t${amount}\n办公费\t${amount}`,
    );
  const words = (unit: string) =>
    file(
      `${unit}说明.txt`,
      `${unit}2021年度部门预算\n${unit}2021年度支出预算为若干万元，用于保障机构正常运转和完成各项工作任务。`,
    );
  const bad = file('坏.pdf', '这不是 PDF');
  const { reports, unread } = await importMany([
    table('白河市水利局', '7.00'),
    words('白河市水利局'),
    table('白河市林业局', '9.00'),
    bad,
  ]);
  expect(reports.map((r) => r.files)).toEqual([
    ['白河市水利局表.txt', '白河市水利局说明.txt'],
    ['白河市林业局表.txt'],
  ]);
  expect(reports[0]?.made.text).toContain('7.00');
  expect(reports[0]?.made.text).not.toContain('9.00');
  expect(unread.map((u) => u.name)).toEqual(['坏.pdf']);
});

test('tables that do not say their year never take the place of others with other amounts', async () => {
  const table = (amount: string) =>
    `支出决算表\n部门：青石县档案馆\t单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n\t合计\t${amount}\t${amount}\t\n205\t教育支出\t${amount}\t${amount}\t`;
  const last = `青石县档案馆2021年度部门决算\n${table('7.00')}\n2021年度支出合计7.00万元，用于保障机构正常运转和完成各项工作任务。`;
  const made = async (amount: string) =>
    (await importMany([file('表.txt', table(amount)), file('去年.txt', last)])).reports.map((r) => r.files);
  expect(await made('9.00')).toEqual([['表.txt'], ['去年.txt']]);
  expect(await made('7.00')).toEqual([['表.txt', '去年.txt']]);
});

test('lists of links and the table of keys of a site are comments; an attachment’s name is kept', async () => {
  const page = `<body><ul><li><a href="#">机构职能</a></li><li><a href="#">互动交流</a></li></ul>
    <table><tr><td>索 引 号</td><td>01/2021-7</td><td>类别</td><td>财政</td></tr><tr><td>发布机构</td><td>青石县教育局</td><td>成文日期</td><td>2021-09-01</td></tr></table>
    <h1>青石县教育局2021年度部门决算</h1><ul><li>本年支出合计3.00万元。</li><li>见<a href="#">附件</a></li></ul></body>`;
  const { text, tables } = await importFile('页.html', new TextEncoder().encode(page));
  expect(tables).toEqual([]);
  expect(text).toContain('// 机构职能 互动交流');
  expect(text).toMatch(/\/\/ 索 ?引 ?号 {2}01\/2021-7/);
  expect(text).toContain('单位：青石县教育局');
  expect(text).toContain('\n本年支出合计3.00万元。');
  expect(text).toContain('\n见附件');
});

test('a hidden row of a page keeps its cells apart, and is the likely cause where a total counts it', async () => {
  const row = (hidden: boolean, ...cells: string[]) =>
    `<tr${hidden ? ' style="height:0;display:none"' : ''}>${cells.map((c) => `<td>${c}</td>`).join('')}</tr>`;
  const page = `<table>${row(false, '支出决算表', '', '')}${row(false, '科目编码', '科目名称', '本年支出合计')}${row(false, '', '合计', '12.00')}${row(false, '201', '一般公共服务支出', '5.00')}${row(true, '213', '农林水支出', '7.00')}</table>`;
  const made = await importFile('表.html', new TextEncoder().encode(page));
  expect(made.text).toContain('// 隐藏的第 5 行：213 | 农林水支出 | 7.00');
  expect(made.text).not.toContain('| 213 |');
  expect(made.remarks.map((r) => r.id)).toContain('import.hidden-html');
  expect(open(made.text).findings.some((f) => /隐藏的第 5 行.*213/.test(f.message))).toBe(true);
});

test('the title of the report in a cell over the name of each table is no row of it', async () => {
  const sheet = [
    '青石县教育局2021年度部门决算,,',
    '支出决算表,,',
    '公开03表,,金额单位：万元',
    '科目编码,科目名称,本年支出合计',
    ',合计,12.75',
    '205,教育支出,12.75',
  ];
  const made = await importFile('a.csv', new TextEncoder().encode(sheet.join('\n')));
  expect(made.tables).toMatchObject([{ title: '支出决算表', rows: 2, columns: 3, form: '支出决算表' }]);
  expect(made.text).toContain('年度：2021');
  expect(made.text).toContain('单位：青石县教育局');
});

test('a list of headings under 目录 is no heading, also where none of them stands again', async () => {
  const list = ['第一部分 概况', '第二部分 部门决算表', '第三部分 情况说明', '第四部分 名词解释'];
  const body = ['2021年度部门决算情况说明', '一、收支情况', '本年支出合计3.00万元。', '二、其他', '无。'];
  const txt = await importFile(
    '甲.txt',
    new TextEncoder().encode(['青石县教育局2021年度部门决算', '目 录', ...list, ...body].join('\n')),
  );
  const page = ['青石县教育局2021年度部门决算', '目录', ...list, ...body]
    .map((line) => `<p>${line}</p>`)
    .join('');
  const html = await importFile('甲.html', new TextEncoder().encode(`<html><body>${page}</body></html>`));
  for (const { text } of [txt, html]) {
    for (const line of list) expect(text).toContain(`// ${line}`);
    expect(text).not.toMatch(/^#+ 第/m);
    expect(text).toMatch(/^#+ 一、收支情况$/m);
    expect(text).toContain('\n本年支出合计3.00万元。');
  }
});
