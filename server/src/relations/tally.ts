/**
 * Whether a linked budget is the report's own at all: a 部门's budget beside a unit's accounts differs everywhere, and
 * that is nobody's mistake. Where the reports do not say so, their figures do.
 */
import { sumOf } from './evaluate.ts';
import { slipOf, weightOf } from './slip.ts';
import { figuresOf, type Relation, type Unchecked } from './types.ts';

/** Figures that differ before it is doubted that the two reports speak of the same. */
const MANY = 3;

/** Figures that agree before it is believed against what the reports say of themselves. */
const ENOUGH = 2;

/** How telling a slip of the hand must be to say that the figure was copied from this very budget. */
const TELLING_SLIP = 4;

/** Why a figure is not held against a budget that differs in most. */
export const OTHER_SCOPE = 'prose.other-scope';

export class Tally {
  private agreeing = 0;
  private readonly differing: { readonly relation: Relation; readonly skipped: Unchecked }[] = [];

  /**
   * @param sameUnit whether the reports say that they are one unit's
   * @param counted the id of the relations that state a budget; what is computed from one says nothing more
   */
  constructor(
    private readonly sameUnit: boolean,
    private readonly counted: string,
  ) {}

  holds(relation: Relation): void {
    // That neither has an amount says nothing of whose they are.
    if (relation.id === this.counted && figuresOf(relation).some((f) => f.value !== 0n)) this.agreeing++;
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
    const others = differing.filter(({ relation: r }) => r.id === this.counted && !isSlip(r)).length;
    // One that differs in one figure of three is the same report.
    const own = this.sameUnit
      ? others < MANY || others <= 2 * agreeing
      : agreeing >= ENOUGH && agreeing > others;
    return own
      ? { relations: differing.map((d) => d.relation), unchecked: [] }
      : { relations: [], unchecked: differing.map((d) => ({ ...d.skipped, reason: this.reason })) };
  }
}

function isSlip({ total, ...relation }: Relation): boolean {
  if (!total || relation.shape !== 'linear') return false;
  return weightOf(slipOf(total, sumOf(relation.right).value)) >= TELLING_SLIP;
}
