/** Sentences of a 情况说明, written from the tables by the templates of seeds/sentences.json (docs/editor.md). */

import type { Analysis } from '../analysis/analysis.ts';
import { foldName, stripNumber } from '../base/fold.ts';
import { type Position, type Range, rangeOf, type TextEdit } from '../base/range.ts';
import type { Section } from '../model/report.ts';
import type { SentenceTemplate } from '../reference/sentences.ts';
import type { Line } from '../syntax/line.ts';
import type { Action } from './action.ts';
import { blockAt, eolOf } from './place.ts';
import { lastYearsSection } from './sentences/last-year.ts';
import { holds, WHOLE, Writer } from './sentences/writer.ts';

/** A sentence that can be written at a place. */
export interface Sentence {
  readonly template: SentenceTemplate;
  /** Without a line end behind it; paragraphs are parted by blank lines. */
  readonly text: string;
  /** Whether it brings its own heading: it is asked for under the heading of the whole 情况说明. */
  readonly heading: string | undefined;
}

/** The sentences that fit the section a line stands in, written out. */
export function sentencesFor(analysis: Analysis, line: number): Sentence[] {
  const section = sectionAt(analysis, line);
  if (!section) return [];
  const { templates, whole } = fitting(analysis, section);
  if (templates.length === 0) return [];
  const writer = new Writer(analysis);
  const eol = eolOf(analysis.tree);
  const level = '#'.repeat(Math.min(6, section.level + 1));
  const found: Sentence[] = [];
  for (const template of templates) {
    const body = writer.write(template);
    if (body === undefined) continue;
    const heading = whole ? template.heading : undefined;
    const paragraphs = body.split('\n').filter((p) => p !== '');
    const text = [...(heading ? [`${level} ${heading}`] : []), ...paragraphs].join(eol + eol);
    found.push({ template, text, heading });
  }
  return found;
}

/** The section that a line stands in as last year's report has it, with this year's figures. */
export function wholeSection(analysis: Analysis, line: number): string | undefined {
  const section = sectionAt(analysis, line);
  return section && lastYearsSection(analysis, section)?.replaceAll('\n', eolOf(analysis.tree));
}

/** A sentence written by its template, whatever the place; undefined where the tables do not hold its figures. */
export function writeSentence(analysis: Analysis, template: SentenceTemplate): string | undefined {
  return new Writer(analysis).write(template);
}

/** Code actions that insert a sentence: on a heading of the 情况说明, on blank lines and sentences under it. */
export function sentenceActions(analysis: Analysis, range: Range): Action[] {
  const { line } = range.start;
  const placed = blockAt(analysis.tree, line);
  const kind = placed?.block.kind;
  if (!placed || (kind !== 'heading' && kind !== 'blank' && kind !== 'paragraph')) return [];
  const at = kind === 'blank' ? line : placed.line + placed.block.lines.length;
  const insertion = (title: string, text: string): Action => ({
    title,
    kind: 'refactor.insert',
    edits: [insertParagraph(analysis, at, text)],
    preferred: false,
    mends: [],
  });
  const whole = wholeSection(analysis, line);
  return [
    ...(whole === undefined ? [] : [insertion(analysis.say('action.insert-section'), whole)]),
    ...sentencesFor(analysis, line).map(({ template, text }) =>
      insertion(analysis.say('action.insert-sentence', { title: template.title }), text),
    ),
  ];
}

/** Where a line that is being written may become a whole sentence: the range it takes, and what was typed. */
export function sentenceSlot(
  analysis: Analysis,
  position: Position,
): { readonly range: Range; readonly typed: string } | undefined {
  const line = analysis.tree.lines[position.line] as Line;
  const before = line.text.slice(0, position.character);
  if (line.text.slice(position.character).trim() !== '' || before.trim().length > 24) return undefined;
  const from = before.length - before.trimStart().length;
  return { range: rangeOf(position.line, from, line.text.length), typed: before.trim() };
}

/** A paragraph of its own before a line. */
function insertParagraph(analysis: Analysis, at: number, text: string): TextEdit {
  const { lines } = analysis.tree;
  const eol = eolOf(analysis.tree);
  const above = lines[at - 1];
  if (at >= lines.length) {
    const last = lines.at(-1) as Line;
    const lead = last.text === '' ? (lines.at(-2)?.text.trim() ? eol : '') : eol + eol;
    return {
      range: rangeOf(lines.length - 1, last.text.length, last.text.length),
      newText: lead + text + eol,
    };
  }
  const before = above && above.kind !== 'blank' ? eol : '';
  const after = lines[at]?.kind === 'blank' ? '' : eol;
  return { range: rangeOf(at, 0, 0), newText: before + text + eol + after };
}

// ---- places ----

function sectionAt(analysis: Analysis, line: number): Section | undefined {
  let found: Section | undefined;
  for (const section of analysis.report.allSections) {
    if (section.line > line) break;
    if (line < section.end) found = section;
  }
  return found;
}

/** The templates for a section: those of the innermost heading that has any; all of them under the whole 情况说明. */
function fitting(
  analysis: Analysis,
  section: Section,
): { readonly templates: readonly SentenceTemplate[]; readonly whole: boolean } {
  const { front, tables } = analysis.report;
  const none = { templates: [], whole: false };
  const topics = analysis.reference.prose.topics;
  const own = analysis.reference.sentences.filter(
    (t) =>
      (t.kind === undefined || t.kind === front.kind) &&
      (t.nature === undefined || t.nature.includes(front.nature ?? '')),
  );
  for (let at: Section | undefined = section; at; at = at.parent) {
    const heading = stripNumber(foldName(at.text));
    // A table's title, and a section that speaks of other things than the tables.
    const table = tables.some((t) => t.section === at || t.section?.line === at?.line);
    const topic = topics.find(
      (t) => !t.without?.some((w) => heading.includes(foldName(w))) && holds(heading, t.words),
    );
    if (table || topic?.off) return none;
    const templates = own.filter(
      (t) => holds(heading, t.headings) && !t.without?.some((w) => heading.includes(foldName(w))),
    );
    if (templates.length > 0) return { templates, whole: false };
    if (topic) return none;
    // The heading of the whole, not of a part that calls itself so.
    if (WHOLE.test(heading) && !WHOLE.test(foldName(at.parent?.text ?? ''))) {
      const whole = own.filter((t) => t.heading !== undefined);
      return { templates: at === section ? whole : [], whole: true };
    }
  }
  return none;
}
