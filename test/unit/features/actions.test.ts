import { describe, expect, it } from 'vitest';
import { missingForms, tableSkeleton } from '../../../server/src/features/skeleton.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { type Action, fixAll, fixesOf, open, quickFixes, refactorings } from '../../../server/src/service.ts';
import { caret, EXAMPLE, edited, type Fixture, fixture } from '../../support/fixture.ts';

const here = ({ position }: Fixture) => ({ start: position, end: position });
const named = (actions: readonly Action[], title: RegExp): Action => {
  const found = actions.find((a) => title.test(a.title));
  if (!found) throw new Error(`no ${title} among ${actions.map((a) => a.title).join(', ')}`);
  return found;
};
const applied = (at: Fixture, action: Action) => edited(at.text, action.edits);

describe('quick fixes', () => {
  it('of a blamed figure: the figure and nothing else', () => {
    const at = caret(EXAMPLE, '| 201 | 26 | 04 |', '342.53');
    const [fix] = quickFixes(at.analysis, here(at));
    expect(fix).toMatchObject({ kind: 'quickfix', preferred: true });
    expect(applied(at, fix!)).toBe(EXAMPLE.replace('342.53', '342.35'));
  });

  it('are found again by the ids that a diagnostic carries', () => {
    const analysis = open(EXAMPLE);
    const index = analysis.findings.findIndex((f) => f.rule === 'row-sum');
    expect(fixesOf(analysis, [`${index}.0`]).map((a) => a.mends)).toEqual([[index]]);
    expect(fixesOf(analysis, ['999.0', 'x', '', '-1.-1', `${index}.99`])).toEqual([]);
  });

  it('come with the empty table that a report lacks', () => {
    const at = caret(EXAMPLE, '类型：决算', '类型');
    const action = named(refactorings(at.analysis, here(at)), /收入决算表/);
    expect(action.kind).toBe('quickfix');
    const text = applied(at, action);
    const again = open(text);
    expect(again.report.tables.map((t) => t.table.form?.id)).toEqual([
      '决算01',
      '决算02',
      '决算03',
      '决算09',
      '决算07',
    ]);
    expect(
      again.findings.some((f) => f.rule === 'missing-table' && f.message.includes('《收入决算表》')),
    ).toBe(false);
    // What is wrong with the new table is only that its cells are blank.
    const errors = (of: typeof again) =>
      of.findings.filter((f) => f.severity === 'error' && f.rule !== 'cross-table').length;
    expect(errors(again)).toBe(errors(at.analysis));
  });
});

describe('fix all', () => {
  it('changes no amount, and is not offered where nothing is to do', () => {
    // A recomputed percentage is no amount.
    expect(edited(EXAMPLE, fixAll(open(EXAMPLE))!.edits)).toBe(EXAMPLE.replace('33.43%', '33.33%'));
    expect(fixAll(open('正文。\n'))).toBeUndefined();
    const text = '## 甲表\n\n项目\t金额\n合计\t1.00\n其他\t1.00\n';
    const action = fixAll(open(text))!;
    expect(action.kind).toBe('source.fixAll.disclosure');
    expect(edited(text, action.edits)).toBe(
      '## 甲表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 | 1.00 |\n| 其他 | 1.00 |\n',
    );
  });

  it('leaves a sentence alone that copied the rounding of another table', () => {
    const text = [
      '单位：示例中心\n年度：2022\n类型：决算\n金额单位：万元\n',
      '## 财政拨款收入支出决算总表',
      '| 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 |\n| --- | ---: | --- | ---: | ---: |',
      '| 一、一般公共预算财政拨款 | 500.00 | 五、教育支出 | 381.40 | 381.40 |',
      '|  |  | 九、卫生健康支出 | 118.60 | 118.60 |',
      '| 本年收入合计 | 500.00 | 本年支出合计 | 500.00 | 500.00 |\n',
      '## 一般公共预算财政拨款支出决算表',
      '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 500.00 | 500.00 |  |\n| 205 | 教育支出 | 381.40 | 381.40 |  |',
      '| 210 | 卫生健康支出 | 118.61 | 118.61 |  |\n| 21011 | 行政事业单位医疗 | 118.61 | 118.61 |  |\n',
      '## 一般公共预算财政拨款支出决算情况说明',
      '一般公共预算财政拨款支出500.00万元，其中：教育支出（类）381.40万元；卫生健康支出（类）118.60万元。\n',
    ].join('\n');
    const found = open(text).findings.find((f) => f.rule === 'prose-figure');
    expect([found?.severity, found?.fixes.map((f) => f.sure)]).toEqual(['hint', [false, false]]);
  });

  it('takes an equation that somebody wrote for no proof against what others bear out', () => {
    const text = [
      '单位：示例中心\n年度：2022\n类型：决算\n金额单位：万元\n',
      '## 收入支出决算总表\n公开01表\n',
      '| 收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数 |\n| --- | ---: | --- | ---: |',
      '| 一、一般公共预算财政拨款收入 | 60.00 | 一、教育支出 | 70.00 |',
      '| 本年收入合计 | 60.00 | 本年支出合计 | 70.00 |',
      '| 年初结转和结余 | 15.00 | 年末结转和结余 | 5.00 |\n| 总计 | 75.00 | 总计 | 76.00 |\n',
      '## 支出决算表\n公开03表\n',
      '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 70.00 | 50.00 | 20.00 |\n| 205 | 教育支出 | 70.00 | 50.00 | 20.00 |\n',
      '勾稽：公开03.合计.项目支出 = 公开01.本年支出合计.决算数 * 2\n',
    ].join('\n');
    expect(open(text).findings.some((f) => f.rule === 'formula')).toBe(true);
    const [fix] = open(text).findings.find((f) => f.printed === '76.00')?.fixes ?? [];
    expect([fix?.sure, fix?.edits.map((e) => e.newText)]).toEqual([true, ['75.00']]);
  });
});

