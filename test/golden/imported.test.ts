/**
 * Goldens of what an import makes of parts of the reports of places, printed in each format, in layouts drawn by a seed:
 * the lines that it has otherwise than they were printed, what it is not sure of, and what it says.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { importFile } from '../../server/src/exchange/import/index.ts';
import { Random } from '../fuzz/random.ts';
import { expectGolden } from '../support/golden.ts';
import { drawLayout, laidOut, PRINTS, partsOf } from '../support/printed.ts';
import { cut, more, sumOf } from '../support/told.ts';

const folder = fileURLToPath(new URL('./imported', import.meta.url));
mkdirSync(folder, { recursive: true });

/** Lines of each kind of difference that are written out. */
const MOST = 6;
/** Sections of each report that are printed. */
const SECTIONS = 3;

const places = new URL('../fixtures/places/', import.meta.url);
const names = readdirSync(places).flatMap((f) =>
  f.endsWith('.disclosure') ? basename(f, '.disclosure') : [],
);

/** Some sections of a report with a table, and some without. */
function excerpt(random: Random, source: string): string[] {
  const [front = '', ...sections] = source.split(/^(?=#)/m);
  const withTable = sections.filter((s) => s.includes('\n|') && s.split('\n').length < 40);
  const without = sections.filter((s) => !s.includes('\n|') && s.split('\n').length > 2);
  const pick = (from: string[]) =>
    Array.from(
      { length: Math.min(SECTIONS, from.length) },
      () => from.splice(random.below(from.length), 1)[0],
    );
  const title = /^标题：(.*)$/m.exec(front)?.[1] ?? '';
  return [title, ...pick(withTable), ...pick(without)].join('\n').split('\n');
}

const plain = (line: string) => line.replace(/\s+/g, '').replace(/\|+$/, '');
const isSource = (line: string) => line !== '' && !/^\|[-:|]+$/.test(line);

const same = (line: string) => line;

const all = names.map((name) => [name, readFileSync(new URL(`${name}.disclosure`, places), 'utf8')] as const);

test.each(Object.keys(PRINTS))('%s', async (format) => {
  const { ending, print } = PRINTS[format] as (typeof PRINTS)[string];
  const out: string[] = [];
  for (const [name, source] of all) {
    const random = new Random(`imported/${format}/${name}`);
    const lines = excerpt(random, source);
    const layout = drawLayout(random);
    const file = `${name}.${ending}`;
    const bytes = print(laidOut(partsOf(lines), layout));
    const made = await importFile(file, bytes);
    if (process.env.DUMP) {
      writeFileSync(join(process.env.DUMP, `${format}-${file}`), bytes);
      writeFileSync(join(process.env.DUMP, `${format}-${name}.disclosure`), made.text);
    }
    const from = lines.map(plain).filter(isSource);
    const to = made.text.split('\n').map(plain).filter(isSource);
    out.push(
      `${name} ${Object.values(layout).join(' ')}: ${to.length} lines ${sumOf(made.text)}, places ${sumOf(JSON.stringify(made.places ?? ''))}`,
      ...cut(
        more(to, from, same).map((l) => `  - ${l}`),
        MOST,
      ),
      ...cut(
        more(from, to, same).map((l) => `  + ${l}`),
        MOST,
      ),
      ...made.unsure.map((u) => `  ? ${JSON.stringify(u)}`),
      ...made.remarks.map((r) => `  ! ${JSON.stringify(r)}`),
    );
  }
  expectGolden(join(folder, `${format}.told`), out.join('\n'));
});
