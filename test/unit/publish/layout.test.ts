/** Where the parts of a report stand on paper. */
import { describe, expect, test } from 'vitest';
import { SHEETS } from '../../../server/src/exchange/publish/docx/page.ts';
import { fitOf, widthsOf } from '../../../server/src/exchange/publish/fit.ts';
import { acrossOf, aroundOf, beginsPage, spread } from '../../../server/src/exchange/publish/layout.ts';
import { type PublishedTable, publish, textOfRuns } from '../../../server/src/service.ts';
import { opened } from '../../support/samples.ts';

const MONEY = '| 资金安排 | 预算 | 执行 |\n| --- | ---: | ---: |\n| 合计 | 12.00 | 11.50 |\n';
const LONG = '河道清淤、护岸修缮、闸门更换、巡查设备购置以及沿线标识标牌的设立与维护';
const GOALS = `| 一级指标 | 二级指标 | 三级指标 | 目标值 | 实际值 | 得分 |
| --- | --- | --- | --- | --- | ---: |
| 产出指标 | 数量指标 | ${LONG} | ${LONG} | ${LONG} | 10 |
| 改进措施 | ${LONG.repeat(4)} |  |  |  |  |
`;
const partsOf = (text: string) => publish(opened(text)).parts;
const sheetOf = (title: string, ...tables: string[]) => `## ${title}\n\n${tables.join('\n')}\n`;

describe('a sheet that is printed in pieces', () => {
  const parts = partsOf(
    `---\n单位：某镇水务站\n年份：2023\n类型：决算\n---\n# 附件\n\n${sheetOf('河道整治项目绩效自评表', MONEY, GOALS)}\n## 说明\n\n无其他说明。\n\n${sheetOf('培训项目绩效自评表', MONEY)}`,
  );
  const kinds = parts.map((p) => p.kind);
  const tables = parts.flatMap((p, i) => (p.kind === 'table' ? [i] : []));

  test('stands across as a whole, with what stands over it, and nothing else does', () => {
    expect(kinds.filter((k) => k === 'table')).toHaveLength(3);
    const across = acrossOf(parts);
    expect(tables.map((i) => across[i])).toEqual([true, true, false]);
    const [small = 0] = tables;
    expect(kinds.slice(0, small).every((k, i) => k !== 'heading' || across[i])).toBe(true);
    expect(parts.map((p, i) => p.kind === 'paragraph' && across[i])).not.toContain(true);
  });

  test('begins a page with its first heading', () => {
    expect(parts.flatMap((_, i) => (beginsPage(parts, i) ? [i] : []))).toEqual([kinds.indexOf('heading')]);
  });

  test('knows what stands over each piece', () => {
    const [small = 0, large = 0, alone = 0] = tables;
    expect(aroundOf(parts, small)).toMatchObject({ pieces: [], more: true });
    expect(aroundOf(parts, large)).toMatchObject({ pieces: [parts[small]], more: false });
    expect(aroundOf(parts, alone)).toMatchObject({ headings: 1, pieces: [], more: false });
  });

  test('is whole on a page only with the pieces above', () => {
    const table = parts[tables[1] as number] as PublishedTable;
    const sheet = SHEETS.across;
    const widths = widthsOf(table, sheet.width);
    const piece = parts[tables[0] as number] as PublishedTable;
    expect(fitOf(table, widths, sheet, { headings: 2, pieces: [piece] }).whole).toBe(true);
    const many = Array.from({ length: 40 }, () => piece);
    expect(fitOf(table, widths, sheet, { headings: 2, pieces: many }).whole).toBe(false);
  });
});

describe('a long text with blank cells behind it', () => {
  const tableOf = (text: string) => partsOf(text).find((p) => p.kind === 'table') as PublishedTable;
  const rows = (table: PublishedTable) =>
    spread(table).rows.map((r) => r.cells.map((c) => `${textOfRuns(c.runs).slice(0, 4)}:${c.colspan}`));

  test('goes on over them', () => {
    const [, goal, measures] = rows(tableOf(sheetOf('河道整治项目绩效自评表', GOALS)));
    expect(goal).toHaveLength(6);
    expect(measures).toEqual(['改进措施:1', '河道清淤:5']);
  });

  test.each([
    ['a short text', '| 改进措施 | 无 |  |  |  |  |'],
    ['something behind it', `| 改进措施 | ${LONG.repeat(4)} |  |  |  | 5 |`],
    ['an amount', '| 改进措施 | 1234567890.12 |  |  |  |  |'],
  ])('%s stays in its column', (_, row) => {
    const table = tableOf(sheetOf('河道整治项目绩效自评表', `${GOALS.trimEnd()}\n${row}\n`));
    expect(rows(table).at(-1)).toHaveLength(6);
  });
});
