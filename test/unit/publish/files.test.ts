/** Word, Excel, CSV and JSON: the files are read back, and every figure in them is the printed one. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { type ExportFormat, exportReport } from '../../../server/src/exchange/publish/index.ts';
import { sheetNames } from '../../../server/src/exchange/publish/xlsx.ts';
import { type PublishedTable, publish } from '../../../server/src/service.ts';
import { cases, some } from '../../support/everything.ts';
import { HOSTILE, HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { opened, samples } from '../../support/samples.ts';
import { conforms } from '../../support/schema.ts';
import { malformed } from '../../support/xml.ts';

const liaocheng = samples.find((s) => s.name.startsWith('聊城'))!.text;

async function bytesOf(text: string, format: ExportFormat): Promise<Uint8Array> {
  return (await exportReport(opened(text), format, 'x')).files[0]!.content as Uint8Array;
}

const tablesOf = (text: string): PublishedTable[] =>
  publish(opened(text)).parts.filter((p) => p.kind === 'table');

/** The rows of a source's tables: labels and figures as printed. */
function rowsOf(text: string): string[][] {
  return opened(text).report.tables.map(({ table }) =>
    table.rows.map((r) => [r.label, r.code ?? '', ...[...r.cells.values()].map((c) => c.raw)].join('|')),
  );
}

interface SheetCell {
  readonly type: string;
  readonly formula: string | undefined;
  readonly value: string;
}

/** The cells of the sheets of a workbook, read without the library that wrote them. */
function sheetsOf(bytes: Uint8Array): Map<string, SheetCell>[] {
  const files = unzipSync(bytes);
  const decode = (t: string) =>
    t.replace(
      /&(lt|gt|amp|quot|apos|#10|#39);/g,
      (_, e: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'", '#10': '\n' })[e]!,
    );
  const strings = [
    ...strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array()).matchAll(/<si>(.*?)<\/si>/gs),
  ].map((m) => decode([...m[1]!.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map((t) => t[1]).join('')));
  return Object.keys(files)
    .filter((n) => /^xl\/worksheets\/sheet\d+\.xml$/.test(n))
    .sort((a, b) => Number(/\d+/.exec(a)![0]) - Number(/\d+/.exec(b)![0]))
    .map((name) => {
      const cells = new Map<string, SheetCell>();
      for (const m of strFromU8(files[name]!).matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const type = /t="(\w+)"/.exec(m[1]!)?.[1] ?? 'n';
        const raw =
          /<v>(.*?)<\/v>/s.exec(m[2] ?? '')?.[1] ?? /<t[^>]*>(.*?)<\/t>/s.exec(m[2] ?? '')?.[1] ?? '';
        const formula = /<f>(.*?)<\/f>/s.exec(m[2] ?? '')?.[1];
        const value = type === 's' ? strings[Number(raw)]! : decode(raw);
        cells.set(/r="(\w+)"/.exec(m[1]!)![1]!, { type, formula, value });
      }
      return cells;
    });
}

/** `SUM(A1:A3,C4)-SUM(B1)` in whole units of 10⁻⁹, by the values of the cells. */
function compute(formula: string, cells: ReadonlyMap<string, SheetCell>): bigint {
  const scaled = (key: string): bigint => {
    const cell = cells.get(key);
    if (!cell || cell.value === '' || cell.type !== 'n') return 0n;
    const [whole = '0', fraction = ''] = cell.value.split('.');
    return BigInt(whole + fraction.padEnd(9, '0'));
  };
  const sum = (list: string): bigint =>
    list.split(',').reduce((all, part) => {
      const [from, to = from] = part.split(':');
      const [, a, r1] = /^([A-Z]+)(\d+)$/.exec(from!)!;
      const [, b, r2] = /^([A-Z]+)(\d+)$/.exec(to!)!;
      const number = (letters: string) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0);
      const letters = (n: number): string =>
        n === 0 ? '' : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(65 + ((n - 1) % 26));
      for (let c = number(a!); c <= number(b!); c++)
        for (let r = Number(r1); r <= Number(r2); r++) all += scaled(`${letters(c)}${r}`);
      return all;
    }, 0n);
  const [, plus, minus] = /^SUM\(([^)]*)\)(?:-SUM\(([^)]*)\))?$/.exec(formula)!;
  return sum(plus!) - (minus ? sum(minus) : 0n);
}

