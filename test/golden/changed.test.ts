/**
 * Goldens of what is told of whole reports, those of places and made ones in the words of provinces, as they are and with
 * one change of a hand at a time: what is told more, what no longer, what the fix writes, how many checks came out how.
 * What each stage makes of the report as it is stands there as a sum of its lines; `DUMP=folder` writes them out.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { type Analysis, type AnalysisOptions, open } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';
import { houseStyle } from '../generate/house-style.ts';
import { provincesOf } from '../generate/houses.ts';
import { print } from '../generate/print.ts';
import { linesOf, make } from '../generate/report.ts';
import { changesOf } from '../support/changes.ts';
import { expectGolden, STAGES } from '../support/golden.ts';
import { changeTold, counts, sumOf, toldLine } from '../support/told.ts';

const folder = fileURLToPath(new URL('./changed', import.meta.url));
mkdirSync(folder, { recursive: true });

const CHANGES = 40;
const MADE = 6;
function dumped(name: string, text: string, options: AnalysisOptions): string {
  const base = open(text, options);
  const out = Object.entries(STAGES).map(([stage, dump]) => {
    // In no order: how something is worked out may change it.
    const lines = dump(base).split('\n').sort();
    if (process.env.DUMP) writeFileSync(join(process.env.DUMP, `${name}.${stage}`), lines.join('\n'));
    return `${stage} ${lines.length} ${sumOf(lines.join('\n'))}`;
  });
  out.push(`checks ${counts(base)}`, ...base.findings.map(toldLine));
  const random = new Random(`changed/${name}`);
  const changes = changesOf(random, base, CHANGES);
  let last = base;
  for (const [i, first] of changes.entries()) {
    // Each third change is made with another beside it: two mistakes in one report.
    const [second] = i % 3 === 2 ? changesOf(random, open(first.text, options, last), 1) : [];
    const { text: wrong } = second ?? first;
    last = open(wrong, options, last);
    const what = [first, ...(second ? [second] : [])].map((c) => `${c.line} ${c.what}`).join(', ');
    out.push(`${what}, checks ${counts(last)}`, ...changeTold(base.findings, last.findings));
  }
  return out.join('\n');
}

const places = new URL('../fixtures/places/', import.meta.url);
const names = readdirSync(places).flatMap((f) =>
  f.endsWith('.disclosure') ? basename(f, '.disclosure') : [],
);

test.each(names)('%s', (name) => {
  const text = readFileSync(new URL(`${name}.disclosure`, places), 'utf8');
  expectGolden(join(folder, `${name}.told`), dumped(name, text, {}));
});

const made = (['决算', '预算'] as const).flatMap((kind) =>
  provincesOf(kind)
    .filter((_, i, all) => i % Math.ceil(all.length / MADE) === 0)
    .map((province) => [kind, province] as const),
);

test.each(made)('made: %s %s', (kind, province) => {
  const name = `made-${kind}-${province}`;
  const report = make(name, houseStyle(kind, province, name));
  const known = new Map<string, Analysis>();
  const get = (path: string) => {
    const text = report.others.get(path);
    if (text === undefined) return 'unavailable';
    const analysis = known.get(path) ?? open(text);
    known.set(path, analysis);
    return analysis;
  };
  expectGolden(join(folder, `${name}.told`), dumped(name, print(linesOf(report)).text, { links: { get } }));
});
