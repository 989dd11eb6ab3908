/** A part that every report of its kind has and this one lacks: 概况, 情况说明, 名词解释. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { FIRST_PART, leadsPart } from '../../base/numbering.ts';
import type { Says } from '../../messages/index.ts';
import type { RequiredSection } from '../../reference/types.ts';
import { wholeFile } from '../places.ts';
import { headingsOf, mattersOwed } from './other-matters.ts';

const SAYS = {
  matters: {
    zh: '没有说明{names}，各级标题和正文里都没有找到。',
    en: 'Nothing is told of {names}, in headings or sentences.',
  },
  'matters-and': {
    zh: '没有说明{names}；行政、参公单位还要有{perhaps}。',
    en: 'Nothing is told of {names}; administrative units owe {perhaps} as well.',
  },
  perhaps: {
    zh: '没有说明{perhaps}：行政、参公单位应有；请写“单位性质”。',
    en: 'Nothing is told of {perhaps}, which administrative units owe; say what the unit is.',
  },
  section: {
    zh: '{kind}报告应有“{title}”部分，各级标题里没有找到。',
    en: 'A {kind} report has a part 《{title}》; no heading names one.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'missing-section',
  title: { zh: '缺少应有的部分', en: 'Missing section' },
  family: 'structure',
  severity: 'warning',
  says: SAYS,
  check,
});

/** A heading that was pasted without its mark is still short. */
const LONGEST_TITLE = 40;

function* check(analysis: RuleContext): Iterable<RawFinding> {
  yield* parts(analysis);
  yield* matters(analysis);
}

/** What is told beside the tables: owed while the report is written, missing once it is published. */
function* matters(analysis: RuleContext): Iterable<RawFinding> {
  const { front } = analysis.report;
  const owed = front.kind ? mattersOwed(analysis) : undefined;
  if (!owed) return;
  const { titles, perhaps } = owed;
  yield {
    message: titles.length === 0 ? SAYS.perhaps : perhaps.length > 0 ? SAYS['matters-and'] : SAYS.matters,
    data: { names: titles.join('、'), perhaps: perhaps.join('、') },
    range: wholeFile(analysis),
    severity: front.status === 'published' && titles.length > 0 ? 'warning' : 'information',
  };
}

function* parts(analysis: RuleContext): Iterable<RawFinding> {
  const { front, tables } = analysis.report;
  if (!front.kind || tables.length === 0) return;
  const required = analysis.reference.sections(front.kind);
  const headings = headingsOf(analysis);
  if (isExcerpt(headings)) return;
  const present = required.filter((section) => names(section, headings));
  // Without any of them the file is a draft of tables, or a part of a report.
  if (present.length === 0) return;
  let lines: readonly string[] | undefined;
  for (const section of required) {
    if (present.includes(section)) continue;
    lines ??= shortLines(analysis);
    if (names(section, lines)) continue;
    yield {
      message: SAYS.section,
      data: { title: section.title, kind: front.kind },
      range: wholeFile(analysis),
    };
  }
}

/** Parts are numbered, and the first is not there: what is missing may stand in another file. */
function isExcerpt(headings: readonly string[]): boolean {
  const parts = headings.filter((h) => leadsPart(h));
  return parts.length > 0 && !parts.some((h) => h.startsWith(FIRST_PART));
}

function names(section: RequiredSection, texts: readonly string[]): boolean {
  return texts.some((text) => section.names.some((name) => text.includes(name)));
}

/** Lines of prose that may be headings without their `#`. */
function shortLines(analysis: RuleContext): string[] {
  return analysis.tree.blocks
    .filter(({ block }) => block.kind === 'paragraph')
    .flatMap(({ block }) => block.lines)
    .map((line) => line.text.trim())
    .filter((text) => text.length <= LONGEST_TITLE && !/[。；，]/.test(text))
    .map(foldName);
}
