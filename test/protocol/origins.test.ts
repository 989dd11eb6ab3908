/** Where the file that came has what an imported report is told: in problems, hover and the overview, also after edits. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Diagnostic, Hover, MarkupContent } from 'vscode-languageserver/node';
import { readRound } from '../../server/src/review/index.ts';
import { disclosureIn } from '../support/cli.ts';
import { fileUri, LspClient } from '../support/lsp-client.ts';

const PAGE = `<html><body><h1>2023年度青河县统计局决算</h1><p>本局按规定公开。</p>
<h2>支出决算表</h2><p>金额单位：万元</p><table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>合计</td><td></td><td>40.00</td><td>25.00</td><td>15.00</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>40.00</td><td>25.00</td><td>16.00</td></tr>
</table></body></html>`;

let client: LspClient;
const folder = mkdtempSync(join(tmpdir(), 'disclosure-origins-'));
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

interface Told extends Diagnostic {
  readonly key: string;
  readonly place?: string;
}

const originOf = (told: Told | undefined) => (told?.data as { origin?: object } | undefined)?.origin;

it('the cell of the page that was imported is told with a finding, and moves with the text', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '统计局.html'), PAGE);
  await disclosureIn(folder, ['import', '统计局.html', '-o', '统计局.disclosure']);
  const path = join(folder, '统计局.disclosure');
  const uri = fileUri(path);
  const text = readFileSync(path, 'utf8');
  client = await LspClient.start({ folder });
  await client.open(uri, text);

  const wrong = async () => {
    const all = (await client.diagnostics(uri)) as Told[];
    return all.find((d) => d.severity === 1);
  };
  const found = await wrong();
  const cell = { file: '统计局.html', table: 1, row: 3, column: 5 };
  expect(originOf(found)).toMatchObject(cell);
  expect(found?.relatedInformation?.[0]?.message).toBe('原件：统计局.html 第 1 个表第 3 行第 5 列');
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: found?.range.start,
  });
  expect((hover.contents as MarkupContent).value).toContain('原件：统计局.html 第 1 个表第 3 行第 5 列');

  const overview = await client.request<{ unit: string; groups: { findings: Told[] }[] }>(
    'disclosure/overview',
    {
      textDocument: { uri },
    },
  );
  expect(overview.unit).toBe('青河县统计局');
  const listed = overview.groups.flatMap((g) => g.findings).find((f) => f.severity === 1);
  expect(listed).toMatchObject({ place: '第 1 个表第 3 行第 5 列', printed: '16.00', expected: '15.00' });

  // Lines above, and another figure in the very row.
  await client.change(uri, `// 审核人：某某\n// 第一稿\n${text}`);
  const moved = await wrong();
  expect(moved?.range.start.line).toBe((found?.range.start.line ?? 0) + 2);
  expect(originOf(moved)).toMatchObject(cell);
  await client.change(uri, text.replace('16.00', '1,600.00'));
  expect(originOf(await wrong())).toMatchObject(cell);

  // What is listed, as a workbook that the next round reads.
  await client.change(uri, text);
  const key = listed?.key ?? '';
  const book = await client.request<{ content: string }>('disclosure/findingsBook', {
    reports: [{ uri, keys: [key], marks: { [key]: 'returned' } }],
  });
  const rows = await readRound('a.xlsx', new Uint8Array(Buffer.from(book.content, 'base64')));
  expect(rows.map((r) => [r.key, r.opinion])).toEqual([[`青河县统计局|2023|决算|${key}`, '退回']]);
  expect(await client.request('disclosure/findingsBook', { reports: [{ uri }] })).toBeNull();
}, 60_000);
