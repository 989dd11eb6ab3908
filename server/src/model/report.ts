/** Tree → report: front matter, sections, tables, glossary, waivers (language.md §2, §3, §8, §10). */
import { foldName, foldWidth, leadingNumber, stripNumber } from '../base/fold.ts';
import { append } from '../base/lists.ts';
import type { Span } from '../base/range.ts';
import { finish, type Steps } from '../base/steps.ts';
import { inYears } from '../reference/forms.ts';
import type { Reference } from '../reference/index.ts';
import type { Form, ReportKind } from '../reference/types.ts';
import {
  FRONT_KEYS,
  frontPair,
  headingText,
  type Line,
  pairsOf,
  trimEnd,
  unitOf,
  type WaiverSyntax,
  waiverOf,
} from '../syntax/line.ts';
import type { Block, PlacedBlock, Tree } from '../syntax/tree.ts';
import type { CellChange } from './figure.ts';
import { Surroundings } from './presence.ts';
import { reconcile } from './reconcile.ts';
import { buildTable } from './table.ts';
import type { TableContext, TableModel } from './types.ts';

export interface FrontEntry {
  readonly key: string;
  readonly value: string;
  readonly keySpan: Span;
  readonly valueSpan: Span;
  readonly known: boolean;
}

/** What the report says of itself; what the front matter leaves out is taken from titles and property lines. */
export interface FrontMatter {
  readonly entries: readonly FrontEntry[];
  readonly present: boolean;
  readonly title: string | undefined;
  readonly unit: string | undefined;
  readonly kind: ReportKind | undefined;
  readonly year: number | undefined;
  readonly moneyUnit: number | undefined;
  /** 行政, 参公, 事业 or 汇总. */
  readonly nature: string | undefined;
  /** What it says of how far it has come. */
  readonly status: ReportStatus | undefined;
}

/** How far a report has come: still being written (编制中), or published (已公开). */
export type ReportStatus = 'draft' | 'published';

/** How front matter writes it. */
export const STATUS_WORDS: ReadonlyMap<string, ReportStatus> = new Map([
  ['编制中', 'draft'],
  ['已公开', 'published'],
]);

export interface Section {
  readonly line: number;
  readonly level: number;
  readonly text: string;
  /** First line after the section. */
  end: number;
  readonly children: Section[];
  readonly parent: Section | undefined;
}

export interface PlacedTable {
  readonly table: TableModel;
  readonly line: number;
  readonly section: Section | undefined;
}

/** An entry of the report's own 名词解释. */
export interface GlossaryItem {
  readonly term: string;
  readonly definition: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The last name of a `…（类）…（款）…（项）` entry, and the names before it. */
  readonly codePath: readonly string[] | undefined;
}

export interface Waiver {
  readonly syntax: WaiverSyntax;
  readonly line: number;
  /** Lines that it covers, inclusive; the whole file for 忽略全文. */
  readonly from: number;
  readonly to: number;
  readonly file: boolean;
}

export interface FormulaLine {
  readonly line: number;
  readonly text: string;
  /** Where the formula's text starts in the line. */
  readonly offset: number;
  /** The table the line stands under, for references without a table. */
  readonly table: PlacedTable | undefined;
}

export interface Report {
  readonly tree: Tree;
  readonly front: FrontMatter;
  /** What {@link FrontMatter.status} says, else: draft as long as a table that its kind owes is not filled. */
  readonly status: ReportStatus;
  readonly sections: readonly Section[];
  readonly allSections: readonly Section[];
  readonly tables: readonly PlacedTable[];
  readonly glossary: readonly GlossaryItem[];
  readonly waivers: readonly Waiver[];
  readonly formulas: readonly FormulaLine[];
  /** The line at which a block starts. */
  lineOf(block: Block): number;
}

/** Tables of an earlier analysis that may be used again: same block, same context. */
export type TableCache = WeakMap<Block, TableModel>;

/** The report as it was before an edit; tables in which nothing but amounts changed go over into the new one. */
export interface Earlier {
  readonly report: Report;
  /** Takes the cells that changed in tables that went over. */
  readonly changes: CellChange[];
}

