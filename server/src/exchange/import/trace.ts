/**
 * From a line of a report's source back to its place in the file that it was read from. On the way from one to the
 * other headers are joined, pages put together, notes taken off and people edit: so a line is found again by its words.
 * Lines whose words stand once in both are found for sure; what stands between two of them is looked for between their
 * places.
 */
import { foldWidth } from '../../base/fold.ts';
import { getOrMake, pushTo } from '../../base/maps.ts';
import type { Range } from '../../service.ts';
import { boxOf } from './boxes.ts';
import { columnName } from './sheet.ts';
import type { Origin, Places, ReadPart, ReadPlace } from './types.ts';

/** Stretches of a line's words, and which part of which place they are. */
interface Found {
  /** In the line's words. */
  readonly from: number;
  readonly to: number;
  readonly place: ReadPlace;
  readonly part: ReadPart;
}

interface SourceLine {
  readonly text: string;
  readonly words: string;
  readonly row: boolean;
  found: Found[];
}

interface Known {
  readonly place: ReadPlace;
  readonly words: string;
  readonly parts: readonly { readonly part: ReadPart; readonly words: string; readonly from: number }[];
}

/** What stands between words, and what only the source writes. */
const BETWEEN = /[\s|\\#*/`\u00a0\u200b\ufeff]+/g;
const DROPPED = /[\s|\\#*/`\u00a0\u200b\ufeff]/;

function wordsOf(text: string): string {
  return foldWidth(text).replace(BETWEEN, '');
}

export class Trace {
  private readonly lines: SourceLine[];
  private readonly files: readonly string[];

  constructor(text: string, { files, places }: Places) {
    this.files = files;
    this.lines = text.split(/\r\n?|\n/).map((line) => ({
      text: line,
      words: wordsOf(line),
      row: line.startsWith('|'),
      found: [],
    }));
    const known = places.map(knownOf);
    const byWords = countedLines(this.lines);
    files.forEach((_, file) => {
      const own = known.filter((k) => k.place.file === file);
      this.settle(own, anchorsOf(own, byWords));
    });
  }

  /** Where a range stands; its file alone where no more is known, or the range is of the file. */
  at({ start, end }: Range): Origin {
    const line = this.lines[start.line];
    if (!line || (start.line === 0 && start.character === 0 && end.character === 0)) return this.fileOf();
    const offset = wordsOf(line.text.slice(0, start.character)).length;
    const width = wordsOf(
      line.text.slice(start.character, end.line > start.line ? undefined : end.character),
    );
    const hit =
      line.found.find((f) => f.from <= offset && offset < f.to) ??
      (width === '' ? undefined : line.found.find((f) => f.from >= offset && f.from < offset + width.length));
    if (line.row && line.found.length > 0) return this.cellAt(start.line, start.character, hit);
    if (!hit) return this.near(start.line);
    return this.originOf(hit, { from: Math.max(0, offset - hit.from), length: width.length });
  }

  private fileOf(): Origin {
    return { file: this.files[0] ?? '' };
  }

  /** A cell, or the blank one in its row under the column that its table has there. */
  private cellAt(at: number, character: number, hit: Found | undefined): Origin {
    const line = this.lines[at] as SourceLine;
    if (hit) return this.originOf(hit);
    const [first] = line.found as [Found];
    const column = this.columnOf(at, cellIndex(line.text, character));
    return this.originOf({ ...first, part: { text: '', ...(column === undefined ? {} : { column }) } });
  }

  /** The column of the file that most cells of a table's column stand in. */
  private columnOf(at: number, index: number): number | undefined {
    let top = at;
    while (this.lines[top - 1]?.row) top--;
    const counts = new Map<number, Map<number, number>>();
    for (let i = top; this.lines[i]?.row; i++) {
      const { text, found } = this.lines[i] as SourceLine;
      for (const { from, part } of found) {
        if (part.column === undefined) continue;
        const own = getOrMake(counts, indexOfWords(text, from), () => new Map<number, number>());
        own.set(part.column, (own.get(part.column) ?? 0) + 1);
      }
    }
    // A column in which nothing stands lies as far from the next one as here.
    const [nearest] = [...counts.keys()].sort((a, b) => Math.abs(a - index) - Math.abs(b - index));
    if (nearest === undefined) return undefined;
    const columns = [...(counts.get(nearest) ?? [])].sort(([, a], [, b]) => b - a);
    return Math.max(1, (columns[0]?.[0] ?? 0) + index - nearest);
  }

  /** Where what stands next below, or above, is: a title may stand in no cell. */
  private near(at: number): Origin {
    for (const step of [1, -1]) {
      for (let i = at + step; i >= 0 && i < this.lines.length && Math.abs(i - at) <= MOST_AWAY; i += step) {
        const [first] = this.lines[i]?.found ?? [];
        if (!first) continue;
        const { file, page, sheet, table } = first.place;
        return {
          file: this.files[file] ?? '',
          ...(page === undefined ? {} : { page }),
          ...(sheet === undefined ? {} : { sheet }),
          ...(table === undefined ? {} : { table }),
        };
      }
    }
    return this.fileOf();
  }

  private originOf({ place, part }: Found, within?: { from: number; length: number }): Origin {
    const { file, page, sheet, table, row, paragraph } = place;
    const { column, text } = part;
    const box = page === undefined ? undefined : boxOf(part, within);
    return {
      file: this.files[file] ?? '',
      ...(page === undefined ? {} : { page, ...(text === '' ? {} : { words: text.trim() }) }),
      ...(sheet === undefined
        ? {}
        : { sheet, ...(row && column ? { cell: `${columnName(column - 1)}${row}` } : {}) }),
      ...(table === undefined ? {} : { table }),
      ...(sheet !== undefined || row === undefined ? {} : { row }),
      ...(sheet !== undefined || page !== undefined || column === undefined ? {} : { column }),
      ...(paragraph === undefined ? {} : { paragraph }),
      ...(box ? { box } : {}),
    };
  }

  /** Gives the lines of one file their places. */
  private settle(known: readonly Known[], anchors: readonly (readonly [number, number])[]): void {
    const bounds = [[-1, -1], ...anchors, [this.lines.length, known.length]] as const;
    for (const [line, at] of anchors) whole(this.lines[line] as SourceLine, known[at] as Known);
    for (let i = 1; i < bounds.length; i++) {
      const [line, at] = bounds[i - 1] as readonly [number, number];
      const [lineEnd, end] = bounds[i] as readonly [number, number];
      this.between(line + 1, lineEnd, known.slice(at + 1, end));
    }
  }

  private between(from: number, to: number, known: readonly Known[]): void {
    if (known.length === 0) return;
    const byWords = new Map<string, number[]>();
    known.forEach((k, i) => {
      pushTo(byWords, k.words, i);
    });
    let next = 0;
    for (let i = from; i < to; i++) {
      const line = this.lines[i] as SourceLine;
      if (line.words === '' || line.found.length > 0) continue;
      const same = byWords.get(line.words)?.find((at) => at >= next);
      if (same !== undefined) {
        whole(line, known[same] as Known);
        next = same + 1;
      } else if (line.row) cells(line, known, next);
      else next = sentences(line, known, next);
    }
  }
}

/** How far from a title its table may begin, in lines. */
const MOST_AWAY = 12;
/** How many places are looked through for what a line is made of. */
const MOST_LOOKED = 400;

function knownOf(place: ReadPlace): Known {
  let from = 0;
  const parts = place.parts.map((part) => {
    const words = wordsOf(part.text);
    const known = { part, words, from };
    from += words.length;
    return known;
  });
  return { place, words: parts.map((p) => p.words).join(''), parts };
}

/** The lines by their words; undefined where words stand on several. */
function countedLines(lines: readonly SourceLine[]): Map<string, number | undefined> {
  const out = new Map<string, number | undefined>();
  lines.forEach(({ words }, i) => {
    out.set(words, out.has(words) ? undefined : i);
  });
  return out;
}

/** Pairs of a line and a place whose words stand once in both, as far as they are in one order. */
function anchorsOf(
  known: readonly Known[],
  lines: ReadonlyMap<string, number | undefined>,
): (readonly [number, number])[] {
  const counts = new Map<string, number>();
  for (const { words } of known) counts.set(words, (counts.get(words) ?? 0) + 1);
  const pairs = known.flatMap(({ words }, at): (readonly [number, number])[] => {
    const line = words.length < 2 || counts.get(words) !== 1 ? undefined : lines.get(words);
    return line === undefined ? [] : [[line, at]];
  });
  return longestRise(pairs);
}

/** The longest run of pairs, given by their second number, that rises in the first too. */
function longestRise(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const ends: number[] = [];
  const before: number[] = [];
  pairs.forEach(([line], i) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number] as readonly [number, number])[0] < line) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = i;
  });
  const out: (readonly [number, number])[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] as number)
    out.push(pairs[i] as readonly [number, number]);
  return out.reverse();
}

