/** What a report says of itself, in its title, over its tables and in its file's name, said once at its head. */

import { UNITS as UNITS_OF_MONEY } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { KEY, KIND, keyLine, MONEY_UNITS, type ReportKind } from '../../base/keys.ts';
import { pushTo } from '../../base/maps.ts';
import { BRACKETED_YEAR, withoutOtherKinds, YEAR_OF_REPORT } from '../../base/titles.ts';
import type { Analysis } from '../../service.ts';
import { isTitle } from './grid.ts';
import { anyOf, words } from './words.ts';

/**
 * The front matter of a report that has none, as lines.
 * @param name its file's name
 */
export function frontMatter(analysis: Analysis, name = ''): string {
  const { front, tables } = analysis.report;
  if (front.present) return '';
  const units = new Set(tables.filter((t) => t.table.unitKnown).map((t) => t.table.unit));
  const money = units.size === 1 ? UNITS.get([...units][0] as number) : undefined;
  const file = name.replace(/\.\w+$/, '');
  const title = titleOf(analysis);
  const { year, kind } = yearAndKind(analysis, title, file);
  const entries: [string, string | undefined][] = [
    [KEY.title, title],
    [KEY.unit, unitOf(analysis, title, file)],
    [KEY.year, year],
    [KEY.kind, kind],
    [KEY.moneyUnit, money],
  ];
  const known = entries.filter((e): e is [string, string] => e[1] !== undefined && e[1] !== '');
  return known.length === 0 ? '' : `${known.map(([key, value]) => keyLine(key, value)).join('\n')}\n\n`;
}

const UNITS: ReadonlyMap<number, string> = new Map(
  MONEY_UNITS.map((unit) => [UNITS_OF_MONEY[unit] as number, unit]),
);

/** 预算 or 决算, as a pattern. */
const KINDS = `(?:${Object.values(KIND).join('|')})`;

// ---- title ----

/** The line, or the first lines together, that speak of a year's 预算 or 决算. */
function titleOf(analysis: Analysis): string | undefined {
  const lines = analysis.tree.lines.slice(0, 40).filter((l) => !l.text.startsWith('//'));
  let title = '';
  for (const line of lines.slice(0, 14)) {
    const text = line.text.replace(/^#+\s*/, '').trim();
    // The unit's name may stand by itself over what it publishes.
    if (text === '' && endsAsUnit(title)) continue;
    if (text === '' || text.length > 60 || /\t|[：:。|]/.test(text) || isNumbered(text)) {
      title = '';
      continue;
    }
    const whole = title + text;
    if (
      whole.length <= 60 &&
      (isReportTitle(whole) ||
        (title !== '' && new RegExp(`${KINDS}(?:${anyOf(words().published)})?$`).test(whole)))
    )
      return tidied(whole);
    if (isReportTitle(text)) return tidied(text);
    title = whole;
  }
  return undefined;
}

function endsAsUnit(text: string): boolean {
  return text.length >= 4 && words().unitEndings.some((ending) => text.endsWith(ending));
}

function tidied(text: string): string {
  return foldWidth(text).replace(/\s+/g, ' ');
}

function isNumbered(text: string): boolean {
  return leadingNumber(foldName(text)) !== '' || (isTitle(text) && !isReportTitle(text));
}

function isReportTitle(text: string): boolean {
  const { titleEndings } = words();
  const folded = foldName(text);
  return new RegExp(`${KINDS}(?:${anyOf(titleEndings)})*$`).test(folded) && /(?:19|20)\d\d/.test(folded);
}

// ---- unit ----

function unitOf(analysis: Analysis, title: string | undefined, file: string): string | undefined {
  const { unitKeys, issuerKeys } = words();
  const comments = analysis.tree.lines.filter((l) => l.text.startsWith('//')).map((l) => l.text.slice(2));
  const stated = analysis.tree.lines.map((l) => l.text).filter((t) => /[:：]/.test(t) && t.length < 120);
  // Its number in the budget stands before the name in some print-outs.
  const model = analysis.report.front.unit?.replace(/^\d{3,6}\s*(?=\p{Script=Han})/u, '');
  return (
    model ??
    keyed(
      stated.filter((t) => !/^(?:\/\/|\|)/.test(t)),
      unitKeys,
    ) ??
    numbered(analysis) ??
    (title === undefined ? undefined : unitIn(title)) ??
    keyed(comments, issuerKeys) ??
    unitIn(file)
  );
}

/** The value that stands most often behind the first of the keys that has one. */
function keyed(lines: readonly string[], keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = new Map<string, number>();
    const pattern = new RegExp(
      `(?:^|\\s)${anyOf([key])}[:：]\\s*(\\S[^:：\\t]*?)(?=\\s{2,}|\\s+\\S{2,8}[:：]|\\s*$)`,
    );
    for (const line of lines) {
      const value = pattern
        .exec(line.replaceAll('\u3000', '  '))?.[1]
        ?.replace(/^[[［(（]?\d{3,6}[\])）］]?\s*(?=\p{Script=Han})/u, '')
        .trim();
      if (value && isName(value)) found.set(value, (found.get(value) ?? 0) + 1);
    }
    const [most] = [...found].sort((a, b) => b[1] - a[1]);
    if (most) return most[0];
  }
  return undefined;
}

