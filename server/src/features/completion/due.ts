/**
 * The figure or share that a sentence is about to print: behind 为, 是, 共, or behind 占…的. What it is to be is asked of
 * the report as it would be with some figure there.
 */
import type { Analysis } from '../../analysis/analysis.ts';
import { applyEdits } from '../../base/edits.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import { analyse } from '../../rules/analyse.ts';
import { proseFigureAt } from '../place.ts';
import { amounts } from './amounts.ts';
import type { Completions } from './matching.ts';

/** A report longer than this is not read a second time while somebody types. */
const LONGEST = 1_500_000;

const SHARE = /(?:[，,、；;]占|占[^，,。；;]{2,40}(?:的|比重为?|比例为?)|的比重为|的比例为)$/;
const RATE = /(?:增长|下降|上升|完成[^，,。；;]{2,30}的)$/;
const AMOUNT = /(?:为|是|共|计|达|支出|收入|结余|增加|减少|安排|拨款)$/;
const UNIT = /^\s*(?:[万亿千]?元|[%％])/;

/** The amounts and percentages that may be due at a position; undefined where none is. */
export function dueFigure(analysis: Analysis, position: Position): Completions | undefined {
  const text = analysis.tree.lines[position.line]?.text ?? '';
  const before = text.slice(0, position.character).trimEnd();
  const after = text.slice(position.character);
  if (/^\s*[\d０-９]/.test(after) || analysis.text.length > LONGEST) return undefined;
  const share = SHARE.test(before) || RATE.test(before);
  if (!share && !AMOUNT.test(before)) return undefined;
  const said = UNIT.exec(after)?.[0] ?? '';
  const unit = said !== '' ? '' : share ? '%' : `${isSpaced(analysis) ? ' ' : ''}${unitOf(analysis)}`;
  for (const figure of share ? ['50.00', '0.00'] : ['1.00', '0.00']) {
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
  const end = dummy.replace(/^[\d.]+/, '');
  const items = found.items.map((item) => {
    const newText = item.newText.endsWith(end.trim()) && end !== '' ? item.newText : `${item.newText}${end}`;
    return { ...item, label: newText, newText };
  });
  return { items, complete: false };
}

/** Whether the report parts figures from their units by a blank. */
function isSpaced({ text }: Analysis): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/\d [万亿千]?元/g) > count(/\d[万亿千]?元/g);
}

/** The unit of money that the report's sentences use, else that of its front matter. */
function unitOf(analysis: Analysis): string {
  const figure = analysis.prose.figures.find((f) => f.kind === 'money' && f.unit > 0);
  const power = figure?.unit ?? analysis.report.front.moneyUnit ?? 4;
  return power === 0 ? '元' : power === 3 ? '千元' : power === 8 ? '亿元' : '万元';
}
