/** A table brought up to date from a file: only its own rows, and what changes is told first. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { type TableUpdate, updateTable } from '../../../server/src/exchange/import/update.ts';
import { open } from '../../../server/src/service.ts';

const REPORT = `单位：某某局
年度：2023
类型：决算
金额单位：万元

## 支出决算表
公开03表    金额单位：万元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 说明 |
| --- | --- | ---: | ---: | ---: | --- |
| 合计 |  | 12.00 | 9.00 | 3.00 |  |
| 208 | 社会保障和就业支出 | 12.00 | 9.00 | 3.00 | 已核 |
| 210 | 卫生健康支出 |  |  |  |  |
注：本表反映支出。

## 支出决算情况说明

支出 12.00 万元。
`;

const csv = (...rows: string[]) => ({
  name: '支出决算表.csv',
  bytes: new TextEncoder().encode(`支出决算表\n${rows.join('\n')}\n`),
});

const update = async (file: { name: string; bytes: Uint8Array }, line = 9) =>
  (await updateTable(open(REPORT), line, file)) as TableUpdate;

describe('a table updated from a file', () => {
  const file = csv(
    '科目编码,科目名称,本年支出合计,项目支出,基本支出',
    '合计,,15.00,5.00,10.00',
    '208,社会保障和就业支出,13.00,4.00,9.00',
    '213,农林水支出,2.00,1.00,1.00',
  );

  it('tells every figure and row that changes', async () => {
    const { figures, added, removed } = await update(file);
    expect(figures).toContainEqual(expect.objectContaining({ before: '12.00', after: '13.00' }));
    expect(figures.filter((f) => f.before === f.after)).toEqual([]);
    expect(added.join()).toContain('农林水支出');
    expect(removed.join()).toContain('卫生健康支出');
  });

  it('puts columns where they belong, keeps those that the file has not, and touches nothing else', async () => {
    const { edits } = await update(file);
    const after = applyEdits(REPORT, edits);
    expect(after).toMatch(/\| 208 +\| 社会保障和就业支出 \| +13\.00 \| +9\.00 \| +4\.00 \| 已核 +\|/);
    expect(after).toMatch(/\| 213 +\| 农林水支出 +\| +2\.00 \| +1\.00 \| +1\.00 \|/);
    const outside = (text: string) => text.split('\n').filter((l) => !l.startsWith('|'));
    expect(outside(after)).toEqual(outside(REPORT));
    expect(open(after).findings.filter((f) => f.rule === 'row-sum' || f.rule === 'total')).toEqual([]);
  });

  it('changes nothing where the file says the same', async () => {
    const same = csv(
      '科目编码,科目名称,本年支出合计,基本支出,项目支出',
      '合计,,12.00,9.00,3.00',
      '208,社会保障和就业支出,12.00,9.00,3.00',
      '210,卫生健康支出,,,',
    );
    const { figures, added, removed } = await update(same);
    expect([figures, added, removed]).toEqual([[], [], []]);
  });

  it('says where there is no such table, here or in the file', async () => {
    expect(await updateTable(open(REPORT), 17, file)).toBe('no-table-here');
    const other = {
      name: '收入决算表.csv',
      bytes: new TextEncoder().encode(
        '收入决算表\n科目编码,科目名称,本年收入合计,财政拨款收入\n合计,,1.00,1.00\n208,社会保障和就业支出,1.00,1.00\n',
      ),
    };
    expect(await updateTable(open(REPORT), 9, other)).toBe('no-table-in-file');
  });
});
