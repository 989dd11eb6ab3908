/**
 * Tables of web pages taken out as text, one cell a line: header, then rows, with nothing to tell where a row ends. How
 * many columns there are is told by what stands where: in each row the same kinds of cells, and under a header of two
 * rows the sums that its form owes. What fits in no way, or in several, is left as rows for a person to place.
 */

import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { KEY, keyLine, USUAL_UNIT } from '../../base/keys.ts';
import { open } from '../../service.ts';
import { isNote, isProperty, isTitle } from './grid.ts';
import type { Grid, GridCell, Piece } from './types.ts';
import { isFurniture } from './words.ts';

/** A table that was found in lines, and the line behind it. */
export interface Stacked {
  readonly pieces: readonly Piece[];
  readonly end: number;
}

/** How many columns a header may have. */
const WIDEST = 30;
/** The fewest figures, and cells, that make a run of short lines a table. */
const FEWEST = { figures: 4, cells: 6 };

/** The table that begins at a line, cell by cell; undefined where none does. */
export function stackedAt(lines: readonly string[], at: number, title: string): Stacked | undefined {
  if (!followsHead(lines, at)) return undefined;
  const first = cellOf(lines[at] ?? '');
  if (first === '' || isFigure(first) || first.split(/\s{2,}/).some(isProperty)) return undefined;
  const run = cellsFrom(lines, at);
  const figures = run.cells.filter(isFigure).length;
  if (figures < FEWEST.figures || run.cells.length < FEWEST.cells) return undefined;
  const found = layouts(run.cells);
  const grid = found.length === 1 ? found[0] : best(found, title);
  return {
    pieces: [
      { kind: 'blank' },
      grid ? { kind: 'table', rows: grid } : { kind: 'unparted', lines: run.cells },
      { kind: 'blank' },
    ],
    end: run.end,
  };
}

/** Whether what stands above a line is what stands over tables. */
function followsHead(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--;
  const text = cellOf(lines[above] ?? '');
  if (text === '') return false;
  return text.split(/\s{2,}/).every(isProperty) || isTitle(text);
}

/** The short lines from one on, up to the last with a figure. */
function cellsFrom(lines: readonly string[], at: number): { cells: string[]; end: number } {
  const cells: string[] = [];
  let kept = 0;
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const raw = lines[i] as string;
    if (raw.includes('\t') || raw.startsWith('#')) break;
    const text = cellOf(raw);
    // A bar alone parts rows or cells, and says nothing of which.
    if (text === '') continue;
    if (text.length > 40 || /[。；！？]/.test(text) || isNote([{ text }]) || isFurniture(text)) break;
    if (cells.length > 0 && (isProperty(text) || (isTitle(text) && leadingNumber(foldName(text)) !== '')))
      break;
    cells.push(tidied(text));
    if (isFigure(text)) {
      kept = cells.length;
      end = i + 1;
    }
  }
  return { cells: cells.slice(0, kept), end };
}

/** A line's cell: without the bar that ends it. */
function cellOf(line: string): string {
  return line
    .trim()
    .replace(/^[|｜]+\s*|\s*[|｜]+$/g, '')
    .trim();
}

/** `项 目`: one word, spaced. */
function tidied(text: string): string {
  return text.replace(/(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han}|[（(])/gu, '');
}

function isFigure(text: string): boolean {
  const folded = foldWidth(text);
  return parseNumber(folded.replace(/%$/, '')) !== undefined || /^[-—–]+$/.test(folded);
}

/** All tables that the cells may be. */
function layouts(cells: readonly string[]): Grid[] {
  const first = cells.findIndex(isFigure);
  const found: Grid[] = [];
  for (let width = 2; width <= Math.min(first, WIDEST); width++) {
    const body = rowsOf(cells.slice(width), width);
    if (body) found.push(gridFrom([cells.slice(0, width)], body));
  }
  if (found.length > 0) return found;
  // A header of two rows, of which one or two cells stand over the lower ones.
  for (let head = Math.max(3, first - 1); head <= first; head++) {
    for (const groups of [1, 2]) {
      const width = head - groups;
      const body = width >= 2 ? rowsOf(cells.slice(head), width) : undefined;
      if (!body) continue;
      for (const header of nestedHeaders(cells.slice(0, head), groups))
        found.push([...header, ...textRows(body)]);
    }
  }
  return found;
}

