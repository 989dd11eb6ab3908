/**
 * What the text around a table says of what is there: that there is nothing to report, or that rows or columns were not
 * read (language.md §4, §10). What is told from a block is kept with it.
 */

import { foldName, foldWidth } from '../base/fold.ts';
import { MARK } from '../base/keys.ts';
import { largest } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import { yearsIn } from '../base/titles.ts';
import type { Reference } from '../reference/index.ts';
import type { Form, Vocabulary } from '../reference/types.ts';
import type { Line } from '../syntax/line.ts';
import type { Block, Tree } from '../syntax/tree.ts';
import type { CellFigure, Lacks, PanelRow, Presence, TableModel } from './types.ts';

// ---- words that say there is nothing ----

/** `没有…收支`: the words of a pattern may have others between them, within a clause. */
const patterns = new WeakMap<Vocabulary, RegExp>();

function emptyWords(vocabulary: Vocabulary): RegExp {
  return getOrMake(patterns, vocabulary, () => {
    const words = vocabulary.emptyTable.map((w) =>
      foldName(w)
        .split('…')
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
        .join('[^。;,]{0,30}'),
    );
    return new RegExp(words.join('|'));
  });
}

/** Whether a text says that there is nothing to report. */
export function saysNothing(text: string, vocabulary: Vocabulary): boolean {
  return emptyWords(vocabulary).test(foldName(text));
}

const kept = new WeakMap<Vocabulary, WeakMap<Block, readonly string[]>>();

/** The sentences of a paragraph that say that there is nothing, as names are compared. */
export function emptySentences(block: Block, vocabulary: Vocabulary): readonly string[] {
  const byBlock = getOrMake(kept, vocabulary, () => new WeakMap<Block, readonly string[]>());
  const known = byBlock.get(block);
  if (known) return known;
  const text = block.lines.filter((_, i) => block.roles[i] !== 'comment').map((l) => l.text);
  const words = emptyWords(vocabulary);
  const found = foldName(text.join(''))
    .split(/[。；;]/)
    .filter((sentence) => words.test(sentence));
  byBlock.set(block, found);
  return found;
}

/** The words that name what a table is about, as names are compared. */
export function subjectsOf(form: Form | undefined): readonly string[] {
  return (form?.subject ?? []).map(foldName);
}

// ---- 待核对 ----

const DOUBT = new RegExp(`^\\s*//\\s*${MARK.doubt}(?:\\(([^)]*)\\))?[:、,\\s]*(.*)$`);

/** What a comment says that a table lacks. */
export function lacksIn(line: Line, { unread }: Vocabulary): Lacks {
  if (line.kind !== 'comment') return NOTHING;
  const match = DOUBT.exec(foldWidth(line.text));
  if (!match) return NOTHING;
  const [, marks, words = ''] = match;
  if (marks !== undefined) {
    const named = marks.split(/[、,和]/).map((m) => m.trim());
    return {
      rows: named.some((m) => unread.rowMarks.includes(m)),
      columns: named.some((m) => unread.columnMarks.includes(m)),
    };
  }
  return { rows: speaksOf(words, unread.rows, unread), columns: speaksOf(words, unread.columns, unread) };
}

export const NOTHING: Lacks = { rows: false, columns: false };

/** `缺 3 行`, `有两栏没有读出`, `以下 5 行像是表格，…留作正文`: a verb of loss and a number of rows or columns. */
function speaksOf(words: string, nouns: readonly string[], unread: Vocabulary['unread']): boolean {
  const { verbs, behind, notBehind, numerals, counts, classifiers, particles } = unread;
  const any = (words: readonly string[]) => `(?:${words.join('|')})`;
  const noun = `${any(nouns)}(?!${any(notBehind)})`;
  const count = `(?:\\d+|${any(numerals)}+|${any(counts)})`;
  const counted = `${count}\\s*${any(classifiers)}?\\s*`;
  const before = new RegExp(`${any(verbs)}${any(particles)}?\\s*(?:${counted})*${noun}`);
  const after = new RegExp(`${counted}${noun}[^。;]*?${any([...verbs, ...behind])}`);
  return before.test(words) || after.test(words);
}

// ---- rows left behind ----

/** A line of prose that looks like a row of a table: a code or a name, then amounts, and no stop. */
const ROW_LIKE = /^\s*(?:\d{3,7}\s+)?[^\d。;:,]{0,40}(?:\s+-?\d{1,3}(?:,?\d{3})*\.\d{1,6}){1,}\s*$/;

function looksLikeRow(line: Line): boolean {
  return (
    line.kind === 'prose' &&
    ROW_LIKE.test(foldWidth(line.text)) &&
    /\p{Script=Han}|^\s*\d{3}/u.test(line.text)
  );
}

