/**
 * A PDF with notes at their places: marked words, and what is said of them when the mark is opened. Written by pdf.js,
 * as an editor of PDF writes its own marks: behind the end of the file, whose bytes stay as they were.
 */
import { loadPdfJs, Opened, type PdfDocument, refusal } from '../import/pdf-open.ts';
import { type Box, ImportError, LIMITS } from '../import/types.ts';

export interface PdfNote {
  /** From 1. A note on a page that there is not is put on the nearest. */
  readonly page: number;
  /** In the page's points; at the head of the page where it is not known. */
  readonly box?: Box;
  readonly text: string;
  readonly color: readonly [red: number, green: number, blue: number];
}

/** pdf.js's AnnotationEditorType.HIGHLIGHT. */
const HIGHLIGHT = 9;
const SEE_THROUGH = 0.45;
/** Half a character about words, and the side of a mark that stands at the head of a page, in points. */
const MARGIN = 1;
const SIDE = 14;
/** pdf.js takes what is kept under such a key for a new mark. */
const KEY = 'pdfjs_internal_editor_';

/**
 * Writes notes into a PDF.
 * @param author who the notes are said to be of
 * @returns the new file
 * @throws ImportError where the file cannot be opened
 */
export async function withNotes(
  bytes: Uint8Array,
  notes: readonly PdfNote[],
  author: string,
): Promise<Uint8Array> {
  if (notes.length === 0) return bytes;
  const file = new Opened(await loadPdfJs(), bytes, false);
  try {
    const document = await file.document();
    if (document.numPages > LIMITS.pages) throw new ImportError('import.too-big');
    const heads = new Map<number, number>();
    for (const [i, note] of notes.entries()) {
      const page = Math.min(Math.max(1, note.page), document.numPages);
      const box = note.box ? grown(note.box) : await headOf(document, page, heads);
      document.annotationStorage.setValue(`${KEY}${i}`, markOf({ ...note, page, box }, author));
    }
    return await document.saveDocument();
  } catch (error) {
    throw refusal(error);
  } finally {
    await file.close();
  }
}

function markOf({ page, box, text, color }: PdfNote & { readonly box: Box }, author: string): object {
  const [left, bottom, right, top] = box;
  return {
    annotationType: HIGHLIGHT,
    pageIndex: page - 1,
    color,
    opacity: SEE_THROUGH,
    rotation: 0,
    user: author,
    rect: [left, bottom, right, top],
    quadPoints: [left, top, right, top, left, bottom, right, bottom],
    outlines: [[left, bottom, left, top, right, top, right, bottom]],
    popup: { contents: text, rect: [right, bottom - 80, right + 220, top] },
  };
}

function grown([left, bottom, right, top]: Box): Box {
  return [left - MARGIN, bottom - MARGIN, Math.max(right, left + MARGIN) + MARGIN, top + MARGIN];
}

/** The next free place along the head of a page. */
async function headOf(document: PdfDocument, n: number, heads: Map<number, number>): Promise<Box> {
  const [left = 0, , right = 0, top = 0] = (await document.getPage(n)).view;
  const count = heads.get(n) ?? 0;
  heads.set(n, count + 1);
  const inRow = Math.max(1, Math.floor((right - left) / (2 * SIDE)) - 1);
  const x = left + SIDE + (count % inRow) * 2 * SIDE;
  const y = top - SIDE - Math.floor(count / inRow) * 1.5 * SIDE;
  return [x, y - SIDE, x + SIDE, y];
}