/** What a report says of itself, without its tables being read. */
export function frontOf(tree: Tree): FrontMatter {
  return readFront(tree, buildSections(tree).all);
}

/** Builds the report model of a tree. */
export function buildReport(tree: Tree, reference: Reference, cache?: TableCache): Report {
  return finish(reportSteps(tree, { reference }, cache));
}

/** What a report is read with. */
export interface ReadingOptions {
  readonly reference: Reference;
  /** Whether the report is taken as published, whatever it says. */
  readonly published?: boolean | undefined;
}

/**
 * The same in steps.
 * @param cache tables that were read before
 */
export function* reportSteps(
  tree: Tree,
  { reference, published }: ReadingOptions,
  cache: TableCache = new WeakMap(),
  earlier?: Earlier,
): Steps<Report> {
  const lines = new Map<Block, number>();
  for (const { block, line } of tree.blocks) lines.set(block, line);
  const sections = buildSections(tree);
  const stated = readFront(tree, sections.all);
  const front: FrontMatter = published ? { ...stated, status: 'published' } : stated;
  const read = yield* readTables(tree, sections.all, front, reference, cache);
  const tables = earlier ? withEarlier(read, lines, cache, earlier) : read;
  return {
    tree,
    front,
    status: front.status ?? statusOf(front, tables),
    sections: sections.roots,
    allSections: sections.all,
    tables,
    glossary: readGlossary(tree, sections.all),
    waivers: readWaivers(tree),
    formulas: readFormulas(tree, tables),
    lineOf: (block) => lines.get(block) ?? 0,
  };
}

function statusOf({ kind, year }: FrontMatter, tables: readonly PlacedTable[]): ReportStatus {
  const isOwed = (form: Form | undefined) =>
    form?.required === true && form.kind === kind && inYears(form.years, year);
  const filled = new Set(tables.filter(({ table }) => table.state !== 'unfilled').map((t) => t.table.form));
  const open = tables.some(
    ({ table }) => table.state === 'unfilled' && isOwed(table.form) && !filled.has(table.form),
  );
  return open ? 'draft' : 'published';
}

function buildSections(tree: Tree): { roots: Section[]; all: Section[] } {
  const roots: Section[] = [];
  const all: Section[] = [];
  const stack: Section[] = [];
  for (const { block, line } of tree.blocks) {
    if (block.kind !== 'heading') continue;
    const head = block.lines[0] as Line;
    while (stack.length > 0 && (stack.at(-1) as Section).level >= head.level)
      (stack.pop() as Section).end = line;
    const parent = stack.at(-1);
    const section: Section = {
      line,
      level: head.level,
      text: headingText(head).text,
      end: tree.lines.length,
      children: [],
      parent,
    };
    (parent?.children ?? roots).push(section);
    all.push(section);
    stack.push(section);
  }
  return { roots, all };
}

function readFront(tree: Tree, sections: readonly Section[]): FrontMatter {
  const entries: FrontEntry[] = [];
  const block = tree.blocks.find((b) => b.block.kind === 'front');
  block?.block.lines.forEach((line, i) => {
    if (block.block.roles[i] !== 'property') return;
    const pair = frontPair(line);
    if (!pair) return;
    entries.push({
      key: pair.key,
      value: pair.value,
      keySpan: { line: block.line + i, start: pair.keyStart, end: pair.keyEnd },
      valueSpan: { line: block.line + i, start: pair.valueStart, end: pair.valueEnd },
      known: FRONT_KEYS.includes(pair.key),
    });
  });
  const value = (...keys: string[]) => entries.find((e) => keys.includes(e.key) && e.value !== '')?.value;
  const title = value('标题');
  const titles = [title ?? '', ...sections.slice(0, 12).map((s) => s.text), ...openingLines(tree)].map(
    foldWidth,
  );
  const kindText = value('类型');
  const kind: ReportKind | undefined =
    kindText === '决算' || kindText === '预算'
      ? kindText
      : titles.some((t) => /决算/.test(t))
        ? '决算'
        : titles.some((t) => /预算/.test(t))
          ? '预算'
          : undefined;
  const yearText =
    /(\d{4})/.exec(foldWidth(value('年度') ?? ''))?.[1] ??
    titles.map((t) => /(20\d{2})\s*年/.exec(t)?.[1]).find(Boolean);
  return {
    entries,
    present: entries.length > 0,
    title,
    unit: value('单位', '部门') ?? statedUnit(tree),
    kind,
    year: yearText ? Number(yearText) : undefined,
    moneyUnit: unitOf(value('金额单位') ?? ''),
    nature: value('单位性质'),
    status: STATUS_WORDS.get(foldWidth(value('状态') ?? '').trim()),
  };
}

