/** Parts of a report, printed in the formats of office programs: as pages, sheets, text and PDF, in layouts drawn by a seed. */
import { strToU8, zipSync } from 'fflate';
import { type MadeCell, ref } from '../../scripts/import-formats/made.ts';
import { workbookOf } from '../../scripts/import-formats/workbook.ts';
import type { Random } from '../fuzz/random.ts';
import { type PdfDrawing, pdf } from './pdf.ts';

/** A cell of a printed table, and how far it reaches; nothing where another reaches. */
export interface PrintedCell {
  readonly text: string;
  readonly right: number;
  readonly down: number;
}

export type Row = readonly (PrintedCell | undefined)[];

export type Printed =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly Row[]; readonly rows: readonly Row[] }
  | { readonly kind: 'page' };

const cell = (text: string, right = 1, down = 1): PrintedCell => ({ text, right, down });

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((c) => c.trim());

/** Header paths as rows of merged cells. */
function headOf(names: readonly string[]): Row[] {
  const paths = names.map((name) => name.split(/\/(?![^（(]*[）)])/));
  const depth = Math.max(...paths.map((p) => p.length));
  return Array.from({ length: depth }, (_, r) =>
    paths.map((path, c) => {
      const name = path[r];
      if (name === undefined) return undefined;
      const same = (other: readonly string[] | undefined) =>
        other !== undefined &&
        other.length > r + 1 &&
        other.slice(0, r + 1).join('/') === path.slice(0, r + 1).join('/');
      if (r === path.length - 1) return cell(name, 1, depth - r);
      if (same(paths[c - 1])) return undefined;
      let right = 1;
      while (same(paths[c + right])) right++;
      return cell(name, right);
    }),
  );
}

