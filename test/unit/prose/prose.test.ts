/** What sentences say: kinds of statements, subjects, bindings, and the judgements on them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { halfDigit, parseNumber, scaledOf } from '../../../server/src/base/amount.ts';
import { buildReport } from '../../../server/src/model/report.ts';
import { type ProseFigure, proseCache, readProse, writeFigure } from '../../../server/src/prose/index.ts';
import { isPast } from '../../../server/src/prose/statement.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { parse } from '../../../server/src/syntax/tree.ts';
import { Reader, type Reading, readText } from '../../support/prose.ts';

const contexts = JSON.parse(readFileSync('test/fixtures/prose/contexts.json', 'utf8')) as Record<
  string,
  { front: string[]; tables: string[] }
>;

const T = {
  all: '收入支出决算总体情况说明',
  income: '收入决算情况说明',
  spending: '支出决算情况说明',
  general: '一般公共预算财政拨款支出决算情况说明',
  basic: '一般公共预算财政拨款基本支出决算情况说明',
  three: '财政拨款“三公”经费支出决算情况说明',
  running: '机关运行经费支出情况说明',
  procurement: '政府采购支出情况说明',
  assets: '国有资产占用情况说明',
};

function read(section: string, text: string, context = '甲', extra: string[] = []): Reading {
  const c = contexts[context] as { front: string[]; tables: string[] };
  return readText(
    [
      ...c.front,
      '',
      ...c.tables,
      '',
      '# 第三部分 情况说明',
      '',
      `## ${section}`,
      '',
      text,
      '',
      ...extra,
    ].join('\n'),
  );
}

function values(r: Reading): string[] {
  return r.prose.statements
    .filter((s) => s.figure && (s.kind === 'value' || s.kind === 'count'))
    .map((s) => {
      const cell = s.figure?.binding.cell;
      return `${s.subjectText} ${s.figure?.raw}${isPast(s) ? '（往年）' : ''} ${cell ? cell.raw : (s.figure?.binding.indicator ?? s.figure?.binding.reason)}`;
    });
}

function told(r: Reading): string[] {
  return [
    ...r.broken.map((o) => `${o.relation.rule} ${(o.relation.total as ProseFigure | undefined)?.raw}`),
    ...r.issues.map((i) => `${i.rule} ${i.printed ?? ''}`.trim()),
  ].sort();
}

describe('an amount that only inherited its subject', () => {
  const SPENDING = [
    '## 支出决算表',
    '',
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    '| 合计 |  | 1,200.00 | 800.00 | 400.00 |',
    '',
    '## 三、支出决算情况说明',
    '',
  ];
  const RIGHT = [
    '支出合计1,200.00万元。800.00万元为基本支出，400.00万元为项目支出。基本支出占支出合计的66.67%。',
    '支出合计1,200.00万元，其中800.00万元用于基本支出，占66.67%；400.00万元用于项目支出，占33.33%。',
    '支出合计1,200.00万元。用于基本支出的有800.00万元，用于项目支出的有400.00万元。项目支出占支出合计的33.33%。',
    '支出合计1,200.00万元。安排基本支出资金800.00万元，安排项目支出资金400.00万元。基本支出占支出合计的66.67%。',
    '支出合计1,200.00万元，由800.00万元基本支出和400.00万元项目支出组成。基本支出占支出合计的66.67%。',
    '支出合计1,200.00万元，完成年初预算1,000.00万元的120.00%。800.00万元为基本支出，完成年初预算的100.00%。',
    '支出合计1,200.00万元。300.00万元用于购置设备，200.00万元用于培训。项目支出占支出合计的33.33%。',
    '支出合计1,200.00万元，300.00万元用于购置设备，占25.00%。',
    '培训支出60.00万元。40.00万元用于场地，20.00万元用于教材。场地费占培训支出的66.67%。',
  ];
  test.each(RIGHT)('spoils no sentence that is right: %s', (sentence) => {
    expect(told(readText(['年度：2023', '类型：决算', '', ...SPENDING, sentence].join('\n')))).toEqual([]);
  });

  test('and what names its subject is checked as before', () => {
    const wrong = '支出合计1,200.00万元，其中：基本支出800.00万元，占66.76%；项目支出400.00万元，占33.33%。';
    expect(told(readText(['年度：2023', '类型：决算', '', ...SPENDING, wrong].join('\n')))).toEqual([
      'share 66.76%',
    ]);
  });
});

describe('several subjects, several figures', () => {
  test('分别为: each figure has its own subject', () => {
    expect(values(read(T.procurement, '货物、工程、服务支出分别为120.00、50.00和150.00万元。'))).toEqual([
      '货物支出 120.00 120.00',
      '工程支出 50.00 50.00',
      '服务支出 150.00 150.00',
    ]);
    expect(values(read(T.all, '收入总计、支出总计分别为2740.50万元、2740.50万元。'))).toEqual([
      '收入总计 2740.50 2,740.50',
      '支出总计 2740.50 2,740.50',
    ]);
    expect(values(read(T.running, '2022年、2023年机关运行经费分别为180.00万元、190.20万元。'))).toEqual([
      '机关运行经费 180.00（往年） prose.other-year',
      '机关运行经费 190.20 190.20',
    ]);
  });

  test('年初预算、支出决算分别为: each figure has its own measure', () => {
    const r = read(
      T.general,
      '1、农林水支出（类）水利（款）行政运行（项），年初预算、支出决算分别为800万元、856.75万元，完成年初预算的107.09%。',
    );
    expect(r.prose.statements.filter((s) => s.kind === 'value').map((s) => s.measure)).toEqual([
      'initial',
      'final',
    ]);
    expect(r.broken).toEqual([]);
  });

  test('均为, 各: one figure is said of both', () => {
    const r = read(T.all, '2023年度收、支总计均为2,740.50万元。');
    const [s] = r.prose.statements;
    expect(s?.figure?.binding.others).toHaveLength(1);
    expect(r.relations.filter((x) => x.id === 'prose-figure')).toHaveLength(2);
  });
});

describe('what is not understood is left alone', () => {
  test.each([
    ['a project that no table names', T.spending, '信息化项目支出50万元，网络运行维护项目支出20万元。'],
    ['a threshold', T.assets, '单价100万元（含）以上设备，单价50万元以上通用设备。'],
    ['a document number and a hotline', T.spending, '根据示财预〔2023〕41号文件，12333热线全年接听。'],
    ['points of a percentage', T.income, '占比较上年提高0.5个百分点。'],
    ['a satisfaction rate', '预算绩效情况说明', '服务对象满意度99.5%，培训合格率达到98%。'],
    ['a standard of a meal', T.three, '接待按不超过40元/人的标准执行，工作餐每人每餐30元。'],
    ['a range', T.spending, '补助标准为每人2000-5000元。'],
    [
      'the reasons of a change',
      T.spending,
      '支出合计2650.00万元，主要原因是差旅费增加30万元，增长200%，会议费减少1万元，下降90%。',
    ],
    [
      'money abroad from the tables',
      '2023年重点工作完成情况',
      '拨付补贴3813.57万元，占总支出的90%，比上年增长10%。',
    ],
    ['a total by no name', T.spending, '以上共计7000元。'],
    ['several years together', T.spending, '2021-2023年累计支出100.00万元，2020、2021年支出90.00万元。'],
  ])('%s', (_, section, text) => {
    const r = read(section, text);
    expect(told(r)).toEqual([]);
    for (const s of r.prose.statements) {
      if (s.figure && s.kind === 'value' && s.subjectText !== '支出合计')
        expect(s.figure.binding.cell).toBeUndefined();
    }
  });

  test('an unbound figure says why', () => {
    const r = read(T.spending, '信息化项目支出50万元。');
    expect(r.prose.figures[0]?.binding).toEqual({ reason: 'prose.doubtful' });
    expect(r.unchecked.map((u) => u.reason)).toContain('prose.doubtful');
  });

  test('a blank cell is never the 0 of a sentence', () => {
    const r = read(T.income, '上级补助收入0万元。');
    expect(r.prose.figures[0]?.binding).toEqual({ reason: 'prose.blank-cell' });
  });

  test('of several rows of one name none is taken', () => {
    const tables = [
      '## 一般公共预算财政拨款支出决算表',
      '',
      '| 科目编码 | 科目名称 | 小计 |',
      '| --- | --- | ---: |',
      '| 合计 |  | 30.00 |',
      '| 2010101 | 行政运行 | 10.00 |',
      '| 2130301 | 行政运行 | 20.00 |',
    ];
    const r = readText(
      ['年度：2023', '类型：决算', '', ...tables, '', `## ${T.general}`, '', '行政运行15.00万元。', ''].join(
        '\n',
      ),
    );
    expect(r.prose.figures[0]?.binding).toEqual({ reason: 'prose.doubtful' });
    const path = readText(
      [
        '年度：2023',
        '类型：决算',
        '',
        ...tables,
        '',
        `## ${T.general}`,
        '',
        '2130301行政运行15.00万元。',
        '',
      ].join('\n'),
    );
    expect(path.prose.figures[0]?.binding.cell?.raw).toBe('20.00');
  });
});

test('a code is looked for in the next table where the first does not have it', () => {
  const r = readText(
    [
      '年度：2023',
      '类型：决算',
      '',
      '## 支出决算表',
      '',
      '| 科目编码 | 科目名称 | 本年支出合计 |',
      '| --- | --- | ---: |',
      '| 合计 |  | 30.00 |',
      '| 2130301 | 行政运行 | 20.00 |',
      '| 2130399 | 其他水利支出 | 10.00 |',
      '',
      '## 一般公共预算财政拨款支出决算表',
      '',
      '| 科目编码 | 科目名称 | 小计 |',
      '| --- | --- | ---: |',
      '| 合计 |  | 20.00 |',
      '| 2130301 | 行政运行 | 20.00 |',
      '',
      '## 其他说明',
      '',
      '2130399其他水利支出15.00万元。',
      '',
    ].join('\n'),
  );
  expect(told(r)).toEqual(['prose-figure 15.00']);
});

test('of rows of one name, that under the names before it', () => {
  const r = (path: string) =>
    readText(
      [
        '年度：2023',
        '类型：决算',
        '',
        '## 一般公共预算财政拨款支出决算表',
        '',
        '| 科目编码 | 科目名称 | 小计 |',
        '| --- | --- | ---: |',
        '| 合计 |  | 30.00 |',
        '| 201 | 一般公共服务支出 | 10.00 |',
        '| 20101 | 人大事务 | 10.00 |',
        '| 2010101 | 行政运行 | 10.00 |',
        '| 213 | 农林水支出 | 20.00 |',
        '| 21303 | 水利 | 20.00 |',
        '| 2130301 | 行政运行 | 20.00 |',
        '',
        `## ${T.general}`,
        '',
        `${path}支出决算为15.00万元。`,
        '',
      ].join('\n'),
    ).prose.figures.map((f) => f.binding.cell?.row.code);
  expect(r('农林水支出（类）水利（款）行政运行（项）')).toEqual(['2130301']);
  expect(r('一般公共服务支出（类）人大事务（款）行政运行（项）')).toEqual(['2010101']);
  expect(r('行政运行（项）')).toEqual([undefined]);
});

describe('change and direction', () => {
  test('two amounts that rounding made equal: their rate tells which is more', () => {
    const said = (rate: string, word: string) =>
      told(
        read(
          T.general,
          `水利（款）年初预算为0.34万元，支出决算为0.34万元，完成年初预算的${rate}。决算数${word}年初预算数的主要原因是政策性增支。`,
        ),
      ).filter((f) => f.startsWith('change-direction'));
    expect(said('101.47%', '大于')).toEqual([]);
    expect(said('98.55%', '小于')).toEqual([]);
    expect(said('98.55%', '大于')).toEqual(['change-direction 大于']);
    expect(said('100%', '大于')).toEqual(['change-direction 大于']);
    expect(said('150%', '大于')).toEqual(['change-direction 大于']);
  });

  test.each([
    ['增加', '下降', 'change-direction 下降'],
    ['减少', '增长', 'change-direction 减少'],
  ])('%s … %s: the word that the arithmetic contradicts is wrong', (one, two, expected) => {
    // 100 ÷ (2680.5 − 100) = 3.88 %: an increase.
    const r = read(T.income, `收入合计2680.50万元，比上年${one}100.00万元，${two}3.88%。`);
    expect(told(r)).toEqual([expected]);
    expect(r.issues[0]?.mends).toHaveLength(1);
  });

  test('both words the wrong way round', () => {
    const r = read(T.income, '收入合计2680.50万元，比上年减少100.00万元，下降3.88%。');
    expect(told(r)).toEqual(['change-direction 减少']);
    expect(r.issues[0]?.mends?.map((e) => e.newText)).toEqual(['增加', '增长']);
  });

  test('against last year as it is stated', () => {
    expect(
      told(read(T.income, '2022年收入合计2580.50万元，2023年收入合计2680.50万元，比上年增长3.88%。')),
    ).toEqual([]);
    expect(
      told(read(T.income, '2022年收入合计2580.50万元，2023年收入合计2680.50万元，比上年增加120万元。')),
    ).toEqual(['change-rate 120']);
    expect(
      told(read(T.income, '2022年收入合计2580.50万元，2023年收入合计2680.50万元，比上年减少100.00万元。')),
    ).toEqual(['change-direction 减少']);
    expect(
      told(
        read(
          T.three,
          '公务接待费3.20万元，接待20批次、165人次，比上年的4.00万元减少0.80万元，下降20%，原因是接待减少。',
        ),
      ),
    ).toEqual([]);
  });

  test('the rate may stand before the change', () => {
    const text = (rate: string) => read(T.income, `收入合计2680.50万元，比上年增长${rate}，增加100.00万元。`);
    expect(told(text('3.88%'))).toEqual([]);
    expect(told(text('4.88%'))).toEqual(['change-rate 4.88%']);
  });

  test('`2022年相比` compares as well', () => {
    for (const year of ['2022年', '2022年度'])
      expect(told(read(T.income, `收入合计2680.50万元，${year}相比增加100.00万元，增长5.88%。`))).toEqual([
        'change-rate 5.88%',
      ]);
    // Another year than the last is not what the tables compare with, and the rate still belongs to its change.
    expect(told(read(T.income, '收入合计2680.50万元，2022年相比增加100.00万元，增长3.88%。'))).toEqual([]);
  });

  test('the way the base is reckoned is told with the rate', () => {
    const texts = (text: string) =>
      read(T.income, text)
        .outcomes.filter((o) => o.relation.rule === 'change-rate')
        .map((o) => o.relation.text);
    expect(texts('收入合计2680.50万元，比上年增加100.00万元，增长3.88%。')).toEqual([
      '100.00万元 ÷ (2680.50万元 − 100.00万元)',
    ]);
    expect(texts('收入合计2680.50万元，比上年减少100.00万元，下降3.60%。')).toEqual([
      '100.00万元 ÷ (2680.50万元 + 100.00万元)',
    ]);
  });

  test('a rate of completion: against the budget that is told, else it says what is lacking', () => {
    const full = (rate: string) =>
      read(T.spending, `支出合计2650.00万元，完成全年预算2700.00万元的${rate}。`);
    expect(told(full('98.15%'))).toEqual([]);
    expect(told(full('99.15%'))).toEqual(['completion-rate 99.15%']);
    // One budget is told; whatever word it goes by, it is the one.
    expect(
      told(read(T.three, '“三公”经费年初预算为33.00万元，支出决算为27.20万元，完成预算的83.42%。')),
    ).toEqual(['completion-rate 83.42%']);
    const lacks = (text: string) =>
      read(T.spending, text)
        .unchecked.filter((u) => u.id === 'completion-rate')
        .map((u) => u.reason);
    expect(lacks('支出合计2650.00万元，完成年初预算的98%。')).toEqual(['prose.no-budget']);
    expect(lacks('完成预算的98%。')).toEqual(['prose.no-amount']);
  });

  test('a rate is corrected with as many decimals as it has, one without with two where it needs them', () => {
    const written = (rate: string, value: bigint) => {
      const r = read(T.income, `收入合计2680.50万元，比上年增加100.00万元，增长${rate}。`);
      return writeFigure(r.prose.figures.find((f) => f.kind === 'percent') as ProseFigure, value);
    };
    const points = (text: string) => scaledOf(parseNumber(text)!);
    expect(written('5%', points('3.8751'))).toBe('3.88%');
    expect(written('5%', points('4'))).toBe('4%');
    expect(written('5.0%', points('3.8751'))).toBe('3.9%');
    expect(written('5.00%', points('4'))).toBe('4.00%');
  });

  test('no change has no direction', () => {
    expect(told(read(T.income, '收入合计2680.50万元，比上年增加0.00万元，下降3.00%。'))).toEqual([
      'change-rate 3.00%',
    ]);
    expect(told(read(T.income, '收入合计2680.50万元，比上年增加0.00万元，下降0.00%。'))).toEqual([]);
    expect(told(read(T.income, '收入合计2680.50万元，比上年增加100.00万元，下降0.00%。'))).toEqual([
      'change-rate 0.00%',
    ]);
  });

  test('a rate on a base of zero has no value', () => {
    const r = read(T.income, '其他收入30.50万元，比上年增加30.50万元，增长100%。');
    expect(told(r)).toEqual(['change-rate 100%']);
    expect(r.broken[0]?.reason).toBe('zero-base');
    expect(
      told(
        read(
          T.general,
          '1、农林水支出（类）水利（款）防汛（项）。年初预算为0万元，支出决算为100万元，完成年初预算的100%。',
        ),
      ).filter((x) => !x.startsWith('missing')),
    ).toEqual(['completion-rate 100%']);
  });

  test('about', () => {
    const r = read(T.income, '收入合计2680.50万元，比上年增加约90万元，增长约5%。');
    expect(told(r)).toEqual([]);
    expect(r.unchecked.map((u) => u.reason)).toContain('prose.approximate');
  });

  test('大于, 小于, 持平 against the two amounts', () => {
    expect(
      told(
        read(T.three, '“三公”经费预算为33.00万元，支出决算为27.20万元，决算数大于预算数的主要原因是压减。'),
      ),
    ).toEqual(['change-direction 大于']);
    expect(told(read(T.three, '“三公”经费预算为33.00万元，支出决算为27.20万元，与预算持平。'))).toEqual([
      'change-direction',
    ]);
    expect(told(read(T.three, '“三公”经费预算为33.00万元，支出决算为27.20万元，与预算基本持平。'))).toEqual([
      'change-direction',
    ]);
    expect(
      told(
        read(
          T.general,
          '1、农林水支出（类）水利（款）行政运行（项）。年初预算为850万元，支出决算为856.75万元。决算数与年初预算数基本持平。',
        ),
      ).filter((x) => !x.startsWith('missing')),
    ).toEqual([]);
  });
});

describe('units', () => {
  test('元 for 万元', () => {
    const r = read(T.three, '公务用车运行维护费24.00元。');
    expect(told(r)).toEqual(['prose-unit 元']);
    expect(r.issues[0]?.mends?.[0]?.newText).toBe('万元');
  });

  test('a unit or a sign left out', () => {
    const unit = read(T.income, '收入合计2680.50万元，比上年增加100.00，增长3.88%。');
    expect(told(unit)).toEqual(['prose-unit 100.00']);
    expect(unit.issues[0]?.mends?.[0]?.newText).toBe('万元');
    // With nobody near to tell the unit by, it is that of the amounts of the section.
    const far = read(T.income, '收入合计2680.50万元。\n\n收入合计比上年增加100.00，增长3.88%。');
    expect(far.issues.map((i) => i.mends?.[0]?.newText)).toEqual(['万元']);
    const yuan = read(T.income, '收入合计26805000元，比上年增加1000000.00，增长3.88%。');
    expect(yuan.issues.map((i) => i.mends?.[0]?.newText)).toEqual(['元']);
    // A bare whole number may count anything.
    expect(told(read(T.income, '收入合计2680.50万元，比上年增加100，增长3.88%。'))).toEqual([]);
    const sign = read(
      T.income,
      '收入合计2680.50万元，其中：财政拨款收入2500.00万元，占93.27，其他收入30.50万元，占1.14%。',
    );
    expect(told(sign)).toEqual(['prose-unit 93.27']);
  });

  const alone = (text: string) =>
    readText(`单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n\n## ${T.running}\n\n${text}\n`);

  test.each([
    ['机关运行经费支出66.00元，比上年增加6.00万元，增长10%。其中：办公费20.00万元。', '元', '万元'],
    ['机关运行经费支出66.00元，比上年增加6.00万元，增长10%。', '元', '万元'],
    ['机关运行经费支出540万元，比上年减少60元，下降10%。其中：会议费30.00万元。', '元', '万元'],
    ['机关运行经费支出540万元，比上年增加60.00亿元。其中：会议费30.00万元。', '亿元', '万元'],
  ])('two units in one sentence: %s', (text, wrong, right) => {
    const own = (r: Reading) => r.issues.filter((i) => /^prose-unit|^change/.test(i.rule));
    const found = alone(text);
    expect(own(found).map((i) => `${i.rule} ${i.printed}`)).toEqual([`prose-unit ${wrong}`]);
    expect(own(found)[0]?.mends?.[0]?.newText).toBe(right);
    expect(found.broken).toEqual([]);
  });

  test.each([
    [
      '三公经费支出9.00万元，其中：因公出国（境）费2.00万元，公务用车购置及运行维护费4.00元，公务接待费3.00万元。',
      '元',
    ],
    [
      '三公经费支出9.00元，其中：因公出国（境）费2.00万元，公务用车购置及运行维护费4.00万元，公务接待费3.00万元。',
      '元',
    ],
  ])('a list with a part, or its total, in another unit: %s', (text, wrong) => {
    const found = alone(text);
    expect(found.issues.filter((i) => i.rule === 'prose-unit').map((i) => i.printed)).toEqual([wrong]);
    expect(found.broken).toEqual([]);
  });

  test('two units in one sentence, both meant', () => {
    const said = '机关运行经费支出0.066亿元，比上年增加60.00万元，增长10%。其中：办公费20.00万元。';
    expect(alone(said).issues.filter((i) => i.rule === 'prose-unit')).toEqual([]);
  });

  test('another unit says the same', () => {
    expect(told(read(T.income, '收入合计26805000元，其中：财政拨款收入0.25亿元，占93.27%。'))).toEqual([]);
  });

  test('a figure printed more precisely than its cell stays so', () => {
    const [figure] = read(T.income, '收入合计26805000.00元。').prose.figures;
    expect([figure?.binding.cell?.raw, figure?.half]).toEqual(['2,680.50', halfDigit(2)]);
    // Zeros that were dropped count as printed.
    const [short] = read(T.income, '收入合计2680.5万元。').prose.figures;
    expect(short?.half).toBe(halfDigit(2, 4));
  });

  test('fewer decimals: zeros dropped agree, the rest is rounded', () => {
    expect(told(read(T.income, '收入合计2680.5万元，其他收入31万元。'))).toEqual([]);
    expect(told(read(T.income, '收入合计2680.4万元，其他收入29万元。'))).toEqual([
      'prose-figure 2680.4',
      'prose-figure 29',
    ]);
  });
});

describe('lists', () => {
  test('parts that are the whole, and parts that are not', () => {
    expect(told(read(T.income, '收入合计2680.50万元，其中：财政拨款收入2500.00万元。'))).toEqual([]);
    expect(
      told(read(T.income, '收入合计2680.50万元，其中：财政拨款收入2500.00万元，事业收入150.00万元。')),
    ).toEqual([]);
  });

  test('a part that is told roughly adds nothing, and says so', () => {
    const r = read(T.income, '收入合计2680.50万元，其中：财政拨款收入2500.00万元，事业收入约200万元。');
    expect(told(r)).toEqual([]);
    expect(r.unchecked.map((u) => u.reason)).toContain('prose.approximate');
  });

  test('授予小微 is no more than 授予中小', () => {
    expect(
      told(read(T.procurement, '授予中小企业合同金额0元。其中：授予小微企业合同金额67,980元。')),
    ).toEqual(['list-sum 67,980']);
  });

  test('a list in paragraphs of its own', () => {
    const text =
      '一般公共预算财政拨款支出2405万元，主要用于以下方面：\n\n1. 社会保障和就业支出300.2万元，占12.48%。\n\n2. 卫生健康支出98.35万元，占4.09%。\n\n3. 农林水支出1881.45万元，占78.23%。\n\n4. 住房保障支出125万元，占5.2%。';
    const r = read(T.general, text);
    expect(r.prose.sections.at(-1)?.lists[0]?.parts).toHaveLength(4);
    expect(told(r)).toEqual([]);
  });

  test('人数 × 标准 = 金额', () => {
    expect(told(read(T.spending, '按每人200元标准为30人发放慰问金，合计6000元。'))).toEqual([]);
    expect(told(read(T.spending, '按每人200元标准为30人发放慰问金，合计7000元。'))).toEqual([
      'prose-figure 7000',
    ]);
    expect(told(read(T.spending, '预计按每人200元标准为30人发放慰问金，合计7000元。'))).toEqual([]);
    // What the next sentence expects is not what this one says.
    expect(told(read(T.spending, '按每人200元标准为30人发放慰问金，合计7000元。预计明年增加。'))).toEqual([
      'prose-figure 7000',
    ]);
  });
});

describe('one indicator said twice', () => {
  test('money and counts', () => {
    const more = [
      '## 其他重要事项情况说明',
      '',
      '2023年授予中小企业合同金额265.00万元，公务接待23批次。',
      '',
    ];
    const r = read(T.procurement, '授予中小企业合同金额256.00万元。', '甲', more);
    expect(told(r)).toEqual(['prose-figure 265.00']);
  });
});

describe('projects that were evaluated', () => {
  const table = (name: string, budget: string, spent: string) => [
    '## 2023年度项目支出绩效自评表',
    `项目名称：${name}    主管部门：示例县水利局整体工程处`,
    '',
    '| 项目预算执行情况 | 年初预算数 | 全年预算数（A） | 全年执行数（B） |',
    '| --- | ---: | ---: | ---: |',
    `| 年度资金总额 | ${budget} | ${budget} | ${spent} |`,
    `| 其中：当年财政拨款 | ${budget} | ${budget} | ${spent} |`,
    '',
  ];
  const bound = (text: string) =>
    readText(
      [
        ...['单位：示例县水利局', '年度：2023', '类型：决算', '金额单位：万元', ''],
        ...table('信息系统运行维护', '50.00', '45.00'),
        ...table('河道清淤整治', '80.00', '72.00'),
        ...['## 预算绩效情况说明', '', text, ''],
      ].join('\n'),
    ).prose.figures.map((f) => f.binding.cell?.raw);

  test('are known by the name in the head of their table', () => {
    expect(bound('信息系统运行维护项目：全年预算数为50.00万元，执行数为45.00万元。')).toEqual([
      '50.00',
      '45.00',
    ]);
    expect(bound('河道清淤整治项目：全年预算数为81.00万元，执行数为73.00万元。')).toEqual(['80.00', '72.00']);
    // Whoever is in charge of a project is not its name.
    expect(bound('整体支出：全年预算数为60.00万元，执行数为55.00万元。')).toEqual([undefined, undefined]);
  });

  test('or by their two amounts, where one table alone has both', () => {
    expect(bound('清淤项目：全年预算数为80.00万元，执行数为72.00万元。')).toEqual(['80.00', '72.00']);
    expect(bound('清淤项目：全年预算数为80.00万元，执行数为45.00万元。')).toEqual([undefined, undefined]);
  });
});

describe('judgements on the text', () => {
  const report = (body: string, front = '年度：2023\n类型：决算\n单位：示例局') =>
    readText(`${front}\n\n${body}\n`).issues.map((i) => `${i.rule} ${i.printed ?? ''}`.trim());

  test('years', () => {
    expect(report('# 第三部分 2022年度部门决算情况说明')).toEqual(['prose-year 2022']);
    expect(
      report('# 第三部分 2023年度部门决算情况说明\n\n## 2022年重点工作完成情况\n\n## 2024年工作计划'),
    ).toEqual([]);
    expect(report('截至2022年12月31日，共有车辆8辆。')).toEqual(['prose-year 2022']);
    expect(report('收入合计100万元，与2023年度相比增加10万元。')).toEqual(['prose-year 2023']);
    expect(report('收入合计100万元，与2022年度相比增加10万元。2021年曾为80万元。')).toEqual([]);
    expect(report('截至2022年12月31日，固定资产100万元。', '年度：2023\n类型：预算')).toEqual([]);
    const closing = readText('年度：2023\n类型：预算\n\n截至2019年12月31日，固定资产100万元。\n').issues;
    expect(closing.map((i) => i.mends?.[0]?.newText)).toEqual(['2022']);
  });

  test('a part in another unit, with which all parts make up the total', () => {
    const told = (part: string) =>
      analyse(
        `年度：2023\n类型：预算\n单位：示例局\n金额单位：万元\n\n支出预算92.78万元，其中：基本支出37.91万元；项目支出${part}。\n`,
      )
        .findings.filter((f) => f.rule === 'prose-unit')
        .map((f) => `${f.rule} ${f.printed}`);
    expect(told('54.87万元')).toEqual([]);
    expect(told('54.87元')).toEqual(['prose-unit 元']);
    expect(told('54.87亿元')).toEqual(['prose-unit 亿元']);
    // Another amount may well be of another unit.
    expect(told('12.5元')).toEqual([]);
  });

  test('more or less than a budget that is not told, against the completion beside', () => {
    const told = (text: string) =>
      analyse(
        `年度：2023\n类型：决算\n单位：示例局\n金额单位：万元\n\n# 支出决算情况说明\n\n教育支出95.20万元，${text}\n`,
      )
        .findings.filter((f) => f.rule === 'change-direction')
        .map((f) => `${f.printed} → ${f.expected}`);
    expect(told('完成年初预算的98.5%，决算数大于预算数。')).toEqual(['大于 → 小于']);
    expect(told('完成年初预算的103.2%，决算数小于年初预算数的主要原因是人员减少。')).toEqual(['小于 → 大于']);
    expect(told('完成年初预算的98.5%，决算数小于预算数。')).toEqual([]);
    // Rounded, it may be either.
    expect(told('完成年初预算的100%，决算数大于预算数。')).toEqual([]);
    // Another budget than that of the rate.
    expect(told('完成全年预算的98.5%，决算数大于年初预算数。')).toEqual([]);
    expect(told('完成全年预算的98.5%，决算数大于预算数。')).toEqual([]);
  });

  test('template text', () => {
    expect(report('收入增长(下降)5%，由XX局负责，……，(参考科目说明逐项解释)').sort()).toEqual(
      [
        'template-leftover (参考科目说明逐项解释)',
        'template-leftover XX',
        'template-leftover ……',
        'template-leftover 增长(下降)',
      ].sort(),
    );
    expect(report('预算法等……制度，LXX型号，等等……。')).toEqual([]);
    expect(report('某某局承担某某职能。', '单位：某某局')).toEqual([]);
    expect(report('由〇〇局负责，二〇〇三年设立。')).toEqual(['template-leftover 〇〇']);
    expect(report('决算数大小于预算数，主要原因是厉行节约。')).toEqual(['template-leftover 大小于']);
    // A bracket of its own that asks, beside one that tells or explains.
    expect(report('采购 3 项。（采购内容、各项用途、资金比例等）')).toEqual([
      'template-leftover （采购内容、各项用途、资金比例等）',
    ]);
    expect(report('采购 3 项（采购内容、资金用途等）。（采购内容、用途、金额为 3 万元等）')).toEqual([]);
  });

  test('punctuation', () => {
    expect(report('完成了任务。。主要是，，这样；。')).toEqual([
      'double-punctuation 。。',
      'double-punctuation ，，',
      'double-punctuation ；。',
    ]);
    expect(report('完成了任务……还有。')).toEqual([]);
  });

  test('numbering: gaps between siblings only', () => {
    expect(report('## 一、收入\n\n## 二、支出\n\n## 四、其他')).toEqual(['numbering 四、其他']);
    expect(report('## 一、收入\n\n### （一）甲\n\n## 二、支出\n\n### （一）乙\n\n### （二）丙')).toEqual([]);
    expect(report('## 收入\n\n1、甲。\n\n2、乙。\n\n4、丙。')).toEqual(['numbering 4、']);
    expect(report('## 收入\n\n1、甲，2、乙，3、丙。\n\n4、丁。')).toEqual([]);
    expect(report('## 收入\n\n1、甲。\n\n2、乙。\n\n1、丙。')).toEqual([]);
  });

  test('what is not for publishing', () => {
    expect(
      report(
        '联系电话：13812345678，座机0311-12345678，账号6222021234567890128，身份证号11010519491231002X。',
      ),
    ).toEqual([
      'sensitive-data 13812345678',
      'sensitive-data 6222021234567890128',
      'sensitive-data 11010519491231002X',
    ]);
    expect(report('项目编码13030224P00308P12449R，金额12345678901.00元，11010519491231002Y。')).toEqual([]);
    expect(report('秘密★1年')).toEqual(['sensitive-data 秘密']);
    expect(report('保守国家秘密，做好机密文件管理。')).toEqual([]);
  });

  test('no counts are owed where nothing says that the money was spent', () => {
    const plan = '安排“三公”经费9.00万元，其中：公务用车运行维护费7.00万元；公务接待费2.00万元。';
    const told = (text: string) =>
      analyse(text).findings.flatMap((f) => (f.rule === 'amount-count' ? [f.printed] : []));
    expect(told(`## 七、“三公”经费安排\n\n${plan}\n`)).toEqual([]);
    expect(told(`标题：某某局2023年部门预算\n\n## “三公”经费\n\n${plan}\n`)).toEqual([]);
    expect(told(`标题：某某局2023年度部门决算\n\n## “三公”经费\n\n${plan}\n`)).toEqual(['2.00万元']);
  });

  test('counts beside amounts', () => {
    expect(told(read(T.three, '公务接待费3.20万元，共接待0批次、0人次。'))).toEqual(['amount-count 0']);
    expect(told(read(T.three, '公务接待费3.20万元。'))).toEqual(['amount-count 3.20万元']);
    const more = [`## ${T.procurement}`, '', '政府采购支出总额320.00万元。', ''];
    expect(told(read(T.three, '公务接待费3.20万元。', '甲', more))).toEqual(['amount-count 3.20万元']);
    expect(
      told(read(T.three, '公务接待费3.20万元，共接待20批次、165人次（含外事接待0批次、0人次）。')),
    ).toEqual([]);
  });

  test('主要包括 against the rows that hold an amount', () => {
    const r = read(
      T.basic,
      '公用经费190.20万元，主要包括：办公费、差旅费、公务接待费、工会经费、公务用车运行维护费、其他交通费用、培训费、办公设备购置。',
    );
    expect(r.issues.map((i) => [i.what, i.data.left, i.data.empty])).toEqual([['both', '邮电费', '培训费']]);
  });

  test('terms used and not explained, where others are', () => {
    const glossary = [
      '一、财政拨款收入：拨款。',
      '二、事业收入：收入。',
      '三、年初结转和结余：结转。',
      '四、机关运行经费：经费。',
      '五、其他收入：其他。',
      '六、经营支出：支出。',
    ];
    const r = read(
      T.spending,
      '支出合计2650.00万元，其中：基本支出1480.30万元，项目支出1169.70万元。',
      '甲',
      ['# 第四部分 名词解释', '', ...glossary.flatMap((g) => [g, ''])],
    );
    expect(r.issues.filter((i) => i.rule === 'undefined-term').map((i) => i.data.term)).toEqual([
      '基本支出',
      '项目支出',
    ]);
  });
});

describe('places and rewriting', () => {
  test('a figure cut by a line end has every part', () => {
    const r = read(T.income, '收入合计2,680\n.50万元，占\n100\n%。');
    const [amount] = r.prose.figures;
    expect(amount?.raw).toBe('2,680.50');
    expect(amount?.spans.map((s) => s.end - s.start)).toEqual([5, 3]);
    expect(amount?.binding.cell?.raw).toBe('2,680.50');
  });

  test('a comment inside a paragraph is not part of it', () => {
    const r = read(T.income, '收入合计\n// 忽略 share：试试\n2,680.50万元。');
    expect(values(r)).toEqual(['收入合计 2,680.50 2,680.50']);
  });

  test.each([
    ['收入合计2,680.50万元', '2740.5', '2,740.50'],
    ['收入合计2680.50万元', '2740.5', '2740.50'],
    ['收入合计２６８０．５０万元', '2740.5', '２７４０．５０'],
    ['收入合计2680万元', '2740.5', '2740.5'],
    ['收入合计980.5万元', '1180.5', '1180.5'],
  ])('%s → %s: %s', (text, value, expected) => {
    const figure = read(T.income, `${text}。`).prose.figures[0] as ProseFigure;
    const printed = parseNumber(value);
    expect(printed && writeFigure(figure, scaledOf(printed, 4))).toBe(expected);
  });

  test.each([
    ['占90.01%', '93.267', '93.27%'],
    ['占90.01％', '93.267', '93.27％'],
    ['占90.0 %', '93.267', '93.3 %'],
    ['占90%', '93', '93%'],
  ])('%s → %s: %s', (text, value, expected) => {
    const figures = read(T.income, `收入合计2680.50万元，财政拨款收入2500.00万元，${text}。`).prose.figures;
    const printed = parseNumber(value);
    expect(printed && writeFigure(figures.at(-1) as ProseFigure, scaledOf(printed))).toBe(expected);
  });
});

describe('an edit redoes what it touches', () => {
  test('sections that did not change are the same objects', () => {
    const c = contexts.甲 as { front: string[]; tables: string[] };
    const text = [
      ...c.front,
      '',
      ...c.tables,
      '',
      `## ${T.income}`,
      '',
      '收入合计2680.50万元。',
      '',
      `## ${T.spending}`,
      '',
      '支出合计2650.00万元。',
      '',
    ].join('\n');
    const reader = new Reader(text);
    const one = reader.read();
    const line = text.split('\n').indexOf('支出合计2650.00万元。');
    const two = reader.read(line, '支出合计2650.10万元。');
    expect(two.prose.sections.at(-2)).toBe(one.prose.sections.at(-2));
    expect(two.prose.sections.at(-1)).not.toBe(one.prose.sections.at(-1));
    expect(told(two)).toEqual(['prose-figure 2650.10']);
  });

  test('nothing is kept of another report', () => {
    const cache = proseCache();
    const reference = builtInReference();
    const make = (text: string) => buildReport(parse(text), reference);
    const a = readProse(make('## 收入决算情况\n\n收入合计1.00万元。'), reference, cache);
    const b = readProse(make('## 收入决算情况\n\n收入合计2.00万元。'), reference, cache);
    expect(a.figures[0]?.raw).toBe('1.00');
    expect(b.figures[0]?.raw).toBe('2.00');
  });
});

describe('headings give the topic, also where they carry no mark', () => {
  test('numbered lines without #', () => {
    const c = contexts.甲 as { front: string[]; tables: string[] };
    const r = readText(
      [
        ...c.front,
        '',
        ...c.tables,
        '',
        '# 第三部分 情况说明',
        '',
        '二、收入决算情况说明',
        '',
        '本年收入合计2680.50万元，其他收入30.50万元。',
        '',
        '三、支出决算情况说明',
        '',
        '本年支出合计2650.00万元，项目支出1169.70万元。',
        '',
      ].join('\n'),
    );
    expect(r.prose.sections.map((s) => s.topic?.id)).toEqual(['收入', '支出']);
    expect(values(r)).toEqual([
      '本年收入合计 2680.50 2,680.50',
      '其他收入 30.50 30.50',
      '本年支出合计 2650.00 2,650.00',
      '项目支出 1169.70 1,169.70',
    ]);
  });
});

describe('a paragraph that no report has', () => {
  const long = '甲'.repeat(250_000);

  test('is read as far as a report is long, and says that the rest was not', () => {
    const text = `支出合计1.00万元。${long}，支出合计2.00万元。`;
    const flat = `# 甲\n\n${text}\n`;
    const model = readProse(buildReport(parse(flat), builtInReference()), builtInReference());
    expect(model.figures.map((f) => f.binding.reason)).toEqual([expect.anything(), 'prose.long']);
    const [, rest] = model.figures;
    expect(rest?.span.end).toBe(200_000);
    expect(model.figures.map((f) => f.printed === undefined)).toEqual([false, true]);
  });

  test('does not take those behind it with it', () => {
    const text = `# 甲\n\n${long}。\n\n支出合计2.00万元。\n`;
    const model = readProse(buildReport(parse(text), builtInReference()), builtInReference());
    expect(model.figures.map((f) => f.raw)).toEqual(['甲', '2.00']);
  });

  test('may be many short ones that run on', () => {
    const text = `# 甲\n\n${'甲，\n\n'.repeat(101_000)}支出合计2.00万元。\n`;
    const model = readProse(buildReport(parse(text), builtInReference()), builtInReference());
    expect(model.figures.map((f) => f.binding.reason)).toEqual(['prose.long']);
  });
});

describe('what a sentence means by the whole of its names', () => {
  test('a 项 of another 款 than the sentence names is not meant, though it has the same name', () => {
    const text =
      '一般公共服务支出（类）统计信息事务（款）行政运行（项）。年初预算为69.3万元，支出决算为69.3万元，完成年初预算的100%。';
    const r = read(T.general, text);
    expect(values(r).filter((v) => /行政运行/.test(v) && !/prose\./.test(v))).toEqual([]);
    expect(told(r)).toEqual([]);
  });

  test('procurement that is budgeted is goods, works and services, like procurement that was made', () => {
    const text = '2024年政府采购预算320.00万元，其中：货物类120.00万元，工程类50.00万元，服务类150.00万元。';
    expect(told(read('政府采购安排情况', text, '丙'))).toEqual([]);
    expect(told(read('政府采购安排情况', text.replace('50.00', '55.00'), '丙'))).toEqual(['list-sum 320.00']);
  });
});
