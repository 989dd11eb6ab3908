/**
 * A published report as a Word document, laid out as official documents are (GB/T 9704): page margins, 小标宋 for
 * titles, 黑体 and 楷体 for headings, 仿宋 for text, page numbers between dashes. Tables are Word's own, with headers
 * that repeat; wide ones stand on pages across. Charts are Word's own too: sharp in print, with their figures inside,
 * and without a drawing library in the program.
 */

import { Document, Packer } from 'docx';
import { MARK } from '../../base/keys.ts';
import type { Publication } from '../../service.ts';
import { drawingOf } from './docx/chart.ts';
import { font, Pages } from './docx/page.ts';
import { tableOf } from './docx/table.ts';
import { captionOf, headingOf, paragraphOf, titleOf } from './docx/text.ts';
import { isLong, isWide, sameTitle } from './layout.ts';
import { noStep, type Step } from './step.ts';
import { clean } from './text.ts';

/** The file's bytes. */
export async function toDocx(publication: Publication, step: Step = noStep): Promise<Uint8Array> {
  const pages = new Pages();
  const { parts } = publication;
  if (publication.title !== '' && !sameTitle(publication)) pages.add(false, titleOf(publication.title));
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1];
    switch (part.kind) {
      case 'heading':
        if (part.ofTable && next?.kind === 'table') pages.add(isWide(next), headingOf(part, isLong(next)));
        else pages.add(false, headingOf(part, false));
        break;
      case 'paragraph':
        pages.add(false, paragraphOf(part));
        break;
      case 'chart':
        if ('chart' in part.result) pages.add(false, drawingOf(part.result.chart));
        pages.add(false, captionOf(part.runs));
        break;
      case 'table':
        pages.add(isWide(part), ...tableOf(part));
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
