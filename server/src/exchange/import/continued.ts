/**
 * Parts of one table that pages part: the one rule for all readers. What they deliver is looked through in order; a
 * table that goes on with the one before it is put to it, whether its title, number and header stand again, its header
 * alone, or nothing.
 */
import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { append } from '../../base/lists.ts';
import { open } from '../../service.ts';
import { type Joined, joinedRows, putBelow, valueColumns } from './continued-rows.ts';
import { filled, isNote, isNumberRow, isProperty, isTitle, own, rowKey, settled, tidy } from './grid.ts';
import { isNestedHeader, nestedWords } from './nested.ts';
import type { Grid, GridCell, Piece } from './types.ts';
import { isContinuationMark, pageNumber, titleKey } from './words.ts';

type Table = Extract<Piece, { kind: 'table' }>;

/** What stands over a table. */
interface Over {
  readonly title: string;
  readonly properties: ReadonlySet<string>;
}

/** Pieces with the parts of each table put together. */
export function continued(pieces: readonly Piece[]): Piece[] {
  const joiner = new Joiner();
  for (const piece of pieces) joiner.add(piece);
  return settled(joiner.end());
}

class Joiner {
  private readonly out: Piece[] = [];
  /** The table that may go on, and its place. */
  private open: { at: number; over: Over } | undefined;
  /** What stands behind it, and may stand between its parts. */
  private pending: Piece[] = [];
  private readonly nested = nestedWords(open('').reference);

  add(piece: Piece): void {
    if (piece.kind === 'table') this.table(piece);
    else if (!this.open || this.passes(piece, this.open.over))
      (this.open ? this.pending : this.out).push(piece);
    else if (piece.kind === 'line' && this.row(piece.text)) return;
    else {
      this.flush();
      this.out.push(piece);
    }
  }

  end(): Piece[] {
    this.flush();
    return this.out;
  }

  private flush(): void {
    append(this.out, this.pending);
    this.pending = [];
    this.open = undefined;
  }

  private table(given: Table): void {
    const piece = withoutPageRows(given);
    if (piece.rows.length === 0) return;
    const { open: before } = this;
    const found = before && this.join(this.out[before.at] as Table, piece, before.over);
    if (before && typeof found === 'object') {
      this.out[before.at] = found.table;
      this.pending = this.pending.flatMap(aside);
      if (found.unsure) this.pending.push({ kind: 'doubt', text: filled(found.unsure).join(' ') });
      return;
    }
    this.flush();
    if (found === 'unplaced') {
      this.out.push({ kind: 'unparted', lines: piece.rows.map((row) => filled(row).join('  ')) });
      return;
    }
    const over = overOf(this.out);
    const whole = withoutRepeats(piece);
    this.out.push(whole);
    // A row alone is no table that could go on.
    if (whole.rows.length > 1) this.open = { at: this.out.length - 1, over };
  }

  /** What may stand between the parts of a table. */
  private passes(piece: Piece, over: Over): boolean {
    switch (piece.kind) {
      case 'blank':
      case 'aside':
      case 'doubt':
        return true;
      case 'heading':
        return over.title !== '' && titleKey(piece.text) === over.title;
      case 'line':
        return (
          pageNumber(piece.text) !== undefined ||
          isContinuationMark(piece.text) ||
          isNote([{ text: piece.text }]) ||
          isProperties(piece.text) ||
          (over.title !== '' && titleKey(piece.text) === over.title)
        );
      default:
        return false;
    }
  }

