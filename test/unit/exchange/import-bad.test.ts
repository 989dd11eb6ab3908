/** Import of what is broken, locked, huge or not what it says: a clear answer, and nothing run, fetched or unpacked. */
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync, zlibSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { type Filter, unpacked } from '../../../server/src/exchange/import/pdf-streams.ts';
import { ImportError, LIMITS } from '../../../server/src/exchange/import/types.ts';
import { pdf, pdfWithStream, ruled } from '../../support/pdf.ts';

/** Why a file is refused; '' where it is not. */
async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  try {
    await importFile(name, bytes);
    return '';
  } catch (error) {
    if (error instanceof ImportError) return error.id;
    throw error;
  }
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const wide = (text: string) => [...text].flatMap((c) => [c.charCodeAt(0), 0]);

function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    ...more,
  });
}
const rows = (xml: string) => `<worksheet><sheetData>${xml}</sheetData></worksheet>`;
const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('not what it says', () => {
  test('locked files and files of old programs are told apart', async () => {
    expect(await refusal('a.xlsx', Uint8Array.from([...OLE, ...wide('xxEncryptedPackage')]))).toBe(
      'import.encrypted',
    );
    expect(await refusal('a.xls', Uint8Array.from([...OLE, ...wide('EncryptedPackage')]))).toBe(
      'import.encrypted',
    );
    for (const name of ['a.xls', 'a.doc', 'a.et', 'a.wps', 'a'])
      expect(await refusal(name, Uint8Array.from([...OLE, ...wide('Book')]))).toBe('import.old-format');
    for (const stream of ['Workbook', 'WordDocument'])
      expect(await refusal('a', Uint8Array.from([...OLE, ...wide(stream)]))).toBe('import.corrupt');
    expect(
      await refusal(
        'a.xls',
        strToU8('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
      ),
    ).toBe('import.old-format');
    expect(await refusal('a.rtf', strToU8('{\\rtf1 x}'))).toBe('import.old-format');
  });

  test('a file is read for what it holds, whatever its ending', async () => {
    const sheet = workbook(
      rows(
        `<row r="1">${cell('A1', '科目编码')}${cell('B1', '本年收入合计')}</row><row r="2">${cell('A2', '205')}${cell('B2', '1.00')}</row>`,
      ),
    );
    expect((await importFile('a.docx', sheet)).text).toContain('| 205 | 1.00 |');
    const page = strToU8(
      '<html><body><table><tr><td>科目编码</td><td>本年收入合计</td></tr><tr><td>205</td><td>1.00</td></tr></table></body></html>',
    );
    expect((await importFile('导出.xls', page)).text).toContain('| 205 | 1.00 |');
    expect(await refusal('a.xlsx', strToU8('姓名,金额'))).toBe('import.not-zip');
    expect(await refusal('a.pdf', strToU8('hello'))).toBe('import.corrupt');
    expect(await refusal('a.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]))).toBe(
      'import.image',
    );
    expect(await refusal('a.xlsx', zipSync({ 'OFD.xml': strToU8('<ofd:OFD/>') }))).toBe('import.ofd');
    expect(await refusal('a.zip', zipSync({ 'a.txt': strToU8('x') }))).toBe('import.unknown');
  });

  test('empty files', async () => {
    for (const name of ['a.xlsx', 'a.docx', 'a.pdf', 'a.csv', 'a.txt', 'a.html'])
      expect(await refusal(name, new Uint8Array())).toBe('import.empty');
    expect(await refusal('a.txt', strToU8(' \r\n\t\n'))).toBe('import.empty');
    expect(await refusal('a.xlsx', workbook(rows('')))).toBe('import.empty');
  });

  test('cut files', async () => {
    const whole = workbook(rows(`<row r="1">${cell('A1', 'x'.repeat(500))}</row>`));
    for (const part of [0.2, 0.5, 0.9])
      expect(await refusal('a.xlsx', whole.slice(0, whole.length * part))).toBe('import.corrupt');
    const paper = pdf([{ words: [[50, 800, '收入']] }]);
    expect(await refusal('a.pdf', paper.slice(0, 40))).toBe('import.corrupt');
  });
});

describe('bounds', () => {
  test('a sheet as wide as sheets can be', async () => {
    const name = (n: number): string =>
      (n < 26 ? '' : name(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
    const far = Array.from({ length: 16_384 }, (_, i) => `<c r="${name(i)}1"><v>1</v></c>`).join('');
    expect(await refusal('a.xlsx', workbook(rows(`<row r="1">${far}</row>`)))).toBe('import.too-many-cells');
  });

  test('merges over everything, many times', async () => {
    const body = Array.from(
      { length: 300 },
      (_, r) => `<row r="${r + 1}">${cell(`A${r + 1}`, '甲')}${cell(`B${r + 1}`, '1.00')}</row>`,
    ).join('');
    const merge = '<mergeCell ref="A1:XFD1048576"/>'.repeat(5000);
    expect(
      await refusal(
        'a.xlsx',
        workbook(`<worksheet><sheetData>${body}</sheetData><mergeCells>${merge}</mergeCells></worksheet>`),
      ),
    ).toBe('import.too-many-cells');
  });

  test('a text stored once and shown in very many cells', async () => {
    const shared = `<sst><si><t>${'甲'.repeat(100_000)}</t></si></sst>`;
    const body = Array.from(
      { length: 400 },
      (_, r) => `<row r="${r + 1}"><c r="A${r + 1}" t="s"><v>0</v></c></row>`,
    ).join('');
    const book = workbook(rows(body), { 'xl/sharedStrings.xml': strToU8(shared) });
    expect(await refusal('a.xlsx', book)).toBe('import.too-many-cells');
  });

  test('an archive of very many files', async () => {
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.entries + 1 }, (_, i) => [`xl/a${i}.xml`, new Uint8Array()]),
    );
    expect(await refusal('a.xlsx', workbook(rows(''), many))).toBe('import.too-big');
  });

  test('entities do not grow, and deep nesting does not run away', async () => {
    const lol = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>${rows(`<row r="1">${cell('A1', '甲 &b; &c;')}</row>`)}`;
    const made = await importFile('a.xlsx', workbook(lol));
    expect(made.text).toContain('甲');
    expect(made.text).not.toMatch(/haha|root:/);
    const deep = `<html><body>${'<div><table><tr><td>'.repeat(10_000)}深${'</td></tr></table></div>'.repeat(10_000)}</body></html>`;
    expect((await importFile('a.html', strToU8(deep))).text).toContain('深');
  });
});

describe('what is not done', () => {
  test('macros are not run, links not followed, formulas not computed: each is told', async () => {
    const sheet = rows(
      `<row r="1">${cell('A1', '项目')}${cell('B1', '金额')}</row>${Array.from({ length: 9 }, (_, i) => `<row r="${i + 2}">${cell(`A${i + 2}`, '甲')}<c r="B${i + 2}"><f>[1]表!A1</f></c></row>`).join('')}`,
    );
    const made = await importFile(
      'a.xlsm',
      workbook(sheet, {
        'xl/vbaProject.bin': strToU8('x'),
        'xl/externalLinks/externalLink1.xml': strToU8('<externalLink/>'),
      }),
    );
    expect(made.remarks).toEqual([
      { id: 'import.no-value', data: { name: '表', cell: 'B2、B3、B4、B5、B6…', count: '9' } },
      { id: 'import.external', data: {} },
      { id: 'import.macros', data: {} },
    ]);
    const page =
      '<html><body><p>甲</p><script>fetch("http://x")</script><img src="http://x/a.png"><iframe src="http://x"></iframe></body></html>';
    expect((await importFile('a.html', strToU8(page))).text).not.toMatch(/fetch|http/);
  });
});

describe('.pdf', () => {
  const HEAD = ['科目编码', '科目名称', '本年收入合计', '财政拨款收入'];

  test('ruled tables over pages, with their title, unit, repeated header and page numbers; prose joined', async () => {
    const first = ruled(
      50,
      740,
      [80, 160, 120, 120],
      [HEAD, ['合计', '', '250.00', '245.00'], ['205', '教育支出', '150.00', '145.00']],
    );
    const second = ruled(
      50,
      800,
      [80, 160, 120, 120],
      [HEAD, ['208', '社会保障和就业支出', '100.00', '100.00']],
    );
    const long = '本单位负责全市的教育培训工作，并按照上级要求完成各项任务，定期报告工作进展情';
    const made = await importFile(
      'a.pdf',
      pdf([
        {
          words: [
            [220, 780, '收入决算表'],
            [400, 760, '金额单位：万元'],
            ...(first.words ?? []),
            [290, 30, '- 1 -'],
          ],
          lines: first.lines ?? [],
        },
        {
          words: [...(second.words ?? []), [68, 600, long], [50, 585, '况，接受监督。'], [290, 30, '- 2 -']],
          lines: second.lines ?? [],
        },
      ]),
    );
    expect(made.text).toContain(`## 收入决算表
金额单位：万元

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |
| --- | --- | ---: | ---: |
| 合计 |  | 250.00 | 245.00 |
| 205 | 教育支出 | 150.00 | 145.00 |
| 208 | 社会保障和就业支出 | 100.00 | 100.00 |`);
    expect(made.text).toContain(`${long}况，接受监督。`);
    expect(made.text).not.toContain('- 1 -');
    expect(made.tables).toMatchObject([{ form: '收入决算表' }]);
    expect(made.unsure).toEqual([]);
  });

  describe('tables without lines', () => {
    const AT = [50, 150, 320, 440];
    const at = (places: readonly number[], y: number, ...texts: string[]) =>
      texts.flatMap((t, c) => (t === '' ? [] : [[places[c] as number, y, t] as const]));
    const line = (y: number, ...texts: string[]) => at(AT, y, ...texts);
    const read = (...pages: (readonly (readonly [number, number, string])[])[]) =>
      importFile('a.pdf', pdf(pages.map((words) => ({ words }))));
    const TITLE = [220, 780, '收入决算表'] as const;
    const BODY = [
      ...line(720, '合计', '', '250.00', '245.00'),
      ...line(700, '205', '教育支出', '150.00', '145.00'),
      ...line(680, '208', '社会保障和就业支出', '100.00', ''),
    ];

    test('are read by their gaps, and a person is told to compare all of them', async () => {
      const made = await read([TITLE, ...line(740, ...HEAD), ...BODY]);
      expect(made.text).toContain('| 208 | 社会保障和就业支出 | 100.00 |  |');
      expect(made.text).toContain('这张表的栏名和每个数字都要与原文核对');
      const [mark] = made.unsure;
      const lines = made.text
        .split('\n')
        .slice((mark?.line ?? 0) - 1, (mark?.line ?? 0) - 1 + (mark?.lines ?? 0));
      expect(lines).toHaveLength(5);
      expect(lines.every((l) => l.startsWith('|'))).toBe(true);
    });

    test('names over columns stand for those that lie under them', async () => {
      const made = await read([
        TITLE,
        [95, 755, '科目'],
        [385, 755, '本年收入'],
        ...line(740, '科目编码', '科目名称', '小计', '财政拨款'),
        ...BODY,
      ]);
      expect(made.text).toContain('| 科目/科目编码 | 科目/科目名称 | 本年收入/小计 | 本年收入/财政拨款 |');
    });

    test('go on over a page, and their header is not said again', async () => {
      const made = await read(
        [TITLE, ...line(740, ...HEAD), ...BODY],
        [...line(800, ...HEAD), ...line(780, '210', '卫生健康支出', '', '9.00')],
      );
      expect(made.text.match(/科目编码/g)).toHaveLength(1);
      expect(made.text).toContain('| 210 | 卫生健康支出 |  | 9.00 |');
    });

    test('a name broken over lines is put together where the figures stand between its halves', async () => {
      const made = await read([
        TITLE,
        ...line(740, ...HEAD),
        ...BODY,
        [150, 656, '行政事业单位'],
        ...at([50, 320, 440], 650, '20805', '40.00', '40.00'),
        [150, 644, '养老支出'],
      ]);
      expect(made.text).toContain('| 20805 | 行政事业单位养老支出 | 40.00 | 40.00 |');
    });

    test.each([
      ['no header', BODY],
      ['a figure broken over two lines', [...line(740, ...HEAD), ...BODY, ...line(674, '', '', '0.50', '')]],
      [
        'two figures in one place',
        [
          ...line(740, ...HEAD),
          ...BODY,
          ...at([50, 320, 352], 660, '210', '1.00', '2.00'),
          ...line(640, '211', '环保', '1,234,567.00', '1.00'),
        ],
      ],
      [
        'a figure under no name',
        [...line(740, ...HEAD), ...BODY, ...at([50, 320, 530], 660, '210', '1.00', '2.00')],
      ],
      [
        'a name between two rows',
        [...line(740, ...HEAD), ...BODY, [150, 670, '其他支出'], ...line(660, '210', '', '1.00', '2.00')],
      ],
    ] as const)('%s: the rows stay as they are, under one mark', async (_, words) => {
      const made = await read([TITLE, ...words]);
      expect(made.tables).toEqual([]);
      expect(made.unsure).toHaveLength(1);
      const [{ line: from, lines: count } = { line: 0, lines: 0 }] = made.unsure;
      const kept = made.text
        .split('\n')
        .slice(from - 1, from - 1 + count)
        .join('\n');
      for (const [, , text] of words) expect(kept).toContain(text);
    });
  });

  test('fonts that are named by GBK', async () => {
    expect(
      (await importFile('a.pdf', pdf([{ words: [[50, 700, '收入决算表']] }], { encoding: 'gbk' }))).text,
    ).toContain('收入决算表');
  });

  test('scanned, partly scanned, empty and locked', async () => {
    expect(await refusal('a.pdf', pdf([{ picture: true }]))).toBe('import.scanned');
    expect(await refusal('a.pdf', pdf([{}]))).toBe('import.empty');
    const part = await importFile('a.pdf', pdf([{ words: [[50, 700, '收入']] }, { picture: true }]));
    expect(part.remarks).toEqual([{ id: 'import.scanned-pages', data: { count: '1' } }]);
    const key = '00'.repeat(32);
    const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${key}> /U <${key}> >> /ID [<00> <00>]`;
    expect(await refusal('a.pdf', pdf([{ words: [[50, 700, '收入']] }], { trailer: lock }))).toBe(
      'import.encrypted-pdf',
    );
  });

  describe('whatever the platform lacks', () => {
    const buffers = ArrayBuffer.prototype as unknown as Record<string, unknown>;
    const asIs = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'transferToFixedLength');
    afterEach(() => {
      delete buffers.transferToFixedLength;
      if (asIs) Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', asIs);
    });
    const table = ruled(
      50,
      760,
      [120, 100],
      [
        ['项目', '金额'],
        ['办公费', '3.21'],
      ],
    );
    // Rules behind words: what is drawn last is lost first.
    const behind = { ...table, late: true };

    test('rules that follow words are read on Node 20, which cannot hand over buffers', async () => {
      delete buffers.transferToFixedLength;
      const { text, remarks } = await importFile('a.pdf', pdf([behind]));
      expect(text).toMatch(/\| 办公费 +\| +3\.21 \|/);
      expect(text).not.toContain('待核对');
      expect(remarks).toEqual([]);
    });

    test('a page of which a part cannot be read is told, and its tables are marked', async () => {
      buffers.transferToFixedLength = () => {
        throw new Error('not here');
      };
      const { text, remarks, unsure } = await importFile(
        'a.pdf',
        pdf([behind, { words: [[50, 700, '某某局']] }]),
      );
      expect(remarks[0]).toEqual({ id: 'import.cut-pages', data: { pages: '1' } });
      expect(text).toContain('某某局');
      expect(text).toContain('3.21');
      expect(text).toMatch(/^\/\/ 待核对（缺行、缺栏）：/m);
      expect(unsure.length).toBeGreaterThan(0);
    });
  });

  test('a stream that unpacks to more than a report holds is refused before it is unpacked', async () => {
    const packed = deflateSync(new Uint8Array(LIMITS.unpacked + 1));
    // Whatever the dictionary says, or leaves to another object.
    expect(await refusal('a.pdf', pdfWithStream('7 0 R', packed))).toBe('import.too-big');
    const little = zlibSync(strToU8('0 0 m'), { level: 9 });
    expect(await refusal('a.pdf', pdfWithStream('/Fl#61teDecode', little))).toBe('import.empty');
  }, 120_000);

  test('layers of filters are counted together', () => {
    const most = 100_000;
    const size = (data: Uint8Array, ...filters: Filter[]) => unpacked(data, filters, most).size;
    const zeros = (n: number) => new Uint8Array(n);
    expect(size(zlibSync(zeros(40_000)))).toBe(40_000);
    expect(() => size(zlibSync(zlibSync(zlibSync(zeros(100_000)))))).toThrow(ImportError);
    // 129: the next byte 128 times.
    const runs = zeros(1000).map((_, i) => (i % 2 === 0 ? 129 : 48));
    expect(size(runs, 'runs')).toBe(64_000);
    expect(() =>
      size(zlibSync(zeros(2000).map((_, i) => (i % 2 === 0 ? 129 : 48))), 'flate', 'runs'),
    ).toThrow(ImportError);
    expect(size(strToU8('48656c6c6f>'), 'hex')).toBe(5);
    // The example of the standard (PDF 32000, 7.4.4.2): 45 45 45 45 45 65 45 45 45 66.
    const lzw = Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
    expect(size(lzw, 'lzw')).toBe(10);
    expect(size(strToU8('not packed'))).toBe(0);
  });

  test('is stopped between pages', async () => {
    const pages = Array.from({ length: 5 }, () => ({ words: [[50, 700, '收入'] as const] }));
    const seen: number[] = [];
    const stop = new Error('stop');
    await expect(
      importFile('a.pdf', pdf(pages), (done) => {
        seen.push(done);
        if (done === 2) throw stop;
      }),
    ).rejects.toBe(stop);
    expect(seen).toEqual([0, 1, 2]);
  });
});