/** What is wrong with the parts of an Office file: XML that is none, code, or a way out. */
function faultsOf(bytes: Uint8Array): string[] {
  return Object.entries(unzipSync(bytes)).flatMap(([name, content]) => {
    if (!/\.(?:xml|rels)$/.test(name)) return /\.(?:xlsx|png)$/.test(name) ? [] : [`${name}: unexpected`];
    const text = strFromU8(content);
    const faults = /TargetMode="External"|<!DOCTYPE|<!ENTITY/i.test(text) ? [`${name}: a way out`] : [];
    const wrong = malformed(text);
    return wrong ? [...faults, `${name}: ${wrong}`] : faults;
  });
}

describe('hostile reports as Office files', () => {
  test.each(HOSTILE_REPORTS)(
    '%s: a workbook is well-formed, its texts are texts, its figures figures',
    async (_, text) => {
      const bytes = await bytesOf(text, 'xlsx');
      expect(faultsOf(bytes)).toEqual([]);
      const names = Object.keys(unzipSync(bytes));
      expect(names.filter((n) => /external|connection|query|vba|macro|ddeLink|embeddings/i.test(n))).toEqual(
        [],
      );
      const cells = sheetsOf(bytes).flatMap((sheet) => [...sheet.values()]);
      for (const { formula, type, value } of cells) {
        if (formula !== undefined)
          expect(formula, value).toMatch(/^SUM\([A-Z0-9:,]+\)(?:-SUM\([A-Z0-9:,]+\))?$/);
        if (type === 'n') expect(value).toMatch(/^-?\d*(?:\.\d+)?$/);
      }
      if (text !== HOSTILE) expect(cells).toContainEqual(expect.objectContaining({ type: 'n', value: '-2' }));
    },
  );

  test.each(HOSTILE_REPORTS)(
    '%s: a document is well-formed, and holds no field that is computed',
    async (_, text) => {
      const bytes = await bytesOf(text, 'docx');
      expect(faultsOf(bytes)).toEqual([]);
      const document = strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array);
      const fields = [...document.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map((m) => m[1]);
      for (const field of fields)
        expect(field).toMatch(/^\s*(?:PAGE|PAGEREF _Toc\d+|NUMPAGES|TOC\b[^<]*|SEQ \w+)\s*$/);
      expect(document).not.toMatch(/<w:(?:hyperlink|object|altChunk|subDoc)\b[^>]*r:id/);
    },
  );

  test.each(HOSTILE_REPORTS)('%s: nothing in a CSV is computed', async (_, text) => {
    for (const { content } of (await exportReport(opened(text), 'csv', 'x')).files) {
      const fields = [
        ...String(content)
          .slice(1)
          .matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g),
      ];
      const risky = fields
        .map((m) => (m[1]?.replaceAll('""', '"') ?? m[2] ?? '').trim())
        .filter((f) => /^[=+\-@＝＋－＠]/.test(f) && !/^-?[\d,]+\.?\d*$|^-+$/.test(f));
      expect(risky).toEqual([]);
    }
  });
});

