/**
 * Texts for people, in both languages. What several rooms say stands here under an id; what one rule says, beside its
 * check. Chinese is the source language; English is complete (a test says so).
 */
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Locale = 'zh' | 'en';
export type MessageId = keyof typeof zh;

/** A text in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Texts by what they tell. */
export type Says = Readonly<Record<string, Words>>;

const BUNDLES: Readonly<Record<Locale, Readonly<Record<MessageId, string>>>> = { zh, en };

/** Texts taken apart at their placeholders: text, name, text, …, text. */
const parts = new Map<string, readonly string[]>();

/**
 * The text of a message.
 * @param data values for its `{placeholders}`; what is missing is left out
 */
export function message(
  locale: Locale,
  words: MessageId | Words,
  data: Readonly<Record<string, string>> = {},
): string {
  const text = typeof words === 'string' ? BUNDLES[locale][words] : words[locale];
  let split = parts.get(text);
  if (!split) {
    split = text.split(/\{(\w+)\}/);
    parts.set(text, split);
  }
  let out = split[0] as string;
  for (let i = 1; i < split.length; i += 2) out += (data[split[i] as string] ?? '') + split[i + 1];
  return out;
}

/** Some of a set of texts. */
export function pick<S extends Says, K extends keyof S>(says: S, ...keys: readonly K[]): Pick<S, K> {
  return Object.fromEntries(keys.map((key) => [key, says[key]])) as Pick<S, K>;
}

/** Whether a string is the id of a message. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(zh, id);
}