// ---- around a table ----

/** Looks from each table of a tree at what stands around it. */
export class Surroundings {
  constructor(
    private readonly tree: Tree,
    private readonly reference: Reference,
    /** Whether the report itself says that it is published. */
    private readonly published: boolean,
  ) {}

  /**
   * What is said of a table, told by its form, which is known once the table was read.
   * @param at place of its block among the blocks
   */
  of(at: number): (form: Form | undefined) => Presence {
    const { vocabulary } = this.reference;
    const { blocks } = this.tree;
    let { rows, columns } = NOTHING;
    const note = (block: Block) => {
      for (const line of block.lines) {
        const lacks = lacksIn(line, vocabulary);
        rows ||= lacks.rows;
        columns ||= lacks.columns;
      }
    };
    const [from, to] = this.reach(at);
    const near: string[] = [];
    let beside = true;
    for (let i = from; i <= to; i++) {
      const { block } = blocks[i] as Tree['blocks'][number];
      if (block.kind === 'table' && i !== at) continue;
      note(block);
      if (block.kind !== 'paragraph') continue;
      for (const sentence of emptySentences(block, vocabulary)) near.push(sentence);
      if (i > at && beside) {
        rows ||= looksLikeRow(block.lines[0] as Line);
        beside = false;
      }
    }
    const lacks: Lacks = rows || columns ? { rows, columns } : NOTHING;
    return (form) => ({ lacks, saidEmpty: this.saidEmpty(form, near), published: this.published });
  }

  /** The blocks around a table that speak of it alone: up to the heading or table before, and behind. */
  private reach(at: number): [number, number] {
    const { blocks } = this.tree;
    const ends = (i: number) => ['heading', 'table'].includes(blocks[i]?.block.kind ?? 'heading');
    let from = at;
    while (!ends(from - 1)) from--;
    // What stands between two tables belongs to the one before.
    if (blocks[from - 1]?.block.kind === 'table') from = at;
    let to = at;
    while (!ends(to + 1)) to++;
    return [from, to];
  }

  /** Whether sentences beside a table, or anywhere on its subject, say that there is nothing to report. */
  private saidEmpty(form: Form | undefined, near: readonly string[]): boolean {
    const subjects = subjectsOf(form);
    if (subjects.length === 0) return near.length > 0;
    const own = (sentence: string) => subjects.some((s) => sentence.includes(s));
    const { vocabulary } = this.reference;
    if (near.some((s) => own(s) || vocabulary.emptyItself.some((w) => s.includes(foldName(w))))) return true;
    return this.tree.blocks.some(
      ({ block }) => block.kind === 'paragraph' && emptySentences(block, vocabulary).some(own),
    );
  }
}

// ---- state ----

/** What of a table is not there. */
export interface State {
  readonly state: TableModel['state'];
  readonly lacks: Lacks;
  /** Rows whose amounts are still to be filled in. */
  readonly openRows: ReadonlySet<PanelRow>;
  readonly openColumns: TableModel['openColumns'];
}

/** The state of a table that was read. */
export function stateOf(table: TableModel, vocabulary: Vocabulary): State {
  const { presence } = table.context;
  const nothing = { openRows: NO_ROWS, openColumns: NO_COLUMNS };
  if (table.empty) {
    const void_ = presence.saidEmpty || saysItself(table, vocabulary);
    return { state: void_ ? 'void' : 'unfilled', lacks: NOTHING, ...nothing };
  }
  const open = presence.published ? nothing : beingFilled(table);
  const { lacks } = presence;
  const whole = !lacks.rows && !lacks.columns && open.openRows.size + open.openColumns.size === 0;
  return { state: whole ? 'complete' : 'partial', lacks, ...open };
}

/** Whether rows that other tables speak of may be among those that a table lacks. */
export function mayLackRows({ lacks, openRows }: TableModel): boolean {
  return lacks.rows || openRows.size > 0;
}

const NO_ROWS: ReadonlySet<PanelRow> = new Set();
const NO_COLUMNS: TableModel['openColumns'] = new Set();

/** A note, words in the place of the rows, or a row of dashes say that there is nothing. */
function saysItself(table: TableModel, vocabulary: Vocabulary): boolean {
  if (table.notes.some((n) => saysNothing(n.text, vocabulary))) return true;
  return table.rows.some((row) => {
    const cells = [...row.cells.values()];
    if (cells.length > 0 && cells.every((c) => c.state === 'dash')) return true;
    return row.label.length > 4 && saysNothing(row.label, vocabulary);
  });
}

