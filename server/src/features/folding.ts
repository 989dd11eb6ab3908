/** Folding: sections, tables, runs of notes and comments, the front matter. Reads the tree alone. */
import type { Analysis } from '../analysis/analysis.ts';
import type { Line } from '../syntax/line.ts';
import type { Tree } from '../syntax/tree.ts';

export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'region' | 'comment';
}

/** The stretches that can be folded, by their first line. */
export function foldingRanges(analysis: Analysis): Fold[] {
  const { tree } = analysis;
  const folds: Fold[] = [];
  const add = (start: number, end: number, kind: Fold['kind'] = 'region') => {
    const last = lastFilled(tree, end);
    if (last > start) folds.push({ start, end: last, kind });
  };
  const open: { level: number; line: number }[] = [];
  for (const { block, line } of tree.blocks) {
    const last = line + block.lines.length - 1;
    switch (block.kind) {
      case 'heading': {
        const { level } = block.lines[0] as Line;
        while (open.length > 0 && (open.at(-1) as { level: number }).level >= level)
          add((open.pop() as { line: number }).line, line - 1);
        open.push({ level, line });
        break;
      }
      case 'front':
        add(line, last);
        break;
      case 'comment':
        add(line, last, 'comment');
        break;
      case 'table': {
        const first = block.roles.findIndex((r) => r === 'row' || r === 'delimiter');
        const rows = block.roles.findLastIndex((r) => r === 'row' || r === 'delimiter');
        add(line + first, line + rows);
        runs(block.roles, 'note', (from, to) => add(line + from, line + to));
        break;
      }
      default:
    }
  }
  while (open.length > 0) add((open.pop() as { line: number }).line, tree.lines.length - 1);
  return folds.sort((a, b) => a.start - b.start || b.end - a.end);
}

function lastFilled(tree: Tree, from: number): number {
  let line = from;
  while (line > 0 && tree.lines[line]?.kind === 'blank') line--;
  return line;
}

function runs(roles: readonly string[], wanted: string, found: (from: number, to: number) => void): void {
  for (let i = 0; i < roles.length; i++) {
    if (roles[i] !== wanted) continue;
    let end = i;
    while (roles[end + 1] === wanted) end++;
    found(i, end);
    i = end;
  }
}
