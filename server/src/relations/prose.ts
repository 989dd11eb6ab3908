/**
 * Statements of prose → relations: a figure and its cell, a percentage and what it is computed from, a list and its
 * total; and the judgements that are no equations. Each kind has its file in prose/.
 */
import { append } from '../base/lists.ts';
import { finish, type Steps } from '../base/steps.ts';
import { type CellChange, type Reads, recordingSteps } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import { reportIssues, sectionIssues } from '../prose/issues.ts';
import type { ProseFigure, ProseIssue, ProseModel, ProseSection, Statement } from '../prose/types.ts';
import type { Reference } from '../reference/index.ts';
import { evaluate } from './evaluate.ts';
import { changeOwes } from './prose/changes.ts';
import { countsOwed } from './prose/counts.ts';
import { claimOwes, flatOwes, orderOwes } from './prose/directions.ts';
import { figureOwes, lacking } from './prose/figures.ts';
import { indicatorsOwed } from './prose/indicators.ts';
import { classedItemsOwed, itemsOwed, namesOwed } from './prose/items.ts';
import { limitsOwed, listOwes } from './prose/lists.ts';
import { type Owed, owedBy } from './prose/owed.ts';
import { rateOwes } from './prose/rates.ts';
import { completionOwes, shareOf, shareOwes } from './prose/shares.ts';
import { saidTwice } from './prose/whole.ts';
import {
  countLimits,
  detailsOwed,
  saidAlike,
  saidElsewhere,
  saidIssues,
  saidRelations,
  sharedWholes,
  unequalSides,
} from './said/index.ts';
import type { Relation, Unchecked } from './types.ts';

function* gathered(owed: Owed, work: (owed: Owed) => Steps<void>): Steps<SentenceRelations> {
  yield* recordingSteps(owed.reads, work(owed));
  const { relations, unchecked, issues, listed, reads } = owed;
  return { relations, unchecked, issues, listed, reads };
}

/** Sentences that are gone through before others have their turn. */
const STATEMENTS_A_STEP = 50;

/**
 * The same in steps.
 * @param cache what unchanged sections owed before
 * @param changes cells that changed since
 */
export function* proseRelationSteps(
  { prose, report, reference }: SentenceSource,
  cache: SentenceCache = new WeakMap(),
  changes: readonly CellChange[] = [],
): Steps<ProseRelations> {
  const sections: SentenceRelations[] = [];
  for (const section of prose.sections) {
    const kept = cache.get(section);
    const made = kept && !kept.reads.touches(changes) ? kept : undefined;
    sections.push(
      made ?? (yield* gathered(owedBy(prose, report, reference), (owed) => sectionOwes(owed, section))),
    );
    cache.set(section, sections.at(-1) as SentenceRelations);
  }
  const whole = yield* gathered(owedBy(prose, report, reference), wholeOwes);
  return { sections, whole };
}

/** All that the sentences of a report owe. */
export function proseRelations(prose: ProseModel, report: Report, reference: Reference): ProseRelations {
  return finish(proseRelationSteps({ prose, report, reference }));
}

/** The sentences of a report, and what they are held against. */
export interface SentenceSource {
  readonly prose: ProseModel;
  readonly report: Report;
  readonly reference: Reference;
}

/** What sections owed, as long as they are the same. */
export type SentenceCache = WeakMap<ProseSection, SentenceRelations>;

/** What all sentences owe, in one. */
export function together({ sections, whole }: ProseRelations): Omit<SentenceRelations, 'reads'> {
  const all = [...sections, whole];
  return {
    relations: all.flatMap((m) => m.relations),
    unchecked: all.flatMap((m) => m.unchecked),
    issues: all.flatMap((m) => m.issues),
    listed: new Set(all.flatMap((m) => [...m.listed])),
  };
}

export interface ProseRelations {
  /** What the sentences of each section owe by themselves. */
  readonly sections: readonly SentenceRelations[];
  /** What they owe to one another, and the report's text as a whole. */
  readonly whole: SentenceRelations;
}

/** What sentences owe: relations, checks that cannot be made, and judgements that are no equations. */
export interface SentenceRelations {
  readonly relations: readonly Relation[];
  readonly unchecked: readonly Unchecked[];
  readonly issues: readonly ProseIssue[];
  /** Cells that a sentence lists by name as holding an amount (`主要包括：办公费、印刷费`). */
  readonly listed: ReadonlySet<Figure>;
  /** The cells of tables that were looked at to tell. */
  readonly reads: Reads;
}

/** What a section owes by itself. */
function* sectionOwes(owed: Owed, section: ProseSection): Steps<void> {
  owed.around = section.figures;
  owed.wholes = sharedWholes(
    section,
    (s, whole) => evaluate(shareOf(s, s.current as Figure, whole)).state !== 'broken',
  );
  for (const [i, statement] of section.statements.entries()) {
    statementOwes(owed, statement, section);
    if (i % STATEMENTS_A_STEP === STATEMENTS_A_STEP - 1) yield;
  }
  for (const list of section.lists) listOwes(owed, list, section);
  limitsOwed(owed, section);
  itemsOwed(owed, section);
  append(owed.relations, saidRelations(section, owed.report, owed.words));
  append(
    owed.issues,
    saidIssues(section, owed.report, owed.words, (f) => isToldWrong(owed, f)),
  );
  namesOwed(owed, section);
  append(owed.issues, sectionIssues(section, owed.report, owed.reference));
}

function isToldWrong(owed: Owed, figure: ProseFigure): boolean {
  return owed.relations.some((r) => r.total === figure && evaluate(r).state === 'broken');
}

/** What only all sections together tell. */
function* wholeOwes(owed: Owed): Steps<void> {
  for (const section of owed.prose.sections) countsOwed(owed, section);
  classedItemsOwed(owed);
  append(owed.issues, detailsOwed(owed.prose, owed.report, owed.words));
  yield;
  saidTwice(owed);
  append(owed.relations, saidElsewhere(owed.prose, owed.words));
  append(owed.relations, saidAlike(owed.prose, owed.words));
  append(owed.issues, countLimits(owed.prose, owed.words));
  append(owed.issues, unequalSides(owed.prose, owed.words));
  indicatorsOwed(owed);
  append(owed.issues, reportIssues(owed.prose, owed.report, owed.reference));
}

function statementOwes(owed: Owed, s: Statement, section: ProseSection): void {
  if (s.figure) lacking(owed, s.figure, s, section);
  switch (s.kind) {
    case 'value':
    case 'count':
      figureOwes(owed, s, section);
      return;
    case 'share':
      shareOwes(owed, s);
      return;
    case 'completion':
      completionOwes(owed, s);
      return;
    case 'change':
      changeOwes(owed, s);
      return;
    case 'change-rate':
      rateOwes(owed, s);
      return;
    case 'order':
      orderOwes(owed, s, section);
      return;
    case 'flat':
      flatOwes(owed, s);
      return;
    case 'claim':
      claimOwes(owed, s);
      return;
    default:
      return;
  }
}
