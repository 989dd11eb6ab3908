/**
 * Goldens of what leaves the program and comes back: exports in each format, previews, comparisons, tables that are pasted
 * into a report and brought up to date from a file, files imported together. Of each the sum of what is made; `DUMP=folder`
 * writes it out.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, test } from 'vitest';
import { applyEdits } from '../../server/src/base/edits.ts';
import { COMPARE_FORMATS, writeComparison } from '../../server/src/exchange/compare/index.ts';
import { importMany, importTogether } from '../../server/src/exchange/import/index.ts';
import { pasteTable } from '../../server/src/exchange/import/paste.ts';
import { updateTable } from '../../server/src/exchange/import/update.ts';
import { EXPORT_FORMATS, exportReport } from '../../server/src/exchange/publish/index.ts';
import { previewParts } from '../../server/src/exchange/publish/preview.ts';
import { type Analysis, compareReports, newReport, open } from '../../server/src/service.ts';
import { Random } from '../fuzz/random.ts';
import { changesOf } from '../support/changes.ts';
import { expectGolden } from '../support/golden.ts';
import { PRINTS, partsOf } from '../support/printed.ts';
import { sumOf } from '../support/told.ts';

const folder = fileURLToPath(new URL('./exported', import.meta.url));
mkdirSync(folder, { recursive: true });

function summed(name: string, content: string | Uint8Array): string {
  if (process.env.DUMP) writeFileSync(join(process.env.DUMP, name.replaceAll('/', '_')), content);
  return `${name} ${content.length} ${sumOf(content)}`;
}

/** When a file was made, ids that are drawn for each, and numbers that go on from one file to the next. */
const OWN =
  /\d{4}-\d\d-\d\dT[\d:.]+Z|(?<=rId)[\w-]{20,}|(?<=_Toc)\d+|(?<=<w:bookmark(?:Start|End)[^>]* w:id=")\d+|(?<=<wp:docPr id=")\d+/g;

/** A file as its name and sum; one of parts as those of its parts. */
function sums(name: string, content: string | Uint8Array): string[] {
  if (typeof content === 'string') return [summed(name, content)];
  if (/\.(?:xml|rels)$/.test(name)) return [summed(name, strFromU8(content).replace(OWN, ''))];
  if (!/\.(?:docx|xlsx)$/.test(name)) return [summed(name, content)];
  return Object.entries(unzipSync(content)).flatMap(([part, bytes]) => sums(`${name}/${part}`, bytes));
}

const read = (path: string) =>
  readdirSync(path)
    .filter((f) => f.endsWith('.disclosure'))
    .sort()
    .map((f) => [basename(f, '.disclosure'), readFileSync(join(path, f), 'utf8')] as const);
const places = read('test/fixtures/places');
const reports = [...places, ...read('test/golden/cases'), ...read('samples/示例部门')];

/** The report as several hands have changed it. */
function changed(name: string, text: string): Analysis {
  let now = open(text);
  const random = new Random(`exported/${name}`);
  for (let i = 0; i < 12; i++) now = open(changesOf(random, now, 4).at(i % 4)?.text ?? '', {}, now);
  // By itself: what was taken over from the report is no longer the report's.
  return open(now.text);
}

describe.each(reports)('%s', (name, text) => {
  test('exported, shown, compared', async () => {
    const analysis = open(text);
    const out: string[] = [];
    for (const format of EXPORT_FORMATS) {
      const made = await exportReport(analysis, format, name);
      for (const file of made.files) out.push(...sums(`${format}/${file.name}`, file.content));
      if (format === 'html') out.push(...made.remarks.map((r) => JSON.stringify(r)));
    }
    for (const part of await previewParts(analysis, new Set()))
      out.push(summed(`preview ${part.line}-${part.end}`, part.html ?? ''));
    const other = changed(name, text);
    for (const format of COMPARE_FORMATS)
      for (const locale of ['zh', 'en'] as const)
        out.push(
          summed(
            `compared ${locale}.${format}`,
            await writeComparison(compareReports(analysis, other), format, locale),
          ),
        );
    expectGolden(join(folder, `${name}.sums`), out.join('\n'));
  });
});

