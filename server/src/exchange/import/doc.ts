/**
 * .doc (and .wps of the same build): text, headings and tables out of Word's binary format ([MS-DOC]). The streams come
 * from SheetJS's reader of containers. word-extractor was tried: it loses the ends of table rows, and with them the rows.
 */
import { append } from '../../base/lists.ts';
import { layOut, type SpanCell, splitGrid } from './grid.ts';
import { Noter } from './places.ts';
import { ImportError, LIMITS, type Piece, type Reading, type Remark, tooLong } from './types.ts';
import { oneLine } from './xlsx.ts';

/** A paragraph, or a cell or row end, with what is said of it. */
interface Paragraph {
  readonly text: string;
  /** Whether the mark at its end closes a cell or a row. */
  readonly cell: boolean;
  readonly depth: number;
  readonly rowEnd: boolean;
  readonly level: number | undefined;
  readonly columns: readonly Place[];
}

/** Where a cell of a row begins and ends, and whether it goes on from the cell beside or above it. */
interface Place {
  readonly left: number;
  readonly right: number;
  readonly beside: boolean;
  readonly below: boolean;
}

export async function readDoc(bytes: Uint8Array): Promise<Reading> {
  const { CFB } = await import('./sheetjs.ts');
  let source: Source;
  try {
    source = sourceOf(bytes, CFB);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('import.corrupt');
  }
  const remarks: Remark[] = [];
  if (source.pictures > 0) remarks.push({ id: 'import.pictures', data: { count: String(source.pictures) } });
  const noter = new Noter();
  return { pieces: piecesOf(source.paragraphs, noter), remarks, places: noter.places };
}

// ---- the streams ----

interface Source {
  readonly paragraphs: readonly Paragraph[];
  readonly pictures: number;
}

/** Flags and places in the head of the stream of words. */
const FIB = { flags: 0x0a, words: 0x4c, papx: 0x102, clx: 0x1a2 } as const;

type Containers = typeof import('./sheetjs.ts').CFB;

function sourceOf(bytes: Uint8Array, CFB: Containers): Source {
  const container = CFB.read(bytes, { type: 'array' });
  const find = (name: string): DataView | undefined => {
    const content: ArrayLike<number> | undefined = CFB.find(container, `/${name}`)?.content;
    return content && new DataView(Uint8Array.from(content).buffer);
  };
  const stream = (name: string): DataView => {
    const found = find(name);
    if (!found) throw new ImportError('import.corrupt');
    return found;
  };
  const words = stream('WordDocument');
  const flags = words.getUint16(FIB.flags, true);
  if (flags & 0x100) throw new ImportError('import.encrypted');
  const table = stream(flags & 0x200 ? '1Table' : '0Table');
  const count = words.getInt32(FIB.words, true);
  const { text, places } = textOf(words, table, count);
  const properties = new Properties(words, table, find('Data'));
  const paragraphs: Paragraph[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    // A page break ends no paragraph, but parts what stands before and behind it.
    if (mark !== '\r' && mark !== '\u0007' && mark !== '\f') continue;
    paragraphs.push({
      text: plain(text.slice(from, at)),
      cell: mark === '\u0007',
      ...properties.at(places(at)),
    });
    if (paragraphs.length > LIMITS.paragraphs + LIMITS.cells) throw tooLong();
    from = at + 1;
  }
  if (from < text.length) paragraphs.push({ text: plain(text.slice(from)), cell: false, ...NOTHING });
  return { paragraphs, pictures: [...text].filter((c) => c === '\u0001' || c === '\u0008').length };
}

/** The text with its pieces put together, and where each character stands in the stream. */
function textOf(
  words: DataView,
  table: DataView,
  count: number,
): { text: string; places: (at: number) => number } {
  let at = words.getUint32(FIB.clx, true);
  const end = at + words.getUint32(FIB.clx + 4, true);
  while (at < end && table.getUint8(at) === 1) at += 3 + table.getUint16(at + 1, true);
  if (table.getUint8(at) !== 2) throw new ImportError('import.corrupt');
  const pieces = (table.getUint32(at + 1, true) - 4) / 12;
  const first = at + 5;
  const parts: { from: number; to: number; place: number; wide: boolean }[] = [];
  let text = '';
  for (let i = 0; i < pieces; i++) {
    const from = table.getUint32(first + i * 4, true);
    const to = Math.min(table.getUint32(first + i * 4 + 4, true), count);
    if (to <= from) continue;
    const where = table.getUint32(first + (pieces + 1) * 4 + i * 8 + 2, true);
    const wide = (where & 0x40000000) === 0;
    const place = wide ? where : (where & 0x3fffffff) >>> 1;
    const data = new Uint8Array(words.buffer, place, (to - from) * (wide ? 2 : 1));
    text += new TextDecoder(wide ? 'utf-16le' : 'windows-1252', { ignoreBOM: true }).decode(data);
    parts.push({ from, to, place, wide });
  }
  const places = (character: number) => {
    const part = parts.find(({ from, to }) => from <= character && character < to);
    return part ? part.place + (character - part.from) * (part.wide ? 2 : 1) : -1;
  };
  return { text, places };
}

