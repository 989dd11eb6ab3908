/** .pdf: pages of words and lines, read as prose and tables. A scanned page is a picture and holds no words. */
import { foldName } from '../../base/fold.ts';
import { append, largest, smallest } from '../../base/lists.ts';
import { isProperty, isTitle, splitGrid } from './grid.ts';
import { blocksOf, columnsIn, glue, type Line, type PageBlock } from './pdf-layout.ts';
import { type PdfPage, readPages } from './pdf-pages.ts';
import { normalise, readLines } from './text.ts';
import { type Grid, type GridCell, ImportError, type Piece, type Reading, type Remark } from './types.ts';
import { pageNumber as pageNumberOf } from './words.ts';

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
  let ruled: Grid | undefined;
  let unruled: readonly Line[] = [];
  const close = () => {
    flush();
    const table = unruled.length > 0 ? columnsIn(unruled) : undefined;
    const rows = ruled ?? (table ? clean(table.rows) : []);
    if (rows.length > 0) {
      const parts = splitGrid(rows).map(
        (p): Piece => (p.kind === 'table' && table ? { ...p, guessed: true } : p),
      );
      append(pieces, [{ kind: 'blank' }, ...parts, { kind: 'blank' }]);
    } else if (unruled.length > 0)
      pieces.push({ kind: 'unparted', lines: unruled.map((l) => normalise(l.text).trim()) });
    ruled = undefined;
    unruled = [];
  };
  for (const { page, blocks } of read) {
    const kept = blocks.filter((b) => !isFurniture(b, page, furniture));
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
        return;
      }
      const rows = clean(block.rows);
      close();
      ruled = rows;
    });
  }
  close();
  return { pieces, remarks };
}

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
  return pageNumberOf(text) !== undefined || /^[-—–·.\s]*\d{1,4}[-—–·.\s]*$/.test(text);
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
    const apart =
      isTitle(before?.text ?? '') ||
      text
        .trim()
        .split(/\s{2,}/)
        .every(isProperty);
    if (!apart && (goesOn || (fills && before && Math.abs(before.size - line.size) < 1)))
      out.push(glue(out.pop() ?? '', text));
    else out.push(text);
    before = line;
  }
  return out;
}
