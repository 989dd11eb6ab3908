/** Completion in lines that are no rows: front matter, property lines, headings, comments, formulas. */

import type { Analysis } from '../../analysis/analysis.ts';
import { UNITS } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { KEY, MARK, MONEY_UNITS, namesUnit, namesYear, USUAL_UNIT, WAIVERS } from '../../base/keys.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { chartsFor } from '../../reference/charts.ts';
import type { Form } from '../../reference/types.ts';
import { rules } from '../../rules/index.ts';
import { headingText, type Line, markEnd, TABLE_KEYS } from '../../syntax/line.ts';
import { chartOf } from '../charts.ts';
import { eolOf } from '../place.ts';
import { byNumber, missingForms, propertyLine, skeletonBody, tableLevel } from '../skeleton.ts';
import { pair } from './front.ts';
import { type Candidate, type Completions, choose, joined } from './matching.ts';

export { inFormula } from './formula.ts';
export { front, inFrontMatter, PATH_KEYS } from './front.ts';

/** Whether nothing but property lines and blank lines stands between a line and the heading above. */
export function afterHeading(analysis: Analysis, line: number): boolean {
  for (let at = line - 1; at >= 0; at--) {
    const { kind, maybeProperty } = analysis.tree.lines[at] as Line;
    if (kind === 'heading') return true;
    if (kind !== 'blank' && kind !== 'property' && kind !== 'comment' && !maybeProperty) return false;
  }
  return false;
}

/** Pairs of a property line, and the whole line of the form that the heading above names. */
export function property(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const form = formAbove(analysis, position.line);
  const found = pair(analysis, position, line, {
    keys: TABLE_KEYS,
    values: (key) => propertyValues(analysis, key),
    colon: '：',
  });
  const before = line.text.slice(0, position.character);
  if (!form || /[:：]/.test(before) || before.trim().length > 8) return found;
  const whole = propertyLine(analysis, form);
  const range = rangeOf(position.line, before.length - before.trimStart().length, position.character);
  const eol = eolOf(analysis.tree);
  const candidates: Candidate[] = [{ label: whole, kind: 'key', rank: 0, detail: form.title }];
  // Where nothing follows, the rows come with it.
  if (!followedByText(analysis, position.line) && line.text.trim() === before.trim())
    candidates.push({
      label: form.title,
      detail: analysis.say('completion.table'),
      kind: 'table',
      newText: withoutEnd(skeletonBody(analysis, form, eol)),
      rank: 1,
    });
  return joined(choose(before.trim(), range, candidates), found);
}

function propertyValues(analysis: Analysis, key: string): readonly string[] {
  if (key === KEY.form) return formsFor(analysis).map((f) => f.title);
  if (key === KEY.moneyUnit)
    return Object.keys(UNITS)
      .filter((u) => MONEY_UNITS.some((m) => m === u))
      .sort((a) => (a === USUAL_UNIT ? -1 : 0));
  if (namesUnit(key)) return analysis.report.front.unit === undefined ? [] : [analysis.report.front.unit];
  if (namesYear(key))
    return analysis.report.front.year === undefined ? [] : [String(analysis.report.front.year)];
  return [];
}

function formsFor(analysis: Analysis): Form[] {
  const { kind } = analysis.report.front;
  return analysis.reference.forms.forms
    .filter((f) => kind === undefined || f.kind === undefined || f.kind === 'any' || f.kind === kind)
    .sort(byNumber);
}

function formAbove(analysis: Analysis, line: number): Form | undefined {
  for (let at = line - 1; at >= 0; at--) {
    const above = analysis.tree.lines[at] as Line;
    if (above.kind !== 'heading') continue;
    const { front: own } = analysis.report;
    return analysis.reference.forms.match(headingText(above).text, own.unit, own.kind)[0]?.form;
  }
  return undefined;
}

// ---- headings ----

/** Whole tables behind `## `; the title alone where a table follows already. */
export function inHeading(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const { text, start, end } = headingText(line);
  if (position.character < start) return undefined;
  const number = leadingNumber(foldWidth(text)).length;
  const from = Math.min(start + number, position.character);
  const typed = line.text.slice(from, position.character);
  const range = rangeOf(position.line, from, Math.max(end, position.character));
  return choose(typed, range, tables(analysis, followedByText(analysis, position.line), ''));
}

