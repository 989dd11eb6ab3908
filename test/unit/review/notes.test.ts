/** Findings written into a PDF as notes, read again by a reader of PDF. */
import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { withNotes } from '../../../server/src/exchange/publish/pdf-notes.ts';
import { readReports, reviewAll, sayIn, writeNotes } from '../../../server/src/review/index.ts';
import { pdf, ruled } from '../../support/pdf.ts';
import { rows } from './folder.ts';

interface Note {
  readonly subtype: string;
  readonly rect: readonly number[];
  readonly contentsObj?: { readonly str: string };
  readonly titleObj?: { readonly str: string };
}

async function notesOf(bytes: Uint8Array, page = 1): Promise<Note[]> {
  const document = await getDocumentProxy(Uint8Array.from(bytes));
  const all = (await (await document.getPage(page)).getAnnotations()) as Note[];
  return all.filter((n) => n.subtype === 'Highlight');
}

const report = (total?: string) => {
  const { words = [], lines = [] } = ruled(50, 760, [70, 130, 100, 90, 90], rows(total));
  const title = [
    [60, 800, '支出决算表'],
    [60, 780, '示例县水利局2023年度决算'],
    [400, 780, '金额单位：万元'],
  ] as const;
  return pdf([{ words: [...title, ...words], lines }]);
};

test('a finding is a note on the figure that it is about, and the file that came stays as it was', async () => {
  const bytes = report('31.00');
  const name = '水利局.pdf';
  const { reports } = await reviewAll(await readReports([{ name, bytes }]));
  const [reviewed] = reports;
  const wrong = reviewed?.findings.find((f) => f.severity === 'error');
  expect(wrong?.origin.box).toBeDefined();
  const made = reviewed && (await writeNotes(reviewed, name, bytes, sayIn('zh')));
  expect(Buffer.from(made ?? []).subarray(0, bytes.length)).toEqual(Buffer.from(bytes));
  const notes = await notesOf(made ?? new Uint8Array());
  const own = notes.find((n) => n.contentsObj?.str.includes(wrong?.message ?? '-'));
  expect(own?.contentsObj?.str).toMatch(/^【必须改】/);
  expect(own?.titleObj?.str).toBe('审核意见');
  const [left = 0, bottom = 0, right = 0, top = 0] = wrong?.origin.box ?? [];
  expect(own?.rect).toEqual([left - 1, bottom - 1, right + 1, top + 1].map((x) => expect.closeTo(x, 1)));
});

test('a report without findings in it gets no file of its own', async () => {
  const name = '水利局.pdf';
  const { reports } = await reviewAll(await readReports([{ name, bytes: report() }]));
  const [reviewed] = reports;
  const none = reviewed && { ...reviewed, findings: [] };
  expect(none && (await writeNotes(none, name, report(), sayIn('zh')))).toBeUndefined();
});

test('notes without a place stand side by side at the head of their page, notes past the end on the last', async () => {
  const bytes = pdf([{ words: [[60, 700, '甲']] }, { words: [[60, 700, '乙']] }]);
  const note = (page: number) => ({ page, text: `第${page}页`, color: [255, 0, 0] as const });
  const made = await withNotes(bytes, [note(1), note(1), note(9)], '审核意见');
  const [a, b] = await notesOf(made, 1);
  expect((a?.rect[2] ?? 0) < (b?.rect[0] ?? 0)).toBe(true);
  expect((await notesOf(made, 2)).map((n) => n.contentsObj?.str)).toEqual(['第9页']);
});

test('what is no PDF, or is locked, is refused as the import refuses it', async () => {
  const note = { page: 1, text: '甲', color: [255, 0, 0] as const };
  const none = Uint8Array.from('%PDF-1.4 and nothing', (c) => c.charCodeAt(0));
  await expect(withNotes(none, [note], '审核意见')).rejects.toMatchObject({ id: 'import.corrupt' });
});
