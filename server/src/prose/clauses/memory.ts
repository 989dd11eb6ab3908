/** What earlier figures of a clause leave to later ones: `leaves` and `needs` in seeds/prose/patterns.yaml. */
import type { ClauseMemory, Said } from './said.ts';
import { lastMeasure } from './words.ts';

export type Memory = keyof ClauseMemory;

/** What a figure leaves. */
export const LEAVE: { readonly [M in Memory]: (said: Said) => ClauseMemory[M] } = {
  completing: (said) => (said.num.role === 'count' ? 'count' : lastMeasure(said.tokens('measure'))),
  sharing: (said) => {
    const { subject: of, measure: ofMeasure } = said.told('of');
    return { of, ofMeasure, subject: said.told('subject').subject };
  },
  comparing: () => true,
  turning: ({ all: { subject, measure, year, last } }) => ({
    subject,
    measure: year === undefined && !last ? undefined : measure,
  }),
};
