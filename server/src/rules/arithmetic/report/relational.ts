/**
 * Findings of the graph: one for each cause, at the figure that is at fault, with the broken relations as related
 * places. Rules of equations have no check of their own.
 */

import type { RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import { getOrMake, pushTo } from '../../../base/maps.ts';
import type { Column, Figure } from '../../../model/types.ts';
import { settle, solvable, unsettled, type Verdict, type Waived } from '../../../relations/blame.ts';
import { evaluate, type Overlay } from '../../../relations/evaluate.ts';
import { halfOf, isCell } from '../../../relations/figure.ts';
import { STATED } from '../../../relations/stated.ts';
import { figuresOf, type Outcome, type Relation } from '../../../relations/types.ts';
import { copiesRounding } from '../../prose/prose-figure.ts';
import { missingRows } from '../cross-table.ts';
import { roundings } from '../rounding.ts';
import { absences } from './absences.ts';
import { alike, onlyHinted, together } from './alike.ts';
import { causeFindings } from './causes.ts';
import { exchanged, exchanges } from './exchanged.ts';
import { ofOtherScope, ratesOnBudget } from './first-budget.ts';
import { lackedCodes } from './lacked-codes.ts';
import { ofRatio } from './ratio.ts';
import { roundedRates } from './rounded-rates.ts';
import { ofStanding } from './standing.ts';
import { ofStated, ratesOf, saidOf } from './stated-change.ts';
import { ofVerdict } from './verdict.ts';

/** Findings of all broken relations that no waiver covers, and of sums that only rounding explains. */
export function* relationalFindings(analysis: RuleContext, given: Waived): Iterable<RelationalFinding> {
  const { graph } = analysis;
  const raw = analysis.options.blame === false;
  const { causes } = analysis;
  yield* causeFindings(analysis, causes);
  // What a cause explains is told with it, and is no witness against a figure.
  const explained: Waived = { has: (r) => given.has(r) || causes.folded.has(r) };
  const { missing, due, waived } = absences(graph, explained, raw);
  yield* missingRows(analysis, missing);
  if (!raw) yield* missingRows(analysis, lackedCodes(analysis.report, missing, causes.list));
  const filled = new Map(due.flatMap((v) => (v.blamed ? [[v.blamed.figure, v.blamed.value] as const] : [])));
  const verdicts = raw ? unsettled(graph, waived) : [...due, ...settle(graph, waived, filled)];
  // What is only a copy of another table's rounding is right as it stands.
  const copies = new Set(verdicts.filter((v) => copiesRounding(analysis, v, filled)));
  const corrected = correctedBy(verdicts.filter((v) => !copies.has(v)));
  const consequences = new Map<Figure, Relation[]>();
  const standing: Outcome[] = [];
  const broken = graph.in('broken').filter((r) => !waived.has(r));
  // A rate is told with its change where last year's report says what that is.
  const carried = new Set<Relation>(
    broken.flatMap((r) =>
      r.id === STATED.change && r.total ? ratesOf(analysis, r.total) : ratesOnBudget(analysis, r),
    ),
  );
  for (const relation of broken) {
    if (solvable(relation) || carried.has(relation)) continue;
    const outcome = graph.outcomes.get(relation) as Outcome;
    // What comes right once the blamed figure does is a consequence, told with its cause.
    const cause = figuresOf(relation).find((f) => corrected.has(f));
    if (cause && evaluate(relation, corrected).state !== 'broken') pushTo(consequences, cause, relation);
    else standing.push(outcome);
  }
  yield* ofVerdicts(analysis, verdicts, { copies, corrected, consequences });
  for (const outcome of innermostRows(standing)) yield ofOutcome(analysis, outcome, corrected);
  yield* ofOtherScope(analysis);
  if (analysis.options.roundingHints !== false) {
    yield* roundings(analysis, waived);
    yield* roundedRates(analysis, waived);
  }
}

interface Told {
  /** What is only a copy of another table's rounding. */
  readonly copies: ReadonlySet<Verdict>;
  readonly corrected: Overlay;
  readonly consequences: ReadonlyMap<Figure, readonly Relation[]>;
}

/** The findings of verdicts: those that are wrong alike, or in one another's place, together. */
function* ofVerdicts(
  analysis: RuleContext,
  verdicts: readonly Verdict[],
  { copies, corrected, consequences }: Told,
): Iterable<RelationalFinding> {
  const groups = alike(verdicts);
  const pairs = exchanges(groups.flatMap(([v, ...more]) => (v && more.length === 0 ? [v] : [])));
  const seconds = new Set(pairs.values());
  for (const group of groups) {
    const [first] = group;
    if (!first || seconds.has(first)) continue;
    const second = pairs.get(first);
    const all = second ? [first, second] : group;
    const own = new Set(all.map((v) => v.blamed?.figure));
    const changed = new Set([...corrected.keys()].filter((f) => !own.has(f)));
    const found = all.map((v) =>
      ofVerdict(analysis, v, (v.blamed && consequences.get(v.blamed.figure)) ?? [], changed),
    );
    const [one, other] = found;
    if (second && one && other) yield exchanged(analysis, [one, other], [first, second]);
    else yield copies.has(first) ? onlyHinted(together(found, analysis)) : together(found, analysis);
  }
}

/** What is told of a relation that no figure of a table is to blame for. */
function ofOutcome(analysis: RuleContext, outcome: Outcome, corrected: Overlay): RelationalFinding {
  const { relation } = outcome;
  if (relation.shape === 'ratio') return ofRatio(analysis, relation);
  if (!saidOf(relation) && relation.id !== STATED.budget) return ofStanding(analysis, outcome);
  return {
    ...ofStated(analysis, relation, corrected),
    rule: relation.rule,
    defaultSeverity: relation.severity,
  };
}

/** The figures at fault as they would be printed right. */
function correctedBy(verdicts: readonly Verdict[]): Overlay {
  return new Map(
    verdicts.flatMap(({ blamed }) =>
      blamed ? [[blamed.figure, { value: blamed.value, half: halfOf(blamed.figure) }]] : [],
    ),
  );
}

/** Where a department differs from its units in a 项, it differs in its 款, 类 and total as well: told once. */
function innermostRows(outcomes: readonly Outcome[]): Outcome[] {
  const broken = new Map<Column, Set<string>>();
  for (const { relation } of outcomes) {
    if (relation.source.kind !== 'report' || !relation.total || !isCell(relation.total)) continue;
    const { column, row } = relation.total;
    getOrMake(broken, column, () => new Set<string>()).add(row.code ?? '');
  }
  return outcomes.filter(({ relation }) => {
    if (relation.source.kind !== 'report' || !relation.total || !isCell(relation.total)) return true;
    const { column, row } = relation.total;
    const codes = broken.get(column) ?? new Set();
    return ![...codes].some((c) => c !== (row.code ?? '') && c.startsWith(row.code ?? ''));
  });
}