/** The short lines that a file without front matter opens with. */
function openingLines(tree: Tree): string[] {
  const found: string[] = [];
  for (const { block } of tree.blocks) {
    if (found.length >= 12) break;
    if (block.kind !== 'paragraph') continue;
    for (const line of block.lines) if (line.text.trim().length <= 40) found.push(line.text);
  }
  return found;
}

/** The unit that the tables' property lines name. */
function statedUnit(tree: Tree): string | undefined {
  for (const { block } of tree.blocks) {
    if (block.kind !== 'table') continue;
    for (const [i, line] of block.lines.entries()) {
      if (block.roles[i] !== 'property') continue;
      const pair = pairsOf(line).find(
        (p) => p.known && /单位|部门/.test(p.key) && p.key !== '金额单位' && unitOf(p.value) === undefined,
      );
      if (pair) return pair.value;
    }
  }
  return undefined;
}

function* readTables(
  tree: Tree,
  sections: readonly Section[],
  front: FrontMatter,
  reference: Reference,
  cache: TableCache,
): Steps<PlacedTable[]> {
  const tables: PlacedTable[] = [];
  let heading: { text: string; line: number } | undefined;
  let prose: { text: string; line: number } | undefined;
  const surroundings = new Surroundings(tree, reference, front.status === 'published');
  let section = -1;
  for (const [at, { block, line }] of tree.blocks.entries()) {
    if (block.kind === 'heading') {
      section++;
      heading = { text: headingText(block.lines[0] as Line).text, line };
      prose = undefined;
    } else if (block.kind === 'paragraph') {
      const last = block.lines.length - 1;
      prose = { text: trimEnd((block.lines[last] as Line).text).trim(), line: line + last };
    } else if (block.kind === 'table') {
      const title = titleOf(heading, bareTitle(block, line, front, reference) ?? prose, front, reference);
      const said = surroundings.of(at);
      const contextOf = (form: Form | undefined): TableContext => ({
        presence: said(form),
        title: title?.text ?? '',
        titleLine: title?.line,
        unitName: front.unit,
        moneyUnit: front.moneyUnit,
        kind: front.kind,
        year: front.year,
      });
      let table = cache.get(block);
      const context = contextOf(table?.form);
      // A title's line moves with edits above; nothing in the table depends on it but navigation.
      if (!table || !sameContext(table.context, context)) {
        table = yield* buildTable(block, context, reference);
        // What is said of a table is found by its form, and the form by reading it.
        const told = contextOf(table.form);
        if (!sameContext(told, context)) table = yield* buildTable(block, told, reference);
        cache.set(block, table);
      }
      tables.push({ table, line, section: sections[section] });
    }
  }
  return tables;
}

/** The tables, with those of the earlier report in the place of new readings that differ in amounts alone. */
function withEarlier(
  read: readonly PlacedTable[],
  lines: ReadonlyMap<Block, number>,
  cache: TableCache,
  { report, changes }: Earlier,
): readonly PlacedTable[] {
  const known = new Set(report.tables.map((t) => t.table));
  const made = read.filter((t) => !known.has(t.table));
  const gone = report.tables.filter((t) => !lines.has(t.table.block));
  if (made.length === 0 || made.length !== gone.length) return read;
  const kept = new Map<TableModel, TableModel>();
  made.forEach(({ table }, i) => {
    const old = (gone[i] as PlacedTable).table;
    const changed = reconcile(old, table);
    if (!changed) return;
    append(changes, changed);
    cache.set(table.block, old);
    kept.set(table, old);
  });
  return read.map((t) => ({ ...t, table: kept.get(t.table) ?? t.table }));
}