function isName(text: string): boolean {
  const { moneyUnits } = words();
  return (
    text.length >= 3 &&
    text.length <= 40 &&
    /^[\p{Script=Han}（）()〔〕“”、·\s\d]+$/u.test(text) &&
    /\p{Script=Han}{3}/u.test(text) &&
    !moneyUnits.some((unit) => foldName(text).endsWith(unit) && text.length <= unit.length + 3)
  );
}

/** The unit whose name stands over the tables behind its code (`323某某局`). */
function numbered(analysis: Analysis): string | undefined {
  const names = new Map<string, number>();
  for (const line of analysis.tree.lines) {
    if (line.kind !== 'property') continue;
    const name = /^\d{3,6}\s*(\p{Script=Han}{4,30})(?=\s|$)/u.exec(line.text)?.[1];
    if (name) names.set(name, (names.get(name) ?? 0) + 1);
  }
  return [...names].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The unit that a title names: what is left of it without the year and what reports are called. */
function unitIn(title: string): string | undefined {
  const { titleEndings, reportNames, unitEndings, titleOpenings: openings } = words();
  let rest = foldWidth(title)
    .replace(/\s+/g, '')
    .replace(new RegExp(`^(?:${anyOf(openings)})`), '')
    .replace(BRACKETED_YEAR, '');
  const end = new RegExp(`(?:${anyOf([...titleEndings, ...reportNames])}|${words().quotedNames.join('|')})$`);
  for (let more = true; more; ) {
    const shorter = rest.replace(end, '');
    more = shorter !== rest;
    rest = shorter;
  }
  rest = rest.replace(/^[-_—《]+|(?<![-_—》])[-_—》]+$/g, '');
  const isUnit = unitEndings.some((ending) => rest.endsWith(ending) && rest.length > ending.length + 1);
  return isUnit && isName(rest) ? rest : undefined;
}

// ---- year and kind ----

/** What a text calls itself: budgets of funds are no reports. */
function kindsIn(text: string): ReportKind[] {
  const plain = withoutOtherKinds(foldName(text));
  return Object.values(KIND).filter((kind) => plain.includes(kind));
}

function yearsIn(text: string): string[] {
  return [...new Set([...foldWidth(text).matchAll(YEAR_OF_REPORT)].map((m) => m[1] as string))];
}

/** The year and the kind: those of the title; what it leaves open, by tables and headings, the newest year's. */
function yearAndKind(
  analysis: Analysis,
  title: string | undefined,
  file: string,
): { year: string | undefined; kind: ReportKind | undefined } {
  const { front, allSections, tables } = analysis.report;
  const own = title ?? '';
  const [year, ...years] = yearsIn(own);
  const [kind, ...kinds] = kindsIn(own);
  const named = new Map<string, ReportKind[]>();
  const texts = [own, ...allSections.map((s) => s.text), ...(title === undefined ? [file] : [])];
  for (const text of texts) {
    const of = yearsIn(text);
    const [only, ...more] = kindsIn(text);
    if (of.length === 1 && only && more.length === 0) pushTo(named, of[0] as string, only);
  }
  const newest = [...named.keys()].sort().at(-1);
  const found =
    (year !== undefined && years.length === 0 ? year : undefined) ??
    yearOfTables(analysis) ??
    (named.size > 1 ? newest : undefined) ??
    (front.year === undefined ? (newest ?? yearsIn(file)[0]) : String(front.year));
  if (kind && kinds.length === 0) return { year: found, kind };
  const ofYear = new Set(found === undefined ? [] : (named.get(found) ?? []));
  const both = new Set([...named.values()].flat()).size > 1;
  const byTables = tableKind(tables.map((t) => t.table.title));
  const told = ofYear.size === 1 ? [...ofYear][0] : undefined;
  return { year: found, kind: both ? told : (byTables ?? told ?? kindsIn(file)[0] ?? front.kind) };
}

/** The year that tables say they are of, where all that say one say the same: names of projects have years of their own. */
function yearOfTables({ tree }: Analysis): string | undefined {
  const said = new RegExp(`(?:^|\\s)(?:${anyOf([KEY.year, KEY.budgetYear])}):\\s*(20\\d\\d)(?!\\d)`, 'g');
  const years = new Set<string>();
  for (const { kind, text } of tree.lines)
    if (kind === 'property')
      for (const match of foldWidth(text).matchAll(said)) years.add(match[1] as string);
  return years.size === 1 ? [...years][0] : undefined;
}

/** 决算 or 预算, by what most tables call themselves; the prose speaks of both. */
function tableKind(titles: readonly string[]): ReportKind | undefined {
  const kinds = titles.map(kindsIn).filter((k) => k.length === 1);
  const final = kinds.filter(([k]) => k === KIND.final).length;
  if (final * 2 === kinds.length) return undefined;
  return final * 2 > kinds.length ? KIND.final : KIND.budget;
}
