/** Messages have ids, apart from their wording. Chinese is the source language; English is complete (a test says so). */
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Locale = 'zh' | 'en';
export type MessageId = keyof typeof zh;

const BUNDLES: Readonly<Record<Locale, Readonly<Record<MessageId, string>>>> = { zh, en };

/** Texts taken apart at their placeholders: text, name, text, …, text. */
const parts = new Map<string, readonly string[]>();

/**
 * The text of a message.
 * @param data values for its `{placeholders}`; what is missing is left out
 */
export function message(locale: Locale, id: MessageId, data: Readonly<Record<string, string>> = {}): string {
  const text = BUNDLES[locale][id];
  let split = parts.get(text);
  if (!split) {
    split = text.split(/\{(\w+)\}/);
    parts.set(text, split);
  }
  let out = split[0] as string;
  for (let i = 1; i < split.length; i += 2) out += (data[split[i] as string] ?? '') + split[i + 1];
  return out;
}

/** Whether a string is the id of a message. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(zh, id);
}
