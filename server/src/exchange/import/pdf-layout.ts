/**
 * From words and lines on pages to paragraphs and tables. Tables with rules are read by them: what no line parts is one
 * cell. Tables without are read by the gaps that go through all their rows.
 */
import { foldName, foldWidth } from '../../base/fold.ts';
import { largest, smallest } from '../../base/lists.ts';
import { isProperty, layOut, own, type SpanCell } from './grid.ts';
import type { Edge, PdfPage, Word } from './pdf-pages.ts';
import { unspill } from './pdf-spill.ts';
import type { Grid, GridCell } from './types.ts';

/** Words on one base line. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Runs of words with a wide gap between. */
  readonly parts: readonly Part[];
  /** The same, where a figure and what stands beside it are parted by less. */
  readonly cells: readonly Part[];
}

interface Place {
  readonly left: number;
  readonly right: number;
}

interface Part extends Place {
  readonly text: string;
}

export type PageBlock =
  | { readonly kind: 'line'; readonly line: Line }
  | {
      readonly kind: 'table';
      readonly rows: Grid;
      readonly columns: readonly number[];
      readonly top: number;
      readonly bottom: number;
    }
  /** Lines that look like rows; no rule parts their columns. */
  | { readonly kind: 'columns'; readonly lines: readonly Line[]; readonly top: number };

/** Two places are one where they are no further apart. */
const NEAR = 2.5;

/** The lines and tables of a page, from top to bottom. */
export function blocksOf(page: PdfPage): PageBlock[] {
  const frames = framesOf(join(page.along), join(page.down));
  const free: Word[] = [];
  const inside = frames.map((): Word[] => []);
  for (const word of page.words) {
    const [x, y] = centre(word);
    const f = frames.findIndex(
      (frame) => x > frame.left - 1 && x < frame.right + 1 && y > frame.top - 1 && y < frame.bottom + 1,
    );
    if (f >= 0) inside[f]?.push(word);
    else free.push(word);
  }
  const blocks: { block: PageBlock; at: number }[] = [];
  frames.forEach((frame, f) => {
    const words = inside[f] ?? [];
    if (words.length === 0) return;
    const rows = frame.grid(words);
    // A box around text is no table.
    if ((rows[0]?.length ?? 0) < 2)
      for (const line of linesOf(words)) blocks.push({ block: { kind: 'line', line }, at: line.y });
    else
      blocks.push({
        block: { kind: 'table', rows, columns: frame.xs, top: frame.top, bottom: frame.bottom },
        at: frame.top,
      });
  });
  for (const block of withoutRules(linesOf(free))) {
    blocks.push({ block, at: block.kind === 'line' ? block.line.y : block.top });
  }
  return blocks.sort((a, b) => a.at - b.at).map(({ block }) => block);
}

function centre(word: Word): [number, number] {
  // Characters stand on their base line; their middle lies about a third of their size above it.
  return [word.x + word.width / 2, word.y - word.size * 0.35];
}

// ---- rules ----

/** Edges on one line that touch, joined. */
function join(edges: readonly Edge[]): Edge[] {
  const out: Edge[] = [];
  const byPlace = [...edges].sort((a, b) => a.at - b.at || a.from - b.from);
  for (let i = 0; i < byPlace.length; ) {
    const first = byPlace[i] as Edge;
    const group: Edge[] = [];
    for (; i < byPlace.length && (byPlace[i] as Edge).at - first.at < NEAR; i++)
      group.push(byPlace[i] as Edge);
    const at = group.reduce((sum, e) => sum + e.at, 0) / group.length;
    group.sort((a, b) => a.from - b.from);
    let { from, to } = group[0] as Edge;
    for (const edge of group.slice(1)) {
      if (edge.from <= to + NEAR) to = Math.max(to, edge.to);
      else {
        out.push({ at, from, to });
        ({ from, to } = edge);
      }
    }
    out.push({ at, from, to });
  }
  return out.filter((e) => e.to - e.from > 4);
}

/** A ruled table: its lines, and the cells between them. */
class Frame {
  readonly xs: number[];
  readonly ys: number[];

