/** Amounts that the equations of a cell ask for. */
import type { Analysis } from '../../analysis/analysis.ts';
import { relationText } from '../../analysis/describe.ts';
import { rewritten } from '../../analysis/rewrite.ts';
import { parseNumber } from '../../base/amount.ts';
import type { Range } from '../../base/range.ts';
import type { Figure } from '../../model/types.ts';
import { ratioValue } from '../../relations/evaluate.ts';
import { isCell, unprinted, writeLike, writeRate } from '../../relations/figure.ts';
import { figuresOf, type Relation, type Term } from '../../relations/types.ts';
import { firstRowFrom } from '../place.ts';
import { type Completion, type Completions, completionOf } from './matching.ts';

// ---- amounts ----

/**
 * The values that the relations of a figure ask for: a total its sum first, then what would mend the sums and links
 * that it is a part of.
 * @param typed what stands there already; it says nothing of how the author writes figures
 */
export function amounts(
  analysis: Analysis,
  figure: Figure,
  range: Range,
  typed: string,
): Completions | undefined {
  const items = new Map<string, { item: Completion; rank: number }>();
  for (const relation of analysis.graph.byFigure.get(figure) ?? []) {
    const value = asked(relation, figure);
    if (value === undefined) continue;
    const newText = written(analysis, figure, value);
    const rank = relation.total === figure || relation.shape === 'ratio' ? 0 : 1;
    const before = items.get(newText);
    if (before && before.rank <= rank) continue;
    const detail = relationText(relation, analysis.locale);
    items.set(newText, {
      item: completionOf({ label: newText, detail, kind: 'amount' }, typed, range),
      rank,
    });
  }
  const sorted = [...items.values()].sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  return sorted.length > 0 ? { items: sorted, complete: false } : undefined;
}

/** A value as its place asks for it. What stands in a cell is half typed: its own decimals say nothing. */
function written(analysis: Analysis, figure: Figure, value: bigint): string {
  if (!isCell(figure)) return rewritten(analysis, figure, value);
  const bare = unprinted(figure);
  if (figure.kind !== 'percent') return writeLike(bare, value);
  const near = firstRowFrom(figure.owner, Math.max(0, figure.row.line - NEAR));
  const like = figure.owner.rows
    .slice(near, near + 2 * NEAR)
    .map((row) => row.cells.get(figure.column))
    .find((f) => f !== undefined && f !== figure && f.printed !== undefined && /[%％]/.test(f.raw));
  return writeRate(like ?? { ...bare, raw: '0.00%', printed: TWO_DECIMALS }, value);
}

/** Rows looked at to each side for how percentages are written. */
const NEAR = 100;

/** How a percentage is written where the column has none yet. */
const TWO_DECIMALS = parseNumber('0.00');

/** The value that a relation gives a figure where all others are as they are printed. */
function asked(relation: Relation, figure: Figure): bigint | undefined {
  if (relation.op !== '=' || relation.explanation) return undefined;
  const others = figuresOf(relation).filter((f) => f !== figure);
  if (others.some((f) => f.state === 'unreadable') || !others.some((f) => f.state === 'amount'))
    return undefined;
  if (relation.shape === 'ratio') return relation.rate === figure ? ratioValue(relation) : undefined;
  if (relation.shape !== 'linear') return undefined;
  const rest = total(relation.right, figure) + relation.constant - total(relation.left, figure);
  const factor = factorOf(relation.left, figure) - factorOf(relation.right, figure);
  return factor === 0n || rest % factor !== 0n ? undefined : rest / factor;
}

export function total(terms: readonly Term[], without: Figure): bigint {
  return terms.reduce((sum, t) => (t.figure === without ? sum : sum + t.figure.value * t.factor), 0n);
}

function factorOf(terms: readonly Term[], figure: Figure): bigint {
  return terms.reduce((sum, t) => (t.figure === figure ? sum + t.factor : sum), 0n);
}
