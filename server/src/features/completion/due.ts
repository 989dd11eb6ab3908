/**
 * The figure or share that a sentence is about to print: behind 为, 是, 共, or behind 占…的. What it is to be is asked of
 * the report as it would be with some figure there.
 */
import type { Analysis } from '../../analysis/analysis.ts';
import { UNITS, unitName } from '../../base/amount.ts';
import { applyEdits } from '../../base/edits.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { analyse } from '../../rules/analyse.ts';
import { proseFigureAt } from '../place.ts';
import { amounts } from './amounts.ts';
import type { Completions } from './matching.ts';

/** A report longer than this is not read a second time while somebody types. */
const LONGEST = 1_500_000;

/** Whether a sentence so far ends with one of some phrases; `…` stands for others within a clause. */
function endsWith(before: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => {
    const [head = '', tail] = phrase.split('…');
    if (tail === undefined) return before.endsWith(head);
    const clause =
      before
        .slice(0, before.length - tail.length)
        .split(/[，,。；;]/)
        .at(-1) ?? '';
    return before.endsWith(tail) && clause.indexOf(head) >= 0 && !clause.endsWith(head);
  });
}

/** A unit that stands behind the place already, with what parts it from the figure. */
function unitBehind(after: string): string {
  const units = [...Object.keys(UNITS), '%', '％'];
  const unit = units.find((u) => after.trimStart().startsWith(u));
  return unit === undefined ? '' : after.slice(0, after.indexOf(unit) + unit.length);
}

/** The amounts and percentages that may be due at a position; undefined where none is. */
export function dueFigure(analysis: Analysis, position: Position): Completions | undefined {
  const text = analysis.tree.lines[position.line]?.text ?? '';
  const before = text.slice(0, position.character).trimEnd();
  const after = text.slice(position.character);
  if (/^\s*[\d０-９]/.test(after) || analysis.text.length > LONGEST) return undefined;
  const { figureDue } = analysis.reference.vocabulary;
  const share = endsWith(before, figureDue.share);
  if (!share && !endsWith(before, figureDue.amount)) return undefined;
  const said = unitBehind(after);
  const unit = said !== '' ? '' : share ? '%' : `${isSpaced(analysis) ? ' ' : ''}${unitOf(analysis)}`;
  // A figure is written like the one that it stands in for.
  const amount = /\d,\d{3}\.\d/.test(analysis.text) ? '1,234.00' : '1.00';
  for (const figure of share ? ['50.00', '0.00'] : [amount, '0.00']) {
    const found = ask(analysis, position, `${figure}${unit}`);
    if (found) return found;
  }
  return undefined;
}

/** What the report asks of a figure that would stand at a position. */
function ask(analysis: Analysis, position: Position, dummy: string): Completions | undefined {
  const { line, character } = position;
  const range = rangeOf(line, character, character);
  const read = analyse(applyEdits(analysis.text, [{ range, newText: dummy }]), analysis.options);
  const figure = proseFigureAt(read, { line, character: character + 1 });
  if (!figure) return undefined;
  const found = amounts(read, figure, range, '');
  if (!found) return undefined;
  const end = dummy.replace(/^[\d.,]+/, '');
  const items = found.items.map((item) => {
    const bare = item.newText.replace(/\s*[%％]$/, '');
    const newText = end === '' || !item.newText.endsWith(end.trim()) ? `${bare}${end}` : item.newText;
    return { ...item, label: newText, newText };
  });
  return { items, complete: false };
}

/** Whether the report parts figures from their units by a blank. */
function isSpaced(analysis: Analysis): boolean {
  const unit = unitOf(analysis);
  const count = (parted: string) => analysis.text.match(new RegExp(`\\d${parted}${unit}`, 'g'))?.length ?? 0;
  return count(' ') > count('');
}

/** The unit of money that the report's sentences use, else that of its front matter. */
function unitOf(analysis: Analysis): string {
  const figure = analysis.prose.figures.find((f) => f.kind === 'money');
  return unitName(figure?.unit ?? analysis.report.front.moneyUnit ?? 4);
}
