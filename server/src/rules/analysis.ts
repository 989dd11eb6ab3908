/**
 * The analysis of one version of one document. Immutable; each stage is computed on first use: the outline pays for
 * the tree alone. What an edit did not touch is taken over from the analysis before it.
 */
import { foldName } from '../base/fold.ts';
import { comparePositions } from '../base/range.ts';
import { isMessageId, type Locale, type MessageId, message } from '../messages/index.ts';
import { buildReport, type Report, type TableCache } from '../model/report.ts';
import { type ProseCache, type ProseModel, proseCache, readProse } from '../prose/index.ts';
import { builtInReference, type Reference } from '../reference/index.ts';
import {
  type BuiltGraph,
  buildGraph,
  type InsideCache,
  type MoreRelations,
  tableCubes,
} from '../relations/build.ts';
import type { Cube } from '../relations/cube.ts';
import type { ForeignPlace } from '../relations/graph.ts';
import { type ProseRelations, proseRelations } from '../relations/prose.ts';
import {
  type LinkedReports,
  type LinkProblem,
  type OtherReport,
  pathsOf,
  reportRelations,
} from '../relations/reports.ts';
import type { Severity } from '../relations/types.ts';
import { type Block, parse, reparse, type Tree } from '../syntax/tree.ts';
import { coverageOf } from './coverage.ts';
import { ruleOf, rules } from './index.ts';
import { relationalFindings } from './relational.ts';
import type { RawFinding } from './rule.ts';
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
  get(path: string): Analysis | LinkProblem['reason'];
}

/** What one analysis leaves for the next: tables and their relations, as long as their blocks live. */
interface Kept {
  readonly tables: TableCache;
  readonly inside: InsideCache;
  readonly prose: ProseCache;
}

export class Analysis {
  readonly reference: Reference;
  readonly locale: Locale;
  private readonly kept: Kept;
  private treeCache?: Tree;
  /** The tree of the version before, until this one's is made from it. */
  private treeBefore: Tree | undefined;
  private reportCache?: Report;
  private graphCache?: BuiltGraph;
  private waiverCache?: Waivers;
  private findingCache?: readonly Finding[];
  private coverageCache?: Coverage;

  constructor(
    readonly text: string,
    readonly options: AnalysisOptions = {},
    before?: Analysis,
  ) {
    this.reference = options.reference ?? builtInReference();
    this.locale = options.locale ?? 'zh';
    this.treeBefore = before?.treeCache ?? before?.treeBefore;
    const same = before !== undefined && before.reference === this.reference;
    this.kept = same ? before.kept : { tables: new WeakMap(), inside: new WeakMap(), prose: proseCache() };
  }

  get tree(): Tree {
    if (!this.treeCache) {
      this.treeCache = this.treeBefore ? reparse(this.text, this.treeBefore) : parse(this.text);
      this.treeBefore = undefined;
    }
    return this.treeCache;
  }

  get report(): Report {
    this.reportCache ??= buildReport(this.tree, this.reference, this.kept.tables);
    return this.reportCache;
  }

  /** All relations between figures, evaluated. */
  get graph(): BuiltGraph {
    this.graphCache ??= buildGraph(
      this.report,
      this.reference,
      this.kept.inside,
      (name) => this.prose.indicators.get(foldName(name)) ?? [],
      (cubes) => this.more(cubes),
    );
    return this.graphCache;
  }

  /** The cubes of the tables alone, for other reports that link to this one. */
  get cubes(): readonly Cube[] {
    return tableCubes(this.report, this.kept.inside);
  }

  private linkCache?: { linked: LinkedReports; problems: readonly LinkProblem[] };

  /** The reports that `上年` and `汇总` name, and those that could not be had. */
  get links(): { linked: LinkedReports; problems: readonly LinkProblem[] } {
    this.linkCache ??= this.followLinks();
    return this.linkCache;
  }

  /** The paths of other reports, as the front matter writes them. */
  get linkedPaths(): readonly string[] {
    return this.report.front.entries
      .filter((e) => e.key === '上年' || e.key === '汇总')
      .flatMap((e) => pathsOf(e).map((p) => p.path));
  }

  private followLinks(): { linked: LinkedReports; problems: readonly LinkProblem[] } {
    const problems: LinkProblem[] = [];
    let last: OtherReport | undefined;
    const units: OtherReport[] = [];
    let complete = true;
    for (const entry of this.report.front.entries) {
      if (entry.key !== '上年' && entry.key !== '汇总') continue;
      for (const { path } of pathsOf(entry)) {
        const found = this.options.links?.get(path) ?? 'unavailable';
        if (typeof found === 'string' || found.text === this.text) {
          problems.push({ entry, path, reason: typeof found === 'string' ? found : 'cycle' });
          if (entry.key === '汇总') complete = false;
          continue;
        }
        const other = { path, report: found.report, cubes: found.cubes };
        if (entry.key === '上年') last = other;
        // A unit that is named twice is added up once.
        else if (!units.some((u) => u.report === other.report)) units.push(other);
      }
    }
    return { linked: { lastYear: last, units, complete }, problems };
  }