function isTotal({ role, form, code }: PanelRow): boolean {
  return role === 'total' || (form?.required === true && code === undefined);
}

/** Whether a row is the total of all: by its word, or because every row that the form does not name is its part. */
function closes({ role, form, panel, groups }: PanelRow): boolean {
  return (
    role === 'total' || (form !== undefined && panel.form?.otherGroup !== undefined && groups.length === 0)
  );
}

/** Whether a cell can say that something is filled in: a rate beside amounts cannot, sheets compute it ahead of them. */
export const tellsFilled = ({ kind, owner }: CellFigure): boolean =>
  kind !== 'percent' || !owner.columns.some((c) => c.role === 'value');

const isFilled = (row: PanelRow) =>
  [...row.cells.values()].some((c) => c.state !== 'blank' && tellsFilled(c));

/**
 * The rows and columns of a table that somebody is still filling in: a blank total together with a trailing run of rows;
 * a whole column that the form requires, without amounts; the total alone; a panel without amounts that has a total of
 * its own, beside one that has some; or rows at the end that are blank where the rows above would not be.
 */
function beingFilled(table: TableModel): Pick<State, 'openRows' | 'openColumns'> {
  const openRows = new Set(blankEnd(table));
  const openColumns = new Set<TableModel['columns'][number]>();
  for (const panel of table.panels) {
    const rows = table.rows.filter((r) => r.panel === panel && r.cells.size > 0);
    for (const row of openIn(table, panel, rows)) openRows.add(row);
    const own = rows.some(isTotal) ? rows : table.rows;
    const totals = own.filter(isTotal);
    if (!rows.some(isFilled) || totals.length === 0 || totals.some(isFilled) || openRows.size > 0) continue;
    for (const column of panel.values)
      if (column.form?.required && rows.every((r) => r.cells.get(column)?.state === 'blank'))
        openColumns.add(column);
  }
  return { openRows, openColumns };
}

/** The rows of a panel that are still to be filled in. */
function openIn(table: TableModel, panel: PanelRow['panel'], rows: readonly PanelRow[]): readonly PanelRow[] {
  const own = rows.filter(isTotal);
  // One of several that continue each other may well be blank; what has a total of its own is not.
  if (!rows.some(isFilled)) return own.length > 0 ? rows : [];
  // Panels that continue the one before have no total of their own.
  const totals = own.length > 0 ? own : table.rows.filter(isTotal);
  if (totals.length === 0) return [];
  return totals.some(isFilled) ? belowTotal(panel, rows) : blankBelow(rows, totals);
}

/** Rows without amounts that a blank total stands with. */
function blankBelow(rows: readonly PanelRow[], totals: readonly PanelRow[]): readonly PanelRow[] {
  const trailing = trailingOf(rows);
  // Rows whose names the form prints are blank often enough; codes are printed for their amounts.
  const enough = rows.every((r) => r.code === undefined) ? 2 : 1;
  return trailing.length >= enough ? [...totals, ...trailing] : [];
}

/** Items without amounts under a total before they count as still to come: of fewer, one may have been forgotten. */
const FEWEST_ITEMS = 6;

/** Rows without amounts of a panel whose total is filled in. */
function belowTotal(panel: PanelRow['panel'], rows: readonly PanelRow[]): readonly PanelRow[] {
  const items = rows.filter((r) => !isTotal(r));
  const filled = items.some(isFilled);
  if (!filled) return items.length >= FEWEST_ITEMS && rows.some(holdsSome) ? items : [];
  // Functional codes are printed for their amounts alone: several at the end without any are still to come. So are
  // others in a table that prints no code without an amount above.
  const trailing = trailingOf(rows);
  const above = rows.filter((r) => r.code !== undefined && !trailing.includes(r));
  const several = panel.catalogue === 'functional' ? 2 : above.length > 4 ? 3 : 6;
  const needed = panel.catalogue === 'functional' || above.every(isFilled);
  return needed && trailing.length >= several && trailing.every((r) => r.code !== undefined) ? trailing : [];
}

const holdsSome = (row: PanelRow) =>
  [...row.cells.values()].some((c) => c.state === 'amount' && c.value !== 0n);

/** The rows behind the last one that has an amount, without totals. */
function trailingOf(rows: readonly PanelRow[]): readonly PanelRow[] {
  return rows.slice(rows.findLastIndex(isFilled) + 1).filter((r) => !isTotal(r));
}

