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
  expect(made.text).toContain('| 205 | 教育支出 | 1,150.00 |');
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
