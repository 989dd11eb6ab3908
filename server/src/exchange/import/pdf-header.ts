/**
 * The header of a table that no rule parts: which columns each name stands over, told by its place alone. A name stands
 * in the middle of its cell, along and down; where its cell ends is told by the text below, which keeps to one side.
 */
import { largest, smallest } from '../../base/lists.ts';
import { own } from './grid.ts';
import { glue, isFigure, type Line, middleOf, type Part, type Place } from './pdf-places.ts';
import type { Grid, GridCell } from './types.ts';

/** What is known of the rows below a header. */
export interface Body {
  readonly columns: readonly Place[];
  readonly columnOf: (part: Place) => number;
  readonly parts: readonly Part[];
  /** The least distance of two rows. */
  readonly pitch: number;
  /** The side of their cells that figures keep to. */
  readonly side: Side;
}

export type Side = 'left' | 'right';

export interface Name extends Part {
  readonly size: number;
  /** From its first line to its last. */
  readonly tall: number;
}

/** A cell's sides, as far as they are known. */
interface Sides {
  left: number | undefined;
  right: number | undefined;
}

/**
 * Rows of a header over columns. A name beside those of the line below it reaches down to the figures; a name over them
 * stands for all of them that lie under it.
 * @returns undefined where a name could stand for one or several
 */
export function headerOf(lines: readonly Line[], body: Body): GridCell[][] | undefined {
  const rows = rowsOfNames(namesIn(lines, body.pitch, body.columnOf));
  const lowest = rows.at(-1) ?? [];
  const header = new Header(body, (lowest[0]?.y ?? 0) + heightOf(lowest, body) / 2);
  for (const row of rows.reverse()) if (!header.add(row)) return undefined;
  return hasBrokenName(header.rows) ? undefined : header.rows;
}

/** How high the cells of a line of names are. */
function heightOf(names: readonly Name[], { pitch }: Body): number {
  const tallest = largest(
    names.map((n) => n.tall),
    0,
  );
  return tallest + Math.min(pitch, (names[0]?.size ?? 0) * 1.8);
}

class Header {
  readonly rows: GridCell[][] = [];
  /** Each column's own name. */
  private readonly names: (Name | undefined)[];
  /** How high the cells of a column's names reach so far; undefined where it has none. */
  private readonly tops: (number | undefined)[];
  private readonly sides: readonly Sides[];

  constructor(
    private readonly body: Body,
    /** Where the header's lowest cells end. */
    private readonly bottom: number,
  ) {
    this.names = body.columns.map(() => undefined);
    this.tops = body.columns.map(() => undefined);
    this.sides = sidesOf(body);
  }

  /** Takes in the names of one line, above those that were taken in before; whether each has its place. */
  add(names: readonly Name[]): boolean {
    const own: { name: Name; column: number }[] = [];
    const over: Name[] = [];
    for (const name of names) {
      const column = this.body.columnOf(name);
      if (this.tops[column] === undefined && !own.some((o) => o.column === column))
        own.push({ name, column });
      else over.push(name);
    }
    for (const { name, column } of own) this.put(name, column);
    return over.length === 0 || this.over(over, names);
  }

  private put(name: Name, column: number): void {
    const row = this.rows[0] ?? this.body.columns.map((): GridCell => ({ text: '' }));
    if (this.rows.length === 0) this.rows.push(row);
    row[column] = { text: name.text };
    this.names[column] = name;
    // A cell that reaches down to the header's end has its name in its middle.
    this.tops[column] = 2 * name.y - this.bottom;
  }

  /** Puts names over those that stand below them. */
  private over(given: readonly Name[], line: readonly Name[]): boolean {
    const names = [...given].sort((a, b) => a.left - b.left);
    const { y, size } = names[0] as Name;
    const wanted = this.tops.map((top): Wanted => {
      if (top === undefined || top < y - size * 0.2) return 'no';
      return top > y + size * 0.2 ? 'yes' : 'open';
    });
    const spans = this.isAtLeft() ? this.byNames(names, wanted) : shared(names, wanted, this.cells());
    if (!spans) return false;
    const row = this.body.columns.map((): GridCell => ({ text: '' }));
    for (const [i, [from, to]] of spans.entries())
      for (let c = from; c <= to; c++) {
        const { text } = names[i] as Name;
        row[c] = c === from ? { text } : { text, covered: 'left' };
        this.tops[c] = y - heightOf(line, this.body) / 2;
      }
    this.rows.unshift(row);
    return true;
  }

