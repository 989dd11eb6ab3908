/** 校对.html as it is built: one file that lets nothing be loaded or sent. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../../scripts/page.mjs';
import { everything } from '../../support/everything.ts';

const folder = mkdtempSync(join(tmpdir(), 'disclosure-built-'));
let html = '';
let bytes = 0;

beforeAll(async () => {
  const file = join(folder, '校对.html');
  ({ bytes } = await buildPage(file));
  html = readFileSync(file, 'utf8');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checksum = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const between = (pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

describe('the page', () => {
  test('is one file of less than half of what it may be', () => {
    expect(bytes).toBeLessThan(3_000_000);
    expect(bytes).toBeGreaterThan(1_000_000);
  });

  test('has a policy that names its one script and style sheet, and lets nothing else be', () => {
    const script = between(/<script>([\s\S]*?)<\/script>/);
    const style = between(/<style>([\s\S]*?)<\/style>/);
    expect(script.length).toBeGreaterThan(10_000);
    expect(between(/http-equiv="Content-Security-Policy" content="([^"]*)"/).split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${checksum(script)}`,
      `style-src ${checksum(style)}`,
      'img-src data:',
      'worker-src blob:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types page',
    ]);
  });

  test('names no address, and holds no script or style beside them', () => {
    const shell = html.replace(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '');
    expect(shell).not.toMatch(/https?:|\bon[a-z]+=|style=|<iframe|<object|<base/);
    expect([...html.matchAll(/<script([^>]*)>/g)].map((m) => m[1])).toEqual([
      ' type="text/plain" id="engine"',
      ' type="text/plain" id="licences"',
      '',
    ]);
  });

  test('has a label for all that can be pressed or filled in, in both languages', () => {
    const words = readFileSync('page/screen/text.ts', 'utf8');
    const named = [...html.matchAll(/data-(?:say|label)="(\w+)"/g)].map((m) => m[1] as string);
    expect(named.length).toBeGreaterThan(20);
    for (const id of named) expect(words, id).toMatch(new RegExp(`^ {2}${id}: \\[`, 'm'));
    for (const [tag] of html.matchAll(/<button[^>]*>/g)) expect(tag).toMatch(/data-say=|id="language"/);
  });

  // Built a second time for it.
  test.runIf(everything)(
    'is the same for the same sources',
    async () => {
      const again = join(folder, 'again.html');
      await buildPage(again);
      expect(readFileSync(again, 'utf8') === html).toBe(true);
    },
    60_000,
  );
});
