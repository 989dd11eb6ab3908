/** A folder of thirty files in six formats, with slips and two broken files, from the command to the second round. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellsOf } from '../../../server/src/exchange/import/index.ts';
import { readRound } from '../../../server/src/review/index.ts';
import { disclosureIn } from '../../support/cli.ts';
import { wrongAsLine, wrongAsSarif } from '../../support/conformance.ts';
import { wrongAsOffice } from '../../support/ooxml.ts';
import { conforms } from '../../support/schema.ts';
import { CORRUPT, contentOf, formatOf, isWrong, nameOf, UNITS } from './folder.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'review-'));
  mkdirSync(join(folder, '报送', '下级'), { recursive: true });
  for (const [i, name] of UNITS.entries())
    for (const year of [2022, 2023]) await put(i, `示例县${name}局`, year, year === 2023 && isWrong(i));
  for (const [name, content] of Object.entries(CORRUPT)) writeFileSync(join(folder, '报送', name), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (i: number, unit: string, year: number) =>
  `报送/${i % 3 === 0 ? '下级/' : ''}${nameOf(i, unit, year)}`;

async function put(i: number, unit: string, year: number, wrong: boolean): Promise<void> {
  writeFileSync(join(folder, pathOf(i, unit, year)), await contentOf(i, unit, year, wrong));
}

const review = (...args: string[]) => disclosureIn(folder, ['review', '报送', '--jobs', '1', ...args]);
const bytesAt = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
const SLIP = (unit: string) => `${unit}|2023|决算|row-sum|决算03|213|本年支出合计`;
const wrongUnits = UNITS.filter((_, i) => isWrong(i)).map((name) => `示例县${name}局`);

test('from the folder to the papers', async () => {
  const { code, out, err } = await review('-o', '审核', '--annotate');
  expect(code).toBe(2);
  expect(err).toContain('坏了.docx：');
  expect(err).toContain('加密.xlsx：');
  expect(out).toContain('28 份报告，2 个文件没读出；审核意见写到 审核');
  expect(readdirSync(join(folder, '审核')).sort()).toEqual(
    ['index.html', '审核意见', '审核意见.jsonl', '审核意见.sarif', '审核意见.xlsx', '批注'].sort(),
  );
  const noted = readdirSync(join(folder, '审核/批注'), { recursive: true, encoding: 'utf8' });
  const wrongPdfs = UNITS.flatMap((_, i) => (formatOf(i) === 'pdf' && isWrong(i) ? [i] : []));
  expect(noted.filter((n) => n.endsWith('.pdf')).length).toBeGreaterThanOrEqual(wrongPdfs.length);

  const keys = (await readRound('审核意见.xlsx', bytesAt('审核/审核意见.xlsx'))).map((r) => r.key);
  expect(keys.filter((k) => k.includes('row-sum')).sort()).toEqual(wrongUnits.map(SLIP).sort());

  const lines = readFileSync(join(folder, '审核/审核意见.jsonl'), 'utf8').trimEnd().split('\n');
  const reports = lines.map((l) => JSON.parse(l) as Line);
  expect(reports).toHaveLength(30);
  const schema = JSON.parse(readFileSync('docs/schema/check.schema.json', 'utf8')) as {
    $defs: { line: object };
  };
  for (const report of reports) {
    expect(conforms(report, schema.$defs.line as never, schema as never)).toEqual([]);
    expect(wrongAsLine(report)).toEqual([]);
  }
  const slips = reports.flatMap((r) =>
    r.diagnostics.filter((d) => d.rule === 'row-sum').map((d) => [r, d] as const),
  );
  for (const [report, { origin, printed, expected }] of slips) {
    expect([printed, expected]).toEqual(['31.00', '30.00']);
    expect(report.report?.joined).toHaveLength(1);
    expect(origin.file).toBe(report.path);
    const at = {
      xlsx: origin.cell,
      docx: origin.table,
      html: origin.table,
      pdf: origin.page,
      csv: origin.row,
    };
    const ending = report.path.split('.').at(-1) as keyof typeof at | 'disclosure';
    expect(ending === 'disclosure' ? origin.paragraph : at[ending], report.path).toBeTruthy();
  }
  expect(slips).toHaveLength(wrongUnits.length);

  const letters = readdirSync(join(folder, '审核/审核意见'));
  expect(letters).toEqual(expect.arrayContaining(wrongUnits.map((unit) => `${unit}.docx`)));
  const letter = (await cellsOf('a.docx', bytesAt(`审核/审核意见/${wrongUnits[0]}.docx`)))
    .map((p) => p.parts.map((part) => part.text).join(''))
    .join('\n');
  expect(letter).toContain('必须更正的（1 处）');
  for (const paper of ['审核意见.xlsx', ...letters.map((name) => `审核意见/${name}`)])
    expect(wrongAsOffice(bytesAt(`审核/${paper}`)), paper).toEqual([]);
  expect(letter).toContain('第七十五条');

  const page = readFileSync(join(folder, '审核/index.html'), 'utf8');
  expect(page.match(/class="[^"]*marked">31\.00</g)).toHaveLength(wrongUnits.length);
  expect(page).not.toMatch(/<script|https?:\/\//);
  const log = JSON.parse(readFileSync(join(folder, '审核/审核意见.sarif'), 'utf8')) as Log;
  expect(wrongAsSarif(log)).toEqual([]);
  const { results } = log.runs[0];
  expect(results.length).toBe(reports.reduce((sum, r) => sum + r.diagnostics.length, 0));
  for (const { locations, fixes, properties } of results) {
    const { artifactLocation, region } = locations[0].physicalLocation;
    expect(decodeURIComponent(artifactLocation.uri)).toBe(properties.origin.file);
    // Lines of the text that a Word file or a PDF was read into are none of that file, and nothing can be replaced there.
    const isSource = artifactLocation.uri.endsWith('.disclosure');
    expect(region !== undefined).toBe(isSource);
    if (!isSource) expect(fixes).toBeUndefined();
  }
}, 120_000);

interface Log {
  readonly runs: [
    {
      readonly results: readonly {
        readonly locations: [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region?: unknown;
            };
          },
        ];
        readonly fixes?: unknown;
        readonly properties: { readonly origin: { readonly file: string } };
      }[];
    },
  ];
}

interface Line {
  readonly path: string;
  readonly report?: { readonly joined?: readonly string[] };
  readonly diagnostics: readonly {
    readonly rule: string;
    readonly printed?: string;
    readonly expected?: string;
    readonly origin: Readonly<Record<string, string | number>>;
  }[];
}

test('a second round tells what is new or still wrong, and what was mended', async () => {
  // Half of them mended, one accepted, one made anew.
  const mended = UNITS.flatMap((name, i) => (i % 4 === 0 ? [[i, `示例县${name}局`] as const] : []));
  for (const [i, unit] of mended) await put(i, unit, 2023, false);
  await put(1, `示例县${UNITS[1]}局`, 2023, true);
  const left = wrongUnits.filter((unit) => !mended.some(([, m]) => m === unit));
  const { out } = await review('-o', '第二轮', '--previous', '审核/审核意见.xlsx');
  const rounds = await readRound('a.xlsx', bytesAt('第二轮/审核意见.xlsx'));
  const slips = rounds.map((r) => r.key).filter((k) => k.includes('row-sum'));
  expect(slips.sort()).toEqual([...left, `示例县${UNITS[1]}局`].map(SLIP).sort());
  expect(out).toMatch(new RegExp(`上一轮 \\d+ 处：已改 ${mended.length}，`));
}, 120_000);

test('what cannot be written is told in one line, and nothing is left behind', async () => {
  const lines = async (...args: string[]) => {
    const { code, err } = await review(...args);
    expect(code).toBe(2);
    return err.trim().split('\n').at(-1);
  };
  expect(await lines()).toMatch(/-o/);
  expect(await lines('-o', '审核')).toMatch(/--force/);
  expect(await lines('-o', '报送/坏了.docx')).toMatch(/文件夹/);
  expect(await lines('-o', '新', '--previous', '报送/坏了.docx')).toMatch(/坏了\.docx：/);
  expect(await lines('-o', '新', '--previous', '没有.xlsx')).toMatch(/没有\.xlsx：/);
  expect(readdirSync(folder).sort()).toEqual(['审核', '报送', '第二轮'].sort());
}, 60_000);

test('a broken-off run goes on; a folder of another kind stays', async () => {
  writeFileSync(join(folder, '第二轮', '我的.txt'), 'mine');
  const first = await review('-o', '第三轮', '--cache-location', '缓存');
  const again = await review('-o', '第三轮', '--cache-location', '缓存', '--force');
  expect(again.out).toBe(first.out);
  const other = await disclosureIn(folder, ['review', '报送', '-o', '报送', '--force']);
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('报送')]);
}, 120_000);
