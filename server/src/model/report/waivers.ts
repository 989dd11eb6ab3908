/** Waivers and the lines of `勾稽：`. */

import { type Line, trimEnd, type WaiverSyntax, waiverOf } from '../../syntax/line.ts';
import type { PlacedBlock, Tree } from '../../syntax/tree.ts';
import type { FormulaLine, PlacedTable, Waiver } from './types.ts';

export function readWaivers(tree: Tree): Waiver[] {
  const waivers: Waiver[] = [];
  tree.blocks.forEach(({ block, line }, b) => {
    block.lines.forEach((raw, i) => {
      if (raw.kind !== 'comment') return;
      const syntax = waiverOf(raw);
      if (syntax) waivers.push({ syntax, line: line + i, ...coverage(tree, b, i, syntax) });
    });
  });
  return waivers;
}

type Coverage = Pick<Waiver, 'from' | 'to' | 'file'>;

/** What a waiver in line `i` of block `b` covers. */
function coverage(tree: Tree, b: number, i: number, { scope }: WaiverSyntax): Coverage {
  const here = tree.blocks[b] as PlacedBlock;
  const itself = { from: here.line + i, to: here.line + i, file: false };
  if (scope === 'file') return { from: 0, to: tree.lines.length, file: true };
  if (scope === 'table') return ofTable(tree.blocks, b) ?? itself;
  return inBlock(here, i) ?? behind(tree.blocks, b) ?? itself;
}

const whole = ({ block, line }: PlacedBlock): Coverage => ({
  from: line,
  to: line + block.lines.length - 1,
  file: false,
});

/** The table that a comment stands in or over, else the one before it under the same heading. */
function ofTable(blocks: readonly PlacedBlock[], b: number): Coverage | undefined {
  let at = b;
  while (at < blocks.length && (blocks[at] as PlacedBlock).block.kind !== 'table') {
    if (at > b && (blocks[at] as PlacedBlock).block.kind === 'heading') break;
    at++;
  }
  // Between the last row and the last note the comment stands in the table's own block.
  const target = blocks[at];
  if (target?.block.kind === 'table') return whole(target);
  const before = blocks.slice(0, b).findLast((x) => x.block.kind === 'table' || x.block.kind === 'heading');
  return before?.block.kind === 'table' ? whole(before) : undefined;
}

/** The next line of the comment's own block if it is a row; else the paragraph or note that follows. */
function inBlock(placed: PlacedBlock, i: number): Coverage | undefined {
  const { block, line } = placed;
  for (let j = i + 1; j < block.lines.length; j++) {
    const role = block.roles[j];
    if (role === 'comment' || role === 'blank' || role === 'delimiter') continue;
    if (role === 'row') return { from: line + j, to: line + j, file: false };
    if (role !== 'note') return whole(placed);
    let end = j;
    while (end + 1 < block.lines.length && block.roles[end + 1] === 'note') end++;
    return { from: line + j, to: line + end, file: false };
  }
  return undefined;
}

/** The block that follows, and of a table all up to its first row. */
function behind(blocks: readonly PlacedBlock[], b: number): Coverage | undefined {
  const next = blocks.slice(b + 1).find((x) => x.block.kind !== 'blank' && x.block.kind !== 'comment');
  if (next?.block.kind !== 'table') return next && whole(next);
  const row = next.block.roles.findIndex((r) => r === 'row' || r === 'note');
  return { from: next.line, to: next.line + Math.max(row, 0), file: false };
}

export function readFormulas(tree: Tree, tables: readonly PlacedTable[]): FormulaLine[] {
  const formulas: FormulaLine[] = [];
  let at = -1;
  let open: PlacedTable | undefined;
  for (const { block, line } of tree.blocks) {
    if (block.kind === 'heading') open = undefined;
    if (block.kind === 'table') open = tables[++at];
    if (block.kind !== 'formula') continue;
    const text = (block.lines[0] as Line).text;
    const offset = text.search(/[:：]/) + 1;
    formulas.push({ line, text: trimEnd(text).slice(offset), offset, table: open });
  }
  return formulas;
}
