/** Every cell and figure of an imported report knows its place in the file that came, after edits too. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importFile, type Origin, type Places, Trace } from '../../../server/src/exchange/import/index.ts';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import type { Analysis } from '../../../server/src/service.ts';
import { pdf } from '../../support/pdf.ts';
import { opened } from '../../support/samples.ts';

const sample = readFileSync('samples/曲阳县2022预算.disclosure', 'utf8');

async function imported(format: 'xlsx' | 'docx' | 'html') {
  const { files } = await exportReport(opened(sample), format, '报告');
  const content = files[0]?.content as Uint8Array | string;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const made = await importFile(`报送/报告.${format}`, bytes);
  return { text: made.text, places: made.places as Places };
}

const bare = (text: string) => text.replace(/\s+/g, '');

/** What stands in the file at a place, by what was noted when it was read. */
function textAt({ places }: Places, at: Origin): string | undefined {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(at.cell ?? '') ?? [];
  const column = letters ? [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) : at.column;
  const place = places.find(
    (p) =>
      p.sheet === at.sheet &&
      p.table === at.table &&
      p.row === (row ? Number(row) : at.row) &&
      p.paragraph === at.paragraph,
  );
  return place?.parts.find((p) => p.column === column)?.text;
}

function figures(analysis: Analysis) {
  return analysis.report.tables.flatMap(({ table, line }) =>
    table.rows.flatMap((row) =>
      [...row.cells.values()].map(({ raw, span }) => ({
        raw,
        range: {
          start: { line: line + span.line, character: span.start },
          end: { line: line + span.line, character: span.end },
        },
      })),
    ),
  );
}

test.each(['xlsx', 'docx', 'html'] as const)('cells of an imported %s', async (format) => {
  const { text, places } = await imported(format);
  const trace = new Trace(text, places);
  const wrong: unknown[] = [];
  for (const { raw, range } of figures(opened(text))) {
    const at = trace.at(range);
    expect(at.file).toBe(`报送/报告.${format}`);
    if (raw === '' ? !(at.cell ?? at.column) : bare(textAt(places, at) ?? '') !== bare(raw))
      wrong.push([raw, at]);
  }
  expect(wrong).toEqual([]);
});

test('sentences stand in their paragraph, and all of it does after lines were put in and words mended', async () => {
  const { text, places } = await imported('docx');
  const edited = text
    .split('\n')
    .flatMap((line, i) => (i % 40 === 7 ? ['// 改过', line.replace('万元', '万元整')] : [line]))
    .join('\n');
  for (const version of [text, edited]) {
    const trace = new Trace(version, places);
    const analysis = opened(version);
    const lost = analysis.prose.figures.flatMap((f) => {
      const line = analysis.report.lineOf(f.owner.block) + f.span.line;
      const at = trace.at({ start: { line, character: f.span.start }, end: { line, character: f.span.end } });
      const there = textAt(places, at) ?? '';
      return bare(there).includes(bare(f.raw)) ? [] : [[f.raw, at]];
    });
    expect(lost.length).toBeLessThanOrEqual(version === text ? 0 : analysis.prose.figures.length / 20);
  }
});

test('a PDF: page, words, and where they stand on the page', async () => {
  const bytes = pdf([
    { words: [[72, 700, '本年收入 12.50 万元，其中：财政拨款 12.50 万元。']] },
    {
      words: [
        [72, 700, '二、支出情况'],
        [72, 680, '本年支出 99.75 万元，全部为基本支出。'],
      ],
    },
  ]);
  const made = await importFile('a.pdf', bytes);
  const line = made.text.split('\n').findIndex((l) => l.includes('99.75'));
  const character = made.text.split('\n')[line]?.indexOf('99.75') ?? -1;
  const at = new Trace(made.text, made.places as Places).at({
    start: { line, character },
    end: { line, character: character + 5 },
  });
  expect(at).toMatchObject({ file: 'a.pdf', page: 2 });
  expect(at.words).toContain('99.75');
  const [left = 0, bottom = 0, right = 0, top = 0] = at.box ?? [];
  expect(left).toBeGreaterThan(72);
  expect(right).toBeGreaterThan(left);
  expect([bottom < 680, top > 680]).toEqual([true, true]);
});
