/** A published report as a web page: safe whatever the report holds, and with every figure as printed. */
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { exportReport } from '../../../server/src/exchange/publish/index.ts';
import { publish, textOfRuns } from '../../../server/src/service.ts';
import { HOSTILE, HOSTILE_REPORTS } from '../../support/hostile.mjs';
import { opened, samples } from '../../support/samples.ts';

const KNOWN = new Set(
  'html head meta title style body main nav details summary ol li a h1 h2 h3 h4 h5 h6 p span div table thead tbody tr th td strong em figure figcaption svg rect line path polyline text g circle defs clippath tspan'.split(
    ' ',
  ),
);

async function htmlOf(text: string): Promise<string> {
  const { files } = await exportReport(opened(text), 'html', 'x');
  return files[0]!.content as string;
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
        p.kind === 'table' ? p.rows.flatMap((r) => r.cells.map((c) => textOfRuns(c.runs))) : [],
      );
      expect(read(await htmlOf(text)).cells).toEqual(wanted);
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
