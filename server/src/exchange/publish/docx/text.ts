/** Titles, headings, paragraphs, captions. */
import { AlignmentType, HeadingLevel, LineRuleType, Paragraph, TableOfContents, TextRun } from 'docx';
import { message } from '../../../messages/index.ts';
import type { PublishedHeading, PublishedParagraph, Run } from '../../../service.ts';
import { clean } from '../text.ts';
import { font, INDENT, SPACING } from './page.ts';

/** @param cover whether it stands on a page of its own */
export function titleOf(title: string, cover = false): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: cover ? 3600 : 300, after: 600 },
    children: [new TextRun({ text: clean(title), font: font('title'), size: 44 })],
  });
}

const LEVELS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/**
 * The contents: a field that Word updates, with the headings in it for programs that do not.
 * @param entries with their pages, where they are known
 * @param linked whether they are links, by which their pages are found in print
 */
export function contentsOf(
  entries: readonly ToCEntry[] | undefined,
  linked: boolean,
): (Paragraph | TableOfContents)[] {
  const title = message('zh', 'publish.contents');
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      pageBreakBefore: true,
      spacing: { before: 240, after: 360 },
      children: [new TextRun({ text: title, font: font('hei'), size: 36 })],
    }),
    new TableOfContents(title, {
      headingStyleRange: '1-2',
      ...(linked ? { hyperlink: true } : {}),
      ...(entries ? { cachedEntries: entries, beginDirty: false } : {}),
    }),
  ];
}

/** A line of the cover: the date, the unit. */
export function coverLineOf(part: PublishedParagraph): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 200, after: 200 },
    children: textRuns(part.runs, { font: font('kai'), size: 32 }),
  });
}

/** @param newPage whether it begins a page */
export function headingOf(part: PublishedHeading, newPage: boolean): Paragraph {
  const heading = LEVELS[part.level - 1] ?? HeadingLevel.HEADING_6;
  if (part.ofTable) {
    return new Paragraph({
      heading,
      alignment: AlignmentType.CENTER,
      keepNext: true,
      pageBreakBefore: newPage,
      spacing: { before: 100, after: 60, line: 460, lineRule: LineRuleType.EXACT },
      children: textRuns(part.runs, { font: font('title'), size: 32, bold: false }),
    });
  }
  const top = part.level === 1;
  return new Paragraph({
    heading,
    keepNext: true,
    pageBreakBefore: newPage,
    alignment: top ? AlignmentType.CENTER : AlignmentType.LEFT,
    ...(top ? { spacing: { before: 480, after: 360 } } : { spacing: SPACING, indent: INDENT }),
    children: textRuns(part.runs, {}),
  });
}

export function paragraphOf(part: PublishedParagraph): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: SPACING,
    indent: INDENT,
    children: textRuns(part.runs, {}),
  });
}

export function captionOf(runs: readonly Run[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 60, after: 240 },
    children: textRuns(runs, { font: font('hei'), size: 24 }),
  });
}

type ToCEntry = NonNullable<
  NonNullable<ConstructorParameters<typeof TableOfContents>[1]>['cachedEntries']
>[number];

interface Look {
  readonly font?: ReturnType<typeof font>;
  readonly size?: number;
  readonly bold?: boolean;
}

export function textRuns(runs: readonly Run[], look: Look): TextRun[] {
  return runs.flatMap((run) =>
    clean(run.text)
      .split('\n')
      .map(
        (text, i) =>
          new TextRun({
            text,
            ...look,
            ...(run.bold ? { bold: true } : {}),
            ...(run.italic ? { italics: true } : {}),
            ...(i > 0 ? { break: 1 } : {}),
          }),
      ),
  );
}

// ---- tables ----

export const SMALL: Look = { font: font('song'), size: 18 };
