/** How lines become paragraphs, titles and captions. */

import { foldWidth, leadingNumber } from '../../base/fold.ts';
import { KEY, namesUnit, namesYear, titleOf } from '../../base/keys.ts';
import { isMoneyUnit } from '../../base/titles.ts';
import type { FrontMatter } from '../../model/report.ts';
import { cellsOf, type Line } from '../../syntax/line.ts';
import { textOfRuns } from './runs.ts';
import type { PublishedProperty, Run } from './types.ts';

export function titleFrom({ unit, year, kind }: FrontMatter): string {
  return titleOf(year, unit ?? '', kind ?? '');
}

export function widthOf(line: Line): number {
  const cells = cellsOf(line);
  let width = cells.length;
  // A row that is too long because of empty cells at its end widens nothing.
  while (width > 0 && cells[width - 1]?.text === '') width--;
  return width;
}

export function roleOfPair(key: string, value: string): PublishedProperty['role'] {
  if (key === KEY.number) return 'number';
  if (namesYear(key)) return 'year';
  if (namesUnit(key)) return isMoneyUnit(value.trim()) ? 'unit' : 'name';
  return 'other';
}

const STOP = /[。！？!?：:；;…]["”’）)】]?$/;

/** The least length of a line that a person or a program broke because it was full. */
const FULL_LINE = 28;

/** Whether a line of prose goes on in the next: it is full, does not end a sentence, and the next begins no item. */
export function goesOn(line: string, next: string): boolean {
  return line.length >= FULL_LINE && !STOP.test(line) && leadingNumber(foldWidth(next)) === '';
}

/** The caption of a chart line: what stands before `=` where it says what is drawn, without the kind of chart. */
export function captionOf(runs: readonly Run[]): readonly Run[] {
  const text = textOfRuns(runs);
  const equals = text.search(/[=＝]/);
  if (equals < 0 || runs.length !== 1) return runs;
  const [run] = runs as [Run];
  const from = /^[^\s　=＝]*图[\s　]+/.exec(text)?.[0].length ?? 0;
  const to = text.slice(0, equals).trimEnd().length;
  if (to <= from) return runs;
  return [{ ...run, text: text.slice(from, to), start: run.start + from, end: run.start + to }];
}
