import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getOrMake } from '../../../server/src/base/maps.ts';
import type { TableModel } from '../../../server/src/model/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { times } from '../../support/texts.ts';
import { counts, keys, parts, rewriteTables, shuffled, spoiled, spoiledOnce } from './reports.ts';

const runs = times(25);

describe('the same findings', () => {
  test('with the tables in another order', () => {
    fc.assert(
      fc.property(spoiled, fc.array(fc.nat(100), { minLength: 9, maxLength: 9 }), (text, order) => {
        const { head, tables } = parts(text);
        const moved = [head, ...shuffled(tables, order)].join('\n');
        expect(keys(analyse(moved))).toEqual(keys(analyse(text)));
      }),
      runs,
    );
  });

  test('with the value columns of each panel in another order', () => {
    fc.assert(
      fc.property(spoiledOnce, fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }), (text, order) => {
        const moved = rewriteTables(
          text,
          (cells, table) => {
            const out = [...cells];
            for (const panel of table.panels) {
              const own = panel.values.map((c) => c.index);
              shuffled(own, order).forEach((from, i) => {
                out[own[i]!] = cells[from] ?? '';
              });
            }
            return out;
          },
          (table) => !counts(table) && table.form !== undefined,
        );
        expect(keys(analyse(moved))).toEqual(keys(analyse(text)));
      }),
      runs,
    );
  });

  // Columns that a formula names one by one make no claim where one of them is absent: those of a group alone.
  test('without columns that hold nothing and that a group adds up', () => {
    fc.assert(
      fc.property(spoiledOnce, (text) => {
        const empty = (table: TableModel) =>
          table.columns
            .filter(
              (c) => c.role === 'value' && !c.form?.required && (c.form?.group !== undefined || c.ofWhich),
            )
            .filter((c) => table.rows.every((r) => (r.cells.get(c)?.state ?? 'blank') === 'blank'))
            .map((c) => c.index);
        const gone = new Map<TableModel, Set<number>>();
        const moved = rewriteTables(
          text,
          (cells, table) => {
            const out = getOrMake(gone, table, () => new Set(empty(table)));
            return cells.filter((_, c) => !out.has(c));
          },
          (table) => !table.empty,
        );
        expect(keys(analyse(moved))).toEqual(keys(analyse(text)));
      }),
      runs,
    );
  });

  test('with spaces and line breaks inside header words', () => {
    const blank = fc.constantFrom(' ', '　', '<br>', '  ', '\u00a0');
    fc.assert(
      fc.property(
        spoiled,
        fc.array(fc.tuple(fc.nat(30), blank), { minLength: 3, maxLength: 3 }),
        (text, breaks) => {
          const moved = rewriteTables(text, (cells, _table, role) =>
            role !== 'header'
              ? cells
              : cells.map((cell, c) => {
                  const [at, what] = breaks[c % breaks.length]!;
                  const han = [...cell.matchAll(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu)].map(
                    (m) => m.index,
                  );
                  const place = han[at % Math.max(han.length, 1)];
                  return place === undefined ? cell : cell.slice(0, place) + what + cell.slice(place);
                }),
          );
          expect(moved).not.toBe(text);
          expect(keys(analyse(moved))).toEqual(keys(analyse(text)));
        },
      ),
      runs,
    );
  });

  test('with spaces inside labels and names', () => {
    fc.assert(
      fc.property(spoiled, fc.nat(30), fc.constantFrom(' ', '　', '<br>'), (text, at, what) => {
        const moved = rewriteTables(text, (cells, table, role) =>
          role !== 'row'
            ? cells
            : cells.map((cell, c) => {
                if (table.columns[c]?.role !== 'label') return cell;
                const han = [...cell.matchAll(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu)].map((m) => m.index);
                const place = han[at % Math.max(han.length, 1)];
                return place === undefined ? cell : cell.slice(0, place) + what + cell.slice(place);
              }),
        );
        expect(keys(analyse(moved)).map((k) => k.replaceAll('<br>', ''))).toEqual(keys(analyse(text)));
      }),
      runs,
    );
  });
});
