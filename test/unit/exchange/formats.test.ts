/** What a sheet shows is what is imported, whatever program wrote it: number formats, hidden parts, old formats, bounds. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { divideRound, formatScaled, parseNumber, scaledOf } from '../../../server/src/base/amount.ts';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { builtIn, showNumber } from '../../../server/src/exchange/import/number-format.ts';
import { ImportError, LIMITS } from '../../../server/src/exchange/import/types.ts';
import { hiddenRow, open } from '../../../server/src/service.ts';

/** What is shown of a number, with what is told of it: `?` unknown format, `~` rounded. */
function shown(raw: string, format: string): string {
  const { text, unknown, rounded, unit = '' } = showNumber(raw, format);
  return `${text}${unit === '' ? '' : `|${unit}`}${unknown ? '?' : ''}${rounded ? '~' : ''}`;
}

describe('number formats', () => {
  test.each([
    ['[=0]"-";#,##0.00', '150.5', '150.50'],
    ['[=0]"-";#,##0.00', '0', '-'],
    ['[=0]"";General', '12.5', '12.5'],
    ['[=0]"";General', '0', ''],
    ['[>0]0.0;[<0]-0.000;"无"', '-1.5', '-1.500'],
    ['[>0]0.0;[<0]-0.000;"无"', '0', '无'],
    ['[>=10000]0\\.0,"万";0.00', '1505000', '150.5万'],
    ['[>=10000]0\\.0,"万";0.00', '150', '150.00'],
    ['0\\.0000', '1505000', '150.5000'],
    ['0!.0000', '1505000', '150.5000'],
    ['0\\.0,', '1505000', '150.5'],
    ['#,##0\\.00', '12345', '123.45'],
    ['0.00,,', '1505000000', '1505.00'],
    ['#,##0.00,', '28170412.3', '28,170.41~'],
    ['0.00"万元"', '3', '3.00|万元'],
    ['¥#,##0.00', '1234.5', '1,234.50'],
    ['_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', '-1234.5', '-1,234.50'],
    ['_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', '0', '-'],
    ['0.00_);(0.00)', '-2.5', '-2.50'],
    ['(0.00)', '2.5', '(2.50)'],
    ['0.00;[Red]0.00', '-2.5', '-2.50'],
    ['0.00;[红色]-0.00', '-2.5', '-2.50'],
    ['G/通用格式', '2.5', '2.5'],
    ['0;-0;;@', '0', ''],
    ['0.0%', '0.12345', '12.3%~'],
    ['yyyy"年"m"月"d"日"', '45000', '2023年3月15日'],
    ['yyyy-mm-dd', '45000', '2023-03-15'],
    ['[DBNum1][$-804]General', '123', '123?'],
    ['"-"', '12', '-~'],
    ['0.00', '1.005', '1.01~'],
    ['0.00', '8.345', '8.35~'],
    ['0.00', '-0.001', '0.00~'],
    ['0.00', '2817.0400000000004', '2817.04'],
    ['#,##0.00', '1234567890123.45', '1,234,567,890,123.45'],
  ])('%s shows %s as %s', (format, raw, expected) => {
    expect(shown(raw, format)).toBe(expected);
  });

  test('those that stand in files as a number are those of a Chinese Excel', () => {
    expect(shown('45000', builtIn(31))).toBe('2023年3月15日');
    expect(shown('45000', builtIn(14))).toBe('2023/3/15');
    expect(shown('0', builtIn(43))).toBe('-');
    expect(shown('-3.1', builtIn(40))).toBe('-3.10');
  });

  test('decimals, groups, thousands and per cent are as exact arithmetic has them', () => {
    const digits = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });
    fc.assert(
      fc.property(
        digits,
        fc.nat(8),
        fc.nat(4),
        fc.boolean(),
        fc.nat(2),
        (n, scale, decimals, grouped, commas) => {
          const raw = formatScaled(n * 10n ** BigInt(16 - scale), { decimals: scale, grouped: false });
          const code = `${grouped ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}${','.repeat(commas)}`;
          const value = scaledOf(parseNumber(raw) ?? expect.fail());
          const unit = 10n ** BigInt(16 - decimals);
          const exact = divideRound(value, 1000n ** BigInt(commas) * unit) * unit;
          expect(showNumber(raw, code).text).toBe(formatScaled(exact, { decimals, grouped }));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('nothing that is no format makes a number into another', () => {
    const part = fc.constantFrom(
      '0',
      '#',
      '?',
      '.',
      ',',
      ';',
      '"',
      '\\',
      '%',
      '[',
      ']',
      '=',
      '_',
      '*',
      '(',
      ')',
      '元',
      'E+',
      '/',
      ' ',
      '-',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: -999_999, max: 999_999 }),
        (parts, n) => {
          const { text, unknown } = showNumber(String(n), parts.join(''));
          if (unknown) expect(text).toBe(String(n));
        },
      ),
      { numRuns: 500 },
    );
  });
});

