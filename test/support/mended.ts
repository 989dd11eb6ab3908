/** What `fix --all` did to a report with slips: at every amount the one that was right, or the slip, must stand. */
import type { Analysis, AnalysisOptions } from '../../server/src/analysis/analysis.ts';
import { mend } from '../../server/src/features/mend.ts';
import { everything } from './everything.ts';

/** The numbers of a text in order: what `fix --all` must not spoil, whatever it does to the writing around them. */
export function figuresIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^[\s|:-]*$/.test(line));
  return lines.join('\n').match(/[-+]?\d[\d,]*(?:\.\d+)?%?/g) ?? [];
}

/** What a report may read once it is mended: as it was, or as it is when it is mended itself. */
export function rightTexts(right: Analysis): string[] {
  const { text, options } = right;
  return isFixable(right) ? [text, mend(text, options, true, taken(right)).text] : [text];
}

/** An analysis to go on from: in CI none, and all is worked out anew. */
const taken = (analysis: Analysis) => (everything ? undefined : analysis);

const isFixable = ({ findings }: Analysis) => findings.some((f) => f.fixes.some((x) => x.safe || x.sure));

const plain = (figure: string) => figure.replaceAll(',', '');

/** Zeros at the end of decimals change no amount: a report that drops them may get them back. */
const bare = (figure: string) => (figure.includes('.') ? figure.replace(/\.?0+(?=%?$)/, '') : figure);

/**
 * Numbers of a mended text that none of the others has at their place, or nearly has. A slip may leave a cell blank: the
 * text is held against those that have as many numbers.
 */
function thirds(mended: string, allowed: readonly string[], isNear = (_: string, __: string) => false) {
  const found = figuresIn(mended).map(plain);
  const others = allowed.map((text) => figuresIn(text).map(plain)).filter((o) => o.length === found.length);
  if (others.length === 0) return [`${found.length} numbers`];
  return found.filter(
    (figure, i) => !others.some((o) => bare(o[i] ?? '') === bare(figure) || isNear(o[i] ?? '', figure)),
  );
}

/** Whether two numbers are one last digit apart, or percentages. */
function isNear(a: string, b: string): boolean {
  if (a.endsWith('%')) return b.endsWith('%');
  const decimals = (n: string) => n.split('.')[1]?.length ?? 0;
  if (decimals(a) === 0 || decimals(a) !== decimals(b)) return false;
  const difference = BigInt(a.replace('.', '')) - BigInt(b.replace('.', ''));
  return difference === 1n || difference === -1n;
}

const errorsOf = (analysis: Analysis) => analysis.findings.filter((f) => f.severity === 'error');

export interface Mending {
  /** Whether the figures are those of a right text again. */
  readonly right: boolean;
  readonly thirds: readonly string[];
  /** Errors that there are more of than before. */
  readonly added: number;
  /** That of the mended text, for the next slip to go on from. */
  readonly analysis: Analysis;
}

/**
 * Mends a report with a slip and holds it against what it was.
 * @param right what it may read then (`rightTexts`)
 */
export function mendedFrom(
  right: readonly string[],
  slipped: Analysis,
  options: AnalysisOptions = {},
): Mending {
  if (!isFixable(slipped)) return { right: false, thirds: [], added: 0, analysis: slipped };
  const after = mend(slipped.text, options, true, taken(slipped));
  const told = errorsOf(after.analysis).length;
  const before = errorsOf(slipped).length;
  // From rounded amounts a percentage, or a last digit, may come out otherwise than from what they were rounded from: where
  // the error is gone nobody can know it.
  const near = told < before ? isNear : undefined;
  // As it stands where only its writing is mended: a table of tabs repeats the years of its header.
  const written = mend(slipped.text, options, false, taken(slipped)).text;
  const left = thirds(after.text, [slipped.text, written, ...right], near);
  return {
    right: left.length === 0 && thirds(after.text, right, near).length === 0,
    thirds: left,
    added: Math.max(0, told - before),
    analysis: after.analysis,
  };
}
