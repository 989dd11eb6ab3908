import { describe, expect, test } from 'vitest';
import { analyse, findings, fixed, report } from '../../support/read.ts';

const HEAD = [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
];
const coded = (...rows: (readonly [string, string])[]) => [
  ...HEAD,
  ...rows.map(([code, name]) => `| ${code} | ${name} |  |  |  |`),
];
const CODES = /^(unknown-code|code-name|orphan-code|duplicate-code|code-order|retired-code)$/;

const analysed = (year: number, ...rows: (readonly [string, string])[]) =>
  analyse(report('决算', ...coded(...rows)).replace('2022', String(year)));
const found = (...rows: (readonly [string, string])[]) => findings(analysed(2022, ...rows), CODES);

describe('unknown-code', () => {
  test('a code that the catalogue does not have, with the nearest', () => {
    const analysis = analysed(
      2022,
      ['208', '社会保障和就业支出'],
      ['20805', '行政事业单位养老支出'],
      ['2080515', '机关事业单位基本养老保险缴费支出'],
    );
    expect(findings(analysis, CODES)).toEqual(['13:2080515 unknown-code warning → 2080505']);
    const [finding] = analysis.findings.filter((f) => f.rule === 'unknown-code');
    expect(finding?.fixes[0]?.preferred).toBe(true);
    expect(fixed(analysis, finding!)).toContain('| 2080505 | 机关事业单位基本养老保险缴费支出 |');
    expect(finding?.message).toContain('2080505');
  });

  test('digits swapped', () => {
    expect(found(['221', '住房保障支出'], ['22120', '住房改革支出'], ['22102', '住房改革支出'])).toContain(
      '12:22120 unknown-code warning',
    );
  });

  test('of another length than 3, 5 or 7', () => {
    expect(found(['2080', '甲'], ['20805011', '乙'])).toEqual([
      '11:2080 unknown-code warning',
      '12:20805011 unknown-code warning',
    ]);
  });

  test('never a warning where the catalogue itself may be short', () => {
    // 20101 人大事务 and what is below it were seen in no published report yet.
    expect(found(['201', '一般公共服务支出'], ['20101', '人大事务'], ['2010177', '某新科目'])).toEqual([
      '13:2010177 unknown-code information',
    ]);
  });

  describe('a pair that stands in several places is listed for a person', () => {
    const rows = coded(['205', '教育支出'], ['20502', '普通教育'], ['2050277', '示范教育基地']);
    const text = report('决算', ...rows);
    const told = (analysis: ReturnType<typeof analyse>) =>
      analysis.findings.filter((f) => f.rule === 'unknown-code').map((f) => `${f.severity} ${f.message}`);

    test('not where it stands once', () =>
      expect(told(analyse(text))).toEqual([expect.stringMatching(/^warning /)]));

    test('a sentence prints it too', () => {
      const both = `${text}\n\n# 情况说明\n\n2050277 示范教育基地支出用于示范教育基地的运转。\n`;
      expect(told(analyse(both))).toEqual([expect.stringMatching(/^information .*1 张表、正文/)]);
    });

    test('so does last year’s report', () => {
      const year = (n: number) => text.replace('2022', String(n));
      const get = () => analyse(year(2021));
      const analysis = analyse(`上年：上年.disclosure\n${text}`, { links: { get } });
      expect(told(analysis)).toEqual([expect.stringMatching(/^information .*1 份相关的报告/)]);
      const other = analyse(`上年：上年.disclosure\n${text}`, {
        links: { get: () => analyse(year(2021).replace('2050277', '2050278')) },
      });
      expect(told(other)).toEqual([expect.stringMatching(/^warning /)]);
    });
  });

  test('a split code is mended in the cell of the level that differs', () => {
    const analysis = analyse(
      report(
        '决算',
        '## 支出决算表',
        '| 类 | 款 | 项 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
        '| --- | --- | --- | --- | ---: | ---: | ---: |',
        '| 208 |  |  | 社会保障和就业支出 |  |  |  |',
        '| 208 | 05 | 15 | 机关事业单位基本养老保险缴费支出 |  |  |  |',
      ),
    );
    const [finding] = analysis.findings.filter((f) => f.rule === 'unknown-code');
    expect(finding?.printed).toBe('2080515');
    expect(finding?.fixes[0]?.edits.map((e) => e.newText)).toEqual(['05']);
  });

  test('the two economic catalogues and the functional one are never mixed', () => {
    const economic = (head: string, code: string, name: string) =>
      findings(
        analyse(
          report(
            '决算',
            '## 某明细表',
            `| ${head}科目编码 | 科目名称 | 金额 |`,
            '| --- | --- | ---: |',
            `| ${code} | ${name} | 1.00 |`,
          ),
        ),
        CODES,
      );
    expect(economic('部门预算支出经济分类', '301', '工资福利支出')).toEqual([]);
    expect(economic('政府预算支出经济分类', '501', '机关工资福利支出')).toEqual([]);
    expect(economic('部门预算支出经济分类', '501', '机关工资福利支出')).toEqual([
      '10:501 unknown-code warning',
    ]);
    expect(economic('政府预算支出经济分类', '301', '工资福利支出')).toEqual(['10:301 unknown-code warning']);
    // Where nothing says which catalogue, nothing is judged.
    expect(economic('', '999', '不知道')).toEqual([]);
  });
});

