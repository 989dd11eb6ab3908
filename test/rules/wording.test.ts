/** Every message that rule pages, samples and spoilt samples give is short, whole and in words of its readers. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { getOrMake } from '../../server/src/base/maps.ts';
import type { Locale } from '../../server/src/messages/index.ts';
import { analyse } from '../../server/src/rules/analyse.ts';
import { cases } from '../support/everything.ts';
import { analysePage, readPage } from '../support/page.ts';
import { faultsOf } from '../support/wording.ts';

const pages = new URL('../../docs/rules/', import.meta.url);
const samples = new URL('../../samples/', import.meta.url);
const files = (folder: URL, ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));

function faultsIn(analysis: Analysis, locale: Locale): string[] {
  return analysis.findings.flatMap((f) => faultsOf(f.message, locale).map((fault) => `${f.rule} ${fault}`));
}

/** Slips of a hand at an amount of a row. */
const SLIPS: readonly ((cell: string) => string)[] = [
  () => '',
  () => '—',
  (cell) => `${cell.slice(0, -1)}${(Number(cell.at(-1)) + 1) % 10}`,
  (cell) => cell.replace(/^-?\d/, (digit) => `${digit}1`),
];

/** A text with slips, one at a time: at the first and last amount of some rows, and rows left out. */
function* spoilt(text: string): Iterable<string> {
  const lines = text.split('\n');
  const rows = lines.flatMap((line, i) => (/^\|.*\d\.\d\d/.test(line) ? [i] : []));
  const step = Math.max(1, Math.floor(rows.length / cases(12, 2)));
  for (let at = 0; at < rows.length; at += step) {
    const row = rows[at] as number;
    const line = lines[row] as string;
    const slip = SLIPS[at % SLIPS.length] as (cell: string) => string;
    for (const amount of [/\d[\d,]*\.\d\d/, /\d[\d,]*\.\d\d(?!.*\d\.\d\d)/])
      yield lines.with(row, line.replace(amount, slip)).join('\n');
    yield lines.toSpliced(row, 1).join('\n');
  }
}

const LOCALES = ['zh', 'en'] as const;
const spoiltFaults = new Map<string, Readonly<Record<Locale, ReadonlySet<string>>>>();

/** Faults told of a sample and its slips: in both languages at once, since only the words of the findings differ. */
function faultsOfSample(name: string) {
  return getOrMake(spoiltFaults, name, () => {
    const text = readFileSync(new URL(name, samples), 'utf8');
    const faults = { zh: new Set<string>(), en: new Set<string>() };
    let before: Analysis | undefined;
    for (const version of [text, ...spoilt(text)])
      for (const locale of LOCALES) {
        before = analyse(version, { locale }, before);
        for (const fault of faultsIn(before, locale)) faults[locale].add(fault);
      }
    return faults;
  });
}

describe.each(LOCALES)('messages in %s', (locale) => {
  test.each(files(pages, '.md').filter((name) => name !== 'README.md'))('%s', (name) => {
    const page = readPage(readFileSync(new URL(name, pages), 'utf8'));
    const faults = page.samples.flatMap(({ source }) => faultsIn(analysePage(page, source, locale), locale));
    expect(faults).toEqual([]);
  });

  test.each(files(samples, '.disclosure'))('%s', (name) => {
    expect([...faultsOfSample(name)[locale]]).toEqual([]);
  });
});
