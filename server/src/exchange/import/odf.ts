/** .ods, .odt and their flat kinds (.fods, .fodt): an office:document, whose cells hold their shown text themselves. */
import { writeHanNumber } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { message } from '../../messages/index.ts';
import { layOut, type SpanCell, splitGrid } from './grid.ts';
import { shownAs } from './number-format.ts';
import { Noter } from './places.ts';
import { type Area, Book, columnName, type SheetCell } from './sheet.ts';
import { ImportError, LIMITS, type Piece, type Reading, type Remark, type Step } from './types.ts';
import { oneLine } from './xlsx.ts';
import { attribute, childOf, childrenOf, descendants, type Element, parseXml } from './xml.ts';
import { openArchive, textOf } from './zip.ts';

/** @param flat one file of XML, no archive */
export async function readOdf(bytes: Uint8Array, flat: boolean, step?: Step): Promise<Reading> {
  const archive = flat
    ? new Map<string, Uint8Array>()
    : openArchive(bytes, (n) => /^(?:content\.xml|META-INF\/manifest\.xml)$/.test(n));
  if (/<manifest:encryption-data/.test(textOf(archive, 'META-INF/manifest.xml')))
    throw new ImportError('import.encrypted');
  const source = flat ? new TextDecoder('utf-8').decode(bytes) : textOf(archive, 'content.xml');
  const root = parseXml(source);
  const document = childOf(root, 'document') ?? childOf(root, 'document-content');
  const body = childOf(document, 'body');
  if (!document || !body) throw new ImportError('import.corrupt');
  const sheets = childOf(body, 'spreadsheet');
  if (sheets) return readSheets(document, sheets, step);
  const text = childOf(body, 'text');
  if (!text) throw new ImportError('import.unknown', { ending: '.odf' });
  const reader = new TextReader(document);
  for (const [i, child] of text.children.entries()) {
    if (i % 200 === 0) await step?.(i, text.children.length);
    reader.blocks({ ...text, children: [child] });
  }
  append(reader.pieces, reader.asides);
  if (reader.pictures > 0)
    reader.remarks.push({ id: 'import.pictures', data: { count: String(reader.pictures) } });
  return { pieces: reader.pieces, remarks: reader.remarks, places: reader.noter.places };
}

async function readSheets(document: Element, sheets: Element, step: Step | undefined): Promise<Reading> {
  const hiddenStyles = new Set(
    [...descendants(document, 'style')].flatMap((style) =>
      attribute(childOf(style, 'table-properties'), 'display') === 'false'
        ? (attribute(style, 'name') ?? [])
        : [],
    ),
  );
  const book = new OpenBook();
  const pieces: Piece[] = [];
  const tables = childrenOf(sheets, 'table');
  for (const [i, table] of tables.entries()) {
    await step?.(i, tables.length);
    append(pieces, book.sheet(table, hiddenStyles.has(attribute(table, 'style-name') ?? '')));
    append(pieces, book.comments.splice(0));
  }
  book.tellCells();
  return { pieces, remarks: book.remarks, places: book.places };
}

/** Elements of a name, also in the groups and the repeated headers of a table. */
function inGroups(element: Element, name: 'table-row' | 'table-column'): Element[] {
  return element.children.flatMap((child) =>
    typeof child === 'string'
      ? []
      : child.name === name
        ? [child]
        : GROUPS.has(child.name)
          ? inGroups(child, name)
          : [],
  );
}

const GROUPS: ReadonlySet<string> = new Set(
  ['row-group', 'header-rows', 'rows', 'column-group', 'header-columns', 'columns'].map((n) => `table-${n}`),
);

