/** A place of a file that came, in words: 第 12 页, 收入决算表!D14, 第 2 个表第 5 行第 3 列, 第 40 段. */
import type { Origin } from '../base/origin.ts';
import type { MessageId } from './index.ts';

/** Says a message in the language of whoever reads it. */
type Say = (id: MessageId, data?: Readonly<Record<string, string>>) => string;

export function placeWords(
  { page, sheet, cell, table, row, column, paragraph, file }: Origin,
  say: Say,
): string {
  const number = (n: number) => String(n);
  if (page !== undefined) return say('review.place.page', { page: number(page) });
  if (sheet !== undefined) return cell === undefined ? sheet : `${sheet}!${cell}`;
  if (table !== undefined)
    return row === undefined
      ? say('review.place.table', { table: number(table) })
      : say(column === undefined ? 'review.place.row' : 'review.place.cell', {
          table: number(table),
          row: number(row),
          column: number(column ?? 0),
        });
  if (paragraph === undefined)
    return row === undefined ? '' : say('review.place.line', { line: number(row) });
  const isLine = /\.(?:disclosure|txt|md)$/i.test(file);
  return say(isLine ? 'review.place.line' : 'review.place.paragraph', {
    line: number(paragraph),
    paragraph: number(paragraph),
  });
}

/** The file too: `决算.pdf 第 12 页`. */
export function originWords(origin: Origin, say: Say): string {
  return [origin.file, placeWords(origin, say)].filter((text) => text !== '').join(' ');
}
