/** A name that is not the code's: against confirmed rows of the catalogue, or against the report itself. */

import { foldName } from '../base/fold.ts';
import { pushTo } from '../base/maps.ts';
import type { NameJudgement } from '../reference/codes.ts';
import type { CodeEntry } from '../reference/types.ts';
import type { Analysis } from './analysis.ts';
import { type CodedRow, codedRows, yearOf } from './coded-rows.ts';
import { misprintedHalf } from './misprinted-half.ts';
import { codeRange, nameRange } from './places.ts';
import { defineRule, type RawFinding, type RawFix } from './rule.ts';

export default defineRule({
  id: 'code-name',
  family: 'codes',
  severity: 'warning',
  messages: [
    'code-name.wrong',
    'code-name.neighbour-name',
    'code-name.neighbour-code',
    'code-name.form',
    'code-name.old',
    'code-name.new',
    'code-name.contradiction',
    'code-name.elsewhere',
  ],
  check,
});

function* check(analysis: Analysis): Iterable<RawFinding> {
  const unsure = new Map<string, CodedRow[]>();
  const weak = new Map<string, RawFinding[]>();
  const judged = new Set<string>();
  const all = [...codedRows(analysis)];
  for (const coded of all) {
    const { placed, row, code, catalogue } = coded;
    const name = row.label.replace(/\s+/g, '');
    if (name === '') continue;
    const judgement = analysis.reference.codes.judge(catalogue, code, name, yearOf(analysis, placed));
    const key = `${catalogue}:${code}`;
    const isWeak = judgement.kind === 'wrong' && !judgement.sure;
    if (judgement.kind !== 'unknown' && !isWeak) judged.add(key);
    pushTo(unsure, key, coded);
    if (judgement.kind === 'right' || judgement.kind === 'unknown') continue;
    const finding = told(coded, judgement, all);
    if (isWeak) pushTo(weak, key, finding);
    else yield finding;
  }
  for (const [key, rows] of unsure) {
    // A doubtful name beside a right one in the same report is surely one of two.
    if (judged.has(key)) for (const finding of weak.get(key) ?? []) yield { ...finding, severity: 'warning' };
    else {
      // What the report itself contradicts is told rather than what an unsure catalogue doubts.
      const contradicted = [...contradictions(analysis, rows)];
      yield* contradicted.length > 0 ? contradicted : (weak.get(key) ?? []);
    }
  }
}

/** The finding for a name that is not the code's. */
function told(
  coded: CodedRow,
  judgement: Exclude<NameJudgement, { readonly kind: 'right' | 'unknown' }>,
  all: readonly CodedRow[],
): RawFinding {
  if (judgement.kind === 'wrong' && judgement.other)
    return neighbour(coded, { ...judgement, other: judgement.other }, all);
  const { row, code } = coded;
  const range = nameRange(coded.placed, row);
  const name = row.label.replace(/\s+/g, '');
  const { expected } = judgement;
  const isRename = judgement.kind === 'old' || judgement.kind === 'new';
  const sureOfYear = judgement.kind === 'old' && /^(?:confirmed|notice)/.test(judgement.rename.basis);
  return {
    message: `code-name.${judgement.kind}`,
    data: { code, name, expected, ...(isRename ? { year: String(judgement.rename.year) } : {}) },
    range,
    printed: row.label,
    expected,
    ...((judgement.kind === 'wrong' && judgement.sure) || sureOfYear
      ? {}
      : { severity: 'information' as const }),
    // A cell that holds figures holds more than a name: what else it says would be lost.
    fixes:
      /\d/.test(name) && !/\d/.test(expected)
        ? []
        : [
            {
              title: 'fix.set-name',
              data: { name: expected },
              edits: [{ range, newText: expected }],
              preferred: true,
              safe: judgement.kind === 'form',
            },
          ],
  };
}

/** The name is exactly that of a code beside this one: one half of the row is misprinted, and both can be mended. */
function neighbour(
  coded: CodedRow,
  { expected, sure, other }: { readonly expected: string; readonly sure: boolean; readonly other: CodeEntry },
  all: readonly CodedRow[],
): RawFinding {
  const { placed, row, code } = coded;
  const half = misprintedHalf(coded, other, all);
  const name = nameRange(placed, row);
  const digits = codeRange(placed, row);
  // A code split over columns is mended by hand.
  const oneCell = row.panel.codes.length <= 1 && row.codeSpan !== undefined;
  const fixes: RawFix[] = [
    {
      title: 'fix.set-name',
      data: { name: expected },
      edits: [{ range: name, newText: expected }],
      preferred: half === 'name',
    },
  ];
  if (oneCell)
    fixes.push({
      title: 'fix.set-code',
      data: { code: other.code, name: other.name },
      edits: [{ range: digits, newText: other.code }],
      preferred: half === 'code',
    });
  if (half === 'code') fixes.reverse();
  return {
    message: `code-name.neighbour-${half}`,
    data: { code, name: row.label, expected, other: other.code },
    range: half === 'code' ? digits : name,
    printed: half === 'code' ? code : row.label,
    expected: half === 'code' ? other.code : expected,
    ...(sure ? {} : { severity: 'information' as const }),
    fixes,
  };
}

/** Where the catalogue is not sure, a report that prints two names for one code contradicts itself. */
function* contradictions(analysis: Analysis, rows: readonly CodedRow[]): Iterable<RawFinding> {
  const byName = new Map<string, CodedRow[]>();
  for (const coded of rows) {
    const name = foldName(coded.row.label).replace(/[()]/g, '').replace(/其它/g, '其他');
    pushTo(byName, name, coded);
  }
  if (byName.size < 2) return;
  const [most, ...others] = [...byName.values()].sort((a, b) => b.length - a.length);
  const usual = most?.[0];
  if (!usual) return;
  for (const coded of others.flat()) {
    const range = nameRange(coded.placed, coded.row);
    yield {
      message: 'code-name.contradiction',
      data: { code: coded.code, name: coded.row.label, expected: usual.row.label },
      range,
      printed: coded.row.label,
      related: (most ?? []).slice(0, 5).map((c) => ({
        range: nameRange(c.placed, c.row),
        message: analysis.say('code-name.elsewhere', { name: c.row.label }),
      })),
      fixes: [
        {
          title: 'fix.set-name',
          data: { name: usual.row.label },
          edits: [{ range, newText: usual.row.label }],
        },
      ],
    };
  }
}
