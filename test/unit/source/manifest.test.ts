/** The manifest, its texts in two languages and the code speak of the same commands, settings and views. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const source = read('package.json');
const manifest = JSON.parse(source);
const { contributes } = manifest;
const english: Record<string, string> = JSON.parse(read('package.nls.en.json'));
const chinese: Record<string, string> = JSON.parse(read('package.nls.json'));

const HAN = /\p{Script=Han}/u;

/** What client/src/commands/index.ts registers. */
const registered = [
  ...(/const COMMANDS[^{]*\{([\s\S]*?)\n\};/.exec(read('client/src/commands/index.ts'))?.[1] ?? '').matchAll(
    /^ {2}(\w+)(?=[,:])/gm,
  ),
].map((m) => `disclosure.${m[1]}`);
const declared: string[] = contributes.commands.map((c: { command: string }) => c.command);

/** Every value under a key, however deep. */
function values(node: unknown, key: string): unknown[] {
  if (Array.isArray(node)) return node.flatMap((n) => values(n, key));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([k, v]) => [...(k === key ? [v] : []), ...values(v, key)]);
}

describe('texts of the manifest', () => {
  const used = new Set([...source.matchAll(/%([\w.-]+)%/g)].map((m) => m[1] as string));

  it('has every text that it names in both languages, and no other', () => {
    expect(Object.keys(english).sort()).toEqual([...used].sort());
    expect(Object.keys(chinese).sort()).toEqual([...used].sort());
  });

  it('has Chinese in Chinese, and nothing empty', () => {
    for (const [key, text] of Object.entries(chinese)) expect(HAN.test(text), `${key}: ${text}`).toBe(true);
    for (const [key, text] of Object.entries(english)) expect(text.trim(), key).not.toBe('');
  });

  it('has the same links and code in both', () => {
    const fixed = (text: string) =>
      new Set([...text.matchAll(/\(command:[\w.?%-]+\)|`[^`]+`/g)].map((m) => m[0]));
    for (const key of used) expect(fixed(chinese[key] ?? ''), key).toEqual(fixed(english[key] ?? ''));
  });

  it('writes no text of its own where a person reads', () => {
    for (const key of ['title', 'category', 'markdownDescription', 'contents', 'label', 'contextualTitle']) {
      for (const text of values(contributes, key)) expect(text).toMatch(/^%[\w.-]+%$/);
    }
  });
});

describe('commands', () => {
  it('declares what the client registers, and registers what it declares', () => {
    expect(registered.length).toBeGreaterThan(1);
    expect([...declared].sort()).toEqual([...registered].sort());
  });

  const views = new Set(values(contributes.views, 'id'));

  it('names only declared commands in menus, keys, welcomes and the walkthrough', () => {
    const named = [
      ...values({ ...contributes, commands: [] }, 'command'),
      ...[...source.matchAll(/command:(disclosure\.[\w.]+)/g)].map((m) => m[1]),
      ...Object.values(english).flatMap((t) =>
        [...t.matchAll(/command:(disclosure\.[\w.]+)/g)].map((m) => m[1]),
      ),
    ];
    for (const command of named) {
      // The editor makes a command of its own for every view.
      if (views.has(String(command).replace(/\.focus$/, ''))) continue;
      if (String(command).startsWith('disclosure.')) expect(declared).toContain(command);
    }
  });
});

describe('files of the manifest', () => {
  it('names files that exist and are packed', () => {
    const named = [
      manifest.icon,
      ...values(contributes, 'path'),
      ...values(contributes, 'configuration').filter((v) => typeof v === 'string'),
      ...values(contributes, 'image'),
      ...values(contributes, 'markdown'),
      ...values(contributes.viewsContainers ?? {}, 'icon'),
    ].map((path) => String(path).replace(/^\.\//, ''));
    for (const path of named) {
      expect(existsSync(new URL(`../../../${path}`, import.meta.url)), path).toBe(true);
      expect(
        manifest.files.some((f: string) => path === f || path.startsWith(`${f}/`)),
        `${path} is packed`,
      ).toBe(true);
    }
  });
});

describe('settings', () => {
  const properties: Record<string, { order?: number; default?: unknown }> =
    contributes.configuration.properties;

  it('have a place of their own in the list', () => {
    const orders = Object.values(properties).map((p) => p.order);
    expect(new Set(orders).size).toBe(orders.length);
  });
});
