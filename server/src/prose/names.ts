/** What a figure of a sentence is called: its subject, for messages. Kept beside the figures, which stay plain data. */
import type { Figure } from '../model/types.ts';

const names = new WeakMap<Figure, string>();

export function nameFigure(figure: Figure, name: string): void {
  names.set(figure, name);
}

/** The subject that a sentence gives a figure, or ''. */
export function figureName(figure: Figure): string {
  return names.get(figure) ?? '';
}
