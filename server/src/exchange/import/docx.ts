/**
 * .docx: headings, paragraphs and tables, in order. Read from its parts: mammoth makes HTML and drops numbering and
 * the levels of an outline on the way, both of which a report needs.
 */
import { foldName, writeHanNumber } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { message } from '../../messages/index.ts';
import { layOut, type SpanCell, splitGrid } from './grid.ts';
import { Noter } from './places.ts';
import {
  type Grid,
  ImportError,
  LIMITS,
  type Piece,
  type Reading,
  type Remark,
  type Step,
  tooLong,
} from './types.ts';
import { unprintedIn, withCharts } from './unprinted.ts';
import { anyOf, words } from './words.ts';
import { oneLine } from './xlsx.ts';
import { attribute, childOf, childrenOf, descendants, type Element, parseXml, textIn } from './xml.ts';
import { openArchive, textOf } from './zip.ts';

/** @param step told before each block of the body; what it throws stops the import */
export async function readDocx(bytes: Uint8Array, step?: Step): Promise<Reading> {
  const archive = openArchive(
    bytes,
    (name) =>
      /^word\/(?:document|styles|numbering|footnotes|endnotes|comments)\.xml$|^docProps\/custom\.xml$/.test(
        name,
      ) || name.endsWith('vbaProject.bin'),
  );
  const source = textOf(archive, 'word/document.xml');
  boundParagraphs(source);
  const document = childOf(parseXml(source), 'document');
  const body = childOf(document, 'body');
  if (!body) throw new ImportError('import.corrupt');
  const styles = new Styles(parseXml(textOf(archive, 'word/styles.xml')));
  const numbering = new Numbering(parseXml(textOf(archive, 'word/numbering.xml')));
  const reader = new BodyReader(styles, numbering);
  for (const [i, child] of body.children.entries()) {
    // A table may be as long as the rest of the document.
    if (i % BLOCKS_A_STEP === 0 || (typeof child !== 'string' && child.name === 'tbl'))
      await step?.(i, body.children.length);
    reader.blocks({ ...body, children: [child] });
  }
  for (const [part, name, label] of ASIDES) {
    for (const note of descendants(parseXml(textOf(archive, `word/${part}.xml`)), name)) {
      if (attribute(note, 'type') !== undefined) continue;
      const text = [...descendants(note, 'p')].map((p) => reader.textOf(p)).join(' ');
      if (text.trim() !== '')
        reader.pieces.push({ kind: 'aside', text: message('zh', label, { text: text.trim() }) });
    }
  }
  if (reader.deleted > 0)
    reader.remarks.push({ id: 'import.deleted', data: { count: String(reader.deleted) } });
  if ([...archive.keys()].some((name) => name.endsWith('vbaProject.bin')))
    reader.remarks.push({ id: 'import.macros', data: {} });
  const unprinted = unprintedIn(parseXml(textOf(archive, 'docProps/custom.xml')));
  const { pieces, drawn } = withCharts(reader.pieces, unprinted);
  // What draws itself again is no picture that was lost.
  const lost = reader.pictures - drawn;
  if (lost > 0) reader.remarks.push({ id: 'import.pictures', data: { count: String(lost) } });
  return { pieces, remarks: reader.remarks, unprinted, places: reader.noter.places };
}

/** Refuses a document of more paragraphs than any report has, before a tree is made of it. */
function boundParagraphs(xml: string): void {
  let tables = 0;
  let paragraphs = 0;
  for (const [, close, name] of xml.matchAll(/<(\/?)(?:\w+:)?(p|tbl)(?=[\s>/])/g)) {
    if (name === 'tbl') tables += close ? -1 : 1;
    else if (!close && tables <= 0 && ++paragraphs > LIMITS.paragraphs) throw tooLong();
  }
}

/** Blocks of a body between which others may have their turn. */
const BLOCKS_A_STEP = 200;

/** What stands beside the text: kept as comments. */
const ASIDES = [
  ['footnotes', 'footnote', 'import.aside.footnote'],
  ['endnotes', 'endnote', 'import.aside.endnote'],
  ['comments', 'comment', 'import.aside.comment'],
] as const;

class BodyReader {
  readonly pieces: Piece[] = [];
  readonly remarks: Remark[] = [];
  readonly noter = new Noter();
  pictures = 0;
  /** Stretches that are struck out under review. */
  deleted = 0;

  constructor(
    private readonly styles: Styles,
    private readonly numbering: Numbering,
  ) {}

