/** Words put on lines, and where their parts stand. */
import { foldName, foldWidth } from '../../base/fold.ts';
import { open } from '../../service.ts';

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
  /** The same, where any gap parts. */
  readonly words: readonly Part[];
}

export interface Place {
  readonly left: number;
  readonly right: number;
}

export interface Part extends Place {
  readonly text: string;
  /** Of its first word: a line takes in what stands a little higher or lower. */
  readonly y: number;
}

/** Two lines of one text. Chinese and numbers go on without a blank, Latin words do not. */
export function glue(text: string, more: string): string {
  if (text === '' || more === '') return text + more;
  return /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(more) ? `${text} ${more}` : text + more;
}

/** Places that touch, as one. */
export function spansOf(places: readonly Place[]): Place[] {
  const spans: { left: number; right: number }[] = [];
  for (const { left, right } of [...places].sort((a, b) => a.left - b.left)) {
    const last = spans.at(-1);
    if (last && left < last.right + 1) last.right = Math.max(last.right, right);
    else spans.push({ left, right });
  }
  return spans;
}

export function middleOf({ left, right }: Place): number {
  return (left + right) / 2;
}

const FIGURE = /^[-−－+]?(?:\d[\d,]*(?:\.\d+)?%?|—+|-)$/;

export function isFigureText(text: string): boolean {
  return FIGURE.test(text);
}

export function isFigure(part: { readonly text: string }): boolean {
  return FIGURE.test(foldWidth(part.text));
}

/** Whether a line is a row with figures. */
export function isData(line: Line): boolean {
  return line.cells.length >= 2 && line.cells.some(isFigure);
}

/** A 栏次 row. */
export function counts(line: Line): boolean {
  const { columnNumberMark, lineNumber } = open('').reference.vocabulary;
  const marks = [...columnNumberMark, ...lineNumber];
  const texts = line.cells.map((p) => foldName(p.text)).filter((t) => !marks.includes(t));
  return texts.length >= 2 && texts.every((t, i) => Number(t) === i + 1);
}
