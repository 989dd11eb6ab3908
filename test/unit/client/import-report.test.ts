import { expect, test } from 'vitest';
import { reportPage, summaryPage } from '../../../client/src/import-report.ts';

const zh = (chinese: string) => chinese;
const made = {
  text: '',
  tables: [
    { title: '支出|决算表', line: 7, rows: 3, columns: 5, form: '支出决算表' },
    { title: '别的', line: 20, rows: 1, columns: 2 },
  ],
  unsure: [{ line: 9, text: '第 2 行 <b>*' }],
  remarks: ['隐藏的行 1 行'],
};

test('the page of one import lists what to look at before the tables', () => {
  const page = reportPage(made, ['甲.xlsx'], zh);
  expect(page).toContain('# 导入说明：甲.xlsx');
  expect(page.indexOf('第 9 行')).toBeLessThan(page.indexOf('| 7 |'));
  // Words of files make no markup.
  expect(page).toContain('\\<b\\>\\*');
  expect(page).toContain('支出\\|决算表');
  expect(page).toContain('没有对上表式');
});

test('the summary of many has a row for each report, and the files that were not read', () => {
  const many = {
    reports: [
      { ...made, name: '甲', files: ['甲.xlsx', '甲.docx'], unit: '甲局', year: 2022 },
      { ...made, name: '乙', files: ['乙.pdf'] },
    ],
    unread: [{ file: '坏.xls', error: '文件已损坏，没有导入' }],
  };
  const page = summaryPage(many, ['甲.disclosure', undefined], zh);
  expect(page).toContain('共 4 个文件，按单位、年度写成 1 份报告。');
  expect(page).toContain('| 甲.disclosure | 甲局 | 2022 | 甲.xlsx、甲.docx | 1 | 1 | 1 |');
  expect(page).toContain('| 没有写成 |  |  | 乙.pdf | 1 | 1 | 1 |');
  expect(page).toContain('- 坏.xls：文件已损坏，没有导入');
});