describe('code-name', () => {
  test('another name than a confirmed one', () => {
    const analysis = analysed(
      2022,
      ['221', '住房保障支出'],
      ['22102', '住房改革支出'],
      ['2210202', '房租补贴'],
    );
    expect(findings(analysis, CODES)).toEqual(['13:房租补贴 code-name warning → 提租补贴']);
    expect(fixed(analysis, analysis.findings.find((f) => f.rule === 'code-name')!)).toContain(
      '| 2210202 | 提租补贴 |',
    );
  });

  test.each([
    ['brackets', '20103', '政府办公厅(室)及相关机构事务', undefined],
    ['brackets left out', '20103', '政府办公厅室及相关机构事务', 'information'],
    ['spaces', '20103', '政府办公厅（室） 及相关机构事务', undefined],
    ['其它 for 其他', '2010399', '其它政府办公厅（室）及相关机构事务支出', 'information'],
    ['a line break in the name', '20103', '政府办公厅（室）<br>及相关机构事务', undefined],
  ])('%s', (_, code, name, severity) => {
    const told = found(
      ['201', '一般公共服务支出'],
      ...(code.length === 7 ? [['20103', '政府办公厅（室）及相关机构事务'] as const] : []),
      [code, name],
    );
    expect(told.map((f) => f.split(' ')[2])).toEqual(severity ? [severity] : []);
  });

  test('old names are told as old, and are right in their years', () => {
    expect(findings(analysed(2022, ['207', '文化体育与传媒支出']), CODES)).toEqual([
      '11:文化体育与传媒支出 code-name warning → 文化旅游体育与传媒支出',
    ]);
    expect(findings(analysed(2022, ['210', '医疗卫生与计划生育支出']), CODES)).toEqual([
      '11:医疗卫生与计划生育支出 code-name information → 卫生健康支出',
    ]);
    expect(
      findings(analysed(2018, ['207', '文化体育与传媒支出'], ['210', '医疗卫生与计划生育支出']), /code-name/),
    ).toEqual([]);
    const [finding] = analysed(2022, ['207', '文化体育与传媒支出']).findings.filter(
      (f) => f.rule === 'code-name',
    );
    expect(finding?.message).toContain('2019');
  });

  test('new names before their year', () => {
    expect(findings(analysed(2018, ['210', '卫生健康支出']), /code-name/)).toEqual([
      '11:卫生健康支出 code-name information → 医疗卫生与计划生育支出',
    ]);
  });

  test('names of rows that nobody has seen published are not judged', () => {
    expect(found(['201', '一般公共服务支出'], ['20137', '网络事务'])).toEqual([]);
  });

  test('but a report that prints two names for such a code contradicts itself', () => {
    const analysis = analyse(
      report(
        '决算',
        ...coded(['201', '一般公共服务支出'], ['20137', '网络甲事务']),
        '',
        '## 收入决算表',
        '',
        '| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |',
        '| --- | --- | ---: | ---: |',
        '| 20137 | 网络甲事务 |  |  |',
        '',
        '## 一般公共预算财政拨款支出决算表',
        '',
        '| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |',
        '| --- | --- | ---: | ---: | ---: |',
        '| 20137 | 网络乙事务 |  |  |  |',
      ),
    );
    expect(findings(analysis, /code-name/)).toEqual(['24:网络乙事务 code-name warning']);
    expect(analysis.findings.find((f) => f.rule === 'code-name')?.related).toHaveLength(2);
  });

  test('a row that another full list bears out calls a name doubtful, and wrong where it is that of another code', () => {
    expect(found(['201', '一般公共服务支出'], ['20101', '人大常委会事务'])).toEqual([
      '12:人大常委会事务 code-name information → 人大事务',
    ]);
    expect(found(['201', '一般公共服务支出'], ['20101', '政协事务'])).toEqual([
      '12:政协事务 code-name warning → 人大事务',
    ]);
  });

  test('a doubtful name beside the right one in the same report is a warning', () => {
    const analysis = analyse(
      report(
        '决算',
        ...coded(['201', '一般公共服务支出'], ['20101', '人大事务']),
        '',
        '## 收入决算表',
        '',
        '| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |',
        '| --- | --- | ---: | ---: |',
        '| 20101 | 人大工作 |  |  |',
      ),
    );
    expect(findings(analysis, /code-name/)).toEqual(['18:人大工作 code-name warning → 人大事务']);
  });

  test('a code out of order whose name is that of a code that fits is the half to mend', () => {
    const analysis = analysed(
      2022,
      ['205', '教育支出'],
      ['20502', '普通教育'],
      ['2050201', '学前教育'],
      ['2050205', '小学教育'],
      ['2050204', '高中教育'],
    );
    expect(findings(analysis, /code-name/)).toEqual(['14:2050205 code-name warning → 2050202']);
  });

  test('codes that were in use in 2018 are known in a report of 2018, and of other years in one of 2022', () => {
    const old = ['213', '农林水支出'] as const;
    const rows = [old, ['21304', '南水北调'], ['2130404', '南水北调工程建设']] as const;
    expect(findings(analysed(2018, ...rows), CODES)).toEqual([]);
    expect(findings(analysed(2022, ...rows), /unknown-code/)).toEqual([]);
  });

  test('a row without a name is none to judge', () => {
    expect(found(['221', '住房保障支出'], ['22102', ''])).toEqual([]);
  });
});