const table = (...rows: string[]) =>
  [
    '年度：2022',
    '类型：决算',
    '',
    '## 支出决算表',
    '',
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');

describe('refactorings', () => {
  it('insert the rows over a code, with the sums of what stands under them', () => {
    const at = fixture(
      table(
        '| 合计 |  | 3.50 | 3.50 |  |',
        '| 2080501$0 | 行政单位离退休 | 1.50 | 1.50 |  |',
        '| 2080502 | 事业单位离退休 | 2.00 | 2.00 |  |',
      ),
    );
    const action = named(refactorings(at.analysis, here(at)), /上级/);
    expect(applied(at, action).split('\n').slice(8, 11)).toEqual([
      '| 208 | 社会保障和就业支出 | 3.50 | 3.50 |  |',
      '| 20805 | 行政事业单位养老支出 | 3.50 | 3.50 |  |',
      '| 2080501 | 行政单位离退休 | 1.50 | 1.50 |  |',
    ]);
    expect(open(applied(at, action)).findings.filter((f) => f.severity === 'error')).toEqual([]);
  });

  it('insert rows of split codes', () => {
    const text = [
      '## 支出决算表',
      '',
      '| 类 | 款 | 项 | 科目名称 | 本年支出合计 |',
      '| --- | --- | --- | --- | ---: |',
      '| 208 | 05 | 01$0 | 行政单位离退休 | 1.50 |',
      '',
    ].join('\r\n');
    const at = fixture(text);
    const out = applied(at, named(refactorings(at.analysis, here(at)), /上级/));
    expect(out.split('\r\n').slice(4, 6)).toEqual([
      '| 208 |  |  | 社会保障和就业支出 | 1.50 |',
      '| 208 | 05 |  | 行政事业单位养老支出 | 1.50 |',
    ]);
  });

  it('sort rows by code, lines as they are', () => {
    const rows = [
      '| 210 | 卫生健康支出 | 1.00 | 1.00 |  |',
      '| 205 | 教育支出 | 2.00 | 2.00 |  |',
      '| 20502 | 普通教育 | 2.00 | 2.00 |  |',
    ];
    const at = fixture(table(...rows).replace('| 210 |', '| 210$0 |'));
    const out = applied(at, named(refactorings(at.analysis, here(at)), /排列/));
    expect(out).toBe(table(rows[1]!, rows[2]!, rows[0]!));
    const sorted = caret(out, '| 205 |', '205');
    expect(refactorings(sorted.analysis, here(sorted)).some((a) => /排列/.test(a.title))).toBe(false);
  });

  it('do not sort rows that take their 类 from the row above', () => {
    const text = [
      '## 支出决算表',
      '',
      '| 类 | 款 | 项 | 科目名称 | 本年支出合计 |',
      '| --- | --- | --- | --- | ---: |',
      '| 210$0 |  |  | 卫生健康支出 | 1.50 |',
      '|  | 11 |  | 行政事业单位医疗 | 1.50 |',
      '| 205 |  |  | 教育支出 | 1.50 |',
      '',
    ].join('\n');
    const at = fixture(text);
    expect(refactorings(at.analysis, here(at)).some((a) => /排列/.test(a.title))).toBe(false);
  });
});

describe('skeletons', () => {
  it('are read back as the form they were made from, without a finding', () => {
    const analysis = open(
      '标题：2022 年度甲局决算\n单位：甲局\n年度：2022\n类型：决算\n金额单位：万元\n\n# 表\n',
    );
    const forms = missingForms(analysis);
    expect(forms.length).toBeGreaterThanOrEqual(9);
    for (const form of forms) {
      const again = open(`${analysis.text}\n${tableSkeleton(analysis, form, '\n')}注：本表无数据。\n`);
      expect(again.report.tables.map((t) => t.table.form?.id)).toEqual([form.id]);
      expect(
        again.report.tables[0]!.table.missingColumns.map((c) => c.id),
        form.id,
      ).toEqual([]);
      const own = again.findings.filter((f) => f.rule !== 'missing-table');
      expect(own.map((f) => `${form.id} ${f.rule} ${f.message}`)).toEqual([]);
    }
  });

  it('exist for every form with columns', () => {
    const analysis = open('类型：预算\n');
    for (const form of builtInReference().forms.forms) {
      expect(tableSkeleton(analysis, form, '\n')).toMatch(/^## .+\n/);
    }
  });
});

describe('a row whose last cells were lost in a paste', () => {
  const TABLE = '## 收入决算表\n公开2\n|编码||本年收入合计|财政拨款收入\n';
  it.each([
    ['205\t教育支出\t150.00', '205\t教育支出\t150.00\t150.00'],
    ['205\t教育支出\t150.00 ', '205\t教育支出\t150.00\t150.00'],
  ])('%j is filled at its end', (row, wanted) => {
    const text = `${TABLE}${row}\n勾稽：公开2.205.本年收入合计 = 公开2.205.财政拨款收入\n`;
    const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const fix = quickFixes(open(text), whole).find((a) => a.title.includes('填入'));
    expect(fix?.edits).toHaveLength(1);
    const { range, newText } = fix!.edits[0]!;
    expect(range.start.line).toBe(3);
    expect(row.slice(0, range.start.character) + newText + row.slice(range.end.character)).toBe(wanted);
  });
});