  constructor(
    private readonly along: readonly Edge[],
    private readonly down: readonly Edge[],
  ) {
    this.xs = places([...down.map((e) => e.at), ...along.flatMap((e) => [e.from, e.to])]);
    this.ys = places([...along.map((e) => e.at), ...down.flatMap((e) => [e.from, e.to])]);
  }

  get left(): number {
    return this.xs[0] ?? 0;
  }
  get right(): number {
    return this.xs.at(-1) ?? 0;
  }
  get top(): number {
    return this.ys[0] ?? 0;
  }
  get bottom(): number {
    return this.ys.at(-1) ?? 0;
  }

  grid(words: readonly Word[]): Grid {
    const { xs, ys } = this;
    const rows = ys.length - 1;
    const columns = xs.length - 1;
    // Cells that no line parts belong to one.
    const root = Array.from({ length: rows * columns }, (_, i) => i);
    const find = (i: number): number => {
      let at = i;
      while (root[at] !== at) at = root[at] as number;
      return at;
    };
    const unite = (a: number, b: number) => {
      const [x, y] = [find(a), find(b)];
      if (x !== y) root[Math.max(x, y)] = Math.min(x, y);
    };
    const middle = (list: readonly number[], i: number) => ((list[i] ?? 0) + (list[i + 1] ?? 0)) / 2;
    const parted = (edges: readonly Edge[], at: number, through: number) =>
      edges.some((e) => Math.abs(e.at - at) < NEAR && e.from < through && e.to > through);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const here = r * columns + c;
        if (c + 1 < columns && !parted(this.down, xs[c + 1] ?? 0, middle(ys, r))) unite(here, here + 1);
        if (r + 1 < rows && !parted(this.along, ys[r + 1] ?? 0, middle(xs, c))) unite(here, here + columns);
      }
    }
    const held = new Map<number, Word[]>();
    for (const word of words) {
      const [x, y] = centre(word);
      const r = Math.min(
        rows - 1,
        Math.max(
          0,
          ys.findLastIndex((at) => at <= y),
        ),
      );
      const c = Math.min(
        columns - 1,
        Math.max(
          0,
          xs.findLastIndex((at) => at <= x),
        ),
      );
      const cell = find(r * columns + c);
      const list = held.get(cell);
      if (list) list.push(word);
      else held.set(cell, [word]);
    }
    for (const [cell, list] of [...held].sort(([a], [b]) => a - b)) {
      if (cell < columns) continue;
      const above = find(cell - columns);
      const upper = held.get(above) ?? [];
      held.set(above, upper);
      unspill(upper, list, ys[Math.floor(cell / columns)] as number);
    }
    const spans = new Map<number, { columns: number; rows: number }>();
    root.forEach((_, i) => {
      const at = find(i);
      const span = spans.get(at) ?? { columns: 1, rows: 1 };
      span.columns = Math.max(span.columns, (i % columns) - (at % columns) + 1);
      span.rows = Math.max(span.rows, Math.floor(i / columns) - Math.floor(at / columns) + 1);
      spans.set(at, span);
    });
    const out: SpanCell[][] = Array.from({ length: rows }, () => []);
    for (let i = 0; i < root.length; i++) {
      if (find(i) !== i) continue;
      out[Math.floor(i / columns)]?.push({ text: cellText(held.get(i) ?? []), ...spans.get(i) });
    }
    return layOut(out);
  }
}

function places(values: readonly number[]): number[] {
  const out: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (out.length === 0 || value - (out.at(-1) as number) > NEAR) out.push(value);
  return out;
}

