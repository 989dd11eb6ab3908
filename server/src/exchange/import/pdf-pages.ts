/** The pages of a PDF: words with their places, and the lines drawn on them. */

import { largest, smallest } from '../../base/lists.ts';
import {
  loadPdfJs,
  type Matrix,
  Opened,
  type Operators,
  type PdfItem,
  type PdfJsPage,
  refusal,
} from './pdf-open.ts';
import { boundStreams } from './pdf-streams.ts';
import { ImportError, LIMITS } from './types.ts';

/** A piece of text without blanks. */
export interface Word {
  readonly text: string;
  readonly x: number;
  /** Of the base line; grows downwards. */
  readonly y: number;
  readonly width: number;
  /** Size of the type. */
  readonly size: number;
}

/** A line, straight along (then `at` is its y) or straight down (then its x). */
export interface Edge {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
  readonly along: readonly Edge[];
  readonly down: readonly Edge[];
  readonly pictures: number;
  /** From the page's own points to places on it, where that is more than turning it upside down. */
  readonly transform?: Matrix;
  /** Whether what is drawn could not be read to its end: rules, or words, may be missing. */
  readonly cut?: boolean;
}

/**
 * Reads the pages one by one.
 * @param step is called before each page; what it throws stops the reading
 */
export async function readPages(
  bytes: Uint8Array,
  step: (done: number, of: number) => void | Promise<void> = () => {},
): Promise<PdfPage[]> {
  await boundStreams(bytes, () => step(0, 1));
  const pdfjs = await loadPdfJs();
  const strict = new Opened(pdfjs, bytes, true);
  // Opened where something cannot be read the strict way.
  const lenient = new Opened(pdfjs, bytes, false);
  const pages: PdfPage[] = [];
  try {
    const { numPages } = await strict.document().catch(() => lenient.document());
    if (numPages > LIMITS.pages) throw new ImportError('import.too-big');
    let parts = 0;
    for (let n = 1; n <= numPages; n++) {
      await step(n - 1, numPages);
      const read = await inTime(eitherWay(n, strict, lenient, pdfjs.OPS));
      parts += read.words.length + read.along.length + read.down.length;
      if (parts > LIMITS.cells) throw new ImportError('import.too-big');
      pages.push(read);
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    await strict.close();
    await lenient.close();
  }
  return pages;
}

/**
 * A page, read the strict way, else as far as it goes. Told to pass over errors, pdf.js ends a page's list of operators
 * at the first one and says nothing; told not to, it gives none at all or throws, which can be seen.
 */
async function eitherWay(
  n: number,
  strict: Opened,
  lenient: Opened,
  ops: Readonly<Record<string, number>>,
): Promise<PdfPage> {
  const whole = await contentOf(strict, n).catch(() => undefined);
  if (whole && whole.operators.fnArray.length > 0) return readPage(whole, ops);
  const part = await contentOf(lenient, n);
  const page = readPage(part, ops);
  // An empty page has no operators; a picture that cannot be read takes nothing else with it.
  const cut =
    part.operators.fnArray.length > 0 && (!whole || shown(part.operators, ops) < letters(part.items));
  return cut ? { ...page, cut } : page;
}

interface Content {
  readonly viewport: ReturnType<PdfJsPage['getViewport']>;
  readonly items: readonly PdfItem[];
  readonly operators: Operators;
}

async function contentOf(opened: Opened, n: number): Promise<Content> {
  const page = await (await opened.document()).getPage(n);
  try {
    const { items } = await page.getTextContent();
    return { viewport: page.getViewport({ scale: 1 }), items, operators: await page.getOperatorList() };
  } finally {
    page.cleanup();
  }
}

/** How many characters operators show. */
function shown({ fnArray, argsArray }: Operators, ops: Readonly<Record<string, number>>): number {
  let text = '';
  fnArray.forEach((op, i) => {
    const [glyphs] = argsArray[i] ?? [];
    if (op !== ops.showText || !Array.isArray(glyphs)) return;
    for (const glyph of glyphs) text += (glyph as { unicode?: string } | null)?.unicode ?? '';
  });
  return characters(text);
}

function letters(items: readonly PdfItem[]): number {
  return characters(items.map((item) => item.str ?? '').join(''));
}

function characters(text: string): number {
  return text.normalize('NFKC').replace(/\s+/g, '').length;
}

/** What a page takes too long for: pdf.js lets others in between its steps, so that a clock can run beside it. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ImportError('import.too-big')), LIMITS.pageTime);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function readPage({ viewport, items, operators }: Content, ops: Readonly<Record<string, number>>): PdfPage {
  const { transform, width, height } = viewport;
  const { fnArray, argsArray } = operators;
  const words = items.flatMap((item) => wordsIn(item, transform));
  const drawn = new Drawing(transform);
  let pictures = 0;
  fnArray.forEach((op, i) => {
    const args = argsArray[i] ?? [];
    if (op === ops.save) drawn.save();
    else if (op === ops.restore) drawn.restore();
    else if (op === ops.transform) drawn.transform(args as Matrix);
    else if (op === ops.paintFormXObjectBegin) {
      drawn.save();
      if (Array.isArray(args[0])) drawn.transform(args[0] as Matrix);
    } else if (op === ops.paintFormXObjectEnd) drawn.restore();
    else if (
      op === ops.paintImageXObject ||
      op === ops.paintInlineImageXObject ||
      op === ops.paintImageMaskXObject
    )
      pictures++;
    else if (op === ops.constructPath) {
      const how = args[0] as number;
      const stroked =
        how === ops.stroke ||
        how === ops.closeStroke ||
        how === ops.fillStroke ||
        how === ops.eoFillStroke ||
        how === ops.closeFillStroke ||
        how === ops.closeEOFillStroke;
      const filledIn = how === ops.fill || how === ops.eoFill;
      const [path] = (args[1] ?? []) as readonly (ArrayLike<number> | null)[];
      if (path && (stroked || filledIn)) drawn.path(path, stroked);
    }
  });
  return { width, height, words, along: drawn.along, down: drawn.down, pictures, transform };
}

function times([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, m: Matrix): Matrix {
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = m;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function apply([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The words of a run of text. Text that does not run from left to right (stamps, watermarks) is left out. */
function wordsIn(item: PdfItem, viewport: Matrix): Word[] {
  const { str } = item;
  if (str === undefined || str.trim() === '') return [];
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = times(viewport, item.transform);
  const size = Math.hypot(c, d);
  if (Math.abs(b) > Math.abs(a) * 0.05 || a < 0 || size === 0) return [];
  // The run tells its width as a whole; a Chinese character is twice as wide as a digit.
  const weight = (char: string) =>
    /\s/.test(char) ? 0.5 : char < '\u0300' || /[\uff61-\uff9f]/.test(char) ? 1 : 2;
  const total = [...str].reduce((sum, char) => sum + weight(char), 0);
  const scale = Math.hypot(viewport[0] ?? 1, viewport[1] ?? 0);
  const unit = (item.width * scale) / total;
  const words: Word[] = [];
  let at = x;
  let text = '';
  let from = x;
  const end = () => {
    if (text !== '') words.push({ text, x: from, y, width: at - from, size });
    text = '';
  };
  for (const char of str) {
    if (/[\s\u00a0\u3000]/.test(char)) end();
    else {
      if (text === '') from = at;
      text += char;
    }
    at += weight(char) * unit;
  }
  end();
  return words;
}

/** The thickest that a filled box may be to count as a line. */
const THICK = 2.6;
/** The shortest that a line may be. */
const SHORT = 4;

/** Follows what is drawn, and keeps the straight lines. */
class Drawing {
  readonly along: Edge[] = [];
  readonly down: Edge[] = [];
  private readonly kept: Matrix[] = [];

  constructor(private matrix: Matrix) {}

  save(): void {
    if (this.kept.length < 1000) this.kept.push(this.matrix);
  }

  restore(): void {
    this.matrix = this.kept.pop() ?? this.matrix;
  }

  transform(by: Matrix): void {
    this.matrix = times(this.matrix, by);
  }

  /** A path as pdf.js writes it: 0 move, 1 line, 2 curve, 3 curve of one handle, 4 close. */
  path(path: ArrayLike<number>, stroked: boolean): void {
    let points: [number, number][] = [];
    let curved = false;
    const end = () => {
      if (points.length > 1 && !curved) this.outline(points, stroked);
      points = [];
      curved = false;
    };
    for (let i = 0; i < path.length; ) {
      const op = path[i++];
      const count = op === 0 || op === 1 ? 1 : op === 2 ? 3 : op === 3 ? 2 : 0;
      if (op === 0) end();
      if (op === 2 || op === 3) curved = true;
      if (op === 4 && points[0]) points.push(points[0]);
      i += (count - 1) * 2 * (count > 0 ? 1 : 0);
      if (count > 0) {
        points.push(apply(this.matrix, path[i] ?? 0, path[i + 1] ?? 0));
        i += 2;
      }
    }
    end();
  }

  private outline(points: readonly [number, number][], stroked: boolean): void {
    if (stroked) {
      points.forEach(([x, y], i) => {
        const [px, py] = points[i - 1] ?? [x, y];
        this.line(Math.min(x, px), Math.min(y, py), Math.max(x, px), Math.max(y, py));
      });
      return;
    }
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    this.line(
      smallest(xs, Number.POSITIVE_INFINITY),
      smallest(ys, Number.POSITIVE_INFINITY),
      largest(xs, 0),
      largest(ys, 0),
    );
  }

  private line(left: number, top: number, right: number, bottom: number): void {
    const [w, h] = [right - left, bottom - top];
    if (h <= THICK && w > h && w >= SHORT) this.along.push({ at: (top + bottom) / 2, from: left, to: right });
    else if (w <= THICK && h > w && h >= SHORT)
      this.down.push({ at: (left + right) / 2, from: top, to: bottom });
    else if (h <= THICK && w <= THICK) {
      // Borders drawn cell by cell in short pieces: kept, and joined later.
      if (w > h) this.along.push({ at: (top + bottom) / 2, from: left, to: right });
      else if (h > w) this.down.push({ at: (left + right) / 2, from: top, to: bottom });
    }
  }
}
