/**
 * Text of a PDF whose tables lost their columns: rows numbered 1, 2, 3, …, words and codes cut by line ends, blank
 * cells gone. Which columns the amounts of a row stand in is worked out from the equations that its form owes; only
 * what balances, and in one way only, is taken. The rest is marked for a person.
 */
import { append } from '../../../base/lists.ts';
import { message } from '../../../messages/index.ts';
import { gridOf } from '../grid.ts';
import type { Piece, Reading } from '../types.ts';
import { type Choice, choose } from './choose.ts';
import { countedColumns, tableAt } from './find.ts';
import { headerGrid } from './header.ts';
import { cellsOf, headerOf, layOut } from './layout.ts';
import { place } from './ways.ts';

/** Whether a text is one whose tables lost their columns. */
export function isUnruled(lines: readonly string[]): boolean {
  return (
    lines.filter((l) => countedColumns(l) !== undefined).length >= 2 &&
    lines.filter((l) => l.includes('\t')).length * 20 < lines.length
  );
}

/** Reads the tables; all other lines are left to `words`. */
export function readUnruled(lines: readonly string[], words: (lines: readonly string[]) => Piece[]): Reading {
  /** What was read, in order. Rows are placed when all tables are known: the equations between them help. */
  const read: (Piece | Choice)[] = [];
  let plain: string[] = [];
  const flush = () => {
    append(read, words(plain));
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const found = tableAt(lines, at);
    const layout = found && layOut(found.table);
    if (!found || !layout) {
      plain.push(lines[at] as string);
      at++;
      continue;
    }
    flush();
    const { title, properties, notes } = found.table;
    read.push({ kind: 'heading', level: 2, text: title });
    for (const property of properties) read.push({ kind: 'line', text: property });
    read.push(place(layout));
    for (const note of notes) read.push({ kind: 'line', text: note });
    read.push({ kind: 'blank' });
    at = found.end;
  }
  flush();
  choose(read.filter(isChoice));
  return { pieces: read.flatMap((part) => (isChoice(part) ? piecesOf(part) : [part])), remarks: [] };
}

function isChoice(part: Piece | Choice): part is Choice {
  return 'layout' in part;
}

/** The table, and its rows that a person must look at. */
function piecesOf({ layout, placed, unsure }: Choice): Piece[] {
  const rows = layout.rows.filter((_, r) => unsure.has(r));
  return [
    { kind: 'table', rows: [...headerGrid(headerOf(layout)), ...gridOf(cellsOf(layout, placed))] },
    ...rows.map((row): Piece => {
      const words = `${row.code} ${row.parts.map((p) => [p.label, ...p.amounts].join(' ')).join(' ')}`;
      return {
        kind: 'doubt',
        text: `${row.serial} ${words}`,
        told: message('zh', 'import.mark.row', { serial: row.serial, row: words }),
      };
    }),
  ];
}
