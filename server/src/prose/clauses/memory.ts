/** What earlier figures of a clause leave to later ones: `leaves` and `needs` in seeds/prose/patterns.yaml. */
import type { Compare } from '../events.ts';
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
  measuring: (said) => measuredBy(said),
  comparing: () => true,
  turning: ({ all: { subject, measure, year, last } }) => ({
    subject,
    measure: year === undefined && !last ? undefined : measure,
  }),
};

/** The amount of another year that the part `base` names (`是上年的 98%`). */
export function measuredBy(said: Said): Compare | undefined {
  const { last, year, measure } = said.told('base');
  if (!last && year === undefined) return undefined;
  return { with: 'last', ...(year === undefined ? {} : { year }), ...(measure ? { measure } : {}) };
}