/** The tables that lines which cross or meet make. */
function framesOf(along: readonly Edge[], down: readonly Edge[]): Frame[] {
  const root = Array.from({ length: along.length + down.length }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) at = root[at] = root[root[at] as number] as number;
    return at;
  };
  along.forEach((a, i) => {
    down.forEach((d, j) => {
      if (d.at > a.from - NEAR && d.at < a.to + NEAR && a.at > d.from - NEAR && a.at < d.to + NEAR)
        root[find(i)] = find(along.length + j);
    });
  });
  const groups = new Map<number, { along: Edge[]; down: Edge[] }>();
  root.forEach((_, i) => {
    const at = find(i);
    const group = groups.get(at) ?? { along: [], down: [] };
    if (i < along.length) group.along.push(along[i] as Edge);
    else group.down.push(down[i - along.length] as Edge);
    groups.set(at, group);
  });
  return [...groups.values()]
    .filter((g) => g.along.length >= 2 && g.down.length >= 2)
    .map((g) => new Frame(g.along, g.down))
    .filter((f) => f.xs.length > 1 && f.ys.length > 1 && (f.xs.length - 1) * (f.ys.length - 1) < 200_000);
}

// ---- text ----

/** The text of a cell: its lines from top to bottom, put together as one. */
function cellText(words: readonly Word[]): string {
  return linesOf(words).reduce((text, line) => glue(text, line.text), '');
}

/** Two lines of one text. Chinese and numbers go on without a blank, Latin words do not. */
export function glue(text: string, more: string): string {
  if (text === '' || more === '') return text + more;
  return /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(more) ? `${text} ${more}` : text + more;
}

/** Words put on lines. */
function linesOf(words: readonly Word[]): Line[] {
  const rows: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.findLast((r) => {
      const [first] = r;
      return first !== undefined && Math.abs(first.y - word.y) < Math.max(first.size, word.size) * 0.4;
    });
    if (row) row.push(word);
    else rows.push([word]);
  }
  return rows.map(lineOf).sort((a, b) => a.y - b.y);
}

function lineOf(words: readonly Word[]): Line {
  const sorted: Word[] = [];
  const size = largest(
    words.map((w) => w.size),
    0,
  );
  for (const word of [...words].sort((a, b) => a.x - b.x)) {
    const before = sorted.at(-1);
    // Bold is now and then printed as the same word twice, a hair apart.
    if (before?.text === word.text && Math.abs(before.x - word.x) < size * 0.1) continue;
    sorted.push(word);
  }
  const parts = partsOf(sorted, size, () => size * 1.4);
  return {
    text: parts.map((p) => p.text).join('    '),
    left: parts[0]?.left ?? 0,
    right: largest(
      parts.map((p) => p.right),
      0,
    ),
    y: sorted[0]?.y ?? 0,
    size,
    parts,
    cells: partsOf(sorted, size, (a, b) => size * gapBetween(a, b)),
  };
}

/** How wide a gap, in sizes of the type, parts two words of a row: a figure ends at the right edge of its cell. */
function gapBetween(a: string, b: string): number {
  const after = FIGURE.test(a);
  if (after && (FIGURE.test(b) || (/\.\d/.test(a) && /^\p{Script=Han}/u.test(b)))) return 0.2;
  return after || FIGURE.test(b) ? 0.6 : 1.4;
}

/** Words run together where the gap between them is no wider than told. */
function partsOf(words: readonly Word[], size: number, widest: (a: string, b: string) => number): Part[] {
  const parts: { text: string; left: number; right: number }[] = [];
  let before: Word | undefined;
  for (const word of words) {
    const last = parts.at(-1);
    const gap = before ? word.x - (before.x + before.width) : 0;
    if (!last || !before || gap > widest(foldWidth(before.text), foldWidth(word.text)))
      parts.push({ text: word.text, left: word.x, right: word.x + word.width });
    else {
      const han = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
      const close =
        gap < size * 0.22 ||
        (gap < size * 0.45 && han.test(last.text.at(-1) ?? '') !== han.test(word.text[0] ?? ''));
      last.text += close ? word.text : ` ${word.text}`;
      last.right = Math.max(last.right, word.x + word.width);
    }
    before = word;
  }
  return parts;
}

// ---- tables without rules ----

const FIGURE = /^[-−－+]?(?:\d[\d,]*(?:\.\d+)?%?|—+|-)$/;

