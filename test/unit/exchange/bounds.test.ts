/** What an import may cost: paragraphs, depth, damage and what is packed, in each format; time grows with the size, memory has an end. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strToU8, zipSync, zlibSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { unpacked } from '../../../server/src/exchange/import/pdf-streams.ts';
import { ImportError, LIMITS } from '../../../server/src/exchange/import/types.ts';
import { expectGrowthOf } from '../../support/growth.ts';

const refusal = async (name: string, bytes: Uint8Array) =>
  importFile(name, bytes).then(
    () => '',
    (error: unknown) => (error instanceof ImportError ? error.id : String(error)),
  );

const docx = (inner: string) =>
  zipSync({
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`,
    ),
  });
const NAMES = ['office', 'text', 'table']
  .map((n) => `xmlns:${n}="urn:oasis:names:tc:opendocument:xmlns:${n}:1.0"`)
  .join(' ');
const odf = (kind: 'text' | 'spreadsheet', inner: string) =>
  zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    'content.xml': strToU8(
      `<office:document-content ${NAMES}><office:body><office:${kind}>${inner}</office:${kind}></office:body></office:document-content>`,
    ),
  });
const sheet = (rows: string) =>
  odf('spreadsheet', `<table:table table:name="项目支出明细表">${rows}</table:table>`);
const html = (inner: string) => strToU8(`<!doctype html><meta charset="utf-8"><body>${inner}`);

/** A page of one stream, packed as its filters say. */
function pdf(content: Uint8Array, filters: string): Uint8Array {
  const parts: (string | Uint8Array)[] = ['%PDF-1.6\n'];
  const places: number[] = [];
  let length = 9;
  const add = (part: string | Uint8Array) => {
    parts.push(part);
    length += typeof part === 'string' ? part.length : part.length;
  };
  const object = (...body: (string | Uint8Array)[]) => {
    places.push(length);
    add(`${places.length} 0 obj\n`);
    for (const part of body) add(part);
    add('\nendobj\n');
  };
  object('<</Type/Catalog/Pages 2 0 R>>');
  object('<</Type/Pages/Kids[3 0 R]/Count 1>>');
  object('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>');
  object(`<</Length ${content.length}/Filter[${filters}]>>stream\n`, content, '\nendstream');
  object('<</Type/Font/Subtype/Type1/BaseFont/Courier>>');
  const table = length;
  add(
    `xref\n0 6\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`,
  );
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? strToU8(part, true) : part)));
}
const SHOWN = 'BT /F 9 Tf 40 700 Td (Revenue 12.50) Tj ET\n';
const page = (content: string) => pdf(zlibSync(strToU8(SHOWN + content), { level: 9 }), '/FlateDecode');

describe('paragraphs, however they are written', () => {
  const many = LIMITS.paragraphs + 1;
  test.each([
    [
      'breaks in one paragraph',
      'a.docx',
      () => docx(`<w:p><w:r>${'<w:t>工资福利</w:t><w:br/>'.repeat(many)}</w:r></w:p>`),
    ],
    ['blank ones', 'b.docx', () => docx('<w:p/>'.repeat(many))],
    ['of a text of OpenDocument', 'c.odt', () => odf('text', '<text:p>办公费、印刷费</text:p>'.repeat(many))],
    ['items of a list on a page', 'd.html', () => html(`<ul>${'<li>差旅费'.repeat(many)}</ul>`)],
    ['breaks on a page', 'e.html', () => html(`<p>${'维修费<br>'.repeat(many)}`)],
  ])('%s', async (_, name, make) => {
    expect(await refusal(name, make())).toBe('import.too-long');
  });

  test('very long ones', async () => {
    expect(await refusal('a.txt', strToU8('会议费培训费'.repeat(LIMITS.characters / 6 + 1)))).toBe(
      'import.too-long',
    );
  });
});