// ---- sheets ----

interface Made {
  readonly rows: string;
  readonly cols?: string;
  readonly merges?: string;
  readonly styles?: string;
}

function workbook({ rows, cols = '', merges = '', styles = '' }: Made): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="表一" sheetId="1" r:id="a"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet>${cols}<sheetData>${rows}</sheetData>${merges}</worksheet>`,
    ),
    'xl/styles.xml': strToU8(styles),
  });
}

const text = (ref: string, words: string) => `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (ref: string, value: string, style = 0) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
const row = (r: number, cells: string, attributes = '') => `<row r="${r}" ${attributes}>${cells}</row>`;
const format = (code: string) =>
  `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf numFmtId="4"/><xf numFmtId="170"/></cellXfs></styleSheet>`;

describe('what is hidden', () => {
  const rows = [
    row(1, text('A1', '部门支出总表')),
    row(2, text('A2', '科目编码') + text('B2', '校验') + text('C2', '科目名称') + text('D2', '合计')),
    row(3, text('A3', '合计') + text('B3', 'k0') + number('D3', '30')),
    row(4, text('A4', '201') + text('C4', '一般公共服务支出') + number('D4', '10'), 'hidden="1"'),
    row(5, text('A5', '205') + text('B5', 'k2') + text('C5', '教育支出') + number('D5', '20')),
    row(
      6,
      text('A6', '208') + text('C6', '社会保障和就业支出') + number('D6', '10'),
      'ht="0" customHeight="1"',
    ),
  ].join('');

  test('stays out of the table, is kept and told; a merged cell shows in what is left of it', async () => {
    const cols = '<cols><col min="2" max="2" hidden="1"/></cols>';
    const made = await importFile(
      'a.xlsx',
      workbook({ rows, cols, merges: '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>' }),
    );
    expect(made.text).toContain('## 部门支出总表');
    expect(made.text).toContain('| 科目编码 | 科目名称 | 合计 |');
    expect(made.text).toContain(`// ${hiddenRow(4, ['201', '一般公共服务支出', '10'])}`);
    expect(made.text).toContain(`// ${hiddenRow(6, ['208', '社会保障和就业支出', '10'])}`);
    expect(made.text).toContain('// 隐藏的 B 列：校验 | k0 | k2');
    expect(made.text).not.toMatch(/^\| 20[18]/m);
    expect(made.remarks).toContainEqual({
      id: 'import.hidden-parts',
      data: { name: '表一', rows: '2', columns: '1' },
    });
    const [total] = open(made.text).findings.filter((f) => f.severity === 'error');
    expect(total?.message).toContain('隐藏的第 4 行（201 一般公共服务支出）的 10');
    const first = '<cols><col min="1" max="1" width="0"/></cols>';
    const merged = workbook({
      rows,
      cols: first,
      merges: '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>',
    });
    expect((await importFile('a.xlsx', merged)).text).toContain('## 部门支出总表');
  });
});

describe('units in formats', () => {
  const sheet = (unit: string) =>
    workbook({
      rows:
        row(1, text('A1', '支出决算表')) +
        (unit === '' ? '' : row(2, text('A2', `单位：${unit}`))) +
        row(3, text('A3', '科目编码') + text('B3', '科目名称') + text('C3', '支出合计')) +
        row(4, text('A4', '205') + text('B4', '教育支出') + number('C4', '3', 1)),
      styles: format('0.00"万元"'),
    });

  test('go where the sheet says the same, are said where it says none, and stay where it says another', async () => {
    expect((await importFile('a.xlsx', sheet('万元'))).text).toContain('| 205 | 教育支出 | 3.00 |');
    const none = (await importFile('a.xlsx', sheet(''))).text;
    expect(none).toContain('| 205 | 教育支出 | 3.00 |');
    expect(none).toMatch(/^金额单位：万元$/m);
    expect((await importFile('a.xlsx', sheet('元'))).text).toContain('| 205 | 教育支出 | 3.00万元 |');
  });

  test('a format that is not understood is told with its cell', async () => {
    const rows =
      row(1, text('A1', '项目') + text('B1', '金额')) + row(2, text('A2', '甲') + number('B2', '12', 1));
    const made = await importFile('a.xlsx', workbook({ rows, styles: format('[DBNum2]0') }));
    expect(made.remarks).toContainEqual({
      id: 'import.unknown-format',
      data: { name: '表一', cell: 'B2 [DBNum2]0', count: '1' },
    });
    expect(made.text).toContain('| 甲 | 12 |');
  });
});

