/** A report exported to a file and imported again has the tables, rows and figures that it had. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldName } from '../../server/src/base/fold.ts';
import { importFile } from '../../server/src/exchange/import/index.ts';
import { exportReport } from '../../server/src/exchange/publish/index.ts';
import { open } from '../../server/src/service.ts';
import { cellsOf } from '../../server/src/syntax/line.ts';

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
  return open(source)
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
  const { tree } = open(source);
  return tree.lines
    .filter((l) => l.kind === 'heading' || (l.kind === 'prose' && /[。；]/.test(l.text)))
    .map((l) => foldName(l.text));
}

describe.each(['xlsx', 'docx'] as const)('%s', (format) => {
  test.each(SAMPLES)('%s', async (name) => {
    const source = readFileSync(`samples/${name}.disclosure`, 'utf8');
    const [file] = (await exportReport(open(source), format, 'report')).files;
    const made = await importFile(`report.${format}`, file?.content as Uint8Array);
    expect(tablesOf(made.text)).toEqual(tablesOf(source));
    expect(made.unsure).toEqual([]);
    if (format === 'docx') {
      const kept = new Set(open(made.text).tree.lines.map((l) => foldName(l.text)));
      expect(proseOf(source).filter((line) => !kept.has(line))).toEqual([]);
    }
  });
});
