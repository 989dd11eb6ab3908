import { describe, expect, it } from 'vitest';
import { complete, describeCompletion } from '../../../server/src/service.ts';
import { caret, EXAMPLE, fixture, offered, taken } from '../../support/fixture.ts';

const table = (row: string) =>
  `年度：2022\n类型：决算\n\n## 支出决算表\n公开03表\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n| --- | --- | ---: | ---: | ---: |\n| 合计 |  | 9.00 | 4.00 | 5.00 |\n${row}\n`;

describe('codes', () => {
  it('are offered by number, by name and by pinyin', async () => {
    const want = '2080505 机关事业单位基本养老保险缴费支出';
    for (const typed of [
      '20805',
      '2080505',
      '机关事业单位基本养老',
      '基本养老保险缴费',
      'jgsydw',
      'jbylbx',
      'jiguanshiye',
      'jigsyd',
    ]) {
      expect(await offered(fixture(table(`| ${typed}$0 |  |  |  |  |`))), typed).toContain(want);
    }
    expect(await offered(fixture(table('| zzzq$0 |  |  |  |  |')))).toEqual([]);
  });

  it('bring their name with them where it is blank', async () => {
    const at = fixture(table('| jyzc$0 |  |  |  |  |'));
    expect(await taken(at, '205 教育支出')).toContain('| 205 | 教育支出 |  |  |  |');
    const named = fixture(table('| jyzc$0 | 教育 |  |  |  |'));
    expect(await taken(named, '205 教育支出')).toContain('| 205 | 教育 |  |  |  |');
  });

  it('can be asked for in a row that is just begun', async () => {
    for (const row of ['| $0', '|$0', '| 208$0', '| 合计 |  | 1.00 |  |\n| 2080$0']) {
      expect((await offered(fixture(table(row)))).length, row).toBeGreaterThan(0);
    }
  });

  it('of other tables of the report come first', async () => {
    const text = `${table('| 20$0 |  |  |  |  |')}\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 |\n| --- | --- | ---: |\n| 2070101 | 行政运行 | 1.00 |\n`;
    expect((await offered(fixture(text)))[0]).toBe('2070101 行政运行');
  });

  it('split over three columns follow their row', async () => {
    const split = (row: string) =>
      fixture(
        `## 支出决算表\n\n| 类 | 款 | 项 | 科目名称 | 本年支出合计 |\n| --- | --- | --- | --- | ---: |\n${row}\n`,
      );
    expect(await offered(split('| 20$0 |  |  |  |  |'))).toContain('208 社会保障和就业支出');
    const second = split('| 208 | 05 | $0 |  |  |');
    expect(await offered(second)).toContain('2080501 行政单位离退休');
    expect(await taken(second, '2080501 行政单位离退休')).toContain(
      '| 208 | 05 | 01|  |'.replace('01|  |', '01'),
    );
    expect(await offered(split('| 208 | 05 |  | 甲 | 1 |\n|  |  | $0 |  |  |'))).toContain(
      '2080501 行政单位离退休',
    );
  });

  it('give their names, and names give their codes', async () => {
    expect(await offered(fixture(table('| 205 | $0 |  |  |  |')))).toEqual(['教育支出']);
    expect(await taken(fixture(table('|  | zfgjj$0 |  |  |  |')), '住房公积金')).toContain(
      '| 2210201 | 住房公积金 |',
    );
  });

  it('are found by a number and a part of their name', async () => {
    expect(await offered(fixture(table('| 208 基本养老$0 |  |  |  |  |')))).toContain(
      '2080505 机关事业单位基本养老保险缴费支出',
    );
    expect(await offered(fixture(table('| 205 基本养老$0 |  |  |  |  |')))).toEqual([]);
  });

  it('that stand under another unit are not taken for used up', async () => {
    const units = (row: string) =>
      fixture(
        table(
          `|  | 甲中心 | 4.00 | 4.00 |  |\n| 205 | 教育支出 | 4.00 | 4.00 |  |\n|  | 乙中心 | 5.00 |  | 5.00 |\n${row}`,
        ),
      );
    expect((await offered(units('| 20$0 |  |  |  |  |')))[0]).toBe('201 一般公共服务支出');
    // In its own unit a code that stands already gives way to those below it.
    const own = fixture(table('| 205 | 教育支出 | 4.00 | 4.00 |  |\n| 20$0 |  |  |  |  |'));
    expect((await offered(own))[0]).toBe('20501 教育管理事务');
  });

  it('say whether an editor may narrow the list by itself', async () => {
    const read = async (row: string) => {
      const { analysis, position } = fixture(table(row));
      return (await complete(analysis, position))!;
    };
    const narrow = await read('| 20805$0 |  |  |  |  |');
    expect(narrow.complete).toBe(true);
    expect(narrow.items.every((i) => i.filter?.startsWith('20805'))).toBe(true);
    // More codes than are sent, and letters that an editor cannot match.
    expect((await read('| 2$0 |  |  |  |  |')).complete).toBe(false);
    expect((await read('| jbyl$0 |  |  |  |  |')).complete).toBe(false);
  });

  it('become whole rows on a line below the table', async () => {
    const at = fixture(table('205$0'));
    expect(await taken(at, '20502 普通教育')).toContain(
      '| 合计 |  | 9.00 | 4.00 | 5.00 |\n| 20502 | 普通教育 |  |  |  |\n',
    );
    expect(await offered(fixture(table('ptjy$0')))).toContain('20502 普通教育');
    expect(await offered(fixture(table('本年支出$0')))).not.toContain('205 教育支出');
  });

  it('offer the total where the table has none', async () => {
    const bare = table('').replace('| 合计 |  | 9.00 | 4.00 | 5.00 |\n', '| $0 |  |  |  |  |');
    expect((await offered(fixture(bare)))[0]).toBe('合计');
    expect(await offered(fixture(table('| $0 |  |  |  |  |')))).not.toContain('合计');
  });

  it('tell more of themselves when they are looked at', async () => {
    const { analysis, position } = fixture(table('| 2080505$0 |  |  |  |  |'));
    const [item] = (await complete(analysis, position))!.items;
    const told = describeCompletion(analysis, item!);
    expect(told.detail).toContain('社会保障和就业支出');
    expect(told.documentation).toContain('2080505');
  });

  it('follow the catalogue of their column', async () => {
    const text =
      '## 一般公共预算财政拨款基本支出决算明细表\n\n| 经济分类科目编码 | 科目名称 | 金额 |\n| --- | --- | ---: |\n| 302$0 |  |  |\n';
    expect((await offered(fixture(text))).every((l) => l.startsWith('302'))).toBe(true);
  });
});

