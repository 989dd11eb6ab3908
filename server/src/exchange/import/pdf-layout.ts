/**
 * From words and lines on pages to paragraphs and tables. Tables with rules are read by them: what no line parts is one
 * cell. Tables without are read by the gaps that go through all their rows.
 */
import { foldName, foldWidth } from '../../base/fold.ts';
import { append, largest } from '../../base/lists.ts';
import { spread } from './cell-lines.ts';
import { layOut, own, type SpanCell } from './grid.ts';
import type { Edge, PdfPage, Word } from './pdf-pages.ts';
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
}

interface Part {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

export type PageBlock =
  | { readonly kind: 'line'; readonly line: Line }
  | {
      readonly kind: 'table';
      readonly rows: Grid;
      readonly columns: readonly number[];
      readonly top: number;
      readonly bottom: number;
      /** Whether lines part its cells. */
      readonly ruled: boolean;
    };

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
        block: { kind: 'table', rows, columns: frame.xs, top: frame.top, bottom: frame.bottom, ruled: true },
        at: frame.top,
      });
  });
  for (const block of withoutRules(linesOf(free))) {
    blocks.push({ block, at: block.kind === 'table' ? block.top : block.line.y });
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
  const sorted = [...words].sort((a, b) => a.x - b.x);
  const size = largest(
    sorted.map((w) => w.size),
    0,
  );
  const parts: { text: string; left: number; right: number }[] = [];
  let before: Word | undefined;
  for (const word of sorted) {
    const last = parts.at(-1);
    const gap = before ? word.x - (before.x + before.width) : 0;
    // Bold is now and then printed as the same word twice, a hair apart.
    if (before && before.text === word.text && Math.abs(before.x - word.x) < size * 0.1) continue;
    if (!last || gap > size * 1.4) parts.push({ text: word.text, left: word.x, right: word.x + word.width });
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
  };
}

// ---- tables without rules ----

const FIGURE = /^[-−－+]?(?:\d[\d,]*(?:\.\d+)?%?|—+|-)$/;

/** Lines of several columns that stand together become tables. */
function withoutRules(lines: readonly Line[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  for (let i = 0; i < lines.length; ) {
    const end = blockEnd(lines, i);
    const run = lines.slice(i, end);
    const table = end > i ? columnsIn(run) : undefined;
    if (table) {
      blocks.push(table);
      i = end;
    } else {
      blocks.push({ kind: 'line', line: lines[i] as Line });
      i++;
    }
  }
  return blocks;
}

/** Where a run of lines ends that may be rows: each has several parts, or few words between such ones. */
function blockEnd(lines: readonly Line[], from: number): number {
  const first = lines[from] as Line;
  if (first.parts.length < 2) return from;
  let end = from;
  let last = first;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (i > from && line.y - last.y > Math.max(first.size, line.size) * 4) break;
    if (line.parts.length >= 2) end = i + 1;
    else if (line.text.length > 30 || /[。；]$/.test(line.text)) break;
    else if (i - end >= 2) break;
    last = line;
  }
  return end;
}

function columnsIn(lines: readonly Line[]): Extract<PageBlock, { kind: 'table' }> | undefined {
  const isData = (line: Line) =>
    line.parts.filter((p) => FIGURE.test(foldWidth(p.text))).length >= 1 && line.parts.length >= 2;
  const first = lines.findIndex((l) => isData(l) && !counts(l));
  if (first < 0) return undefined;
  const body = lines.slice(first).filter(isData);
  if (body.length < 2) return undefined;
  // The gaps that no row of the body crosses part the columns.
  const covered: { left: number; right: number }[] = [];
  const numbers = lines.slice(0, first).filter(counts);
  for (const part of [...body, ...numbers].flatMap((l) => l.parts).sort((a, b) => a.left - b.left)) {
    const last = covered.at(-1);
    if (last && part.left < last.right + 1) last.right = Math.max(last.right, part.right);
    else covered.push({ left: part.left, right: part.right });
  }
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
  const rows: GridCell[][] = [];
  const head = lines.slice(0, first);
  const labels = head.filter((l) => !counts(l));
  append(rows, headerOf(labels, covered.length, columnOf));
  for (const line of [...head.filter(counts), ...lines.slice(first)]) {
    const cells = covered.map(() => '');
    for (const part of line.parts) {
      const c = columnOf(part);
      cells[c] = cells[c] === '' ? part.text : `${cells[c]} ${part.text}`;
    }
    rows.push(cells.map((text) => ({ text })));
  }
  const top = (lines[0] as Line).y;
  const bottom = (lines.at(-1) as Line).y;
  return { kind: 'table', rows, columns: covered.map((c) => c.left), top, bottom, ruled: false };
}

/** A 栏次 row. */
function counts(line: Line): boolean {
  const texts = line.parts.map((p) => foldName(p.text)).filter((t) => t !== '栏次' && t !== '行次');
  return texts.length >= 2 && texts.every((t, i) => Number(t) === i + 1);
}

/** Header lines: one with fewer names than columns stands over the one below it. */
function headerOf(lines: readonly Line[], width: number, columnOf: (part: Part) => number): GridCell[][] {
  const rows: GridCell[][] = [];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as Line;
    const below = rows[0];
    const places = line.parts.map(columnOf);
    const distinct = new Set(places).size === places.length;
    if (
      below &&
      line.parts.length < width &&
      below.some((c) => own(c) === '') &&
      below.some((c) => own(c) !== '')
    ) {
      rows.unshift(
        spread(
          line.parts.map((p) => p.text),
          below,
        ),
      );
      continue;
    }
    const cells = Array.from({ length: width }, () => '');
    line.parts.forEach((part, p) => {
      const c = distinct ? (places[p] as number) : Math.min(p, width - 1);
      cells[c] = glue(cells[c] as string, part.text);
    });
    rows.unshift(cells.map((text) => ({ text })));
  }
  return rows;
}
