/** A published report as a web page: safe whatever the report holds, and with every figure as printed. */
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { spread } from '../../../server/src/exchange/publish/layout.ts';
import { publish, textOfRuns } from '../../../server/src/service.ts';
import { HOSTILE, HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { opened, samples } from '../../support/samples.ts';

const KNOWN = new Set(
  'html head meta title style body main nav details summary ol li a h1 h2 h3 h4 h5 h6 p span div table caption colgroup col thead tbody tr th td strong em figure figcaption svg rect line path polyline text g circle defs clippath tspan'.split(
    ' ',
  ),
);

async function htmlOf(text: string): Promise<string> {
  const { files } = await exportReport(opened(text), 'html', 'x');
  return files[0]!.content as string;
}

/** What the page is when it is imported. */
async function again(html: string): Promise<string> {
  return (await importFile('a.html', new TextEncoder().encode(html))).text;
}

/** Elements and attributes that a browser would see, and the text of the cells. */
function read(html: string) {
  const tags = new Set<string>();
  const attributes: [string, string, string][] = [];
  const cells: string[] = [];
  let cell: string | undefined;
  const parser = new Parser({
    onopentag(name, attribs) {
      tags.add(name);
      for (const [key, value] of Object.entries(attribs)) attributes.push([name, key, value]);
      if (name === 'td' || name === 'th') cell = '';
    },
    ontext(text) {
      if (cell !== undefined) cell += text;
    },
    onclosetag(name) {
      if (name !== 'td' && name !== 'th') return;
      cells.push(cell ?? '');
      cell = undefined;
    },
  });
  parser.end(html);
  return { tags, attributes, cells };
}

describe('HTML', () => {
  test.each(HOSTILE_REPORTS)(
    'a hostile report (%s) brings no element, attribute or address of its own',
    async (_, text) => {
      const { tags, attributes } = read(await htmlOf(text));
      expect([...tags].filter((t) => !KNOWN.has(t))).toEqual([]);
      expect(attributes.filter(([, key]) => /^on|^style$|src/.test(key))).toEqual([]);
      expect(attributes.filter(([, key, value]) => key.endsWith('href') && !/^#s\d+$/.test(value))).toEqual(
        [],
      );
    },
  );

  test('its policy allows the one style sheet and nothing else', async () => {
    const html = await htmlOf(HOSTILE);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/,
    );
  });

  test('every cell of the samples stands in it as printed', async () => {
    for (const { text } of samples) {
      const wanted = publish(opened(text)).parts.flatMap((p) =>
        p.kind === 'table' ? spread(p).rows.flatMap((r) => r.cells.map((c) => textOfRuns(c.runs))) : [],
      );
      expect(read(await htmlOf(text)).cells).toEqual(wanted);
    }
  });

  test('tables say their names, header cells what they head, and cells of rows their row', async () => {
    const html = await htmlOf(
      '金额单位：万元\n\n## 支出表\n\n| 编码 | 项目 | 金额/本年 | 金额/上年 |\n| --- | --- | ---: | ---: |\n| 205 | 教育支出 | 1.00 | 2.00 |\n|  | 合计 | 1.00 | 2.00 |\n',
    );
    expect(html).toContain('<caption>支出表</caption>');
    expect(html).toMatch(/<div class="scroll" tabindex="0" role="group" aria-label="支出表">/);
    expect(html).toMatch(/<th scope="col"[^>]*>项目<\/th>/);
    expect(html).toMatch(/<th scope="colgroup"[^>]*>金额<\/th>/);
    expect(html).toMatch(/<th scope="row"[^>]*>教育支出<\/th>/);
    expect(html).toMatch(/<th scope="row"[^>]*>合计<\/th>/);
    expect(html).toMatch(/<td class="right">2.00<\/td>/);
  });

  test('imported again its captions make no titles of their own', async () => {
    for (const { text } of samples.slice(0, 3)) {
      const made = await again(await htmlOf(text));
      const titles = (of: string) => of.split('\n').filter((l) => /^#/.test(l));
      const plain = await again((await htmlOf(text)).replace(/<caption>.*?<\/caption>/g, ''));
      expect(titles(made)).toEqual(titles(plain));
    }
  });

  test('work can be stopped', async () => {
    const stop = exportReport(opened(samples[0]!.text), 'html', 'x', (done) => {
      if (done === 3) throw new Error('stopped');
    });
    await expect(stop).rejects.toThrow('stopped');
  });

  test('an empty report is a page', async () => {
    expect(await htmlOf('')).toContain('<main>');
  });
});

describe('HTML on paper', () => {
  const FRONT = ['标题：某某局决算', '单位：某某局', '年度：2023', '类型：决算', '金额单位：万元', ''];
  const COLUMNS = Array.from({ length: 9 }, (_, i) => `第${'一二三四五六七八九'[i]}项很长的收入名称`);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (rows: number) => [
    '## 各项收入表',
    '',
    row(['名称', ...COLUMNS]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...Array.from({ length: rows }, (_, i) => row([`单位${i + 1}`, ...COLUMNS.map(() => '1.00')])),
    '',
  ];
  const report = (rows: number) =>
    [
      ...FRONT,
      '# 第一部分 概况',
      '',
      '本局负责各项工作。',
      '',
      '# 第二部分 附表',
      '',
      ...table(rows),
      '# 第三部分 说明',
      '',
    ].join('\n');
  const classes = (html: string) => / class="(table wide[^"]*)"/.exec(html)?.[1]?.split(' ');

  test('a wide table that would spill shrinks to its page; one that fits keeps its type, one of many pages too', async () => {
    const few = classes(await htmlOf(report(20)));
    expect(few).toContain('whole');
    expect(few?.some((c) => /^f\d/.test(c))).toBe(false);
    const more = classes(await htmlOf(report(32)));
    expect(more).toContain('whole');
    expect(more?.some((c) => /^f\d/.test(c))).toBe(true);
    const many = classes(await htmlOf(report(56)));
    expect(many).not.toContain('whole');
    expect(many?.some((c) => /^f\d/.test(c))).toBe(false);
  });

  test('a heading over the title of a table goes with it to its page', async () => {
    const html = await htmlOf(report(20));
    expect(html).toMatch(/<h2 class="wide long" id="s2">第二部分 附表/);
    expect(html).toMatch(/<h3 class="caption wide" id="s3">/);
    expect(html).toMatch(/<h2 id="s4">/);
  });

  test('cover and contents are for paper, and are not imported again', async () => {
    const html = await htmlOf(report(20));
    expect(html).toMatch(/<nav class="print">.*某某局决算.*<a href="#s3">各项收入表<\/a>/);
    const lines = (await again(html)).split('\n').filter((line) => line.includes('各项收入表'));
    expect(lines.filter((line) => !line.startsWith('//'))).toHaveLength(1);
    expect(lines).toHaveLength(2);
  });
});
