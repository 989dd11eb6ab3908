/** What sentences owe, as it is gathered, and what it is gathered from. */
import { Reads } from '../../model/figure.ts';
import type { Report } from '../../model/report.ts';
import type { Figure } from '../../model/types.ts';
import type { ProseFigure, ProseIssue, ProseModel, ShareStatement, Statement } from '../../prose/types.ts';
import type { Reference } from '../../reference/index.ts';
import type { ProseWords } from '../../reference/prose.ts';
import type { Relation, Unchecked } from '../types.ts';
import { UnitNames } from '../unit-names.ts';

export interface Owed {
  readonly prose: ProseModel;
  readonly report: Report;
  readonly reference: Reference;
  readonly words: ProseWords;
  readonly units: UnitNames;
  readonly relations: Relation[];
  readonly unchecked: Unchecked[];
  readonly issues: ProseIssue[];
  /** Cells that a sentence lists by name as holding an amount. */
  readonly listed: Set<Figure>;
  readonly reads: Reads;
  /** Amounts whose unit was told to be wrong. */
  readonly mixed: Set<Figure>;
  /** Statements whose direction was told to be wrong: once is enough. */
  readonly turned: Set<Statement>;
  /** Items of which a missing count was told. */
  readonly amountCountTold: Set<string>;
  /** The figures of the section at hand. */
  around: readonly ProseFigure[];
  /** Wholes of the section's shares that only the shares beside them tell. */
  wholes: ReadonlyMap<ShareStatement, Figure>;
}

/** Nothing gathered yet. */
export function owedBy(prose: ProseModel, report: Report, reference: Reference): Owed {
  return {
    prose,
    report,
    reference,
    words: reference.prose,
    units: new UnitNames(report),
    relations: [],
    unchecked: [],
    issues: [],
    listed: new Set(),
    reads: new Reads(),
    mixed: new Set(),
    turned: new Set(),
    amountCountTold: new Set(),
    around: [],
    wholes: new Map(),
  };
}
