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

function coverage(
  tree: Tree,
  b: number,
  i: number,
  syntax: WaiverSyntax,
): { from: number; to: number; file: boolean } {
  const { block, line } = tree.blocks[b] as PlacedBlock;
  if (syntax.scope === 'file') return { from: 0, to: tree.lines.length, file: true };
  if (syntax.scope === 'table') {
    let at = b;
    while (at < tree.blocks.length && (tree.blocks[at] as PlacedBlock).block.kind !== 'table') {
      if (at > b && (tree.blocks[at] as PlacedBlock).block.kind === 'heading') break;
      at++;
    }
    // Between the last row and the last note the comment stands in the table's own block.
    const target = tree.blocks[at];
    if (target && target.block.kind === 'table') {
      return { from: target.line, to: target.line + target.block.lines.length - 1, file: false };
    }
    const before = tree.blocks
      .slice(0, b)
      .findLast((x) => x.block.kind === 'table' || x.block.kind === 'heading');
    if (before?.block.kind === 'table')
      return { from: before.line, to: before.line + before.block.lines.length - 1, file: false };
    return { from: line + i, to: line + i, file: false };
  }
  // The next line if it is a row; else the paragraph or note that follows.
  for (let j = i + 1; j < block.lines.length; j++) {
    const role = block.roles[j];
    if (role === 'comment' || role === 'blank' || role === 'delimiter') continue;
    if (role === 'row') return { from: line + j, to: line + j, file: false };
    if (role === 'note') {
      let end = j;
      while (end + 1 < block.lines.length && block.roles[end + 1] === 'note') end++;
      return { from: line + j, to: line + end, file: false };
    }
    return { from: line, to: line + block.lines.length - 1, file: false };
  }
  for (let at = b + 1; at < tree.blocks.length; at++) {
    const next = tree.blocks[at] as PlacedBlock;
    if (next.block.kind === 'blank' || next.block.kind === 'comment') continue;
    if (next.block.kind === 'table') {
      const row = next.block.roles.findIndex((r) => r === 'row' || r === 'note');
      return { from: next.line, to: next.line + Math.max(row, 0), file: false };
    }
    return { from: next.line, to: next.line + next.block.lines.length - 1, file: false };
  }
  return { from: line + i, to: line + i, file: false };
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
