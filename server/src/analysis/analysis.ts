/**
 * The analysis of one version of one document. Immutable; each stage is computed on first use: the outline pays for
 * the tree alone. What an edit did not touch is taken over from the analysis before it.
 */

import type { RawLine } from '../base/lines.ts';
import { sameItems } from '../base/lists.ts';
import { getOrMake } from '../base/maps.ts';
import { comparePositions, type TextEdit } from '../base/range.ts';
import type { RuleId } from '../base/rule-ids.ts';
import type { Steps } from '../base/steps.ts';
import type { Text } from '../base/text.ts';
import { type Locale, type MessageId, message, type Words } from '../messages/index.ts';
import type { FrontMatter, PlacedTable, ReadingOptions, Report } from '../model/report.ts';
import type { Cube } from '../model/view/cube.ts';
import type { ProseModel } from '../prose/index.ts';
import { builtInReference, type Reference } from '../reference/index.ts';
import { Graph } from '../relations/graph.ts';
import {
  followLinks,
  type LinkedReports,
  type LinkProblem,
  type LinkReason,
  pathsOf,
  REPORT_KEYS,
  versionsOf,
} from '../relations/links.ts';
import type { ProseRelations } from '../relations/prose.ts';
import type { Severity } from '../relations/types.ts';
import { type Stretch, stretchOf, type Tree, tightened } from '../syntax/tree.ts';
import { ByTable } from './by-table.ts';
import { type Causes, NO_CAUSES } from './causes.ts';
import { coverageOf, notCheckedOf, waitingOf } from './coverage.ts';
import { type Found, NOTHING_OWED, NOTHING_READ } from './known.ts';
import { covers, moved, standsOn } from './places.ts';
import type { RawFinding, Rule, RuleContext, RuleSet, TableWork } from './rule.ts';
import { Stages } from './stages.ts';
import type { Coverage, Finding } from './types.ts';
import { Waivers } from './waivers.ts';

export interface AnalysisOptions {
  readonly reference?: Reference;
  readonly locale?: Locale;
  /** Severity by rule id; `off` silences it. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** Whether sums that rounding explains are told. Default true. */
  readonly roundingHints?: boolean;
  /** Whether broken relations are traced to the figure at fault; false tells each by itself. Default true. */
  readonly blame?: boolean;
  /** Whether the report is taken as published, whatever it says and however much of it is filled in. */
  readonly published?: boolean;
  /** Year of the code catalogue, where it is not the report's own. */
  readonly catalogueYear?: number;
  /** Where links to other reports are looked up; without it they count as not available. */
  readonly links?: Links;
}

/** Gives the reports that front matter links to; confines them to the workspace, and knows links that lead back. */
export interface Links {
  /**
   * @param path as the front matter writes it, relative to the report's folder
   * @returns the other report's analysis, or why there is none
   */
  get(path: string): Analysis | LinkReason;
}

/** Where a text differs from the one before: the lines before and behind are the same in both. */
export interface Edit {
  readonly head: number;
  readonly tail: number;
  /** The lines between; asked for with fewer same lines where edits come together. */
  between(head: number, tail: number): readonly RawLine[];
}

/** What one analysis hands on to the next. */
interface Own {
  readonly stages: Stages;
  readonly tables: ByTable;
  found?: Found | undefined;
  notChecked?: { readonly locale: Locale; readonly state: number; readonly list: Coverage['notChecked'] };
}

/** The analysis of an earlier version, and where the text differs from it, if that is known. */
export interface Earlier {
  readonly analysis: Analysis;
  readonly edit?: Edit | undefined;
}

export class Analysis implements RuleContext {
  readonly reference: Reference;
  readonly locale: Locale;
  /**
   * It belongs to one analysis at a time: that of the next version takes it over and brings it up to date in place. An
   * analysis that is asked after that begins again from its own text.
   */
  private held: Own | undefined;
  /** The analysis that it is taken over from, until this one is first asked. */
  private origin: Analysis | undefined;
  /** Where the text differs from the origin's, if that is known. */
  private edit: Stretch | undefined;
  /** The analysis whose figures it shows as far as they are known: what they owe to one another it does not tell. */
  private whole: Analysis | undefined;
  private nothing: Graph | undefined;
  private waiverCache?: Waivers;
  private findingCache?: readonly Finding[];
  private coverageCache?: Coverage;

  constructor(
    private readonly checks: RuleSet,
    private readonly source: string | Text,
    readonly options: AnalysisOptions = {},
    earlierVersion?: Earlier,
  ) {
    const { edit } = earlierVersion ?? {};
    const before = earlierVersion?.analysis.whole ?? earlierVersion?.analysis;
    this.reference = options.reference ?? builtInReference();
    this.locale = options.locale ?? 'zh';
    // One that was never asked has nothing of its own yet.
    this.origin = before?.held ? before : before?.origin;
    const earlier = before?.held ? edit : before?.edit;
    if (!this.origin || !edit || !earlier) return;
    const head = Math.min(edit.head, earlier.head);
    const tail = Math.min(edit.tail, earlier.tail);
    this.edit = { head, tail, lines: edit.between(head, tail) };
  }

