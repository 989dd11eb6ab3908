/**
 * Right sentences of strangers, two at a time under one heading: what the first leaves to the second is no reason for a
 * finding. Only those that say what the tables say; what each stranger made up of other years and budgets, others deny.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pushTo } from '../../../server/src/base/maps.ts';
import type { Analysis } from '../../../server/src/service.ts';
import { reportWith } from '../../support/corpus.ts';
import { everything } from '../../support/everything.ts';
import { version } from '../../support/samples.ts';

interface Case {
  readonly context: string;
  readonly section: string;
  readonly text: string;
  readonly untied?: readonly string[];
}

const read = (name: string): readonly Case[] =>
  JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')).cases;

/** Words of what no table of the contexts has. */
const OTHER =
  /[比较同]|上年|去年|年度?初|预算[^，。]*(?:为|数)|增|减|计划|批次|人次|辆|中小|小微|(?:20(?!23|25)\d\d)年/;

/** Owed by a whole report, of which a sentence is a part; or said of paragraphs that are alike. */
const OF_REPORTS = new Set(['missing-detail', 'missing-reason', 'missing-section', 'amount-count']);

const groups = new Map<string, Case[]>();
for (const c of [...read('strangers'), ...read('right-sentences')])
  if (!c.untied && !OTHER.test(c.text)) pushTo(groups, `${c.context} ${c.section}`, c);

test('there are enough of them', () => {
  expect([...groups.values()].filter((texts) => texts.length > 1).length).toBeGreaterThan(5);
});

let last: Analysis | undefined;

test.each([...groups].filter(([, texts]) => texts.length > 1))('%s', (_, texts) => {
  const wrong: string[] = [];
  for (const [i, a] of texts.entries())
    for (const [k, b] of texts.entries()) {
      if (i === k || (!everything && (i + k) % 3 > 0)) continue;
      for (const between of ['', '\n\n']) {
        const report = reportWith(a.context, a.section, a.text + between + b.text);
        const from = report.split('\n').indexOf(`## ${a.section}`);
        last = version(report, last);
        for (const f of last.findings)
          if (f.range.start.line >= from && f.severity !== 'hint' && !OF_REPORTS.has(f.rule))
            wrong.push(`${a.text}${between}${b.text}\n${f.rule}: ${f.message}`);
      }
    }
  expect(wrong).toEqual([]);
});
