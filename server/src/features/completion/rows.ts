/** Completion in the rows of a table: codes, names, headers, and the amounts that relations ask for. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName } from '../../base/fold.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Line } from '../../syntax/line.ts';
import { rowsOn } from '../place.ts';
import { amounts } from './amounts.ts';
import { codesUnder, pathText, rankOfCodes } from './codes.ts';
import { type Candidate, type Completions, choose, completionOf, Matcher } from './matching.ts';
import { codeNames, codes, labels } from './row-codes.ts';
import { type Slot, slotAt, split } from './slot.ts';

export { amounts } from './amounts.ts';

/** What can stand in the cell at a position of a table's row. */
export function inRow(
  analysis: Analysis,
  position: Position,
  line: Line,
  placed: PlacedTable,
): Completions | undefined {
  const slot = slotAt(line, position);
  if (!slot) return undefined;
  const { table } = placed;
  const at = position.line - placed.line;
  const rows = rowsOn(table, at);
  if (table.headerLines.includes(at)) return at === table.headerLines[0] ? headers(placed, slot) : undefined;
  const column = table.columns[slot.index];
  const panel = column && table.panels[column.panel];
  if (!column || !panel) return undefined;
  const row = rows.find((r) => r.panel === panel);
  const cell = { placed, panel, column, row, slot, line, at };
  switch (column.role) {
    case 'code':
      return codes(analysis, cell);
    case 'label':
      return panel.codes.length > 0 ? codeNames(analysis, cell) : labels(analysis, placed, panel, slot);
    case 'value':
    case 'percent': {
      const figure = row?.cells.get(column) ?? rows.map((r) => r.cells.get(column)).find((f) => f);
      return figure && amounts(analysis, figure, slot.range, slot.typed);
    }
    default:
      return undefined;
  }
}

/** Columns of the form that the header lacks. */
function headers({ table }: PlacedTable, slot: Slot): Completions {
  const { form } = table;
  const several = (form?.panels.length ?? 0) > 1;
  const have = new Set(table.columns.map((c) => foldName(c.path.join('/'))));
  const candidates: Candidate[] = [];
  for (const panel of form?.panels ?? []) {
    for (const column of panel.columns) {
      const name = several ? `${panel.id}/${column.id}` : column.id;
      if (have.has(foldName(name))) continue;
      candidates.push({ label: name, kind: 'key', rank: column.required ? 1 : 3, detail: form?.title ?? '' });
    }
  }
  return choose(slot.typed, slot.range, candidates);
}

/** Whole rows on a line below a table that has no bar yet: the code, its name, and a blank cell for each column. */
export function rowBelow(
  analysis: Analysis,
  position: Position,
  line: Line,
  placed: PlacedTable,
): Completions | undefined {
  const { table } = placed;
  const panel = table.panels[0];
  const [code] = panel?.codes ?? [];
  const [label] = panel?.labels.filter((l) => l !== code) ?? [];
  const typed = line.text.slice(0, position.character).trim();
  if (table.dialect !== 'bar' || !panel?.catalogue || !code || panel.codes.length > 1) return undefined;
  if (typed === '' || line.text.slice(position.character).trim() !== '') return undefined;
  const { digits, rest } = split(typed);
  if (digits === '' && !/^[a-z]{2,}$/i.test(rest)) return undefined;
  const { items } = new Matcher(rest).best(
    codesUnder(analysis.reference.codes, panel.catalogue, digits),
    (c) => c,
    rankOfCodes(analysis, placed, panel, position.line - placed.line),
  );
  const range = rangeOf(position.line, 0, line.text.length);
  return {
    complete: false,
    items: items.map(({ entry }) => {
      const cells = table.columns.map((c) => (c === code ? entry.code : c === label ? entry.name : ''));
      const first = table.columns.findIndex((c) => c.role === 'value');
      const row = (stop: string) => `| ${cells.map((text, i) => (i === first ? stop : text)).join(' | ')} |`;
      return completionOf(
        {
          label: `${entry.code} ${entry.name}`,
          detail: pathText(analysis, entry),
          kind: 'code',
          newText: row(''),
          snippet: snippetText(row('\0')).replace('\0', '$0'),
          code: entry,
        },
        line.text.slice(0, position.character),
        range,
      );
    }),
  };
}

/** Text as a snippet writes it. */
function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