/** Fields show their result; what makes it is left out, as are the places of pictures and notes. */
function plain(text: string): string {
  let out = '';
  const fields: boolean[] = [];
  for (const char of text) {
    if (char === '\u0013') fields.push(false);
    else if (char === '\u0014' && fields.length > 0) fields[fields.length - 1] = true;
    else if (char === '\u0015') fields.pop();
    else if (fields.some((shown) => !shown)) continue;
    else if (char === '\u000b') out += '\n';
    else if (char === '\u001e') out += '-';
    else if (char === '\t') out += '  ';
    // The others below a blank stand for pictures, notes and breaks.
    else if (char >= ' ') out += char;
  }
  return out;
}

// ---- what is said of paragraphs ----

type Said = Omit<Paragraph, 'text' | 'cell'>;

const NOTHING: Said = { depth: 0, rowEnd: false, level: undefined, columns: [] };

/** The pages that hold the properties of paragraphs, by their place in the stream. */
class Properties {
  private readonly pages: readonly { readonly from: number; readonly page: number }[];

  constructor(
    private readonly words: DataView,
    table: DataView,
    private readonly data: DataView | undefined,
  ) {
    const at = words.getUint32(FIB.papx, true);
    const count = (words.getUint32(FIB.papx + 4, true) - 4) / 8;
    this.pages = Array.from({ length: Math.max(0, Math.floor(count)) }, (_, i) => ({
      from: table.getUint32(at + i * 4, true),
      page: (table.getUint32(at + (count + 1) * 4 + i * 4, true) & 0x3fffff) * 512,
    }));
  }

  at(place: number): Said {
    const { words } = this;
    let low = 0;
    let high = this.pages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pages[middle]?.from ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const page = this.pages[low - 1]?.page;
    if (page === undefined || page + 512 > words.byteLength) return NOTHING;
    const runs = words.getUint8(page + 511);
    for (let i = 0; i < runs; i++) {
      if (place >= words.getUint32(page + i * 4 + 4, true)) continue;
      const offset = words.getUint8(page + (runs + 1) * 4 + i * 13) * 2;
      return offset === 0 ? NOTHING : this.read(page + offset);
    }
    return NOTHING;
  }

  private read(at: number): Said {
    const short = this.words.getUint8(at);
    const start = short === 0 ? at + 2 : at + 1;
    const length = short === 0 ? this.words.getUint8(at + 1) * 2 : short * 2 - 1;
    const style = this.words.getUint16(start, true);
    const said: Said = { ...NOTHING, level: style >= 1 && style <= 9 ? style : undefined };
    return this.modified(said, this.words, start + 2, start + length);
  }

  /** What a list of modifiers makes of it. */
  private modified(said: Said, view: DataView, from: number, to: number): Said {
    let out = said;
    const end = Math.min(to, view.byteLength);
    for (let at = from; at + 2 < end; ) {
      const code = view.getUint16(at, true);
      out = this.with(out, code, view, at + 2);
      at += 2 + sizeOf(code, view, at + 2);
    }
    return out;
  }

  private with(said: Said, code: number, view: DataView, at: number): Said {
    switch (code) {
      case 0x2416:
        return { ...said, depth: Math.max(said.depth, view.getUint8(at)) };
      case 0x6649:
        return { ...said, depth: view.getInt32(at, true) };
      case 0x2417:
      case 0x244c:
        return { ...said, rowEnd: view.getUint8(at) !== 0 };
      case 0x2640: {
        const level = view.getUint8(at) + 1;
        return { ...said, level: level <= 9 ? level : undefined };
      }
      case 0xd608:
        return { ...said, columns: columnsOf(view, at) };
      case 0xd62b: {
        const which = view.getUint8(at + 1);
        const below = view.getUint8(at + 2) === 1;
        return { ...said, columns: said.columns.map((c, i) => (i === which ? { ...c, below } : c)) };
      }
      // What is too long for a page stands in a stream of its own.
      case 0x6645:
      case 0x6646:
      case 0x646b: {
        const place = view.getUint32(at, true);
        if (view === this.data || !this.data || place + 2 > this.data.byteLength) return said;
        return this.modified(said, this.data, place + 2, place + 2 + this.data.getUint16(place, true));
      }
      default:
        return said;
    }
  }
}

