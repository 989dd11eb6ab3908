/** A server that ends by itself comes back, but not for ever. */
import { describe, expect, test } from 'vitest';
import { MOST, Restarts, WITHIN } from '../../../client/src/restarts.ts';

const times = (restarts: Restarts, count: number, at: (i: number) => number): boolean[] =>
  Array.from({ length: count }, (_, i) => restarts.again(at(i)));

describe('a server that ended by itself', () => {
  test('is started again some times in a short while, and then no more', () => {
    const restarts = new Restarts();
    expect(times(restarts, MOST, () => 1000)).toEqual(Array(MOST).fill(true));
    expect(times(restarts, 3, () => 2000)).toEqual([false, false, false]);
  });

  test('that ends now and then is always started again', () => {
    const apart = WITHIN / MOST + 1;
    expect(times(new Restarts(), 50, (i) => i * apart)).toEqual(Array(50).fill(true));
  });

  test('may end again once the earlier ends are long ago', () => {
    const restarts = new Restarts();
    times(restarts, MOST + 1, () => 0);
    expect(restarts.again(WITHIN - 1)).toBe(false);
    expect(restarts.again(2 * WITHIN)).toBe(true);
  });

  test('starts anew where a person has it started', () => {
    const restarts = new Restarts();
    times(restarts, MOST + 1, () => 0);
    restarts.forget();
    expect(restarts.again(1)).toBe(true);
  });
});