/** A title that stands in a property line beside its pairs (`2022年度支出决算表（表3）    单位：万元`). */
function bareTitle(
  block: Block,
  base: number,
  front: FrontMatter,
  reference: Reference,
): { text: string; line: number } | undefined {
  for (const [i, raw] of block.lines.entries()) {
    if (block.roles[i] !== 'property') continue;
    const bare = pairsOf(raw).find(
      (p) => p.key === '' && reference.forms.match(p.value, front.unit, front.kind).length > 0,
    );
    if (bare) return { text: bare.value, line: base + i };
  }
  return undefined;
}

/** The heading, unless a line of prose between it and the rows names a table and the heading does not. */
function titleOf(
  heading: { text: string; line: number } | undefined,
  prose: { text: string; line: number } | undefined,
  front: FrontMatter,
  reference: Reference,
): { text: string; line: number } | undefined {
  const candidate = prose && prose.text.length <= 60 && !/[。；，：]/.test(prose.text) ? prose : undefined;
  if (!heading) return candidate;
  if (!candidate) return heading;
  const knows = (text: string) => reference.forms.match(text, front.unit, front.kind).length > 0;
  if (
    knows(candidate.text) ||
    (/表$/.test(foldName(candidate.text).replace(/\(.*\)$/, '')) && !knows(heading.text))
  )
    return candidate;
  return heading;
}

function sameContext(a: TableContext, b: TableContext): boolean {
  return (
    a.title === b.title &&
    a.unitName === b.unitName &&
    a.moneyUnit === b.moneyUnit &&
    a.kind === b.kind &&
    a.year === b.year &&
    a.presence.saidEmpty === b.presence.saidEmpty &&
    a.presence.published === b.presence.published &&
    a.presence.lacks.rows === b.presence.lacks.rows &&
    a.presence.lacks.columns === b.presence.lacks.columns
  );
}

function numberStyle(number: string): string {
  return number.replace(/[一二三四五六七八九十百]+/g, '一').replace(/\d+/g, '1');
}

/** Whether a heading is that of the 名词解释. */
export function isGlossaryHeading(text: string): boolean {
  return /名词(?:解释|说明)/.test(foldName(text));
}

function readGlossary(tree: Tree, sections: readonly Section[]): GlossaryItem[] {
  const items: GlossaryItem[] = [];
  const inside = sections.filter((s) => isGlossaryHeading(s.text));
  if (inside.length === 0) return items;
  let active = false;
  let style: string | undefined;
  for (const { block, line } of tree.blocks) {
    if (block.kind === 'heading') {
      active = inside.some((s) => s.line <= line && line < s.end);
      if (inside.some((s) => s.line === line)) style = undefined;
    }
    if (!active || block.kind !== 'paragraph') continue;
    block.lines.forEach((raw, i) => {
      if (block.roles[i] === 'comment') return;
      const text = trimEnd(raw.text);
      const indent = text.length - text.trimStart().length;
      const lead = text.startsWith('**', indent) ? indent + 2 : indent;
      const body = foldWidth(text.slice(lead));
      const number = leadingNumber(body);
      const colon = body.indexOf(':');
      const term = colon < 0 ? '' : body.slice(number.length, colon);
      const isEntry =
        number !== '' &&
        colon > 0 &&
        term.length <= 60 &&
        !term.includes('。') &&
        (style === undefined || numberStyle(number) === style);
      if (isEntry) {
        style ??= numberStyle(number);
        const start = lead + number.length;
        const termText = text
          .slice(start, lead + colon)
          .replace(/\*\*/g, '')
          .trim();
        items.push({
          term: termText,
          definition: text
            .slice(lead + colon + 1)
            .replace(/^\*\*/, '')
            .trim(),
          line: line + i,
          start,
          end: lead + colon,
          codePath: codePathOf(termText),
        });
      } else {
        const open = items.at(-1);
        // A definition may run on over broken lines.
        if (open && style !== undefined) (open as { definition: string }).definition += text.trim();
      }
    });
  }
  return items;
}