// ---- other programs ----

/** Rows of bars, without what only the file's own format has. */
const tablesOf = (source: string) => source.split('\n').filter((line) => /^(?:\||## )/.test(line));

describe('files that LibreOffice made of one workbook', () => {
  const folder = 'test/fixtures/import/';
  const imported = (name: string) => importFile(name, new Uint8Array(readFileSync(folder + name)));

  test.each(['sheets.xls', 'sheets.ods', 'sheets.fods'])('%s is read as its .xlsx is', async (name) => {
    const [own, other] = await Promise.all([imported('sheets.xlsx'), imported(name)]);
    expect(tablesOf(other.text)).toEqual(tablesOf(own.text));
    expect(other.remarks).toEqual(own.remarks);
    expect(own.remarks.map((r) => r.id)).toContain('import.hidden-parts');
    expect(open(other.text).findings.filter((f) => f.severity === 'error')).toEqual([]);
  });

  test.each(['words.doc', 'words.odt'])('%s is read as its .docx is', async (name) => {
    const [own, other] = await Promise.all([imported('words.docx'), imported(name)]);
    const said = (source: string) => source.replace(/^\/\/.*\n/gm, '').trim();
    expect(said(other.text)).toBe(said(own.text));
    expect(tablesOf(own.text).length).toBeGreaterThan(60);
  });

  test('are known by what they hold', async () => {
    const bytes = new Uint8Array(readFileSync(`${folder}sheets.xls`));
    const own = await importFile('sheets.xls', bytes);
    for (const name of ['改名.xlsx', '改名.doc', '改名', '改名.et'])
      expect((await importFile(name, bytes)).text).toBe(own.text);
  });

  test('cut, they are told as damaged, and nothing throws', async () => {
    for (const name of ['sheets.xls', 'sheets.ods', 'words.doc', 'words.odt', 'sheets.fods']) {
      const bytes = new Uint8Array(readFileSync(folder + name));
      for (const part of [0.1, 0.5, 0.9]) {
        const cut = importFile(name, bytes.slice(0, bytes.length * part));
        await cut.catch((error: unknown) => expect(error).toBeInstanceOf(ImportError));
      }
    }
  });
});

// ---- bounds ----

describe('bounds', () => {
  const refusal = async (name: string, bytes: Uint8Array) =>
    importFile(name, bytes).then(
      () => '',
      (error: unknown) => (error instanceof ImportError ? error.id : String(error)),
    );
  const whole = workbook({
    rows: row(1, text('A1', '科目编码') + text('B1', '合计')) + row(2, text('A2', '205') + number('B2', '3')),
  });
  const changed = (change: (view: DataView, at: number) => void) => {
    const bytes = whole.slice();
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 46 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) change(view, at);
    return bytes;
  };

  test('wrong checksums and wrong sizes are damage', async () => {
    expect(await refusal('a.xlsx', whole)).toBe('');
    expect(
      await refusal(
        'a.xlsx',
        changed((view, at) => view.setUint32(at + 16, 1, true)),
      ),
    ).toBe('import.corrupt');
    for (const by of [-5, 7]) {
      const resize = (view: DataView, at: number) => {
        const size = view.getUint32(at + 24, true);
        if (size > 5) view.setUint32(at + 24, size + by, true);
      };
      expect(await refusal('a.xlsx', changed(resize))).toBe('import.corrupt');
    }
  });

  test('more paragraphs, and deeper nesting, than a report can have', async () => {
    const p = '<w:p><w:r><w:t>字</w:t></w:r></w:p>';
    const body = (inner: string) =>
      zipSync({
        'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${inner}</w:body></w:document>`),
      });
    expect(await refusal('a.docx', body(p.repeat(LIMITS.paragraphs + 1)))).toBe('import.too-long');
    expect(await refusal('a.txt', strToU8('文字。\n\n'.repeat(LIMITS.paragraphs + 1)))).toBe(
      'import.too-long',
    );
    expect(await refusal('a.docx', body('<w:sdt>'.repeat(LIMITS.depth + 1)))).toBe('import.too-deep');
    expect(await refusal('a.html', strToU8('<div>'.repeat(LIMITS.depth + 1)))).toBe('import.too-deep');
  });
});
