/** A report in which much is odd that a table may be. */

/** Merged headers, notes, a title with all that a sheet's name may not hold, figures of all kinds, a table without rows. */
export const ODD = `标题：2023年度某某局决算
单位：某某局
年度：2023
金额单位：万元

## 一、收入/支出[表]*?：'甲'
公开01表    单位：某某局    金额单位：万元

| 项目 | 支出/基本 | 支出/项目 | 其他 |
| --- | ---: | ---: | --- |
| 𠮷野 & <甲> "乙" | -1,234.50 | 0.00 | 12.3% |
| 丙<br>丁 | 12,345,678,901,234,567.89 | 1 | 100分 |
|  |  |  | =1+1 |
注：甲
注：乙

## 表

| 项目 | 金额 |
| --- | ---: |
`;