  private join(table: Table, more: Table, over: Over): Joined | 'unplaced' | undefined {
    const lines = this.pending.flatMap((p) => (p.kind === 'line' || p.kind === 'heading' ? [p.text] : []));
    const titled = lines.some((t) => titleKey(t) === over.title && over.title !== '');
    const noted = lines.some((t) => isNote([{ text: t }]) && !isContinuationMark(t));
    const properties = lines.flatMap(propertiesIn);
    if (properties.some((p) => !over.properties.has(p))) return undefined;
    if (table.loose && more.loose && !titled && !noted && properties.length === 0) {
      // Merged cells make the rows of a nested form differ in width from page to page.
      const isNested = (rows: Grid) => rows.some((row) => isNestedHeader(row, this.nested));
      if (isNested(table.rows) && !isNested(more.rows)) return { table: putBelow(table, more) };
    }
    const totals = open('').reference.vocabulary.total;
    const head = headOf(table.rows, totals);
    const width = more.rows[0]?.length ?? 0;
    const names = headOf(more.rows, totals);
    const same = repeated(table.rows.slice(0, head), more.rows);
    const rest = more.rows.slice(same, names);
    // Behind the header that stands again may stand what is left of a row that the page end cut in two.
    const again = same > 0 && (rest.length === 0 || isRest(rest, width));
    const own = again ? same : names;
    if (again && restarts(table.rows.slice(head), more.rows.slice(own), titled)) return undefined;
    if (!again && (noted || (own > 0 && !more.goesOn && !isRest(more.rows.slice(0, own), width))))
      return undefined;
    // The blocks of a nested form have no header of a page's.
    if (again && !titled && table.rows.some((row) => isNestedHeader(row, this.nested)) && own === 1)
      return undefined;
    const joined = joinedRows(table, more, { head, again: again ? own : 0 });
    if (joined) return joined;
    const loose = own === 0 && !titled && properties.length === 0 && isRows(more.rows, this.nested);
    return loose ? 'unplaced' : undefined;
  }

  /** A row that a reader left as words: the total alone on the next page. */
  private row(text: string): boolean {
    const before = this.open;
    const table = before && this.out[before.at];
    if (!before || table?.kind !== 'table') return false;
    if (this.pending.some((p) => p.kind === 'line' && pageNumber(p.text) === undefined)) return false;
    const parts = text
      .split(/[\t\u3000]+|\s{2,}/)
      .map((t) => foldWidth(t).trim())
      .filter((t) => t !== '');
    const [label = '', ...amounts] = parts;
    const totals = open('').reference.vocabulary.total;
    if (amounts.length === 0 || parseNumber(label) !== undefined || leadingNumber(foldName(label)) !== '')
      return false;
    if (amounts.some((t) => parseNumber(t) === undefined)) return false;
    if (amounts.length < 2 && !totals.includes(foldName(label))) return false;
    const { rows } = table;
    const head = headOf(rows, totals);
    const values = valueColumns(rows, head);
    const first = rows[0]?.findIndex((_, c) => !values.includes(c)) ?? -1;
    if (values.length !== amounts.length || first < 0) {
      this.flush();
      this.out.push({ kind: 'unparted', lines: [text] });
      return true;
    }
    const row = (rows[0] as readonly GridCell[]).map((_, c): GridCell => {
      const at = values.indexOf(c);
      return { text: at >= 0 ? (amounts[at] as string) : c === first ? label : '' };
    });
    const { source: _, ...rest } = table;
    this.out[before.at] = { ...rest, rows: [...rows, row] };
    this.pending = this.pending.flatMap(aside);
    return true;
  }
}

function overOf(out: readonly Piece[]): Over {
  const properties = new Set<string>();
  for (let i = out.length - 1; i >= Math.max(0, out.length - 12); i--) {
    const piece = out[i] as Piece;
    if (piece.kind === 'heading' || (piece.kind === 'line' && isTitle(piece.text) && !isProperty(piece.text)))
      return { title: titleKey(piece.text), properties };
    if (piece.kind === 'line') {
      if (!isProperties(piece.text)) break;
      for (const property of propertiesIn(piece.text)) properties.add(property);
    } else if (piece.kind !== 'blank' && piece.kind !== 'aside') break;
  }
  return { title: '', properties };
}

function isProperties(text: string): boolean {
  return text.split(/\s{2,}/).every((t) => isProperty(t));
}

function propertiesIn(text: string): string[] {
  return text
    .split(/\s{2,}/)
    .filter((t) => isProperty(t))
    .map((t) => foldName(t));
}

/** What stood between two parts, as far as it is not said already over the first. */
function aside(piece: Piece): Piece[] {
  if (piece.kind === 'aside') return [piece];
  if (piece.kind !== 'line') return [];
  if (isNote([{ text: piece.text }])) return [piece];
  return isProperties(piece.text) || isTitle(piece.text) ? [] : [{ kind: 'aside', text: piece.text }];
}

