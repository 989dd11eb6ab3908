/** What cross-report says. */
import type { Says } from '../../messages/index.ts';

export const SAYS = {
  'last-year': {
    zh: '{label} {printed}，上年报告（{path}）{arithmetic}，差 {difference}；有年初调整的请写明。',
    en: '{label} is {printed}; last year’s report ({path}) has {arithmetic}, {difference} off. If it was adjusted, say so in the text.',
  },
  change: {
    zh: '{label}写作 {printed}，但本年 {now}，上年报告（{path}）{last}，应为“{expected}”。{advice}',
    en: '{label} is {printed}, but {now} now and {last} in last year’s report ({path}) make “{expected}”. {advice}',
  },
  base: {
    zh: '{label}的上年数写作 {printed}，上年报告（{path}）是 {last}。{advice}',
    en: 'Last year’s amount of {label} is printed as {printed}; last year’s report ({path}) has {last}. {advice}',
  },
  flat: {
    zh: '写的是与上年相同，但{label}本年 {now}，上年报告（{path}）{last}。{advice}',
    en: 'The text says that nothing changed, but {label} is {now} this year and {last} in last year’s report ({path}). {advice}',
  },
  units: {
    zh: '{label} {printed}，所属单位之和是 {bound}，差 {difference}。',
    en: '{label} is {printed}; the units’ sum is {bound}, {difference} off.',
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

export const PARTS = {
  adjusted: { zh: '上年数有调整的请写明。', en: 'If last year’s amount was adjusted, say so in the text.' },
  stale: {
    zh: '上年报告里也是这个数，看来没有更新。',
    en: 'Last year’s report prints the same number; it seems not to have been updated.',
  },
} as const satisfies Says;
