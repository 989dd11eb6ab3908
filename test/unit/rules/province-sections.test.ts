/** The outlines of reports of many places: no section is called missing that is there in other words. */
import { describe, expect, test } from 'vitest';
import { open } from '../../../server/src/service.ts';
import { provinceLines } from '../../support/provinces.ts';

interface Outline {
  readonly province: string;
  readonly front: readonly string[];
  readonly headings: readonly string[];
}

const outlines: readonly Outline[] = provinceLines('outlines.tsv').map(
  ([province = '', kind, year, nature, , headings = '']) => {
    const front = [
      `类型：${kind}`,
      `年度：${year}`,
      `单位性质：${nature}`,
      '单位：某局',
      '金额单位：万元',
      '状态：已公开',
    ];
    return { province, front, headings: headings.split('|') };
  },
);

/** A report without a table is a part of one. */
const TABLE = [
  '## 支出表',
  '',
  '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  '| 合计 |  | 1.00 | 1.00 |  |',
];

function missing({ front }: Outline, headings: readonly string[]): string[] {
  const body = headings.flatMap((h) => [`${/^第/.test(h) ? '#' : '##'} ${h}`, '', '情况如上。', '']);
  return open([...front, '', ...body, ...TABLE].join('\n'))
    .findings.filter((f) => f.rule === 'missing-section')
    .map((f) => f.message);
}

describe('sections in the words of provinces', () => {
  test('of ten places', () =>
    expect(new Set(outlines.map((o) => o.province)).size).toBeGreaterThanOrEqual(10));

  test.each(outlines.map((o) => [o.province, o] as const))('%s: none is missing', (_, outline) =>
    expect(missing(outline, outline.headings)).toEqual([]),
  );

  test('without its 名词解释 each is told', () => {
    const told = outlines.map((o) =>
      missing(
        o,
        o.headings.filter((h) => !/名.解释/.test(h)),
      ).join(),
    );
    expect(outlines.filter((_, i) => !told[i]?.includes('名词解释')).map((o) => o.province)).toEqual([]);
  });

  const [ofMatters] = outlines.filter((o) => o.province === '云南');
  test.each(['机关运行经费', '国有资产', '政府采购', '绩效'])('other matters without %s', (word) => {
    const outline = ofMatters as Outline;
    const [message = ''] = missing(
      outline,
      outline.headings.filter((h) => !h.includes(word)),
    );
    expect(message).toContain(word);
  });

  test('a report whose form has no other matters owes none of them', () => {
    const outline = outlines.find((o) => o.province === '浙江') as Outline;
    expect(missing(outline, outline.headings)).toEqual([]);
  });

  test('running costs are owed by government bodies only', () => {
    const outline = ofMatters as Outline;
    const without = outline.headings.filter((h) => !h.includes('机关运行经费'));
    const front = outline.front.map((line) => line.replace('行政', '事业'));
    expect(missing({ ...outline, front }, without)).toEqual([]);
  });
});
