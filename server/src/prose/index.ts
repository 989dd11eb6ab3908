/** Reads the sentences of a report (docs/prose.md). Never fails: what is not understood is left alone, with a reason. */
import { foldName } from '../base/fold.ts';
import { pushTo } from '../base/maps.ts';
import type { Span } from '../base/range.ts';
import { finish, type Steps } from '../base/steps.ts';
import { type CellChange, Reads, recordingSteps } from '../model/figure.ts';
import type { Report } from '../model/report.ts';
import type { TableModel } from '../model/types.ts';
import type { Reference } from '../reference/index.ts';
import type { Block } from '../syntax/tree.ts';
import { Binder } from './bind.ts';
import { patternsOf } from './clauses/patterns.ts';
import { readEvents } from './clauses/reader.ts';
import { type ReadParagraph, readDiscourse } from './discourse.ts';
import type { ProseEvent } from './events.ts';
import { type Precision, precisionOf, samePrecision, sharpened } from './evidence.ts';
import { habitIn } from './habit.ts';
import { lexiconOf } from './lexicon.ts';
import { nameFigure } from './names.ts';
import { collect, flatOf, type RawSection } from './paragraphs.ts';
import { isPast } from './statement.ts';
import { blockAt, spansOf } from './text.ts';
import { tokenize } from './tokens.ts';
import type { Paragraph, ProseFigure, ProseModel, ProseSection, Statement } from './types.ts';
import { asYear } from './years.ts';

export type * from './types.ts';
export { writeFigure } from './write.ts';

interface KeptEvents {
  readonly blocks: readonly Block[];
  readonly events: readonly ProseEvent[];
}

interface KeptSection {
  readonly blocks: readonly Block[];
  readonly headings: readonly string[];
  readonly binder: Binder;
  readonly section: ProseSection;
  readonly reads: Reads;
  /** What the amounts of the whole report show of how precise they are. */
  readonly precision: Precision | undefined;
}

/** Where names are looked up, as long as the tables are the same. */
interface KeptBinder {
  readonly tables: readonly TableModel[];
  readonly front: string;
  readonly binder: Binder;
}

/** What a reading leaves for the next: events of paragraphs, and sections read whole, while their blocks live. */
export interface ProseCache {
  readonly events: WeakMap<Block, KeptEvents>;
  readonly sections: WeakMap<Block, KeptSection>;
  binder?: KeptBinder;
  /** What was read last. */
  last?: { readonly model: ProseModel; readonly sections: readonly KeptSection[] };
}

/** Whether what was read last was told from cells that changed since. */
export function proseTouchedBy(cache: ProseCache, changes: readonly CellChange[]): boolean {
  return (
    cache.binder?.binder.reads.touches(changes) === true ||
    cache.last?.sections.some((s) => s.reads.touches(changes)) === true
  );
}

export function proseCache(): ProseCache {
  return { events: new WeakMap(), sections: new WeakMap() };
}

/** Reads all sentences of a report. */
export function readProse(report: Report, reference: Reference, cache?: ProseCache): ProseModel {
  return finish(proseSteps(report, reference, cache));
}

/**
 * The same in steps.
 * @param cache what earlier readings left
 * @param changes cells of tables that changed since
 */
export function* proseSteps(
  report: Report,
  reference: Reference,
  cache: ProseCache = proseCache(),
  changes: readonly CellChange[] = [],
): Steps<ProseModel> {
  const binder = binderOf(report, reference, cache, changes);
  const sections: KeptSection[] = [];
  for (const part of collect(report, reference)) {
    const blocks = part.groups.flat();
    const first = blocks[0] as Block;
    const kept = cache.sections.get(first);
    if (
      kept &&
      kept.binder === binder &&
      !kept.reads.touches(changes) &&
      same(kept.blocks, blocks) &&
      same(kept.headings, part.headings)
    ) {
      sections.push(kept);
      continue;
    }
    const reads = new Reads();
    const section = yield* recordingSteps(reads, readSection(part, report, reference, binder, cache));
    const made = { blocks, headings: part.headings, binder, section, reads, precision: undefined };
    cache.sections.set(first, made);
    sections.push(made);
  }
  sharpen(sections, cache);
  if (!cache.last || !same(cache.last.sections, sections))
    cache.last = { sections, model: model(sections.map((s) => s.section)) };
  return cache.last.model;
}

