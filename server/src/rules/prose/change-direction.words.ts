/** What change-direction says. */
import type { Says } from '../../messages/index.ts';

export const SAYS = {
  level: {
    zh: '写了“{change}”，又写“{level}”，两处必有一误。',
    en: '“{change}” and “{level}” cannot both be true.',
  },
  'both-words': {
    zh: '“{text}”：又说增减，又说持平，请留一个。',
    en: '“{text}”: said to change and to be the same; leave one.',
  },
  amounts: {
    zh: '写作“{word}”，但两个金额是 {now} 与 {last}，应为“{expected}”。',
    en: '“{word}”, but the amounts are {now} and {last}: “{expected}”.',
  },
  rate: {
    zh: '前面说“{change}”，这里却写“{word}”，应为“{expected}”。',
    en: '“{change}” before, “{word}” here: “{expected}”.',
  },
  order: {
    zh: '写作“{word}”，但 {left} 与 {right} 相比，应为“{expected}”。',
    en: '“{word}”, but {left} against {right}: “{expected}”.',
  },
  reason: {
    zh: '前面说“{change}”，原因里却写“{word}”，应为“{expected}”。',
    en: '“{change}” before, “{word}” in the reason: “{expected}”.',
  },
  both: {
    zh: '“{word}”与“{other} {rate}”彼此一致，但与两年的金额不符，都应反过来：改为“{expected}”。',
    en: '“{word}” and “{other} {rate}” agree with each other but not with the amounts of the two years: both go the other way, “{expected}”.',
  },
  equal: {
    zh: '写作“{word}”，但 {left} 与 {right} 相等，应为“持平”。',
    en: '“{word}”, but {left} and {right} are equal.',
  },
  beyond: {
    zh: '{now} 比上年增加 {change}，上年就成了负数，两数必有一误。',
    en: '{now}, up by {change}: last year would be below zero.',
  },
  same: {
    zh: '写作持平或相同，但 {left} 与 {right} 不相等。',
    en: 'Said to be the same, but {left} and {right} differ.',
  },
  roughly: {
    zh: '写作基本持平，但 {left} 与 {right} 相差超过 5%。',
    en: 'Said to be about the same, but {left} and {right} differ by more than 5 %.',
  },
} as const satisfies Says;

export const FIXES = {
  'turn-direction': { zh: '改为“{word}”', en: 'Change to “{word}”' },
} as const satisfies Says;
