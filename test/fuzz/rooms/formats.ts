/** One entry point for each format that import reads: whole files lose no figure, damaged ones are read or refused in words. */
import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { open } from '../../../server/src/service.ts';
import { pdf, ruled } from '../../support/pdf.ts';
import { must, numbers } from '../checks.ts';
import { type Entry, entry } from '../entry.ts';
import { attributeValue, imported, zipped } from '../files.ts';
import type { Random } from '../random.ts';
import { nearlyRight, number, SECTIONS, WORDS } from '../texts.ts';

type Rows = readonly (readonly string[])[];

interface Given {
  readonly name: string;
  readonly bytes: string;
  /** Figures that must come out: those of a whole file. */
  readonly figures: readonly string[];
}

const CODES = ['205', '20508', '2050803', '208', '20805', '2080505', '301', '30101', '合计'];

/** A sheet as people make them: a title, a header, codes or words, and amounts with two decimals. */
function sheet(r: Random): Rows {
  const columns = r.between(1, 4);
  const words = () => r.pick(WORDS.slice(0, 24)).replace(/[\n\t]/g, '');
  const rows = r.times(1, 6, () => [
    r.pick(CODES),
    words(),
    ...r.times(columns, columns, () => `${r.between(1, 9999)}.${String(r.below(100)).padStart(2, '0')}`),
  ]);
  const header = ['科目编码', '科目名称', ...r.times(columns, columns, words)];
  return r.oneIn(2)
    ? [header, ...rows]
    : [[r.pick(['支出决算表', '收入决算表']), ...header.slice(1).map(() => '')], header, ...rows];
}

const figuresIn = (rows: Rows) => rows.flat().filter((c) => /^\d+\.\d\d$/.test(c));

/** Bytes changed, cut, doubled: what a bad disk or a bad program does. */
function broken(r: Random, whole: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(whole);
  for (let i = r.between(1, 6); i > 0; i--) {
    const at = r.below(bytes.length);
    switch (r.below(5)) {
      case 0:
        bytes = bytes.slice(0, at);
        break;
      case 1:
        bytes = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + r.between(1, 9))]);
        break;
      case 2: {
        const from = r.below(bytes.length);
        bytes.copyWithin(at, from, from + r.between(1, 64));
        break;
      }
      case 3:
        // Lengths, counts and places are written so.
        for (let k = 0; k < 4; k++) bytes[at + k] = r.pick([0, 0xff, 0x7f, 0x80, 1]);
        break;
      default:
        bytes[at] = r.below(256);
    }
    if (bytes.length === 0) return Uint8Array.of(0);
  }
  return bytes;
}

/** The same inside an archive's parts, which keep their checksums. */
function brokenInside(r: Random, whole: Uint8Array): Uint8Array {
  const parts = unzipSync(whole);
  const name = r.pick(Object.keys(parts));
  parts[name] = Uint8Array.from(broken(r, parts[name] as Uint8Array));
  return zipSync(parts, { level: 0, mtime: new Date(2020, 1, 1) });
}

const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/import/${name}`));

function book(rows: Rows, type: 'biff8' | 'xlsb' | 'ods' | 'fods' | 'xlsx'): Uint8Array {
  const made = utils.book_new();
  // Its writer of OpenDocument keeps no formats.
  const asText = type.endsWith('ods');
  const cells = rows.map((row) =>
    row.map((c) => (!asText && /^\d+\.\d\d$/.test(c) ? { t: 'n', v: Number(c), z: '0.00' } : c)),
  );
  utils.book_append_sheet(made, utils.aoa_to_sheet(cells), '表一');
  return new Uint8Array(write(made, { type: 'array', bookType: type }) as ArrayBuffer);
}

function openText(rows: Rows, flat: boolean): Uint8Array {
  const cell = (c: string) => `<table:table-cell><text:p>${attributeValue(c)}</text:p></table:table-cell>`;
  const body = `<office:body><office:text><text:h text:outline-level="1">支出决算表</text:h><table:table>${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table><text:p>合计如上。</text:p></office:text></office:body>`;
  const names =
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';
  if (flat)
    return new TextEncoder().encode(
      `<?xml version="1.0"?><office:document ${names} office:mimetype="application/vnd.oasis.opendocument.text">${body}</office:document>`,
    );
  return zipped({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content ${names}>${body}</office:document-content>`,
  });
}

const separated = (rows: Rows, by: string) =>
  new TextEncoder().encode(`${rows.map((row) => row.join(by)).join('\r\n')}\r\n`);