  private get reading(): ReadingOptions {
    return { reference: this.reference, published: this.options.published };
  }

  get text(): string {
    return this.source.toString();
  }

  private get own(): Own {
    if (this.whole) return this.whole.own;
    this.held ??= this.begin();
    return this.held;
  }

  private begin(): Own {
    const { origin, edit } = this;
    this.origin = undefined;
    this.edit = undefined;
    const before = origin?.held;
    if (!origin || !before) return { stages: Stages.of(this.text, this.reading), tables: new ByTable() };
    origin.held = undefined;
    const { stages } = before;
    const stretch = edit ? tightened(edit, stages.tree) : stretchOf(this.text, stages.tree);
    const kept = stages.follow(stretch);
    if (stages.reference !== this.reference || stages.reading.published !== this.reading.published)
      return { stages: stages.with(this.reading), tables: new ByTable() };
    if (kept.what === 'all') return before;
    if (kept.what === 'blocks') return { stages, tables: before.tables };
    if (before.notChecked?.list.some(({ range }) => range && covers(range, kept.line)))
      delete before.notChecked;
    for (const [rule, findings] of before.found?.byRule ?? []) {
      if (this.checks.ruleOf(rule)?.looksAt === 'amounts' || findings.some((f) => standsOn(f, kept.line)))
        before.found?.byRule.delete(rule);
    }
    return before;
  }

  get tree(): Tree {
    return this.own.stages.tree;
  }

  /** What the report says of itself, without its tables being read. */
  get front(): FrontMatter {
    return this.own.stages.front;
  }

  get report(): Report {
    return this.own.stages.report;
  }

  /**
   * Works on what is not yet known, in steps.
   * @param goOn asked between two steps; others have their turn where it says no
   * @returns whether nothing is left to do: all is known, or a later version has taken over
   */
  work(goOn: () => boolean): boolean {
    if (this.findingCache) return true;
    this.working ??= { own: this.own, steps: this.own.stages.work(() => this.links.linked) };
    const { own, steps } = this.working;
    while (this.held === own && !steps.next().done) if (!goOn()) return false;
    return true;
  }

  private working: { readonly own: Own; readonly steps: Steps<void> } | undefined;

  /** Whether all that findings rest on is known, so that asking costs little. */
  get isReady(): boolean {
    return this.whole
      ? this.whole.isReady
      : this.findingCache !== undefined || this.held?.stages.isUpToDate === true;
  }

  /** Whether tables have been read. */
  get hasReport(): boolean {
    return (this.whole ?? this).held?.stages.hasReport === true;
  }

  /** The analysis as far as it has come: figures are known, what they owe to one another is not told. */
  get known(): Analysis {
    if (this.whole || this.isReady) return this;
    const made = new Analysis(this.checks, this.source, this.options);
    made.whole = this;
    made.nothing = new Graph();
    return made;
  }

  /** All relations between figures, evaluated. */
  get graph(): Graph {
    return this.nothing ?? this.own.stages.graph(this.links.linked);
  }

  /** The cubes of the tables alone, for other reports that link to this one. */
  get cubes(): readonly Cube[] {
    return this.own.stages.cubes;
  }

  private linkCache?: { linked: LinkedReports; problems: readonly LinkProblem[] };

  /** The reports that `上年`, `预算` and `汇总` name, and those that could not be had. */
  get links(): { linked: LinkedReports; problems: readonly LinkProblem[] } {
    this.linkCache ??= followLinks(this, (path) => this.options.links?.get(path) ?? 'unavailable');
    return this.linkCache;
  }

  /** The paths of other reports, as the front matter writes them. */
  get linkedPaths(): readonly string[] {
    return this.front.entries
      .filter((e) => REPORT_KEYS.includes(e.key))
      .flatMap((e) => pathsOf(e).map((p) => p.path));
  }

  /** What the sentences say: figures, statements, and what they are bound to. */
  get prose(): ProseModel {
    return this.whole ? NOTHING_READ : this.own.stages.prose;
  }

  /** What the sentences owe: relations, judgements, and what could not be checked. */
  get sentences(): ProseRelations {
    return this.whole ? NOTHING_OWED : this.own.stages.sentences;
  }

  get waivers(): Waivers {
    this.waiverCache ??= new Waivers(this.report);
    return this.waiverCache;
  }

  private causeCache?: Causes;

  /** What is wrong beside figures: a unit, columns, rows, codes. */
  get causes(): Causes {
    this.causeCache ??=
      this.options.blame === false
        ? NO_CAUSES
        : this.checks.causesOf(this, this.waivers.relations(this.graph));
    return this.causeCache;
  }

  /** All findings, sorted by position, then rule. */
  get findings(): readonly Finding[] {
    this.findingCache ??= this.whole ? [] : this.find();
    return this.findingCache;
  }

  get coverage(): Coverage {
    this.coverageCache ??= this.count();
    return this.coverageCache;
  }

