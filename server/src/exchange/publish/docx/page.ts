/** Sizes, fonts and the sections of pages. */
import {
  AlignmentType,
  Footer,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  type TableOfContents,
  TextRun,
} from 'docx';
import { append } from '../../../base/lists.ts';
import type { Sheet } from '../fit.ts';

/** Typefaces that the standard asks for; the system puts its own in the place of one that it lacks. */
export const FACES = {
  title: '方正小标宋简体',
  hei: '黑体',
  kai: '楷体',
  fang: '仿宋',
  song: '宋体',
} as const;

type Face = keyof typeof FACES;

export const font = (face: Face) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: FACES[face],
});

/** Twentieths of a point in a millimetre. */
const MM = 1440 / 25.4;

const mm = (n: number) => Math.round(n * MM);

const PAGE = { width: mm(210), height: mm(297) };

const MARGINS = {
  upright: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) },
  across: { top: mm(24), bottom: mm(22), left: mm(20), right: mm(20) },
};

/** Lines of cells have a fixed height, so that what fits is the same in every program, whatever typefaces it has. */
const TABLES = {
  types: [
    { size: 18, line: 250, row: 28 },
    { size: 17, line: 230, row: 28 },
    { size: 16, line: 215, row: 28 },
    { size: 15, line: 200, row: 28 },
    { size: 14, line: 185, row: 28 },
    { size: 13, line: 170, row: 28 },
    { size: 13, line: 156, row: 28 },
  ],
  cell: 120,
  title: 640,
  heading: 1400,
  properties: 290,
  note: 280,
  spare: 0.97,
} as const;

/** Word's pages, upright and across. */
export const SHEETS: Readonly<Record<'upright' | 'across', Sheet>> = {
  upright: { ...TABLES, width: PAGE.width - mm(54), height: PAGE.height - mm(72) },
  across: { ...TABLES, width: PAGE.height - mm(40), height: PAGE.width - mm(46) },
};

/** Lines of text are 28 points apart, as the standard has it. */
export const SPACING = { line: 560, lineRule: LineRuleType.EXACT };

/** Two characters; in twentieths of a point too, for programs that do not count characters. */
export const INDENT = { firstLine: 640, firstLineChars: 200 };

/** Less than a third of a page high: one that does not fit any more leaves little of its page blank. */
export const CHART = { width: 540, height: 260 };

export const COLOURS = ['2F6FB4', 'D0782C', '4B9A5F', 'B5485D', '7A62B3', '2D9C9C', 'B39A28', '7D8794'];

export type Child = Paragraph | Table | TableOfContents;

/** Runs of pages that stand upright or across. */
export class Pages {
  private front: readonly Child[] = [];
  private readonly runs: { across: boolean; children: Child[] }[] = [];

  add(across: boolean, ...children: Child[]): void {
    const last = this.runs.at(-1);
    if (last?.across === across) append(last.children, children);
    else this.runs.push({ across, children });
  }

  /** Cover and contents: pages before the first, without numbers. */
  before(children: readonly Child[]): void {
    this.front = children;
  }

  sections(): ISectionOptions[] {
    const body = this.body();
    const [first, ...rest] = body;
    if (this.front.length === 0 || !first) return body;
    const numbered: ISectionOptions = {
      ...first,
      properties: {
        ...first.properties,
        page: { ...first.properties?.page, pageNumbers: { start: 1 } },
      },
    };
    const front: ISectionOptions = {
      properties: {
        type: SectionType.NEXT_PAGE,
        page: { size: { ...PAGE, orientation: PageOrientation.PORTRAIT }, margin: MARGINS.upright },
      },
      footers: { default: new Footer({ children: [new Paragraph('')] }) },
      children: this.front,
    };
    return [front, numbered, ...rest];
  }

  private body(): ISectionOptions[] {
    const runs = this.runs.length > 0 ? this.runs : [{ across: false, children: [new Paragraph('')] }];
    return runs.map(({ across, children }) => ({
      properties: {
        type: SectionType.NEXT_PAGE,
        page: {
          // The library turns the sheet itself.
          size: { ...PAGE, orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
          margin: across ? MARGINS.across : MARGINS.upright,
        },
      },
      footers: { default: footer() },
      // A section may not end with a table.
      children: children.at(-1) instanceof Table ? [...children, spacer()] : children,
    }));
  }
}

function footer(): Footer {
  const dash = (text: string) => new TextRun({ text, font: font('song'), size: 28 });
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          dash('— '),
          new TextRun({ children: [PageNumber.CURRENT], font: font('song'), size: 28 }),
          dash(' —'),
        ],
      }),
    ],
  });
}

/** A line of almost no height. */
export function spacer(keepNext = false): Paragraph {
  return new Paragraph({ keepNext, spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] });
}
