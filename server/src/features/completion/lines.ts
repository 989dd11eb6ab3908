/** Completion in lines that are no rows: front matter, property lines, headings, comments, formulas. */

import type { Analysis } from '../../analysis/analysis.ts';
import { UNITS } from '../../base/amount.ts';
import { foldName, foldWidth, leadingNumber } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { isMessageId } from '../../messages/index.ts';
import { STATUS_WORDS } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import type { Form } from '../../reference/types.ts';
import { rules } from '../../rules/index.ts';
import { writeName } from '../../syntax/formula.ts';
import { FRONT_KEYS, headingText, type Line, TABLE_KEYS } from '../../syntax/line.ts';
import { eolOf } from '../place.ts';
import { byNumber, missingForms, propertyLine, skeletonBody, tableLevel } from '../skeleton.ts';
import {
  type Candidate,
  type Completions,
  choose,
  completionOf,
  foldedName,
  joined,
  type Matchable,
  Matcher,
} from './matching.ts';

// ---- front matter and properties ----

/** Keys of the front matter whose values are files of the workspace. */
export const PATH_KEYS: readonly string[] = ['上年', '汇总'];

/** Whether a line stands in the front matter, or where one could begin. */
export function inFrontMatter(analysis: Analysis, line: number): boolean {
  for (const { block, line: at } of analysis.tree.blocks) {
    if (at > line) return true;
    if (line < at + block.lines.length)
      return block.kind === 'front' || block.kind === 'paragraph' || block.kind === 'blank';
    if (block.kind !== 'front' && block.kind !== 'blank' && block.kind !== 'comment') return false;
  }
  return false;
}

/**
 * @param paths what 上年 and 汇总 may name, relative to the report's folder
 */
export function front(
  analysis: Analysis,
  position: Position,
  line: Line,
  paths: readonly string[],
): Completions | undefined {
  const { entries } = analysis.report.front;
  const have = new Set(entries.filter((e) => e.keySpan.line !== position.line).map((e) => e.key));
  const keys = FRONT_KEYS.filter(
    (k) => !have.has(k) && !(k === '部门' && have.has('单位')) && !(k === '单位' && have.has('部门')),
  );
  const one = pair(analysis, position, line, keys, (key) => frontValues(analysis, key, paths), '：');
  return have.size > 0 || /[:：]/.test(line.text) ? one : joined(wholeFront(analysis, position, line), one);
}

