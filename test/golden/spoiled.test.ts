/**
 * Goldens of what comes of files that are not quite as they should be: office files with one element gone, twice, without an
 * attribute or with another number; text with a change of a hand; forms of one's own with a line gone or a name misspelt.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { test } from 'vitest';
import { ImportError, importFile } from '../../server/src/exchange/import/index.ts';
import { readUserForm } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';
import { changesOf } from '../support/changes.ts';
import { expectGolden } from '../support/golden.ts';
import { drawLayout, laidOut, PRINTS, partsOf } from '../support/printed.ts';
import { cut, sumOf } from '../support/told.ts';

const folder = fileURLToPath(new URL('./spoiled', import.meta.url));
mkdirSync(folder, { recursive: true });

const ON_FILES = 60;
const ON_TEXTS = 6;
const ON_FORMS = 10;

/** What an import makes of a file, in one line and what it is not sure of. */
async function made(name: string, bytes: Uint8Array): Promise<string[]> {
  try {
    const { text, unsure, remarks, places } = await importFile(name, bytes);
    return [
      `${text.length} ${sumOf(text)} ${sumOf(JSON.stringify(places ?? ''))}`,
      ...cut(
        [...unsure, ...remarks].map((x) => `  ${JSON.stringify(x)}`),
        2,
      ),
    ];
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    return [error.id];
  }
}

/** XML with one change: what was changed, and the whole. */
function spoiled(random: Random, xml: string): readonly [string, string] {
  const elements = [...xml.matchAll(/<([\w:-]+)(?:\s[^<>]*)?(?:\/>|>[^<>]*<\/\1>)/g)];
  const attributes = [...xml.matchAll(/\s[\w:-]+="[^"]*"/g)];
  const numbers = [...xml.matchAll(/(?<=="|>)\d+(?="|<)/g)];
  const kinds = [
    [elements, 'gone', () => ''],
    [elements, 'twice', (t: string) => t + t],
    [attributes, 'gone', () => ''],
    [numbers, 'one more', (t: string) => String(Number(t) + 1)],
  ] as const;
  const [from, what, to] = random.pick(kinds.filter(([found]) => found.length > 0));
  const { 0: text, index } = random.pick([...from]);
  return [
    `${text.trim().slice(0, 80)} ${what}`,
    xml.slice(0, index) + to(text) + xml.slice(index + text.length),
  ];
}

const place = '云南2023决算';
const source = readFileSync(`test/fixtures/places/${place}.disclosure`, 'utf8').split('\n').slice(60, 200);
const printed = (format: string) => {
  const { ending, print } = PRINTS[format] as (typeof PRINTS)[string];
  const random = new Random(`spoiled/${format}`);
  return [`${place}.${ending}`, print(laidOut(partsOf(source), drawLayout(random)))] as const;
};
const files = [
  ...['sheets.fods', 'sheets.ods', 'sheets.xlsx', 'words.docx', 'words.odt'].map(
    (name) => [name, new Uint8Array(readFileSync(`test/fixtures/import/${name}`))] as const,
  ),
  ...['html', 'fodt', 'docx', 'xlsx'].map(printed),
];

test.each(files)('%s', async (name, bytes) => {
  const random = new Random(`spoiled/${name}`);
  const packed = bytes[0] === 0x50;
  const parts = packed ? unzipSync(bytes) : { [name]: bytes };
  const all = Object.keys(parts).filter((p) => !packed || /\.(?:xml|rels)$/.test(p));
  const out = await made(name, bytes);
  for (let i = 0; i < ON_FILES; i++) {
    // What stands in them is more than what stands about them.
    const part = random.pick(
      random.oneIn(4) ? all : all.filter((p) => /document|content|sheet\d|styles|strings/.test(p) || !packed),
    );
    const xml = strFromU8(parts[part] as Uint8Array);
    if (!/<\w/.test(xml)) continue;
    const [what, other] = spoiled(random, xml);
    const whole = packed ? zipSync({ ...parts, [part]: strToU8(other) }) : strToU8(other);
    out.push(`${part} ${what}`, ...(await made(name, whole)));
  }
  expectGolden(join(folder, `${name}.told`), out.join('\n'));
});

test.each(['tabs', 'spaces', 'stacked', 'csv'])('%s', async (format) => {
  const { ending, print } = PRINTS[format] as (typeof PRINTS)[string];
  const out: string[] = [];
  for (const file of readdirSync('test/fixtures/places')
    .filter((f) => f.endsWith('.disclosure'))
    .sort()) {
    const random = new Random(`spoiled/${format}/${file}`);
    const lines = readFileSync(`test/fixtures/places/${file}`, 'utf8').split('\n');
    const from = lines.findIndex((l) => l.startsWith('|')) - 4;
    const whole = strFromU8(print(laidOut(partsOf(lines.slice(from, from + 90)), drawLayout(random))));
    for (const { what, line, text } of changesOf(random, { text: whole }, ON_TEXTS))
      out.push(
        `${file} ${line} ${what}`,
        ...(await made(`${basename(file, '.disclosure')}.${ending}`, strToU8(text))),
      );
  }
  expectGolden(join(folder, `text-${format}.told`), out.join('\n'));
});

test('forms of one’s own', async () => {
  const out: string[] = [];
  for (const file of readdirSync('seeds/forms')
    .filter((f) => f.endsWith('.yaml'))
    .sort()) {
    const text = readFileSync(`seeds/forms/${file}`, 'utf8');
    const random = new Random(`spoiled/${file}`);
    const lines = text.split('\n');
    const told = lines.flatMap((l, i) => (/^\s*#|^\s*$/.test(l) ? [] : [i]));
    for (let i = 0; i < ON_FORMS; i++) {
      const at = random.pick(told);
      const line = lines[at] as string;
      const other = random.pick([
        [],
        [line, line],
        [line.replace(/(\p{Script=Han}{2,})\p{Script=Han}/u, '$1')],
        [line.replace(/\p{Script=Han}(?=\p{Script=Han}*[\],}]*$)/u, '')],
        [line.replace(/(: ?)(?=\S)/, '$1x')],
        [line.replace(/ [=+-] /, ' ')],
        [line.replace(/= /, '= = ')],
        [line.replace(/\d/, '7')],
      ]);
      if (other.join('\n') === line) continue;
      const { problems } = await readUserForm(
        [...lines.slice(0, at), ...other, ...lines.slice(at + 1)].join('\n'),
        file,
      );
      out.push(
        `${file} ${at + 1} ${other.length === 1 ? (other[0] as string).trim().slice(0, 100) : `${other.length} times`}`,
        ...cut(
          problems
            .filter((p) => p.severity !== 'information')
            .map((p) => `  ${p.range.start.line + 1}:${p.range.start.character} ${p.severity} ${p.message}`),
          3,
        ),
      );
    }
  }
  expectGolden(join(folder, 'forms.told'), out.join('\n'));
});