/** Lines of several columns that stand together are rows; which columns they have is told when all of them are known. */
function withoutRules(lines: readonly Line[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  for (let i = 0; i < lines.length; ) {
    const end = blockEnd(lines, i);
    const run = lines.slice(i, end);
    if (run.some((line) => line.parts.length > 1) && run.some((line) => line.cells.some(isFigure))) {
      const before = blocks.at(-1);
      // The first of several header lines may hold one name alone.
      if (before?.kind === 'line' && isHeaderName(before.line, run[0] as Line)) {
        run.unshift(before.line);
        blocks.pop();
      }
      blocks.push({ kind: 'columns', lines: run, top: (run[0] as Line).y });
      i = end;
    } else {
      blocks.push({ kind: 'line', line: lines[i] as Line });
      i++;
    }
  }
  return blocks;
}

function isFigure(part: { readonly text: string }): boolean {
  return FIGURE.test(foldWidth(part.text));
}

function isHeaderName(line: Line, below: Line): boolean {
  const text = foldWidth(line.text).replace(/\s+/g, '');
  return (
    line.parts.length === 1 &&
    text.length <= 8 &&
    !/[::。]|表$/.test(text) &&
    !isProperty(text) &&
    below.y - line.y < Math.max(line.size, below.size) * 2 &&
    Math.abs(line.size - below.size) < 1
  );
}

/** Whether a line stands over a table: its number, the unit, the year. */
function isOver(line: Line): boolean {
  return line.parts.every((part) => isProperty(part.text));
}

/** Where a run of lines ends that may be rows: each has several parts, or few words between such ones. */
function blockEnd(lines: readonly Line[], from: number): number {
  const first = lines[from] as Line;
  if (isOver(first)) return from;
  if (first.parts.length < 2 && !first.parts.every(isFigure)) return from;
  let end = from;
  let last = first;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (isOver(line)) break;
    if (i > from && line.y - last.y > Math.max(first.size, line.size) * 4) break;
    if (line.parts.length >= 2 || line.parts.every(isFigure)) end = i + 1;
    // The end of a name that was broken over lines.
    else if (end === i && line.y - last.y < line.size * 1.6 && !/[。；：:]/.test(line.text)) end = i + 1;
    else if (line.text.length > 30 || /[。；]$/.test(line.text)) break;
    else if (i - end >= 2) break;
    last = line;
  }
  return end;
}

export interface Columns {
  readonly rows: Grid;
  readonly lines: readonly Line[];
}

/**
 * Rows that no rule parts, under the columns that their figures and words keep to.
 * @returns undefined where anything is open: no header, two texts in one place, a text broken over lines that could
 * belong to either neighbour, a line nearer to the next than its letters are high
 */
export function columnsIn(lines: readonly Line[]): Columns | undefined {
  const first = lines.findIndex((l) => isData(l) && !counts(l));
  const head = lines.slice(0, Math.max(0, first));
  const labels = head.filter((l) => !counts(l));
  if (labels.length === 0) return undefined;
  const body = wholeRows(lines.slice(first));
  const numbers = head.filter(counts);
  if (!body || body.length < (numbers.length > 0 ? 1 : 2)) return undefined;
  const covered = columnsOf(
    body.flat(),
    numbers.flatMap((l) => l.cells),
  );
  if (covered.length < 2) return undefined;
  const columnOf = (part: Part) => {
    const middle = (part.left + part.right) / 2;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    covered.forEach((c, k) => {
      const off = middle < c.left ? c.left - middle : middle > c.right ? middle - c.right : 0;
      if (off < least) [best, least] = [k, off];
    });
    return best;
  };
  const rows = headerOf(labels, covered, columnOf);
  if (!rows || hasBrokenName(rows)) return undefined;
  const names = rows.length;
  for (const parts of [...numbers.map((l) => l.cells), ...body]) {
    const cells = covered.map(() => '');
    for (const part of parts) {
      const c = columnOf(part);
      if (cells[c] !== '') return undefined;
      cells[c] = part.text;
    }
    rows.push(cells.map((text) => ({ text })));
  }
  // A column of figures without a name: the header was not understood, or a figure strayed.
  const unnamed = covered.some((_, c) => {
    const named = rows.slice(0, names).some((row) => own(row[c]) !== '' || row[c]?.covered !== undefined);
    return !named && body.some((parts) => parts.some((p) => isFigure(p) && columnOf(p) === c));
  });
  return unnamed ? undefined : { rows, lines };
}