describe('xlsx', () => {
  test('every sum computes to the figure that is printed', async () => {
    let formulas = 0;
    for (const { name, text } of some(
      samples.filter((s) => /聊城|曲阳|林业局2023/.test(s.name)),
      2,
    )) {
      for (const cells of sheetsOf(await bytesOf(text, 'xlsx'))) {
        for (const [key, { formula, value }] of cells) {
          if (formula === undefined) continue;
          formulas++;
          const [whole = '0', fraction = ''] = value.split('.');
          expect(compute(formula, cells), `${name} ${key} ${formula}`).toBe(
            BigInt(whole + fraction.padEnd(9, '0')),
          );
        }
      }
    }
    expect(formulas).toBeGreaterThan(300);
  });

  test('imported again it is the same tables', async () => {
    const again = await importFile('x.xlsx', await bytesOf(liaocheng, 'xlsx'));
    expect(rowsOf(again.text)).toEqual(rowsOf(liaocheng));
  });

  test('no text of a report is a formula', async () => {
    const [cells] = sheetsOf(await bytesOf(HOSTILE, 'xlsx'));
    const texts = [...cells!.values()].filter((c) => /^[=+@-]/.test(c.value) && c.type !== 'n');
    expect(texts.length).toBeGreaterThan(3);
    for (const { formula, value } of cells!.values())
      if (formula !== undefined) expect(formula, value).toMatch(/^SUM\([A-Z0-9:,]+\)$/);
  });

  test('names of sheets are such as Excel takes, each once', () => {
    const titled = (title: string) => ({ title }) as PublishedTable;
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('表', '表(2)', '', "'", '[a]:*?/\\', '长'.repeat(40)),
          ),
          { maxLength: 8 },
        ),
        (titles) => {
          const names = sheetNames(titles.map(titled));
          expect(new Set(names.map((n) => n.toLowerCase())).size).toBe(titles.length);
          for (const name of names) {
            expect(name.length).toBeGreaterThan(0);
            expect(name.length).toBeLessThanOrEqual(31);
            expect(name).not.toMatch(/[\\/?*[\]:]|^'|'$/);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('a figure with more digits than a spreadsheet keeps stays text', async () => {
    const text =
      '## 表\n\n| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 12,345,678,901,234,567.89 |\n| 乙 | 1,234.50 |\n';
    const [cells] = sheetsOf(await bytesOf(text, 'xlsx'));
    const values = [...cells!.values()];
    expect(values).toContainEqual(expect.objectContaining({ value: '12,345,678,901,234,567.89', type: 's' }));
    expect(values).toContainEqual(expect.objectContaining({ value: '1234.5', type: 'n' }));
  });
});

describe('docx', () => {
  test('imported again it is the same tables', async () => {
    const again = await importFile('x.docx', await bytesOf(liaocheng, 'docx'));
    expect(rowsOf(again.text)).toEqual(rowsOf(liaocheng));
  });

  test('headings, headers that repeat, charts with their figures', async () => {
    const files = unzipSync(await bytesOf(liaocheng, 'docx'));
    const document = strFromU8(files['word/document.xml']!);
    expect(document).toContain('<w:pStyle w:val="Heading1"/>');
    expect(document).toContain('<w:tblHeader/>');
    expect(document).toContain('w:orient="landscape"');
    const charts = Object.keys(files).filter((n) => /^word\/charts\/chart\d*\.xml$/.test(n));
    expect(charts.length).toBe(publish(opened(liaocheng)).parts.filter((p) => p.kind === 'chart').length);
    const chart = strFromU8(files[charts[0]!]!);
    expect(chart).toContain('2817.04');
    expect(chart).toContain('<c:min val="0"/>');
  });

  test('a hostile report is a file of text', async () => {
    const files = unzipSync(await bytesOf(HOSTILE, 'docx'));
    const names = Object.keys(files);
    expect(names.filter((n) => /vba|\.bin$|macro/i.test(n))).toEqual([]);
    for (const name of names.filter((n) => n.endsWith('.rels')))
      expect(strFromU8(files[name]!), name).not.toMatch(/TargetMode="External"/);
    const document = strFromU8(files['word/document.xml']!);
    expect(document).not.toMatch(/<script|w:hyperlink|w:instrText[^>]*>[^<]*(?:HYPERLINK|INCLUDE|DDE)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there
    expect(document).not.toMatch(/[\u0000-\u0008]/);
  });
});

describe('csv', () => {
  test('figures as printed; what a spreadsheet would compute is text', async () => {
    const { files, folder } = await exportReport(opened(HOSTILE), 'csv', 'x');
    expect(folder).toBe(true);
    const csv = files[0]!.content as string;
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(csv).toContain('"\'=HYPERLINK(""http://example.invalid"",""点"")"');
    expect(csv).toContain(",'@SUM(1+1),'-2+3,'=1+1\r\n");
    expect(csv).toContain('合计,,150.00,145.00,5.00');
  });

  test('a minus is a figure, a dash is a dash', async () => {
    const text =
      '## 表\n\n| 项目 | 金额 | 乙 |\n| --- | ---: | ---: |\n| 甲 | -3.10 | — |\n| 乙 | 1,234.50 | - |\n';
    const { files } = await exportReport(opened(text), 'csv', 'x');
    expect(files[0]!.content).toBe('\ufeff项目,金额,乙\r\n甲,-3.10,—\r\n乙,"1,234.50",-\r\n');
  });

  test('a file a table, under names that any system takes', async () => {
    const { files } = await exportReport(opened(liaocheng), 'csv', 'x');
    expect(files).toHaveLength(tablesOf(liaocheng).length);
    expect(new Set(files.map((f) => f.name)).size).toBe(files.length);
    for (const { name } of files) expect(name).toMatch(/^\d\d [^\\/:*?"<>|]+\.csv$/);
  });
});

describe('json', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../docs/schema/report.schema.json', import.meta.url), 'utf8'),
  );
  const jsonOf = async (text: string) =>
    JSON.parse((await exportReport(opened(text), 'json', 'x')).files[0]!.content as string);

  test('is what the schema says', async () => {
    for (const text of [liaocheng, HOSTILE, '']) expect(conforms(await jsonOf(text), schema)).toEqual([]);
  });

  test('places lead to the text that is printed there', async () => {
    const json = await jsonOf(liaocheng);
    const lines = liaocheng.split('\n');
    const at = ({ start, end }: { start: { line: number; character: number }; end: { character: number } }) =>
      lines[start.line]!.slice(start.character, end.character);
    let seen = 0;
    for (const r of json.relations) {
      for (const f of [...(r.left ?? []), ...(r.right ?? []), ...(r.numerator ?? [])]) {
        if (f.text === '') continue;
        seen++;
        expect(at(f.range)).toContain(f.text.slice(0, 3));
      }
    }
    expect(seen).toBeGreaterThan(500);
  });
});

describe('in every format', () => {
  test('the figures are those printed, whatever they are', async () => {
    const amount = fc
      .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }), fc.boolean())
      .map(([digits, decimals, grouped]) => {
        const text = (Math.abs(digits) / 10 ** decimals).toFixed(decimals);
        const [whole = '', fraction] = text.split('.');
        const parts = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
        return `${digits < 0 ? '-' : ''}${parts}${fraction ? `.${fraction}` : ''}`;
      });
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 6 }), async (amounts) => {
        const rows = amounts.map((a, i) => `| 项目${String.fromCharCode(65 + i)} | ${a} |`).join('\n');
        const text = `## 表\n\n| 项目 | 金额 |\n| --- | ---: |\n${rows}\n`;
        const plain = amounts.map((a) => a.replaceAll(',', ''));
        const csv = (await exportReport(opened(text), 'csv', 'x')).files[0]!.content as string;
        expect(csv.match(/项目[A-F],(.*)\r\n/g)?.map((l) => l.replace(/^[^,]*,|\r\n|[",]/g, ''))).toEqual(
          plain,
        );
        const [cells] = sheetsOf(await bytesOf(text, 'xlsx'));
        const numbers = [...cells!.values()]
          .filter((c) => c.type === 'n' && c.value !== '')
          .map((c) => Number(c.value));
        // A printed −0.00 is zero to a spreadsheet.
        expect(numbers).toEqual(plain.map((p) => Number(p) + 0));
        const html = (await exportReport(opened(text), 'html', 'x')).files[0]!.content as string;
        expect([...html.matchAll(/<td class="right">(.*?)<\/td>/g)].map((m) => m[1])).toEqual(amounts);
      }),
      { numRuns: cases(25, 8) },
    );
  });
});
