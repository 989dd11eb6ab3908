/** What a report owes to publish, and what of it is there: a line of a reviewer's list. */
import type { Analysis } from '../analysis/analysis.ts';
import { isUnexplained } from '../model/presence.ts';
import { publicationOf } from '../model/report/publication.ts';
import { isOwed } from '../reference/forms.ts';

export interface Disclosed {
  /** Tables that its kind owes, by title, and those of them that are not there. */
  readonly owed: number;
  readonly missing: readonly string[];
  /** Tables without an amount of which nothing says that there are none. */
  readonly unexplained: readonly string[];
  /** Whether spending is published down to 项 by function, and basic spending down to 款; undefined without such tables. */
  readonly toItems: boolean | undefined;
  readonly toSections: boolean | undefined;
  /** The clause that owes how deep it goes. */
  readonly basis: string;
  /** Days from its 批复 to its publication; undefined where it does not print both. */
  readonly days: number | undefined;
}

/** What of a report is published. */
export function disclosedOf(analysis: Analysis): Disclosed {
  const { front, tables } = analysis.report;
  const { forms } = analysis.reference.forms;
  const { depth, publication } = analysis.reference.review;
  const present = new Set(tables.flatMap(({ table: { form } }) => [form?.id, form?.serves]));
  const owed = forms.filter((f) => isOwed(f, front));
  const reaches = (ids: readonly string[], digits: number): boolean | undefined => {
    const own = tables.filter(
      ({ table }) => ids.includes(table.form?.id ?? '') && table.state === 'complete',
    );
    const codes = own.flatMap(({ table }) => table.rows.flatMap((row) => row.code ?? []));
    return codes.length === 0 ? undefined : codes.some((code) => code.length >= digits);
  };
  return {
    owed: owed.length,
    missing: owed.filter((f) => !present.has(f.id)).map((f) => f.title),
    unexplained: tables.flatMap(({ table }) => (isUnexplained(table) ? table.title : [])),
    toItems: reaches(depth.functionalForms, depth.functional),
    toSections: reaches(depth.economicForms, depth.economic),
    basis: depth.clause,
    days: publicationOf(analysis.tree, front, publication)?.days,
  };
}