test('tables of one report pasted into another, and brought up to date from files', async () => {
  const out: string[] = [];
  for (const [name, text] of places) {
    const lines = text.split('\n');
    const random = new Random(`pasted/${name}`);
    const blank = text.replace(/(?<=\| )-?[\d,]+\.\d+(?= \|)/g, '');
    const kind = /^类型：(.*)$/m.exec(text)?.[1] === '预算' ? '预算通用' : '决算通用';
    const empty = newReport({
      outline: kind,
      year: 2024,
      scope: '单位',
      unit: '某局',
      moneyUnit: '万元',
    })?.text;
    const tables = open(text).report.tables;
    for (let i = 0; i < 3; i++) {
      const { table, line } = random.pick([...tables]);
      const own = lines.slice(line, line + table.block.lines.length);
      const rows = own.filter((l) => l.startsWith('|') && !/^\|[-:| ]+$/.test(l));
      const cells = (row: string) => row.replace(/^\| ?| ?\|\s*$/g, '').split(' | ');
      const from = random.below(3);
      const tsv = rows.slice(from === 0 ? 0 : 1).map((row) =>
        cells(row)
          .slice(from === 2 ? 1 : 0)
          .join('\t'),
      );
      const at = {
        line: line + Math.min(own.length - 1, own.findIndex((l) => l.startsWith('|')) + 2 + random.below(3)),
        character: 2,
      };
      for (const [into, target] of [blank, text, empty ?? blank].entries()) {
        const analysis = open(target);
        const pasted = pasteTable(analysis, { start: at, end: at }, { text: `${tsv.join('\r\n')}\r\n` });
        const made = (edits: Parameters<typeof applyEdits>[1]) => applyEdits(target, edits);
        out.push(
          summed(
            `${name} ${i} ${from} ${into} ${pasted?.kind}`,
            [pasted ? made(pasted.edits) : '', ...(pasted?.choices ?? []).map((c) => made(c.edits))].join(
              '\n',
            ),
          ),
        );
      }
      const print = random.pick(['html', 'xlsx', 'csv'] as const);
      const { ending, print: bytesOf } = PRINTS[print] as (typeof PRINTS)[string];
      const heading = `## ${table.title}`;
      const file = {
        name: `${table.title}.${ending}`,
        bytes: bytesOf(partsOf([heading, ...own.filter((l) => !l.startsWith('#'))])),
      };
      const update = await updateTable(open(blank), at.line, file).catch((e: unknown) => String(e));
      out.push(summed(`${name} ${i} ${print}`, JSON.stringify(update)));
    }
  }
  expectGolden(join(folder, 'pasted.sums'), out.join('\n'));
});

test('files imported together, of one report and of many', async () => {
  const out: string[] = [];
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [i, [name, text]] of places.entries()) {
    const sections = text.split(/^(?=#)/m);
    const pick = (tables: boolean) =>
      sections
        .filter((s, k) => k > 0 && s.includes('\n|') === tables)
        .join('\n')
        .split('\n');
    const title = /^标题：(.*)$/m.exec(text)?.[1] ?? '';
    const own = [
      {
        name: `${name}附表.xlsx`,
        bytes: (PRINTS.xlsx as (typeof PRINTS)[string]).print(partsOf(pick(true))),
      },
      {
        name: `${name}说明.docx`,
        bytes: (PRINTS.docx as (typeof PRINTS)[string]).print(partsOf([title, ...pick(false)])),
      },
    ];
    const renewal = i % 2 === 0 ? { year: 2026, lastYear: (f: string) => f } : undefined;
    const made = await importTogether(own, undefined, renewal);
    out.push(
      summed(`together ${name}`, made.text),
      ...made.remarks.map((r) => `  ! ${JSON.stringify(r)}`),
      ...made.unsure.map((u) => `  ? ${JSON.stringify(u)}`),
    );
    files.push({ name: `${name}/表.xlsx`, bytes: own[0]?.bytes as Uint8Array });
    files.push({ name: `${name}/文.txt`, bytes: strToU8([title, ...pick(false)].join('\n')) });
  }
  for (const [name, text] of read('samples/示例部门'))
    files.push({
      name: `${name}.html`,
      bytes: (await exportReport(open(text), 'html', name)).files[0]?.content as Uint8Array,
    });
  const { reports: many, unread } = await importMany(
    files.map((f) => ({ name: f.name, bytes: typeof f.bytes === 'string' ? strToU8(f.bytes) : f.bytes })),
  );
  for (const report of many) out.push(summed('many', JSON.stringify(report)));
  out.push(...unread.map((u) => `unread ${u.name}`));
  expectGolden(join(folder, 'together.sums'), out.join('\n'));
});