describe('amounts', () => {
  it('a total offers its sum, in the author’s decimals and separators', async () => {
    const at = caret(EXAMPLE, '本年收入合计 | 27', '1,033.00', 0);
    const blank = fixture(EXAMPLE.replace('| 本年收入合计 | 27 | 1,033.00 |', '| 本年收入合计 | 27 | $0 |'));
    expect((await offered(blank))[0]).toBe('1,033.00');
    expect((await offered(at))[0]).toBe('1,033.00');
    expect((await complete(blank.analysis, blank.position))!.items[0]!.detail).toContain('1,020.40');
  });

  it('while it is being typed', async () => {
    for (const typed of ['1', '1,0', '103']) {
      const at = fixture(
        EXAMPLE.replace('| 本年收入合计 | 27 | 1,033.00 |', `| 本年收入合计 | 27 | ${typed}$0 |`),
      );
      expect((await offered(at))[0], typed).toBe('1,033.00');
    }
  });
});

describe('figures that are computed', () => {
  it('an execution rate is offered as the column writes it', async () => {
    const text = (cell: string) =>
      `## 绩效自评表\n\n| 预算执行情况 | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n| 年度资金总额 | 30.00 | 30.00 | 27.00 | 10 | ${cell} | 9 |\n`;
    expect(await offered(fixture(text('9$0%')))).toContain('90.00%');
  });

  it('a figure of a sentence is offered what its cell prints', async () => {
    const text = EXAMPLE.replace('支出合计 1,027.00 万元', '支出合计 1,030.00$0 万元');
    expect((await offered(fixture(text)))[0]).toBe('1,027.00');
    expect(await offered(fixture(EXAMPLE.replace('占 33.43%', '占 33.43$0%')))).toContain('33.33%');
  });
});