const paged = (rows: Rows) =>
  new TextEncoder().encode(
    `<!DOCTYPE html><html><body><h2>支出决算表</h2><table>${rows.map((row) => `<tr>${row.map((c) => `<td>${attributeValue(c)}</td>`).join('')}</tr>`).join('')}</table></body></html>`,
  );
const drawn = (rows: Rows) =>
  pdf([
    ruled(
      40,
      780,
      Array.from({ length: Math.max(...rows.map((x) => x.length)) }, () => 80),
      rows,
    ),
  ]);

/** How a whole file of each ending is made; of .doc only those that lie ready. */
const WHOLE: Readonly<Record<string, (rows: Rows) => Uint8Array>> = {
  xlsx: (rows) => book(rows, 'xlsx'),
  xls: (rows) => book(rows, 'biff8'),
  et: (rows) => book(rows, 'biff8'),
  xlsb: (rows) => book(rows, 'xlsb'),
  ods: (rows) => book(rows, 'ods'),
  fods: (rows) => book(rows, 'fods'),
  odt: (rows) => openText(rows, false),
  fodt: (rows) => openText(rows, true),
  html: paged,
  csv: (rows) => separated(rows, ','),
  tsv: (rows) => separated(rows, '\t'),
  pdf: drawn,
};

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const ARCHIVES = new Set(['xlsx', 'xlsb', 'ods', 'odt', 'docx']);

function hold({ name, bytes, figures }: Given): Promise<void> {
  return imported(name, Uint8Array.from(Buffer.from(bytes, 'base64'))).then((made) => {
    if (figures.length === 0) return;
    must(made !== undefined, 'a whole file is refused', name);
    const found = numbers(made.text);
    const gone = figures.filter(
      (f) => !found.has(f) && !found.has(Number(f).toLocaleString('en-US', { minimumFractionDigits: 2 })),
    );
    must(gone.length === 0, 'figures that the import lost', name, gone, made.text.slice(0, 300));
  });
}

const made = Object.entries(WHOLE).map(([ending, make]) =>
  entry(
    `import-${ending}`,
    1,
    (r): Given => {
      const rows = sheet(r);
      const whole = make(rows);
      const name = `x.${ending}`;
      if (r.oneIn(3)) return { name, bytes: encoded(whole), figures: figuresIn(rows) };
      const inside = ARCHIVES.has(ending) && !r.oneIn(3);
      return { name, bytes: encoded(inside ? brokenInside(r, whole) : broken(r, whole)), figures: [] };
    },
    hold,
  ),
);

const OLD = [
  'words.doc',
  'words.docx',
  'words.odt',
  'sheets.xls',
  'sheets.ods',
  'sheets.fods',
  'sheets.xlsx',
];

/** Files that other programs wrote. */
const written = entry(
  'import-written',
  1,
  (r): Given => {
    const name = r.oneIn(2) ? 'words.doc' : r.pick(OLD);
    const bytes = fixture(name);
    const inside = ARCHIVES.has(name.slice(name.indexOf('.') + 1)) && !r.oneIn(3);
    return { name, bytes: encoded(inside ? brokenInside(r, bytes) : broken(r, bytes)), figures: [] };
  },
  hold,
);

/** What is exported comes back with every figure of its tables. */
const round = entry(
  'export-import',
  1,
  (r) => ({
    as: r.pick(['docx', 'xlsx', 'html'] as const),
    text: r.oneIn(3)
      ? nearlyRight(r)
      : `单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n\n${r.times(1, 2, () => r.pick(SECTIONS)).join('\n')}\n合计${number(r)}万元。\n`,
  }),
  async ({ as, text }) => {
    const analysis = open(text);
    const [file] = (await exportReport(analysis, as, 'x')).files;
    const content = file?.content ?? '';
    const back = await imported(
      `x.${as}`,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
    // What holds nothing to print is refused as empty.
    if (!back) return;
    const after = numbers(back.text.replaceAll(',', ''));
    const gone: string[] = [];
    for (const { table } of analysis.report.tables)
      for (const row of table.rows)
        for (const cell of row.cells.values())
          if (
            cell.state === 'amount' &&
            /^\d[\d,]*\.\d+$/.test(cell.raw) &&
            !after.has(cell.raw.replaceAll(',', ''))
          )
            gone.push(cell.raw);
    must(gone.length === 0, `figures that are lost by ${as}`, gone, back.text.slice(0, 300));
  },
);

export const formatEntries: readonly Entry[] = [...made, written, round];
