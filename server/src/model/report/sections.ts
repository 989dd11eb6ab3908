/** Headings as a tree. */

import { headingText, type Line } from '../../syntax/line.ts';
import type { Tree } from '../../syntax/tree.ts';
import type { Section } from './types.ts';

export function buildSections(tree: Tree): { roots: Section[]; all: Section[] } {
  const roots: Section[] = [];
  const all: Section[] = [];
  const stack: Section[] = [];
  for (const { block, line } of tree.blocks) {
    if (block.kind !== 'heading') continue;
    const head = block.lines[0] as Line;
    while (stack.length > 0 && (stack.at(-1) as Section).level >= head.level)
      (stack.pop() as Section).end = line;
    const parent = stack.at(-1);
    const section: Section = {
      line,
      level: head.level,
      text: headingText(head).text,
      end: tree.lines.length,
      children: [],
      parent,
    };
    (parent?.children ?? roots).push(section);
    all.push(section);
    stack.push(section);
  }
  return { roots, all };
}
