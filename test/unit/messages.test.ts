/** Chinese and English say the same things: ids, placeholders, titles of rules, pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../server/src/messages/en.ts';
import { message } from '../../server/src/messages/index.ts';
import { zh } from '../../server/src/messages/zh.ts';
import { rules } from '../../server/src/rules/index.ts';
import { FRONT_KEYS } from '../../server/src/syntax/line.ts';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const ids = Object.keys(zh) as (keyof typeof zh)[];
const root = new URL('../../', import.meta.url);

describe('messages', () => {
  it('have the same ids in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('have the same placeholders in both languages', () => {
    const differ = ids.filter((id) => String(placeholders(zh[id])) !== String(placeholders(en[id])));
    expect(differ).toEqual([]);
  });

  it('are written in their language, and none is empty', () => {
    // `cli.forms.by.none`: a table of no form has no reason to tell.
    const empty = ids.filter((id) => zh[id].trim() === '' || en[id].trim() === '');
    expect(empty).toEqual(['cli.forms.by.none']);
    // What names a thing of the report stays Chinese: keys, marks, units.
    const chinese = ids.filter((id) => {
      const own = en[id].replace(/[“‘《`（][^”’》`）]*[”’》`）]/g, '');
      const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
      return han > own.length / 2;
    });
    expect(chinese).toEqual([]);
    // A message of Chinese without a Chinese character is one that nobody has translated.
    const english = ids.filter(
      (id) => !/\p{Script=Han}/u.test(zh[id]) && /[a-z]{4,}/i.test(zh[id].replace(/\{\w+\}/g, '')),
    );
    expect(english.filter((id) => !id.startsWith('cli.'))).toEqual([]);
  });

  it('put nothing into the text that is not asked for', () => {
    for (const id of ids) {
      const data = Object.fromEntries(placeholders(zh[id]).map((p) => [p.slice(1, -1), '※']));
      for (const locale of ['zh', 'en'] as const)
        expect(message(locale, id, data), id).not.toMatch(/\{\w+\}/);
    }
  });

  it('name every rule, and no rule that is none', () => {
    const titled = ids.flatMap((id) => /^rule\.(.+)\.title$/.exec(id)?.[1] ?? []);
    expect(titled.sort()).toEqual(rules.map((r) => r.id).sort());
    for (const { id } of rules) {
      const page = readFileSync(new URL(`docs/rules/${id}.md`, root), 'utf8');
      expect(page.split('\n')[0], id).toBe(
        `# ${id} ${message('zh', `rule.${id}.title` as 'rule.total.title')}`,
      );
    }
  });

  it('explain every key of the front matter', () => {
    for (const key of FRONT_KEYS) expect(ids, key).toContain(`front.${key}`);
  });
});
