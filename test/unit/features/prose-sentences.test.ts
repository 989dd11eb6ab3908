import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sentenceActions, writeSentence } from '../../../server/src/features/sentences.ts';
import { type Analysis, complete, type Finding, open, refactorings } from '../../../server/src/service.ts';
import { cases, some } from '../../support/everything.ts';
import { caret, EXAMPLE, edited, fixture, offered, taken } from '../../support/fixture.ts';

const sample = (name: string) => readFileSync(`samples/${name}.disclosure`, 'utf8');
const written = (analysis: Analysis, id: string) => {
  const template = analysis.reference.sentences.find((t) => t.id === id);
  if (!template) throw new Error(`no ${id}`);
  return writeSentence(analysis, template);
};
const keyOf = ({ rule, severity, message }: Finding) => `${rule} ${severity} ${message}`;

describe.each(['聊城2022决算', '武汉东西湖2022决算', '晋城2022决算'])('sentences for %s', (name) => {
  const text = sample(name);
  const analysis = open(text);
  const known = new Set(analysis.findings.map(keyOf));

  it('say what the tables say: no new finding, every figure bound, every rate right', () => {
    let made = 0;
    let before = open(text);
    const amiss: string[] = [];
    for (const section of some(analysis.report.allSections, 12)) {
      const at = { line: section.line, character: 0 };
      for (const action of sentenceActions(analysis, { start: at, end: at })) {
        made++;
        const [edit] = action.edits;
        // Each takes over from the one before: the first analysis has only one that can.
        const after = open(edited(text, action.edits), {}, before);
        before = after;
        // What the report says already is said twice then.
        const fresh = after.findings.filter((f) => !known.has(keyOf(f)) && f.rule !== 'double-punctuation');
        amiss.push(...fresh.map((f) => `${section.text}: ${action.title}: ${f.message}`));
        const first = edit!.range.start.line;
        const last = first + edit!.newText.split('\n').length - 1;
        for (const figure of after.prose.figures) {
          const line = after.report.lineOf(figure.owner.block) + figure.span.line;
          if (line < first || line >= last) continue;
          const relations = after.graph.byFigure.get(figure) ?? [];
          const fine =
            figure.kind === 'percent'
              ? relations.some((r) => r.shape === 'ratio' && after.graph.outcomes.get(r)?.state === 'exact')
              : figure.binding.cell !== undefined;
          if (!fine) amiss.push(`${action.title}: ${figure.raw} is not bound`);
        }
      }
    }
    expect(amiss).toEqual([]);
    expect(made).toBeGreaterThan(cases(20, 1));
  });
});

describe('what is written', () => {
  it('has the author’s unit, decimals, separators and blanks', () => {
    const one = open(sample('聊城2022决算'));
    expect(written(one, '收入结构')).toBe(
      '2022 年度收入合计 2,817.04 万元，其中：财政拨款收入 2,811.67 万元，占 99.81%；其他收入 5.37 万元，占 0.19%。',
    );
    expect(written(one, '一般公共预算结构')).toContain('教育支出（类）150 万元，占 5.33%；');
    expect(written(open(sample('武汉东西湖2022决算')), '支出结构')).toBe(
      '2022 年度支出合计 12341.99 万元，其中：基本支出 1568.6 万元，占 12.71%；项目支出 10773.39 万元，占 87.29%。',
    );
    expect(written(open(sample('晋城2022决算')), '政府采购')).toBe(
      '2022年度政府采购支出总额67,980.00元，其中：政府采购货物支出67,980.00元。',
    );
  });

  it('names 类, 款 and 项, and the details of 人员 and 公用', () => {
    const analysis = open(sample('聊城2022决算'));
    expect(written(analysis, '一般公共预算具体')).toContain(
      '\n1、教育支出（类）职业教育（款）技校教育（项）。支出决算为 150 万元。\n',
    );
    expect(written(analysis, '基本支出')).toMatch(
      /人员经费 1,076\.46 万元，主要包括：基本工资、津贴补贴、.*。\n公用经费 101\.86 万元，主要包括：办公费、印刷费、.*、办公设备购置。$/,
    );
  });

  it('is nothing where the tables do not hold the figures', () => {
    expect(written(open(EXAMPLE), '收入结构')).toBeUndefined();
    expect(written(open('年度：2022\n类型：决算\n'), '支出结构')).toBeUndefined();
  });

  it('is in full width, or in the table’s unit, where the report has no sentence yet', () => {
    const bare = EXAMPLE.slice(0, EXAMPLE.indexOf('# 第三部分'));
    expect(written(open(bare), '支出结构')).toBe(
      '2023年度支出合计1,027.00万元，其中：基本支出684.65万元，占66.67%；项目支出342.35万元，占33.33%。',
    );
    const wide = `${bare}# 情况说明\n\n## 支出决算情况说明\n\n支出合计１,０２７.００万元，其中：基本支出６８４.６５万元，占６６.６７％。\n`;
    expect(written(open(wide), '支出结构')).toContain('占３３．３３％。');
  });
});

