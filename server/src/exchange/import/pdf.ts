/** .pdf: pages of words and lines, read as prose and tables. A scanned page is a picture and holds no words. */

import { foldName, foldWidth } from '../../base/fold.ts';
import { LACK } from '../../base/keys.ts';
import { append, largest, smallest } from '../../base/lists.ts';
import { leadsFirst, leadsPart } from '../../base/numbering.ts';
import { message } from '../../messages/index.ts';
import { isProperty, isTitle, splitGrid } from './grid.ts';
import { columnsIn } from './pdf-columns.ts';
import { blocksOf, type PageBlock } from './pdf-layout.ts';
import { placesOn } from './pdf-origins.ts';
import { type PdfPage, readPages } from './pdf-pages.ts';
import { counts, glue, isData, type Line, middleOf } from './pdf-places.ts';
import { normalise, readLines } from './text.ts';
import { type Grid, type GridCell, ImportError, type Piece, type Reading, type Remark } from './types.ts';
import { beginsAnew, endsAsTable, pageNumber as pageNumberOf } from './words.ts';

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
  const reader = new Reader(furniture.map((text): Piece => ({ kind: 'aside', text })));
  for (const [n, { page, blocks }] of read.entries())
    reader.page(
      n + 1,
      blocks.filter((b) => !isFurniture(b, page, furniture)),
      page.cut === true,
    );
  return {
    pieces: reader.end(),
    remarks,
    places: read.flatMap(({ page, blocks }, i) => placesOn(page, blocks, i + 1)),
  };
}

const partOfPage = () => message('zh', 'import.mark.part-of-page', {});

/** Puts pages together. Ruled tables are told page by page: which of them go on is the same for all readers (continued.ts). */
class Reader {
  private prose: Line[] = [];
  /** Rows without rules, whose columns are told when all of them are known. */
  private rows: readonly Line[] = [];
  /** What stood over them, and what stands behind them so far. */
  private over: ReadonlySet<string> = new Set();
  private behind: Line[] = [];
  /** Whether a page that they stand on could be read in part alone. */
  private partly = false;

  /** The places of the lines of a ruled table at the foot of the page before. */
  private foot: readonly number[] | undefined;

  constructor(private readonly pieces: Piece[]) {}

  page(n: number, blocks: readonly PageBlock[], cut: boolean): void {
    if (cut && !blocks.some((b) => b.kind !== 'line')) {
      this.finish();
      this.pieces.push({
        kind: 'doubt',
        text: message('zh', 'import.mark.page', { page: String(n), text: partOfPage() }),
      });
    }
    this.unrepeated(blocks).forEach((block, i) => {
      if (block.kind === 'line') this.line(block.line);
      else if (block.kind === 'columns') this.columns(block.lines, i === 0, cut);
      else {
        this.finish();
        const rows = i === 0 && this.foot ? onColumns(block, this.foot) : undefined;
        const parts = splitGrid(clean(rows ?? block.rows));
        this.table(rows ? parts.map((p) => (p.kind === 'table' ? { ...p, goesOn: true } : p)) : parts, cut);
      }
    });
    const last = blocks.at(-1);
    this.foot = last?.kind === 'table' ? last.columns : undefined;
  }

  end(): Piece[] {
    this.finish();
    return this.pieces;
  }

  /** The blocks of a page without the lines that stood over the rows before already, where rows follow. */
  private unrepeated(blocks: readonly PageBlock[]): readonly PageBlock[] {
    if (this.rows.length === 0 || this.behind.length > 0) return blocks;
    const at = blocks.findIndex((b) => b.kind !== 'line');
    const lead = blocks.slice(0, Math.max(0, at));
    const again = lead.every((b) => b.kind === 'line' && this.over.has(foldName(b.line.text)));
    return blocks[at]?.kind === 'columns' && again ? blocks.slice(at) : blocks;
  }

  private line(line: Line): void {
    if (this.rows.length > 0 && this.behind.length < 2 && isRest(line)) {
      this.behind.push(line);
      return;
    }
    if (this.rows.length > 0) this.close();
    this.prose.push(line);
  }

  private columns(given: readonly Line[], first: boolean, cut: boolean): void {
    const lines = first && this.rows.length === 0 ? [...this.headOf(given), ...given] : given;
    const before = [...this.rows, ...this.behind];
    // Rows without a header are those of the table that stands before: one that is half a table is none.
    const more =
      this.rows.length === 0
        ? undefined
        : first && this.behind.length === 0
          ? followOn(this.rows, lines)
          : beginsWithData(lines) && (lines[0] as Line).y > (before.at(-1) as Line).y
            ? [...before, ...lines]
            : undefined;
    if (!more) {
      const over = this.rows.length > 0 ? this.behind : this.prose;
      this.over = new Set(over.slice(-6).map((l) => foldName(l.text)));
      this.close();
    }
    this.behind = [];
    this.rows = more ?? lines;
    this.partly ||= cut;
  }

  /** The header at the foot of the page before, of rows that begin with the numbers of their columns. */
  private headOf([first]: readonly Line[]): readonly Line[] {
    if (!first || !counts(first)) return [];
    let from = this.prose.length;
    while (from > 0 && isNames(this.prose[from - 1] as Line)) from--;
    // What begins in the middle of something is no header.
    const over = this.prose[from - 1]?.text ?? '';
    return over === '' || isTitle(over) || over.split(/\s+/).some(isProperty) ? this.prose.splice(from) : [];
  }

  private table(parts: readonly Piece[], partly: boolean): void {
    append(this.pieces, [{ kind: 'blank' }, ...parts, { kind: 'blank' }]);
    if (partly) this.pieces.push({ kind: 'doubt', lacks: LACK.both, text: partOfPage() });
  }

