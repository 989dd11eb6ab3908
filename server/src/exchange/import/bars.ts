/** Rows as a report writes them. */
import { escapeCell } from '../../service.ts';

/** The lines of a table: its first row is the header. */
export function barLines([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head.map(escapeCell)),
    line(head.map(() => '---')),
    ...rows.map((cells) => line(cells.map(escapeCell))),
  ];
}
