/** The two files of a new rule: they hold together as they are, and are to be filled in. */

/** The rule: its words, and what it looks for. */
export function ruleFile(family: string, id: string): string {
  return `/** What ${id} looks for, in one sentence. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  found: { zh: '《{title}》：写明哪里不对，应当怎样。', en: '{title}: what is wrong, and what it should be.' },
} as const satisfies Says;

export default defineRule({
  id: '${id}',
  title: { zh: '规则的名称', en: 'Title of the rule' },
  family: '${family}',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    if (placed.table.title !== '要换成自己的条件') continue;
    yield {
      message: SAYS.found,
      data: { title: placed.table.title },
      range: tablePlace(analysis, placed),
    };
  }
}
`;
}

/** The page of the rule, which is its test. */
export function rulePage(id: string): string {
  const sample = (heading: string) => `\`\`\`disclosure
单位：某某局
年度：2023
类型：决算
金额单位：万元

## ${heading}

| 项目 | 金额 |
| --- | ---: |
| 办公费 | 10.00 |
\`\`\``;
  return `# ${id} 规则的名称

## 查什么

一两句话：查的是什么。

## 为什么

错在这里会怎样，为什么值得说。

## 怎么改

人要做什么；有改法的，编辑器里能一键做什么。

## 何时豁免

什么情形下这样写是对的，写 \`// 忽略 ${id}：理由\`。

## 写错的

${sample('⟦要换成自己的条件⟧')}

## 写对的

${sample('对的例子')}
`;
}
