/** Exported files opened by what people have: LibreOffice, and the rules of Word and Excel as their makers publish them. In CI, where both are. */
import { execFile } from 'node:child_process';
import { accessSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { type PublishedTable, publish } from '../../../server/src/service.ts';
import { gridOf, gridsOfHtml, tablesIn } from '../../support/grids.ts';
import { HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { ODD } from '../../support/odd.ts';
import { opened, samples } from '../../support/samples.ts';

const run = promisify(execFile);

/** Reports by the names that their files have. */
const REPORTS = new Map<string, string>([
  ...samples.filter((_, i) => i % 2 === 0).map(({ text }, i) => [`sample${i}`, text] as const),
  ['odd', ODD],
  ['empty', ''],
  ...HOSTILE_REPORTS.slice(0, 2).map(
    ([, text]: readonly [string, string], i: number) => [`hostile${i}`, text] as const,
  ),
]);

const office = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });
const validator = process.env.OOXML_VALIDATOR;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'office-'));
  if (office === undefined && !validator) return;
  for (const [name, text] of REPORTS)
    for (const format of ['docx', 'xlsx'] as const) {
      const [file] = (await exportReport(opened(text), format, name)).files;
      writeFileSync(join(folder, `${name}.${format}`), file!.content);
    }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(office !== undefined)('LibreOffice', () => {
  /** The pages that it makes of all files of a kind, by their names. */
  const pagesOf = async (filter: string, ending: string) => {
    const target = join(folder, filter);
    await run(
      office!,
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`,
        '--headless',
        ...['--convert-to', `html:HTML (${filter})`, '--outdir', target],
        ...[...REPORTS.keys()].map((name) => join(folder, `${name}.${ending}`)),
      ],
      { timeout: 120_000 },
    );
    return (name: string) => readFileSync(join(target, `${name}.html`), 'utf8');
  };

  test('has each cell of a Word document at its place', async () => {
    const pageOf = await pagesOf('StarWriter', 'docx');
    for (const [name, text] of REPORTS)
      expect(gridsOfHtml(pageOf(name)), name).toEqual(tablesIn(publish(opened(text))).map(gridOf));
  }, 180_000);

  test('shows each cell of a workbook as it is printed', async () => {
    const pageOf = await pagesOf('StarCalc', 'xlsx');
    for (const [name, text] of REPORTS) {
      const tables = tablesIn(publish(opened(text)));
      const sheets = gridsOfHtml(pageOf(name)).filter((grid) => grid.size > 0 || tables.length > 0);
      expect(sheets, name).toHaveLength(tables.length);
      tables.forEach((table, i) => {
        const above = headOf(table);
        const shown = [...(sheets[i] ?? [])].flatMap(([place, content]) => {
          const [row = 0, column = 0] = place.split(',').map(Number);
          const within = row >= above && row < above + table.rows.length;
          return within ? [[`${row - above},${column}`, plain(content)] as const] : [];
        });
        const printed = [...gridOf(table)].map(([place, content]) => [place, plain(content)] as const);
        expect(new Map(shown), `${name} ${i}`).toEqual(new Map(printed));
      });
    }
  }, 180_000);
});

/** Rows over a table on its sheet: its title, its properties. */
const headOf = ({ title, properties }: PublishedTable) =>
  (title === '' ? 0 : 1) + (properties.length === 0 ? 0 : 1);

/** A text, or a figure without the separators that a workbook adds. */
const plain = (text: string) =>
  /^[-−]?[\d,]+(?:\.\d+)?[%％]?$/.test(text)
    ? text.replaceAll(',', '').replace('−', '-').replace('％', '%')
    : text;

test.runIf(validator)(
  'Word and Excel take them by the rules of the Open XML SDK',
  async () => {
    for (const [name] of REPORTS)
      for (const ending of ['docx', 'xlsx']) {
        const { stdout } = await run(process.execPath, [validator!, join(folder, `${name}.${ending}`)], {
          env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
        }).catch((error: { stdout: string }) => error);
        expect(JSON.parse(stdout), `${name}.${ending}`).toMatchObject({ errors: [] });
      }
  },
  180_000,
);
