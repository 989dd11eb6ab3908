/** What the rules of equations say in common. */
import type { Says } from '../../../messages/index.ts';

export const ARITHMETIC = {
  alone: {
    zh: '{label} {printed}，与它核对的另一边没有数。{others}',
    en: '{label} {printed}: the other side has no figure. {others}',
  },
  blamed: {
    zh: '{label} {printed}，应为 {expected}：{arithmetic}。{others}',
    en: '{label} is {printed} and must be {expected}: {arithmetic}. {others}',
  },
  'blamed-blank': {
    zh: '{label}没有填，应为 {expected}：{arithmetic}。{others}',
    en: '{label} is blank and must be {expected}: {arithmetic}. {others}',
  },
  open: {
    zh: '{label} {printed}，各项加起来是 {sum}，差 {difference}；定不了哪个数错，有 {count} 种改法。{others}',
    en: '{label} is {printed}, its parts make {sum}, {difference} off. Which is wrong cannot be told: {count} corrections would do. {others}',
  },
  'parts-blank': {
    zh: '{label} {printed}，下面各项都没有填。{others}',
    en: '{label} is {printed}, none of its parts is filled in. {others}',
  },
  broken: {
    zh: '{label} {printed}，另一边是 {sum}，差 {difference}：{arithmetic}。{others}',
    en: '{label} is {printed}, the other side is {sum}, {difference} off: {arithmetic}. {others}',
  },
  sides: {
    zh: '左边 {left}，右边 {right}，差 {difference}。{others}',
    en: 'The left side is {left}, the right side {right}, {difference} off. {others}',
  },
  limit: {
    zh: '{label} {printed}，应不大于 {bound}。',
    en: '{label} {printed} must not be more than {bound}.',
  },
  'limit-least': {
    zh: '{label} {printed}，应不小于 {bound}。',
    en: '{label} {printed} must not be less than {bound}.',
  },
  'limit-other': {
    zh: '{label} {printed}，超出 {difference}：{arithmetic}。',
    en: '{label} {printed} is beyond its limit by {difference}: {arithmetic}.',
  },
  unequal: {
    zh: '{label} {printed}，算出来差 {difference}：{arithmetic}。',
    en: '{label} {printed} differs from what it is computed from by {difference}: {arithmetic}.',
  },
  others: { zh: '另有 {count} 处也对不上。', en: '{count} more do not hold.' },
  /** With `hidden-row` as its reason. */
  hidden: {
    zh: '{label} {printed}，与看得见的各行对不上：{hidden}',
    en: '{label} is {printed}, which the visible rows do not make: {hidden}',
  },
  'hidden-row': {
    zh: '差的正好是隐藏的第 {number} 行（{name}）的 {amount}，多半是合计算进了它。',
    en: 'what is off is the {amount} of hidden row {number} ({name}), which the total probably counts.',
  },
} as const satisfies Says;

export const RATIO = {
  wrong: {
    zh: '{label} {printed}，应为 {expected}：{arithmetic}。',
    en: '{label} is {printed} and must be {expected}: {arithmetic}.',
  },
  truncated: {
    zh: '{label} {printed}，四舍五入应为 {expected}（看来是直接舍去的）：{arithmetic}。',
    en: '{label} is {printed}, rounded it is {expected} (it seems to have been cut off): {arithmetic}.',
  },
  padded: {
    zh: '{label} {printed}，看来只算到整数，后面的零是补的，写作 {expected} 更准：{arithmetic}。',
    en: '{label} is {printed}; it was rounded to whole per cents with zeros behind. {expected} is exact: {arithmetic}.',
  },
  unconfirmed: {
    zh: '{label} {printed}，算得 {expected}：{arithmetic}。增减额没有上年数可以印证，请先核对增减额。',
    en: '{label} is {printed}, computed {expected}: {arithmetic}. No amount of last year confirms the change: check it first.',
  },
  'zero-base': {
    zh: '{label} {printed}，但基数是 0，不能算百分比：{arithmetic}。',
    en: '{label} is {printed}, but its base is zero, so that no rate can be told: {arithmetic}.',
  },
} as const satisfies Says;
