import { describe, expect, it } from 'vitest';
import {
  calleesOf,
  callersOf,
  codeLenses,
  definition,
  type Hint,
  highlights,
  hover,
  inlayHints,
  open,
  prepareCalls,
  references,
  renameEdits,
  renameSubject,
} from '../../../server/src/service.ts';
import { caret, EXAMPLE, edited, type Fixture, fixture, textOf } from '../../support/fixture.ts';

const on = (line: string, mark: string, inside = 1) => caret(EXAMPLE, line, mark, inside);
const lines = EXAMPLE.split('\n');

const targets = ({ analysis, position, text }: Fixture) =>
  definition(analysis, position)?.targets.map(
    (t) => `${textOf(text, t.selection)} @ ${t.selection.start.line + 1}`,
  ) ?? [];
const lineOf = (part: string) => lines.findIndex((l) => l.includes(part)) + 1;

describe('definition', () => {
  it('goes from a cell to the cells that it must equal', () => {
    expect(targets(on('|  |  |  | 合计 |', '1,027.00'))).toContain(
      `1,027.00 @ ${lineOf('本年支出合计 | 58')}`,
    );
  });

  it('goes from a figure in a sentence to its cell', () => {
    expect(targets(on('2023 年度支出合计', '684.65'))).toEqual([`684.65 @ ${lineOf('|  |  |  | 合计 |')}`]);
  });

  it('goes from a code to its entry, and to its first row', () => {
    expect(targets(on('| 201 | 26 | 04 |', '档案馆'))).toEqual([
      `一般公共服务支出（类）档案事务（款）档案馆（项） @ ${lineOf('二、一般公共服务支出（类）')}`,
    ]);
    expect(targets(on('| 201 |  |  |', '201'))).toEqual([
      `一、一般公共服务支出 @ ${lineOf('一、一般公共服务支出')}`,
    ]);
  });

  it('goes from a header and from a word in a sentence to the glossary', () => {
    const entry = `基本支出 @ ${lineOf('一、基本支出：')}`;
    expect(targets(on('| 类 | 款 | 项 |', '基本支出'))).toEqual([entry]);
    expect(targets(on('2023 年度支出合计', '基本支出', 2))).toEqual([entry]);
  });

  it('goes from a printed formula to its row or column', () => {
    expect(targets(on('注：27行', '27行'))).toEqual([`本年收入合计 @ ${lineOf('本年收入合计 | 27')}`]);
    expect(targets(on('注：27行', '32+39', 1))).toEqual([
      `一、一般公共服务支出 @ ${lineOf('一、一般公共服务支出')}`,
    ]);
  });

  it('goes from a reference of one’s own formula to its cell', () => {
    const line = '勾稽：公开03';
    expect(targets(on(line, '公开03.合计', 3))).toEqual([`1,027.00 @ ${lineOf('|  |  |  | 合计 |')}`]);
    expect(targets(on(line, '公开01.', 3))).toEqual([`1,027.00 @ ${lineOf('本年支出合计 | 58')}`]);
  });
});

describe('references', () => {
  const texts = ({ analysis, position, text }: Fixture, declaration = true) =>
    references(analysis, position, declaration).map((r) => textOf(text, r.range));

  it('of a code are its rows, in words or digits', () => {
    expect(texts(on('| 208 |  |  |', '208'))).toEqual(['八、社会保障和就业支出', '208']);
    expect(texts(on('| 208 |  |  |', '208'), false)).toEqual(['八、社会保障和就业支出']);
  });

  it('of a term are the places where it stands', () => {
    expect(texts(on('一、基本支出：', '基本支出')).length).toBeGreaterThanOrEqual(3);
  });

  it('of a figure are the figures that must equal it', () => {
    expect(
      texts(on('|  |  |  | 合计 |', '1,027.00')).filter((t) => t === '1,027.00').length,
    ).toBeGreaterThanOrEqual(2);
  });
});

describe('highlight', () => {
  it('shows what a total is made of', () => {
    const { analysis, position, text } = on('|  |  |  | 合计 |', '1,027.00');
    const found = highlights(analysis, position);
    expect(found.find((h) => h.kind === 'write')).toBeDefined();
    expect(found.filter((h) => h.kind === 'read').map((h) => textOf(text, h.range))).toEqual(
      expect.arrayContaining(['684.65', '342.35', '812.35', '143.20', '71.45']),
    );
  });
});

