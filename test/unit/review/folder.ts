/** Small made-up reports for tests of reviews. */

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
