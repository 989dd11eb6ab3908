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
  budget: {
    zh: '{label}写作 {printed}，预算（{path}）为 {last}。预算如有调整，请写清是调整后的数。',
    en: '{label} is {printed}; the budget ({path}) says {last}. If it was adjusted, say that it is the adjusted one.',
  },
  'budget-copied': {
    zh: '{label}写作 {printed}，预算（{path}）为 {last}。{why}',
    en: '{label} is {printed}; the budget ({path}) says {last}. {why}',
  },
  'budget-change': {
    zh: '{label}写作 {printed}，但决算为 {now}，预算（{path}）为 {last}，应为“{expected}”。{why}',
    en: '{label} is {printed}, but {now} was spent and the budget ({path}) says {last}: “{expected}”. {why}',
  },
  'budget-flat': {
    zh: '写的是与年初预算持平，但{label}决算为 {now}，预算（{path}）为 {last}。',
    en: 'Said to be as budgeted, but {label} is {now} and the budget ({path}) says {last}.',
  },
  order: {
    zh: '写的是“{word}”，但{label}为 {now}，“{path}”里为 {last}。',
    en: 'Said to be “{word}”, but {label} is {now} and “{path}” says {last}.',
  },
  'other-scope': {
    zh: '年初预算与“{path}”大多不同（{count} 项），两份报告的口径可能不一样，没有逐项核对。',
    en: 'Most first budgets differ from “{path}” ({count}); the two may not cover the same units. They were not compared one by one.',
  },
  'other-year': {
    zh: '“{path}”是 {year} 年度的，“{key}”应为 {wanted} 年度的，没有与它核对。',
    en: '“{path}” is of {year}, “{key}” should be of {wanted}; nothing was checked against it.',
  },
  'other-kind': {
    zh: '“{path}”是{kind}，“预算”这里应写同年的预算，没有与它核对。',
    en: '“{path}” is a {kind}; 预算 names the budget of the year. Nothing was checked against it.',
  },
  'named-twice': {
    zh: '“{key}”里{kind}已有一份，没有与“{path}”核对。',
    en: '“{key}” names a {kind} already; “{path}” was not compared.',
  },
  'not-here': {
    zh: '“预算”只写在决算里：本报告就是预算，没有与“{path}”核对。',
    en: '预算 is named in final accounts only; this is a budget. “{path}” was not compared.',
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
  'set-change': { zh: '按两年的数改成“{to}”', en: 'Set to “{to}”, as both years’ amounts say' },
  slip: {
    zh: '像是抄写有误。',
    en: 'It looks miscopied.',
  },
  row: {
    zh: '{printed}是“{row}”的数。',
    en: '{printed} is the amount of “{row}”.',
  },
  adjustedBudget: {
    zh: '{printed} 是调整后的预算数。',
    en: '{printed} is the adjusted budget.',
  },
  spent: {
    zh: '{printed} 是决算数。',
    en: '{printed} is what was spent.',
  },
  rate: {
    zh: '完成率是按 {last} 算的。',
    en: 'The completion rate was computed on {last}.',
  },
  adjusted: { zh: '上年数有调整的请写明。', en: 'If last year’s amount was adjusted, say so in the text.' },
  stale: {
    zh: '上年报告里也是这个数，看来没有更新。',
    en: 'Last year’s report prints the same number; it seems not to have been updated.',
  },
} as const satisfies Says;
