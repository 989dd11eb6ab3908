/** Sentences as they come out of a word processor: a line a paragraph, no blank lines, headings without a mark. */
import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const TABLES = [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  '| 合计 |  | 905.40 | 700.40 | 205.00 |',
  '| 213 | 农林水支出 | 905.40 | 700.40 | 205.00 |',
  '| 21302 | 林业和草原 | 905.40 | 700.40 | 205.00 |',
  '| 2130201 | 行政运行 | 700.40 | 700.40 |  |',
  '| 2130205 | 森林资源培育 | 205.00 |  | 205.00 |',
  '',
  '## “三公”经费支出决算表',
  '',
  '| 项目 | 预算数 | 决算数 |',
  '| --- | ---: | ---: |',
  '| “三公”经费合计 | 9.00 | 7.10 |',
  '| 公务接待费 | 9.00 | 7.10 |',
  '',
];

const HEADED = [
  '# 第三部分 情况说明',
  '## 一、支出决算情况',
  '某林业局2022年度本年支出合计905.40万元，其中：基本支出700.40万元，占77.36%；项目支出205.00万元，占22.64%。',
  '## 二、“三公”经费支出决算情况',
  '### （一）总体情况',
  '“三公”经费支出决算为7.10万元，完成预算的78.89%。',
  '### （二）具体情况',
  '公务接待费支出决算为7.10万元，比预算减少1.90万元。',
];

const pasted = HEADED.map((l) => l.replace(/^#+ /, ''));
const told = (lines: readonly string[]) =>
  findings(
    analyse(report('决算', ...TABLES, ...lines)),
    /^(?:prose-figure|share|list-sum|completion|change)/,
  ).map((f) => f.replace(/^\d+/, ''));
const bound = (lines: readonly string[]) =>
  analyse(report('决算', ...TABLES, ...lines)).prose.statements.map(
    (s) => `${s.figure?.raw} ${s.figure?.binding.cell?.owner.title}`,
  );

describe('pasted text', () => {
  test('is read as with marks', () => {
    expect(bound(pasted)).toEqual(bound(HEADED));
    expect(bound(pasted).filter((b) => b.includes('三公')).length).toBeGreaterThan(1);
  });

  test.each(['905.40', '7.10', '78.89', '22.64'])('a slip in %s is told', (printed) => {
    const slip = pasted.map((l) => l.replace(printed, printed.replace(/\d/, '6')));
    expect(told(pasted)).toEqual([]);
    expect(told(slip)).not.toEqual([]);
  });

  test('a list of contents is no heading', () => {
    const contents = [
      '目录如下。',
      '一、部门概况',
      '二、支出决算情况',
      '三、名词解释',
      '某林业局2022年度支出合计905.40万元。',
    ];
    expect(analyse(report('决算', ...contents)).prose.sections.map((s) => s.headings)).toEqual([[]]);
  });
});
