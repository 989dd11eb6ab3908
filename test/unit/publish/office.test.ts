/** Exported files as programs that share no code with their writers read them: parts, order, and every cell at its place. */
import { read as readWorkbook } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { describe, expect, test } from 'vitest';
import { type ExportFormat, exportReport } from '../../../server/src/exchange/publish/index.ts';
import { type PublishedTable, publish, textOfRuns } from '../../../server/src/service.ts';
import { some } from '../../support/everything.ts';
import { gridOf, gridsOfHtml, squeezed, tablesIn, textOf, wrongAsHtml } from '../../support/grids.ts';
import { HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { ODD } from '../../support/odd.ts';
import { wrongAsOffice } from '../../support/ooxml.ts';
import { opened, samples } from '../../support/samples.ts';

const REPORTS: readonly (readonly [string, string])[] = [
  ...some(samples, 1).map(({ name, text }) => [name, text] as const),
  ['odd layouts', ODD],
  ['nothing', ''],
  ...HOSTILE_REPORTS.map(([name, text]: readonly [string, string]) => [`hostile: ${name}`, text] as const),
];

const bytesOf = async (text: string, format: ExportFormat) =>
  (await exportReport(opened(text), format, 'x')).files[0]!.content as Uint8Array;

describe.each(REPORTS)('%s', (_, text) => {
  const tables = () => tablesIn(publish(opened(text)));

  test('Word: parts and order', async () => {
    expect(wrongAsOffice(await bytesOf(text, 'docx'))).toEqual([]);
  });

  test('Word: each cell as another reader has it', async () => {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(await bytesOf(text, 'docx')) });
    expect(gridsOfHtml(value)).toEqual(tables().map(gridOf));
  });

  test('Excel: parts and order', async () => {
    expect(wrongAsOffice(await bytesOf(text, 'xlsx'))).toEqual([]);
  });

  test('Excel: each cell as another reader has it', async () => {
    const { SheetNames, Sheets } = readWorkbook(await bytesOf(text, 'xlsx'), { cellNF: true });
    const wanted = tables();
    expect(SheetNames).toHaveLength(Math.max(1, wanted.length));
    wanted.forEach((table, i) => {
      const sheet = Sheets[SheetNames[i]!]!;
      const seen = new Map<string, string>();
      for (const row of table.rows)
        for (const cell of row.cells) {
          const place = `${letters(cell.column)}${above(table) + table.rows.indexOf(row) + 1}`;
          const found = sheet[place] as { t: string; v?: unknown; w?: string } | undefined;
          const printed = textOf(cell);
          seen.set(place, printed);
          if (found?.t === 'n') {
            // The number, and its digits as printed but for separators.
            const percent = /[%％]$/.test(printed);
            const plain = printed.replace(/[,，%％]/g, '').replace('−', '-');
            expect(Number(found.v), place).toBe(
              (percent ? Number((Number(plain) / 100).toPrecision(15)) : Number(plain)) + 0,
            );
            expect(found.w?.replaceAll(',', ''), place).toBe(`${plain}${percent ? '%' : ''}`);
          } else expect(squeezed(String(found?.v ?? '')), place).toBe(squeezed(printed));
        }
      // And nothing else but what stands over and under them.
      const others = Object.entries(sheet).filter(
        ([place, cell]) =>
          !place.startsWith('!') && !seen.has(place) && (cell as { v?: unknown }).v !== undefined,
      );
      expect(others.map(([, cell]) => squeezed(String((cell as { v: unknown }).v)))).toEqual(
        [table.title, propertiesOf(table), ...table.notes.map((n) => textOfRuns(n.runs))]
          .map(squeezed)
          .filter((t) => t !== ''),
      );
    });
  });

  test('page: as the standard has it, each cell at its place', async () => {
    const page = String((await exportReport(opened(text), 'html', 'x')).files[0]!.content);
    expect(wrongAsHtml(page)).toEqual([]);
    expect(gridsOfHtml(page)).toEqual(tables().map(gridOf));
  });
});

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
const propertiesOf = (table: PublishedTable) => table.properties.map((p) => textOfRuns(p.runs)).join('    ');
/** Rows of a sheet over those of its table. */
const above = (table: PublishedTable) => (table.title === '' ? 0 : 1) + (propertiesOf(table) === '' ? 0 : 1);

describe('damage is seen', () => {
  const damaged = async (format: 'docx' | 'xlsx', part: string, from: string | RegExp, to: string) => {
    const files = unzipSync(await bytesOf(ODD, format)) as Zippable;
    const before = strFromU8(files[part] as Uint8Array);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return wrongAsOffice(zipSync({ ...files, [part]: strToU8(after) })).join('\n');
  };
  test.each([
    ['docx', 'word/document.xml', /(<w:tcW [^>]*\/>)(<w:gridSpan [^>]*\/>)/, '$2$1', 'too late in <w:tcPr>'],
    ['docx', 'word/document.xml', /<w:gridSpan w:val="2"\/>/, '', 'columns of 4'],
    ['docx', 'word/document.xml', 'w:vMerge w:val="restart"', 'w:noWrap', 'goes on from nothing'],
    [
      'docx',
      'word/document.xml',
      /<w:p>(?:(?!<\/w:p>).)*<\/w:p><\/w:tc>/,
      '</w:tc>',
      'ends without a paragraph',
    ],
    ['docx', 'word/_rels/document.xml.rels', 'styles.xml', 'style.xml', 'word/style.xml is not there'],
    ['docx', '[Content_Types].xml', /<Override [^>]*styles[^>]*>/, '', 'word/styles.xml has none'],
    [
      'xlsx',
      'xl/worksheets/sheet1.xml',
      /(<sheetData>.*<\/sheetData>)(<mergeCells.*<\/mergeCells>)/s,
      '$2$1',
      'too late in <x:worksheet>',
    ],
    ['xlsx', 'xl/worksheets/sheet1.xml', / s="\d+"/, ' s="9999"', 'a style that is not there'],
    ['xlsx', 'xl/worksheets/sheet1.xml', /<v>\d+<\/v>/, '<v>9999</v>', 'a text that is not there'],
    ['xlsx', 'xl/worksheets/sheet1.xml', /ref="A1:D1"/, 'ref="A1:D4"', 'lies over'],
    ['xlsx', 'xl/worksheets/sheet1.xml', /r="B4"/, 'r="A4"', 'stands in row 4'],
  ] as const)('%s %s: %s', async (format, part, from, to, told) => {
    expect(await damaged(format, part, from, to)).toContain(told);
  });
});
