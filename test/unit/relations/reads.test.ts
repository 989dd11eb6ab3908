/** What decides by amounts which sums there are is decided anew when these change. */
import { expect, test } from 'vitest';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Session } from '../../support/edits.ts';

/** Two 小计 that are sums of the rows above them, until an amount says that they are of those below. */
const TABLE = `---
单位：某局
年度：2023
类型：决算
---

## 经费分配表

| 科目编码 | 科目名称 | 金额 |
| --- | --- | ---: |
| 20101 | 甲 | 10.00 |
| 20103 | 乙 | 5.00 |
|  | 小计 | 15.00 |
| 20105 | 丙 | 7.00 |
| 20106 | 丁 | 1.00 |
|  | 小计 | 8.00 |
| 20107 | 戊 | 9.00 |
|  | 合计 | 32.00 |
`;

function owed(text: string): string[] {
  return analyse(text).graph.relations.map((r) => `${r.id} ${r.total?.raw} ${r.outcome?.state}`);
}

test('of which rows a 小计 is the sum', () => {
  const session = new Session(TABLE);
  const told = () =>
    session.analysis().graph.relations.map((r) => `${r.id} ${r.total?.raw} ${r.outcome?.state}`);
  expect(told()).toEqual(owed(TABLE));
  let text = TABLE;
  const seen = new Set<string>();
  // The third and the sixth row are the 小计.
  for (const [row, amount] of [
    [2, '8.00'],
    [5, '9.00'],
    [3, '6.00'],
    [5, '15.00'],
    [2, '15.00'],
    [5, '7.00'],
  ] as const) {
    const lines = text.split('\n');
    const line = lines.slice(0, 10 + row).join('\n').length + 1;
    const end = text.indexOf(' |\n', line);
    const start = text.lastIndexOf(' ', end - 1) + 1;
    text = text.slice(0, start) + amount + text.slice(end);
    session.change({ start, end, text: amount });
    expect(told()).toEqual(owed(text));
    seen.add(
      told()
        .filter((r) => r.includes('subtotal'))
        .join(),
    );
  }
  // The amounts did decide.
  expect(seen.size).toBeGreaterThan(1);
});
