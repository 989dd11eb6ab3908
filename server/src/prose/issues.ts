/** Judgements on the text itself: years in headings, template text, punctuation, numbering, secrets, missing words. */
import { foldName } from '../base/fold.ts';
import { append, sameItems } from '../base/lists.ts';
import type { Span } from '../base/range.ts';
import type { Report } from '../model/report.ts';
import type { Reference } from '../reference/index.ts';
import type { ProseWords } from '../reference/prose.ts';
import type { Block } from '../syntax/tree.ts';
import { customIssues, customOfReport } from './custom.ts';
import { itemNameIssues } from './item-names.ts';
import { headingNumbers, markNumbers } from './numbering.ts';
import { secretsOf } from './secrets.ts';
import { type FlatText, placeOf, spansOf } from './text.ts';
import type { ChangeStatement, ProseIssue, ProseModel, ProseSection } from './types.ts';
import { cutHeadingYears, emptyReasons, isRequest, unitWordIssues, wordingIssues } from './wording.ts';
import { headingYears, wrongYears } from './wrong-years.ts';

/** What the text of one section shows by itself. */
export function sectionIssues(section: ProseSection, report: Report, reference: Reference): ProseIssue[] {
  const issues: ProseIssue[] = [];
  const words = reference.prose;
  const off = section.topic?.overview || section.topic?.id === '附件';
  for (const { flat } of section.paragraphs) append(issues, textIssues(flat, report.front, words));
  if (!off && section.topic?.reasonOwed) reasons(section, words, report, issues);
  wrongYears(section, report, issues);
  if (section.topic?.id !== '附件') markNumbers(section, issues);
  append(issues, emptyReasons(section, words));
  append(issues, itemNameIssues(section, report, reference));
  append(issues, customIssues(section, words));
  return issues;
}

interface Told {
  readonly from: readonly unknown[];
  readonly issues: readonly ProseIssue[];
}

/** Kept with the text, which lives as long as its block. */
const told = new WeakMap<FlatText, Told>();

/** What the text of one paragraph shows, whatever stands around it. */
function textIssues(
  flat: FlatText,
  { unit, year }: Report['front'],
  words: ProseWords,
): readonly ProseIssue[] {
  const from = [words, unit, year];
  const known = told.get(flat);
  if (known && sameItems(known.from, from)) return known.issues;
  const issues: ProseIssue[] = [];
  leftovers(flat, words, unit, issues);
  punctuation(flat, issues);
  wordingIssues(flat, year, words, issues);
  told.set(flat, { from, issues });
  return issues;
}

/** What only the whole report shows: its headings, its glossary, and lines of every kind. */
export function reportIssues(prose: ProseModel, report: Report, reference: Reference): ProseIssue[] {
  const issues: ProseIssue[] = [];
  const words = reference.prose;
  headingYears(report, words, issues);
  headingNumbers(report, issues);
  terms(prose, report, words, issues);
  append(issues, cutHeadingYears(report));
  append(issues, customOfReport(prose, report));
  append(issues, unitWordIssues(prose, report, words));
  for (const { block } of report.tree.blocks) append(issues, secretsOf(block, words));
  return issues;
}

function at(flat: FlatText, start: number, end: number): { block: Block; span: Span } {
  return placeOf(flat, { start, end });
}

// ---- template text ----