describe('depth', () => {
  const deep = LIMITS.depth + 1;
  test.each([
    ['tables within tables', 'a.docx', () => docx('<w:tbl><w:tr><w:tc>'.repeat(deep / 3))],
    ['sections', 'b.odt', () => odf('text', '<text:section>'.repeat(deep))],
    ['groups of rows', 'c.ods', () => sheet('<table:table-row-group>'.repeat(deep))],
    ['lists', 'd.html', () => html('<ol><li>'.repeat(deep / 2))],
    ['type', 'e.html', () => html('<span>'.repeat(deep))],
  ])('%s', async (_, name, make) => {
    expect(await refusal(name, make())).toBe('import.too-deep');
  });

  test('time grows with the depth, not with its square', async () => {
    const nested = (depth: number) =>
      html(`${'<div><em>'.repeat(depth)}其他收入${'</em></div>'.repeat(depth)}`);
    await expectGrowthOf(
      () => importFile('a.html', nested(4000)),
      () => importFile('a.html', nested(24_000)),
      6 * 2.5,
    );
  });
});

describe('damage', () => {
  const whole: Readonly<Record<string, () => Uint8Array>> = {
    'a.docx': () => docx(`<w:p><w:r><w:t>${'差旅费 12.50 万元，'.repeat(200)}</w:t></w:r></w:p>`),
    'b.ods': () =>
      sheet(
        '<table:table-row><table:table-cell><text:p>合计</text:p></table:table-cell><table:table-cell><text:p>7.25</text:p></table:table-cell></table:table-row>'.repeat(
          40,
        ),
      ),
    'c.odt': () => odf('text', `<text:p>${'培训费 3.10 万元，'.repeat(200)}</text:p>`),
  };
  /** Places of the entries in the archive's list. */
  const entries = (bytes: Uint8Array) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return Array.from({ length: Math.max(0, bytes.length - 46) }, (_, at) => at).filter(
      (at) => view.getUint32(at, true) === 0x02014b50,
    );
  };

  test.each(Object.keys(whole))('%s is read as it is', async (name) => {
    expect(await refusal(name, whole[name]!())).toBe('');
  });

  test.each(Object.keys(whole))('%s with a checksum, a size or a bit that is another', async (name) => {
    for (const damage of [
      (view: DataView, at: number) => view.setUint32(at + 16, view.getUint32(at + 16, true) ^ 1, true),
      (view: DataView, at: number) => view.setUint32(at + 24, 10, true),
      (view: DataView, at: number) => view.setUint32(at + 24, view.getUint32(at + 24, true) + 1000, true),
    ]) {
      const bytes = whole[name]!().slice();
      const last = entries(bytes).at(-1)!;
      damage(new DataView(bytes.buffer, bytes.byteOffset), last);
      expect(await refusal(name, bytes)).toBe('import.corrupt');
    }
    const bytes = whole[name]!().slice();
    // In the middle of what is packed.
    const middle = (entries(bytes)[0]! * 2) / 3;
    bytes[Math.floor(middle)]! ^= 0x10;
    expect(await refusal(name, bytes)).toBe('import.corrupt');
  });
});

