/**
 * Whether a linked budget is the report's own at all: a 部门's budget beside a unit's accounts differs everywhere, and
 * that is nobody's mistake. Where the reports do not say so, their figures do.
 */
import { figuresOf, type Relation, type Unchecked } from './types.ts';

/** Figures that differ before it is doubted that the two reports speak of the same. */
const MANY = 3;

/** Figures that agree before it is believed against what the reports say of themselves. */
const ENOUGH = 2;

/** Why a figure is not held against a budget that differs in most. */
export const OTHER_SCOPE = 'prose.other-scope';

export class Tally {
  private agreeing = 0;
  private readonly differing: { readonly relation: Relation; readonly skipped: Unchecked }[] = [];

  /** @param sameUnit whether the reports say that they are one unit's */
  constructor(private readonly sameUnit: boolean) {}

  holds(relation: Relation): void {
    // That neither has an amount says nothing of whose they are.
    if (figuresOf(relation).some((f) => f.value !== 0n)) this.agreeing++;
  }

  /** @param skipped what is said of it where the reports turn out to speak of different money */
  breaks(relation: Relation, skipped: Unchecked): void {
    this.differing.push({ relation, skipped });
  }

  /** Of reports that say themselves that they are not one unit's nobody need be told. */
  private get reason(): string {
    return this.sameUnit ? OTHER_SCOPE : 'prose.other-units';
  }

  /** What is owed after all. */
  settle(): { relations: Relation[]; unchecked: Unchecked[] } {
    const { agreeing, differing } = this;
    const most = agreeing > differing.length;
    const own = this.sameUnit ? differing.length < MANY || most : agreeing >= ENOUGH && most;
    return own
      ? { relations: differing.map((d) => d.relation), unchecked: [] }
      : { relations: [], unchecked: differing.map((d) => ({ ...d.skipped, reason: this.reason })) };
  }
}
