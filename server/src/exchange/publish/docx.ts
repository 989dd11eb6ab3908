/**
 * A published report as a Word document, laid out as official documents are (GB/T 9704): page margins, 小标宋 for
 * titles, 黑体 and 楷体 for headings, 仿宋 for text, page numbers between dashes. Tables are Word's own, with headers
 * that repeat; wide ones stand on pages across, and one that would spill a few rows shrinks. A long report has a cover
 * and contents. Charts are Word's own too: sharp in print, with their figures inside,
 * and without a drawing library in the program.
 */

import { Document, Packer } from 'docx';
import { MARK } from '../../base/keys.ts';
import type { Publication } from '../../service.ts';
import { drawingOf } from './docx/chart.ts';
import { font, Pages } from './docx/page.ts';
import { tableOf } from './docx/table.ts';
import { captionOf, contentsOf, coverLineOf, headingOf, paragraphOf, titleOf } from './docx/text.ts';
import { acrossOf, aroundOf, beginsPage, coverLines, entriesOf, isBook, sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { clean } from './text.ts';

/**
 * The file's bytes.
 * @param numbers for print: the page of each entry of the contents, none where they are not known yet
 */
export async function toDocx(
  publication: Publication,
  step: Step = noStep,
  numbers?: readonly number[],
): Promise<Uint8Array> {
  const pages = new Pages();
  const { parts } = publication;
  const titled = publication.title !== '' && !sameTitle(publication);
  const book = isBook(publication);
  if (titled && !book) pages.add(false, titleOf(publication.title));
  const cover = book ? coverLines(parts) : [];
  if (book) {
    const entries = entriesOf(publication);
    pages.before([
      titleOf(publication.title, true),
      ...cover.map(coverLineOf),
      ...contentsOf(
        numbers?.length === entries.length
          ? entries.map(({ title, level }, i) => ({ title, level, page: numbers[i] ?? 0 }))
          : undefined,
        numbers !== undefined,
      ),
    ]);
  }
  const sides = acrossOf(parts);
  for (const [i, part] of parts.entries()) {
    if (i < cover.length) continue;
    const across = sides[i] === true;
    switch (part.kind) {
      case 'heading':
        // What stands over a table goes with it to its page.
        pages.add(across, headingOf(part, beginsPage(parts, i)));
        break;
      case 'paragraph':
        pages.add(false, paragraphOf(part));
        break;
      case 'chart':
        if ('chart' in part.result) pages.add(false, drawingOf(part.result.chart));
        pages.add(false, captionOf(part.runs));
        break;
      case 'table':
        pages.add(across, ...tableOf(part, across, aroundOf(parts, i)));
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
