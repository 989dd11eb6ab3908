/** Where statements stand in their paragraphs, and figures in the words of the report. */
import { foldName } from '../../base/fold.ts';
import type { Statement, ValueStatement } from '../../prose/types.ts';

export { written } from '../prose-figures.ts';

/** A name as it is compared: without an aside. */
export function nameKey(text: string): string {
  return foldName(text).replace(/\([^)]*\)/g, '');
}

/** Where the figure of a statement starts in its paragraph; its end, where the figure stands elsewhere. */
export function flatIndex(s: Statement): number {
  const { flat } = s.paragraph;
  const { text } = flat;
  const span = s.figure?.span;
  const block = s.figure ? flat.blocks.indexOf(s.figure.owner.block) : -1;
  if (!span || block < 0) return text.length;
  // Characters stand in the order of the source.
  const compare = (i: number) =>
    (flat.block[i] as number) - block ||
    (flat.line[i] as number) - span.line ||
    (flat.column[i] as number) - span.start;
  let from = 0;
  let to = text.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(middle) < 0) from = middle + 1;
    else to = middle;
  }
  return from < text.length && compare(from) === 0 ? from : text.length;
}

/** The text of a paragraph between the figures of two statements, or undefined where they stand in different ones. */
export function textBetween(a: Statement, b: Statement): string | undefined {
  if (a.paragraph !== b.paragraph) return undefined;
  const { text } = a.paragraph.flat;
  return text.slice(flatIndex(a), flatIndex(b));
}

/** Whether a statement is an amount of the report's own year that the sentence gives for certain. */
export function isAmount(s: Statement): s is ValueStatement {
  return (
    s.kind === 'value' &&
    !s.past &&
    !s.inReason &&
    s.figure.kind === 'money' &&
    !s.figure.approximate &&
    s.figure.printed !== undefined
  );
}

/** What stands before the figure of a statement in its clause. */
export function clauseOf(s: Statement): string {
  const { text } = s.paragraph.flat;
  const end = flatIndex(s);
  let start = end;
  while (start > 0 && !/[,;:\u3002]/.test(text[start - 1] as string)) start--;
  return text.slice(start, end);
}
