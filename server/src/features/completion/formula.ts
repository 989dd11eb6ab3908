/** Completion in a formula: tables, rows, columns. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName } from '../../base/fold.ts';
import { KEY } from '../../base/keys.ts';
import { getOrMake } from '../../base/maps.ts';
import { type Position, rangeOf } from '../../base/range.ts';
import type { TableModel } from '../../model/types.ts';
import { writeName } from '../../syntax/formula.ts';
import type { Line } from '../../syntax/line.ts';
import {
  type Candidate,
  type Completions,
  choose,
  completionOf,
  foldedName,
  type Matchable,
  Matcher,
} from './matching.ts';

// ---- formulas ----

/** References: tables, then their rows, then their columns. */
export function inFormula(analysis: Analysis, position: Position, line: Line): Completions | undefined {
  const before = line.text.slice(line.text.search(/[:：]/) + 1, position.character);
  const word = /(?<![^\s=＝≥≤+*，,()（）])[^\s=＝≥≤+*，,()（）]*$/.exec(before)?.[0] ?? '';
  const parts = word.split('.');
  const typed = parts.at(-1) as string;
  const range = rangeOf(position.line, position.character - typed.length, position.character);
  const all = analysis.report.tables;
  if (parts.length === 1) {
    return choose(
      typed,
      range,
      all.map(({ table }): Candidate => {
        const name = table.number === undefined ? writeName(table.title) : KEY.number + table.number;
        return {
          label: name,
          kind: 'reference',
          name: `${name}${table.title}`,
          newText: `${name}.`,
          detail: table.title,
        };
      }),
    );
  }
  const named = foldName(parts[0] as string);
  const placed = all.find(
    (t) => named === KEY.number + (t.table.number ?? '') || named === foldName(t.table.title),
  );
  if (!placed) return undefined;
  if (parts.length === 2) {
    const { items } = new Matcher(typed).best(
      namedRows(placed.table),
      (r) => r,
      () => 5,
    );
    return {
      complete: false,
      items: items.map(({ label, detail }) =>
        completionOf({ label, detail, kind: 'reference' }, typed, range),
      ),
    };
  }
  const columns = placed.table.columns.filter((c) => c.role === 'value' || c.role === 'percent');
  return choose(
    typed,
    range,
    columns.map(
      (c): Candidate => ({
        label: writeName(c.path.at(-1) ?? ''),
        kind: 'reference',
        detail: c.path.join('/'),
      }),
    ),
  );
}

interface NamedRow extends Matchable {
  readonly label: string;
  readonly detail: string;
}

const rowNames = new WeakMap<TableModel, readonly NamedRow[]>();

/** The rows that a formula may name; one that another unit has again is named once. */
function namedRows(table: TableModel): readonly NamedRow[] {
  return getOrMake(rowNames, table, () => {
    const found = new Map<string, NamedRow>();
    for (const { code, label } of table.rows) {
      const key = code ?? label;
      if (key === '' || found.has(key)) continue;
      const name = `${code ?? ''}${label}`;
      found.set(key, {
        label: code ?? writeName(label),
        detail: label,
        name,
        folded: foldedName(name),
        digits: code,
      });
    }
    return [...found.values()];
  });
}