/** A line whose words are those of a place. */
function whole(line: SourceLine, { place, parts }: Known): void {
  line.found = parts
    .filter((p) => p.words !== '')
    .map(({ part, words, from }) => ({ from, to: from + words.length, place, part }));
}

/** A row some of whose cells stand in a place: that with most of them, and those about it. */
function cells(line: SourceLine, known: readonly Known[], next: number): void {
  const wanted = cellWords(line.text);
  let best: Known | undefined;
  let most = 0;
  for (const k of known.slice(next, next + MOST_LOOKED)) {
    const own = new Set(k.parts.map((p) => p.words));
    const count = wanted.filter(({ words }) => words !== '' && own.has(words)).length;
    if (count > most) [best, most] = [k, count];
  }
  if (!best) return;
  const found: Found[] = [];
  const used = new Set<ReadPart>();
  for (const { words, from } of wanted) {
    const part = best.parts.find((p) => p.words === words && !used.has(p.part))?.part;
    if (!part || words === '') continue;
    used.add(part);
    found.push({ from, to: from + words.length, place: best.place, part });
  }
  line.found = found;
}

/** A line that several places make up one after the other, or that stands in one. @returns the place to go on at */
function sentences(line: SourceLine, known: readonly Known[], next: number): number {
  const found: Found[] = [];
  let offset = 0;
  let last = next;
  let missed = 0;
  for (let i = next; i < known.length && offset < line.words.length && missed < MOST_LOOKED; i++) {
    const { words, place, parts } = known[i] as Known;
    const at = words === '' ? -1 : line.words.indexOf(words, offset);
    // A short word may stand anywhere: it counts where nothing lies between.
    if (at < 0 || (at > offset && words.length < SURE)) {
      missed++;
      continue;
    }
    missed = 0;
    for (const p of parts)
      found.push({ from: at + p.from, to: at + p.from + p.words.length, place, part: p.part });
    offset = at + words.length;
    last = i + 1;
  }
  if (found.length > 0) {
    line.found = found;
    return last;
  }
  if (line.words.length < SURE) return next;
  const at = known.findIndex(
    (k, i) => i >= next - 1 && i < next + MOST_LOOKED && k.words.includes(line.words),
  );
  const holder = known[at];
  if (!holder) return next;
  const from = holder.words.indexOf(line.words);
  line.found = holder.parts.flatMap((p): Found[] => {
    const [start, end] = [p.from - from, p.from - from + p.words.length];
    return end <= 0 || start >= line.words.length
      ? []
      : [{ from: start, to: end, place: holder.place, part: p.part }];
  });
  return at + 1;
}

/** So many characters stand in one place only, as a rule. */
const SURE = 6;

/** The words of each cell of a row, and where they begin among the row's. */
function cellWords(text: string): { words: string; from: number }[] {
  let from = 0;
  return text
    .split(/(?<!\\)\|/)
    .slice(1)
    .map((cell) => {
      const words = wordsOf(cell);
      const out = { words, from };
      from += words.length;
      return out;
    });
}

/** Which cell of a row a character stands in. */
function cellIndex(text: string, character: number): number {
  return text.slice(0, character).split(/(?<!\\)\|/).length - 2;
}

/** Which cell of a row holds a character of its words. */
function indexOfWords(text: string, at: number): number {
  let seen = -1;
  let index = -1;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '|' && text[i - 1] !== '\\') index++;
    else if (!DROPPED.test(foldWidth(text[i] as string)) && ++seen === at) return index;
  }
  return index;
}
