/** What a message must not be: long, with a gap where a value was to stand, in words that only its makers know. */
import { MOST_CHARACTERS } from '../../server/src/analysis/brief.ts';
import type { Locale } from '../../server/src/messages/index.ts';

/** Gaps of a text whose value is missing. */
const GAPS: Readonly<Record<Locale, RegExp>> = {
  zh: /，，|。。|、、|：[。，：]|，。|[是为] [，。；]| {2}|（ ?）|《》|“”|undefined|\{\w+\}/,
  en: / {2}|\(\)|“”|: [.,;]|, [.,;]| [.,;] |undefined|\{\w+\}/,
};

/** A constant in the place of a figure that is not there. */
const ZERO = /(?:^|[^\d.,])0 =|= 0(?![\d.,])/;

/** Words of the trade of programs. */
const JARGON: Readonly<Record<Locale, RegExp>> = {
  zh: /表式|属性|豁免|归结|实例|解析|区间|容差|置信|[Ss]everity/,
  en: /\b(?:severity|interval|tolerance|parser?|token|null)\b/i,
};

const AMOUNT = /(?<![\d.,])-?\d[\d,]*\.\d{2}(?![\d%％])( ?(?:万元|千元|亿元|元))?/g;

/** What is wrong with a message, in words for a test's report. */
export function faultsOf(message: string, locale: Locale): string[] {
  const faults: string[] = [];
  const tell = (what: string, found: boolean) => {
    if (found) faults.push(`${what}: ${message}`);
  };
  tell(`${message.length} characters`, message.length > MOST_CHARACTERS[locale]);
  // What stands in quotation marks is the report's.
  const own = message.replace(/“[^”]+”/g, '“…”');
  tell('a gap', GAPS[locale].test(own) || message !== message.trim());
  tell('a zero that nobody printed', ZERO.test(message));
  tell('jargon', JARGON[locale].test(own));
  const units = [...message.matchAll(AMOUNT)].map((m) => m[1]?.trim());
  const named = new Set(units.filter((u) => u !== undefined));
  tell('amounts in several units, one without its own', named.size > 1 && units.includes(undefined));
  return faults;
}