/** The names of a `…（类）…（款）…（项）` entry, or undefined. */
export function codePathOf(term: string): string[] | undefined {
  const folded = foldName(term);
  if (!/\([类款项]\)/.test(folded)) return undefined;
  return folded
    .split(/\([类款项]\)/)
    .map((p) => stripNumber(p))
    .filter((p) => p !== '');
}

function readWaivers(tree: Tree): Waiver[] {
  const waivers: Waiver[] = [];
  tree.blocks.forEach(({ block, line }, b) => {
    block.lines.forEach((raw, i) => {
      if (raw.kind !== 'comment') return;
      const syntax = waiverOf(raw);
      if (syntax) waivers.push({ syntax, line: line + i, ...coverage(tree, b, i, syntax) });
    });
  });
  return waivers;
}

function coverage(
  tree: Tree,
  b: number,
  i: number,
  syntax: WaiverSyntax,
): { from: number; to: number; file: boolean } {
  const { block, line } = tree.blocks[b] as PlacedBlock;
  if (syntax.scope === 'file') return { from: 0, to: tree.lines.length, file: true };
  if (syntax.scope === 'table') {
    let at = b;
    while (at < tree.blocks.length && (tree.blocks[at] as PlacedBlock).block.kind !== 'table') {
      if (at > b && (tree.blocks[at] as PlacedBlock).block.kind === 'heading') break;
      at++;
    }
    // Between the last row and the last note the comment stands in the table's own block.
    const target = tree.blocks[at];
    if (target && target.block.kind === 'table') {
      return { from: target.line, to: target.line + target.block.lines.length - 1, file: false };
    }
    const before = tree.blocks
      .slice(0, b)
      .findLast((x) => x.block.kind === 'table' || x.block.kind === 'heading');
    if (before?.block.kind === 'table')
      return { from: before.line, to: before.line + before.block.lines.length - 1, file: false };
    return { from: line + i, to: line + i, file: false };
  }
  // The next line if it is a row; else the paragraph or note that follows.
  for (let j = i + 1; j < block.lines.length; j++) {
    const role = block.roles[j];
    if (role === 'comment' || role === 'blank' || role === 'delimiter') continue;
    if (role === 'row') return { from: line + j, to: line + j, file: false };
    if (role === 'note') {
      let end = j;
      while (end + 1 < block.lines.length && block.roles[end + 1] === 'note') end++;
      return { from: line + j, to: line + end, file: false };
    }
    return { from: line, to: line + block.lines.length - 1, file: false };
  }
  for (let at = b + 1; at < tree.blocks.length; at++) {
    const next = tree.blocks[at] as PlacedBlock;
    if (next.block.kind === 'blank' || next.block.kind === 'comment') continue;
    if (next.block.kind === 'table') {
      const row = next.block.roles.findIndex((r) => r === 'row' || r === 'note');
      return { from: next.line, to: next.line + Math.max(row, 0), file: false };
    }
    return { from: next.line, to: next.line + next.block.lines.length - 1, file: false };
  }
  return { from: line + i, to: line + i, file: false };
}

function readFormulas(tree: Tree, tables: readonly PlacedTable[]): FormulaLine[] {
  const formulas: FormulaLine[] = [];
  let at = -1;
  let open: PlacedTable | undefined;
  for (const { block, line } of tree.blocks) {
    if (block.kind === 'heading') open = undefined;
    if (block.kind === 'table') open = tables[++at];
    if (block.kind !== 'formula') continue;
    const text = (block.lines[0] as Line).text;
    const offset = text.search(/[:：]/) + 1;
    formulas.push({ line, text: trimEnd(text).slice(offset), offset, table: open });
  }
  return formulas;
}
