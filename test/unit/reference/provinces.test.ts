import { describe, expect, test } from 'vitest';
import { open } from '../../../server/src/service.ts';
import { provinceHeaders, provinceLines } from '../../support/provinces.ts';

const NONE = '(无)';
const headerOf = provinceHeaders();
const titles = provinceLines('titles.tsv').map(
  ([kind, province, title, header = '', form, basis, source]) => ({
    kind,
    province,
    title,
    header: headerOf(header),
    form,
    basis,
    source,
  }),
);

/** The form of a table with this title and header in a report of its kind, as a reader would type it. */
function formOf(title: string, header: string, kind: string): string {
  const parts = header.split('|');
  const row = parts.map((part, i) =>
    /编码/.test(part) ? '201' : /名称|^项目$|^收入$|^支出$|指标|任务|单位/.test(part) ? '甲' : `${i}.00`,
  );
  const bar = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const text = [
    ...['标题：某局', '单位：某局', '年度：2022', `类型：${kind}`, '金额单位：万元', ''],
    ...[`## ${title}`, '', bar(parts), bar(parts.map(() => '---')), bar(row)],
  ].join('\n');
  return open(text).report.tables[0]?.table.form?.id ?? NONE;
}

describe('titles and headers of provinces', () => {
  test('each says where it is from and has a header', () => {
    expect(titles.length).toBeGreaterThan(800);
    for (const line of titles) {
      expect(line.header, line.title).toBeTruthy();
      expect(['seen', 'known'], line.title).toContain(line.basis);
      expect(line.source, line.title).toBeTruthy();
    }
  });

  const provinces = [...new Set(titles.map((line) => line.province))];
  test.each(provinces)('%s: each is known, or said to be none of the forms', (province) => {
    const wrong = titles
      .filter((line) => line.province === province)
      .map(({ kind = '', title = '', header = '', form }) => ({
        title,
        form,
        got: formOf(title, header, kind),
      }))
      .filter(({ form, got }) => form !== got);
    expect(wrong).toEqual([]);
  });
});
