/** A name that is not the code's: against confirmed rows of the catalogue, or against the report itself. */

import { moved } from '../../analysis/places.ts';
import { defineRule, type RawFinding, type RuleContext, type TableGround } from '../../analysis/rule.ts';
import { parseNumber } from '../../base/amount.ts';
import { foldName } from '../../base/fold.ts';
import { pushTo } from '../../base/maps.ts';
import { rangeOf } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { NameJudgement } from '../../reference/codes.ts';
import { oneSpelling } from '../../reference/codes.ts';
import { cellsOf } from '../../syntax/line.ts';
import { codeRange, nameRange } from '../places.ts';
import { proseIssues, setWord } from '../prose-issues.ts';
import { SAYS } from './code-name.words.ts';
import { type CodedRow, codedRowsOf, yearOf } from './coded-rows.ts';
import { isExplained, type Misprint, misprintOf, setCode } from './misprints.ts';

export default defineRule({
  id: 'code-name',
  title: { zh: '科目名称与编码不符', en: 'Name does not belong to the code' },
  family: 'codes',
  severity: 'warning',
  says: SAYS,
  // Which of code and name is the misprint the amounts say.
  looksAt: 'amounts',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  yield* proseIssues(analysis, 'code-name', {
    says: SAYS,
    severities: { sentence: 'warning' },
    fix: (issue) => ({ ...setWord(issue), preferred: false }),
  });
  const tables = analysis.report.tables.map((placed) => ({
    placed,
    names: analysis.byTable(namesIn, placed),
  }));
  const weak = new Map<string, RawFinding[]>();
  const judged = new Set(tables.flatMap(({ names }) => [...names.judged]));
  for (const { placed, names } of tables) {
    for (const finding of names.amounts) yield moved(finding, placed.line);
    for (const { coded, judgement } of names.doubted) {
      const finding = told(analysis, { ...coded, placed }, judgement);
      if (isWeak(judgement)) pushTo(weak, keyOf(coded), finding);
      else yield finding;
    }
  }
  // A doubtful name beside a right one in the same report is surely one of two.
  for (const [key, findings] of weak)
    if (judged.has(key)) for (const finding of findings) yield { ...finding, severity: 'warning' };
  for (const [key, rows] of unjudged(tables, judged)) {
    // What the report itself contradicts is told rather than what an unsure catalogue doubts.
    const contradicted = [...contradictions(analysis, rows)];
    yield* contradicted.length > 0 ? contradicted : (weak.get(key) ?? []);
  }
}

type Doubt = Exclude<NameJudgement, { readonly kind: 'right' | 'unknown' }>;

interface PlacedNames {
  readonly placed: PlacedTable;
  readonly names: Names;
}

/** The rows of codes whose name the catalogue is sure of in no table. */
function unjudged(tables: readonly PlacedNames[], judged: ReadonlySet<string>): Map<string, CodedRow[]> {
  const unsure = new Map<string, CodedRow[]>();
  for (const { placed, names } of tables)
    for (const [key, rows] of names.rows)
      if (!judged.has(key)) for (const coded of rows) pushTo(unsure, key, { ...coded, placed });
  return unsure;
}

/** What the names of one table come to, by catalogue and code. */
interface Names {
  /** Amounts that stand where names are to be. */
  readonly amounts: readonly RawFinding[];
  readonly doubted: readonly { readonly coded: CodedRow; readonly judgement: Doubt }[];
  /** The codes of which the catalogue is sure. */
  readonly judged: ReadonlySet<string>;
  readonly rows: ReadonlyMap<string, readonly CodedRow[]>;
}

const keyOf = ({ catalogue, code }: CodedRow): string => `${catalogue}:${code}`;
const isWeak = (judgement: NameJudgement): boolean => judgement.kind === 'wrong' && !judgement.sure;

function namesIn(ground: TableGround, placed: PlacedTable): Names {
  const amounts: RawFinding[] = [];
  const doubted: { coded: CodedRow; judgement: Doubt }[] = [];
  const judged = new Set<string>();
  const rows = new Map<string, CodedRow[]>();
  const year = yearOf(ground, placed);
  for (const coded of codedRowsOf(placed)) {
    const { row, code, catalogue } = coded;
    const amount = row.label === '' ? amountAsName(coded) : undefined;
    if (amount) amounts.push(amount);
    const name = row.label.replace(/\s+/g, '');
    if (name === '') continue;
    const judgement = ground.reference.codes.judge(catalogue, code, name, year);
    if (judgement.kind !== 'unknown' && !isWeak(judgement)) judged.add(keyOf(coded));
    pushTo(rows, keyOf(coded), coded);
    if (judgement.kind !== 'right' && judgement.kind !== 'unknown') doubted.push({ coded, judgement });
  }
  return { amounts, doubted, judged, rows };
}

/** An amount that stands where the name is to be: typed one cell too early, or moved there by a paste. */
function amountAsName({ placed, row, code }: CodedRow): RawFinding | undefined {
  const line = placed.table.block.lines[row.line];
  if (!line) return undefined;
  const cells = cellsOf(line);
  for (const { index } of row.panel.labels) {
    const cell = cells[index];
    const printed = cell && parseNumber(cell.text);
    if (!cell || !printed || (printed.decimals === 0 && !printed.grouped)) continue;
    const range = rangeOf(placed.line + row.line, cell.start, cell.end);
    return { message: SAYS.amount, data: { code, name: cell.text }, range, printed: cell.text };
  }
  return undefined;
}

/** The finding for a name that is not the code's. */
function told(analysis: RuleContext, coded: CodedRow, judgement: Doubt): RawFinding {
  const { row, code } = coded;
  const { expected, kind } = judgement;
  const range = nameRange(coded.placed, row);
  const name = row.label.replace(/\s+/g, '');
  const misprint = kind === 'wrong' ? misprintOf(analysis, coded) : undefined;
  if (misprint?.wrong === 'code') return ofCode(analysis, coded, misprint, expected);
  const other = kind === 'wrong' ? judgement.other?.code : undefined;
  return {
    message: other === undefined ? SAYS[kind] : SAYS['neighbour-name'],
    data: {
      code,
      name,
      expected,
      ...(kind === 'old' || kind === 'new' ? { year: String(judgement.rename.year) } : {}),
      ...(other === undefined ? {} : { other }),
    },
    range,
    printed: row.label,
    expected,
    ...(isSure(judgement) ? {} : { severity: 'information' as const }),
    // A cell that holds figures holds more than a name: what else it says would be lost.
    fixes:
      /\d/.test(name) && !/\d/.test(expected)
        ? []
        : [
            {
              title: 'fix.set-name',
              data: { name: expected },
              edits: [{ range, newText: expected }],
              // A name that sums contradict is hardly the one that is meant.
              preferred: misprint ? misprint.wrong === 'name' : !isExplained(analysis, coded),
              safe: kind === 'form',
              // Items are offered: the code may be the misprint.
              sure: kind !== 'wrong',
            },
            ...[misprint && setCode(analysis, coded, misprint.right, false)].filter((f) => f !== undefined),
          ],
  };
}

/** Whether a name is surely wrong: against rows that are sure, or an old name since a year that documents tell. */
function isSure(judgement: NameJudgement): boolean {
  if (judgement.kind === 'old') return /^(?:confirmed|notice)/.test(judgement.rename.basis);
  return judgement.kind === 'wrong' && judgement.sure;
}

/** The name, or the amount, is another item's, and that item is meant: its code is the misprint. */
function ofCode(analysis: RuleContext, coded: CodedRow, { right }: Misprint, ofCode: string): RawFinding {
  const { placed, row, code } = coded;
  const fix = setCode(analysis, coded, right, true);
  return {
    message: SAYS.code,
    data: { code, name: row.label.replace(/\s+/g, ''), expected: right },
    range: codeRange(placed, row),
    printed: code,
    expected: right,
    fixes: [
      ...(fix ? [fix] : []),
      {
        title: 'fix.set-name',
        data: { name: ofCode },
        edits: [{ range: nameRange(placed, row), newText: ofCode }],
      },
    ],
  };
}

/** Where the catalogue is not sure, a report that prints two names for one code contradicts itself. */
function* contradictions(analysis: RuleContext, rows: readonly CodedRow[]): Iterable<RawFinding> {
  const byName = new Map<string, CodedRow[]>();
  for (const coded of rows) {
    const name = oneSpelling(foldName(coded.row.label).replace(/[()]/g, ''));
    pushTo(byName, name, coded);
  }
  if (byName.size < 2) return;
  const [most, ...others] = [...byName.values()].sort((a, b) => b.length - a.length);
  const usual = most?.[0];
  if (!usual) return;
  for (const coded of others.flat()) {
    const range = nameRange(coded.placed, coded.row);
    yield {
      message: SAYS.contradiction,
      data: { code: coded.code, name: coded.row.label, expected: usual.row.label },
      range,
      printed: coded.row.label,
      related: (most ?? []).slice(0, 5).map((c) => ({
        range: nameRange(c.placed, c.row),
        message: analysis.say(SAYS.elsewhere, { name: c.row.label }),
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