  blocks(parent: Element): void {
    for (const child of parent.children) {
      if (typeof child === 'string') continue;
      if (child.name === 'p') this.paragraph(child);
      else if (child.name === 'tbl')
        append(this.pieces, [
          { kind: 'blank' },
          ...splitGrid(this.noter.table(this.table(child))),
          { kind: 'blank' },
        ]);
      // Content controls, insertions under review and the like hold blocks of their own.
      else if (child.name === 'del') this.deleted++;
      // The contents repeat the headings, which stand in the text.
      else if (child.name === 'sdt' && isContentsField(child)) this.withoutContentsTitle();
      else if (child.name !== 'sectPr') this.blocks(child);
    }
  }

  /** The title of the contents goes with them. */
  private withoutContentsTitle(): void {
    let at = this.pieces.length - 1;
    while (this.pieces[at]?.kind === 'blank') at--;
    const piece = this.pieces[at];
    if (piece?.kind !== 'line' && piece?.kind !== 'heading') return;
    if (foldName(piece.text) === message('zh', 'publish.contents')) this.pieces.splice(at);
  }

  private paragraph(p: Element): void {
    const properties = childOf(p, 'pPr');
    const style = attribute(childOf(properties, 'pStyle'), 'val');
    const number = this.numbering.next(childOf(properties, 'numPr') ?? this.styles.numbering(style));
    const text = `${number}${this.textOf(p)}`.trim();
    for (const box of textBoxes(p)) this.blocks(box);
    if (text === '') {
      this.pieces.push({ kind: 'blank' });
      return;
    }
    this.noter.paragraph(text);
    if (this.styles.isContents(style)) {
      this.pieces.push({ kind: 'aside', text: oneLine(text) });
      return;
    }
    const own = attribute(childOf(properties, 'outlineLvl'), 'val');
    const level = own === undefined ? this.styles.level(style) : Number(own) + 1;
    if (level !== undefined && level <= 6 && text.length <= 100)
      this.pieces.push({ kind: 'heading', level, text: oneLine(text) });
    else
      for (const line of text.split('\n'))
        if (line.trim() !== '') this.pieces.push({ kind: 'line', text: line.trim() });
    this.pieces.push({ kind: 'blank' });
  }

  /** Text of a paragraph; what is struck out under review is not part of it. */
  textOf(p: Element): string {
    let text = '';
    for (const child of p.children) {
      if (typeof child === 'string') continue;
      switch (child.name) {
        case 't':
          text += textIn(child);
          break;
        case 'tab':
          text += '  ';
          break;
        case 'br':
        case 'cr':
          text += '\n';
          break;
        case 'noBreakHyphen':
          text += '-';
          break;
        case 'drawing':
        case 'pict':
          this.pictures++;
          break;
        case 'del':
        case 'moveFrom':
          this.deleted++;
          break;
        case 'pPr':
        case 'rPr':
        case 'delText':
        case 'instrText':
        case 'AlternateContent':
        case 'footnoteReference':
          break;
        default:
          text += this.textOf(child);
      }
    }
    return text;
  }

  private table(tbl: Element): Grid {
    const rows: SpanCell[][] = [];
    /** Cells that a vertical merge may still grow, by their first column. */
    const growing = new Map<number, { cell: { text: string; columns: number; rows: number } }>();
    for (const tr of rowsOf(tbl)) {
      const row: SpanCell[] = [];
      let column = 0;
      const before = Number(attribute(childOf(childOf(tr, 'trPr'), 'gridBefore'), 'val') ?? '0');
      if (before > 0 && before < 64) {
        row.push({ text: '', columns: before });
        column += before;
      }
      for (const tc of cellsOf(tr)) {
        const properties = childOf(tc, 'tcPr');
        const columns = Math.max(
          1,
          Math.min(Number(attribute(childOf(properties, 'gridSpan'), 'val') ?? '1') || 1, 512),
        );
        const merge = childOf(properties, 'vMerge');
        const open = growing.get(column);
        if (merge && attribute(merge, 'val') !== 'restart' && open) {
          open.cell.rows++;
        } else {
          const cell = { text: this.cellText(tc), columns, rows: 1 };
          row.push(cell);
          if (merge) growing.set(column, { cell });
          else growing.delete(column);
        }
        column += columns;
      }
      rows.push(row);
    }
    return layOut(rows);
  }

  private cellText(tc: Element): string {
    return oneLine([...descendants(tc, 'p')].map((p) => this.textOf(p)).join('\n'));
  }
}

/** Whether a content control is Word's own table of contents. */
function isContentsField(sdt: Element): boolean {
  const part = childOf(childOf(sdt, 'sdtPr'), 'docPartObj');
  return attribute(childOf(part, 'docPartGallery'), 'val') === 'Table of Contents';
}

