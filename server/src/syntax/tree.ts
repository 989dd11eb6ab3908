/**
 * Lines → blocks → tree (language.md §1–§5). Never fails: what fits nothing else is prose. A block knows nothing of
 * its place in the file; the tree places it. Blocks whose lines are the same objects as before an edit are used again.
 */

import { type RawLine, sameLine, splitLines } from '../base/lines.ts';
import { sameEnds } from '../base/lists.ts';
import { type Line, readLine } from './line.ts';
import { Grouper } from './tree/grouper.ts';
import { type Block, type PlacedBlock, type Stretch, Tree } from './tree/types.ts';

export { isBroken, isFormulaLine } from './tree/rows.ts';
export {
  Block,
  type BlockKind,
  type LineRole,
  type PlacedBlock,
  type Stretch,
  type Tree,
} from './tree/types.ts';

/** Reads a text into its tree. */
export function parse(text: string): Tree {
  const lines = splitLines(text).map(readLine);
  const grouper = new Grouper(lines);
  const blocks: PlacedBlock[] = [];
  for (let line = 0; line < lines.length; ) {
    const placed = grouper.next(line);
    blocks.push(placed);
    line += placed.block.lines.length;
  }
  return new Tree(lines, blocks);
}

/** The stretch in which a text differs from a tree's, found by comparing the lines from both ends. */
export function stretchOf(text: string, before: Tree): Stretch {
  const raw = splitLines(text);
  const { head, tail } = sameEnds<RawLine>(raw, before.lines, sameLine);
  return { head, tail, lines: raw.slice(head, raw.length - tail) };
}

/** A stretch without the lines at its ends that are the same as before. */
export function tightened(stretch: Stretch, before: Tree): Stretch {
  const { head, tail, lines } = stretch;
  const old = before.lines.slice(head, before.lines.length - tail);
  const inner = sameEnds<RawLine>(lines, old, sameLine);
  return {
    head: head + inner.head,
    tail: tail + inner.tail,
    lines: lines.slice(inner.head, lines.length - inner.tail),
  };
}

/**
 * Reads a text that differs from an earlier one in one stretch: lines outside of it, and blocks made of such lines
 * alone and decided by such lines alone, are used again.
 */
export function reparse(before: Tree, stretch: Stretch): Tree {
  const { head, tail } = stretch;
  const old = before.lines;
  const lines = old.slice(0, head);
  for (const raw of stretch.lines) lines.push(readLine(raw));
  const changedTo = lines.length;
  for (let i = old.length - tail; i < old.length; i++) lines.push(old[i] as Line);
  const moved = lines.length - old.length;

  const first = before.blocks.findIndex(({ line, reach }) => line + reach > head);
  const from = first < 0 ? before.blocks.length - 1 : first;
  const blocks = before.blocks.slice(0, from);
  const start = before.blocks[from] as PlacedBlock;
  const grouper = new Grouper(lines, start.afterHeading, start.titles);
  let behind = from;
  for (let line = start.line; line < lines.length; ) {
    // From the first old block on that starts behind the stretch, and under the same heading, all is as it was.
    while (line >= changedTo && behind < before.blocks.length) {
      const next = before.blocks[behind] as PlacedBlock;
      if (next.line + moved >= line) break;
      behind++;
    }
    const next = before.blocks[behind];
    if (
      line >= changedTo &&
      next &&
      next.line + moved === line &&
      // Front matter is what the first line begins.
      (next.line === 0) === (line === 0) &&
      next.afterHeading === grouper.afterHeading &&
      next.titles === grouper.titles
    ) {
      for (const placed of before.blocks.slice(behind))
        blocks.push(moved === 0 ? placed : { ...placed, line: placed.line + moved });
      break;
    }
    const made = grouper.next(line);
    blocks.push(made);
    line += made.block.lines.length;
  }
  return new Tree(lines, reusing(blocks, from, before.blocks));
}

/** Of blocks that were grouped again, those that came out as before are the same objects as before. */
function reusing(blocks: PlacedBlock[], from: number, before: readonly PlacedBlock[]): PlacedBlock[] {
  const known = new Map<Line, Block>();
  for (let i = from; i < before.length; i++) {
    const { block } = before[i] as PlacedBlock;
    known.set(block.lines[0] as Line, block);
  }
  for (let i = from; i < blocks.length; i++) {
    const placed = blocks[i] as PlacedBlock;
    const block = reuse(known.get(placed.block.lines[0] as Line), placed.block);
    if (block !== placed.block) blocks[i] = { ...placed, block };
  }
  return blocks;
}

function reuse(old: Block | undefined, made: Block): Block {
  if (!old || old === made || old.kind !== made.kind || old.lines.length !== made.lines.length) return made;
  for (let i = 0; i < made.lines.length; i++) {
    if (old.lines[i] !== made.lines[i] || old.roles[i] !== made.roles[i]) return made;
  }
  return old;
}
