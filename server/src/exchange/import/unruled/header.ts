/** A header in pieces put together again, by the names of columns that the forms know. */
import { foldName } from '../../../base/fold.ts';
import { largest } from '../../../base/lists.ts';
import { open } from '../../../service.ts';
import type { Grid, GridCell } from '../types.ts';
import { words } from '../words.ts';

/** Names of columns that the forms know. */
export function knownNames(): ReadonlySet<string> {
  const { forms, vocabulary } = open('').reference;
  const names = new Set([...words().unruled.columns, ...vocabulary.codeContaining, ...vocabulary.name]);
  for (const form of forms.forms) {
    for (const panel of form.panels) {
      for (const column of panel.columns) {
        for (const alias of [column.id, ...(column.aliases ?? [])])
          for (const part of alias.split('/')) names.add(foldName(part));
      }
    }
  }
  return names;
}

/** What stands before a character: a gap in a line, a line end, or nothing. */
type Before = 'gap' | 'end' | 'none';

/** The longest name of a column. */
const LONGEST = 24;

/**
 * Parts a header's text into names. Words of one line are cells of their own; a line end may part a name or not; now
 * and then two names stand in one word. Known names are cheap, so that the cheapest parting is the right one.
 */
export function partHeader(lines: readonly string[], known: ReadonlySet<string>): string[] {
  const { text, before } = charactersOf(lines);
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  const costOf = (from: number, end: number) => {
    const edges = isEdge(before, from) && isEdge(before, end) && isUnbroken(before, from, end);
    const own = known.has(foldName(text.slice(from, end))) ? 0.1 : edges ? 0.55 : 3;
    return (best[from] as { cost: number }).cost + own + (isEdge(before, from) ? 0 : 0.4);
  };
  for (let end = 1; end <= text.length; end++) {
    let choice = { cost: Number.POSITIVE_INFINITY, from: 0 };
    for (let from = end - 1; from >= Math.max(0, end - LONGEST); from--) {
      const cost = costOf(from, end);
      if (cost < choice.cost) choice = { cost, from };
      // A name does not go over a gap.
      if (before[from] === 'gap') break;
    }
    best.push(choice);
  }
  const names: string[] = [];
  for (let at = text.length; at > 0; at = (best[at] as { from: number }).from)
    names.unshift(text.slice((best[at] as { from: number }).from, at));
  return names;
}

function charactersOf(lines: readonly string[]): { text: string; before: Before[] } {
  let text = '';
  const before: Before[] = [];
  for (const line of lines) {
    // `项 目`, `资 金 性 质`: one word, spaced.
    const joined = line.replace(/(?<=^|\s)\p{Script=Han}(?: \p{Script=Han})+(?=\s|$)/gu, (m) =>
      m.replace(/ /g, '').length <= 4 ? unspaced(m) : m,
    );
    joined.split(/\s+/).forEach((word, w) => {
      [...word].forEach((char, c) => {
        before.push(c > 0 ? 'none' : w > 0 ? 'gap' : 'end');
        text += char;
      });
    });
  }
  return { text, before };
}

function isEdge(before: readonly Before[], i: number): boolean {
  return before[i] !== 'none';
}

function isUnbroken(before: readonly Before[], from: number, end: number): boolean {
  return before.slice(from + 1, end).every((b) => b === 'none');
}

/** `项 目 金额 项目`: single characters belong together two by two where they repeat. */
function unspaced(run: string): string {
  const chars = run.replace(/ /g, '');
  return chars.length === 4 && chars.slice(0, 2) === chars.slice(2)
    ? `${chars.slice(0, 2)} ${chars.slice(2)}`
    : chars;
}

/** Paths as header rows, their outer parts merged over what they lead. */
export function headerGrid(paths: readonly string[]): Grid {
  const parts = paths.map((path) => path.split('/'));
  const depth = largest(
    parts.map((p) => p.length),
    0,
  );
  return Array.from({ length: depth }, (_, r) =>
    parts.map((path, c): GridCell => {
      const text = path[Math.min(r, path.length - 1)] ?? '';
      if (r >= path.length) return { text, covered: 'above' };
      const before = parts[c - 1];
      const same =
        before !== undefined &&
        r < path.length - 1 &&
        before.slice(0, r + 1).join('/') === path.slice(0, r + 1).join('/');
      return same ? { text, covered: 'left' } : { text };
    }),
  );
}