/** Puts in place of sections those whose amounts are as precise as the whole report shows. */
function sharpen(sections: KeptSection[], cache: ProseCache): void {
  const precision = precisionOf(sections.map((s) => s.section));
  for (const [i, kept] of sections.entries()) {
    if (samePrecision(kept.precision, precision)) continue;
    const sharp = { ...kept, precision, section: sharpened(kept.section, precision) };
    sections[i] = sharp;
    cache.sections.set(kept.blocks[0] as Block, sharp);
  }
}

/** Where names are looked up: the same as long as the tables and what the report says of itself are. */
function binderOf(
  report: Report,
  reference: Reference,
  cache: ProseCache,
  changes: readonly CellChange[],
): Binder {
  const front = [report.front.unit, report.front.title, report.front.kind, report.front.year].join('|');
  const tables = report.tables.map((t) => t.table);
  const kept = cache.binder;
  if (kept && kept.front === front && same(kept.tables, tables) && !kept.binder.reads.touches(changes))
    return kept.binder;
  const binder = new Binder(report, reference);
  cache.binder = { tables, front, binder };
  return binder;
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

function* readSection(
  part: RawSection,
  report: Report,
  reference: Reference,
  binder: Binder,
  cache: ProseCache,
): Steps<ProseSection> {
  const { headings, section, topic } = part;
  const read: ReadParagraph[] = [];
  for (const blocks of part.groups) {
    const paragraph: Paragraph = { blocks, flat: flatOf(blocks), headings, section, topic };
    read.push({ paragraph, events: eventsOf(blocks, paragraph, reference, cache) });
    yield;
  }
  const marks = read.flatMap(({ paragraph, events }) =>
    events.flatMap((e) =>
      e.t === 'mark' && !e.inner
        ? [
            {
              text: e.text,
              block: blockAt(paragraph.flat, e.start),
              span: spansOf(paragraph.flat, e.start, e.end)[0] as Span,
            },
          ]
        : [],
    ),
  );
  const ground = { binder, words: reference.prose, topic, year: report.front.year };
  return {
    headings,
    section,
    topic,
    paragraphs: read.map((r) => r.paragraph),
    marks,
    ...(yield* readDiscourse(ground, headings.at(-1) ?? '', read)),
  };
}

function eventsOf(
  blocks: readonly Block[],
  paragraph: Paragraph,
  reference: Reference,
  cache: ProseCache,
): readonly ProseEvent[] {
  const first = blocks[0] as Block;
  const kept = cache.events.get(first);
  if (kept && same(kept.blocks, blocks)) return kept.events;
  const tokens = tokenize(paragraph.flat, lexiconOf(reference)).map(asYear);
  const events = readEvents({ tokens, text: paragraph.flat.text }, patternsOf(reference.prose));
  cache.events.set(first, { blocks, events });
  return events;
}

function model(sections: readonly ProseSection[]): ProseModel {
  const statements: Statement[] = [];
  const figures: ProseFigure[] = [];
  const paragraphs: Paragraph[] = [];
  const indicators = new Map<string, ProseFigure[]>();
  for (const section of sections) {
    for (const s of section.statements) {
      statements.push(s);
      if (s.figure) nameFigure(s.figure, s.subjectText);
    }
    for (const p of section.paragraphs) paragraphs.push(p);
    for (const f of section.figures) figures.push(f);
    for (const s of section.statements) {
      const name = s.figure?.binding.indicator;
      if (name && s.figure && !isPast(s) && !s.inReason) pushTo(indicators, foldName(name), s.figure);
    }
  }
  return { sections, paragraphs, statements, figures, indicators, ...habitIn(figures) };
}
