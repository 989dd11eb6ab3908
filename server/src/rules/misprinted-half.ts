/** A row whose name is exactly that of a code beside its own: which half of it is likelier the misprinted one. */
import { foldName } from '../base/fold.ts';
import type { CodeEntry } from '../reference/types.ts';
import type { CodedRow } from './coded-rows.ts';

/**
 * Tells the half by the tree, the other tables and the rows beside it: the code, where the other code stands nowhere in
 * the table and this one stands twice, or out of order where the other would be in order, or where other tables print
 * the other code with this name and never this one; else the name.
 * @param all the coded rows of the report
 * @param other the code whose name is printed
 */
export function misprintedHalf(coded: CodedRow, other: CodeEntry, all: readonly CodedRow[]): 'code' | 'name' {
  const own = all.filter((c) => c.placed === coded.placed);
  if (own.some((c) => c.code === other.code)) return 'name';
  if (own.some((c) => c !== coded && c.code === coded.code)) return 'code';
  const elsewhere = all.filter((c) => c.placed !== coded.placed && c.catalogue === coded.catalogue);
  const named = elsewhere.some(
    (c) => c.code === other.code && foldName(c.row.label) === foldName(other.name),
  );
  if (named && !elsewhere.some((c) => c.code === coded.code)) return 'code';
  const at = own.indexOf(coded);
  const fits = (code: string) =>
    (own[at - 1]?.code ?? '') < code && (own[at + 1] === undefined || code < (own[at + 1] as CodedRow).code);
  return fits(other.code) && !fits(coded.code) ? 'code' : 'name';
}
