/** Boxes on the pages of a PDF. */
import { largest, smallest } from '../../base/lists.ts';
import type { Box, ReadPart } from './types.ts';

/** The box about boxes. */
export function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  return [
    smallest(
      boxes.map((b) => b[0]),
      Number.POSITIVE_INFINITY,
    ),
    smallest(
      boxes.map((b) => b[1]),
      Number.POSITIVE_INFINITY,
    ),
    largest(
      boxes.map((b) => b[2]),
      Number.NEGATIVE_INFINITY,
    ),
    largest(
      boxes.map((b) => b[3]),
      Number.NEGATIVE_INFINITY,
    ),
  ];
}

/** How wide a character is beside others: Chinese is twice as wide as a digit. */
function weight(char: string): number {
  return /\s/.test(char) ? 0.5 : char < '\u0300' ? 1 : 2;
}

function width(text: string): number {
  let sum = 0;
  for (const char of text) sum += weight(char);
  return sum;
}

/** The box of a part, or of some of its words. @param within counts characters that are no blanks */
export function boxOf({ box, text }: ReadPart, within?: { from: number; length: number }): Box | undefined {
  if (!box || !within || within.length === 0) return box;
  const bare = [...text.replace(/\s+/g, '')];
  const all = width(bare.join(''));
  if (all === 0 || within.from >= bare.length) return box;
  const before = width(bare.slice(0, within.from).join(''));
  const inside = width(bare.slice(within.from, within.from + within.length).join(''));
  const unit = (box[2] - box[0]) / all;
  const round = (x: number) => Math.round(x * 10) / 10;
  return [round(box[0] + before * unit), box[1], round(box[0] + (before + inside) * unit), box[3]];
}
