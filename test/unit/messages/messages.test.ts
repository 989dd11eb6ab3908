/** Chinese and English say the same things, in messages and in the words of rules: placeholders, titles, pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../../server/src/messages/en.ts';
import { message, type Says, type Words } from '../../../server/src/messages/index.ts';
import { zh } from '../../../server/src/messages/zh.ts';
import { ARITHMETIC, RATIO } from '../../../server/src/rules/arithmetic/report/words.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { FRONT_KEYS } from '../../../server/src/syntax/line.ts';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const ids = Object.keys(zh) as (keyof typeof zh)[];
const root = new URL('../../../', import.meta.url);

const named = (name: string, says: Says): [string, Words][] =>
  Object.entries(says).map(([what, words]) => [`${name}.${what}`, words]);

/** Every text for people. */
const texts: readonly [string, Words][] = [
  ...ids.map((id): [string, Words] => [id, { zh: zh[id], en: en[id] }]),
  ...named('arithmetic', ARITHMETIC),
  ...named('ratio', RATIO),
  ...rules.flatMap(({ id, title, says, also = {} }) => [
    ...named(id, { title, ...says }),
    ...named(id, also),
  ]),
];

describe('messages', () => {
  it('have the same ids in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('have the same placeholders in both languages', () => {
    const differ = texts.filter(([, w]) => String(placeholders(w.zh)) !== String(placeholders(w.en)));
    expect(differ.map(([id]) => id)).toEqual([]);
  });

  it('are written in their language, and none is empty', () => {
    // `cli.forms.by.none`: a table of no form has no reason to tell.
    const empty = texts.filter(([, w]) => w.zh.trim() === '' || w.en.trim() === '');
    expect(empty.map(([id]) => id)).toEqual(['cli.forms.by.none']);
    // What names a thing of the report stays Chinese: keys, marks, units.
    const chinese = texts.filter(([, w]) => {
      const own = w.en.replace(/[“‘《`（][^”’》`）]*[”’》`）]/g, '');
      const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
      return han > own.length / 2;
    });
    expect(chinese.map(([id]) => id)).toEqual([]);
    // A message of Chinese without a Chinese character is one that nobody has translated.
    const english = texts.filter(
      ([, w]) => !/\p{Script=Han}/u.test(w.zh) && /[a-z]{4,}/i.test(w.zh.replace(/\{\w+\}/g, '')),
    );
    expect(english.map(([id]) => id).filter((id) => !id.startsWith('cli.'))).toEqual([]);
  });

  it('put nothing into the text that is not asked for', () => {
    for (const [id, words] of texts) {
      const data = Object.fromEntries(placeholders(words.zh).map((p) => [p.slice(1, -1), '※']));
      for (const locale of ['zh', 'en'] as const)
        expect(message(locale, words, data), id).not.toMatch(/\{\w+\}/);
    }
  });

  it('head the pages of rules', () => {
    for (const { id, title } of rules) {
      const page = readFileSync(new URL(`docs/rules/${id}.md`, root), 'utf8');
      expect(page.split('\n')[0], id).toBe(`# ${id} ${title.zh}`);
    }
  });

  it('stand with their rule, not among the messages', () => {
    const own = new Set<string>(rules.map((r) => r.id));
    expect(ids.filter((id) => own.has(id.split('.')[0] as string))).toEqual([]);
  });

  it('explain every key of the front matter', () => {
    for (const key of FRONT_KEYS) expect(ids, key).toContain(`front.${key}`);
  });
});