describe('orphan-code', () => {
  test('a code whose 款 has no row, where the table lists that level', () => {
    expect(
      found(
        ['208', '社会保障和就业支出'],
        ['20805', '行政事业单位养老支出'],
        ['221', '住房保障支出'],
        ['2210201', '住房公积金'],
      ),
    ).toEqual(['14:2210201 orphan-code information']);
  });

  test('once for each parent', () => {
    expect(
      found(
        ['208', '社会保障和就业支出'],
        ['20805', '行政事业单位养老支出'],
        ['221', '住房保障支出'],
        ['2210201', '住房公积金'],
        ['2210202', '提租补贴'],
      ),
    ).toHaveLength(1);
  });

  test('a warning where all others of its level are printed and it alone is not, with an amount', () => {
    const rows = (amount: string) =>
      findings(
        analyse(
          report(
            '预算',
            '## 支出总表',
            '',
            ['科目编码', '科目名称', '支出合计', '基本支出', '项目支出'].join('\t'),
            ['', '合计', '60.00', '60.00', ''].join('\t'),
            ...[
              ['205', '教育支出', '10.00'],
              ['20502', '普通教育', '10.00'],
              ['20805', '行政事业单位养老支出', amount],
              ['213', '农林水支出', '30.00'],
              ['21302', '林业和草原', '30.00'],
            ].map(([code, name, value]) => [code, name, value, value, ''].join('\t')),
          ),
        ),
        /orphan/,
      ).map((f) => f.split(' ').slice(1).join(' '));
    expect(rows('20.00')).toEqual(['orphan-code warning']);
    expect(rows('')).toEqual(['orphan-code information']);
  });

  test('a table that lists 项 alone has no orphans', () => {
    expect(found(['2080501', '行政单位离退休'], ['2210201', '住房公积金'])).toEqual([]);
  });
});

