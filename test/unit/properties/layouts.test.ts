import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWidth } from '../../../server/src/base/fold.ts';
import type { TableModel } from '../../../server/src/model/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { cellsOf } from '../../../server/src/syntax/line.ts';
import { times } from '../../support/texts.ts';
import { counts, keys, rewriteTables, spoiled, spoiledOnce } from './reports.ts';

const runs = times(12);

/** Keys without where a header stands: columns that come and go move nothing else. */
const told = (text: string) => keys(analyse(text));

/** The tables whose columns may be told by their headers alone. */
const isFree = (table: TableModel) =>
  table.form !== undefined && table.form.set === undefined && !table.empty;

describe('the same findings in another layout', () => {
  test('with other line ends and full-width digits in amounts', () => {
    const wide = (text: string) =>
      rewriteTables(text, (cells, table, role) =>
        role !== 'row'
          ? cells
          : cells.map((cell, c) =>
              table.columns[c]?.role === 'value'
                ? cell.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
                : cell,
            ),
      );
    const narrow = (all: string[]) => all.map(foldWidth);
    fc.assert(
      fc.property(spoiled, (text) => {
        const same = told(text);
        expect(told(text.replaceAll('\n', '\r\n'))).toEqual(same);
        expect(narrow(told(wide(text)))).toEqual(narrow(same));
      }),
      runs,
    );
  });

  /** One more column behind the last. */
  const inserted = (text: string, header: string, fill: string) =>
    rewriteTables(
      text,
      (cells, table, role, line) => {
        const own = table.numberLines.includes(line) ? '' : role === 'row' ? fill : header;
        return [...cells, role === 'delimiter' ? '---' : own];
      },
      isFree,
    );

  test('with a column for remarks, for last year, for the difference, or one that is blank', () => {
    // An amount that no sum of the year allows: whoever adds it says so.
    const columns = fc.constantFrom(
      ['备注', ''],
      ['备注', '含上年结转'],
      ['', ''],
      ['上年决算数', '0.00'],
      ['增减额', '0.00'],
      ['比上年增减%', '12.50%'],
    );
    fc.assert(
      fc.property(spoiledOnce, columns, (text, [header = '', fill = '']) => {
        expect(told(inserted(text, header, fill))).toEqual(told(text));
      }),
      runs,
    );
  });

  test('with the total column last', () => {
    fc.assert(
      fc.property(spoiledOnce, (text) => {
        const moved = rewriteTables(
          text,
          (cells, table) => {
            const [panel] = table.panels;
            const [first] = panel?.values ?? [];
            if (table.panels.length !== 1 || !first) return cells;
            return [...cells.filter((_, c) => c !== first.index), cells[first.index] ?? ''];
          },
          (table) => isFree(table) && !counts(table),
        );
        expect(told(moved)).toEqual(told(text));
      }),
      runs,
    );
  });

  test('with a table in two parts', () => {
    const gaps = fc.constantFrom(
      '（续表）',
      '（续）',
      '续表',
      '## 续表',
      '—10—',
      '第 3 页 共 9 页',
      '12',
      '续上表',
    );
    fc.assert(
      fc.property(spoiledOnce, gaps, fc.boolean(), fc.nat(1000), (text, gap, again, where) => {
        const lines = text.split('\n');
        const analysis = analyse(text);
        for (const { table, line } of [...analysis.report.tables].reverse()) {
          const rows = table.rows.map((r) => r.line).filter((l, i, all) => l !== all[i - 1]);
          if (!isFree(table) || table.dialect !== 'bar' || rows.length < 4) continue;
          const cut = rows[1 + (where % (rows.length - 2))] as number;
          // Without its header a part is known by a row of data.
          const holds = cellsOf(table.block.lines[cut] as never).some((c) => /\d\.\d/.test(c.text));
          const head = table.block.lines.slice(0, table.firstRow).filter((l) => l.kind === 'bar');
          if (!again && !holds) continue;
          lines.splice(line + cut, 0, '', gap, '', ...(again ? head.map((l) => l.text) : []));
        }
        const split = lines.join('\n');
        expect(analyse(split).report.tables.length).toBe(analysis.report.tables.length);
        expect(told(split)).toEqual(told(text));
      }),
      runs,
    );
  });

  test('under other titles and headers of the same meaning', () => {
    const first = analyse('').reference.forms;
    fc.assert(
      fc.property(spoiledOnce, fc.nat(50), fc.nat(50), (text, a, b) => {
        const analysis = analyse(text);
        const lines = text.split('\n');
        for (const { table } of analysis.report.tables) {
          const { form } = table;
          const at = table.context.titleLine;
          if (!form || form.set || at === undefined) continue;
          const names = [form.title, ...(form.aliases ?? [])].filter((n) => n.endsWith('表') && n.length > 5);
          const name = names[a % names.length] as string;
          // Only a name that is no other form's as well.
          if (first.match(name, undefined, analysis.report.front.kind)[0]?.form !== form) continue;
          lines[at] = (lines[at] as string).replace(/^(#+\s*).*$/, `$1${name}`);
        }
        const named = rewriteTables(lines.join('\n'), (cells, table, role) =>
          role !== 'header' || table.form?.structure !== 'tree'
            ? cells
            : cells.map((cell, c) => {
                const { form, path } = table.columns[c] ?? {};
                if (!form || path?.length !== 1) return cell;
                const own = [form.id, ...(form.aliases ?? [])].filter((n) => !n.includes('/'));
                const others = table.form?.panels[0]?.columns.filter((o) => o !== form) ?? [];
                const free = own.filter(
                  (n) =>
                    !others.some((o) => [o.id, ...(o.aliases ?? [])].some((x) => x.split('/').at(-1) === n)),
                );
                return free[b % Math.max(free.length, 1)] ?? cell;
              }),
        );
        // Places are named by header; rules and amounts stay.
        const bare = (all: string[]) =>
          all
            .map((k) =>
              k
                .split(' ')
                .filter((w) => !w.includes('·'))
                .join(' '),
            )
            .sort();
        expect(bare(told(named))).toEqual(bare(told(text)));
      }),
      runs,
    );
  });
});
