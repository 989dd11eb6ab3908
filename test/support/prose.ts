/** Reads prose in tests: a text, its relations evaluated, and what was found. */
import { splitLines } from '../../server/src/base/lines.ts';
import { buildReport, type Report } from '../../server/src/model/report.ts';
import { type ProseCache, type ProseModel, proseCache, readProse } from '../../server/src/prose/index.ts';
import { builtInReference } from '../../server/src/reference/index.ts';
import { evaluate } from '../../server/src/relations/evaluate.ts';
import { type ProseRelations, proseRelations } from '../../server/src/relations/prose.ts';
import type { Outcome } from '../../server/src/relations/types.ts';
import { type Line, readLine } from '../../server/src/syntax/line.ts';
import { type Block, parseLines } from '../../server/src/syntax/tree.ts';

export interface Reading extends ProseRelations {
  readonly report: Report;
  readonly prose: ProseModel;
  readonly outcomes: readonly Outcome[];
  readonly broken: readonly Outcome[];
}

const reference = builtInReference();

export function readText(text: string): Reading {
  return new Reader(text).read();
}

/** Reads a text and versions of it, taking over what an edit leaves as it is. */
export class Reader {
  private readonly lines: Line[];
  private readonly tables: Parameters<typeof buildReport>[2] = new WeakMap();
  private readonly cache: ProseCache = proseCache();
  private known: Map<Line, Block> | undefined;

  constructor(text: string) {
    this.lines = splitLines(text).map(readLine);
  }

  /** The text with one line replaced, also by several. */
  read(line?: number, text?: string): Reading {
    const lines = [...this.lines];
    const old = line === undefined ? undefined : lines[line];
    if (line !== undefined && old && text !== undefined) {
      const parts = text.split('\n');
      lines.splice(
        line,
        1,
        ...parts.map((t, i) => readLine({ text: t, eol: i < parts.length - 1 ? '\n' : old.eol })),
      );
    }
    const tree = parseLines(lines, this.known);
    this.known ??= new Map(tree.blocks.map((b) => [b.block.lines[0] as Line, b.block]));
    const report = buildReport(tree, reference, this.tables);
    const prose = readProse(report, reference, this.cache);
    const relations = proseRelations(prose, report, reference);
    const outcomes = relations.relations.map((r) => evaluate(r));
    return { report, prose, ...relations, outcomes, broken: outcomes.filter((o) => o.state === 'broken') };
  }

  get count(): number {
    return this.lines.length;
  }

  lineText(line: number): string {
    return this.lines[line]?.text ?? '';
  }
}