  /** Whether names stand at the left of their cells, as the text below them does: then nothing shows where cells end. */
  private isAtLeft(): boolean {
    const { columns } = this.body;
    const known = this.names.filter((n, c) => n && Math.abs(n.left - (columns[c]?.left ?? 0)) < 1);
    return known.length > 1 && known.length === this.names.filter((n) => n).length;
  }

  /** The columns of names by those of the names below them alone. */
  private byNames(
    names: readonly Name[],
    wanted: readonly Wanted[],
  ): (readonly [number, number])[] | undefined {
    const spans: (readonly [number, number])[] = [];
    for (const run of runsOf(wanted)) {
      const [from, to] = [this.body.columns[run[0] as number], this.body.columns[run.at(-1) as number]];
      const over = names.filter(
        (n) => middleOf(n) > (from?.left ?? 0) - n.size && middleOf(n) < (to?.right ?? 0) + n.size,
      );
      const groups = over.length > 0 && share(run, over, (c) => middleOf(this.names[c] as Name));
      if (!groups) return undefined;
      for (const group of groups) spans.push([group[0] as number, group.at(-1) as number]);
    }
    return spans.length === names.length ? spans : undefined;
  }

  /** The sides of each column's cell: by its text, by its name's middle, by its neighbours. */
  private cells(): Sides[] {
    const cells = this.sides.map((s) => ({ ...s }));
    for (let again = 0; again < cells.length; again++)
      cells.forEach((cell, c) => {
        const name = this.names[c];
        cell.left ??= cells[c - 1]?.right;
        cell.right ??= cells[c + 1]?.left;
        if (!name) return;
        const middle = middleOf(name);
        if (cell.left !== undefined) cell.right ??= 2 * middle - cell.left;
        else if (cell.right !== undefined) cell.left = 2 * middle - cell.right;
      });
    return cells;
  }
}

/** Whether a column lies under a name of a line: it must, it must not, or nobody can say by itself. */
type Wanted = 'yes' | 'no' | 'open';

/**
 * The columns of names that stand side by side over others.
 * @returns undefined where none, or more than one way of sharing them fits
 */
function shared(
  names: readonly Name[],
  wanted: readonly Wanted[],
  cells: readonly Sides[],
): (readonly [number, number])[] | undefined {
  const ways: (readonly [number, number])[][] = [];
  const go = (from: number, spans: readonly (readonly [number, number])[]): void => {
    if (ways.length > 1) return;
    const name = names[spans.length];
    if (!name) {
      if (!wanted.slice(from).includes('yes')) ways.push([...spans]);
      return;
    }
    for (let a = from; a < cells.length; a++) {
      for (const b of endsFor(name, a, wanted, cells)) go(b + 1, [...spans, [a, b]]);
      if (wanted[a] === 'yes') return;
    }
  };
  go(0, []);
  return ways.length === 1 ? ways[0] : undefined;
}

/** Where the columns from one on may end that a name stands in the middle of. */
function endsFor(name: Name, from: number, wanted: readonly Wanted[], cells: readonly Sides[]): number[] {
  const ends: number[] = [];
  for (let to = from; to < cells.length && wanted[to] !== 'no'; to++) {
    const [left, right] = [cells[from]?.left, cells[to]?.right];
    if (left === undefined || right === undefined) continue;
    if (Math.abs((left + right) / 2 - middleOf(name)) < name.size * 0.3) ends.push(to);
  }
  return ends;
}

/** The sides of columns whose text keeps to one of them; figures of one width alone do as all others do. */
function sidesOf({ columns, columnOf, parts, side }: Body): Sides[] {
  return columns.map((_, c) => {
    const list = parts.filter((part) => columnOf(part) === c);
    const kind = keptSide(list) ?? (list.every(isFigure) ? side : undefined);
    const [first] = list;
    return {
      left: kind === 'left' && first ? first.left - EDGE : undefined,
      right: kind === 'right' && first ? first.right + EDGE : undefined,
    };
  });
}

