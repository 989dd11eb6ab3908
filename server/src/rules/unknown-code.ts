/** A code that the catalogue does not have; as sure as the catalogue is about its neighbours. */
import { levelOf, parentOf } from '../reference/codes.ts';
import type { Analysis } from './analysis.ts';
import { type CodedRow, codedRows } from './coded-rows.ts';
import { misprintOf, setCode } from './misprints.ts';
import { codeRange } from './places.ts';
import { defineRule, type RawFinding, type RawFix } from './rule.ts';

export default defineRule({
  id: 'unknown-code',
  family: 'codes',
  severity: 'warning',
  messages: ['unknown-code.unknown', 'unknown-code.shape', 'unknown-code.name'],
  looksAt: 'amounts',
  check,
});

function* check(analysis: Analysis): Iterable<RawFinding> {
  for (const coded of codedRows(analysis)) {
    const { placed, row, code, catalogue } = coded;
    const shaped = levelOf(code) !== undefined;
    if (shaped && analysis.reference.codes.get(catalogue, code)) continue;
    const misprint = misprintOf(analysis, coded);
    const fix = misprint?.wrong === 'code' ? setCode(analysis, coded, misprint.right, true) : undefined;
    yield {
      ...(fix && misprint
        ? {
            message: 'unknown-code.name' as const,
            data: { code, name: row.label.replace(/\s+/g, ''), expected: misprint.right },
            expected: misprint.right,
          }
        : shaped
          ? {
              message: 'unknown-code.unknown' as const,
              data: {
                code,
                catalogue: analysis.say(`catalogue.${catalogue}`),
                nearest: nearestText(analysis, coded),
              },
              ...(isSure(analysis, coded) || isExplained(analysis, coded)
                ? {}
                : { severity: 'information' as const }),
            }
          : { message: 'unknown-code.shape' as const, data: { code, digits: String(code.length) } }),
      range: codeRange(placed, row),
      printed: code,
      fixes: fix ? [fix] : shaped ? fixes(analysis, coded) : [],
    };
  }
}

/** Whether sums that do not come out are told with the code. */
function isExplained(analysis: Analysis, { row }: CodedRow): boolean {
  return analysis.causes.list.some((c) => c.kind === 'code' && c.row === row && c.explains.size > 0);
}

/** A warning only where neighbours of the code are confirmed; elsewhere the catalogue itself may lack it. */
function isSure(analysis: Analysis, { code, catalogue }: CodedRow): boolean {
  const { codes } = analysis.reference;
  const parent = parentOf(code);
  if (parent === undefined) return true;
  const above = codes.get(catalogue, parent);
  if (!above) return false;
  return (
    above.basis === 'confirmed' || codes.childrenOf(catalogue, parent).some((c) => c.basis === 'confirmed')
  );
}

function nearestText(analysis: Analysis, coded: CodedRow): string {
  const near = analysis.reference.codes.nearest(coded.catalogue, coded.code, coded.row.label);
  return near.map((c) => `${c.code} ${c.name}`).join('、');
}

function fixes(analysis: Analysis, { placed, row, code, catalogue }: CodedRow): RawFix[] {
  // A code split over columns is mended by hand: which of its cells is wrong is not known.
  if (row.panel.codes.length > 1 || !row.codeSpan) return [];
  const range = codeRange(placed, row);
  return analysis.reference.codes.nearest(catalogue, code, row.label).map((entry, i) => ({
    title: 'fix.set-code' as const,
    data: { code: entry.code, name: entry.name },
    edits: [{ range, newText: entry.code }],
    preferred: i === 0 && entry.name === row.label,
    sure: false,
  }));
}
