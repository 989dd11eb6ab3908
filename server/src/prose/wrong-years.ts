/** Years that are another than the report's own: in headings, in comparisons, before amounts, of a closing date. */

import { foldName, foldWidth, stripNumber } from '../base/fold.ts';
import { KIND } from '../base/keys.ts';
import type { Span } from '../base/range.ts';
import type { Report } from '../model/report.ts';
import type { ProseWords } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';
import { againstOf, measureOf } from './statement.ts';
import { type FlatText, placeOf } from './text.ts';
import type { ProseIssue, ProseSection, ProseTold, Statement } from './types.ts';

/** Adds what the sentences of a section say of a wrong year. */
export function wrongYears(section: ProseSection, report: Report, issues: ProseIssue[]): void {
  for (const s of section.statements) {
    comparedYear(s, report, issues);
    statedYear(s, report, issues);
    sameYear(s, section, report, issues);
  }
  for (const paragraph of section.paragraphs) closingDate(paragraph.flat, report, issues);
}

function yearIssue(
  what: ProseTold['prose-year'],
  { block, span }: Pick<ProseIssue, 'block' | 'span'>,
  printed: number,
  expected: number,
): ProseIssue {
  return {
    rule: 'prose-year',
    what,
    block,
    span,
    data: { printed: String(printed), expected: String(expected) },
    printed: String(printed),
    expected: String(expected),
    mends: span.end - span.start === 4 ? [{ block, span, newText: String(expected) }] : undefined,
  };
}

/** 与 2021 年相比: of last year, not of this one or another. */
function comparedYear(s: Statement, report: Report, issues: ProseIssue[]): void {
  const year = report.front.year;
  const against = againstOf(s);
  const told = against?.year;
  if (year === undefined || told === undefined || !against?.yearPlace || s.inReason) return;
  // A budget is compared with another year's; the year's own is what it is itself.
  const budget = report.front.kind === KIND.budget;
  const own = told === year && budget && (measureOf(s) ?? 'budget') === 'budget';
  if (against.with === 'measure' && ((told === year && !own) || told === year - 1)) return;
  if (told === year - 1) return;
  // A sentence that compares other years than the report's own names the later one too.
  if (against.with === 'last' && told !== year && mentionsOther(s, told + 1)) return;
  // A budget is made when last year's accounts are not yet closed.
  if (budget && against.measure === 'final' && told === year - 2) return;
  // With more years between, the comparison may be meant.
  if (told < year - 1 && s.kind !== 'compare' && s.kind !== 'change' && s.kind !== 'flat') return;
  if (told < year - 3) return;
  const { block, span } = against.yearPlace;
  const digits: Span = { line: span.line, start: span.start, end: Math.min(span.end, span.start + 4) };
  const issue = yearIssue('compared', { block, span: digits }, told, year - 1);
  if (
    !issues.some(
      (i) =>
        i.rule === 'prose-year' &&
        i.block === block &&
        i.span.line === digits.line &&
        i.span.start === digits.start,
    )
  )
    issues.push(issue);
}

/** An amount of this year's under another year. */
function statedYear(s: Statement, report: Report, issues: ProseIssue[]): void {
  if (s.kind !== 'value' || !s.yearSlip || s.year === undefined || report.front.year === undefined) return;
  issues.push(yearIssue('stated', s.yearSlip, s.year, report.front.year));
}

/** `2022 年度支出 5 万元，比 2022 年度减少…` in a report of 2023: an amount compared with its own year. */
function sameYear(s: Statement, section: ProseSection, report: Report, issues: ProseIssue[]): void {
  const own = report.front.year;
  if (s.kind !== 'change') return;
  const told = s.against?.year;
  if (own === undefined || told !== own - 1 || report.front.kind === KIND.budget) return;
  // Execution and budget of one year are compared with each other.
  if (s.against?.with !== 'last' || s.against.measure !== undefined) return;
  const amount = section.statements[section.statements.indexOf(s) - 1];
  if (amount?.kind !== 'value' || amount.paragraph !== s.paragraph || amount.year !== told) return;
  // `比 2022 年的 90 万元增加…`: the amount is what is compared with.
  const [place, said] = [s.against.yearPlace?.span, amount.figure?.span];
  if (!place || !said || place.line < said.line || (place.line === said.line && place.start < said.start))
    return;
  const { flat } = s.paragraph;
  const from = flat.text.indexOf(String(told));
  if (from < 0 || flat.text.includes(String(own))) return;
  issues.push(yearIssue('stated', placeOf(flat, { start: from, end: from + 4 }), told, own));
}

function mentionsOther(s: Statement, year: number): boolean {
  const { text } = s.paragraph.flat;
  return text.includes(`${year}年`) && !text.startsWith(`${year}年`);
}

/** 截至 2022 年 12 月 31 日. */
function closingDate(flat: FlatText, report: Report, issues: ProseIssue[]): void {
  const year = report.front.year;
  if (year === undefined) return;
  for (const match of flat.text.matchAll(
    /截[至止]到?((?:19|20)\d\d)年(?:12月31日|12月底|底|末|年底|年末)/g,
  )) {
    const told = Number(match[1]);
    const right =
      report.front.kind === KIND.budget
        ? told === year - 1 || told === year || told === year - 2
        : told === year;
    if (right) continue;
    const from = match.index + match[0].indexOf(match[1] as string);
    const place = placeOf(flat, { start: from, end: from + 4 });
    issues.push(yearIssue('closing', place, told, report.front.kind === KIND.budget ? year - 1 : year));
  }
}

/** A heading that names the report, or one of its parts, with another year. */
export function headingYears(report: Report, words: ProseWords, issues: ProseIssue[]): void {
  const year = report.front.year;
  const kind = report.front.kind;
  if (year === undefined || kind === undefined) return;
  for (const { block } of report.tree.blocks) {
    if (block.kind !== 'heading') continue;
    const line = block.lines[0] as Line;
    const { text, start } = headingText(line);
    const folded = foldWidth(text);
    const match = /((?:19|20)\d\d)[ \u3000]*年/.exec(folded);
    if (!match || /((?:19|20)\d\d)[^\d]+((?:19|20)\d\d)/.test(folded)) continue;
    const told = Number(match[1]);
    if (told === year) continue;
    const name = stripNumber(foldName(text)).replace(/^(?:19|20)\d\d年度?/, '');
    const about =
      name.includes(kind) && /(?:表|情况说明|情况|决算|预算|公开)$/.test(name.replace(/\(.*\)$/, ''));
    if (
      !about ||
      /上年|重点工作|计划|执行情况|绩效/.test(name) ||
      words.topics.some((t) => t.off && t.words.some((all) => all.every((w) => name.includes(foldName(w)))))
    )
      continue;
    const from = start + match.index;
    issues.push(yearIssue('heading', { block, span: { line: 0, start: from, end: from + 4 } }, told, year));
  }
}