function sizeOf(code: number, view: DataView, at: number): number {
  // The definition of a table counts its length in two bytes, one too many.
  if (code === 0xd608) return view.getUint16(at, true) + 1;
  const kind = code >> 13;
  return kind === 6 ? view.getUint8(at) + 1 : ([1, 1, 2, 4, 2, 2, 0, 3][kind] ?? 1);
}

function columnsOf(view: DataView, at: number): Place[] {
  const end = at + 1 + view.getUint16(at, true);
  const count = view.getUint8(at + 2);
  const edge = (i: number) => view.getInt16(at + 3 + i * 2, true);
  return Array.from({ length: count }, (_, i) => {
    const told = at + 3 + (count + 1) * 2 + i * 20;
    const flags = told + 2 <= end ? view.getUint16(told, true) : 0;
    return {
      left: edge(i),
      right: edge(i + 1),
      beside: (flags & 3) === 2,
      below: (flags & 0x20) !== 0 && (flags & 0x40) === 0,
    };
  });
}

// ---- pieces ----

interface Row {
  readonly cells: readonly string[];
  readonly columns: readonly Place[];
}

function piecesOf(paragraphs: readonly Paragraph[], noter: Noter): Piece[] {
  const pieces: Piece[] = [];
  let rows: Row[] = [];
  let cells: string[] = [];
  let cell: string[] = [];
  const close = () => {
    if (cell.length + cells.length > 0) rows.push({ cells: [...cells, ...cell], columns: [] });
    if (rows.length > 0)
      append(pieces, [{ kind: 'blank' }, ...splitGrid(noter.table(gridOf(rows))), { kind: 'blank' }]);
    [rows, cells, cell] = [[], [], []];
  };
  for (const p of paragraphs) {
    if (p.depth === 0 && !p.cell) {
      close();
      noter.paragraph(p.text);
      append(pieces, proseOf(p));
      continue;
    }
    if (p.rowEnd && p.depth <= 1) {
      rows.push({ cells, columns: p.columns });
      [cells, cell] = [[], []];
      continue;
    }
    if (p.text !== '') cell.push(p.text);
    // A table within a cell is text of the cell.
    if (p.cell && p.depth <= 1) {
      cells.push(oneLine(cell.join('\n')));
      cell = [];
    }
  }
  close();
  return pieces;
}

function proseOf({ text, level }: Paragraph): Piece[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (level !== undefined && level <= 6 && lines.length > 0 && text.length <= 100)
    return [{ kind: 'heading', level, text: oneLine(text) }, { kind: 'blank' }];
  return [...lines.map((line): Piece => ({ kind: 'line', text: line })), { kind: 'blank' }];
}

/** How far apart edges of the same column may stand, in twentieths of a point. */
const NEAR = 40;

/** Rows on one grid: their cells span the columns that lie between their edges. */
function gridOf(rows: readonly Row[]): ReturnType<typeof layOut> {
  const edges: number[] = [];
  for (const edge of rows.flatMap((r) => r.columns.flatMap((c) => [c.left, c.right])).sort((a, b) => a - b))
    if (edges.length === 0 || edge - (edges.at(-1) as number) > NEAR) edges.push(edge);
  const column = (edge: number) => edges.findLastIndex((e) => e <= edge + NEAR / 2);
  const growing = new Map<number, { rows: number }>();
  return layOut(
    rows.map(({ cells, columns }): SpanCell[] => {
      if (columns.length !== cells.length) return cells.map((text) => ({ text }));
      const out: { text: string; columns: number; rows: number }[] = [];
      const lead = column(columns[0]?.left ?? 0);
      if (lead > 0) out.push({ text: '', columns: lead, rows: 1 });
      for (const [i, place] of columns.entries()) {
        const from = column(place.left);
        const width = Math.max(1, column(place.right) - from);
        const last = out.at(-1);
        const above = growing.get(from);
        if (place.beside && last) last.columns += width;
        else if (place.below && above) above.rows++;
        else {
          const made = { text: cells[i] ?? '', columns: width, rows: 1 };
          out.push(made);
          growing.set(from, made);
        }
      }
      return out;
    }),
  );
}