/** Rows, also those in content controls. */
function rowsOf(tbl: Element): Element[] {
  return tbl.children.flatMap((c) =>
    typeof c === 'string'
      ? []
      : c.name === 'tr'
        ? [c]
        : c.name === 'sdt' || c.name === 'sdtContent'
          ? rowsOf(c)
          : [],
  );
}

function cellsOf(tr: Element): Element[] {
  return tr.children.flatMap((c) =>
    typeof c === 'string'
      ? []
      : c.name === 'tc'
        ? [c]
        : c.name === 'sdt' || c.name === 'sdtContent'
          ? cellsOf(c)
          : [],
  );
}

/** Text boxes hold paragraphs; each stands twice in the file, for new and for old programs. */
function textBoxes(p: Element): Element[] {
  return [...descendants(p, 'Choice')].flatMap((choice) => [...descendants(choice, 'txbxContent')]);
}

class Styles {
  private readonly byId = new Map<string, Element>();

  constructor(root: Element) {
    for (const style of childrenOf(childOf(root, 'styles'), 'style'))
      this.byId.set(attribute(style, 'styleId') ?? '', style);
  }

  private *chain(id: string | undefined): Iterable<Element> {
    const seen = new Set<string>();
    for (let at = id; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const style = this.byId.get(at);
      if (!style) return;
      yield style;
      at = attribute(childOf(style, 'basedOn'), 'val');
    }
  }

  /** The level of a heading, from 1. */
  level(id: string | undefined): number | undefined {
    for (const style of this.chain(id)) {
      const named = styleOf(words().headingStyles).exec(attribute(childOf(style, 'name'), 'val') ?? '')?.[1];
      if (named) return Number(named);
      const outline = attribute(childOf(childOf(style, 'pPr'), 'outlineLvl'), 'val');
      if (outline !== undefined) return Number(outline) + 1;
    }
    return undefined;
  }

  isContents(id: string | undefined): boolean {
    for (const style of this.chain(id))
      if (styleOf(words().contentsStyles).test(attribute(childOf(style, 'name'), 'val') ?? '')) return true;
    return false;
  }

  numbering(id: string | undefined): Element | undefined {
    for (const style of this.chain(id)) {
      const found = childOf(childOf(style, 'pPr'), 'numPr');
      if (found) return found;
    }
    return undefined;
  }
}

/** A style by its name, with its level as first group. */
function styleOf(names: readonly string[]): RegExp {
  return new RegExp(`^(?:${anyOf(names)})\\s*(\\d)$`, 'i');
}

/** Automatic numbers (`一、` `（二）`), which stand in no text. */
class Numbering {
  private readonly levels = new Map<string, { format: string; text: string; start: number }>();
  private readonly lists = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(root: Element) {
    const numbering = childOf(root, 'numbering');
    for (const abstract of childrenOf(numbering, 'abstractNum')) {
      for (const level of childrenOf(abstract, 'lvl')) {
        this.levels.set(`${attribute(abstract, 'abstractNumId')}:${attribute(level, 'ilvl')}`, {
          format: attribute(childOf(level, 'numFmt'), 'val') ?? 'decimal',
          text: attribute(childOf(level, 'lvlText'), 'val') ?? '',
          start: Number(attribute(childOf(level, 'start'), 'val') ?? '1'),
        });
      }
    }
    for (const num of childrenOf(numbering, 'num')) {
      this.lists.set(attribute(num, 'numId') ?? '', attribute(childOf(num, 'abstractNumId'), 'val') ?? '');
    }
  }

  next(numPr: Element | undefined): string {
    if (!numPr) return '';
    const list = this.lists.get(attribute(childOf(numPr, 'numId'), 'val') ?? '');
    const level = Number(attribute(childOf(numPr, 'ilvl'), 'val') ?? '0');
    const own = list === undefined ? undefined : this.levels.get(`${list}:${level}`);
    if (list === undefined || !own) return '';
    const at = (l: number) => `${list}:${l}`;
    this.counts.set(at(level), (this.counts.get(at(level)) ?? own.start - 1) + 1);
    for (let deeper = level + 1; deeper < 9; deeper++) this.counts.delete(at(deeper));
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const l = Number(digit) - 1;
      const { format = 'decimal', start = 1 } = this.levels.get(at(l)) ?? {};
      return show(this.counts.get(at(l)) ?? start, format);
    });
  }
}

function show(n: number, format: string): string {
  return /chinese|ideograph|japanese|taiwanese/i.test(format) ? writeHanNumber(n) : String(n);
}
