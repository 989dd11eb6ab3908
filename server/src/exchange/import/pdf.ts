/** .pdf: pages of words and lines, read as prose and tables. A scanned page is a picture and holds no words. */
import { foldName } from '../../base/fold.ts';
import { append, largest, smallest } from '../../base/lists.ts';
import { isNumberRow, own, splitGrid } from './grid.ts';
import { blocksOf, columnsIn, glue, type Line, type PageBlock } from './pdf-layout.ts';
import { type PdfPage, readPages } from './pdf-pages.ts';
import { isPageNumber, normalise, readLines } from './text.ts';
import { type Grid, type GridCell, ImportError, type Piece, type Reading, type Remark } from './types.ts';

/**
 * Reads a PDF.
 * @param step is called before each page; what it throws stops the reading
 */
export async function readPdf(
  bytes: Uint8Array,
  step?: (done: number, of: number) => void | Promise<void>,
): Promise<Reading> {
  return readingOf(await readPages(bytes, step));
}

export function readingOf(pages: readonly PdfPage[]): Reading {
  const words = pages.reduce((sum, p) => sum + p.words.length, 0);
  const pictures = pages.reduce((sum, p) => sum + p.pictures, 0);
  if (words === 0) throw new ImportError(pictures > 0 ? 'import.scanned' : 'import.empty');
  const remarks: Remark[] = [];
  const silent = pages.filter((p) => p.words.length === 0 && p.pictures > 0).length;
  if (silent > 0) remarks.push({ id: 'import.scanned-pages', data: { count: String(silent) } });
  const cut = pages.flatMap((p, i) => (p.cut ? [i + 1] : []));
  if (cut.length > 0) remarks.push({ id: 'import.cut-pages', data: { pages: cut.join('、') } });
  const read = pages.map((page) => ({ page, blocks: blocksOf(page) }));
  const furniture = furnitureOf(read);
  const pieces: Piece[] = [];
  for (const text of furniture) pieces.push({ kind: 'aside', text });
  let prose: Line[] = [];
  const flush = () => {
    append(pieces, readLines(paragraphs(prose)));
    prose = [];
  };
  let ruled: { rows: Grid; columns: readonly number[] } | undefined;
  let unruled: readonly Line[] = [];
  let partly = false;
  const close = () => {
    flush();
    const table = unruled.length > 0 ? columnsIn(unruled) : undefined;
    const rows = ruled?.rows ?? (table ? clean(table.rows) : []);
    if (rows.length > 0) {
      const parts = splitGrid(rows).map(
        (p): Piece => (p.kind === 'table' && table ? { ...p, guessed: true } : p),
      );
      append(pieces, [{ kind: 'blank' }, ...parts, { kind: 'blank' }]);
      if (partly) pieces.push({ kind: 'doubt', lacks: '缺行、缺栏', text: PART_OF_PAGE });
    } else if (unruled.length > 0)
      pieces.push({ kind: 'unparted', lines: unruled.map((l) => normalise(l.text).trim()) });
    ruled = undefined;
    unruled = [];
    partly = false;
  };
  for (const [n, { page, blocks }] of read.entries()) {
    const kept = blocks.filter((b) => !isFurniture(b, page, furniture));
    if (page.cut && !kept.some((b) => b.kind !== 'line')) {
      close();
      pieces.push({ kind: 'doubt', text: `第 ${n + 1} 页：${PART_OF_PAGE}` });
    }
    kept.forEach((block, i) => {
      if (block.kind === 'line') {
        if (ruled || unruled.length > 0) close();
        prose.push(block.line);
        return;
      }
      if (block.kind === 'columns') {
        const more = i === 0 && unruled.length > 0 ? followOn(unruled, block.lines) : undefined;
        if (!more) close();
        unruled = more ?? block.lines;
        partly ||= page.cut === true;
        return;
      }
      const rows = clean(block.rows);
      if (i === 0 && ruled && continues(ruled.rows, ruled.columns, rows, block.columns)) {
        ruled = { ...ruled, rows: [...ruled.rows, ...rows.slice(repeated(ruled.rows, rows))] };
        partly ||= page.cut === true;
        return;
      }
      close();
      ruled = { rows, columns: block.columns };
      partly = page.cut === true;
    });
  }
  close();
  return { pieces, remarks };
}

const PART_OF_PAGE = '原文这一页只读了一部分，请与原文逐项核对';

