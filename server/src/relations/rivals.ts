/** Which other report a sentence, or a column of budgets, is to be held against. */
import type { Report } from '../model/report.ts';
import type { Against, Measure } from '../prose/types.ts';
import type { Reference } from '../reference/index.ts';
import { type Counterparts, counterpartsIn, isSameScope, type Way } from './counterparts.ts';
import { BUDGET, kindOf, type LinkedReports, type OtherReport } from './links.ts';

/** Another report, and how its tables name what is meant. */
export interface Rival {
  readonly counterparts: Counterparts;
  readonly path: string;
  readonly way: Way;
  /** The year's own budget, which may have been adjusted and may be another unit's. */
  readonly isBudget: boolean;
  /** The words may mean the adjusted budget as well: only what agrees is taken. */
  readonly vague: boolean;
}

/** The rival of a statement; `missing` where the report that it speaks of is not there. */
export type Named = Rival | 'missing';

export class Rivals {
  private readonly isBudget: boolean;

  constructor(
    private readonly report: Report,
    private readonly linked: LinkedReports,
    private readonly reference: Reference,
  ) {
    this.isBudget = kindOf(report) === BUDGET;
  }

  /** Whether the budget that is named is, as far as it says, the same unit's. */
  get isSameUnit(): boolean {
    const { budget } = this.linked;
    return budget !== undefined && isSameScope(this.report, budget.report, this.reference.prose);
  }

  /** The 预算 that holds the year's first budget. */
  firstBudget(measure: Measure | undefined): Rival | undefined {
    const { budget } = this.linked;
    if (!budget || this.isBudget || (measure !== 'initial' && measure !== 'budget')) return undefined;
    return { ...this.rival(budget, 'budget'), isBudget: true, vague: measure === 'budget' };
  }

  /** What a comparison is made with; undefined where that is no other report's figure. */
  against(against: Against | undefined): Named | undefined {
    if (!against) return undefined;
    const { measure } = against;
    if (measure === 'full') return undefined;
    if (!this.isOfLastYear(against)) {
      const { year } = this.report.front;
      const own = against.year === undefined || against.year === year;
      return against.with === 'measure' && own ? this.firstBudget(measure) : undefined;
    }
    const { lastFinal, lastBudget } = this.linked;
    if (this.isBudget)
      return measure === 'final' ? this.last(lastFinal, 'final') : this.last(lastBudget, 'same-form');
    return measure === undefined || measure === 'final'
      ? this.last(lastFinal, 'same-form')
      : this.last(lastBudget, 'budget');
  }

  private isOfLastYear({ with: base, year: named, measure }: Against): boolean {
    const { year } = this.report.front;
    if (named !== undefined)
      return (
        year !== undefined &&
        named === year - 1 &&
        (base === 'last' || measure !== undefined || this.isBudget)
      );
    return base === 'last';
  }

  private last(other: OtherReport | undefined, way: Way): Named {
    return other ? this.rival(other, way) : 'missing';
  }

  private rival(other: OtherReport, way: Way): Rival {
    const counterparts = counterpartsIn(other, this.reference);
    return { counterparts, path: other.path, way, isBudget: false, vague: false };
  }
}
