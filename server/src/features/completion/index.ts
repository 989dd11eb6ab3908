/** Completion. Matching is done here – by number, by name, by pinyin – so that every editor offers the same. */

import type { Analysis } from '../../analysis/analysis.ts';
import type { Position } from '../../base/range.ts';
import type { Line } from '../../syntax/line.ts';
import { describeCode } from '../definitions.ts';
import { codeText, definitionOf } from '../hover.ts';
import { escapeMarkdown, paragraphs } from '../markdown.ts';
import { tableAt } from '../place.ts';
import {
  afterHeading,
  front,
  inChart,
  inComment,
  inFormula,
  inFrontMatter,
  inHeading,
  PATH_KEYS,
  property,
} from './lines.ts';
import { type Completion, type CompletionKind, type Completions, joined, MOST } from './matching.ts';
import { loadPinyin, syllables } from './pinyin.ts';
import { inProse, sentences } from './prose.ts';
import { inRow, rowBelow } from './rows.ts';

export type { Completion, CompletionKind, Completions };

/** What only the editor's side can tell; asked for where it is needed. */
export interface CompletionContext {
  /** Reports that 上年 and 汇总 may name, as paths relative to this one's folder. */
  readonly paths?: () => Promise<readonly string[]>;
}

/** What can stand at a position, best first. */
export async function complete(
  analysis: Analysis,
  position: Position,
  context: CompletionContext = {},
): Promise<Completions | undefined> {
  await loadPinyin();
  const line = analysis.tree.lines[position.line];
  if (!line || position.character > line.text.length) return undefined;
  const isPath = PATH_KEYS.some((key) => new RegExp(`^\\s*${key}\\s*[:：]`).test(line.text));
  const paths = isPath ? await context.paths?.() : undefined;
  const found = offer(analysis, position, line, paths ?? []);
  if (!found) return undefined;
  // A column or row without a name offers nothing to write.
  const items = found.items.filter((i) => i.label !== '');
  return items.length <= MOST ? { ...found, items } : { items: items.slice(0, MOST), complete: false };
}

/** Works out, name by name, what the first completion by pinyin needs, so that it need not wait for it. */
export async function* warmCompletion(analysis: Analysis): AsyncIterable<void> {
  await loadPinyin();
  let made = 0;
  for (const entry of analysis.reference.codes.entries) {
    syllables(entry.name);
    if (++made % 50 === 0) yield;
  }
}

function offer(
  analysis: Analysis,
  position: Position,
  line: Line,
  paths: readonly string[],
): Completions | undefined {
  if (line.kind === 'comment') return inComment(analysis, position, line);
  if (line.kind === 'heading') return inHeading(analysis, position, line);
  if (line.kind === 'formula') return inFormula(analysis, position, line);
  if (line.kind === 'chart') return inChart(analysis, position, line);
  const table = tableAt(analysis, position.line);
  const role = table?.table.block.roles[position.line - table.line];
  if (table && role === 'row') return inRow(analysis, position, line, table);
  if (role === 'delimiter') return undefined;
  if (inFrontMatter(analysis, position.line)) return front(analysis, position, line, paths);
  const above = tableAt(analysis, position.line - 1);
  const row = above && above.table.block.roles[position.line - 1 - above.line] === 'row';
  const begun = row ? rowBelow(analysis, position, line, above) : undefined;
  if (begun && begun.items.length > 0) return begun;
  if (role === 'property' || afterHeading(analysis, position.line)) {
    const found = property(analysis, position, line);
    const whole = sentences(analysis, position);
    if (whole && whole.items.length > 0) return joined(whole, found);
    if (found && found.items.length > 0) return found;
  }
  return inProse(analysis, position, line);
}

/** What an editor shows beside an item that somebody looks at. */
export interface CompletionText {
  readonly detail: string;
  /** Markdown; '' where there is nothing to add. */
  readonly documentation: string;
}

/** The rest of an item, which costs more than it is worth for those that nobody looks at. */
export function describeCompletion(analysis: Analysis, item: Completion): CompletionText {
  const { code, kind, newText, detail, label } = item;
  if (code) {
    return {
      detail,
      documentation: codeText(analysis, describeCode(analysis, code.catalogue, code.code, ''), ''),
    };
  }
  switch (kind) {
    case 'table':
      return { detail, documentation: `\`\`\`\n${newText.replaceAll('`', '’')}\n\`\`\`` };
    case 'sentence':
      return { detail, documentation: paragraphs(...newText.split(/\r?\n/).map(escapeMarkdown)) };
    case 'rule':
      return { detail, documentation: escapeMarkdown(analysis.titleOf(label) ?? '') };
    default:
      return { detail, documentation: definitionOf(analysis, label) ?? '' };
  }
}
