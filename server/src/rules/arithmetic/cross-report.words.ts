/** What cross-report says. */
import type { Says } from '../../messages/index.ts';

export const SAYS = {
  'last-year': {
    zh: '{label}为 {printed}，与上年报告（{path}）相差 {difference}：{arithmetic}。是否有年初调整、收回或划转？如有请在说明中写明。',
    en: '{label} is {printed}; last year’s report ({path}) differs by {difference}: {arithmetic}. Was there an adjustment, recovery or transfer at the start of the year?',
  },
  change: {
    zh: '{label}写作 {printed}，但本年为 {now}，上年报告（{path}）为 {last}，应为“{expected}”。{stale}上年数如有调整，请在说明中写明。',
    en: '{label} is printed as {printed}, but this year is {now} and last year’s report ({path}) has {last}: it must be “{expected}”. {stale} If last year’s amount was adjusted, say so in the text.',
  },
  base: {
    zh: '{label}的上年数写作 {printed}，上年报告（{path}）为 {last}。{stale}上年数如有调整，请在说明中写明。',
    en: 'Last year’s amount of {label} is printed as {printed}; last year’s report ({path}) has {last}. {stale} If it was adjusted, say so in the text.',
  },
  flat: {
    zh: '写的是与上年相同，但{label}本年为 {now}，上年报告（{path}）为 {last}。上年数如有调整，请在说明中写明。',
    en: 'The text says that nothing changed, but {label} is {now} this year and {last} in last year’s report ({path}). If last year’s amount was adjusted, say so in the text.',
  },
  stale: {
    zh: '上年报告里也印着这个数，看来没有更新。',
    en: 'Last year’s report prints the same number; it seems not to have been updated.',
  },
  units: {
    zh: '{label}为 {printed}，与所属单位之和相差 {difference}（尾数误差最多可解释 {slack}）。{arithmetic}。',
    en: '{label} is {printed}; the units’ sum differs by {difference} (rounding explains {slack} at most). {arithmetic}.',
  },
  missing: {
    zh: '找不到“{path}”，与它有关的核对没有做。',
    en: '“{path}” was not found; nothing was checked against it.',
  },
  outside: {
    zh: '“{path}”在工作区之外，出于安全没有打开。',
    en: '“{path}” lies outside the workspace and was not opened.',
  },
  cycle: {
    zh: '“{path}”就是本报告，或绕了一圈又指回本报告。',
    en: '“{path}” is this report itself, or leads back to it.',
  },
  unreadable: {
    zh: '“{path}”读不出来，与它有关的核对没有做。',
    en: '“{path}” could not be read; nothing was checked against it.',
  },
  unavailable: {
    zh: '这里打不开其他文件，没有与“{path}”核对。',
    en: 'Other files cannot be opened here; “{path}” was not compared.',
  },
} as const satisfies Says;
