/** What one version of a text and the next owe each other. */
import { expect, test } from 'vitest';
import { analyse } from '../../../../server/src/rules/analyse.ts';
import { picture } from '../../../support/same.ts';
import { EXAMPLE } from '../../../support/texts.ts';
import { linked, withLast } from './edits.ts';

test('work in steps says the same, also where somebody asks in between', () => {
  const whole = picture(analyse(EXAMPLE));
  for (const askAt of [1, 3, 5, 8, 13, 21, 34, 55]) {
    const analysis = analyse(EXAMPLE);
    let steps = 0;
    while (!analysis.work(() => false)) {
      steps++;
      if (steps === askAt) void [analysis.report, analysis.prose, analysis.sentences][askAt % 3];
      if (steps === 2 * askAt) void analysis.graph;
      // What is known so far is told, and nothing that rests on more.
      if (analysis.hasReport && !analysis.isReady) expect(analysis.known.findings).toEqual([]);
    }
    expect(steps).toBeGreaterThan(1);
    expect(analysis.isReady).toBe(true);
    expect(picture(analysis)).toEqual(whole);
  }
});

test('an analysis that was taken over from still answers, from its own text', () => {
  const first = analyse(EXAMPLE);
  const found = picture(first);
  const changed = EXAMPLE.replace('1,027.00', '1,027.01');
  const second = analyse(changed, {}, first);
  expect(picture(second)).toEqual(picture(analyse(changed)));
  expect(picture(first)).toEqual(found);
});

test('reference data and language may change between two analyses', () => {
  const zh = analyse(EXAMPLE);
  void zh.findings;
  const en = analyse(EXAMPLE, { locale: 'en' }, zh);
  expect(en.findings).toEqual(analyse(EXAMPLE, { locale: 'en' }).findings);
  expect(en.coverage).toEqual(analyse(EXAMPLE, { locale: 'en' }).coverage);
});

test('the text with last year’s report holds what it is there for', () => {
  const ids = analyse(withLast(), linked()).graph.relations.map((r) => r.id);
  expect(ids.filter((id) => id === 'r.prose.change').length).toBeGreaterThan(1);
});