describe('duplicate-code', () => {
  test('a code that stands twice in one tree', () => {
    const analysis = analysed(2022, ['208', '社会保障和就业支出'], ['208', '社会保障和就业支出']);
    expect(findings(analysis, /duplicate/)).toEqual(['12:208 duplicate-code warning']);
    expect(analysis.findings.find((f) => f.rule === 'duplicate-code')?.related[0]?.range.start.line).toBe(10);
  });

  test('under another unit it is none', () => {
    expect(
      findings(
        analyse(
          report(
            '决算',
            ...HEAD,
            '| 合计 |  |  |  |  |',
            '|  | 某局机关 |  |  |  |',
            '| 208 | 社会保障和就业支出 |  |  |  |',
            '|  | 某中心 |  |  |  |',
            '| 208 | 社会保障和就业支出 |  |  |  |',
          ),
        ),
        /duplicate/,
      ),
    ).toEqual([]);
  });

  test('over a page break it is one', () => {
    expect(
      findings(
        analyse(
          report(
            '决算',
            ...coded(['208', '社会保障和就业支出']),
            '',
            ...HEAD.slice(2),
            '| 208 | 社会保障和就业支出 |  |  |  |',
          ),
        ),
        /duplicate/,
      ),
    ).toHaveLength(1);
  });
});

describe('code-order', () => {
  test('a code behind a greater one', () => {
    expect(found(['221', '住房保障支出'], ['208', '社会保障和就业支出'])).toEqual(['12:208 code-order hint']);
  });

  test('parents before their parts are in order, and so is each panel by itself', () => {
    expect(
      found(
        ['208', '社会保障和就业支出'],
        ['20805', '行政事业单位养老支出'],
        ['2080501', '行政单位离退休'],
        ['221', '住房保障支出'],
      ),
    ).toEqual([]);
    const panels = report(
      '决算',
      '## 一般公共预算财政拨款基本支出决算表',
      '',
      '| 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 |',
      '| --- | --- | ---: | --- | --- | ---: |',
      '| 301 | 工资福利支出 |  | 302 | 商品和服务支出 |  |',
      '| 30101 | 基本工资 |  | 30201 | 办公费 |  |',
    );
    expect(findings(analyse(panels), /code-order/)).toEqual([]);
  });
});

describe('retired-code', () => {
  test('a code that was used up to an earlier year', () => {
    expect(
      findings(analysed(2022, ['201', '一般公共服务支出'], ['20110', '人力资源事务']), /retired/),
    ).toEqual(['12:20110 retired-code information']);
    expect(
      findings(analysed(2020, ['201', '一般公共服务支出'], ['20110', '人力资源事务']), /retired/),
    ).toEqual([]);
  });

  test('a code of later years', () => {
    expect(
      findings(analysed(2018, ['201', '一般公共服务支出'], ['2013204', '公务员事务']), /retired/),
    ).toEqual(['12:2013204 retired-code information']);
  });

  test('rows that are doubtful themselves are not held against a report', () => {
    expect(findings(analysed(2022, ['201', '一般公共服务支出'], ['2010704', '税务办案']), /retired/)).toEqual(
      [],
    );
  });

  test('a code that only changed its name is valid in both times', () => {
    expect(
      findings(
        analysed(
          2018,
          ['207', '文化体育与传媒支出'],
          ['208', '社会保障和就业支出'],
          ['20805', '行政事业单位离退休'],
        ),
        /retired/,
      ),
    ).toEqual([]);
    expect(
      findings(
        analysed(
          2022,
          ['207', '文化旅游体育与传媒支出'],
          ['208', '社会保障和就业支出'],
          ['20805', '行政事业单位养老支出'],
        ),
        /retired/,
      ),
    ).toEqual([]);
  });

  test('the year of the setting goes before the report’s', () => {
    const text = report('决算', ...coded(['201', '一般公共服务支出'], ['20110', '人力资源事务']));
    expect(findings(analyse(text, { catalogueYear: 2020 }), /retired/)).toEqual([]);
  });
});