function count(element: Element, name: string): number {
  const value = Number(attribute(element, name) ?? '1');
  return Number.isInteger(value) && value > 0 ? value : 1;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of rows or columns that are hidden, by hand or by a filter. */
function hiddenAmong(elements: readonly Element[], repeated: string): Stretch[] {
  let at = 0;
  return elements.flatMap((element) => {
    const from = at;
    at += count(element, repeated);
    return /collapse|filter/.test(attribute(element, 'visibility') ?? '') ? [{ from, to: at - 1 }] : [];
  });
}

class OpenBook extends Book {
  readonly comments: Piece[] = [];

  sheet(table: Element, hidden: boolean): Piece[] {
    const rows = inGroups(table, 'table-row');
    const within = (stretches: readonly Stretch[]) => (at: number) =>
      stretches.some(({ from, to }) => from <= at && at <= to);
    const merges: Area[] = [];
    const name = attribute(table, 'name') ?? '';
    return this.pieces({
      name,
      hidden,
      cells: [...this.cellsOf(rows, name, merges)],
      merges,
      isHiddenRow: within(hiddenAmong(rows, 'number-rows-repeated')),
      isHiddenColumn: within(hiddenAmong(inGroups(table, 'table-column'), 'number-columns-repeated')),
    });
  }

  private *cellsOf(rows: readonly Element[], sheet: string, merges: Area[]): Iterable<SheetCell> {
    let row = 0;
    let told = 0;
    for (const element of rows) {
      const down = count(element, 'number-rows-repeated');
      let column = 0;
      for (const cell of element.children) {
        if (typeof cell === 'string' || !/^(?:covered-)?table-cell$/.test(cell.name)) continue;
        const right = count(cell, 'number-columns-repeated');
        const shown = cell.name === 'table-cell' ? this.cell(cell, sheet, row, column) : { text: '' };
        if (shown.text !== '') {
          for (let r = row; r < row + down; r++)
            for (let c = column; c < column + right; c++) {
              if (++told > LIMITS.cells) throw new ImportError('import.too-many-cells');
              yield { row: r, column: c, ...shown };
            }
          const [wide, high] = [count(cell, 'number-columns-spanned'), count(cell, 'number-rows-spanned')];
          if (wide * high > 1)
            merges.push({ top: row, left: column, bottom: row + high - 1, right: column + wide - 1 });
        }
        column += right;
      }
      row += down;
    }
  }

  private cell(
    cell: Element,
    sheet: string,
    row: number,
    column: number,
  ): { text: string; unit?: string | undefined } {
    const place = `${columnName(column)}${row + 1}`;
    for (const note of childrenOf(cell, 'annotation')) {
      const text = oneLine(childrenOf(note, 'p').map(plainText).join(' '));
      if (text !== '')
        this.comments.push({
          kind: 'aside',
          text: message('zh', 'import.aside.cell', { cell: place, text }),
        });
    }
    const text = oneLine(childrenOf(cell, 'p').map(plainText).join('\n'));
    const value = attribute(cell, 'value');
    if (/^(?:#[A-Z/0!]+[!?]?|Err:\d+)$/.test(text)) this.note('import.error-cell', sheet, `${place} ${text}`);
    if (value === undefined || !/^(?:float|percentage|currency)$/.test(attribute(cell, 'value-type') ?? ''))
      return { text };
    const shown = shownAs(value, text);
    if (shown.unknown) {
      this.note('import.unknown-format', sheet, `${place} ${text}`);
      return { text };
    }
    if (shown.rounded) this.countRounded();
    return shown;
  }
}

/** What a paragraph says: notes and comments at it left out. */
function plainText(p: Element): string {
  let text = '';
  for (const child of p.children) {
    if (typeof child === 'string') text += child.replace(/\s+/g, ' ');
    else if (child.name === 's') text += ' '.repeat(Math.min(count(child, 'c'), 1000));
    else if (child.name === 'tab') text += '  ';
    else if (child.name === 'line-break') text += '\n';
    else if (!ASIDE.has(child.name)) text += plainText(child);
  }
  return text;
}

const ASIDE: ReadonlySet<string> = new Set([
  'annotation',
  'note',
  'frame',
  'custom-shape',
  'ruby-text',
  'deletion',
]);

class TextReader {
  readonly noter = new Noter();
  readonly pieces: Piece[] = [];
  readonly asides: Piece[] = [];
  readonly remarks: Remark[] = [];
  pictures = 0;
  private readonly lists: ReadonlyMap<string, Element>;
  private readonly counts = new Map<string, number>();

  constructor(document: Element) {
    this.lists = new Map(
      [...descendants(document, 'list-style')].map((l) => [attribute(l, 'name') ?? '', l]),
    );
  }

  blocks(parent: Element, list?: { style: string; level: number }): void {
    for (const child of parent.children) {
      if (typeof child === 'string') continue;
      switch (child.name) {
        case 'h':
          this.heading(child);
          break;
        case 'p':
          this.paragraph(child);
          break;
        case 'table':
          append(this.pieces, [
            { kind: 'blank' },
            ...splitGrid(this.noter.table(this.table(child))),
            { kind: 'blank' },
          ]);
          break;
        case 'list':
          this.list(child, {
            style: attribute(child, 'style-name') ?? list?.style ?? '',
            level: (list?.level ?? 0) + 1,
          });
          break;
        case 'table-of-content':
          for (const p of [...descendants(child, 'p')].map((e) => oneLine(plainText(e))))
            if (p !== '') this.pieces.push({ kind: 'aside', text: p });
          break;
        case 'tracked-changes': {
          const gone = [...descendants(child, 'deletion')].length;
          if (gone > 0) this.remarks.push({ id: 'import.deleted', data: { count: String(gone) } });
          break;
        }
        case 'sequence-decls':
        case 'forms':
          break;
        default:
          this.blocks(child, list);
      }
    }
  }

  private heading(h: Element, number = ''): void {
    const text = oneLine(number + plainText(h));
    this.noter.paragraph(text);
    this.beside(h);
    if (text !== '')
      this.pieces.push(
        { kind: 'heading', level: Math.min(6, count(h, 'outline-level')), text },
        { kind: 'blank' },
      );
  }

  private paragraph(p: Element, number = ''): void {
    const text = (number + plainText(p)).trim();
    this.noter.paragraph(text);
    this.beside(p);
    for (const line of text.split('\n'))
      if (line.trim() !== '') this.pieces.push({ kind: 'line', text: line.trim() });
    this.pieces.push({ kind: 'blank' });
  }

  /** Notes, comments, text boxes and pictures that hang at a paragraph. */
  private beside(p: Element): void {
    for (const [name, label] of [
      ['note-body', 'import.aside.footnote'],
      ['annotation', 'import.aside.comment'],
    ] as const)
      for (const note of descendants(p, name)) {
        const text = oneLine([...descendants(note, 'p')].map(plainText).join(' '));
        if (text !== '') this.asides.push({ kind: 'aside', text: message('zh', label, { text }) });
      }
    for (const box of descendants(p, 'text-box')) this.blocks(box);
    this.pictures += [...descendants(p, 'image')].length;
  }

  private list(list: Element, at: { style: string; level: number }): void {
    for (const item of list.children) {
      if (typeof item === 'string') continue;
      let first = item.name === 'list-item';
      for (const child of item.children) {
        if (typeof child === 'string') continue;
        const number = first && (child.name === 'p' || child.name === 'h') ? this.number(at) : '';
        if (number !== '' || child.name === 'p' || child.name === 'h') first = false;
        if (child.name === 'p') this.paragraph(child, number);
        else if (child.name === 'h') this.heading(child, number);
        else this.blocks({ ...item, children: [child] }, at);
      }
    }
  }

  /** The number that a list writes itself (`一、`), which stands in no text. */
  private number({ style, level }: { style: string; level: number }): string {
    const own = childrenOf(this.lists.get(style), 'list-level-style-number').find(
      (l) => Number(attribute(l, 'level')) === level,
    );
    const format = attribute(own, 'num-format') ?? '';
    if (!own || format === '') return '';
    const key = `${style}:${level}`;
    const n = (this.counts.get(key) ?? count(own, 'start-value') - 1) + 1;
    this.counts.set(key, n);
    for (let deeper = level + 1; deeper <= 10; deeper++) this.counts.delete(`${style}:${deeper}`);
    const shown = /^\p{Script=Han}/u.test(format) ? writeHanNumber(n) : String(n);
    return `${attribute(own, 'num-prefix') ?? ''}${shown}${attribute(own, 'num-suffix') ?? ''}`;
  }

  private table(table: Element): ReturnType<typeof layOut> {
    const rows = inGroups(table, 'table-row').map((tr) =>
      childrenOf(tr, 'table-cell').map(
        (cell): SpanCell => ({
          text: oneLine(
            [...descendants(cell, 'p'), ...descendants(cell, 'h')].map((p) => plainText(p)).join('\n'),
          ),
          columns: count(cell, 'number-columns-spanned'),
          rows: count(cell, 'number-rows-spanned'),
        }),
      ),
    );
    return layOut(rows);
  }
}
