/**
 * From words and lines on pages to paragraphs and tables. Tables with rules are read by them: what no line parts is one
 * cell. Tables without are read by the gaps that go through all their rows.
 */
import { foldWidth } from '../../base/fold.ts';
import { largest } from '../../base/lists.ts';
import { around } from './boxes.ts';
import { isProperty, layOut, type SpanCell } from './grid.ts';
import type { Edge, PdfPage, Word } from './pdf-pages.ts';
import { glue, isData, isFigure, isFigureText, type Line, type Part } from './pdf-places.ts';
import { unspill } from './pdf-spill.ts';
import type { Box, Grid } from './types.ts';
import { endsAsTable } from './words.ts';

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

/** Where a word stands, downwards as pages are read. */
function boxOfWord({ x, y, width, size }: Word): Box {
  return [x, y - size * 0.9, x + width, y + size * 0.2];
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

  /** Puts what ran out of a cell back into it. */
  private settle(held: Map<number, Word[]>, above: (cell: number) => number): void {
    const columns = this.xs.length - 1;
    for (const [cell, list] of [...held].sort(([a], [b]) => a - b)) {
      if (cell < columns) continue;
      const upper = held.get(above(cell)) ?? [];
      held.set(above(cell), upper);
      unspill(upper, list, this.ys[Math.floor(cell / columns)] as number);
    }
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
    this.settle(held, (cell) => find(cell - columns));
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
      const inside = held.get(i) ?? [];
      out[Math.floor(i / columns)]?.push({
        text: cellText(inside),
        box: around(inside.map(boxOfWord)),
        ...spans.get(i),
      });
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
    words: partsOf(sorted, size, () => size * 0.15),
  };
}

/** How wide a gap, in sizes of the type, parts two words of a row: a figure ends at the right edge of its cell. */
function gapBetween(a: string, b: string): number {
  const after = isFigureText(a);
  if (after && /\.\d/.test(a) && /^\p{Script=Han}/u.test(b)) return 0.1;
  if (after && isFigureText(b)) return 0.2;
  return after || isFigureText(b) ? 0.6 : 1.4;
}

/** Words run together where the gap between them is no wider than told. */
function partsOf(words: readonly Word[], size: number, widest: (a: string, b: string) => number): Part[] {
  const parts: { text: string; left: number; right: number; y: number }[] = [];
  let before: Word | undefined;
  for (const word of words) {
    const last = parts.at(-1);
    const gap = before ? word.x - (before.x + before.width) : 0;
    if (!last || !before || gap > widest(foldWidth(before.text), foldWidth(word.text)))
      parts.push({ text: word.text, left: word.x, right: word.x + word.width, y: word.y });
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

/** Lines of several columns that stand together are rows; which columns they have is told when all of them are known. */
function withoutRules(lines: readonly Line[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  for (let i = 0; i < lines.length; ) {
    const end = blockEnd(lines, i);
    const run = lines.slice(i, end);
    if (run.some((line) => line.parts.length > 1) && run.some((line) => line.cells.some(isFigure))) {
      const before = blocks.at(-1);
      // The first of several header lines may hold one name alone; a name broken in two begins above its figures.
      const first = run[0] as Line;
      if (before?.kind === 'line' && (isHeaderName(before.line, first) || isHalf(before.line, first))) {
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

function isHeaderName(line: Line, below: Line): boolean {
  const text = foldWidth(line.text).replace(/\s+/g, '');
  return (
    line.parts.length === 1 &&
    text.length <= 8 &&
    !/[::。]/.test(text) &&
    !endsAsTable(text) &&
    !isProperty(text) &&
    below.y - line.y < Math.max(line.size, below.size) * 2 &&
    Math.abs(line.size - below.size) < 1
  );
}

/** Whether a line is nearer to the row below than two rows can be: half of a name that stands in the middle beside it. */
function isHalf(line: Line, below: Line): boolean {
  return line.parts.length === 1 && isData(below) && below.y - line.y < Math.min(line.size, below.size);
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
