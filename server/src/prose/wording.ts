/** Judgements on the wording of sentences: words said twice, reasons left empty, notes of the template, years cut short. */

import { foldName } from '../base/fold.ts';
import { largest } from '../base/lists.ts';
import type { Report } from '../model/report.ts';
import type { ProseWords } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';
import type { FlatText } from './text.ts';
import { placeOf } from './text.ts';
import type { Paragraph, ProseIssue, ProseModel, ProseSection } from './types.ts';

/** What the wording of one paragraph shows. */
export function wordingIssues(
  flat: FlatText,
  year: number | undefined,
  words: ProseWords,
  issues: ProseIssue[],
): void {
  doubled(flat, words, issues);
  notes(flat, words, issues);
  cutYears(flat, year, issues);
}

function doubled(flat: FlatText, words: ProseWords, issues: ProseIssue[]): void {
  const { text } = flat;
  for (const [wrong, right] of Object.entries(words.doubledWords)) {
    for (let at = text.indexOf(wrong); at >= 0; at = text.indexOf(wrong, at + wrong.length)) {
      if (words.doubledGoOn.some((w) => text.startsWith(w, at + wrong.length))) continue;
      const place = placeOf(flat, { start: at, end: at + wrong.length });
      const whole = place.span.end - place.span.start === wrong.length;
      issues.push({
        rule: 'double-punctuation',
        what: 'words',
        ...place,
        data: { text: wrong },
        printed: wrong,
        expected: right,
        mends: whole ? [{ ...place, newText: right }] : undefined,
      });
    }
  }
}

/** `各部门请根据本部门实际增减`: what was said to those who write, not to those who read. */
function notes(flat: FlatText, words: ProseWords, issues: ProseIssue[]): void {
  const { text } = flat;
  let told = -1;
  for (const note of words.leftoverSentences.map(foldName)) {
    for (let at = text.indexOf(note); at >= 0; at = text.indexOf(note, at + note.length)) {
      const start =
        largest(
          ['。', ';', '!'].map((c) => text.lastIndexOf(c, at)),
          -1,
        ) + 1;
      // In brackets it is told for itself.
      if (start === told || text.lastIndexOf('(', at) > text.lastIndexOf(')', at)) continue;
      told = start;
      const stop = text.indexOf('。', at);
      const end = stop < 0 ? text.length : stop + 1;
      issues.push({
        rule: 'template-leftover',
        what: 'found',
        ...placeOf(flat, { start, end }),
        data: { text: flat.raw.slice(start, Math.min(end, start + 40)) },
        printed: flat.raw.slice(start, end),
      });
    }
  }
}

/** Whether a bracket of its own says what is to be told, and tells nothing (`（项目数量、单位数量、预算金额等）`). */
export function isRequest(text: string, start: number, end: number, words: ProseWords): boolean {
  const inside = text.slice(start + 1, end - 1);
  const alone = [text[start - 1], text[end]].every((c) => c === undefined || c === '。' || c === ';');
  if (!alone || !inside.endsWith(words.leftoverRest) || /[\d。]/.test(inside)) return false;
  return words.leftoverTopics.filter((t) => inside.includes(t)).length > 1;
}

/** Reasons of a section that are announced and not told. */
export function emptyReasons({ topic, paragraphs }: ProseSection, words: ProseWords): ProseIssue[] {
  const issues: ProseIssue[] = [];
  if (topic?.off) return issues;
  for (const [i, paragraph] of paragraphs.entries()) noReason(paragraph, paragraphs[i + 1], words, issues);
  return issues;
}

/** `主要原因是。` */
function noReason(
  { flat }: Paragraph,
  next: Paragraph | undefined,
  words: ProseWords,
  issues: ProseIssue[],
): void {
  const { text } = flat;
  for (const lead of words.reasonLeads.map(foldName)) {
    for (let at = text.indexOf(lead); at >= 0; at = text.indexOf(lead, at + lead.length)) {
      const behind = /^[:,]?(?:[。;]|$)/.exec(text.slice(at + lead.length, at + lead.length + 2));
      // Behind the last word of a paragraph the reasons may follow, an item each.
      const ends = behind && at + lead.length + behind[0].length === text.length && !/[。;]/.test(behind[0]);
      if (!behind || (ends && next)) continue;
      issues.push({
        rule: 'missing-reason',
        what: 'empty',
        ...placeOf(flat, { start: at, end: at + lead.length }),
        data: { text: flat.raw.slice(at, at + lead.length) },
        printed: flat.raw.slice(at, at + lead.length),
      });
    }
  }
}

// ---- years ----

/** 202 年度, 20233 年度. */
const CUT_YEAR = /(?<![\d.,])(20\d|20\d{3})(?=[ \u3000]*年(?:度|部门|单位|预算|决算|[“"]))/g;

function cutYear(text: string): { readonly start: number; readonly digits: string }[] {
  return [...text.matchAll(CUT_YEAR)].map((m) => ({ start: m.index, digits: m[1] as string }));
}

function cutYearIssue(digits: string, year: number, place: Pick<ProseIssue, 'block' | 'span'>): ProseIssue {
  return {
    rule: 'prose-year',
    what: 'cut',
    ...place,
    data: { printed: digits },
    printed: digits,
    expected: String(year),
    mends: [{ ...place, newText: String(year) }],
  };
}

function cutYears(flat: FlatText, year: number | undefined, issues: ProseIssue[]): void {
  if (year === undefined) return;
  for (const { start, digits } of cutYear(flat.text))
    issues.push(cutYearIssue(digits, year, placeOf(flat, { start, end: start + digits.length })));
}

/** Years cut short in headings. */
export function cutHeadingYears(report: Report): ProseIssue[] {
  const { year } = report.front;
  if (year === undefined) return [];
  return report.tree.blocks.flatMap(({ block }) => {
    if (block.kind !== 'heading') return [];
    const heading = headingText(block.lines[0] as Line);
    return cutYear(heading.text).map(({ start, digits }) => {
      const from = heading.start + start;
      return cutYearIssue(digits, year, { block, span: { line: 0, start: from, end: from + digits.length } });
    });
  });
}

// ---- the unit's own word for itself ----

/** `本部门` in the report of a single unit; told once. */
export function unitWordIssues(prose: ProseModel, report: Report, words: ProseWords): ProseIssue[] {
  const titles = [report.front.title ?? '', report.sections[0]?.text ?? ''].map(foldName);
  const own = words.unitReports.map(foldName);
  if (!titles.some((t) => own.some((w) => t.includes(w))) || titles.some((t) => t.includes('部门')))
    return [];
  for (const section of prose.sections) {
    if (section.topic?.off) continue;
    for (const { flat } of section.paragraphs) {
      for (const word of words.departmentWords) {
        const at = flat.text.indexOf(word);
        if (at < 0) continue;
        return [
          {
            rule: 'template-leftover',
            what: 'department',
            ...placeOf(flat, { start: at, end: at + word.length }),
            data: { text: word },
            printed: word,
          },
        ];
      }
    }
  }
  return [];
}
