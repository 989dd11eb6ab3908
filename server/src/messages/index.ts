/** Messages have ids, apart from their wording. Chinese is the source language; English is complete (a test says so). */
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Locale = 'zh' | 'en';
export type MessageId = keyof typeof zh;

const BUNDLES: Readonly<Record<Locale, Readonly<Record<MessageId, string>>>> = { zh, en };

/**
 * The text of a message.
 * @param data values for its `{placeholders}`; what is missing is left out
 */
export function message(locale: Locale, id: MessageId, data: Readonly<Record<string, string>> = {}): string {
  return BUNDLES[locale][id].replace(/\{(\w+)\}/g, (_, key: string) => data[key] ?? '');
}

/** Whether a string is the id of a message. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(zh, id);
}
