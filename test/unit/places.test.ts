/**
 * Whole right reports of places that the samples are not from (test/fixtures/places): nothing is told of them, and what
 * is told of figures that are spoiled one at a time in their tables and sentences.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open } from '../../server/src/service.ts';
import { some } from '../support/everything.ts';

const folder = new URL('../fixtures/places/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.disclosure'))
  .sort();
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

test.each(names)('nothing is told of a right report: %s', (name) => {
  const told = [...open(textOf(name)).findings].filter((f) => f.severity !== 'hint');
  expect(told.map((f) => `${f.rule}: ${f.message}`)).toEqual([]);
});

/** Amounts and percentages of sentences, but zeros. */
const FIGURE = /\d[\d,]*(?:\.\d+)?(?=%|万元|亿元|千元|元)/g;

/** Sections whose amounts nothing in the report bears out. */
const ALONE = /绩效|国有资产|采购|目标/;

test.each(names)('figures of sentences that are spoiled are told: %s', (name) => {
  const text = textOf(name);
  const lines = text.split('\n');
  let analysis = open(text);
  const before = new Set([...analysis.findings].map((f) => `${f.rule}|${f.message}`));
  let heading = '';
  const all: { readonly at: number; readonly number: string; readonly percent: boolean }[] = [];
  let start = 0;
  for (const line of lines) {
    if (line.startsWith('#')) heading = line;
    else if (!line.startsWith('|') && !ALONE.test(heading) && start > 0)
      for (const { 0: number, index } of line.matchAll(FIGURE)) {
        if (/^[0.]+$/.test(number)) continue;
        all.push({ at: start + index, number, percent: line[index + number.length] === '%' });
      }
    start += line.length + 1;
  }
  const tried = some(all, 25);
  let told = 0;
  for (const { at, number, percent } of tried) {
    const digits = [...number];
    const places = digits.flatMap((d, i) => (/\d/.test(d) ? [i] : []));
    const place = (percent ? places.at(-1) : (places[1] ?? places[0])) as number;
    digits[place] = String((Number(digits[place]) + (percent ? 4 : 3)) % 10);
    analysis = open(text.slice(0, at) + digits.join('') + text.slice(at + number.length), {}, analysis);
    if ([...analysis.findings].some((f) => !before.has(`${f.rule}|${f.message}`))) told++;
  }
  expect(told / tried.length).toBeGreaterThan(0.85);
});

/** Amounts of cells. */
const CELL = /(?<=\| )-?\d[\d,]*\.\d+(?=%? \|)/g;

test.each(names)('cells that are spoiled are told: %s', (name) => {
  const text = textOf(name);
  let analysis = open(text);
  const before = new Set([...analysis.findings].map((f) => `${f.rule}|${f.message}`));
  const all: { readonly at: number; readonly number: string }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('|'))
      for (const { 0: number, index } of line.matchAll(CELL))
        if (!/^[0.]+$/.test(number)) all.push({ at: start + index, number });
    start += line.length + 1;
  }
  const tried = some(all, 25);
  let told = 0;
  for (const [i, { at, number }] of tried.entries()) {
    const digits = [...number];
    const places = digits.flatMap((d, place) => (/\d/.test(d) ? [place] : []));
    const place = places[Math.max(0, (i % places.length) - 1)] as number;
    digits[place] = String(((Number(digits[place]) + 2 + (i % 7)) % 9) + 1);
    if (digits.join('') === number) digits[place] = digits[place] === '4' ? '7' : '4';
    analysis = open(text.slice(0, at) + digits.join('') + text.slice(at + number.length), {}, analysis);
    if ([...analysis.findings].some((f) => !before.has(`${f.rule}|${f.message}`))) told++;
  }
  expect(told / tried.length).toBeGreaterThan(0.94);
});
