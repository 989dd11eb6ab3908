import { describe, expect, test } from 'vitest';
import { readUserForm } from '../../../server/src/analysis/user-forms.ts';
import { formFromTable, formHere, open, referenceWith, tableNamed } from '../../../server/src/service.ts';

const front = '单位：某局\n年度：2024\n类型：决算\n金额单位：万元\n\n';
const TRAINING = `${front}## 2024年度培训情况表

| 项目 | 班次（个） | 培训费 | 差旅费 | 合计 | 占比 |
| --- | ---: | ---: | ---: | ---: | ---: |
| 合计 | 5 | 12.40 | 3.10 | 15.50 | 100.00% |
| 业务培训 | 3 | 9.40 | 2.10 | 11.50 | 74.19% |
| 党务培训 | 2 | 3.00 | 1.00 | 4.00 | 25.81% |
`;
const CODED = `${front}## 对口帮扶支出明细

| 科目编码 | 科目名称 | 总额 | 县内/人员 | 县内/公用 | 县外/公用 |
| --- | --- | ---: | ---: | ---: | ---: |
|  | 合计 | 9.00 | 4.00 | 3.00 | 2.00 |
| 205 | 教育支出 | 9.00 | 4.00 | 3.00 | 2.00 |
| 20502 | 普通教育 | 9.00 | 4.00 | 3.00 | 2.00 |
`;

async function made(text: string, title: string) {
  const analysis = open(text);
  const placed = tableNamed(analysis, title);
  if (!placed) throw new Error(title);
  const yaml = formFromTable(analysis, placed);
  return { yaml, read: await readUserForm(yaml, '/w/.disclosure/forms/x.yaml') };
}

describe('a form made from a table', () => {
  test('has its columns, rows and the sums that hold', async () => {
    const { yaml, read } = await made(TRAINING, '培训情况表');
    expect(read.problems).toEqual([]);
    expect(yaml).toContain('columns: "合计 = Σparts"');
    expect(yaml).toContain('rows: "合计 = Σrows"');
    expect(read.form?.panels[0]?.columns.map((c) => [c.id, c.role ?? 'value'])).toEqual([
      ['班次(个)', 'count'],
      ['培训费', 'value'],
      ['差旅费', 'value'],
      ['合计', 'value'],
      ['占比', 'percent'],
    ]);
  });

  test('of codes is a tree, and columns that end alike are told apart', async () => {
    const { yaml, read } = await made(CODED, '对口帮扶支出明细');
    expect(read.problems).toEqual([]);
    expect(read.form?.tree?.catalogue).toBe('functional');
    expect(read.form?.panels[0]?.columns.map((c) => c.id)).toEqual(['总额', '人员', '县内公用', '县外公用']);
    expect(yaml).toContain('总额 = Σparts');
  });

  test('a sum that does not hold is not claimed', async () => {
    const { yaml } = await made(TRAINING.replace('| 9.40 |', '| 9.41 |'), '培训情况表');
    expect(yaml).not.toContain('relations');
  });

  test('is made of the table at a line, from its title to its last row', async () => {
    const text = `${TRAINING}
一句话。

## 财政拨款“三公”经费支出决算表

| 项目 | 预算数 | 决算数 |
| --- | ---: | ---: |
| 合计 | 3.00 | 2.00 |
| 公务接待费 | 3.00 | 2.00 |
`;
    const analysis = open(text);
    const at = (needle: string) =>
      formHere(analysis, text.slice(0, text.indexOf(needle)).split('\n').length - 1);
    expect(at('类型：')).toBeUndefined();
    expect(at('一句话')).toBeUndefined();
    expect(at('| 党务培训')).toEqual(at('## 2024年度培训情况表'));
    const made = at('| 党务培训');
    expect(made).toMatchObject({ name: '培训情况表.yaml', known: undefined });
    expect(at('| 公务接待费')?.known).toContain('三公');
    // With it the table is known, and its sums are made.
    const { form } = await readUserForm(made?.text ?? '', '/w/.disclosure/forms/培训情况表.yaml');
    const own = referenceWith(form ? [form] : []);
    const known = open(text, { reference: own });
    expect(known.report.tables[0]?.table.form?.title).toBe('培训情况表');
    expect(known.coverage.passed).toBeGreaterThan(analysis.coverage.passed);
    const wrong = open(text.replace('| 15.50 |', '| 16.50 |'), { reference: own });
    expect([...wrong.findings].filter((f) => f.severity === 'error').length).toBeGreaterThan(0);
  });
});
