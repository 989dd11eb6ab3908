/** Where statements stand in their paragraphs, and figures in the words of the report. */
import { foldName } from '../../base/fold.ts';
import type { Statement } from '../../prose/types.ts';

export { written } from '../prose-figures.ts';

/** A name as it is compared: without an aside. */
export function nameKey(text: string): string {
  return foldName(text).replace(/\([^)]*\)/g, '');
}

/** Where the figure of a statement starts in its paragraph. */
export function flatIndex(s: Statement, text: string): number {
  const { flat } = s.paragraph;
  const span = s.figure?.span;
  if (!span) return text.length;
  for (let i = 0; i < text.length; i++) {
    if (
      flat.line[i] === span.line &&
      flat.column[i] === span.start &&
      flat.blocks[flat.block[i] as number] === s.figure?.owner.block
    )
      return i;
  }
  return text.length;
}

/** The text of a paragraph between the figures of two statements, or undefined where they stand in different ones. */
export function textBetween(a: Statement, b: Statement): string | undefined {
  if (a.paragraph !== b.paragraph) return undefined;
  const { text } = a.paragraph.flat;
  return text.slice(flatIndex(a, text), flatIndex(b, text));
}

/** Whether a statement is an amount of the report's own year that the sentence gives for certain. */
export function isAmount(s: Statement): boolean {
  return (
    s.kind === 'value' &&
    !s.past &&
    !s.inReason &&
    s.figure?.kind === 'money' &&
    !s.figure.approximate &&
    s.figure.printed !== undefined
  );
}
