/** What of the findings of many reports a list shows: filters, order, labels. Nothing here knows of the editor. */
import type { Overview, OverviewFinding, OverviewGroup } from '../overview.ts';

/** How a person marked a finding. */
export const MARKS = ['seen', 'accepted', 'returned'] as const;
export type Mark = (typeof MARKS)[number];

/** The state of a finding: marked, not, or no longer there. */
export type State = Mark | 'open' | 'mended';
export const STATES: readonly State[] = ['open', ...MARKS, 'mended'];

/** A finding that was marked: what it was, in case that it goes. */
export interface Marked {
  readonly mark: Mark;
  readonly message: string;
}

export type MarkedByKey = Readonly<Record<string, Marked>>;

/** What is shown alone; an empty list asks for nothing. */
export interface Filter {
  readonly severities: readonly number[];
  readonly rules: readonly string[];
  readonly units: readonly string[];
  readonly states: readonly State[];
}

export const NO_FILTER: Filter = { severities: [], rules: [], units: [], states: [] };

/** By place; the gravest first; by rule instead of by table; reports by unit and year. */
export const ORDERS = ['place', 'severity', 'rule', 'unit'] as const;
export type Order = (typeof ORDERS)[number];

export interface ShownReport<Id> {
  readonly id: Id;
  readonly path: string;
  readonly overview: Overview | undefined;
  readonly marks: MarkedByKey;
}

export interface ShownGroup {
  readonly group: OverviewGroup;
  readonly findings: readonly OverviewFinding[];
}

export function isFiltered({ severities, rules, units, states }: Filter): boolean {
  return [severities, rules, units, states].some((list) => list.length > 0);
}

/** Hints are shown in the text alone. */
const LEAST = 4;

export function stateOf(finding: OverviewFinding, marks: MarkedByKey): State {
  return marks[finding.key]?.mark ?? 'open';
}

/** Whose report it is. */
export function unitOf(report: Pick<ShownReport<unknown>, 'overview' | 'path'>): string {
  const file = report.path.slice(report.path.lastIndexOf('/') + 1).replace(/\.disclosure$/, '');
  return report.overview?.unit || file;
}

/** The findings of a report that are shown, by table or rule. */
export function groupsOf(
  { overview, marks, path }: Omit<ShownReport<unknown>, 'id'>,
  filter: Filter,
  order: Order,
): ShownGroup[] {
  if (!overview || !has(filter.units, unitOf({ overview, path }))) return [];
  const shows = (f: OverviewFinding) =>
    f.severity < LEAST &&
    has(filter.severities, f.severity) &&
    has(filter.rules, f.code) &&
    has(filter.states, stateOf(f, marks));
  const groups = overview.groups.flatMap((group): ShownGroup[] => {
    const findings = group.findings.filter(shows);
    return findings.length > 0
      ? [{ group, findings: order === 'severity' ? gravest(findings) : findings }]
      : [];
  });
  if (order === 'severity') return groups.sort((a, b) => grave(a.findings) - grave(b.findings));
  return order === 'rule' ? byRule(groups) : groups;
}

/** Findings that were marked and are there no longer. */
export function mendedOf(
  { overview, marks, path }: Omit<ShownReport<unknown>, 'id'>,
  filter: Filter,
): (Marked & { readonly key: string })[] {
  if (!overview || !has(filter.states, 'mended') || !has(filter.units, unitOf({ overview, path }))) return [];
  if (filter.rules.length > 0 || filter.severities.length > 0) return [];
  const there = new Set(overview.groups.flatMap((g) => g.findings.map((f) => f.key)));
  return Object.entries(marks).flatMap(([key, marked]) => (there.has(key) ? [] : [{ ...marked, key }]));
}

/** Reports in their order; those of which nothing is shown are left out where there is a filter. */
export function inOrder<Id>(
  reports: readonly ShownReport<Id>[],
  filter: Filter,
  order: Order,
): ShownReport<Id>[] {
  const shown = isFiltered(filter)
    ? reports.filter((r) => groupsOf(r, filter, order).length + mendedOf(r, filter).length > 0)
    : [...reports];
  const byPath = (a: ShownReport<Id>, b: ShownReport<Id>) => compare(a.path, b.path);
  if (order === 'severity')
    return shown.sort(
      (a, b) =>
        worst(b, 1, filter) - worst(a, 1, filter) ||
        worst(b, 2, filter) - worst(a, 2, filter) ||
        byPath(a, b),
    );
  if (order === 'unit')
    return shown.sort(
      (a, b) =>
        compare(unitOf(a), unitOf(b)) || (a.overview?.year ?? 0) - (b.overview?.year ?? 0) || byPath(a, b),
    );
  return shown.sort(byPath);
}

/** The point first: the table stands over it, and a narrow list cuts off what comes last. */
export function labelOf(finding: OverviewFinding, say: (zh: string, en: string) => string): string {
  const { printed, expected, message } = finding;
  const amount = /^[-−]?[\d,，.．]+%?$/;
  if (printed !== undefined && expected !== undefined && amount.test(printed) && amount.test(expected))
    return say(`应为 ${expected}，印的是 ${printed}`, `${expected}, not ${printed}`);
  const line = message.split('\n', 1)[0] ?? '';
  return line.replace(/^《[^》]*》(?=.)/, '');
}

/** Row and column, or the sentence's heading, and where the file that came has it. */
export function placeOf(
  { at, place, range }: OverviewFinding,
  say: (zh: string, en: string) => string,
): string {
  const line = say(`第 ${range.start.line + 1} 行`, `line ${range.start.line + 1}`);
  return [at?.row, at?.column, place ?? line].filter((text) => text !== undefined && text !== '').join(' · ');
}

export function countOf(findings: readonly OverviewFinding[], severity: number): number {
  return findings.filter((f) => f.severity === severity).length;
}

function has<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function gravest(findings: readonly OverviewFinding[]): OverviewFinding[] {
  return [...findings].sort((a, b) => a.severity - b.severity);
}

function grave(findings: readonly OverviewFinding[]): number {
  return findings.reduce((least, f) => Math.min(least, f.severity), LEAST);
}

function worst(report: ShownReport<unknown>, severity: number, filter: Filter): number {
  return groupsOf(report, filter, 'place').reduce((sum, g) => sum + countOf(g.findings, severity), 0);
}

/** A group for each rule, those with errors first. */
function byRule(groups: readonly ShownGroup[]): ShownGroup[] {
  const rules = new Map<string, OverviewFinding[]>();
  for (const { findings } of groups)
    for (const finding of findings) {
      const list = rules.get(finding.code);
      if (list) list.push(finding);
      else rules.set(finding.code, [finding]);
    }
  return [...rules]
    .sort(([a, x], [b, y]) => grave(x) - grave(y) || compare(a, b))
    .map(([title, findings]) => ({
      group: {
        title,
        range: (findings[0] as OverviewFinding).range,
        table: false,
        passed: 0,
        broken: 0,
        notChecked: 0,
        findings,
      },
      findings,
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