/** Whole tables where a line begins, heading and all, for a person who knows the title and not the marks. */
export function tablesAtStart(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const typed = line.text.slice(0, position.character);
  // Two characters at least: a sentence may begin with any one.
  if (!/^(?:[a-z]{2,}|\p{Script=Han}{2,})$/iu.test(typed) || line.text.length > typed.length)
    return undefined;
  const mark = `${'#'.repeat(tableLevel(analysis))} `;
  const found = choose(typed, rangeOf(position.line, 0, typed.length), tables(analysis, false, mark));
  // A word in the middle of a title is a word of a sentence.
  const begins = found.items.filter(
    (i) => /^[a-z]/i.test(typed) || foldName(i.label).startsWith(foldName(typed)),
  );
  return { items: begins.slice(0, 12), complete: false };
}

function tables(analysis: Analysis, bare: boolean, mark: string): Candidate[] {
  const owed = new Set(missingForms(analysis));
  const eol = eolOf(analysis.tree);
  return formsFor(analysis).map((form): Candidate => {
    const title = mark + form.title;
    return {
      label: form.title,
      kind: 'table',
      newText: bare ? title : title + eol + withoutEnd(skeletonBody(analysis, form, eol)),
      detail: form.number ? analysis.say('symbol.table', { number: form.number }) : '',
      rank: owed.has(form) ? 1 : 4,
    };
  });
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function followedByText(analysis: Analysis, line: number): boolean {
  for (let at = line + 1; at < analysis.tree.lines.length; at++) {
    const { kind } = analysis.tree.lines[at] as Line;
    if (kind === 'blank') continue;
    return kind !== 'heading';
  }
  return false;
}

// ---- comments ----

/** Waivers: the word, then the rule, those with a finding first. */
export function inComment(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const word = /^\s*\/\/\s*([^\s:：]*)$/.exec(before);
  if (word) {
    const typed = word[1] as string;
    const range = rangeOf(position.line, position.character - typed.length, position.character);
    return choose(
      typed,
      range,
      WAIVERS.map(
        (label, rank): Candidate => ({
          label,
          kind: 'key',
          newText: `${label} `,
          detail: analysis.say(`waiver.${label}`),
          rank,
        }),
      ),
    );
  }
  const rule =
    /^\s*\/\/\s*(?:忽略(?:本表|全文)?|disclosure-ignore(?:-table|-file)?)\s+([-\w\p{Script=Han}]*)$/u.exec(
      before,
    );
  if (!rule) return undefined;
  const typed = rule[1] as string;
  const range = rangeOf(position.line, position.character - typed.length, position.character);
  const near = new Map<string, number>();
  for (const finding of analysis.findings) {
    const distance = finding.range.start.line - position.line;
    if (distance === 0) continue;
    const rank = distance > 0 && distance < 100 ? distance / 100 : 2;
    near.set(finding.rule, Math.min(near.get(finding.rule) ?? 9, rank));
  }
  const reason = /^\s*[:：]/.test(line.text.slice(position.character)) ? '' : '：';
  return choose(
    typed,
    range,
    rules.map((r): Candidate => {
      const title = analysis.say(r.title);
      return {
        label: r.id,
        kind: 'rule',
        newText: r.id + reason,
        detail: title,
        // Nobody knows the ids by heart; the words of the title, or their pinyin, find them too.
        name: `${r.id} ${title}`,
        rank: near.get(r.id) ?? 5,
      };
    }),
  );
}

/** The charts that a report of its kind prints, those that its tables can draw first. */
export function inChart(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const start = markEnd(line);
  if (position.character < start || /[=＝]/.test(line.text)) return undefined;
  const charts = chartsFor(analysis.reference.charts, analysis.report.front);
  const candidates = charts.map(({ titles: [title = ''] }): Candidate => {
    const drawn = 'chart' in chartOf(analysis, title);
    return {
      label: title + MARK.chart,
      kind: 'value',
      rank: drawn ? 0 : 6,
      detail: drawn ? '' : analysis.say('chart.empty', { title }),
    };
  });
  return choose(
    line.text.slice(start, position.character).trim(),
    rangeOf(position.line, start, line.text.length),
    candidates,
  );
}