describe('where a person begins to write', () => {
  it('an empty file is offered its front matter', async () => {
    expect((await offered(fixture('$0')))[0]).toBe('文件头');
    expect(await taken(fixture('wjt$0\n'), '文件头')).toBe(
      '标题：\n单位：\n年度：\n类型：决算\n金额单位：万元\n',
    );
    expect(await offered(fixture('单位：甲局\n$0'))).not.toContain('文件头');
  });

  it('paths of other reports', async () => {
    const paths = () => Promise.resolve(['去年.disclosure', '下级/中心.disclosure', '甲.disclosure']);
    const at = fixture('单位：甲局\n汇总：甲.disclosure、$0\n');
    const found = await complete(at.analysis, at.position, { paths });
    expect(found!.items.map((i) => i.label)).toEqual(['去年.disclosure', '下级/中心.disclosure']);
    const found2 = await complete(at.analysis, at.position);
    expect(found2?.items ?? []).toEqual([]);
  });

  it('a title becomes a whole table, also without the mark of a heading', async () => {
    const at = fixture('单位：甲局\n年度：2022\n类型：决算\n\n# 第二部分\n\n正文。\n\nzcjsb$0\n');
    expect(await taken(at, '支出决算表')).toMatch(
      /\n## 支出决算表\n公开03表 {4}金额单位：万元\n\n\| 科目编码 \|/,
    );
    expect(await offered(fixture('类型：决算\n\n# 第二部分\n\n正文。\n\n支出决$0\n'))).toContain(
      '支出决算表',
    );
  });

  it('rows under a heading and its property line', async () => {
    const at = fixture('类型：决算\n\n## 支出决算表\n公开03表    金额单位：万元\n$0\n');
    expect(await taken(at, '支出决算表')).toContain('\n| 科目编码 | 科目名称 | 本年支出合计 |');
  });

  it('marks of lines by their words', async () => {
    const start = (typed: string) => offered(fixture(`类型：决算\n\n# 说明\n\n正文。\n\n${typed}$0\n`));
    expect(await start('gj')).toContain('勾稽：');
    expect(await start('勾')).toContain('勾稽：');
    expect(await start('hl')).toContain('// 忽略');
    expect(await start('//')).toEqual(['忽略', '忽略本表', '忽略全文']);
    expect(await start('本年勾')).not.toContain('勾稽：');
  });

  it('rules by the words of their titles', async () => {
    expect(await offered(fixture('// 忽略 尾数$0\n'))).toEqual(['rounding']);
    expect(await offered(fixture('// 忽略 wscc$0\n'))).toEqual(await offered(fixture('// 忽略 wsc$0\n')));
  });

  it('entries of the glossary with their numbers', async () => {
    const at = fixture('# 名词解释\n\n一、财政拨款收入：某。\n二、其他收入：某。\njgyx$0\n');
    expect(await taken(at, '机关运行经费')).toMatch(/\n三、机关运行经费：\S+/);
    expect(await offered(fixture('# 名词解释\n\n一、财政拨款收入：某。\n二、$0\n'))).not.toContain(
      '财政拨款收入',
    );
    const numbered = fixture('# 名词解释\n\n九、财政拨款收入：某。\n十、机关运行$0\n');
    expect(await taken(numbered, '机关运行经费')).toMatch(/\n十、机关运行经费：\S+/);
  });
});

