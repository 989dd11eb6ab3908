/** What holds of a text as it is read, and the amounts that are read of it. */
import type { Analysis } from '../../server/src/service.ts';
import { tokensOf } from '../../server/src/syntax/line.ts';
import type { Tree } from '../../server/src/syntax/tree.ts';
import { must } from './checks.ts';

/** The text is in its tokens, and its lines in its blocks. */
export function lossless(text: string, tree: Tree): void {
  let all = '';
  for (const line of tree.lines) {
    const own = line.text + line.eol;
    let at = 0;
    for (const token of tokensOf(line)) {
      must(token.start === at && token.end > at, 'tokens leave a gap', own, token);
      all += own.slice(token.start, token.end);
      at = token.end;
    }
    must(at === own.length, 'tokens end too soon', own, at);
  }
  must(all === text, 'tokens do not give the text');
  let next = 0;
  for (const { block, line } of tree.blocks) {
    must(line === next, 'blocks leave a gap', line, next);
    must(block.lines.length === block.roles.length, 'a line without a role');
    for (const [i, l] of block.lines.entries()) must(l === tree.lines[line + i], 'a line of another place');
    next += block.lines.length;
  }
  must(next === tree.lines.length, 'blocks end too soon');
}

export const shape = (tree: Tree) =>
  tree.blocks.map(({ block, line }) => [
    block.kind,
    line,
    block.roles,
    block.lines.map((l) => [l.kind, l.text, l.eol]),
  ]);

/** Every amount that could be read, by its value. */
export function amounts(analysis: Analysis): Map<string, number> {
  const found = new Map<string, number>();
  for (const { table } of analysis.report.tables)
    for (const row of table.rows)
      for (const [column, figure] of row.cells) {
        // A rate is no amount, even where nothing but its header says so.
        if (column.path.some((p) => p.includes('率'))) continue;
        if (figure.state !== 'amount') continue;
        const key = `${figure.value}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
  return found;
}
