/** The graph of all relations of a report, with their outcomes. Built by relations/build.ts. */
import type { Report } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import type { Block } from '../syntax/tree.ts';
import type { Outcome, Relation, Unchecked } from './types.ts';

export interface Graph {
  readonly relations: readonly Relation[];
  readonly outcomes: ReadonlyMap<Relation, Outcome>;
  readonly unchecked: readonly Unchecked[];
  /** The relations that a figure stands in. */
  readonly byFigure: ReadonlyMap<Figure, readonly Relation[]>;
  /** Cells that a sentence lists by name as holding an amount. */
  readonly listed: ReadonlySet<Figure>;
  /** Where figures of other reports stand, by their block. */
  readonly foreign: ReadonlyMap<Block, ForeignPlace>;
}

/** Another report that figures of the graph stand in. */
export interface ForeignPlace {
  readonly path: string;
  readonly report: Report;
}