function leftovers(flat: FlatText, words: ProseWords, own: string | undefined, issues: ProseIssue[]): void {
  const { text } = flat;
  const tell = (start: number, end: number) =>
    issues.push({
      rule: 'template-leftover',
      what: 'found',
      ...at(flat, start, end),
      data: { text: flat.raw.slice(start, end) },
      printed: flat.raw.slice(start, end),
    });
  for (const word of words.leftovers) {
    const folded = foldName(word);
    for (let i = text.indexOf(folded); i >= 0; i = text.indexOf(folded, i + folded.length))
      tell(i, i + folded.length);
  }
  // XX, ××, □□, ___: a place that was never filled in.
  for (const match of text.matchAll(
    /(?<![A-Za-z0-9])(?:[Xx×]{2,10}|[*＊]{2,10}|_{2,40}|□{2,10}|[○〇]{2,10})(?![A-Za-z0-9])/g,
  )) {
    if (match[0].startsWith('〇') && /[一二三四五六七八九]/.test(text[match.index - 1] ?? '')) continue;
    tell(match.index, match.index + match[0].length);
  }
  const unit = own ?? '';
  if (!/某/.test(unit)) {
    for (const match of text.matchAll(/某某(?:局|单位|部门|委|厅|办|中心|县|市|区|镇|项目|年|元|万元)?/g))
      tell(match.index, match.index + match[0].length);
  }
  // An ellipsis in the place of an item.
  for (const match of text.matchAll(/(?:^|[,;:、。])(?:…{1,4}|\.{3,12}|。{3,12})(?=$|[,;、。])/g)) {
    const start = match.index + (/^[,;:、。](?=…|\.|。)/.test(match[0]) ? 1 : 0);
    if (text[match.index - 1] !== '等') tell(start, match.index + match[0].length);
  }
  const notes = words.leftoverNotes.map(foldName);
  for (const match of text.matchAll(/\(([^()]{2,60})\)/g)) {
    const inside = match[1] as string;
    const [start, end] = [match.index, match.index + match[0].length];
    if (isNote(inside, notes) || isRequest(text, start, end, words)) tell(start, end);
  }
}

function isNote(inside: string, notes: readonly string[]): boolean {
  if (inside.length > 40 || !notes.some((n) => inside.includes(n))) return false;
  return /解释|说明|填|实际情况|示例|模板|列示/.test(inside);
}

// ---- punctuation ----

function punctuation(flat: FlatText, issues: ProseIssue[]): void {
  const { text } = flat;
  for (const match of text.matchAll(/[,。;:、]{2,}/g)) {
    const run = match[0];
    // 。。。 is an ellipsis in the author's hand; a colon may stand before anything but a stop.
    if (/^(?:。{3,}|,{3,})$/.test(run)) continue;
    const from = match.index;
    const keep = run.includes('。') ? run.indexOf('。') : run.includes(';') ? run.indexOf(';') : 0;
    const place = at(flat, from, from + run.length);
    const spans = spansOf(flat, from, from + run.length);
    const mark = flat.raw[from + keep] as string;
    const whole = spans.length === 1 && place.span.end - place.span.start === run.length;
    issues.push({
      rule: 'double-punctuation',
      what: 'found',
      ...place,
      data: { text: flat.raw.slice(from, from + run.length) },
      printed: flat.raw.slice(from, from + run.length),
      expected: mark,
      mends: whole ? [{ block: place.block, span: place.span, newText: mark }] : undefined,
    });
  }
}

// ---- reasons ----

/** A change that must be explained, and is not in its section. */
function reasons(section: ProseSection, words: ProseWords, report: Report, issues: ProseIssue[]): void {
  if (section.topic === undefined || section.topic.off || report.front.kind === '预算') return;
  const changes = section.statements.filter(
    (s): s is ChangeStatement => s.kind === 'change' && s.figure.value !== 0n && !s.inReason,
  );
  const first = changes[0];
  if (!first) return;
  const explained = section.paragraphs.some((p) =>
    words.reasonWords.some((w) => p.flat.text.replaceAll('因公', '').includes(foldName(w))),
  );
  if (explained) return;
  issues.push({
    rule: 'missing-reason',
    what: 'found',
    block: first.figure.owner.block,
    span: first.figure.span,
    data: {
      subject: first.subjectText,
      change: `${first.direction.text}${first.figure.raw}${first.figure.unitText}`,
    },
  });
}

// ---- numbering ----

/** Terms that the report uses with an amount and does not explain; told only where it explains others. */
function terms(prose: ProseModel, report: Report, words: ProseWords, issues: ProseIssue[]): void {
  if (report.glossary.length < 5) return;
  const defined = report.glossary.map((g) => foldName(g.term));
  const text = report.glossary.map((g) => foldName(g.term + g.definition)).join('\n');
  for (const term of words.glossaryRequired) {
    const name = foldName(term);
    if (defined.some((d) => d.includes(name) || name.includes(d)) || text.includes(name)) continue;
    const use = prose.statements.find(
      (s) =>
        s.kind === 'value' &&
        !s.past &&
        s.figure &&
        s.figure.value !== 0n &&
        foldName(s.subjectText) === name &&
        !s.paragraph.topic?.off,
    );
    if (!use?.figure) continue;
    issues.push({
      rule: 'undefined-term',
      what: 'found',
      block: use.block,
      span: use.span,
      data: { term },
    });
  }
}
