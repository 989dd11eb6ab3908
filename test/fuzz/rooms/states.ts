/** Reports that are being written: tables emptied, half filled, filled again. What is not there is not zero. */

import { isOfSums } from '../../../server/src/relations/rule-order.ts';
import { mend, open, tablesOf } from '../../../server/src/service.ts';
import { equal, must, Places, sound } from '../checks.ts';
import { entry } from '../entry.ts';
import type { Random } from '../random.ts';
import { amounts } from '../reading.ts';
import { number, REPORTS, SECTIONS, SMALL } from '../texts.ts';

interface Begun {
  readonly text: string;
  /** The same report, some keys later. */
  readonly later: readonly string[];
}

const AMOUNT = /(?<=\|\s*|\t)-?[\d,]+\.\d+(?=\s*\||\t|$)/gm;
const isRow = (line: string) => /^\||\t/.test(line) && !/^\|[\s:|-]+$/.test(line);

/** Lines of tables: from the first row of each to its last. */
function tablesIn(lines: readonly string[]): (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= lines.length; i++) {
    const row = i < lines.length && /^\||\t/.test(lines[i] as string);
    if (row && from < 0) from = i;
    if (!row && from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

const blank = (r: Random, line: string) =>
  line.replace(AMOUNT, (n) =>
    r.oneIn(12) ? r.pick(['—', '-', '0', '0.00', '待填', '/', '…']) : ' '.repeat(n.length),
  );
const cells = (line: string) => line.split('|');

/** One thing that somebody does who fills in a report, or takes it apart. */
function step(r: Random, text: string): string {
  const lines = text.split('\n');
  const tables = tablesIn(lines);
  const [from, to] = tables.length > 0 ? r.pick(tables) : [0, lines.length];
  const each = (change: (line: string, i: number) => string) => {
    for (let i = from; i < to; i++) if (isRow(lines[i] as string)) lines[i] = change(lines[i] as string, i);
  };
  switch (r.below(9)) {
    case 0:
    case 1:
      // The whole table.
      each((line) => blank(r, line));
      break;
    case 2: {
      // All tables but some.
      for (const [a, b] of tables)
        if (!r.oneIn(3)) for (let i = a; i < b; i++) lines[i] = blank(r, lines[i] as string);
      break;
    }
    case 3: {
      // From a row on.
      const at = r.between(from, to);
      each((line, i) => (i >= at ? blank(r, line) : line));
      break;
    }
    case 4: {
      const column = r.between(1, 9);
      each((line) =>
        cells(line)
          .map((c, i) => (i === column ? c.replace(/^\s*-?[\d,]+\.\d+\s*$/, '  ') : c))
          .join('|'),
      );
      break;
    }
    case 5: {
      const at = r.between(from, Math.max(from, to - 1));
      lines[at] = blank(r, lines[at] ?? '');
      break;
    }
    case 6:
      // One cell is filled in.
      for (let i = r.between(from, to); i < to; i++)
        if (/\|\s*\|/.test(lines[i] as string)) {
          lines[i] = (lines[i] as string).replace(/\|\s*\|/, `| ${number(r)} |`);
          break;
        }
      break;
    case 7:
      lines.splice(
        r.between(from, to),
        0,
        r.pick([
          '// 待核对（缺行）：以下各行没有读出',
          '// 待核对（缺栏）：右边的栏没有读出',
          '注：本表无数据。',
          '注：本部门没有此项收支，故本表为空。',
        ]),
      );
      break;
    default: {
      // A row goes, or the rest of the table.
      const at = r.between(from, Math.max(from, to - 1));
      lines.splice(at, r.oneIn(3) ? to - at : 1);
    }
  }
  return lines.join('\n');
}

export const states = entry(
  'states',
  5,
  (r): Begun => {
    const front = r.oneIn(2) ? '状态：编制中\n' : r.oneIn(3) ? '状态：已公开\n' : '';
    let text = r.oneIn(300)
      ? r.pick(REPORTS)
      : `单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n${front}\n${r.oneIn(2) ? r.times(1, 3, () => r.pick(SECTIONS)).join('\n') : r.pick(SMALL).replace(/^(?:单位|年度|类型|金额单位|标题)：.*\n/gm, '')}`;
    for (let i = r.between(1, 2); i > 0; i--) text = step(r, text);
    const later: string[] = [];
    for (let i = r.below(4); i > 0; i--) later.push(step(r, r.oneIn(4) ? text : (later.at(-1) ?? text)));
    return { text, later };
  },
  ({ text, later }) => {
    let analysis = open(text);
    for (const now of later) {
      void analysis.findings;
      analysis = open(now, {}, analysis);
    }
    const last = later.at(-1) ?? text;
    const fresh = open(last);
    const places = new Places(last);
    sound(fresh, places);
    equal(analysis.findings, fresh.findings, 'other findings than from scratch');
    equal(analysis.coverage, fresh.coverage, 'another coverage than from scratch');
    const states = tablesOf(fresh);
    equal(tablesOf(analysis), states, 'other states of tables than from scratch');
    const tables = fresh.report.tables;
    must(states.length === tables.length, 'a table without a state', states.length, tables.length);
    for (const [i, { state, title, range }] of states.entries()) {
      places.range(range, 'table');
      if (state !== 'unfilled') continue;
      const { table, line: from } = tables[i] as (typeof tables)[number];
      const to = from + table.block.lines.length;
      const inside = fresh.findings.filter(
        (f) =>
          (isOfSums(f.rule) || f.rule === 'rounding') &&
          f.range.start.line >= from &&
          f.range.start.line < to,
      );
      must(
        inside.length === 0,
        'a table that is not filled is reckoned with',
        title,
        inside.map((f) => [f.rule, f.message]),
      );
    }
    // Mending what is sure fills in nothing that nobody wrote.
    const mended = mend(last, {}, true);
    const before = [...amounts(fresh).values()].reduce((a, b) => a + b, 0);
    if (states.every((s) => s.state === 'unfilled'))
      must(
        [...amounts(mended.analysis).values()].reduce((a, b) => a + b, 0) <= before,
        'an empty report was filled in',
        mended.applied,
      );
  },
);
