/** `disclosure/import` as a client meets it: bytes in, a report and what is to be told of it out. */
import { zipSync } from 'fflate';
import { afterEach, expect, it } from 'vitest';
import { LspClient } from '../support/lsp-client.ts';

let client: LspClient;
afterEach(() => client.kill());

interface Made {
  readonly text: string;
  readonly tables: readonly { title: string; form?: string; line: number }[];
  readonly unsure: readonly { line: number; text: string }[];
  readonly remarks: readonly string[];
}
interface Refused {
  readonly error: string;
  readonly file: string | null;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const CSV =
  '收入决算表,,\n公开02表,,\n单位：万元,,\n科目编码,科目名称,本年收入合计\n205,教育支出,"1,150.00"\n';

it('reads files and pasted text, one or several, and says in the user’s language what it did', async () => {
  client = await LspClient.start();
  const ask = (files: unknown) => client.request<Made | Refused | null>('disclosure/import', { files });
  const made = (await ask([{ name: '收入.csv', content: base64(CSV) }])) as Made;
  // In the editor a report is laid out from the start.
  expect(made.text).toContain('| 205      | 教育支出 |     1,150.00 |');
  expect(made.tables).toMatchObject([{ title: '收入决算表', form: '收入决算表' }]);

  const prose = `# 第一部分 概况\n\n# 第二部分 2022年度部门决算表\n\n# 第三部分 2022年度部门决算情况说明\n\n2022年度本年收入合计1,000.00万元，都是财政拨款收入，和上年一样多，没有增加也没有减少。\n`;
  const both = (await ask([
    { name: '收入.csv', content: base64(CSV) },
    { name: '说明.md', text: prose },
  ])) as Made;
  // The table stands in its part, the sentence is last year's still.
  expect(both.text.replace(/\n+/g, '\n')).toContain(
    '# 第二部分 2022年度部门决算表\n## 收入决算表\n公开02表\n单位：万元\n| 科目编码',
  );
  expect(both.text).toContain('本年收入合计1,000.00万元');
  expect(both.remarks.some((r) => r.includes('收入.csv'))).toBe(true);

  const broken = (await ask([
    { name: '收入.csv', content: base64(CSV) },
    { name: '坏.xlsx', content: base64('PK\u0003\u0004broken') },
  ])) as Refused;
  expect(broken).toEqual({ error: '文件已损坏，没有导入', file: '坏.xlsx' });
  const empty = Buffer.from(zipSync({ 'a.txt': new Uint8Array() })).toString('base64');
  expect(await ask([{ name: 'a.docx', content: empty }])).toMatchObject({ file: 'a.docx' });
  for (const bad of [undefined, [], [{}], [{ name: 'a.csv', content: '€' }], 'x', [{ name: 1, text: '' }]])
    expect(await ask(bad)).toBeNull();
});

it('makes one report of each unit and year of many files, tells how far it is, and is stopped', async () => {
  client = await LspClient.start();
  const seen: { message: string; percentage: number }[] = [];
  client.on('$/progress', (params) => {
    const { token, value } = params as { token: unknown; value: (typeof seen)[number] };
    if (token === 'many') seen.push(value);
  });
  const page = (unit: string, year: number, amount: string) =>
    `<h2>${unit}${year}年度部门决算</h2><h3>支出决算表</h3><p>部门：${unit}</p><p>金额单位：万元</p><table><tr><th>科目编码</th><th>科目名称</th><th>本年支出合计</th><th>基本支出</th><th>项目支出</th></tr><tr><td colspan="2">合计</td><td>${amount}</td><td>${amount}</td><td></td></tr></table>`;
  const words = (unit: string, year: number) =>
    `${unit}${year}年度部门决算\n第三部分 决算情况说明\n一、说明\n${year}年度，${unit}一切如常，没有需要说明的事项，没有增加也没有减少。\n`;
  const units = ['白河市档案馆', '清水县水文站'];
  const files = [2021, 2022].flatMap((year) =>
    units.flatMap((unit, i) => [
      { name: `${unit}${year}.html`, content: base64(page(unit, year, `${year - 2000}.${i}0`)) },
      { name: `${unit}${year}说明.txt`, text: words(unit, year) },
    ]),
  );
  interface Many {
    readonly reports: readonly (Made & {
      name: string;
      files: readonly string[];
      unit?: string;
      year?: number;
    })[];
    readonly unread: readonly { file: string; error: string }[];
  }
  const all = [...files, { name: '坏.xlsx', content: base64('PK\u0003\u0004broken') }];
  const made = await client.request<Many>('disclosure/importMany', { files: all, workDoneToken: 'many' });
  expect(made.reports.map((r) => [r.unit, r.year, r.files.length])).toEqual([
    ['白河市档案馆', 2021, 2],
    ['清水县水文站', 2021, 2],
    ['白河市档案馆', 2022, 2],
    ['清水县水文站', 2022, 2],
  ]);
  expect(made.reports.map((r) => /\d\d\.\d0/.exec(r.text)?.[0])).toEqual([
    '21.00',
    '21.10',
    '22.00',
    '22.10',
  ]);
  expect(new Set(made.reports.map((r) => r.name)).size).toBe(4);
  expect(made.unread).toEqual([{ file: '坏.xlsx', error: '文件已损坏，没有导入' }]);
  expect(seen.map((s) => s.message)).toEqual(all.map((f) => f.name));
  expect(seen.at(-1)?.percentage).toBeLessThan(100);

  const { CancellationTokenSource } = await import('vscode-languageserver/node');
  const stop = new CancellationTokenSource();
  const asked = client.request<Many | null>('disclosure/importMany', { files }, stop.token);
  stop.cancel();
  expect(await asked).toBeNull();
  expect(await client.request('disclosure/importMany', { files: [] })).toBeNull();
});