/** How many rows of a part are its header: those before the first with a code, 行次, an amount, a number, a total. */
export function headOf(rows: Grid, totals: readonly string[]): number {
  const at = rows.findIndex((row) => isData(row, totals));
  return at < 0 ? rows.length : at;
}

function isData(row: readonly GridCell[], totals: readonly string[]): boolean {
  if (isNumberRow(row)) return false;
  const texts = filled(row).map((t) => foldWidth(t));
  const numbers = texts.filter((t) => parseNumber(t) !== undefined);
  // A header may stand over years.
  if (numbers.some((t) => !/^(?:19|20)\d\d$/.test(t))) return true;
  return (
    texts.some((t) => totals.includes(foldName(t)) && texts.length < row.length / 2 + 1 && isAlone(row, t)) ||
    texts.some((t) => t.length <= 30 && leadingNumber(foldName(t)) !== '')
  );
}

/** Whether a row says nothing but a label: no header has blanks all along. */
function isAlone(row: readonly GridCell[], label: string): boolean {
  return (
    row.every((cell) => own(cell) === '' || foldWidth(own(cell)) === label) &&
    row.every((c) => c.covered === undefined)
  );
}

/** Whether a header stands again: its rows, or, where its lines broke otherwise, the words over each column. */
/** How many rows at the top of a part are those of a table's header. */
function repeated(head: Grid, more: Grid): number {
  const keys = new Set(head.map(wordsOf));
  const end = more.findIndex((row) => !keys.has(wordsOf(row)));
  return end < 0 ? more.length : end;
}

function wordsOf(row: readonly GridCell[]): string {
  return filled(row)
    .map((t) => foldName(t))
    .join('|');
}

/** Whether rows begin as the table does: then they are another table of its kind. */
function restarts(body: Grid, more: Grid, titled: boolean): boolean {
  const label = (row: readonly GridCell[] | undefined) =>
    filled(row ?? [])
      .filter((t) => !/^[-−]?[\d,]*\.\d+$/.test(t))
      .map((t) => foldName(t))
      .slice(0, 2)
      .join('|');
  const first = label(body[0]);
  if (first !== '' && first === label(more[0])) return true;
  return !titled && body.length > 0 && rowKey(body[0] as readonly GridCell[]) === rowKey(more[0] ?? []);
}

/** Whether rows are of a table of figures, whose header stands elsewhere. */
function isRows(rows: Grid, nested: ReadonlySet<string>): boolean {
  const figures = rows.filter((row) =>
    filled(row).some((t) => /^\d{3,7}$|^[-−]?[\d,]*\d[.,]\d+$/.test(foldWidth(t))),
  );
  return figures.length * 3 > rows.length * 2 && !rows.some((row) => isNestedHeader(row, nested));
}

/** Whether rows without a figure are what is left of a row: too few words to be the header of their columns. */
function isRest(rows: Grid, width: number): boolean {
  return (
    rows.length === 1 &&
    filled(rows[0] ?? []).length * 2 <= width &&
    rows[0]?.every((c) => c.covered === undefined) === true
  );
}

/** Rows without those that hold a page number. */
function withoutPageRows(table: Table): Table {
  return withRows(table, (row) => {
    const [only = '', ...more] = filled(row);
    return more.length > 0 || (pageNumber(only) === undefined && !isContinuationMark(only));
  });
}

/** Rows without a header that stands again inside. */
function withoutRepeats(table: Table): Table {
  const head = headOf(table.rows, open('').reference.vocabulary.total);
  const keys = new Set(
    table.rows
      .slice(0, head)
      .filter((row) => filled(row).length > 1)
      .map(wordsOf),
  );
  return withRows(table, (row, r) => r < head || !keys.has(wordsOf(row)));
}

function withRows(table: Table, keep: (row: readonly GridCell[], r: number) => boolean): Table {
  const rows = table.source ?? table.rows;
  const left = rows.filter(keep);
  return left.length === rows.length ? table : { ...table, rows: tidy(left), source: left };
}
