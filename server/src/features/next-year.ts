/**
 * A report's text taken over for another year, as an accountant does with last year's: the years in it are moved on
 * where they are the report's own, and the figures that no table can confirm are marked for a person.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { KEY, keyLine } from '../base/keys.ts';
import { append } from '../base/lists.ts';
import { pushTo } from '../base/maps.ts';
import { rangeOf, type TextEdit } from '../base/range.ts';
import type { FrontEntry } from '../model/report.ts';
import type { ProseFigure, ProseSection } from '../prose/types.ts';
import type { PlacedBlock } from '../syntax/tree.ts';
import { eolOf } from './place.ts';

/** What is to be done to a report to make it another year's. */
export interface NextYear {
  readonly edits: readonly TextEdit[];
  /** Lines, from 0, whose years were left: they may be dates of something that happened. */
  readonly left: readonly number[];
}

const YEAR = /(?<!\d)((?:19|20)\d\d)(?!\d)/g;

/** What stands behind a year that is the report's own, or the one that it is compared with. */
const OWN_BEHIND =
  /^\s*年?\s*度|^\s*年\s*(?:[预决]算|末|底|收|支|一般|政府|国有|财政|[“"]?三公|机关|部门|单位|我|本|全|共|[,，、]|12\s*月\s*31\s*日)/;
/** What stands before one. */
const OWN_BEFORE = /(?:与|比|较|同|和|截至|截止)\s*$/;

/**
 * Moves a report on to a year; undefined where its own year is not known or is that year already.
 * @param lastYear path of last year's source, for 上年
 */
export function nextYear(analysis: Analysis, year: number, lastYear?: string): NextYear | undefined {
  const { tree, report } = analysis;
  const own = report.front.year;
  if (own === undefined || own === year) return undefined;
  const edits: TextEdit[] = [];
  const left: number[] = [];
  const move = (line: number, isOwn: (before: string, behind: string, year: number) => boolean) => {
    const text = tree.lines[line]?.text ?? '';
    for (const match of text.matchAll(YEAR)) {
      const { index } = match;
      const printed = Number(match[1]);
      // Laws and programmes have names with years in them.
      if (isInTitle(text, index)) continue;
      if (!isOwn(text.slice(0, index), text.slice(index + 4), printed)) {
        if (printed === own || printed === own - 1) left.push(line);
        continue;
      }
      edits.push({ range: rangeOf(line, index, index + 4), newText: String(printed + year - own) });
    }
  };
  const all = () => true;
  const inProse = (before: string, behind: string, printed: number) =>
    (printed === own || printed === own - 1) && (OWN_BEHIND.test(behind) || OWN_BEFORE.test(before));
  for (const placed of tree.blocks) {
    const { block, line } = placed;
    if (block.kind === 'heading') block.lines.forEach((_, i) => void move(line + i, all));
    else if (block.kind === 'table') for (const at of wordsOf(analysis, placed)) move(at, all);
    else if (block.kind === 'paragraph') block.lines.forEach((_, i) => void move(line + i, inProse));
  }
  append(edits, frontEdits(analysis, year, lastYear));
  return { edits, left: [...new Set(left)] };
}

function isInTitle(text: string, at: number): boolean {
  const open = text.lastIndexOf('《', at);
  return open >= 0 && text.indexOf('》', open) > at;
}

/** The lines of a table that are no rows of data. */
function wordsOf({ report }: Analysis, { block, line }: PlacedBlock): number[] {
  const header = new Set(report.tables.find((t) => t.line === line)?.table.headerLines);
  return block.roles.flatMap((role, i) =>
    role === 'comment' || (role === 'row' && !header.has(i)) ? [] : [line + i],
  );
}

/** Keys whose values name the year. */
const LATER_KEYS: readonly string[] = [KEY.title, KEY.units, KEY.budget];

function frontEdits(analysis: Analysis, year: number, lastYear: string | undefined): TextEdit[] {
  const { entries, year: own = year } = analysis.report.front;
  const edits: TextEdit[] = [];
  const set = ({ value, valueSpan: { line, start, end } }: FrontEntry, newText: string) => {
    if (newText !== value) edits.push({ range: rangeOf(line, start, end), newText });
  };
  const before = lastYear && lastReports(analysis, lastYear);
  const later = (text: string) => text.replace(YEAR, (printed) => String(Number(printed) + year - own));
  for (const entry of entries) {
    if (entry.key === KEY.year) set(entry, String(year));
    else if (entry.key === KEY.lastYear) set(entry, before ?? later(entry.value));
    // The units' reports and the budget of the new year are other files, called alike.
    else if (LATER_KEYS.includes(entry.key)) set(entry, later(entry.value));
  }
  const more = [
    ...(entries.some((e) => e.key === KEY.year) ? [] : [keyLine(KEY.year, year)]),
    ...(lastYear === undefined || entries.some((e) => e.key === KEY.lastYear)
      ? []
      : [keyLine(KEY.lastYear, before ?? '')]),
  ];
  if (more.length > 0) {
    const eol = eolOf(analysis.tree);
    const last = entries.at(-1);
    const at = last ? last.valueSpan.line + 1 : 0;
    const blank = last ? '' : eol;
    edits.push({ range: rangeOf(at, 0, 0), newText: more.map((l) => l + eol).join('') + blank });
  }
  return edits;
}

/**
 * What the report of the next year names as 上年: this one, and the budget that this one names.
 * @param own its path
 */
export function lastReports({ front }: Analysis, own: string): string {
  const budget = front.entries.find((e) => e.key === KEY.budget && e.value !== '')?.value;
  return budget === undefined ? own : `${own}、${budget}`;
}

/** Figures of a paragraph that nothing confirms. */
export interface Unconfirmed {
  /** The paragraph's first line, from 0. */
  readonly line: number;
  readonly figures: readonly string[];
}

/** The amounts, counts and changes of sentences that no table, and no other figure, bears out. */
export function unconfirmed(analysis: Analysis): Unconfirmed[] {
  const found = new Map<number, string[]>();
  for (const section of analysis.prose.sections) {
    if (isExplaining(section)) continue;
    for (const s of section.statements) {
      const { figure, kind } = s;
      if (!figure || figure.kind === 'percent' || figure.value === 0n || kind === 'standard') continue;
      if (s.kind === 'change' ? s.base && s.current : figure.binding.cell) continue;
      if (kind === 'change' && isChecked(analysis, figure)) continue;
      const line = analysis.report.lineOf(figure.paragraph.blocks[0] ?? figure.owner.block);
      pushTo(found, line, `${figure.raw} ${figure.unitText}`.trim());
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([line, figures]) => ({ line, figures }));
}

/** Whether a section explains words, or is a list of laws: its figures are nobody's accounts. */
function isExplaining({ headings }: ProseSection): boolean {
  return headings.some((h) => /名词(?:解释|说明)|附件|附录/.test(h));
}

function isChecked(analysis: Analysis, figure: ProseFigure): boolean {
  return (analysis.graph.byFigure.get(figure) ?? []).some((r) => r.rule === 'cross-report');
}
