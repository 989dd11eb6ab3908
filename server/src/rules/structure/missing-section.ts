/** A part that every report of its kind has and this one lacks: 概况, 情况说明, 名词解释. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import type { Says } from '../../messages/index.ts';
import type { RequiredSection } from '../../reference/types.ts';
import { wholeFile } from '../places.ts';

const SAYS = {
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
  const { front, tables, allSections } = analysis.report;
  if (!front.kind || tables.length === 0) return;
  const required = analysis.reference.sections(front.kind);
  // The title of a table (部门机构设置情况) is no part of the report.
  const titles = new Set(tables.filter((t) => t.section?.text === t.table.title).map((t) => t.section));
  const headings = allSections.filter((s) => !titles.has(s)).map((s) => foldName(s.text));
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
  const parts = headings.filter((h) => /^第[一二三四五六七八九十]+部分/.test(h));
  return parts.length > 0 && !parts.some((h) => h.startsWith('第一部分'));
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