/** The keys that a report needs, all at once. */
function wholeFront(analysis: Analysis, position: Position, line: Line): Completions {
  const eol = eolOf(analysis.tree);
  const keys: readonly (readonly [string, string, string])[] = [
    ['标题', '', '$1'],
    ['单位', '', '$2'],
    ['年度', '', '$3'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's own writing
    ['类型', '决算', '${4|决算,预算|}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's own writing
    ['金额单位', '万元', '${5|万元,元|}'],
  ];
  const text = (value: 1 | 2) => keys.map((k) => `${k[0]}：${k[value]}`).join(eol);
  const typed = line.text.slice(0, position.character).trim();
  const from = position.character - line.text.slice(0, position.character).trimStart().length;
  return choose(typed, rangeOf(position.line, from, position.character), [
    {
      label: analysis.say('completion.front'),
      detail: keys.map((k) => k[0]).join(' '),
      kind: 'table',
      newText: text(1),
      snippet: text(2),
      rank: 0,
    },
  ]);
}

function frontValues(analysis: Analysis, key: string, paths: readonly string[]): readonly string[] {
  const { front: own } = analysis.report;
  if (PATH_KEYS.includes(key)) {
    const named = new Set(analysis.linkedPaths);
    return paths.filter((p) => !named.has(p));
  }
  switch (key) {
    case '标题':
      return own.unit === undefined || own.year === undefined || own.kind === undefined
        ? []
        : [`${own.year} 年度${own.unit}${own.kind}`];
    case '类型':
      return ['决算', '预算'];
    case '单位性质':
      return ['行政', '参公', '事业', '汇总'];
    case '状态':
      return [...STATUS_WORDS.keys()];
    case '金额单位':
      return ['万元', '元', '千元', '亿元'];
    case '年度':
      return own.year === undefined ? [] : [String(own.year)];
    case '单位':
    case '部门':
      return own.unit === undefined ? [] : [own.unit];
    default:
      return [];
  }
}

/** A key before the colon, a value behind it. */
function pair(
  analysis: Analysis,
  position: Position,
  line: Line,
  keys: readonly string[],
  values: (key: string) => readonly string[],
  colon: string,
): Completions | undefined {
  const before = line.text.slice(0, position.character);
  const start = segmentStart(before);
  const segment = before.slice(start);
  const at = segment.search(/[:：]/);
  if (at < 0) {
    if (segment.length > 12) return undefined;
    const range = rangeOf(position.line, start, position.character);
    const closed = /^\s*[:：]/.test(line.text.slice(position.character));
    return choose(
      segment,
      range,
      keys.map((key, rank): Candidate => {
        const id = `front.${key}`;
        return {
          label: key,
          kind: 'key',
          newText: closed ? key : key + colon,
          detail: isMessageId(id) ? analysis.say(id) : '',
          rank: rank / 10,
        };
      }),
    );
  }
  const key = segment.slice(0, at).trim();
  let lead = /^[:：][ \u3000]*/.exec(segment.slice(at))?.[0].length ?? 1;
  // Of several paths the last one is being written.
  if (key === '汇总') lead += /^.*[、,，;；][ \u3000]*/.exec(segment.slice(at + lead))?.[0].length ?? 0;
  const range = rangeOf(position.line, start + at + lead, position.character);
  const candidates = values(key).map(
    (label, rank): Candidate => ({ label, kind: 'value', rank: rank / 1000 }),
  );
  return choose(segment.slice(at + lead), range, candidates);
}

/** Where the pair that is being written begins: behind two blanks or a tab. */
function segmentStart(before: string): number {
  let start = 0;
  for (const match of before.matchAll(/[ \u3000]{2,}|\t/g)) start = match.index + match[0].length;
  if (start === 0) start = before.length - before.trimStart().length;
  return start;
}

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
  const found = pair(analysis, position, line, TABLE_KEYS, (key) => propertyValues(analysis, key), '：');
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
  if (key === '表式') return formsFor(analysis).map((f) => f.title);
  if (key === '金额单位')
    return Object.keys(UNITS)
      .filter((u) => ['万元', '元', '千元', '亿元'].includes(u))
      .sort((a) => (a === '万元' ? -1 : 0));
  if (/单位|部门/.test(key))
    return analysis.report.front.unit === undefined ? [] : [analysis.report.front.unit];
  if (key === '年度' || key === '预算年度')
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

const WAIVERS = ['忽略', '忽略本表', '忽略全文'];

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
          detail: analysis.say(`waiver.${label}` as 'waiver.忽略'),
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

// ---- formulas ----

/** References: tables, then their rows, then their columns. */
export function inFormula(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(line.text.search(/[:：]/) + 1, position.character);
  const word = /(?<![^\s=＝≥≤+*，,()（）])[^\s=＝≥≤+*，,()（）]*$/.exec(before)?.[0] ?? '';
  const parts = word.split('.');
  const typed = parts.at(-1) as string;
  const range = rangeOf(position.line, position.character - typed.length, position.character);
  const all = analysis.report.tables;
  if (parts.length === 1) {
    return choose(
      typed,
      range,
      all.map(({ table }): Candidate => {
        const name = table.number === undefined ? writeName(table.title) : `公开${table.number}`;
        return {
          label: name,
          kind: 'reference',
          name: `${name}${table.title}`,
          newText: `${name}.`,
          detail: table.title,
        };
      }),
    );
  }
  const named = foldName(parts[0] as string);
  const placed = all.find(
    (t) => named === `公开${t.table.number ?? ''}` || named === foldName(t.table.title),
  );
  if (!placed) return undefined;
  if (parts.length === 2) {
    const { items } = new Matcher(typed).best(
      namedRows(placed.table),
      (r) => r,
      () => 5,
    );
    return {
      complete: false,
      items: items.map(({ label, detail }) =>
        completionOf({ label, detail, kind: 'reference' }, typed, range),
      ),
    };
  }
  const columns = placed.table.columns.filter((c) => c.role === 'value' || c.role === 'percent');
  return choose(
    typed,
    range,
    columns.map(
      (c): Candidate => ({
        label: writeName(c.path.at(-1) ?? ''),
        kind: 'reference',
        detail: c.path.join('/'),
      }),
    ),
  );
}

interface NamedRow extends Matchable {
  readonly label: string;
  readonly detail: string;
}

const rowNames = new WeakMap<TableModel, readonly NamedRow[]>();

/** The rows that a formula may name; one that another unit has again is named once. */
function namedRows(table: TableModel): readonly NamedRow[] {
  return getOrMake(rowNames, table, () => {
    const found = new Map<string, NamedRow>();
    for (const { code, label } of table.rows) {
      const key = code ?? label;
      if (key === '' || found.has(key)) continue;
      const name = `${code ?? ''}${label}`;
      found.set(key, {
        label: code ?? writeName(label),
        detail: label,
        name,
        folded: foldedName(name),
        digits: code,
      });
    }
    return [...found.values()];
  });
}
