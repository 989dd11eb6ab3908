/**
 * The other reports that the front matter names: last year's (`上年`), the year's budget (`预算`), those of subordinate
 * units (`汇总`). What a path leads to is looked up by the caller; whether it is what the key asks for is settled here.
 */
import { KEY, KIND } from '../base/keys.ts';
import type { FrontEntry, FrontMatter, Report } from '../model/report.ts';
import type { Cube } from '../model/view/cube.ts';
import type { ReportKind } from '../reference/types.ts';

/** Keys of the front matter that name other reports. */
export const LAST_KEY = KEY.lastYear;
export const BUDGET_KEY = KEY.budget;
export const UNITS_KEY = KEY.units;

/** Keys of the front matter whose values are paths of other reports. */
export const REPORT_KEYS: readonly string[] = [LAST_KEY, BUDGET_KEY, UNITS_KEY];

/** What a report may be. */
export const FINAL = KIND.final;
export const BUDGET = KIND.budget;

/** Another report that the front matter names. */
export interface OtherReport {
  /** The version of it that is meant: another one, another reading. */
  readonly of: unknown;
  /** The path as the report names it. */
  readonly path: string;
  readonly report: Report;
  readonly cubes: readonly Cube[];
}

/** Why another report could not be had. */
export type LinkReason = 'missing' | 'outside' | 'cycle' | 'unreadable' | 'unavailable';

/** Why a report that was had is not what its key asks for. */
export type Misfit = 'other-year' | 'other-kind' | 'named-twice' | 'not-here';

export interface LinkProblem {
  readonly entry: FrontEntry;
  readonly path: string;
  /** Where the path stands in the entry's line. */
  readonly start: number;
  readonly end: number;
  readonly reason: LinkReason | Misfit;
  /** What the report is, and what is asked for. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface LinkedReports {
  /** Last year's 决算. */
  readonly lastFinal: OtherReport | undefined;
  /** Last year's 预算. */
  readonly lastBudget: OtherReport | undefined;
  /** The 预算 of the same year, in a 决算. */
  readonly budget: OtherReport | undefined;
  readonly units: readonly OtherReport[];
  /** Whether all units that are named could be had: without one, no sum over units is owed. */
  readonly complete: boolean;
}

/** All of them. */
export function othersOf({ lastFinal, lastBudget, budget, units }: LinkedReports): OtherReport[] {
  return [lastFinal, lastBudget, budget, ...units].filter((other) => other !== undefined);
}

/** What tells the reports that are linked to from others, and from other versions of themselves. */
export function versionsOf(linked: LinkedReports): unknown[] {
  const { lastFinal, lastBudget, budget, units, complete } = linked;
  return [lastFinal?.of, lastBudget?.of, budget?.of, complete, ...units.map((u) => u.of)];
}

interface PathPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const LIST = /[^、,，]+/g;
const WHOLE = /.+/g;

/** Whether a path names a file by its extension: a name with `、` in it is parted only where every part does. */
const EXTENSION = /\.[\p{L}\p{N}]{1,12}\s*$/u;

/** The paths that an entry names, with their place in the line. */
export function pathsOf(entry: FrontEntry): PathPlace[] {
  const { key, value, valueSpan } = entry;
  const parts = value.match(LIST) ?? [];
  const list = key === UNITS_KEY || (REPORT_KEYS.includes(key) && parts.every((p) => EXTENSION.test(p)));
  const paths: PathPlace[] = [];
  for (const match of value.matchAll(list ? LIST : WHOLE)) {
    const path = match[0].trim();
    if (path === '') continue;
    const start = valueSpan.start + match.index + match[0].indexOf(path);
    paths.push({ path, start, end: start + path.length });
  }
  return paths;
}

/** A report that a path led to. */
export interface Reached {
  readonly text: string;
  readonly report: Report;
  readonly cubes: readonly Cube[];
}

/**
 * The reports that a front matter names, and those that could not be had or are not what is asked for.
 * @param self the report itself, for those that name their own text
 * @param get what a path leads to
 */
export function followLinks(
  self: { readonly front: FrontMatter; readonly text: string; readonly report: Report },
  get: (path: string) => Reached | LinkReason,
): { linked: LinkedReports; problems: readonly LinkProblem[] } {
  const problems: LinkProblem[] = [];
  const units: OtherReport[] = [];
  const slots: Slots = { lastFinal: undefined, lastBudget: undefined, budget: undefined };
  let complete = true;
  const named = self.front.entries.filter(({ key }) => REPORT_KEYS.includes(key));
  for (const { entry, place } of named.flatMap((e) => pathsOf(e).map((p) => ({ entry: e, place: p })))) {
    const { path } = place;
    const isUnit = entry.key === UNITS_KEY;
    const found = get(path);
    if (typeof found === 'string' || found.text === self.text) {
      problems.push({ entry, ...place, reason: typeof found === 'string' ? found : 'cycle' });
      complete &&= !isUnit;
      continue;
    }
    const other: OtherReport = { path, report: found.report, cubes: found.cubes, of: found };
    const misfit = isUnit ? undefined : put(slots, entry.key, self.report, other);
    if (misfit) problems.push({ entry, ...place, ...misfit });
    // A unit that is named twice is added up once.
    else if (isUnit && !units.some((u) => u.report === other.report)) units.push(other);
  }
  return { linked: { ...slots, units, complete }, problems };
}

type Slots = { -readonly [K in 'lastFinal' | 'lastBudget' | 'budget']: LinkedReports[K] };

/** Puts a report where its key wants it, or says why it does not belong there. */
function put(
  slots: Slots,
  key: string,
  own: Report,
  other: OtherReport,
): Pick<LinkProblem, 'reason' | 'data'> | undefined {
  const kind = kindOf(other.report) ?? (key === BUDGET_KEY ? BUDGET : (kindOf(own) ?? FINAL));
  if (key === BUDGET_KEY && kindOf(own) === BUDGET) return { reason: 'not-here' };
  const { year } = other.report.front;
  const wanted = own.front.year === undefined ? undefined : own.front.year - (key === LAST_KEY ? 1 : 0);
  const data = {
    year: year === undefined ? '' : String(year),
    wanted: wanted === undefined ? '' : String(wanted),
    kind,
  };
  if (key === BUDGET_KEY && kind !== BUDGET) return { reason: 'other-kind', data };
  if (year !== undefined && wanted !== undefined && year !== wanted) return { reason: 'other-year', data };
  const slot = key === BUDGET_KEY ? 'budget' : kind === BUDGET ? 'lastBudget' : 'lastFinal';
  if (slots[slot]) return { reason: 'named-twice', data };
  slots[slot] = other;
  return undefined;
}

/** Whether a report is a 预算 or a 决算: as it says, else as its tables do. */
export function kindOf(report: Report): ReportKind | undefined {
  if (report.front.kind) return report.front.kind;
  const kinds = new Set(report.tables.map(({ table }) => table.form?.kind));
  const [only, ...more] = ([FINAL, BUDGET] as const).filter((kind) => kinds.has(kind));
  return more.length > 0 ? undefined : only;
}