describe('call hierarchy', () => {
  it('walks from a total to its parts and back', () => {
    const { analysis, position } = on('|  |  |  | 合计 |', '1,027.00');
    expect(prepareCalls(analysis, position)).toMatchObject({
      name: '1,027.00',
      detail: expect.stringContaining('合计'),
    });
    const parts = calleesOf(analysis, position);
    expect(parts.map((p) => p.name)).toEqual(expect.arrayContaining(['684.65', '342.35']));
    const back = callersOf(analysis, parts.find((p) => p.name === '684.65')!.range.start);
    expect(back.map((c) => c.name)).toContain('1,027.00');
  });
});

describe('lens and hints', () => {
  it('counts the checks of each table', () => {
    const titles = codeLenses(open(EXAMPLE)).map((l) => [lines[l.range.start.line], l.title]);
    expect(titles).toContainEqual(['## 二、支出决算表', expect.stringMatching(/\d+ 项勾稽通过 · 2 项不符/)]);
  });

  it('shows the difference beside a total that does not add up', () => {
    const whole = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
    const hints = inlayHints(open(EXAMPLE), whole, { shares: false });
    // The sum of the 款 is off too, but there is one mistake, and one hint.
    expect(hints.map((h) => h.label)).toEqual(['差 +0.18']);
    expect(inlayHints(open(EXAMPLE), { ...whole, end: { line: 10, character: 0 } })).toEqual([]);
    expect(
      inlayHints(open(EXAMPLE.replace('342.53', '342.35')), whole).filter((h) => h.position.line < 60),
    ).toEqual([]);
  });
});

describe('hints', () => {
  const all = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
  const at = (text: string, hints: readonly Hint[]) =>
    hints.map(
      ({ position: { line, character }, label }) =>
        `${text.split('\n')[line]!.slice(0, character)}⟨${label}⟩`,
    );

  it('give the share of an amount in a list that says none', () => {
    const text =
      '年度：2022\n类型：决算\n\n# 说明\n\n2022 年度收入合计 200.00 万元，其中：财政拨款收入 150.00 万元；其他收入 50.00 万元，占 25%。\n';
    expect(at(text, inlayHints(open(text), all))).toEqual([
      '2022 年度收入合计 200.00 万元，其中：财政拨款收入 150.00 万元⟨占 75.00%⟩',
    ]);
    expect(inlayHints(open(text), all, { shares: false })).toEqual([]);
  });

  it('give the names of bare codes, in rows and formulas', () => {
    const text =
      '## 支出决算表\n公开03表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 合计 |  | 2.00 |\n| 205 |  | 1.00 |\n| 206 | 科学技术支出 | 1.00 |\n\n勾稽：公开03.205.本年支出合计 = 1.00\n';
    const names = { differences: false };
    expect(at(text, inlayHints(open(text), all, names))).toEqual([
      '| 205⟨教育支出⟩',
      '勾稽：公开03.205⟨教育支出⟩',
    ]);
    expect(inlayHints(open(text), all, { ...names, codeNames: false })).toEqual([]);
    expect(inlayHints(open(text), { ...all, end: { line: 7, character: 0 } }, names)).toHaveLength(1);
  });

  it('are left out where a setting says so', () => {
    expect(inlayHints(open(EXAMPLE), all).length).toBeGreaterThan(0);
    const none = { differences: false, shares: false, codeNames: false };
    expect(inlayHints(open(EXAMPLE), all, none)).toEqual([]);
  });
});

