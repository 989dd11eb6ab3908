/** The two files of a new form: they hold together as they are, and are to be filled in. */

/** The form as data. */
export function formFile(name: string): string {
  return `# 表的全名：一句话说明这张表是什么。
id: ${name}
title: ${name}表的标题
english: What the table is
kind: any
aliases: []
structure: rows
panels:
  - id: 内容
    otherGroup: 各项
    columns:
      - { id: 金额, required: true }
    rows:
      - { id: 合计, aliases: [总计], required: true }
      - { id: 甲项, group: 各项 }
      - { id: 乙项, group: 各项 }
relations:
  - { id: ${name}.total, rule: total, rows: 合计 = Σ各项, in: [金额] }
basis: 写明标题、表头和各行见于哪份公开的报告
`;
}

/** The page of the form, which is its test. */
export function formPage(name: string): string {
  const title = `${name}表的标题`;
  const sample = (total: string) => `\`\`\`disclosure
单位：某某局
年度：2024
类型：预算
金额单位：万元

## ${title}

| 项目 | 金额 |
| --- | ---: |
| 合计 | ${total} |
| 甲项 | 10.00 |
| 乙项 | 20.00 |
\`\`\``;
  return `# ${title}

这张表是什么，谁要填，从哪里来。

## 应当对得上的

- 合计 = 各项之和

## 写对的

${sample('30.00')}

## 写错的

${sample('⟦40.00⟧')}

规则：total

10.00 + 20.00 = 30.00。
`;
}
