/**
 * Lines that a report's print does not show and that its Word file carries as properties: 单位性质, 上年, 预算, 汇总,
 * 科目, 状态, 勾稽 and what charts are drawn from. Anybody may have written such properties: only what fits is taken.
 */

import { foldName } from '../../base/fold.ts';
import { KEY, keyLine, MARK, UNPRINTED_KEYS } from '../../base/keys.ts';
import { pushTo } from '../../base/maps.ts';
import { open } from '../../service.ts';
import type { Piece, Unprinted } from './types.ts';
import { attribute, childOf, childrenOf, type Element, textIn } from './xml.ts';

const LONGEST = 2000;
const FRONT: ReadonlySet<string> = new Set(UNPRINTED_KEYS);

/** What is a line of its own, not of the front matter. */
const LINES: readonly string[] = [MARK.formula, MARK.chart];
const PROPERTY = new RegExp(`^(${[KEY.year, ...FRONT, ...LINES].join('|')})(?: \\d{1,5})?$`);

/** The properties of a Word file that are lines of a source. */
export function unprintedIn(root: Element): Unprinted[] {
  const found: Unprinted[] = [];
  for (const property of childrenOf(childOf(root, 'Properties'), 'property')) {
    const [, key = ''] = PROPERTY.exec(attribute(property, 'name') ?? '') ?? [];
    const value = textIn(property).trim();
    if (key === '' || value === '' || value.length > LONGEST || /[\r\n]/.test(value)) continue;
    const tab = value.lastIndexOf('\t');
    const text = value.slice(tab + 1).trim();
    if (LINES.includes(key) && !new RegExp(`^${key}[^：:]{0,6}[：:]`).test(text)) continue;
    found.push({ key, beside: tab < 0 ? '' : value.slice(0, tab), text });
  }
  return found;
}

/** Captions of charts become the lines that draw them, in order. */
export function withCharts(
  pieces: readonly Piece[],
  unprinted: readonly Unprinted[],
): { pieces: Piece[]; drawn: number } {
  const charts = unprinted.filter((u) => u.key === MARK.chart && u.beside !== '');
  let next = 0;
  const made = pieces.map((piece): Piece => {
    const chart = charts[next];
    if (!chart || piece.kind !== 'line' || foldName(piece.text) !== foldName(chart.beside)) return piece;
    next++;
    return { kind: 'line', text: chart.text };
  });
  return { pieces: made, drawn: next };
}

/** The text with the lines of its front matter and the 勾稽 lines of its tables. */
export function withUnprinted(text: string, unprinted: readonly Unprinted[]): string {
  if (unprinted.length === 0) return text;
  const { report, tree } = open(text);
  const lines = tree.lines.map((l) => l.text);
  const after = new Map<number, string[]>();
  const put = (line: number, more: string) => pushTo(after, line, more);
  for (const { key, beside, text: own } of unprinted) {
    if (key !== MARK.formula) continue;
    const table = report.tables.find((t) => foldName(t.table.title) === foldName(beside));
    if (!table) {
      put(lines.length - 1, own);
      continue;
    }
    let end = table.line + table.table.block.lines.length - 1;
    while (end > table.line && tree.lines[end]?.text.trim() === '') end--;
    if (!after.has(end)) put(end, '');
    put(end, own);
  }
  // The file may have been rewritten for another year since: then 上年 and 汇总 name other reports.
  const year = unprinted.find((u) => u.key === KEY.year)?.text;
  const same = year !== undefined && Number(/\d{4}/.exec(year)?.[0]) === report.front.year;
  const last = report.front.entries.at(-1);
  if (last)
    for (const { key, text: own } of unprinted)
      if (
        FRONT.has(key) &&
        (same || key === KEY.nature || key === KEY.codes) &&
        !report.front.entries.some((e) => e.key === key)
      )
        put(last.valueSpan.line, keyLine(key, own));
  if (after.size === 0) return text;
  return lines.flatMap((line, i) => [line, ...(after.get(i) ?? [])]).join('\n');
}
