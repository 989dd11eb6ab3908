/** Every rule has a page, every page a rule, and every page's samples give what they say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import {
  analysePage,
  applyFixes,
  findingsOf,
  mark,
  messagesIn,
  type Page,
  placesOf,
  readPage,
  type Sample,
} from '../support/page.ts';

const folder = new URL('../../docs/rules/', import.meta.url);
const names = existsSync(folder)
  ? readdirSync(folder).filter((n) => n.endsWith('.md') && n !== 'README.md')
  : [];
const pageOf = (id: string): Page => readPage(readFileSync(new URL(`${id}.md`, folder), 'utf8'));

/** Findings that say that a text cannot be read as it stands; a fix must bring none. */
const SYNTAX = ['ragged-row', 'bad-number', 'bad-waiver', 'bad-reference'];

test('every page has a rule, every rule a page', () => {
  expect(names.map((n) => n.replace(/\.md$/, '')).sort()).toEqual(rules.map((r) => r.id).sort());
});

describe.each(rules.map((r) => [r.id, r] as const).filter(([id]) => names.includes(`${id}.md`)))(
  '%s',
  (id, rule) => {
    const page = pageOf(id);

    test('the page is headed by the rule and speaks to its reader', () => {
      expect(page.id).toBe(id);
      for (const heading of ['查什么', '为什么', '怎么改', '何时豁免'])
        expect(page.prose).toContain(`## ${heading}`);
      expect(page.samples.some((s) => s.marks.length > 0)).toBe(true);
      expect(page.samples.some((s) => s.marks.length === 0)).toBe(true);
    });

    test.each(page.samples.map((s) => [s.line, s] as const))('sample at line %i', (_, sample) => {
      checkSample(page, sample);
    });

    test('every message of the rule is shown', () => {
      const shown = new Set<string>();
      for (const sample of page.samples) {
        for (const finding of findingsOf(analysePage(page, sample.source), id)) {
          for (const text of [finding.message, ...finding.related.map((r) => r.message)]) {
            for (const found of messagesIn(text, rule.says)) shown.add(`${id}.${found}`);
          }
        }
      }
      const messages = Object.keys(rule.says).map((what) => `${id}.${what}`);
      const missing = messages.filter((m) => !shown.has(m) && !page.notShown.includes(m));
      expect(missing).toEqual([]);
      // What is said to be not shown must exist, and be not shown.
      expect(page.notShown.filter((m) => !messages.includes(m) || shown.has(m))).toEqual([]);
    });

    test('a fix of the rule is shown', () => {
      const offered = page.samples.some((s) =>
        findingsOf(analysePage(page, s.source), id).some((f) => f.fixes.length > 0),
      );
      expect(page.samples.some((s) => s.fix !== undefined)).toBe(offered);
    });
  },
);

function checkSample(page: Page, sample: Sample): void {
  const analysis = analysePage(page, sample.source);
  const found = findingsOf(analysis, page.id);
  expect(mark(sample.source, placesOf(found))).toBe(mark(sample.source, sample.marks));
  if (!sample.fix) return;
  const fixed = applyFixes(analysis, found);
  const lines = fixed.split('\n');
  for (const line of sample.fix) if (line !== '') expect(lines).toContain(line);
  const after = analysePage(page, fixed);
  expect(findingsOf(after, page.id).length).toBeLessThan(found.length);
  const bad = (a: typeof analysis) => a.findings.filter((f) => SYNTAX.includes(f.rule)).length;
  expect(bad(after)).toBeLessThanOrEqual(bad(analysis));
}
