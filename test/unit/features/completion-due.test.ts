/** The figure or share that a sentence is about to print; ‸ stands for the cursor. */
import { describe, expect, it } from 'vitest';
import { complete, open } from '../../../server/src/service.ts';

const report = (sentence: string, unit = '万元') => `单位：某某局
年度：2023
类型：决算
金额单位：${unit}

## 支出决算表
公开03表    金额单位：${unit}

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 1,200.00 | 900.00 | 300.00 |
| 208 | 社会保障和就业支出 | 1,200.00 | 900.00 | 300.00 |

## 支出决算情况说明

${sentence}
`;

async function offered(sentence: string, unit?: string): Promise<string[]> {
  const text = report(sentence, unit);
  const lines = text.slice(0, text.indexOf('‸')).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const found = await complete(open(text.replace('‸', '')), position);
  return found?.items.map((i) => i.newText) ?? [];
}

describe('the figure that is due', () => {
  it.each([
    ['2023年度支出合计为‸', '1,200.00万元'],
    ['本年支出合计‸', '1,200.00万元'],
    ['2023年度支出合计为‸万元，其中……', '1,200.00'],
    ['2023年度支出合计1,200.00万元，其中：基本支出为‸', '900.00万元'],
  ])('%s', async (sentence, wanted) => {
    expect((await offered(sentence))[0]).toBe(wanted);
  });

  it('has the unit of the report', async () => {
    expect((await offered('2023年度支出合计为‸', '元'))[0]).toBe('1,200.00元');
  });

  it('parts figure and unit as the report does', async () => {
    const found = await offered('项目支出 300.00 万元，基本支出 900.00 万元，2023年度支出合计为‸');
    expect(found[0]).toBe('1,200.00 万元');
  });
});

describe('the share that is due', () => {
  it.each([
    ['2023年度支出合计1,200.00万元，其中：基本支出900.00万元，占支出合计的‸', '75.00%'],
    ['2023年度支出合计1,200.00万元，其中：项目支出300.00万元，占支出合计的‸%。', '25.00'],
    ['2023年度支出合计1,200.00万元，其中：项目支出300.00万元，占‸', '25.00%'],
  ])('%s', async (sentence, wanted) => {
    expect((await offered(sentence))[0]).toContain(wanted);
  });
});

it.each(['主要原因是‸', '负责组织实施为‸民服务', '2023年度外国政府贷款支出为‸'])(
  'says nothing where nothing is due: %s',
  async (sentence) => {
    expect((await offered(sentence)).filter((t) => /\d/.test(t))).toEqual([]);
  },
);
