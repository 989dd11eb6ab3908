/** Gaps in the numbering of headings and of paragraphs. */
import { foldName, foldWidth, hanNumber, leadingNumber, writeHanNumber } from '../base/fold.ts';
import type { Span } from '../base/range.ts';
import type { Report, Section } from '../model/report.ts';
import { headingText, type Line } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import type { ProseIssue, ProseSection } from './types.ts';

/** Whether a number stands in a text as an item's mark (`4.` but not `4.09%`). */
function holdsMark(text: string, mark: string): boolean {
  for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + 1)) {
    if (!/\d/.test(text[i + mark.length] ?? '') && !/\d/.test(text[i - 1] ?? '')) return true;
  }
  return false;
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

interface Place {
  readonly block: Block;
  readonly span: Span;
}

/** Most numbers that are named where many are left out. */
const MOST_NUMBERS = 3;

function gap(place: Place, value: number, before: number, text: string): ProseIssue {
  const number = leadingNumber(foldName(text)) || text;
  const many = value - before - 1;
  const missing = Array.from({ length: Math.min(many, MOST_NUMBERS) }, (_, i) =>
    withNumber(number, before + 1 + i),
  );
  return {
    rule: 'numbering',
    what: 'found',
    ...place,
    data: { number, missing: missing.join(' ') + (many > MOST_NUMBERS ? ' …' : '') },
    printed: text,
  };
}

/** A number as another of its kind: `一、` → `二、`. */
function withNumber(number: string, value: number): string {
  return number.replace(/[0-9一二三四五六七八九十]+/, (n) =>
    /^\d/.test(n) ? String(value) : writeHanNumber(value),
  );
}

/** Gaps between headings under one heading. */
export function headingNumbers(report: Report, issues: ProseIssue[]): void {
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
        issues.push(gap({ block, span: { line: 0, start, end } }, number.value, before, section.text));
      }
      last.set(number.style, number.value);
    }
  };
  siblings(report.sections);
}

/** Gaps between numbered paragraphs under one heading. */
export function markNumbers(section: ProseSection, issues: ProseIssue[]): void {
  const last = new Map<string, number>();
  for (const mark of section.marks) {
    const number = numberOf(mark.text);
    if (!number) continue;
    const before = last.get(number.style);
    if (before !== undefined && number.value > before + 1) {
      // The number left out may stand within a sentence, where it leads no item of its own.
      const skipped = withNumber(mark.text, before + 1);
      if (!section.paragraphs.some((p) => holdsMark(p.flat.text, skipped)))
        issues.push(gap({ block: mark.block, span: mark.span }, number.value, before, mark.text));
    }
    last.set(number.style, number.value);
  }
}

// ---- terms ----