/**
 * The columns: the gaps that no row crosses part them. The number of a column stands in its middle, its figures at the
 * right: one that no figure stands under belongs to those beside it that have no number.
 */
function columnsOf(cells: readonly Part[], numbers: readonly Part[]): Place[] {
  const columns = spansOf(cells);
  const touches = (a: Place, b: Place) => a.left < b.right + 1 && b.left < a.right + 1;
  const free = numbers.filter((n) => !columns.some((c) => touches(n, c)));
  const taken = numbers.filter((n) => !free.includes(n));
  const own = free.map((n): Place => {
    const right = columns.find((c) => c.left > n.right);
    const lonely =
      right &&
      !taken.some((other) => touches(other, right)) &&
      !free.some((other) => other.left > n.left && other.left < right.left) &&
      cells.every((cell) => !touches(cell, right) || isFigure(cell));
    return lonely && isFigure(n) ? { left: n.left, right: right.right } : n;
  });
  return spansOf([...cells, ...taken, ...own]);
}

/** Places that touch, as one. */
function spansOf(places: readonly Place[]): Place[] {
  const spans: { left: number; right: number }[] = [];
  for (const { left, right } of [...places].sort((a, b) => a.left - b.left)) {
    const last = spans.at(-1);
    if (last && left < last.right + 1) last.right = Math.max(last.right, right);
    else spans.push({ left, right });
  }
  return spans;
}

/** Whether a name stands over one name alone: it is one that a narrow column broke in two, or nobody can say. */
function hasBrokenName(head: Grid): boolean {
  return head.some((row, r) =>
    row.some((cell, c) => own(cell) !== '' && own(head[r + 1]?.[c]) !== '' && row[c + 1]?.covered !== 'left'),
  );
}

/** Whether a line is a row with figures. */
export function isData(line: Line): boolean {
  return line.cells.length >= 2 && line.cells.some(isFigure);
}

/** Lines of rows, with words broken over several lines put together; undefined where one could belong to two rows. */
function wholeRows(lines: readonly Line[]): (readonly Part[])[] | undefined {
  const size = (lines[0] as Line).size;
  const data = lines.filter(isData);
  const gaps = data.slice(1).map((line, i) => line.y - (data[i] as Line).y);
  const pitch = smallest(gaps, Number.POSITIVE_INFINITY);
  // Figures nearer than that are not those of two rows: one of them is broken over two lines.
  if (pitch < size * 1.1) return undefined;
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    if (last && line.y - last.y < Math.min(size * 1.6, pitch * 0.9)) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  const rows: (readonly Part[])[] = [];
  for (const group of groups) {
    const at = group.findIndex(isData);
    const row = at < 0 && group.length === 1 ? group[0] : group[at];
    if (!row || group.some((line) => line !== row && line.cells.some(isFigure))) return undefined;
    const whole = row.cells.map((part) => ({ ...part }));
    const add = (part: Part, before: boolean) => {
      const over = whole.filter((p) => part.left < p.right && part.right > p.left);
      const [at] = over;
      if (over.length > 1 || (at && isFigure(at))) return false;
      if (!at) whole.push({ ...part });
      else {
        at.text = before ? glue(part.text, at.text) : glue(at.text, part.text);
        at.left = Math.min(at.left, part.left);
        at.right = Math.max(at.right, part.right);
      }
      return true;
    };
    const above = at < 0 ? [] : group.slice(0, at).reverse();
    const below = at < 0 ? [] : group.slice(at + 1);
    for (const line of above) for (const part of line.cells) if (!add(part, true)) return undefined;
    for (const line of below) for (const part of line.cells) if (!add(part, false)) return undefined;
    rows.push(whole.sort((a, b) => a.left - b.left));
  }
  return rows;
}

/** A 栏次 row. */
export function counts(line: Line): boolean {
  const texts = line.cells.map((p) => foldName(p.text)).filter((t) => t !== '栏次' && t !== '行次');
  return texts.length >= 2 && texts.every((t, i) => Number(t) === i + 1);
}

