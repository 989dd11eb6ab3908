/** What sentences owe to one another, without any table. */
import type { Report } from '../../model/report.ts';
import type { ProseFigure, ProseIssue, ProseSection } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import type { Relation } from '../types.ts';
import { changeSums } from './changes.ts';
import { divisionSums } from './divisions.ts';
import { levels } from './levels.ts';
import { evaluations } from './performance.ts';
import { averages, products } from './products.ts';

export { saidAlike } from './alike.ts';
export { countLimits, detailsOwed, isItemOf, isPrinted } from './counts.ts';
export { unequalSides } from './sides.ts';
export { amountBefore, saidElsewhere } from './twice.ts';
export { sharedWholes } from './wholes.ts';

/** Equations between the amounts of a section. */
export function saidRelations(section: ProseSection, report: Report, words: ProseWords): Relation[] {
  return [
    ...products(section, words),
    ...averages(section, words),
    ...divisionSums(section, words),
    ...evaluations(section, report, words),
  ];
}

/**
 * What the sentences of a section say against one another.
 * @param isToldWrong whether a change is told to be wrong by itself
 */
export function saidIssues(
  section: ProseSection,
  report: Report,
  words: ProseWords,
  isToldWrong: (figure: ProseFigure) => boolean,
): ProseIssue[] {
  if (section.topic?.off) return [];
  return [...changeSums(section, report, words, isToldWrong), ...levels(section, report, words)];
}