  byTable<T>(work: TableWork<T>, placed: PlacedTable): T {
    return this.own.tables.get(work, this, placed);
  }

  /** The text of a message in the analysis' language. */
  say(words: MessageId | Words, data?: Readonly<Record<string, string>>): string {
    return message(this.locale, words, data);
  }

  /** The title of the rule of an id, if there is one. */
  titleOf(id: string): string | undefined {
    const rule = this.checks.ruleOf(id);
    return rule && this.say(rule.title);
  }

  private count(): Coverage {
    const { graph, own, locale } = this;
    const kept = own.notChecked;
    if (kept?.locale !== locale || kept.state !== graph.uncheckedState)
      own.notChecked = { locale, state: graph.uncheckedState, list: notCheckedOf(this) };
    return coverageOf(graph, own.notChecked?.list ?? [], waitingOf(this));
  }

  private find(): Finding[] {
    const findings: Finding[] = [];
    const waivers = this.waivers;
    const keep = (rule: RuleId, raw: RawFinding, severity: Severity | undefined) => {
      if (waivers.covers(rule, raw.range)) return;
      if (rule === 'prose-unit' && this.checks.isQuiet(this.causes, this, raw.range)) return;
      const found = this.finish(rule, raw, severity);
      if (found) findings.push(found);
    };
    for (const finding of this.checks.equations(this, waivers.relations(this.graph))) {
      keep(finding.rule, finding, finding.severity ?? finding.defaultSeverity);
    }
    const found = this.foundByRules();
    for (const rule of this.checks.rules) {
      for (const [raw, line] of this.foundInTables(rule)) keep(rule.id, moved(raw, line), raw.severity);
      if (!rule.check || rule.id === 'unused-waiver') continue;
      for (const raw of getOrMake(found, rule.id, () => [...(rule.check?.(this) ?? [])]))
        keep(rule.id, raw, raw.severity);
    }
    // Only now is known which waivers were of use.
    const last = this.checks.ruleOf('unused-waiver');
    for (const raw of last?.check?.(this) ?? []) keep('unused-waiver', raw, raw.severity);
    return findings.sort(
      (a, b) =>
        comparePositions(a.range.start, b.range.start) ||
        comparePositions(a.range.end, b.range.end) ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
  }

  /** What a rule finds in each table by itself, with the line that the table begins at. */
  private *foundInTables({ ofTable }: Rule): Iterable<[RawFinding, number]> {
    if (!ofTable) return;
    for (const placed of this.report.tables)
      for (const raw of this.byTable(ofTable, placed)) yield [raw, placed.line];
  }

  /** What rules found before, where it still holds. */
  private foundByRules(): Map<string, readonly RawFinding[]> {
    const { own, locale, sentences } = this;
    const { catalogueYear } = this.options;
    const kept = own.found;
    const byRule =
      kept?.locale === locale && kept.catalogueYear === catalogueYear
        ? kept.byRule
        : new Map<string, readonly RawFinding[]>();
    const links = this.linkState();
    const dropped = new Set([
      ...(kept?.sentences !== sentences ? ['sentences'] : []),
      // Which figures a formula finds may also follow from another report.
      ...(kept && sameItems(kept.links, links) ? [] : ['links', 'amounts']),
    ]);
    for (const id of [...byRule.keys()])
      if (dropped.has(this.checks.ruleOf(id)?.looksAt ?? '')) byRule.delete(id);
    own.found = { locale, catalogueYear, sentences, links, byRule };
    return byRule;
  }

  /** What tells the other reports as they stand now from what they were. */
  private linkState(): unknown[] {
    const { linked, problems } = this.links;
    const told = problems.map(({ path, reason, data }) => `${path}: ${reason} ${JSON.stringify(data ?? {})}`);
    return [...versionsOf(linked), ...told];
  }

  /** Whether an edit changes anything: a figure may be set to what it is already, where only its unit is in doubt. */
  private changes({ range: { start, end }, newText }: TextEdit): boolean {
    if (start.line !== end.line) return true;
    return this.tree.lines[start.line]?.text.slice(start.character, end.character) !== newText;
  }

  private finish(id: RuleId, raw: RawFinding, severity: Severity | undefined): Finding | undefined {
    const rule = this.checks.ruleOf(id);
    const set = this.options.severities?.[id];
    if (set === 'off' || (rule?.off && set === undefined)) return undefined;
    return {
      rule: id,
      severity: set ?? severity ?? rule?.severity ?? 'warning',
      range: raw.range,
      message: this.say(raw.message, raw.data).trim(),
      printed: raw.printed,
      expected: raw.expected,
      related: raw.related ?? [],
      fixes: (raw.fixes ?? []).flatMap((fix) => {
        const edits = fix.edits.filter((edit) => this.changes(edit));
        if (edits.length === 0) return [];
        return {
          title: this.say(fix.title, fix.data),
          edits,
          preferred: fix.preferred ?? false,
          safe: fix.safe ?? false,
          sure: fix.safe === true || (fix.sure ?? fix.preferred ?? false),
        };
      }),
    };
  }
}
