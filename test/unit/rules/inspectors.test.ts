/** The kinds of mistakes that inspectors look for, each planted by itself in a report that has none (test/fixtures/inspectors.json). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/service.ts';
import { version } from '../../support/samples.ts';

interface Plant {
  readonly id: string;
  readonly kind: string;
  /** The rule that tells it; `*` where any may. */
  readonly rule: string;
  readonly edits: readonly (readonly [string, string])[];
  /** The words that are told of. */
  readonly at?: string;
}

const { plants } = JSON.parse(readFileSync('test/fixtures/inspectors.json', 'utf8')) as {
  readonly plants: readonly Plant[];
};
const REPORT = readFileSync('samples/示例部门/示例市林业局本级2023决算.disclosure', 'utf8');

let last: Analysis | undefined;

/** What is told of a text, each with the words that it stands at. */
function toldOf(text: string) {
  const lines = text.split('\n');
  last = version(text, last);
  return [...last.findings].map(({ rule, message, range: { start, end } }) => ({
    rule,
    key: `${rule}: ${message}`,
    at: (lines[start.line] ?? '').slice(start.character, end.character),
  }));
}

const before = new Set(toldOf(REPORT).map((f) => f.key));

test('nothing but a hint is told of the report itself', () => {
  expect([...before].filter((key) => !key.startsWith('undefined-term'))).toEqual([]);
});

test.each(plants.map((p) => [`${p.id} ${p.kind}`, p] as const))('%s', (_, { rule, edits, at }) => {
  let text = REPORT;
  for (const [from, to] of edits) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  const told = toldOf(text).filter((f) => !before.has(f.key));
  const right = told.filter((f) => (rule === '*' || f.rule === rule) && (at === undefined || f.at === at));
  expect(right, told.map((f) => f.key).join('\n')).not.toEqual([]);
});
