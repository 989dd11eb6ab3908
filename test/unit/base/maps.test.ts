import { describe, expect, test } from 'vitest';
import { largest, smallest } from '../../../server/src/base/lists.ts';
import { getOrMake, pushTo, remembering } from '../../../server/src/base/maps.ts';

describe('names that stand in every row', () => {
  const counted = () => {
    const made: string[] = [];
    const make = remembering((text) => {
      made.push(text);
      return text.toUpperCase();
    });
    return { made, make };
  };

  test('are worked out once', () => {
    const { made, make } = counted();
    expect([make('a'), make('b'), make('a'), make('b')]).toEqual(['A', 'B', 'A', 'B']);
    expect(made).toEqual(['a', 'b']);
  });

  test('sentences are not kept, names up to 48 characters are', () => {
    const { made, make } = counted();
    for (const length of [48, 48, 49, 49]) expect(make('x'.repeat(length))).toHaveLength(length);
    expect(made.map((m) => m.length)).toEqual([48, 49, 49]);
  });

  test('ten thousand are kept; with one more the memory begins anew', () => {
    const { made, make } = counted();
    for (let i = 0; i < 10_000; i++) make(String(i));
    make('0');
    expect(made).toHaveLength(10_000);
    make('one more');
    make('0');
    make('one more');
    expect(made.slice(10_000)).toEqual(['one more', '0']);
  });
});

test('a list at a key grows in its order', () => {
  const map = new Map<string, number[]>();
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ] as const)
    pushTo(map, key, value);
  expect([...map]).toEqual([
    ['a', [1, 3]],
    ['b', [2]],
  ]);
});

test('a value is made where there is none, and kept', () => {
  const map = new Map<string, number>();
  expect([getOrMake(map, 'a', () => 0), getOrMake(map, 'a', () => 1)]).toEqual([0, 0]);
});

test('the largest and the smallest of numbers, and what holds without any', () => {
  expect([largest([3, 9, 4], 5), largest([3, 4], 5), largest([], 5)]).toEqual([9, 5, 5]);
  expect([smallest([3, 9, 4], 5), smallest([7, 9], 5), smallest([], 5)]).toEqual([3, 5, 5]);
});