describe('where it is offered', () => {
  const titles = (text: string, line: string) => {
    const at = caret(text, line, line, 0);
    return refactorings(at.analysis, { start: at.position, end: at.position })
      .filter((a) => a.kind === 'refactor.insert' && a.title.startsWith('写入'))
      .map((a) => a.title);
  };

  it('under the heading of its own section, not on tables, glossary or duties', () => {
    expect(titles(EXAMPLE, '## 一、支出决算情况说明')).toEqual([
      expect.stringContaining('支出决算结构情况'),
      expect.stringContaining('支出决算具体情况'),
    ]);
    expect(titles(EXAMPLE, '## 二、支出决算表')).toEqual([]);
    expect(titles(EXAMPLE, '# 第四部分 名词解释')).toEqual([]);
    expect(titles(sample('聊城2022决算'), '## 一、单位职责')).toEqual([]);
    expect(titles(sample('聊城2022决算'), '## 十三、预算绩效情况说明')).toEqual([]);
  });

  it('brings its heading where it stands under that of the whole', () => {
    const at = caret(EXAMPLE, '# 第三部分 2023 年度部门决算情况说明', '#', 0);
    const action = refactorings(at.analysis, { start: at.position, end: at.position }).find((a) =>
      a.title.includes('支出决算结构情况'),
    );
    expect(edited(EXAMPLE, action!.edits)).toContain(
      '# 第三部分 2023 年度部门决算情况说明\n\n## 支出决算情况说明\n\n2023 年度支出合计 1,027.00 万元，其中：',
    );
  });

  it('as completion of a blank line, by title, by pinyin and by its first words', async () => {
    const at = (typed: string) =>
      fixture(EXAMPLE.replace('图：支出决算结构图', `## 支出决算情况说明\n\n${typed}$0\n`));
    expect((await offered(at(''))).slice(0, 2)).toEqual(['支出决算结构情况', '支出决算具体情况']);
    for (const typed of ['支出决算结构', 'zcjsjg', '2023 年度支出'])
      expect((await offered(at(typed)))[0]).toBe('支出决算结构情况');
    expect(await taken(at('2023 年度'), '支出决算结构情况')).toContain(
      '\n2023 年度支出合计 1,027.00 万元，其中：基本支出 684.65 万元，占 66.67%；项目支出 342.35 万元，占 33.33%。\n',
    );
    const found = await complete(at('').analysis, at('').position);
    expect(found?.items[0]?.kind).toBe('sentence');
  });
});

describe('seeds/sentences.json', () => {
  const { forms, sentences } = open('').reference;
  const names = (list: readonly { readonly id: string; readonly group?: string | readonly string[] }[]) =>
    new Set(list.flatMap((x) => [x.id, ...[x.group ?? []].flat().map((g) => `Σ${g}`)]));

  it.each(sentences.map((s) => [s.id, s] as const))('%s names cells that its forms have', (_, template) => {
    const refs = [...JSON.stringify(template).matchAll(/((?:决算|预算)\d\d)\.([^\s."{}]+)\.([^\s."{}]+)/g)];
    expect(refs.length).toBeGreaterThan(0);
    for (const [, id, row, column] of refs) {
      const form = forms.forms.find((f) => f.id === id);
      const rows = names(form?.panels.flatMap((p) => p.rows ?? []) ?? []);
      const columns = names([...(form?.panels.flatMap((p) => p.columns) ?? []), ...(form?.derived ?? [])]);
      const others = form?.panels.map((p) => `Σ${p.otherColumns}`) ?? [];
      expect(rows.has(row!) || ['合计', 'Σ类', 'Σ款', 'Σ项'].includes(row!), `${id}.${row}`).toBe(true);
      expect(columns.has(column!) || others.includes(column!), `${id}.${row}.${column}`).toBe(true);
    }
  });

  it('has one id for one sentence', () => {
    expect(new Set(sentences.map((s) => s.id)).size).toBe(sentences.length);
  });
});
