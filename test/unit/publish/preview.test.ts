/** The preview: only what changed is sent, findings stand where they are, and places lead back to the source. */
import { describe, expect, test } from 'vitest';
import { type PreviewPart, previewParts } from '../../../server/src/exchange/publish/preview.ts';
import { open } from '../../../server/src/service.ts';
import { HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { opened, samples } from '../../support/samples.ts';

const liaocheng = samples.find((s) => s.name.startsWith('聊城'))!.text;
const keys = (parts: readonly PreviewPart[]) => new Set(parts.map((p) => p.key));

/** The pieces of the HTML that know their place: part line, place in the part, text. */
function places(
  parts: readonly PreviewPart[],
): { line: number; character: number; text: string; title: string }[] {
  return parts.flatMap((part) =>
    [
      ...(part.html ?? '').matchAll(
        /<mark class="\w+" title="([^"]*)" data-l="(\d+)" data-c="(\d+)">([^<]*)<\/mark>/g,
      ),
    ].map((m) => ({ title: m[1]!, line: part.line + Number(m[2]), character: Number(m[3]), text: m[4]! })),
  );
}

const KNOWN = new Set(
  'div p span h1 h2 h3 h4 h5 h6 table caption thead tbody tr th td strong em mark figure figcaption svg g path rect line polyline text title'.split(
    ' ',
  ),
);

describe('preview', () => {
  test('an edit of one figure sends one part, wherever the others have moved to', async () => {
    const before = await previewParts(opened(liaocheng), new Set());
    const text = liaocheng
      .replace('单位性质：行政', '单位性质：行政\n// 一行\n// 又一行')
      .replace('| 205 | 教育支出 | 150.00 | 150.00 |', '| 205 | 教育支出 | 150.00 | 150.01 |');
    const after = await previewParts(
      open(text, { blame: false }),
      keys(await previewParts(open(liaocheng, { blame: false }), new Set())),
    );
    const sent = after.filter((p) => p.html !== undefined);
    // The table, and those whose findings the figure changes.
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(12);
    expect(after.length).toBe(before.length);
    expect(after[20]!.line).toBe(before[20]!.line + 2);
  });

  test('nothing is sent again where nothing changed', async () => {
    const analysis = opened(liaocheng);
    const again = await previewParts(analysis, keys(await previewParts(analysis, new Set())));
    expect(again.filter((p) => p.html !== undefined)).toEqual([]);
  });

  test('cells that show their source as it stands can be typed in, by their number in the row', async () => {
    const text = `金额单位：万元\n\n## 支出决算表\n\n| 项目 | 决算数 |\n| --- | ---: |\n| 合计 | 1.00 |\n| **甲** | a\\|b |\n| 乙 |  |\n\n## 另一张表\n\n项目\t金额\t备注\n合计\t1.00\t无\n`;
    const html = (await previewParts(open(text), new Set())).map((p) => p.html).join('');
    const body = html.replace(/<thead>.*?<\/thead>/gs, '');
    const cells = [...body.matchAll(/<t[dh][^>]*?(?: data-i="(\d+)")?>(.*?)<\/t[dh]>/g)].map((m) => [
      m[1],
      m[2]?.replace(/<[^>]+>/g, ''),
    ]);
    expect(cells).toEqual([
      ['0', '合计'],
      ['1', '1.00'],
      [undefined, '甲'],
      [undefined, 'a|b'],
      ['0', '乙'],
      ['1', ''],
      [undefined, '合计'],
      [undefined, '1.00'],
      [undefined, '无'],
    ]);
    expect(html.match(/<thead>.*?<\/thead>/gs)?.join('')).not.toContain('data-i');
  });

  test('keys are each one’s own', async () => {
    for (const { text } of samples) {
      const parts = await previewParts(opened(text), new Set());
      expect(keys(parts).size).toBe(parts.length);
    }
  });

  test('marks stand on the text that is found fault with', async () => {
    const text = samples.find((s) => s.name.startsWith('武汉'))!.text;
    const analysis = opened(text);
    const marks = places(await previewParts(analysis, new Set()));
    const errors = analysis.findings.filter((f) => f.severity === 'error');
    expect(errors.length).toBeGreaterThan(3);
    const lines = text.split('\n');
    for (const { range, message } of errors) {
      const mark = marks.find((m) => m.line === range.start.line && m.character === range.start.character);
      expect(mark, message).toBeDefined();
      expect(lines[mark!.line]!.slice(mark!.character)).toContain(mark!.text.replaceAll('&amp;', '&'));
    }
  });

  test.each(HOSTILE_REPORTS)('a hostile report (%s) is text', async (_, text) => {
    const html = (await previewParts(opened(text), new Set())).map((p) => p.html).join('');
    const bare = html.replace(/="[^"]*"/g, '=""');
    const tags = new Set([...bare.matchAll(/<([a-z][^\s>/]*)/gi)].map((m) => m[1]?.toLowerCase() ?? ''));
    expect([...tags].filter((t) => !KNOWN.has(t))).toEqual([]);
    expect(bare).not.toMatch(/<[^>]*\s(?:on\w+|src|href|style|action)=/i);
  });

  test('a chart that is not drawn says why', async () => {
    const [part] = await previewParts(open('图：风景照\n'), new Set());
    expect(part!.html).toContain('class="problem"');
  });
});
