/** Two amounts of one paragraph that have one another's place: told once, moved together. */

import { placeName } from '../../../analysis/brief.ts';
import { labelOf, placeOfFigure, rangeOfFigure } from '../../../analysis/describe.ts';
import { isProse } from '../../../analysis/rewrite.ts';
import type { RawFix, RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import { getOrMake } from '../../../base/maps.ts';
import { message } from '../../../messages/index.ts';
import type { CellFigure, Figure } from '../../../model/types.ts';
import type { ProseFigure } from '../../../prose/types.ts';
import type { Verdict } from '../../../relations/blame.ts';
import { isCell } from '../../../relations/figure.ts';
import type { Block } from '../../../syntax/tree.ts';
import { FIXES, SAYS } from '../../prose/prose-figure.ts';
import { setFigure, twoSides } from './fixes.ts';

/** An amount of a sentence and the cell that it states. */
interface Said {
  readonly figure: ProseFigure;
  readonly cell: CellFigure;
}

/** Verdicts on two amounts of which each is the other's cell: the second by the first. */
export function exchanges(verdicts: readonly Verdict[]): ReadonlyMap<Verdict, Verdict> {
  const pairs = new Map<Verdict, Verdict>();
  const open = new Map<Block, Verdict[]>();
  for (const verdict of verdicts) {
    const said = saidIn(verdict);
    if (!said) continue;
    const before = getOrMake(open, said.figure.owner.block, () => [] as Verdict[]);
    const at = before.findIndex((v) => isExchange(saidIn(v), said));
    const [other] = at < 0 ? [] : before.splice(at, 1);
    if (other) pairs.set(other, verdict);
    else before.push(verdict);
  }
  return pairs;
}

function isExchange(a: Said | undefined, b: Said): boolean {
  return (
    a !== undefined &&
    a.cell.owner === b.cell.owner &&
    a.figure.value === b.cell.value &&
    a.cell.value === b.figure.value
  );
}

/** The amount and the cell that a verdict is about, where it is about nothing else. */
function saidIn({ broken }: Verdict): Said | undefined {
  const [relation] = broken.filter((r) => r.rule === 'prose-figure');
  if (!relation) return undefined;
  const figures: Figure[] = twoSides(relation).map((s) => s.figure);
  const figure = figures.find(isProse);
  const cell = figures.find(isCell);
  return figure && cell && figure.value !== 0n && cell.value !== 0n ? { figure, cell } : undefined;
}

/** One finding for two amounts that were exchanged, as sure as the two that it stands for. */
export function exchanged(
  analysis: RuleContext,
  found: readonly [RelationalFinding, RelationalFinding],
  verdicts: readonly [Verdict, Verdict],
): RelationalFinding {
  const [first] = found;
  const [a, b] = [saidIn(verdicts[0]), saidIn(verdicts[1])];
  if (!a || !b) return first;
  const { locale } = analysis;
  const cells = { a: placeName(a.cell, locale), b: labelOf(b.cell, a.cell, locale) };
  const second = { label: placeName(b.cell, locale), printed: b.figure.raw };
  const blames = (figures: readonly Figure[]) => figures.every((f, i) => verdicts[i]?.blamed?.figure === f);
  const all = (what: 'preferred' | 'sure') => found.every((f) => f.fixes?.[0]?.[what] === true);
  const fix = (
    title: RawFix['title'],
    data: RawFix['data'],
    figures: Figure[],
    values: Figure[],
  ): RawFix => ({
    title,
    ...(data ? { data } : {}),
    edits: figures.flatMap((f, i) => setFigure(analysis, f, values[i]?.value ?? f.value, false).edits),
    preferred: blames(figures) && all('preferred'),
    sure: blames(figures) && all('sure'),
  });
  return {
    ...first,
    message: SAYS.exchanged,
    range: rangeOfFigure(analysis.report, a.figure),
    printed: a.figure.raw,
    expected: b.figure.raw,
    data: { a: a.figure.raw, b: b.figure.raw, label: cells.a },
    related: [
      { ...placeOfFigure(analysis, b.figure), message: message(locale, 'related.part', second) },
      ...(first.related ?? []),
    ],
    fixes: [
      fix(
        FIXES['exchange-said'],
        { a: a.figure.raw, b: b.figure.raw },
        [a.figure, b.figure],
        [a.cell, b.cell],
      ),
      fix(FIXES['exchange-cells'], cells, [a.cell, b.cell], [a.figure, b.figure]),
    ],
  };
}
