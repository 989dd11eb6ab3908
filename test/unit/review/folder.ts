/** Small made-up reports for tests of reviews. */
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { open } from '../../../server/src/service.ts';
import { pdf, ruled } from '../../support/pdf.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);

/** A 决算 of one table that reconciles. */
export const final = (unit: string, year: number) => `标题：${year}年度${unit}决算
单位：${unit}
年度：${year}
类型：决算
金额单位：万元

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 30.00 | 20.00 | 10.00 |
| 213 | 农林水支出 | 30.00 | 20.00 | 10.00 |
`;

/** The same table without words, as a sheet saved for other programs. */
export const sheet = () => `支出决算表
科目编码,科目名称,本年支出合计,基本支出,项目支出
合计,,30.00,20.00,10.00
213,农林水支出,30.00,20.00,10.00
`;

/** The same as bare rows, for formats that tests make themselves. */
export const rows = (total = '30.00') => [
  ['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出'],
  ['合计', '', '30.00', '20.00', '10.00'],
  ['213', '农林水支出', total, '20.00', '10.00'],
];

/** Spending of a unit, in hundredths of 万元: 基本, 项目 for two 类. */
export type Amounts = readonly [number, number, number, number];

const money = (cents: number) => (cents / 100).toFixed(2);

/** A 决算 that says what it is made of; `slip` is more in its total and its first 类. */
export function ofUnit(unit: string, [a, b, c, d]: Amounts, made = '', slip = 0): string {
  const row = (code: string, name: string, x: number, y: number, more = 0) =>
    `| ${code} | ${name} | ${money(x + y + more)} | ${money(x)} | ${money(y + more)} |`;
  return `标题：2023年度${unit}决算
单位：${unit}
年度：2023
类型：决算
金额单位：万元

# 第一部分 单位概况

## 一、机构设置

${made || '内设科室若干。'}

# 第二部分 决算表

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
${row('合计', '', a + c, b + d, slip)}
${row('206', '科学技术支出', a, b, slip)}
${row('212', '城乡社区支出', c, d)}
`;
}

const ITEMS = 30;

/** The same with many items, of k hundredths and more each; `more` goes to the first of them and to what it is part of. */
export function ofItems(unit: string, k: number, made = '', more = 0): string {
  const row = (code: string, name: string, x: number) =>
    `| ${code} | ${name} | ${money(x)} | ${money(x)} |  |`;
  const items = Array.from({ length: ITEMS }, (_, i) =>
    row(String(2_160_101 + i), `事项${i}`, k * (i + 1) + (i === 0 ? more : 0)),
  );
  const total = (k * ITEMS * (ITEMS + 1)) / 2 + more;
  const rows = [
    row('合计', '', total),
    row('216', '商业服务业等支出', total),
    row('21601', '商业流通事务', total),
  ];
  const text = ofUnit(unit, [0, 0, 0, 0], made).replace(/\| 合计[\s\S]*$/, [...rows, ...items].join('\n'));
  return `${text}\n`;
}

// ---- a folder: two years of each unit, in six formats; every second unit has a slip in the second year ----

const FORMATS = ['xlsx', 'docx', 'html', 'pdf', 'csv', 'disclosure'] as const;

export const UNITS = [
  '水利',
  '林业',
  '教育',
  '民政',
  '交通',
  '司法',
  '审计',
  '统计',
  '体育',
  '商务',
  '科技',
  '农业',
  '档案',
  '信访',
];

/** Those with a slip. */
export const isWrong = (i: number) => i % 2 === 0;

export const formatOf = (i: number) => FORMATS[i % FORMATS.length] as (typeof FORMATS)[number];

export const nameOf = (i: number, unit: string, year: number) => `${unit}${year}年度决算.${formatOf(i)}`;

/** Files that cannot be read. */
export const CORRUPT: Readonly<Record<string, string | Uint8Array>> = {
  '坏了.docx': 'PK\u0003\u0004 half a file',
  '加密.xlsx': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3),
};

/** What is in the file of a unit's report. */
export async function contentOf(
  i: number,
  unit: string,
  year: number,
  wrong: boolean,
): Promise<string | Uint8Array> {
  const total = wrong ? '31.00' : '30.00';
  const format = formatOf(i);
  const source = final(unit, year).replace('| 213 | 农林水支出 | 30.00', `| 213 | 农林水支出 | ${total}`);
  const title = `${year}年度${unit}决算`;
  if (format === 'disclosure') return source;
  if (format === 'csv')
    return [[title], ['支出决算表'], [`单位：${unit}`, '金额单位：万元'], ...rows(total)]
      .map((r) => r.join(','))
      .join('\n');
  if (format === 'pdf') {
    const table = ruled(60, 700, [80, 110, 90, 80, 80], rows(total));
    const head = [
      [200, 790, title],
      [220, 750, '支出决算表'],
      [60, 715, `部门：${unit}`],
      [420, 715, '金额单位：万元'],
    ] as const;
    return pdf([{ ...table, words: [...head, ...(table.words ?? [])] }]);
  }
  const { files } = await exportReport(open(source), format, title);
  return files[0]?.content as string | Uint8Array;
}