/**
 * Header lines over columns. A name beside those of the line below it reaches down to the figures; a name over them
 * stands for all of them that lie under it.
 * @returns undefined where a name could stand for one or several
 */
function headerOf(
  lines: readonly Line[],
  columns: readonly Place[],
  columnOf: (part: Part) => number,
): GridCell[][] | undefined {
  const empty = () => columns.map((): GridCell => ({ text: '' }));
  const rows: GridCell[][] = [];
  const middles = columns.map(middleOf);
  // Columns that the lowest line of a header names; those with a name beside them take none above.
  let open: ReadonlySet<number> | undefined;
  for (const line of [...lines].reverse()) {
    const places = line.cells.map(columnOf);
    if (new Set(places).size !== places.length && !open) return undefined;
    const row = rows[0];
    const vacant = row && places.every((c) => own(row[c]) === '' && !open?.has(c));
    if (!open || !row || vacant) {
      const cells = row ?? empty();
      line.cells.forEach((part, p) => {
        const c = places[p] as number;
        cells[c] = { text: part.text };
        middles[c] = middleOf(part);
      });
      if (!row) rows.unshift(cells);
      open ??= new Set(places);
      continue;
    }
    const over = empty();
    const runs = runsOf(open, columns);
    const names = new Map<readonly number[], Part[]>();
    for (const [p, part] of line.cells.entries()) {
      const run = runs.find((r) => {
        const [from, to] = [columns[r[0] as number] as Place, columns[r.at(-1) as number] as Place];
        return middleOf(part) > from.left - line.size && middleOf(part) < to.right + line.size;
      });
      if (run) {
        names.set(run, [...(names.get(run) ?? []), part]);
        continue;
      }
      const c = places[p] as number;
      if (own(row[c]) !== '' || row[c]?.covered) return undefined;
      row[c] = { text: part.text };
    }
    for (const [run, parts] of names) {
      const groups = share(run, parts, (c) => middles[c] as number);
      if (!groups) return undefined;
      parts.forEach(({ text }, i) => {
        groups[i]?.forEach((c, k) => {
          over[c] = k === 0 ? { text } : { text, covered: 'left' };
        });
      });
    }
    rows.unshift(over);
    open = new Set(over.flatMap((cell, c) => (cell.text === '' ? [] : [c])));
  }
  return rows;
}

function middleOf({ left, right }: Place): number {
  return (left + right) / 2;
}

/** Columns side by side. */
function runsOf(open: ReadonlySet<number>, columns: readonly Place[]): number[][] {
  const runs: number[][] = [];
  for (const c of columns.keys()) {
    if (!open.has(c)) continue;
    if (runs.at(-1)?.at(-1) === c - 1) runs.at(-1)?.push(c);
    else runs.push([c]);
  }
  return runs;
}

/**
 * Which columns side by side each of the names over them stands for: a name stands over the middle of its columns.
 * @returns undefined where two ways of sharing them come out alike
 */
function share(
  run: readonly number[],
  names: readonly Part[],
  middle: (c: number) => number,
): number[][] | undefined {
  if (names.length > run.length) return undefined;
  if (names.length === 1) return [[...run]];
  const ways: { cuts: number[]; off: number }[] = [];
  const go = (from: number, cuts: number[], off: number) => {
    const name = names[cuts.length] as Part;
    const rest = names.length - cuts.length - 1;
    for (let to = rest === 0 ? run.length : from + 1; to <= run.length - rest; to++) {
      const over = (middle(run[from] as number) + middle(run[to - 1] as number)) / 2;
      const next = off + Math.abs(over - middleOf(name));
      if (rest === 0) ways.push({ cuts: [...cuts, to], off: next });
      else go(to, [...cuts, to], next);
      if (ways.length > 5000) return;
    }
  };
  go(0, [], 0);
  const [best, other] = ways.sort((a, b) => a.off - b.off);
  const size = names[0] ? names[0].right - names[0].left : 0;
  if (!best || ways.length > 5000 || (other && other.off < best.off * 2 + size * 0.2)) return undefined;
  return best.cuts.map((to, i) => run.slice(best.cuts[i - 1] ?? 0, to));
}
