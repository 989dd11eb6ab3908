/**
 * Patterns that would try again at every character: those that look for the end of a run from any place in it (`0+$`),
 * and those that repeat what is repeated already (`(a+)+`). The fuzzer times the rest with texts made for it
 * (`large`).
 */
import { describe, expect, test } from 'vitest';
import { patternsIn } from '../../support/patterns.ts';

/** Only ever run over a few characters. */
const SHORT: Readonly<Record<string, string>> = {
  '0+$': 'decimals of one number',
  '\\.0+$': 'one cell of numbers that count columns',
  '\\.[^.]*$': 'the name of a file',
  '\\.[^.]+$': 'the name of a file',
  '\\.\\w+$': 'the name of a file',
  '[.．].*$': 'one figure',
  '[^0-9０-９.．,-]*$': 'one figure',
  '\\s*[%％]$': 'one figure',
};

/** A pattern's alternatives, as far as they stand outside brackets. */
function alternatives(source: string): string[] {
  const parts = [''];
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (char === '\\') {
      parts[parts.length - 1] += char + (source[++i] ?? '');
      continue;
    }
    if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (!inClass && char === '(') depth++;
    else if (!inClass && char === ')') depth--;
    if (char === '|' && depth === 0 && !inClass) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** Whether an alternative begins with a run and ends with the text: any place of a long run is a start then. */
const seeksEnd = (part: string) =>
  /^(?:\[(?:\\.|[^\]\\])*\]|\\[a-zA-Z](?:\{[^}]*\})?|\\?.)[+*]\$$/u.test(part);

/** A group that is repeated and holds nothing but a repeated thing. */
const repeatsRuns = (source: string) =>
  /\((?:\?:)?(?:\[(?:\\.|[^\]\\])*\]|\\?[^()[\]])[+*]\)[+*]/.test(source);

const patterns = patternsIn('server/src', 'client/src');

describe('regular expressions', () => {
  test('are many, and all are read', () => {
    expect(patterns.length).toBeGreaterThan(300);
    expect(seeksEnd('0+$') && seeksEnd('[ \\u3000]+$') && !seeksEnd('(?<!0)0+$') && !seeksEnd('^0+$')).toBe(
      true,
    );
    expect(repeatsRuns('(?:a+)+b') && repeatsRuns('(\\d*)*') && !repeatsRuns('(?:ab+)+')).toBe(true);
  });

  test('none looks for the end of a run from any place in it', () => {
    const found = patterns.filter(
      ({ source }) => SHORT[source] === undefined && alternatives(source).some(seeksEnd),
    );
    expect(found).toEqual([]);
  });

  test('none repeats what is repeated already', () => {
    expect(patterns.filter(({ source }) => repeatsRuns(source))).toEqual([]);
  });
});
