/** A report exported to a file and imported again has the tables, rows and figures that it had. */
import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { foldName } from '../../../server/src/base/fold.ts';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { publish } from '../../../server/src/service.ts';
import { cellsOf } from '../../../server/src/syntax/line.ts';
import { some } from '../../support/everything.ts';
import { opened } from '../../support/samples.ts';

const SAMPLES = [
  '海港区2024预算',
  '武汉东西湖2022决算',
  '聊城2022决算',
  '晋城2022决算',
  '曲阳县2022预算',
  '示例部门/示例市林业局2022决算',
  '示例部门/示例市林业局2023决算',
  '示例部门/示例市林业局本级2023决算',
  '示例部门/示例市林业科学研究所2023决算',
];

/** Tables by form, their columns, and the printed text of every cell. One column is text, not a table; blank rows say nothing. */
function tablesOf(source: string) {
  return opened(source)
    .report.tables.filter(({ table }) => table.columns.length > 1)
    .map(({ table }) => ({
      title: foldName(table.title),
      form: table.form?.title,
      columns: table.columns.map((c) => foldName(c.path.join('/'))),
      rows: table.block.lines
        .filter((_, i) => table.block.roles[i] === 'row')
        .map((l) => cellsOf(l).map((c) => foldName(c.text)))
        .filter((cells) => cells.some((c) => c !== '')),
    }));
}

/** Headings and sentences, as they are compared: spaces and widths apart. */
function proseOf(source: string): string[] {
  const { tree } = opened(source);
  return tree.lines
    .filter((l) => l.kind === 'heading' || (l.kind === 'prose' && /[。；]/.test(l.text)))
    .map((l) => foldName(l.text));
}

/** What no print shows: where other reports stand, 勾稽 with the table that they stand under, charts. */
function unprintedOf(source: string) {
  const { report, tree } = opened(source);
  return {
    front: report.front.entries
      .map((e) => [e.key, e.value])
      .filter(([key]) => key !== '标题')
      .sort(),
    formulas: report.formulas.map((f) => [f.table?.table.title, f.text]),
    charts: tree.lines.filter((l) => l.kind === 'chart').map((l) => l.text.trim()),
  };
}

test('properties of a file that was rewritten for another year, or that another program wrote, are not taken over', async () => {
  const source = readFileSync('samples/示例部门/示例市林业局2023决算.disclosure', 'utf8');
  const [file] = (await exportReport(opened(source), 'docx', 'report')).files;
  const parts = unzipSync(file?.content as Uint8Array);
  const edited = async (name: string, from: RegExp, to: string) => {
    const bytes = zipSync({
      ...parts,
      [name]: strToU8(strFromU8(parts[name] as Uint8Array).replace(from, to)),
    });
    return unprintedOf((await importFile('report.docx', bytes)).text);
  };
  const next = await edited('word/document.xml', /202([23])/g, '203$1');
  expect(next.front.map(([key]) => key)).not.toContain('上年');
  expect(next.front.map(([key]) => key)).toContain('单位性质');
  const broken = await edited('docProps/custom.xml', /勾稽[：:]/g, '# 勾稽');
  expect(broken.formulas).toEqual([]);
  expect((await edited('docProps/custom.xml', /<vt:lpwstr>/g, '<vt:lpwstr>\n//')).charts).toEqual([]);
});

/** What is told of the report itself: which others it goes with, no page shows. */
function toldOf(source: string): string[] {
  return opened(source)
    .findings.filter((f) => f.severity !== 'hint' && f.rule !== 'cross-report')
    .map((f) => `${f.severity} ${f.rule} ${f.printed ?? ''}`)
    .sort();
}

test.each(some(SAMPLES, 2))('a page of %s, imported again, is told what the report is told', async (name) => {
  const source = readFileSync(`samples/${name}.disclosure`, 'utf8');
  const [file] = (await exportReport(opened(source), 'html', 'report')).files;
  const page = file?.content ?? '';
  const made = await importFile('report.html', typeof page === 'string' ? strToU8(page) : page);
  expect(tablesOf(made.text)).toEqual(tablesOf(source));
  expect(toldOf(made.text)).toEqual(toldOf(source));
});

describe.each(['xlsx', 'docx'] as const)('%s', (format) => {
  test.each(some(SAMPLES, 1))('%s', async (name) => {
    const source = readFileSync(`samples/${name}.disclosure`, 'utf8');
    const [file] = (await exportReport(opened(source), format, 'report')).files;
    const made = await importFile(`report.${format}`, file?.content as Uint8Array);
    expect(tablesOf(made.text)).toEqual(tablesOf(source));
    expect(made.unsure).toEqual([]);
    if (format === 'docx') {
      const kept = new Set(opened(made.text).tree.lines.map((l) => foldName(l.text)));
      expect(proseOf(source).filter((line) => !kept.has(line))).toEqual([]);
      expect(unprintedOf(made.text)).toEqual(unprintedOf(source));
      const lost = publish(opened(source)).parts.filter((p) => p.kind === 'chart');
      expect(made.remarks.filter((r) => r.id === 'import.pictures' && lost.length > 0)).toEqual([]);
    }
  });
});
