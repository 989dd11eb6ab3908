/** Random and damaged texts for the formatter, and what it may not change of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseNumber } from '../../server/src/base/amount.ts';
import { splitLines } from '../../server/src/base/lines.ts';
import { type FormatOptions, formatDocument, formatRange, open } from '../../server/src/service.ts';
import { cellsOf, readLine, tokensOf } from '../../server/src/syntax/line.ts';
import { applyEdits as edited } from './lsp-client.ts';

export function formatted(text: string, options: FormatOptions = {}): string {
  return edited(text, formatDocument(open(text), options));
}

/** Tokens without white space, without the length of dashes, and without a closing bar. */
export function tokensOfText(text: string): string[] {
  return splitLines(text).map((raw) => {
    const line = readLine(raw);
    return tokensOf(line)
      .filter((t) => t.kind !== 'blank')
      .map((t) => `${t.kind}:${(raw.text + raw.eol).slice(t.start, t.end)}`)
      .map((t) => (t.startsWith('delimiter:') ? t.replace(/-+/, '-') : t))
      .join(' ')
      .replace(/ bar:\|(?= eol:|$)/, '');
  });
}

/** Cells with their numbers as values: what settings of formatting may not change. */
function values(text: string): string[][] {
  return splitLines(text).map((raw) =>
    cellsOf(readLine(raw)).map((cell) => {
      const bare = cell.text.replace(/[%％]$/, '').trim();
      const number = parseNumber(bare);
      if (number) return `${number.digits}/${number.decimals}${bare === cell.text ? '' : '%'}`;
      return cell.text.replace(/^(:?)-+(:?)$/, '$1-$2');
    }),
  );
}

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '205',
    '２０５',
    '合计',
    '1,234.50',
    '1234567.8',
    '１２３４．５',
    '12.5%',
    '-',
    '---',
    ':-:',
    '—',
    '\\|',
    '\\',
    'a\\|b',
    '　',
    '　其中：甲',
    '<br>',
    '𠮷',
    '👨‍👩‍👧',
    'e\u0301',
    '\u00a0',
    'x\u000bx',
    '公开01表',
  ),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const row = fc
  .tuple(
    fc.constantFrom('', '|', ' |', '　| ', '\ufeff|'),
    fc.array(cell, { maxLength: 5 }),
    fc.constantFrom('|', ' | ', '\t'),
    fc.constantFrom('', '|', ' |  '),
  )
  .map(([start, cells, bar, end]) => start + cells.join(bar) + end);
const line = fc.oneof(
  { weight: 6, arbitrary: row },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '## 收入决算表',
      '| 科目编码 | 科目名称 | 本年收入合计 |',
      '| --- | --- |',
      '|-|:-:|',
      '// 注',
      '注：1栏=2栏',
      '公开02表',
    ),
  },
);

/** Texts of random lines, most of them rows. */
export const randomTables = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 14 })
  .map((lines) => lines.map(([l, eol]) => l + eol).join(''));

const sources = ['test/fixtures', 'test/golden/cases', 'samples'].flatMap((folder) => {
  const at = join(process.cwd(), folder);
  return readdirSync(at)
    .filter((name) => name.endsWith('.disclosure'))
    .map((name) => readFileSync(join(at, name), 'utf8'));
});

const scrap = fc.oneof(
  fc.constantFrom('|', '\t', '\n', '\r\n', '\r', '\\|', '---', '：', '#', '\ufeff', '　'),
  cell,
);

/** A stretch of a real report, cut and patched at random places. */
export const damagedReports = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.nat(),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), scrap), { maxLength: 8 }),
  )
  .map(([source, from, cuts]) => {
    const start = from % Math.max(1, source.length - 2500);
    return cuts.reduce(
      (text, [place, length, put]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + length);
      },
      source.slice(start, start + 2500),
    );
  });

const SETTINGS: readonly FormatOptions[] = [
  { thousands: 'add' },
  { thousands: 'remove', halfWidth: true },
  { halfWidth: true },
];

/**
 * What is wrong with the formatting of a text; '' where nothing is. Tokens stay, a second run has nothing to do, a
 * range changes nothing else, and settings change how numbers are written, never what they are.
 */
export function faultOf(text: string): string {
  const analysis = open(text);
  const once = edited(text, formatDocument(analysis));
  if (tokensOfText(once).join('\n') !== tokensOfText(text).join('\n')) return 'a token has changed';
  if (formatted(once) !== once) return 'a second run changes it again';
  const whole = { start: { line: 0, character: 0 }, end: { line: text.length, character: 0 } };
  if (edited(text, formatRange(analysis, whole)) !== once) return 'the range of all is not all';
  for (const options of SETTINGS) {
    const set = edited(text, formatDocument(analysis, options));
    const name = JSON.stringify(options);
    if (JSON.stringify(values(set)) !== JSON.stringify(values(text))) return `a value has changed (${name})`;
    if (formatted(set, options) !== set) return `a second run changes it again (${name})`;
  }
  return '';
}