  /** Ends what stands open. */
  private finish(): void {
    this.close();
    this.flush();
  }

  private flush(): void {
    append(this.pieces, readLines(paragraphs(this.prose)));
    this.prose = [];
  }

  /** Ends the rows that stand open; what stands behind them may be the beginning of a paragraph. */
  private close(): void {
    this.flush();
    if (this.rows.length > 0) {
      const table = columnsIn(this.rows);
      if (table) {
        const parts = splitGrid(clean(table.rows));
        this.table(
          parts.map((p) => (p.kind === 'table' ? { ...p, guessed: true } : p)),
          this.partly,
        );
      } else this.pieces.push({ kind: 'unparted', lines: this.rows.map(lineText) });
    }
    this.prose = this.behind;
    this.rows = [];
    this.behind = [];
    this.partly = false;
  }
}

/**
 * A table's rows on the columns of one between the same outer lines, whose inner lines are the same or more: merged cells
 * are drawn with fewer where no header stands over them. Undefined where its lines are others.
 */
function onColumns(
  block: Extract<PageBlock, { kind: 'table' }>,
  places: readonly number[],
): Grid | undefined {
  const at = block.columns.map((x) => places.findIndex((p) => Math.abs(p - x) < 3));
  if (at.includes(-1) || at[0] !== 0 || at.at(-1) !== places.length - 1) return undefined;
  return block.rows.map((row) =>
    row.flatMap((cell, c) =>
      Array.from(
        { length: (at[c + 1] as number) - (at[c] as number) },
        (_, k): GridCell => (k === 0 ? cell : { text: cell.text, covered: cell.covered ?? 'left' }),
      ),
    ),
  );
}

/** A line of rows, with the gaps of its cells: what is left to part them by when they are a table's after all. */
function lineText({ cells }: Line): string {
  return normalise(cells.map((c) => c.text).join('    ')).trim();
}

/** Whether a line behind rows may be one of theirs: no note, no title, no sentence. */
function isRest(line: Line): boolean {
  const text = foldWidth(line.text);
  return (
    line.parts.length === 1 &&
    text.length <= 20 &&
    !/[::。;]/.test(text) &&
    !endsAsTable(text) &&
    !beginsAnew(text) &&
    !leadsPart(text) &&
    !leadsFirst(text)
  );
}

/** Whether a line may be one of a header: names of several columns, or one that is short. */
function isNames({ parts, words }: Line): boolean {
  return (
    (parts.length > 1 || (parts[0]?.text.length ?? 0) <= 8) &&
    words.every(
      ({ text }) => text.length <= 30 && !/[。；：:]/.test(text) && !isProperty(text) && !isTitle(text),
    )
  );
}

/** Whether rows begin with figures, not with the names of columns. */
function beginsWithData([first, second]: readonly Line[]): boolean {
  if (!first) return false;
  // A name broken in two begins above its figures.
  const row = second && second.y - first.y < first.size ? second : first;
  return [first, row].some((l) => isData(l) && !counts(l));
}

/** The rows at the top of a page put to those at the foot of the last one, where their columns are the same. */
function followOn(lines: readonly Line[], more: readonly Line[]): readonly Line[] | undefined {
  const key = (line: Line | undefined) => foldName(line?.text ?? '');
  let same = 0;
  while (same < Math.min(lines.length, more.length) && key(lines[same]) === key(more[same])) same++;
  const last = lines.at(-1) as Line;
  const down = last.y + last.size * 4 - (more[same]?.y ?? 0);
  const whole = [...lines, ...more.slice(same).map((line) => ({ ...line, y: line.y + down }))];
  // What is a table by itself may have another header.
  return same > 0 || beginsWithData(more) || (!columnsIn(more) && columnsIn(whole)) ? whole : undefined;
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

/** How wide the text is on the page that a line stands on: the next page begins where a line stands higher. */
function widthAbout(lines: readonly Line[], at: number): number {
  const below = (i: number) => (lines[i] as Line).y >= (lines[i - 1] as Line).y;
  let from = at;
  while (from > 0 && below(from)) from--;
  let to = at + 1;
  while (to < lines.length && below(to)) to++;
  const own = lines.slice(from, to);
  return (
    largest(
      own.map((l) => l.right),
      0,
    ) -
    smallest(
      own.map((l) => l.left),
      Number.POSITIVE_INFINITY,
    )
  );
}

/**
 * Whether two lines are one title that was too long for its line: centred one under the other, the upper one nearly full
 * and no narrower. Titles that a person broke by hand are not.
 * @param width of the text on the page
 */
function isTitleOf(upper: Line, lower: Line, width: number): boolean {
  const { size } = upper;
  const full = upper.right - upper.left;
  const text = foldWidth(lower.text);
  return (
    Math.abs(size - lower.size) < 0.5 &&
    lower.y > upper.y &&
    lower.y - upper.y < size * 2.5 &&
    Math.abs(middleOf(upper) - middleOf(lower)) < size * 0.75 &&
    lower.left > upper.left + size * 0.5 &&
    full > width * 0.8 &&
    !/[。！？：；:;]$/.test(upper.text) &&
    !endsAsTable(upper.text) &&
    !leadsFirst(text) &&
    !leadsPart(text) &&
    !/[。；]/.test(text)
  );
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
  for (const [at, line] of lines.entries()) {
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
    const titled = before !== undefined && isTitleOf(before, line, widthAbout(lines, at));
    if (titled || (!apart && (goesOn || (fills && before && Math.abs(before.size - line.size) < 1))))
      out.push(glue(out.pop() ?? '', text));
    else out.push(text);
    before = line;
  }
  return out;
}