/** The rows at the top of a page put to those at the foot of the last one, where their columns are the same. */
function followOn(lines: readonly Line[], more: readonly Line[]): readonly Line[] | undefined {
  const key = (line: Line | undefined) => foldName(line?.text ?? '');
  let same = 0;
  while (same < Math.min(lines.length, more.length) && key(lines[same]) === key(more[same])) same++;
  const down = (lines.at(-1) as Line).y + (lines.at(-1) as Line).size * 4 - (more[same]?.y ?? 0);
  const whole = [...lines, ...more.slice(same).map((line) => ({ ...line, y: line.y + down }))];
  // What is a table by itself may have another header.
  return same > 0 || (!columnsIn(more) && columnsIn(whole)) ? whole : undefined;
}

function clean(rows: Grid): Grid {
  return rows.map((row) => row.map((cell): GridCell => ({ ...cell, text: normalise(cell.text).trim() })));
}

/** Whether a table at the top of a page goes on with the last one: its columns, and no header but the same. */
function continues(rows: Grid, columns: readonly number[], more: Grid, places: readonly number[]): boolean {
  if (columns.length !== places.length) return false;
  if (repeated(rows, more) > 0) return true;
  const same = columns.every((x, i) => Math.abs(x - (places[i] ?? 0)) < 4);
  return same && more.some((row) => row.some((cell) => /^\d{3,7}$|\d\.\d/.test(own(cell))));
}

/** How many rows at the head of a page's table are those at the head of the table before. */
function repeated(rows: Grid, more: Grid): number {
  const key = (row: readonly GridCell[] | undefined) => (row ?? []).map((c) => foldName(own(c))).join('|');
  let count = 0;
  while (count < Math.min(rows.length, more.length) && key(rows[count]) === key(more[count])) count++;
  const isHead = more.slice(0, count).some((row) => isNumberRow(row)) || count > 0;
  return isHead ? count : 0;
}

/** What stands at the same place on page after page. */
function furnitureOf(read: readonly { page: PdfPage; blocks: readonly PageBlock[] }[]): string[] {
  if (read.length < 3) return [];
  const seen = new Map<string, number>();
  for (const { page, blocks } of read) {
    const texts = new Set(
      blocks.flatMap((b) =>
        b.kind === 'line' && atEdge(b.line, page) ? [normalise(b.line.text).trim()] : [],
      ),
    );
    for (const text of texts) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  return [...seen]
    .filter(([text, count]) => text !== '' && count >= 3 && count * 2 > read.length && !pageNumber(text))
    .map(([text]) => text);
}

function atEdge(line: Line, page: PdfPage): boolean {
  return line.y < page.height * 0.09 || line.y > page.height * 0.91;
}

function pageNumber(text: string): boolean {
  return isPageNumber(text) || /^[-—–·.\s]*\d{1,4}[-—–·.\s]*$/.test(text);
}

function isFurniture(block: PageBlock, page: PdfPage, furniture: readonly string[]): boolean {
  if (block.kind !== 'line' || !atEdge(block.line, page)) return false;
  const text = normalise(block.line.text).trim();
  return pageNumber(text) || furniture.includes(text);
}

/**
 * Lines put together to paragraphs, over page breaks too: a line that reaches the right margin goes on in the next one,
 * unless that is indented.
 */
function paragraphs(lines: readonly Line[]): string[] {
  const body = lines.filter((l) => l.text.length > 15);
  const left = smallest(
    body.map((l) => l.left),
    Number.POSITIVE_INFINITY,
  );
  const right = largest(
    body.map((l) => l.right),
    0,
  );
  const out: string[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const text = normalise(line.text);
    const goesOn =
      before !== undefined &&
      before.text.length > 15 &&
      before.right > right - before.size * 2.2 &&
      line.left < left + line.size * 1.2 &&
      Math.abs(before.size - line.size) < 1 &&
      !/[。！？：:]$/.test(before.text);
    const fills =
      before !== undefined &&
      before.text.length > 15 &&
      before.right > right - before.size * 1.2 &&
      line.left < left + line.size * 0.8 &&
      before.left <= left + before.size * 3;
    if (goesOn || (fills && before && Math.abs(before.size - line.size) < 1))
      out.push(glue(out.pop() ?? '', text));
    else out.push(text);
    before = line;
  }
  return out;
}
