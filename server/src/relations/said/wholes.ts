/** Wholes that no sentence names: where most shares of a list are of one amount, all of them are of it. */
import { abs } from '../../base/amount.ts';
import { pushTo } from '../../base/maps.ts';
import type { Figure } from '../../model/types.ts';
import { cellOf, isSumOf } from '../../prose/parts.ts';
import type { Paragraph, ProseSection, ShareStatement, Statement } from '../../prose/types.ts';
import { isAmount } from './places.ts';

/** Whether a share is what its part is of a whole. */
export type IsShareOf = (share: ShareStatement, whole: Figure) => boolean;

/** Shares that one whole must fit before it is that of the others as well. */
const FITTING = 2;

/**
 * The wholes of the shares of a section whose own is only guessed or not told.
 * @param isShareOf what tells whether a share fits
 * @param before amounts told before the section, last first
 */
export function sharedWholes(
  section: ProseSection,
  isShareOf: IsShareOf,
  before: readonly Figure[] = [],
): ReadonlyMap<ShareStatement, Figure> {
  const found = new Map<ShareStatement, Figure>();
  for (const shares of groups(section)) {
    const amounts = amountsBefore(section, shares[0] as ShareStatement);
    const known = shares.flatMap((s) => (s.base ? [s.base, ...s.bases] : []));
    const whole = wholeOf(shares, [...new Set([...known, ...amounts, ...before])], isShareOf);
    if (!whole) continue;
    const own = section.statements.filter(isAmount).map((s) => s.figure);
    for (const s of shares)
      if (isShareOf(s, whole) || !own.some((f) => f !== s.current && isShareOf(s, f))) found.set(s, whole);
  }
  return found;
}

/** Shares without a sure whole that stand side by side: in one paragraph, or one in each of several. */
function groups(section: ProseSection): ShareStatement[][] {
  const byParagraph = new Map<Paragraph, ShareStatement[]>();
  for (const s of section.statements) if (isOpenShare(s)) pushTo(byParagraph, s.paragraph, s);
  const all = [...byParagraph.values()];
  const single = all.filter((g) => g.length === 1).flat();
  return [...all, single].filter((g) => g.length >= FITTING);
}

/** Whether a share has its part, and a whole that is not sure. */
export function isOpenShare(s: Statement): s is ShareStatement {
  if (s.kind !== 'share' || s.inReason || s.figure.approximate || s.figure.value === 0n) return false;
  if (!s.current || s.current.value === 0n) return false;
  return s.guessed || (!s.base && s.reason === 'prose.no-whole');
}

/** Amounts of a section before its first share, last first. */
function amountsBefore(section: ProseSection, first: ShareStatement): Figure[] {
  const at = section.statements.indexOf(first);
  return section.statements
    .slice(0, at)
    .filter(isAmount)
    .map((s) => s.figure)
    .filter((f) => f !== first.current)
    .reverse();
}

/** The amount that most of the shares are of. */
function wholeOf(
  shares: readonly ShareStatement[],
  candidates: readonly Figure[],
  isShareOf: IsShareOf,
): Figure | undefined {
  let best: Figure | undefined;
  let most = 0;
  const sum = candidates.find((whole) => isDivided(whole, shares));
  if (sum) return sum;
  if (shares.length <= FITTING) return undefined;
  for (const whole of candidates) {
    if (whole.state !== 'amount' || shares.some((s) => isMore(s, whole))) continue;
    const fits = shares.filter((s) => isShareOf(s, whole)).length;
    if (fits > most) [best, most] = [whole, fits];
  }
  return most >= FITTING && most * 2 > shares.length ? best : undefined;
}

/** Whether the cells of the parts add up to that of a whole, in one table: then they are of it, however few fit. */
function isDivided(whole: Figure, shares: readonly ShareStatement[]): boolean {
  const cell = cellOf(whole);
  const cells = shares.flatMap((s) => (s.current && cellOf(s.current)) ?? []);
  return (
    cell?.state === 'amount' &&
    cells.length === shares.length &&
    cells.every((c) => c.owner === cell.owner) &&
    isSumOf(cell, cells)
  );
}

function isMore({ current: part }: ShareStatement, whole: Figure): boolean {
  return part !== undefined && abs(part.value) - part.half > abs(whole.value) + whole.half;
}