/** The named rows below the last line of a table that has an amount in any panel; totals are not among them. */
export function blankTail(table: TableModel): readonly PanelRow[] {
  const named = table.rows.filter((r) => r.cells.size > 0 && (r.label !== '' || r.code !== undefined));
  const last = largest(
    named.filter(isFilled).map((r) => r.line),
    -1,
  );
  return last < 0 ? [] : named.filter((r) => r.line > last && !isTotal(r));
}

/**
 * The rows below the last line that has an amount in any panel, where they are still to come: the totals stand among
 * several of them, or the rows above print their zeros and so would these. With them all rows of a panel that has no
 * amount yet.
 */
function blankEnd(table: TableModel): readonly PanelRow[] {
  const rows = table.rows.filter((r) => r.cells.size > 0 && (r.label !== '' || r.code !== undefined));
  const filled = rows.filter(isFilled);
  const last = largest(
    filled.map((r) => r.line),
    -1,
  );
  const end = rows.filter((r) => r.line > last);
  const items = end.filter((r) => !isTotal(r));
  if (filled.length === 0 || items.length === 0) return [];
  const totals = end.some(isTotal);
  // Behind the total at a table's foot stand remarks.
  if (!totals && filled.some((r) => r.line === last && closes(r)) && filled.some((r) => !closes(r)))
    return [];
  const above = filled.flatMap((r) => [...r.cells.values()]);
  const printsZeros = above.every((c) => c.state !== 'blank') && above.some((c) => c.value === 0n);
  // One cell that somebody forgot is not yet a row that is still to come.
  const several = items.length > 1 || (items[0]?.cells.size ?? 0) > 1;
  if (!several || !(printsZeros || (totals && items.length > 1))) return [];
  const begun = new Set(filled.map((r) => r.panel));
  return [...end, ...rows.filter((r) => r.line <= last && !begun.has(r.panel))];
}

/** Whether a cell's amount is still to come: nothing is told of it. */
export function isOpen(
  table: TableModel,
  cell: { readonly row: PanelRow; readonly column: TableModel['columns'][number]; readonly state: string },
): boolean {
  if (cell.state !== 'blank') return false;
  return table.state === 'unfilled' || table.openRows.has(cell.row) || table.openColumns.has(cell.column);
}

// ---- sentences that say there is none of something ----

/**
 * Tells strictly what a text says there is none of, for those who would hold a table against it: `没有政府性基金收支`,
 * `本单位政府性基金没有支出`, `本表为空表`; nothing that has an exception, a condition or another year.
 */
export class NothingSaid {
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly year: number | undefined,
  ) {}

  /** What of a table its note says is nothing: 收入, 支出 or `all`. */
  ofTable(note: string, subjects: readonly string[]): string | undefined {
    const folded = foldName(note);
    if (this.isLimited(folded)) return undefined;
    if (this.vocabulary.emptyItself.some((w) => folded.includes(foldName(w)))) return 'all';
    return this.ofSubject(note, subjects);
  }

  /** Whether a text has any of the words that say there is none of something. */
  speaks(text: string): boolean {
    const folded = foldName(text);
    return this.vocabulary.none.words.some((w) => folded.includes(foldName(w)));
  }

  /** What of a subject a text says is nothing. */
  ofSubject(text: string, subjects: readonly string[]): string | undefined {
    if (subjects.length === 0) return undefined;
    const folded = foldName(text);
    if (!subjects.some((s) => folded.includes(s)) || this.isLimited(folded)) return undefined;
    const { words, fillers, measures } = this.vocabulary.none;
    const alternatives = (list: readonly string[]) => list.map(foldName).join('|');
    const fill = `(?:${alternatives(fillers)})*`;
    const before = new RegExp(`(?:${alternatives(words)})${fill}(?:${subjects.join('|')})(${fill})$`);
    const behind = new RegExp(`(?:${subjects.join('|')})(${fill})(?:${alternatives(words)})(${fill})$`);
    for (const clause of folded.split(/[。；;,，:]/)) {
      const match = before.exec(clause) ?? behind.exec(clause);
      if (!match) continue;
      const rest = match.slice(1).join('');
      const named = measures.filter((m) => rest.includes(m));
      return named.length === 1 ? named[0] : 'all';
    }
    return undefined;
  }

  private isLimited(folded: string): boolean {
    const years = yearsIn(folded);
    if (this.year !== undefined && years.some((y) => y !== this.year)) return true;
    return this.vocabulary.none.limits.some((w) => folded.includes(foldName(w)));
  }
}

/** Whether a table of amounts holds none, and nothing says that there are none; a frame of words holds none anyway. */
export function isUnexplained({ state, form }: Pick<TableModel, 'state' | 'form'>): boolean {
  return state === 'unfilled' && form !== undefined && form.structure !== 'free';
}
