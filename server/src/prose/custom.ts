/** Matters of custom, never more than hints: paragraphs printed twice, decimals of one paragraph, purposes of other items. */
import { foldName, stripNumber } from '../base/fold.ts';
import { pushTo } from '../base/maps.ts';
import type { Report } from '../model/report.ts';
import type { ProseWords } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';
import { placeOf } from './text.ts';
import type { Paragraph, ProseFigure, ProseIssue, ProseModel, ProseSection, Statement } from './types.ts';

/** What custom says of one section. */
export function customIssues(section: ProseSection, words: ProseWords): ProseIssue[] {
  if (section.topic?.off) return [];
  const rates = new Map<Paragraph, ProseFigure[]>();
  for (const f of section.figures)
    if (f.role === 'percent' && f.printed && !f.approximate) pushTo(rates, f.paragraph, f);
  return [...[...rates.values()].flatMap(decimalsOf), ...purposes(section, words)];
}

/** What custom says of the whole report. */
export function customOfReport(prose: ProseModel, report: Report): ProseIssue[] {
  return [...repeated(prose), ...headingBlanks(report)];
}

// ---- paragraphs printed twice ----

/** Shorter ones are sentences that reports say again and again (本年无此项支出). */
const LONG = 40;

function repeated(prose: ProseModel): ProseIssue[] {
  const seen = new Set<string>();
  return prose.sections.flatMap((section) =>
    section.topic?.off
      ? []
      : section.paragraphs.flatMap(({ flat }) => {
          const text = stripNumber(flat.text);
          if (text.length < LONG || !/\d/.test(text)) return [];
          if (!seen.has(text)) {
            seen.add(text);
            return [];
          }
          return [
            {
              rule: 'double-punctuation',
              what: 'paragraph',
              ...placeOf(flat, { start: 0, end: flat.text.length }),
              data: { text: flat.raw.slice(0, 16) },
            },
          ];
        }),
  );
}

// ---- decimals ----

/** `98.99%` beside `1.0%`: a zero was written, and only one. */
function decimalsOf(rates: readonly ProseFigure[]): ProseIssue[] {
  const most = rates.reduce<ProseFigure | undefined>(
    (a, f) => (!a || f.decimals > a.decimals ? f : a),
    undefined,
  );
  if (!most) return [];
  return rates
    .filter(
      (f) => f.decimals > 0 && f.decimals < most.decimals && /0$/.test(foldName(f.raw).replace('%', '')),
    )
    .map((f) => ({
      rule: 'prose-unit',
      what: 'decimals',
      block: f.owner.block,
      span: f.span,
      data: { printed: f.raw, other: most.raw },
      printed: f.raw,
    }));
}

// ---- purposes ----

/** `住房公积金（项）…主要用于医疗保险缴费`: a purpose that was copied from another item. */
function purposes(section: ProseSection, words: ProseWords): ProseIssue[] {
  const told = new Set<string>();
  return section.statements.flatMap((s) => {
    const item = s.subject?.path.at(-1)?.name;
    const kind =
      item && words.purposes.find((p) => p.items.some((w) => foldName(item).includes(foldName(w))));
    if (!kind || told.has(item) || s.kind !== 'value') return [];
    const found = purposeBehind(s, words);
    if (!found || kind.own.some((w) => found.text.includes(w))) return [];
    const other = words.purposes
      .flatMap((p) => (p === kind ? [] : p.own))
      .find((w) => found.text.includes(w));
    if (other === undefined) return [];
    told.add(item);
    const start = found.start + found.text.indexOf(other);
    return [
      {
        rule: 'template-leftover',
        what: 'purpose',
        ...placeOf(s.paragraph.flat, { start, end: start + other.length }),
        data: { item, purpose: other },
        printed: other,
      },
    ];
  });
}

/** Farther from an item's name a purpose may be another's. */
const FAR = 120;

/** The clause behind `用于` that follows an item's name, up to the end of its sentence. */
function purposeBehind(s: Statement, words: ProseWords): { text: string; start: number } | undefined {
  const { text } = s.paragraph.flat;
  const from = s.subject?.end ?? 0;
  const lead = words.purposeLead;
  const at = text.indexOf(lead, from);
  if (at < 0) return undefined;
  // Behind another item's name it is that item's.
  if (at - from > FAR || words.levels.some((level) => text.slice(from, at).includes(level))) return undefined;
  const start = at + lead.length;
  const stop = text.slice(start).search(/[;\u3002]/);
  return { text: text.slice(start, stop < 0 ? undefined : start + stop), start };
}

// ---- headings ----

const BLANK = /(?<![A-Za-z0-9])(?:[Xx\u00d7]{2,10}|_{2,40}|□{2,10}|[\u25cb\u3007]{2,10})(?![A-Za-z0-9])/g;

/** Places in headings that were never filled in. */
function headingBlanks(report: Report): ProseIssue[] {
  return report.tree.blocks.flatMap(({ block }) => {
    if (block.kind !== 'heading') return [];
    const { text, start } = headingText(block.lines[0] as Line);
    return [...text.matchAll(BLANK)]
      .filter((m) => !(/^\u3007/.test(m[0]) && /\p{Script=Han}/u.test(text[m.index - 1] ?? '')))
      .map((m) => ({
        rule: 'template-leftover',
        what: 'found',
        block,
        span: { line: 0, start: start + m.index, end: start + m.index + m[0].length },
        data: { text: m[0] },
        printed: m[0],
      }));
  });
}
