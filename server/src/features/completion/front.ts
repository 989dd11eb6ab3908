/** Completion in the front matter. */

import type { Analysis } from '../../analysis/analysis.ts';
import { KEY, KIND, keyLine, MONEY_UNITS, NATURES, titleOf, USUAL_UNIT } from '../../base/keys.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { isMessageId } from '../../messages/index.ts';
import { STATUS_WORDS } from '../../model/report.ts';
import { REPORT_KEYS } from '../../relations/links.ts';
import { FRONT_KEYS, type Line } from '../../syntax/line.ts';
import { eolOf } from '../place.ts';
import { type Candidate, type Completions, choose, joined } from './matching.ts';

// ---- front matter and properties ----

/** Keys of the front matter whose values are files of the workspace. */
export const PATH_KEYS = REPORT_KEYS;

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
    (k) =>
      !have.has(k) &&
      !(k === KEY.department && have.has(KEY.unit)) &&
      !(k === KEY.unit && have.has(KEY.department)),
  );
  const one = pair(analysis, position, line, {
    keys,
    values: (key) => frontValues(analysis, key, paths),
    colon: '：',
  });
  return have.size > 0 || /[:：]/.test(line.text) ? one : joined(wholeFront(analysis, position, line), one);
}

/** The keys that a report needs, all at once. */
function wholeFront(analysis: Analysis, position: Position, line: Line): Completions {
  const eol = eolOf(analysis.tree);
  const keys: readonly (readonly [string, string, string])[] = [
    [KEY.title, '', '$1'],
    [KEY.unit, '', '$2'],
    [KEY.year, '', '$3'],
    [KEY.kind, KIND.final, choiceOf(4, Object.values(KIND))],
    [KEY.moneyUnit, USUAL_UNIT, choiceOf(5, MONEY_UNITS.slice(0, 2))],
  ];
  const text = (value: 1 | 2) => keys.map((k) => keyLine(k[0], k[value])).join(eol);
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

/** A snippet's place with a choice. */
function choiceOf(place: number, values: readonly string[]): string {
  return `\${${place}|${values.join(',')}|}`;
}

function frontValues(analysis: Analysis, key: string, paths: readonly string[]): readonly string[] {
  const { front: own } = analysis.report;
  if (PATH_KEYS.includes(key)) {
    const named = new Set(analysis.linkedPaths);
    return paths.filter((p) => !named.has(p));
  }
  switch (key) {
    case KEY.title:
      return own.unit === undefined || own.year === undefined || own.kind === undefined
        ? []
        : [titleOf(own.year, own.unit, own.kind)];
    case KEY.kind:
      return Object.values(KIND);
    case KEY.nature:
      return NATURES;
    case KEY.status:
      return [...STATUS_WORDS.keys()];
    case KEY.moneyUnit:
      return MONEY_UNITS;
    case KEY.year:
      return own.year === undefined ? [] : [String(own.year)];
    case KEY.unit:
    case KEY.department:
      return own.unit === undefined ? [] : [own.unit];
    default:
      return [];
  }
}

/** What may be written in a pair. */
export interface PairWords {
  readonly keys: readonly string[];
  values(key: string): readonly string[];
  readonly colon: string;
}

/** A key before the colon, a value behind it. */
export function pair(
  analysis: Analysis,
  position: Position,
  line: Line,
  { keys, values, colon }: PairWords,
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
  if (key === KEY.units) lead += /^.*[、,，;；][ \u3000]*/.exec(segment.slice(at + lead))?.[0].length ?? 0;
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