/** Cells as rows of a width, where each column holds words, or figures, all along; else undefined. */
function rowsOf(cells: readonly string[], width: number): string[][] | undefined {
  if (cells.length === 0 || cells.length % width !== 0) return undefined;
  const rows: string[][] = [];
  for (let i = 0; i < cells.length; i += width) rows.push(cells.slice(i, i + width));
  const kinds = Array.from(
    { length: width },
    (_, c) => new Set(rows.map((row) => isFigure(row[c] as string))),
  );
  const figures = kinds.filter((k) => k.size === 1 && k.has(true)).length;
  // One row has no columns that could agree, but no words among its figures either.
  if (kinds.some((k) => k.size > 1) || figures === 0) return undefined;
  return rows;
}

function gridFrom(head: readonly (readonly string[])[], body: readonly (readonly string[])[]): Grid {
  return textRows([...head, ...body]);
}

function textRows(rows: readonly (readonly string[])[]): Grid {
  return rows.map((row) => row.map((text): GridCell => ({ text })));
}

/** The two rows that header cells may be, with one group or two of the same size over the lower row. */
function* nestedHeaders(cells: readonly string[], groups: number): Generator<Grid> {
  for (let lower = groups * 2; lower < cells.length - groups + 1; lower += groups) {
    const upper = cells.slice(0, cells.length - lower);
    const below = cells.slice(cells.length - lower);
    const size = lower / groups;
    if (upper.length < groups) break;
    for (const starts of choices(upper.length, groups)) {
      const top: GridCell[] = [];
      const bottom: GridCell[] = [];
      let used = 0;
      upper.forEach((text, i) => {
        const count = starts.includes(i) ? size : 1;
        for (let k = 0; k < count; k++) {
          top.push(k === 0 ? { text } : { text, covered: 'left' });
          bottom.push(count === 1 ? { text, covered: 'above' } : { text: below[used++] as string });
        }
      });
      yield [top, bottom];
    }
  }
}

function choices(count: number, wanted: number): number[][] {
  const one = Array.from({ length: count }, (_, i) => [i]);
  return wanted === 1 ? one : one.flatMap(([i = 0]) => one.slice(i + 1).map(([k = 0]) => [i, k]));
}

/** Of several tables the one whose sums hold, as its form owes them; undefined where none does, or more than one. */
function best(found: readonly Grid[], title: string): Grid | undefined {
  let most = 0;
  let chosen: Grid[] = [];
  for (const grid of found.slice(0, 200)) {
    const { passed, broken } = open(source(grid, title)).coverage;
    if (broken > 0 || passed === 0 || passed < most) continue;
    chosen = passed > most ? [grid] : [...chosen, grid];
    most = passed;
  }
  return chosen.length === 1 ? chosen[0] : undefined;
}

function source(grid: Grid, title: string): string {
  const bar = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '｜')).join(' | ')} |`;
  const head = grid.filter((row) => row.every((c) => !isFigure(c.text)));
  const names = (grid[0] ?? []).map((_, c) => {
    const parts = head.map((row) => row[c]?.text.replaceAll('/', '／') ?? '');
    return parts.filter((part, i) => part !== parts[i - 1]).join('/');
  });
  const rows = grid.slice(head.length).map((row) => bar(row.map((c) => c.text)));
  return [
    `## ${title}`,
    keyLine(KEY.unit, USUAL_UNIT),
    '',
    bar(names),
    bar(names.map(() => '---')),
    ...rows,
    '',
  ].join('\n');
}