/** The side that figures keep to in all columns where it shows; undefined where none does, or they differ. */
export function sideOf(
  columns: readonly Place[],
  columnOf: (part: Place) => number,
  parts: readonly Part[],
): Side | undefined {
  const kinds = columns.map((_, c) => {
    const list = parts.filter((part) => columnOf(part) === c);
    // Codes and line numbers keep to a side of their own.
    return list.every(isFigure) && !list.every(isCode) ? keptSide(list) : undefined;
  });
  const found = new Set(kinds.filter((k) => k !== undefined));
  const [side] = found;
  return found.size === 1 && side !== 'neither' ? side : undefined;
}

/** Whether a figure may be a code or the number of a line. */
export function isCode({ text }: Part): boolean {
  return /^\d{1,7}$/.test(text);
}

/** The side that texts of differing width keep to. */
function keptSide(list: readonly Part[]): Side | 'neither' | undefined {
  const spread = (values: readonly number[]) => largest(values, -Infinity) - smallest(values, Infinity);
  if (list.length < 2 || spread(list.map((p) => p.right - p.left)) < 1) return undefined;
  if (spread(list.map((p) => p.left)) < 1) return 'left';
  return spread(list.map((p) => p.right)) < 1 ? 'right' : 'neither';
}

/** How far text keeps from the side of its cell, about. */
const EDGE = 2;

/** The names of a header, those that a narrow cell broke over lines in one piece. */
export function namesIn(lines: readonly Line[], pitch: number, columnOf?: (part: Place) => number): Name[] {
  const names: { parts: Part[]; size: number }[] = [];
  for (const { cells, words, size } of lines) {
    const parts = cells.flatMap((cell) => split(cell, words, columnOf));
    const before = [...names];
    for (const part of parts) {
      const over = before.filter((n) => {
        const upper = n.parts.at(-1) as Part;
        const beside = parts.some((p) => p !== part && p.left < upper.right && upper.left < p.right);
        const close = part.y - upper.y < Math.min(size * 1.6, pitch * 0.92);
        return close && !beside && isBelow(part, upper);
      });
      const [only] = over;
      if (only && over.length === 1) only.parts.push(part);
      else names.push({ parts: [part], size });
    }
  }
  return names.map(({ parts, size }) => ({
    text: parts.reduce((text, part) => glue(text, part.text), ''),
    left: smallest(
      parts.map((p) => p.left),
      Infinity,
    ),
    right: largest(
      parts.map((p) => p.right),
      -Infinity,
    ),
    y: ((parts[0] as Part).y + (parts.at(-1) as Part).y) / 2,
    size,
    tall: (parts.at(-1) as Part).y - (parts[0] as Part).y,
  }));
}

/** Whether a text goes on below another: both in the middle of one cell, or both at its left. */
function isBelow(part: Part, upper: Part): boolean {
  return Math.abs(middleOf(part) - middleOf(upper)) < 1.5 || Math.abs(part.left - upper.left) < 1;
}

/** Names that stand close together, each over a column of its own, which a gap no wider than a blank parts. */
function split(cell: Part, words: readonly Part[], columnOf?: (part: Place) => number): readonly Part[] {
  const own = words.filter((w) => w.left >= cell.left - 0.5 && w.right <= cell.right + 0.5);
  const apart = columnOf && own.length > 1 && new Set(own.map(columnOf)).size === own.length;
  return apart && own.every((w) => w.text.length > 1) ? own : [cell];
}

/** Names by lines, from top to bottom. */
export function rowsOfNames(names: readonly Name[]): Name[][] {
  const rows: Name[][] = [];
  for (const name of [...names].sort((a, b) => a.y - b.y)) {
    const [first] = rows.at(-1) ?? [];
    if (first && name.y - first.y < name.size * 0.4) rows.at(-1)?.push(name);
    else rows.push([name]);
  }
  return rows;
}

/** Whether a name stands over one name alone: nobody can say whether it is one that a narrow column broke in two. */
function hasBrokenName(head: Grid): boolean {
  return head.some((row, r) =>
    row.some((cell, c) => own(cell) !== '' && own(head[r + 1]?.[c]) !== '' && row[c + 1]?.covered !== 'left'),
  );
}

/** Columns side by side that may lie under a name. */
function runsOf(wanted: readonly Wanted[]): number[][] {
  const runs: number[][] = [];
  for (const c of wanted.keys()) {
    if (wanted[c] === 'no') continue;
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
