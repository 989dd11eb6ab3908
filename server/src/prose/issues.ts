/** Judgements on the text itself: years in headings, template text, punctuation, numbering, secrets, missing words. */
import { foldName, foldWidth, hanNumber, leadingNumber, stripNumber } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import type { Span } from '../base/range.ts';
import type { Report, Section } from '../model/report.ts';
import type { Reference } from '../reference/index.ts';
import type { ProseWords } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import { customIssues, customOfReport } from './custom.ts';
import { itemNameIssues } from './item-names.ts';
import { secretsOf } from './secrets.ts';
import { againstOf, measureOf } from './statement.ts';
import { type FlatText, placeOf, spansOf } from './text.ts';
import type { ChangeStatement, ProseIssue, ProseModel, ProseSection, ProseTold, Statement } from './types.ts';
import { cutHeadingYears, isRequest, unitWordIssues, wordingIssues } from './wording.ts';

/** What the text of one section shows by itself. */
export function sectionIssues(section: ProseSection, report: Report, reference: Reference): ProseIssue[] {
  const issues: ProseIssue[] = [];
  const words = reference.prose;
  const off = section.topic?.overview || section.topic?.id === '附件';
  for (const paragraph of section.paragraphs) {
    leftovers(paragraph.flat, words, report, issues);
    punctuation(paragraph.flat, issues);
  }
  if (!off && section.topic?.reasonOwed) reasons(section, words, report, issues);
  for (const s of section.statements) {
    comparedYear(s, report, issues);
    statedYear(s, report, issues);
    sameYear(s, section, report, issues);
  }
  for (const paragraph of section.paragraphs) closingDate(paragraph.flat, report, issues);
  if (section.topic?.id !== '附件') marks(section, issues);
  append(issues, wordingIssues(section, report, words));
  append(issues, itemNameIssues(section, report, reference));
  append(issues, customIssues(section, words));
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

function leftovers(flat: FlatText, words: ProseWords, report: Report, issues: ProseIssue[]): void {
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
  const unit = report.front.unit ?? '';
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

// ---- years ----

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
  const budget = report.front.kind === '预算';
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
  if (own === undefined || told !== own - 1 || report.front.kind === '预算') return;
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
  issues.push(yearIssue('stated', at(flat, from, from + 4), told, own));
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
      report.front.kind === '预算' ? told === year - 1 || told === year || told === year - 2 : told === year;
    if (right) continue;
    const from = match.index + match[0].indexOf(match[1] as string);
    const place = at(flat, from, from + 4);
    issues.push(yearIssue('closing', place, told, report.front.kind === '预算' ? year - 1 : year));
  }
}

/** A heading that names the report, or one of its parts, with another year. */
function headingYears(report: Report, words: ProseWords, issues: ProseIssue[]): void {
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

// ---- numbering ----

/** Whether a number stands in a text as an item's mark (`4.` but not `4.09%`). */
function holdsMark(text: string, mark: string): boolean {
  for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + 1)) {
    if (!/\d/.test(text[i + mark.length] ?? '') && !/\d/.test(text[i - 1] ?? '')) return true;
  }
  return false;
}

/** The Chinese numeral of a number up to 99. */
function hanOf(value: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const tens = Math.floor(value / 10);
  return (tens > 1 ? (digits[tens] ?? '') : '') + (tens > 0 ? '十' : '') + (digits[value % 10] ?? '');
}

interface Number_ {
  readonly style: string;
  readonly value: number;
}

function numberOf(text: string): Number_ | undefined {
  const folded = foldWidth(text).replace(/^[\s\u3000*]+/, '');
  let match = /^第([一二三四五六七八九十]{1,3})(部分|章|节)/.exec(folded);
  if (match) return made(`第${match[2]}`, match[1] as string);
  match = /^\(([一二三四五六七八九十]{1,3})\)/.exec(folded);
  if (match) return made('(一)', match[1] as string);
  match = /^([一二三四五六七八九十]{1,3})、/.exec(folded);
  if (match) return made('一、', match[1] as string);
  match = /^\((\d{1,2})\)/.exec(folded);
  if (match) return { style: '(1)', value: Number(match[1]) };
  match = /^(\d{1,2})[、.](?!\d)/.exec(folded);
  if (match) return { style: '1', value: Number(match[1]) };
  return undefined;
}

function made(style: string, han: string): Number_ | undefined {
  const value = hanNumber(han);
  return value === undefined ? undefined : { style, value };
}

/** Most numbers that are named where many are left out. */
const MOST_NUMBERS = 3;

function gap(block: Block, span: Span, value: number, before: number, text: string): ProseIssue {
  const number = leadingNumber(foldName(text)) || text;
  const many = value - before - 1;
  const missing = Array.from({ length: Math.min(many, MOST_NUMBERS) }, (_, i) =>
    withNumber(number, before + 1 + i),
  );
  return {
    rule: 'numbering',
    what: 'found',
    block,
    span,
    data: { number, missing: missing.join(' ') + (many > MOST_NUMBERS ? ' …' : '') },
    printed: text,
  };
}

/** A number as another of its kind: `一、` → `二、`. */
function withNumber(number: string, value: number): string {
  return number.replace(/[0-9一二三四五六七八九十]+/, (n) => (/^\d/.test(n) ? String(value) : hanOf(value)));
}

/** Gaps between headings under one heading. */
function headingNumbers(report: Report, issues: ProseIssue[]): void {
  const headings = new Map<number, Block>();
  for (const { block, line } of report.tree.blocks) if (block.kind === 'heading') headings.set(line, block);
  const siblings = (list: readonly Section[]) => {
    const last = new Map<string, number>();
    for (const section of list) {
      siblings(section.children);
      const number = numberOf(section.text);
      if (!number) continue;
      const before = last.get(number.style);
      const block = headings.get(section.line);
      if (before !== undefined && number.value > before + 1 && block) {
        const { start, end } = headingText(block.lines[0] as Line);
        issues.push(gap(block, { line: 0, start, end }, number.value, before, section.text));
      }
      last.set(number.style, number.value);
    }
  };
  siblings(report.sections);
}

/** Gaps between numbered paragraphs under one heading. */
function marks(section: ProseSection, issues: ProseIssue[]): void {
  const last = new Map<string, number>();
  for (const mark of section.marks) {
    const number = numberOf(mark.text);
    if (!number) continue;
    const before = last.get(number.style);
    if (before !== undefined && number.value > before + 1) {
      // The number left out may stand within a sentence, where it leads no item of its own.
      const skipped = withNumber(mark.text, before + 1);
      if (!section.paragraphs.some((p) => holdsMark(p.flat.text, skipped)))
        issues.push(gap(mark.block, mark.span, number.value, before, mark.text));
    }
    last.set(number.style, number.value);
  }
}

// ---- terms ----

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
