import { describe, expect, test } from 'vitest';
import { tableSkeleton } from '../../../server/src/features/skeleton.ts';
import { builtInReference } from '../../../server/src/reference/index.ts';
import { open } from '../../../server/src/service.ts';
import { filledForm } from '../../support/fill-form.ts';

/** What a report of one table lacks. */
const LACKED = new Set(['missing-table', 'missing-section']);

/** Forms whose cells are words, and those that a whole report is filled with in filled-skeleton.test.ts. */
const { forms } = builtInReference().forms;
const tried = forms.filter((f) => f.required !== true && f.structure !== 'free');

describe('the skeleton of each form', () => {
  test.each(forms.map((f) => [f.id, f] as const))(
    '%s: is known, and only said not to be filled',
    (_, form) => {
      const front = `单位：示例局\n年度：2024\n类型：${form.kind === '预算' ? '预算' : '决算'}\n金额单位：万元\n状态：编制中\n\n`;
      const { report, findings } = open(front + tableSkeleton(open(front), form, '\n'));
      expect(report.tables.map(({ table }) => table.form?.id)).toEqual([form.id]);
      const allowed = new Set([...LACKED, 'empty-table-note']);
      expect(findings.filter((f) => !allowed.has(f.rule)).map((f) => f.message)).toEqual([]);
    },
  );
});

describe('the skeleton of each form that no report owes', () => {
  test('there are many', () => expect(tried.length).toBeGreaterThan(25));

  for (const form of tried)
    for (const year of [2018, 2024])
      test(`${form.id}, ${year}: filled with right figures, nothing is told`, () => {
        const text = filledForm(form, year);
        const { report, findings, graph } = open(text);
        const [placed] = report.tables;
        expect(placed?.table.form?.id).toBe(form.id);
        expect(placed?.table.state, text).toBe('complete');
        const told = findings.filter((f) => !LACKED.has(f.rule)).map((f) => `${f.rule} ${f.message}`);
        expect(told, text).toEqual([]);
        const broken = graph.relations.filter((r) => graph.outcomes.get(r)?.state === 'broken');
        expect(broken.map((r) => r.id)).toEqual([]);
      });

  test('of each of them a wrong total is told', () => {
    const missed = tried
      .filter((f) => f.structure === 'tree' && (f.tree?.total ?? '') !== '')
      .filter((form) => {
        const text = filledForm(form, 2024);
        const lines = text.split('\n');
        const at = lines.findIndex((l) => /^\| 合计/.test(l));
        if (at < 0) return true;
        lines[at] = (lines[at] as string).replace(
          /(\d)(\d*\.\d\d)(?=[^\d]*$|\s)/,
          (_, d: string, rest: string) => `${(Number(d) % 9) + 1}${rest}`,
        );
        return !open(lines.join('\n')).findings.some((f) => f.severity === 'error');
      });
    expect(missed.map((f) => f.id)).toEqual([]);
  });
});