describe('rename', () => {
  const rename = ({ analysis, position, text }: Fixture, name: string) => {
    const subject = renameSubject(analysis, position);
    const edits = subject && renameEdits(analysis, subject, name);
    return edits && edited(text, edits);
  };

  it('renames the unit wherever its name stands', () => {
    expect(rename(on('单位：示例市档案馆', '示例市', 2), '新城市档案局')).toBe(
      EXAMPLE.replaceAll('示例市档案馆', '新城市档案局'),
    );
  });

  it('renames a code in all its rows, and no other row of the same name', () => {
    const text =
      '## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 2010101 | 行政$0运行 | 1.00 |\n| 2010301 | 行政运行 | 1.00 |\n\n## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 |\n| --- | --- | ---: |\n| 2010101 | 行政运行 | 1.00 |\n';
    const out = rename(fixture(text), '甲|乙')!;
    expect(out.match(/甲\\\|乙/g)).toHaveLength(2);
    expect(out).toContain('| 2010301 | 行政运行 |');
  });

  it('leaves the names of other units alone', () => {
    const row = (name: string) => `|  | ${name} | 1.00 |\n| 205 | 教育支出 | 1.00 |\n`;
    const text = `单位：甲$0某局\n\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n|  | 合计 | 2.00 |\n${row('甲某局本级')}${row('甲某局培训中心')}\n甲某局培训中心由甲某局管理。\n`;
    const out = rename(fixture(text), '乙局')!;
    expect(out).toContain('单位：乙局\n');
    expect(out).toContain('| 乙局本级 |');
    expect(out).toContain('| 甲某局培训中心 |');
    expect(out).toContain('甲某局培训中心由乙局管理。');
  });

  it('renames a title in headings, sentences and formulas, and the form stays named', () => {
    const text =
      '## 二、收入$0决算表（续）\n表式：收入决算表（续）\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 | 1.00 |\n\n勾稽：收入决算表（续）.合计.金额 = 1.00\n\n见收入决算表（续）与财政拨款收入决算表。\n';
    expect(rename(fixture(text), '收入-决算表')).toBe(
      '## 二、收入-决算表\n表式：收入决算表（续）\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 | 1.00 |\n\n勾稽：“收入-决算表”.合计.金额 = 1.00\n\n见收入-决算表与财政拨款收入决算表。\n',
    );
  });

  it('takes a shorter title for no part of a longer one', () => {
    const text =
      '## 支出$0决算表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 合计 | 1.00 |\n\n见《支出决算表》和《一般公共预算财政拨款支出决算表》。\n';
    expect(rename(fixture(text), '支出表')).toContain('见《支出表》和《一般公共预算财政拨款支出决算表》。');
  });

  it('renames a code where sentences and formulas name it', () => {
    const text =
      '## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 208 | 社会$0保障 | 1.00 |\n\n勾稽：支出决算表.社会保障.本年支出合计 = 1.00\n\n社会保障（类）支出 1.00 万元，其他社会保障 2 人。\n';
    expect(rename(fixture(text), '社会保障和就业支出')).toBe(
      '## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 |\n| --- | --- | ---: |\n| 208 | 社会保障和就业支出 | 1.00 |\n\n勾稽：支出决算表.社会保障和就业支出.本年支出合计 = 1.00\n\n社会保障和就业支出（类）支出 1.00 万元，其他社会保障 2 人。\n',
    );
  });

  it('refuses what is no name, and places where nothing is named', () => {
    expect(rename(on('单位：示例市档案馆', '示例市', 2), '甲\n乙')).toBeUndefined();
    expect(rename(on('| 201 | 26 | 04 |', '342.53'), '甲')).toBeUndefined();
  });
});

describe('figures of another report', () => {
  const summary = (year: number, carry: string, link = '') =>
    `单位：甲局\n年度：${year}\n类型：决算\n金额单位：万元\n${link}\n## 收入支出决算总表\n\n| 收入/项目 | 收入/金额 | 支出/项目 | 支出/金额 |\n| --- | ---: | --- | ---: |\n| 本年收入合计 | 10.00 | 本年支出合计 | 10.00 |\n| 年初结转和结余 | ${carry} | 年末结转和结余 | ${carry} |\n`;

  it('are named by their file, and led to', () => {
    const other = open(summary(2022, '5.00'));
    const text = summary(2023, '5.00', '上年：2022.disclosure\n');
    const analysis = open(text, { links: { get: () => other } });
    const line = text.split('\n').findIndex((l) => l.startsWith('| 年初结转'));
    const position = { line, character: text.split('\n')[line]!.indexOf('5.00') + 1 };
    expect(definition(analysis, position)?.targets).toMatchObject([{ path: '2022.disclosure' }]);
    expect(references(analysis, position, true).map((r) => r.path)).toEqual([undefined, '2022.disclosure']);
    expect(highlights(analysis, position)).toHaveLength(1);
    expect(hover(analysis, position)?.markdown).toContain('2022.disclosure');
  });
});
