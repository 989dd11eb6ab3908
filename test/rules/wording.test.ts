/** Every message that rule pages, samples and spoilt samples give is short, whole and in words of its readers. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
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

describe.each(['zh', 'en'] as const)('messages in %s', (locale) => {
  test.each(files(pages, '.md').filter((name) => name !== 'README.md'))('%s', (name) => {
    const page = readPage(readFileSync(new URL(name, pages), 'utf8'));
    const faults = page.samples.flatMap(({ source }) => faultsIn(analysePage(page, source, locale), locale));
    expect(faults).toEqual([]);
  });

  test.each(files(samples, '.disclosure'))('%s', (name) => {
    const text = readFileSync(new URL(name, samples), 'utf8');
    let before = analyse(text, { locale });
    const faults = new Set(faultsIn(before, locale));
    for (const slip of spoilt(text)) {
      before = analyse(slip, { locale }, before);
      for (const fault of faultsIn(before, locale)) faults.add(fault);
    }
    expect([...faults]).toEqual([]);
  });
});