  /** What the sentences say: figures, statements, and what they are bound to. */
  get prose(): ProseModel {
    this.proseRead ??= readProse(this.report, this.reference, this.kept.prose);
    return this.proseRead;
  }

  private proseRead?: ProseModel;
  private sentenceCache?: ProseRelations;

  /** What the sentences owe: relations, judgements, and what could not be checked. */
  get sentences(): ProseRelations {
    this.sentenceCache ??= proseRelations(this.prose, this.report, this.reference);
    return this.sentenceCache;
  }

  private more(cubes: readonly Cube[]): MoreRelations {
    const reports = this.betweenReports(cubes);
    const { relations, unchecked, listed } = this.sentences;
    return {
      relations: [...relations, ...reports.relations],
      unchecked: [...unchecked, ...reports.unchecked],
      listed,
      ...(reports.foreign ? { foreign: reports.foreign } : {}),
    };
  }

  private betweenReports(cubes: readonly Cube[]): MoreRelations {
    const { linked } = this.links;
    const foreign = new Map<Block, ForeignPlace>();
    for (const other of [linked.lastYear, ...linked.units]) {
      if (!other) continue;
      for (const { table } of other.report.tables)
        foreign.set(table.block, { path: other.path, report: other.report });
    }
    return { ...reportRelations(cubes, linked, this.reference.forms.forms), foreign };
  }

  get waivers(): Waivers {
    this.waiverCache ??= new Waivers(this.report);
    return this.waiverCache;
  }

  /** All findings, sorted by position, then rule. */
  get findings(): readonly Finding[] {
    this.findingCache ??= this.find();
    return this.findingCache;
  }

  get coverage(): Coverage {
    this.coverageCache ??= coverageOf(this);
    return this.coverageCache;
  }

  /** The text of a message in the analysis' language. */
  say(id: MessageId, data?: Readonly<Record<string, string>>): string {
    return message(this.locale, id, data);
  }

  /** Whether an id names a rule. */
  isRule(id: string): boolean {
    return ruleOf(id) !== undefined;
  }

  private find(): Finding[] {
    const findings: Finding[] = [];
    const waivers = this.waivers;
    const keep = (rule: string, raw: RawFinding, severity: Severity | undefined) => {
      if (waivers.covers(rule, raw.range)) return;
      const found = this.finish(rule, raw, severity);
      if (found) findings.push(found);
    };
    for (const finding of relationalFindings(this, waivers.relations(this.graph))) {
      keep(finding.rule, finding, finding.severity ?? finding.defaultSeverity);
    }
    for (const rule of rules) {
      if (rule.id === 'unused-waiver') continue;
      for (const raw of rule.check?.(this) ?? []) keep(rule.id, raw, raw.severity);
    }
    // Only now is known which waivers were of use.
    const last = ruleOf('unused-waiver');
    for (const raw of last?.check?.(this) ?? []) keep('unused-waiver', raw, raw.severity);
    return findings.sort(
      (a, b) =>
        comparePositions(a.range.start, b.range.start) ||
        comparePositions(a.range.end, b.range.end) ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
  }

  private finish(id: string, raw: RawFinding, severity: Severity | undefined): Finding | undefined {
    const rule = ruleOf(id);
    const set = this.options.severities?.[id];
    if (set === 'off' || (rule?.off && set === undefined)) return undefined;
    const words = (key: string, data?: Readonly<Record<string, string>>) =>
      isMessageId(key) ? message(this.locale, key, data) : key;
    return {
      rule: id,
      severity: set ?? severity ?? rule?.severity ?? 'warning',
      range: raw.range,
      message: words(raw.message, raw.data).trim(),
      printed: raw.printed,
      expected: raw.expected,
      related: raw.related ?? [],
      fixes: (raw.fixes ?? []).map((fix) => ({
        title: words(fix.title, fix.data),
        edits: fix.edits,
        preferred: fix.preferred ?? false,
        safe: fix.safe ?? false,
      })),
    };
  }
}

/**
 * Analyses a text.
 * @param before the analysis of an earlier version, from which what did not change is taken over
 */
export function analyse(text: string, options: AnalysisOptions = {}, before?: Analysis): Analysis {
  return new Analysis(text, options, before);
}