/** The lines of a report's source as parts; what it says of itself stands as its title alone. */
export function partsOf(source: readonly string[]): Printed[] {
  const parts: Printed[] = [];
  for (let i = 0; i < source.length; i++) {
    const line = source[i] as string;
    if (line.startsWith('|')) {
      const lines: string[] = [];
      for (; source[i]?.startsWith('|'); i++) lines.push(source[i] as string);
      i--;
      const [names = '', , ...rows] = lines;
      parts.push({
        kind: 'table',
        head: headOf(cellsOf(names)),
        rows: rows.map((row) => cellsOf(row).map((text) => cell(text))),
      });
    } else if (line.startsWith('#')) {
      const [, marks = '', text = ''] = /^(#+)\s*(.*)$/.exec(line) ?? [];
      parts.push({ kind: 'heading', level: marks.length, text });
    } else if (line.trim() !== '') parts.push({ kind: 'line', text: line.trim() });
  }
  return parts;
}

/** How a hand lays tables out. */
export interface Layout {
  /** Rows on a page. */
  readonly page: number;
  /** What stands again on the next. */
  readonly again: 'all' | 'header' | 'words' | 'nothing';
  /** Whether the total's label reaches over the columns before its amounts. */
  readonly merged: boolean;
  /** Whether a name stands in two lines of its cell. */
  readonly wrapped: boolean;
  readonly zero: string;
  readonly numbered: boolean;
}

export function drawLayout(random: Random): Layout {
  return {
    page: random.pick([0, 0, 7, 12]),
    again: random.pick(['all', 'header', 'words', 'nothing']),
    merged: random.oneIn(2),
    wrapped: random.oneIn(3),
    zero: random.pick(['', '', '0.00', '-', '—']),
    numbered: random.oneIn(2),
  };
}

/** The parts in a layout. */
export function laidOut(parts: readonly Printed[], layout: Layout): Printed[] {
  const out: Printed[] = [];
  let over: Printed[] = [];
  let pages = 0;
  for (const part of parts) {
    if (part.kind !== 'table') {
      over = part.kind === 'heading' ? [part] : [...over, part];
      out.push(part);
      continue;
    }
    const rows = part.rows.map((row) => rowIn(row, layout));
    const many = layout.page || rows.length;
    for (let i = 0; i < rows.length; i += many) {
      const on = rows.slice(i, i + many);
      if (i === 0) out.push({ ...part, rows: on });
      else {
        if (layout.numbered) out.push({ kind: 'line', text: `— ${++pages} —` });
        out.push({ kind: 'page' });
        if (layout.again === 'all') out.push(...over);
        if (layout.again === 'words') out.push({ kind: 'line', text: '续表' });
        out.push({ kind: 'table', head: layout.again === 'nothing' ? [] : part.head, rows: on });
      }
    }
    over = [];
  }
  return out;
}

const AMOUNT = /^-?[\d,]+\.\d+%?$/;

function rowIn(row: Row, layout: Layout): Row {
  const first = row.findIndex((c) => c !== undefined && AMOUNT.test(c.text));
  return row.map((c, i) => {
    if (!c) return c;
    if (layout.merged && first > 1 && i < first && row.slice(1, first).every((x) => x?.text === ''))
      return i === 0 ? { ...c, right: first } : undefined;
    if (first > 0 && i > first && c.text === '') return { ...c, text: layout.zero };
    if (layout.wrapped && c.text.length > 9 && !AMOUNT.test(c.text))
      return { ...c, text: `${c.text.slice(0, 7)}\n${c.text.slice(7)}` };
    return c;
  });
}

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const rowsOf = (part: Printed): readonly Row[] => (part.kind === 'table' ? [...part.head, ...part.rows] : []);
const span = (name: string, n: number) => (n > 1 ? ` ${name}="${n}"` : '');

function html(parts: readonly Printed[]): string {
  const body = parts.map((part) => {
    switch (part.kind) {
      case 'heading':
        return `<h${part.level}>${xml(part.text)}</h${part.level}>`;
      case 'line':
        return `<p>${xml(part.text)}</p>`;
      case 'page':
        return '<div style="page-break-before:always"></div>';
      default:
        return `<table>${rowsOf(part)
          .map(
            (row) =>
              `<tr>${row
                .flatMap((c) =>
                  c
                    ? `<td${span('colspan', c.right)}${span('rowspan', c.down)}>${xml(c.text).replace('\n', '<br>')}</td>`
                    : [],
                )
                .join('')}</tr>`,
          )
          .join('')}</table>`;
    }
  });
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>${body.join('\n')}</body></html>`;
}

function fodt(parts: readonly Printed[]): string {
  const body = parts.map((part) => {
    switch (part.kind) {
      case 'heading':
        return `<text:h text:outline-level="${part.level}">${xml(part.text)}</text:h>`;
      case 'line':
        return `<text:p>${xml(part.text)}</text:p>`;
      case 'page':
        return '<text:p><text:soft-page-break/></text:p>';
      default:
        return `<table:table>${rowsOf(part)
          .map(
            (row) =>
              `<table:table-row>${row
                .map((c) =>
                  c
                    ? `<table:table-cell${span('table:number-columns-spanned', c.right)}${span('table:number-rows-spanned', c.down)}>${c.text
                        .split('\n')
                        .map((t) => `<text:p>${xml(t)}</text:p>`)
                        .join('')}</table:table-cell>`
                    : '<table:covered-table-cell/>',
                )
                .join('')}</table:table-row>`,
          )
          .join('')}</table:table>`;
    }
  });
  const names = ['office', 'text', 'table'].map(
    (n) => `xmlns:${n}="urn:oasis:names:tc:opendocument:xmlns:${n}:1.0"`,
  );
  return `<?xml version="1.0"?><office:document ${names.join(' ')} office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>${body.join('')}</office:text></office:body></office:document>`;
}

function docx(parts: readonly Printed[]): Uint8Array {
  const p = (text: string, properties = '') =>
    `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`;
  const tc = (text: string, properties: string) =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${text
      .split('\n')
      .map((t) => p(t))
      .join('')}</w:tc>`;
  const table = (rows: readonly Row[]) => {
    const below = new Map<number, { left: number; right: number }>();
    const lines = rows.map((row) => {
      let line = '';
      for (let c = 0; c < row.length; ) {
        const at = row[c];
        const from = below.get(c);
        if (!at && from && from.left > 0) {
          from.left--;
          line += tc('', `<w:gridSpan w:val="${from.right}"/><w:vMerge/>`);
          c += from.right;
          continue;
        }
        if (!at) {
          c++;
          continue;
        }
        if (at.down > 1) below.set(c, { left: at.down - 1, right: at.right });
        line += tc(
          at.text,
          `<w:gridSpan w:val="${at.right}"/>${at.down > 1 ? '<w:vMerge w:val="restart"/>' : ''}`,
        );
        c += at.right;
      }
      return `<w:tr>${line}</w:tr>`;
    });
    return `<w:tbl>${lines.join('')}</w:tbl>`;
  };
  const body = parts.map((part) => {
    switch (part.kind) {
      case 'heading':
        return p(part.text, `<w:pStyle w:val="H${part.level}"/>`);
      case 'line':
        return p(part.text);
      case 'page':
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
      default:
        return table(rowsOf(part));
    }
  });
  const styles = [1, 2, 3, 4].map(
    (n) => `<w:style w:styleId="H${n}"><w:name w:val="heading ${n}"/></w:style>`,
  );
  return zipSync({
    'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${body.join('')}</w:body></w:document>`),
    'word/styles.xml': strToU8(`<w:styles>${styles.join('')}</w:styles>`),
  });
}

/** A sheet for each table, with the lines over it and under it. */
function xlsx(parts: readonly Printed[]): Uint8Array {
  const sheets: { cells: (MadeCell | undefined)[][]; merges: string[]; printed: boolean }[] = [];
  let sheet: (typeof sheets)[number] | undefined;
  for (const part of parts) {
    if (!sheet || part.kind === 'heading') {
      sheet = { cells: [], merges: [], printed: false };
      sheets.push(sheet);
    }
    const { cells, merges } = sheet;
    if (part.kind !== 'table') {
      if (part.kind !== 'page') cells.push([{ text: part.text }]);
      continue;
    }
    for (const row of rowsOf(part)) {
      const at = cells.length;
      cells.push(
        row.map((c, i) => {
          if (!c) return undefined;
          if (c.right > 1 || c.down > 1)
            merges.push(`${ref(i, at)}:${ref(i + c.right - 1, at + c.down - 1)}`);
          if (/^-?[\d,]+\.\d\d$/.test(c.text))
            return { number: c.text.replaceAll(',', ''), format: '#,##0.00' };
          return c.text === '' ? undefined : { text: c.text };
        }),
      );
    }
  }
  return workbookOf({
    layout: '',
    label: '',
    truth: [],
    sheets: sheets.map(({ cells, merges }, i) => ({
      name: `表${i + 1}`,
      cells,
      merges,
      hiddenRows: new Set(),
      hiddenColumns: new Set(),
    })),
  });
}

/** Lines of text, the cells of a table one after the other, put apart by `between`. */
function text(parts: readonly Printed[], between: string, blank: string): string {
  return parts
    .flatMap((part) => {
      if (part.kind === 'page') return [''];
      if (part.kind !== 'table') return [part.text];
      return rowsOf(part).map((row) => row.map((c) => c?.text.replace('\n', '') || blank).join(between));
    })
    .join('\n');
}

const quoted = (t: string) => (/[",\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t);

function csv(parts: readonly Printed[]): string {
  return parts
    .flatMap((part) => {
      if (part.kind === 'page') return [''];
      if (part.kind !== 'table') return [quoted(part.text)];
      return rowsOf(part).map((row) => row.map((c) => quoted(c?.text ?? '')).join(','));
    })
    .join('\r\n');
}

const WIDE = 540;
const LINE = 14;

const widthOf = (t: string) => [...t].reduce((sum, c) => sum + (c < '\u0100' ? 4.6 : 9), 0);

/** Pages with words at places; lines around cells where they are ruled. */
function drawn(parts: readonly Printed[], lines: boolean): Uint8Array {
  const pages: { words: [number, number, string][]; lines: [number, number, number, number][] }[] = [];
  let page: (typeof pages)[number] = { words: [], lines: [] };
  let y = 0;
  const turn = () => {
    page = { words: [], lines: [] };
    pages.push(page);
    y = 800;
  };
  const down = (by: number) => {
    if (y - by < 50) turn();
    y -= by;
  };
  turn();
  for (const part of parts) {
    if (part.kind === 'page') turn();
    else if (part.kind === 'table') {
      const rows = rowsOf(part);
      const count = Math.max(...rows.map((row) => row.length));
      const needs = Array.from({ length: count }, (_, c) =>
        Math.max(
          24,
          ...rows.map((row) => {
            const at = row[c];
            return at && at.right === 1 ? Math.max(...at.text.split('\n').map(widthOf)) + 8 : 0;
          }),
        ),
      );
      const sum = needs.reduce((a, b) => a + b, 0);
      const scale = Math.min(1, WIDE / sum);
      const xs = [25];
      for (const need of needs) xs.push((xs.at(-1) as number) + need * scale);
      for (const row of rows) {
        const many = Math.max(1, ...row.map((c, i) => (c ? wrapped(c, i, xs).length : 1)));
        down(many * LINE + 4);
        for (const [i, c] of row.entries()) {
          if (!c) continue;
          const left = xs[i] as number;
          const right = xs[i + c.right] ?? (xs.at(-1) as number);
          for (const [k, t] of wrapped(c, i, xs).entries()) {
            const x = AMOUNT.test(t) ? right - widthOf(t) - 3 : left + 3;
            page.words.push([Math.round(x), Math.round(y + (many - k - 1) * LINE + 5), t]);
          }
          if (!lines) continue;
          const top = y + many * LINE + 4;
          page.lines.push([left, top, right, top], [left, y, left, top], [right, y, right, top]);
          if (c.down === 1) page.lines.push([left, y, right, y]);
        }
      }
      down(6);
    } else {
      const size = 58;
      for (let i = 0; i < part.text.length; i += size) {
        down(LINE + 4);
        page.words.push([part.kind === 'heading' ? 200 : 40, y, part.text.slice(i, i + size)]);
      }
    }
  }
  return pdf(pages as readonly PdfDrawing[]);
}

function wrapped(c: PrintedCell, i: number, xs: readonly number[]): string[] {
  const room = ((xs[i + c.right] ?? 0) as number) - (xs[i] as number) - 6;
  return c.text.split('\n').flatMap((t) => {
    const lines: string[] = [''];
    for (const char of t) {
      const last = lines.at(-1) as string;
      if (last !== '' && !AMOUNT.test(t) && widthOf(last + char) > room) lines.push(char);
      else lines[lines.length - 1] = last + char;
    }
    return lines;
  });
}

/** The formats, each with the ending of its file. */
export const PRINTS: Readonly<
  Record<string, { readonly ending: string; readonly print: (parts: readonly Printed[]) => Uint8Array }>
> = {
  html: { ending: 'html', print: (parts) => strToU8(html(parts)) },
  fodt: { ending: 'fodt', print: (parts) => strToU8(fodt(parts)) },
  docx: { ending: 'docx', print: docx },
  xlsx: { ending: 'xlsx', print: xlsx },
  csv: { ending: 'csv', print: (parts) => strToU8(csv(parts)) },
  tabs: { ending: 'txt', print: (parts) => strToU8(text(parts, '\t', '')) },
  spaces: { ending: 'txt', print: (parts) => strToU8(text(parts, '  ', '')) },
  stacked: { ending: 'txt', print: (parts) => strToU8(text(parts, '\n', '')) },
  ruled: { ending: 'pdf', print: (parts) => drawn(parts, true) },
  unruled: { ending: 'pdf', print: (parts) => drawn(parts, false) },
};
