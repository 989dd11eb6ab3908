/** .pdf: pages of words and lines, read as prose and tables. A scanned page is a picture and holds no words. */
import { foldName } from '../../base/fold.ts';
import { append, largest, smallest } from '../../base/lists.ts';
import { isNumberRow, own, splitGrid } from './grid.ts';
import { blocksOf, glue, type Line, type PageBlock } from './pdf-layout.ts';
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
  const read = pages.map((page) => ({ page, blocks: blocksOf(page) }));
  const furniture = furnitureOf(read);
  const pieces: Piece[] = [];
  for (const text of furniture) pieces.push({ kind: 'aside', text });
  let prose: Line[] = [];
  const flush = () => {
    append(pieces, readLines(paragraphs(prose)));
    prose = [];
  };
  let open: { rows: Grid; columns: readonly number[]; ruled: boolean } | undefined;
  const close = () => {
    const { rows, ruled } = open ?? { rows: [], ruled: true };
    if (rows.length > 0) {
      const parts = splitGrid(rows).map(
        (p): Piece => (p.kind === 'table' && !ruled ? { ...p, guessed: true } : p),
      );
      append(pieces, [{ kind: 'blank' }, ...parts, { kind: 'blank' }]);
    }
    open = undefined;
  };
  for (const { page, blocks } of read) {
    const kept = blocks.filter((b) => !isFurniture(b, page, furniture));
    kept.forEach((block, i) => {
      if (block.kind === 'line') {
        close();
        prose.push(block.line);
        return;
      }
      const rows = clean(block.rows);
      const goesOn = i === 0 && open !== undefined && continues(open.rows, open.columns, rows, block.columns);
      if (goesOn && open) {
        open = { ...open, rows: [...open.rows, ...rows.slice(repeated(open.rows, rows))] };
        return;
      }
      close();
      flush();
      open = { rows, columns: block.columns, ruled: block.ruled };
    });
  }
  close();
  flush();
  return { pieces, remarks };
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
