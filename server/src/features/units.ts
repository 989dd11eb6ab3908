/** A department's report and those of its units: which units it names, and whether theirs add up to it. */
import type { Analysis } from '../analysis/analysis.ts';
import { foldName } from '../base/fold.ts';
import { isZero } from '../model/figure.ts';
import { headingText } from '../syntax/line.ts';

/** The topic whose sections say what a department does and is made of (seeds/prose.json). */
const OVERVIEW = '概况';
/** A list of units is short; what is longer tells other things too. */
const MOST = 4000;
/** So many sums hold for each that does not, where the reports are those that were added up. */
const HOLDING = 5;
const FEWEST = 3;

/** What the report says it is made of, folded: the text of the sections about the department itself. */
export function compositionOf({ report, reference }: Analysis): string {
  const topic = reference.prose.topics.find((t) => t.id === OVERVIEW);
  if (!topic) return '';
  const tells = (heading: string) =>
    topic.words.some((all) => all.every((word) => heading.includes(foldName(word)))) &&
    !topic.without?.some((word) => heading.includes(foldName(word)));
  let inside: number | undefined;
  let said = '';
  for (const { block } of report.tree.blocks) {
    const [line] = block.lines;
    if (block.kind === 'heading' && line) {
      const level = 'level' in line && typeof line.level === 'number' ? line.level : 1;
      if (inside !== undefined && level <= inside) inside = undefined;
      if (inside === undefined && tells(foldName(headingText(line).text))) inside = level;
    } else if (inside !== undefined && (block.kind === 'paragraph' || block.kind === 'table')) {
      for (const { text } of block.lines) said += `${bareName(text)}\n`;
    }
    if (said.length > MOST) return said.slice(0, MOST);
  }
  return said;
}

/** Names without what some put about 本级 and others do not. */
export function bareName(text: string): string {
  return foldName(text).replace(/[()（）[\]{}<>《》"'“”\s]/g, '');
}

/**
 * Whether the reports that `汇总` names are those that were added up: nearly all sums over them hold. Where units are
 * lacking, or money that passes between them was left out, most do not.
 */
export function unitsAgree({ graph }: Analysis): boolean {
  let passed = 0;
  let broken = 0;
  for (const relation of graph.relations) {
    if (relation.source.kind !== 'report' || !relation.id.startsWith('units.')) continue;
    if (relation.op !== '=' || !relation.total || isZero(relation.total)) continue;
    const state = graph.outcomes.get(relation)?.state;
    if (state === 'exact' || state === 'rounding') passed++;
    else if (state === 'broken') broken++;
  }
  return passed >= FEWEST && passed >= HOLDING * broken;
}
