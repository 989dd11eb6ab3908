/** A report of a province: what of its style the province settles. */
import { Random } from '../fuzz/random.ts';
import { houseOf } from './houses.ts';
import type { Kind, Style } from './style.ts';

export function houseStyle(kind: Kind, province: string, seed: string): Partial<Style> {
  return {
    kind,
    house: houseOf(new Random(`${seed}/house`), kind, province),
    otherYear: false,
    totalColumn: 'first',
    totalLabel: 'code',
    codeColumns: 1,
    underProject: false,
    remarks: false,
    unitColumn: false,
    sparseColumns: false,
    columnNumbers: false,
    pages: undefined,
  };
}
