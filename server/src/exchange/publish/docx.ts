/**
 * A published report as a Word document, laid out as official documents are (GB/T 9704): page margins, 小标宋 for
 * titles, 黑体 and 楷体 for headings, 仿宋 for text, page numbers between dashes. Tables are Word's own, with headers
 * that repeat; wide ones stand on pages across, and one that would spill a few rows shrinks. A long report has a cover
 * and contents. Charts are Word's own too: sharp in print, with their figures inside,
 * and without a drawing library in the program.
 */

import { Document, Packer } from 'docx';
import { MARK } from '../../base/keys.ts';
import {
  type Part,
  type Publication,
  type PublishedParagraph,
  type PublishedTable,
  textOfRuns,
} from '../../service.ts';
import { drawingOf } from './docx/chart.ts';
import { font, Pages } from './docx/page.ts';
import { tableOf } from './docx/table.ts';
import { captionOf, contentsOf, coverLineOf, headingOf, paragraphOf, titleOf } from './docx/text.ts';
import { isLong, isWide, sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { clean } from './text.ts';

/** The file's bytes. */
export async function toDocx(publication: Publication, step: Step = noStep): Promise<Uint8Array> {
  const pages = new Pages();
  const { parts } = publication;
  const titled = publication.title !== '' && !sameTitle(publication);
  const book = isBook(publication);
  if (titled && !book) pages.add(false, titleOf(publication.title));
  const cover = book ? coverLines(parts) : [];
  if (book) pages.before([titleOf(publication.title, true), ...cover.map(coverLineOf), ...contentsOf()]);
  for (const [i, part] of parts.entries()) {
    if (i < cover.length) continue;
    switch (part.kind) {
      case 'heading': {
        const under = tableUnder(parts, i);
        const first = parts[i - 1]?.kind !== 'heading';
        // What stands over a table goes with it to its page.
        pages.add(
          under !== undefined && isWide(under),
          headingOf(part, first && under !== undefined && isLong(under)),
        );
        break;
      }
      case 'paragraph':
        pages.add(false, paragraphOf(part));
        break;
      case 'chart':
        if ('chart' in part.result) pages.add(false, drawingOf(part.result.chart));
        pages.add(false, captionOf(part.runs));
        break;
      case 'table':
        pages.add(isWide(part), ...tableOf(part, headingsOver(parts, i)));
        break;
    }
    await step(i + 1, parts.length);
  }
  const file = new Document({
    title: clean(publication.title),
    creator: clean(publication.unit ?? ''),
    lastModifiedBy: '',
    // Nobody sees them in print; an import gives the lines of the source back.
    customProperties: publication.unprinted.map(({ key, beside, text }, i) => ({
      name: beside === '' && key !== MARK.formula ? key : `${key} ${i + 1}`,
      value: clean(beside === '' ? text : `${beside}\t${text}`),
    })),
    styles: {
      default: {
        document: { run: { font: font('fang'), size: 32 }, paragraph: {} },
        heading1: { run: { font: font('title'), size: 40, color: '000000', bold: false } },
        heading2: { run: { font: font('hei'), size: 32, color: '000000', bold: false } },
        heading3: { run: { font: font('kai'), size: 32, color: '000000', bold: false } },
        heading4: { run: { font: font('fang'), size: 32, color: '000000', bold: true, italics: false } },
        heading5: { run: { font: font('fang'), size: 32, color: '000000', bold: false } },
        heading6: { run: { font: font('fang'), size: 32, color: '000000', bold: false } },
      },
    },
    sections: pages.sections(),
  });
  return Packer.pack(file, 'uint8array');
}

/** Headings from which on a report has a cover and contents. */
const BOOK = 4;

/** Whether a report is long enough for a cover and contents; one that begins with its title as a heading has it there. */
function isBook(publication: Publication): boolean {
  const { parts, title } = publication;
  const headings = parts.filter((p) => p.kind === 'heading').length;
  return title !== '' && !sameTitle(publication) && headings >= BOOK;
}

/** Lines and characters that stand on a cover at most. */
const COVER = { lines: 4, characters: 40 };

/** What stands between the title and the first heading, where it is short: the date, who publishes it. */
function coverLines(parts: readonly Part[]): PublishedParagraph[] {
  const lines: PublishedParagraph[] = [];
  for (const part of parts) {
    if (part.kind === 'heading') return lines.length <= COVER.lines ? lines : [];
    if (part.kind !== 'paragraph' || textOfRuns(part.runs).length > COVER.characters) return [];
    lines.push(part);
  }
  return [];
}

/** The table whose headings a heading belongs to: nothing but headings stands between them. */
function tableUnder(parts: readonly Part[], at: number): PublishedTable | undefined {
  let end = at;
  while (parts[end]?.kind === 'heading') end++;
  const table = parts[end];
  const title = parts[end - 1];
  return table?.kind === 'table' && title?.kind === 'heading' && title.ofTable ? table : undefined;
}

function headingsOver(parts: readonly Part[], table: number): number {
  let count = 0;
  while (parts[table - 1 - count]?.kind === 'heading') count++;
  return count;
}
