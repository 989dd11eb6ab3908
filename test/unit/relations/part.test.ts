import { expect, test } from 'vitest';
import { Part } from '../../../server/src/relations/part.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { EXAMPLE } from '../../support/texts.ts';

test('a part without relations counts none, in any state', () => {
  expect(new Part([]).counts).toEqual({
    exact: 0,
    rounding: 0,
    broken: 0,
    notChecked: 0,
    notApplicable: 0,
  });
});

test('what a part counts is what its relations came out as, explanations left aside', () => {
  const { relations } = analyse(EXAMPLE).graph;
  const part = new Part(relations);
  for (const [state, count] of Object.entries(part.counts))
    expect([state, count]).toEqual([
      state,
      relations.filter((r) => !r.explanation && r.outcome?.state === state).length,
    ]);
  for (const state of ['broken', 'rounding', 'notChecked'] as const)
    expect(part.in(state)).toEqual(relations.filter((r) => !r.explanation && r.outcome?.state === state));
});