describe('front matter and properties', () => {
  it('offers keys that are not there yet, and their values', async () => {
    expect(await offered(fixture('单位：甲局\n$0'))).toEqual(
      expect.arrayContaining(['年度', '类型', '金额单位']),
    );
    expect(await offered(fixture('单位：甲局\n$0'))).not.toContain('单位');
    expect(await offered(fixture('单位：甲局\n类型：$0\n'))).toEqual(['决算', '预算']);
    expect(await taken(fixture('单位：甲局\nlx$0\n'), '类型')).toBe('单位：甲局\n类型：\n');
    expect(await taken(fixture('单位：甲局\n金额单位：$0\n'), '万元')).toBe('单位：甲局\n金额单位：万元\n');
  });

  it('offers the property line of the table over it', async () => {
    expect(await taken(fixture('类型：决算\n\n## 支出决算表\n公开$0\n'), '公开03表    金额单位：万元')).toBe(
      '类型：决算\n\n## 支出决算表\n公开03表    金额单位：万元\n',
    );
    expect(await offered(fixture('类型：决算\n\n## 甲表\n表式：$0\n\n| a | b |\n| - | - |\n'))).toContain(
      '支出决算表',
    );
  });
});

describe('headings', () => {
  it('offer whole tables, those that are owed first', async () => {
    const at = fixture('单位：甲局\n年度：2022\n类型：决算\n\n## srjs$0\n');
    expect(await offered(at)).toContain('收入决算表');
    const text = await taken(at, '收入决算表');
    expect(text).toMatch(
      /## 收入决算表\n公开02表 {4}金额单位：万元\n\n\| 科目编码 \| 科目名称 \| 本年收入合计 \|/,
    );
  });

  it('keep their number, and the table that is there', async () => {
    const at = fixture('类型：决算\n\n## 二、收入$0\n\n| 科目编码 | 本年收入合计 |\n| --- | ---: |\n');
    expect(await taken(at, '收入决算表')).toBe(
      '类型：决算\n\n## 二、收入决算表\n\n| 科目编码 | 本年收入合计 |\n| --- | ---: |\n',
    );
  });
});

describe('comments, formulas, prose', () => {
  it('offers waivers, then rules, those with a finding below first', async () => {
    expect(await offered(fixture('// $0\n'))).toEqual(['忽略', '忽略本表', '忽略全文']);
    const at = fixture(EXAMPLE.replace('| 201 | 26 | 04 |', '// 忽略 $0\n| 201 | 26 | 04 |'));
    expect((await offered(at))[0]).toBe('row-sum');
    expect(await taken(at, 'row-sum')).toContain('// 忽略 row-sum：\n');
    expect(await offered(fixture('// 随便写的$0\n'))).toEqual([]);
  });

  it('offers tables, rows and columns of a formula', async () => {
    const with_ = (line: string) => fixture(EXAMPLE.replace('# 第三部分', `勾稽：${line}\n\n# 第三部分`));
    expect(await offered(with_('公开$0'))).toEqual(['公开01', '公开03', '公开09', '公开07']);
    expect(await offered(with_('公开03.$0'))).toContain('2012601');
    expect(await offered(with_('公开03.合计.bn$0'))).toEqual(['本年支出合计']);
  });

  it('offers terms and names of the tables in a sentence', async () => {
    const with_ = (line: string) => fixture(EXAMPLE.replace('# 第四部分', `${line}\n\n# 第四部分`));
    expect(await offered(with_('本年的机关运行$0'))).toContain('机关运行经费');
    expect(await offered(with_('其中住房保$0'))).toContain('住房保障支出');
    expect(await offered(with_('其中 zfbz$0'))).toContain('住房保障支出');
    expect(await offered(with_('，$0'))).toEqual([]);
  });
});

describe('anywhere', () => {
  it('answers within the line, at every place of the example', async () => {
    const { analysis } = fixture(`${EXAMPLE}$0`);
    for (const [line, text] of EXAMPLE.split('\n').entries()) {
      for (const character of new Set([0, 1, text.length >> 1, text.length])) {
        const found = await complete(analysis, { line, character });
        for (const item of found?.items ?? []) {
          expect(item.range.start.line).toBe(line);
          expect(item.range.end.character).toBeLessThanOrEqual(text.length);
          expect(item.range.start.character <= character && character <= item.range.end.character).toBe(true);
          for (const more of item.more) {
            expect(
              more.range.start.character >= item.range.end.character ||
                more.range.end.character <= item.range.start.character,
            ).toBe(true);
          }
        }
      }
    }
    expect(await complete(analysis, { line: 1e6, character: 0 })).toBeUndefined();
    expect(await complete(analysis, { line: 0, character: 1e6 })).toBeUndefined();
  });
});
