/** A department's report and those of its units: which units it names, and whether theirs add up to it. */
import type { Analysis } from '../analysis/analysis.ts';
import { foldName } from '../base/fold.ts';
import { isZero } from '../model/figure.ts';
import type { Topic } from '../reference/prose.ts';
import { headingText, type Line } from '../syntax/line.ts';

/** A list of units is short; what is longer tells other things too. */
const MOST = 4000;
/** So many sums hold for each that does not, where the reports are those that were added up. */
const HOLDING = 5;
const FEWEST = 3;

/** What the report says it is made of, folded: the text of the sections about the department itself. */
export function compositionOf({ report, reference }: Analysis): string {
  const topic = reference.prose.topics.find((t) => t.overview);
  if (!topic) return '';
  let inside: number | undefined;
  let said = '';
  for (const { block } of report.tree.blocks) {
    const [line] = block.lines;
    if (block.kind === 'heading' && line) inside = levelUnder(topic, inside, line);
    else if (inside !== undefined && (block.kind === 'paragraph' || block.kind === 'table')) {
      said += block.lines.map(({ text }) => `${bareName(text)}\n`).join('');
    }
    if (said.length > MOST) return said.slice(0, MOST);
  }
  return said;
}

/** The level of the topic's heading that what follows a heading stands under; undefined where under none. */
function levelUnder(topic: Topic, inside: number | undefined, line: Line): number | undefined {
  const { level } = line;
  if (inside !== undefined && level > inside) return inside;
  return heads(topic, foldName(headingText(line).text)) ? level : undefined;
}

/** Whether a heading is one of a topic. */
function heads({ words, without }: Topic, heading: string): boolean {
  const holds = (word: string) => heading.includes(foldName(word));
  return words.some((all) => all.every(holds)) && !without?.some(holds);
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
  for (const relation of graph.where((r) => r.source.kind === 'report')) {
    if (!relation.id.startsWith('units.')) continue;
    if (relation.op !== '=' || !relation.total || isZero(relation.total)) continue;
    const state = graph.outcomes.get(relation)?.state;
    if (state === 'exact' || state === 'rounding') passed++;
    else if (state === 'broken') broken++;
  }
  return passed >= FEWEST && passed >= HOLDING * broken;
}
