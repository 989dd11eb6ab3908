/** Where the headings of a report came to stand in print: the links of its contents lead there. */
import { loadPdfJs, Opened, type PdfDocument } from '../import/pdf-open.ts';

/** More than that no contents have. */
const MOST_FRONT = 12;

/** The part of pdf.js that tells of links. */
interface Linked extends PdfDocument {
  getDestination(name: string): Promise<readonly unknown[] | null>;
  getPageIndex(reference: object): Promise<number>;
}
interface Annotation {
  readonly subtype?: string;
  readonly dest?: unknown;
  /** Left, bottom, right, top; from the foot of the page. */
  readonly rect: readonly number[];
}
interface LinkedPage {
  getAnnotations(): Promise<readonly Annotation[]>;
}

/**
 * The number printed on the page that each link of the contents leads to: cover and contents, which have none, stand
 * before the first.
 */
export async function pagesOfLinks(bytes: Uint8Array): Promise<readonly number[] | undefined> {
  const opened = new Opened(await loadPdfJs(), bytes, false);
  try {
    const document = (await opened.document()) as Linked;
    const links = await frontLinks(document);
    const front = links.at(-1)?.from;
    return front === undefined ? undefined : links.map(({ to }) => to - front);
  } finally {
    await opened.close();
  }
}

/** The links of the pages before the first that one of them leads to, each once; pages from 0. */
async function frontLinks(document: Linked): Promise<{ from: number; to: number }[]> {
  const links: { from: number; to: number }[] = [];
  let last = '';
  let first = Number.POSITIVE_INFINITY;
  for (let from = 0; from < Math.min(document.numPages, first, MOST_FRONT); from++) {
    const page = (await document.getPage(from + 1)) as unknown as LinkedPage;
    const inOrder = [...(await page.getAnnotations())].sort((a, b) => (b.rect[3] ?? 0) - (a.rect[3] ?? 0));
    for (const { subtype, dest } of inOrder) {
      if (subtype !== 'Link' || !dest) continue;
      const place = typeof dest === 'string' ? await document.getDestination(dest) : (dest as unknown[]);
      const target = place?.[0];
      // A line that wraps has a link for each of its lines.
      const key = JSON.stringify(dest);
      if (typeof target !== 'object' || target === null || key === last) continue;
      last = key;
      const to = await document.getPageIndex(target);
      first = Math.min(first, to);
      links.push({ from, to });
    }
  }
  return links;
}