describe('what is packed', () => {
  const bomb = (most: number) => zlibSync(new Uint8Array(most + 1), { level: 9 });
  test.each([
    [
      'runs',
      '/FlateDecode/RunLengthDecode',
      () =>
        zlibSync(
          new Uint8Array(2 * Math.ceil(LIMITS.unpacked / 128)).map((_, i) => (i % 2 === 0 ? 129 : 32)),
        ),
    ],
    [
      'zeros of base 85',
      '/FlateDecode/ASCII85Decode',
      () => zlibSync(strToU8('z'.repeat(LIMITS.unpacked / 4 + 1))),
    ],
    ['blanks', '/FlateDecode', () => bomb(LIMITS.unpacked)],
    ['twice', '/FlateDecode/FlateDecode', () => zlibSync(bomb(LIMITS.unpacked))],
  ])('%s in a PDF', async (_, filters, make) => {
    expect(await refusal('a.pdf', pdf(make(), filters))).toBe('import.too-big');
  });

  test('base 85 is unpacked as it is', () => {
    const text = (words: string) => Buffer.from(unpacked(strToU8(words), ['base85']).last).toString('latin1');
    expect(text('87cURD]i,"Ebo80~>')).toBe('Hello World!');
    expect(text('87cUR D]i,"Ebo7~>rest')).toBe('Hello World');
    expect(text('z!!~>')).toBe('\0\0\0\0\0');
  });

  test('a part of a document', async () => {
    const bytes = zipSync({ 'word/document.xml': new Uint8Array(LIMITS.unpacked + 1) }, { level: 9 });
    expect(await refusal('a.docx', bytes)).toBe('import.too-big');
  });

  test('rows and columns that are said to come again', async () => {
    const repeated = (rows: number, columns: number) =>
      sheet(
        `<table:table-row table:number-rows-repeated="${rows}"><table:table-cell table:number-columns-repeated="${columns}"><text:p>1.5</text:p></table:table-cell></table:table-row>`,
      );
    expect(await refusal('a.ods', repeated(1_000_000, 400))).toBe('import.too-many-cells');
    expect(await refusal('a.ods', repeated(20, 4))).toBe('');
  });
});

describe('texts that a page shows', () => {
  test('are counted before the page is read', async () => {
    const few = page('BT /F 9 Tf (1.00) Tj [(2) 10 (3)]TJ ET\n'.repeat(2000));
    expect(await refusal('a.pdf', few)).toBe('');
    const began = process.memoryUsage().rss;
    for (const text of ['()Tj\n', '(1) Tj ', '[(1)]TJ\n'])
      expect(await refusal('a.pdf', page(text.repeat(LIMITS.cells + 1)))).toBe('import.too-big');
    // Reading them took gigabytes.
    expect(process.memoryUsage().rss - began).toBeLessThan(400e6);
  });
});

describe('states of drawing that are kept', () => {
  test('thousands of them are no page', async () => {
    expect(await refusal('a.pdf', page('q '.repeat(60_000)))).toBe('import.too-big');
    // However they are packed, and whatever parts the words.
    const hidden = Buffer.from(`${SHOWN}${'q\n'.repeat(60_000)}`).toString('hex');
    expect(await refusal('a.pdf', pdf(zlibSync(strToU8(`${hidden}>`)), '/FlateDecode/ASCIIHexDecode'))).toBe(
      'import.too-big',
    );
  });

  test('as many as pages have, and any number that are given back, are read', async () => {
    expect(await refusal('a.pdf', page('q '.repeat(500)))).toBe('');
    expect(await refusal('a.pdf', page('q 1 0 0 1 0 0 cm Q\n'.repeat(30_000)))).toBe('');
  });
});

describe('memory', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bounds-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // The largest that is taken, and what goes just beyond: none needs more than this many MB of the program's own.
  test.each([
    [
      'a.docx',
      () => docx('<w:p><w:r><w:t>水费电费邮电费 1.20 万元。</w:t></w:r></w:p>'.repeat(LIMITS.paragraphs - 1)),
      0,
    ],
    ['b.docx', () => docx('<w:p><w:r><w:t>水费电费邮电费 1.20 万元。</w:t></w:r></w:p>'.repeat(300_000)), 2],
    ['c.csv', () => strToU8('物业管理费,1.20\n'.repeat(LIMITS.cells / 2 - 2)), 0],
    ['d.html', () => html(`<table>${'<tr><td>劳务费<td>2.40'.repeat(150_000)}</table>`), 0],
  ])('%s', (name, make, code) => {
    const path = join(folder, name);
    writeFileSync(path, make());
    const done = spawnSync(
      process.execPath,
      [
        '--max-old-space-size=800',
        resolve('dist/cli.js'),
        'import',
        path,
        '-o',
        join(folder, 'a.disclosure'),
        '--force',
      ],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', LANG: 'zh_CN.UTF-8' } },
    );
    expect(done.status, done.stderr.slice(0, 2000)).toBe(code);
  });
});
