/** A comparison in one line, and what is said of a sentence that moved. */
import type { MessageId } from '../../messages/index.ts';
import type { Comparison } from './types.ts';

type Say = (id: MessageId, data?: Readonly<Record<string, string>>) => string;

/** How much was compared, and how much of it differs. */
export function comparisonSummary({ compared, counts, tables, sentences }: Comparison, say: Say): string {
  const all = { tables: String(compared.tables), all: String(compared.figures) };
  if (tables.length + sentences.length === 0) return say('compare.same', all);
  const part = (id: MessageId, count: number) => (count > 0 ? [say(id, { count: String(count) })] : []);
  const parts = [
    say('compare.figures', { count: String(counts.figures) }),
    ...part('compare.rows-added', counts.rowsAdded),
    ...part('compare.rows-removed', counts.rowsRemoved),
    ...part('compare.rows-renamed', counts.rowsRenamed),
    ...part('compare.tables-added', counts.tablesAdded),
    ...part('compare.tables-removed', counts.tablesRemoved),
    say('compare.sentences', { count: String(counts.sentences) }),
    ...part('compare.moves', counts.moved),
  ];
  return say('compare.summary', { ...all, parts: parts.join(say('compare.comma')) });
}

/** Where a sentence was moved from. */
export function movedText(from: string | undefined, say: Say): string {
  if (from === undefined) return say('compare.moved-within');
  return say('compare.moved', { from: from === '' ? say('compare.opening') : from });
}
