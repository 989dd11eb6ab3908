/** English texts, complete against zh.ts. */
import type { zh } from './zh.ts';

export const en: Record<keyof typeof zh, string> = {
  'code.catalogue.functional': 'expenditure by function',
};
