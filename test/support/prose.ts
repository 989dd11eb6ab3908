/** Reads prose in tests: a text, its relations evaluated, and what was found. */
import { getOrMake } from '../../server/src/base/maps.ts';
import { buildReport, type Report } from '../../server/src/model/report.ts';
import { type ProseCache, type ProseModel, proseCache, readProse } from '../../server/src/prose/index.ts';
import { builtInReference } from '../../server/src/reference/index.ts';
import { evaluate } from '../../server/src/relations/evaluate.ts';
import { proseRelations, type SentenceRelations, together } from '../../server/src/relations/prose.ts';
import type { Outcome } from '../../server/src/relations/types.ts';
import { parse, reparse, type Tree } from '../../server/src/syntax/tree.ts';
import { reportWith } from './corpus.ts';
import { everything } from './everything.ts';

export interface Reading extends Omit<SentenceRelations, 'reads'> {
  readonly report: Report;
  readonly prose: ProseModel;
  readonly outcomes: readonly Outcome[];
  readonly broken: readonly Outcome[];
}

const reference = builtInReference();

export function readText(text: string): Reading {
  return new Reader(text).read();
}

const readers = new Map<string, Reader>();

/** A text under a heading beside the tables of a context: every day they are read once for all of its texts, in CI each time. */
export function readBeside(context: string, section: string, text: string): Reading {
  if (everything) return readText(reportWith(context, section, text));
  const empty = reportWith(context, section, '');
  const reader = getOrMake(readers, empty, () => new Reader(empty));
  return reader.read(empty.split('\n').indexOf(`## ${section}`) + 2, text);
}

/** Reads a text and versions of it, taking over what an edit leaves as it is. */
export class Reader {
  private readonly tree: Tree;
  private readonly tables: Parameters<typeof buildReport>[2] = new WeakMap();
  private readonly cache: ProseCache = proseCache();

  constructor(text: string) {
    this.tree = parse(text);
  }

  /** The text with one line replaced, also by several. */
  read(line?: number, text?: string): Reading {
    const old = line === undefined ? undefined : this.tree.lines[line];
    let { tree } = this;
    if (line !== undefined && old && text !== undefined) {
      const parts = text.split('\n');
      tree = reparse(tree, {
        head: line,
        tail: tree.lines.length - line - 1,
        lines: parts.map((t, i) => ({ text: t, eol: i < parts.length - 1 ? '\n' : old.eol })),
      });
    }
    const report = buildReport(tree, reference, this.tables);
    const prose = readProse(report, reference, this.cache);
    const owed = together(proseRelations(prose, report, reference));
    const outcomes = owed.relations.map((r) => evaluate(r));
    return {
      report,
      prose,
      ...owed,
      outcomes,
      broken: outcomes.filter((o) => o.state === 'broken'),
    };
  }

  get count(): number {
    return this.tree.lines.length;
  }

  lineText(line: number): string {
    return this.tree.lines[line]?.text ?? '';
  }
}
