/** A code that the catalogue does not have; as sure as the catalogue is about its neighbours. */

import {
  defineRule,
  type RawFinding,
  type RawFix,
  type RuleContext,
  type TableGround,
} from '../../analysis/rule.ts';
import { foldName } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable, Report } from '../../model/report.ts';
import { levelOf, parentOf } from '../../reference/codes.ts';
import type { CodeEntry } from '../../reference/types.ts';
import { othersOf } from '../../relations/links.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRows, codedRowsOf } from './coded-rows.ts';
import { isExplained, misprintOf, setCode } from './misprints.ts';

const SAYS = {
  unknown: {
    zh: '{catalogue}里没有 {code}。相近的有：{nearest}',
    en: '{code} is not in the catalogue of {catalogue}. Nearest: {nearest}',
  },
  often: {
    zh: '{catalogue}里没有 {code}，但几处都这样写（{places}），请人看一下。相近的有：{nearest}',
    en: '{code} is not in the catalogue of {catalogue}, but is printed in several places ({places}); to be looked at. Nearest: {nearest}',
  },
  shape: {
    zh: '{code} 是 {digits} 位；科目编码是 3 位（类）、5 位（款）或 7 位（项）。',
    en: '{code} has {digits} digits; codes have 3, 5 or 7.',
  },
  name: {
    zh: '没有 {code} 这个编码；“{name}”是 {expected}。',
    en: 'There is no code {code}; {name} is {expected}.',
  },
} as const satisfies Says;

/** Where a pair stands. */
const ALSO = {
  tables: { zh: '{count} 张表', en: '{count} tables' },
  sentences: { zh: '正文', en: 'sentences' },
  reports: { zh: '{count} 份相关的报告', en: '{count} linked reports' },
} as const satisfies Says;

export default defineRule({
  id: 'unknown-code',
  title: { zh: '没有这个科目编码', en: 'Unknown code' },
  family: 'codes',
  severity: 'warning',
  says: SAYS,
  also: ALSO,
  looksAt: 'amounts',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const unknowns = analysis.report.tables.flatMap((placed) =>
    analysis.byTable(unknownIn, placed).map((coded): CodedRow => ({ ...coded, placed })),
  );
  if (unknowns.length === 0) return;
  const tables = tablesByPair(analysis.report);
  for (const coded of unknowns) {
    const { placed, row, code, catalogue } = coded;
    const shaped = levelOf(code) !== undefined;
    const misprint = misprintOf(analysis, coded);
    const fix = misprint?.wrong === 'code' ? setCode(analysis, coded, misprint.right, true) : undefined;
    const name = row.label.replace(/\s+/g, '');
    const near = fix || !shaped ? [] : analysis.reference.codes.nearest(catalogue, code, row.label);
    yield {
      ...(fix && misprint
        ? {
            message: SAYS.name,
            data: { code, name, expected: misprint.right },
            expected: misprint.right,
          }
        : shaped
          ? unknown(analysis, coded, near, tables)
          : { message: SAYS.shape, data: { code, digits: String(code.length) } }),
      range: codeRange(placed, row),
      printed: code,
      fixes: fix ? [fix] : fixes(coded, near),
    };
  }
}

/** The rows of a table whose code the catalogue does not have. */
function unknownIn({ reference }: TableGround, placed: PlacedTable): CodedRow[] {
  return [...codedRowsOf(placed)].filter(
    ({ code, catalogue }) => levelOf(code) === undefined || !reference.codes.get(catalogue, code),
  );
}

/** What is said of a code of the right length that the catalogue does not have. */
function unknown(
  analysis: RuleContext,
  coded: CodedRow,
  near: readonly CodeEntry[],
  tables: Tables,
): Pick<RawFinding, 'message' | 'data' | 'severity'> {
  const { code, catalogue, row } = coded;
  // The same code in several places, with a name that is no other code's, was hardly misprinted: the catalogue may lack it.
  const places =
    analysis.reference.codes.named(catalogue, row.label).length === 0
      ? placesOf(analysis, coded, tables)
      : undefined;
  const isWarning = !places && (isSure(analysis, coded) || isExplained(analysis, coded));
  return {
    message: places ? SAYS.often : SAYS.unknown,
    data: {
      code,
      catalogue: analysis.say(`catalogue.${catalogue}`),
      nearest: namesOf(near),
      ...(places ? { places } : {}),
    },
    ...(isWarning ? {} : { severity: 'information' as const }),
  };
}

/** The tables of a report that print each pair of a code and its name. */
type Tables = ReadonlyMap<string, ReadonlySet<unknown>>;

function pairOf({ code, catalogue, row }: CodedRow): string {
  return `${catalogue}:${code}:${foldName(row.label)}`;
}

function tablesByPair(report: Report): Tables {
  const tables = new Map<string, Set<unknown>>();
  for (const coded of codedRows({ report }))
    if (coded.row.label !== '') getOrMake(tables, pairOf(coded), () => new Set()).add(coded.placed);
  return tables;
}

function prints(report: Report, pair: string): boolean {
  for (const coded of codedRows({ report })) if (pairOf(coded) === pair) return true;
  return false;
}

/** Where a code and its name stand, if in more than one place: tables, sentences, the reports that are linked to. */
function placesOf(analysis: RuleContext, coded: CodedRow, tables: Tables): string | undefined {
  const pair = pairOf(coded);
  if (coded.row.label === '') return undefined;
  const own = tables.get(pair)?.size ?? 0;
  const told = isTold(analysis, coded);
  const others = othersOf(analysis.links.linked).filter(({ report }) => prints(report, pair)).length;
  if (own + (told ? 1 : 0) + others < 2) return undefined;
  const places = [
    analysis.say(ALSO.tables, { count: String(own) }),
    ...(told ? [analysis.say(ALSO.sentences)] : []),
    ...(others > 0 ? [analysis.say(ALSO.reports, { count: String(others) })] : []),
  ];
  return places.join('、');
}

/** Whether a sentence prints the code and the name. */
function isTold({ tree }: RuleContext, { code, row }: CodedRow): boolean {
  const name = foldName(row.label);
  return tree.blocks.some(
    ({ block }) =>
      block.kind === 'paragraph' &&
      block.lines.some((line) => line.text.includes(code) && foldName(line.text).includes(name)),
  );
}

/** A warning only where neighbours of the code are confirmed; elsewhere the catalogue itself may lack it. */
function isSure(analysis: RuleContext, { code, catalogue }: CodedRow): boolean {
  // Of revenue the catalogue holds a part only.
  if (catalogue === 'revenue') return false;
  const { codes } = analysis.reference;
  const parent = parentOf(code);
  if (parent === undefined) return true;
  const above = codes.get(catalogue, parent);
  if (!above) return false;
  return (
    above.basis === 'confirmed' || codes.childrenOf(catalogue, parent).some((c) => c.basis === 'confirmed')
  );
}

const namesOf = (near: readonly CodeEntry[]) => near.map((c) => `${c.code} ${c.name}`).join('、');

function fixes({ placed, row }: CodedRow, near: readonly CodeEntry[]): RawFix[] {
  // A code split over columns is mended by hand: which of its cells is wrong is not known.
  if (row.panel.codes.length > 1 || !row.codeSpan) return [];
  const range = codeRange(placed, row);
  return near.map((entry, i) => ({
    title: 'fix.set-code' as const,
    data: { code: entry.code, name: entry.name },
    edits: [{ range, newText: entry.code }],
    preferred: i === 0 && entry.name === row.label,
    sure: false,
  }));
}
