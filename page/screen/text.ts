/** What the page says, Chinese first. Findings and reasons come from the worker, in the same language. */
import type { Grade, Level, Locale } from '../protocol.ts';

const WORDS = {
  title: ['校对', 'Check'],
  tagline: ['核对公开的部门预算、决算报告', 'Checks published budgets and final accounts'],
  skip: ['跳到问题列表', 'Skip to the findings'],
  drop: ['把报告拖到这里', 'Drop reports here'],
  kinds: [
    'Word、Excel、PDF、WPS、网页、文本，一份、多份或整个文件夹都可以',
    'Word, Excel, PDF, WPS, web pages, text: one, several, or a whole folder',
  ],
  pickFiles: ['选择文件', 'Choose files'],
  pickFolder: ['选择文件夹', 'Choose a folder'],
  privacy: [
    '文件只在这个窗口里读，不上网，不离开这台电脑。',
    'Files are read in this window alone: no network, nothing leaves this computer.',
  ],
  step1: [
    '放进报告：不用改名，不用整理，同一单位的表和文字会自己合到一起。',
    'Put reports in as they are: tables and text of one unit find each other.',
  ],
  step2: [
    '看问题：每一处写明印的是多少、应该是多少、为什么，点一下就看到报告里的那个数。',
    'Look at the findings: what is printed, what it must be, why; one click shows the figure in the report.',
  ],
  step3: [
    '存下审核意见：一份 Excel 清单，每个单位一封 Word。',
    'Save the opinion: one Excel list, and one Word letter for each unit.',
  ],
  progress: ['进度', 'Progress'],
  skipFile: ['跳过这个文件', 'Skip this file'],
  stop: ['停止', 'Stop'],
  findings: ['问题', 'Findings'],
  save: ['存下审核意见', 'Save the opinion'],
  more: ['再加文件', 'Add files'],
  print: ['打印报告', 'Print the report'],
  filter: ['筛选', 'Filter'],
  search: ['找', 'Find'],
  rule: ['规则', 'Rule'],
  allRules: ['全部', 'All'],
  show: ['显示', 'Show'],
  clean: ['没有问题的报告', 'Reports without findings'],
  report: ['报告', 'Report'],
  keys: [
    '键盘：F8 下一处，Shift+F8 上一处，↑↓ 在列表里走，/ 查找',
    'Keys: F8 next, Shift+F8 previous, ↑↓ walk the list, / find',
  ],
  licences: ['所用的开源软件', 'Software of others in this page'],
  reading: ['正在读 {name}（{done}/{of}）', 'Reading {name} ({done}/{of})'],
  joining: [
    '正在把同一单位的表和文字合到一起（{done}/{of}）',
    'Putting tables and text of a unit together ({done}/{of})',
  ],
  checking: ['正在核对 {name}（{done}/{of}）', 'Checking {name} ({done}/{of})'],
  looking: ['正在看文件夹里有什么：{count} 个文件', 'Looking through the folder: {count} files'],
  slow: ['{name} 已经读了 {seconds} 秒', '{name}: {seconds} seconds so far'],
  skipped: ['您跳过了这个文件。', 'You skipped this file.'],
  crashed: ['读它时出了故障，已略过。', 'Reading it broke down; passed over.'],
  sum: [
    '{reports} 份报告，{findings} 处问题，显示 {shown} 处',
    '{reports} reports, {findings} findings, {shown} shown',
  ],
  none: ['没有发现问题', 'Nothing found'],
  nothingShown: ['没有符合筛选的问题。', 'No finding passes the filter.'],
  unread: ['没有读的文件：{count} 个', 'Files not read: {count}'],
  passedOver: ['不是报告，略过：{count} 个', 'Not reports, passed over: {count}'],
  tooMany: ['文件太多，只看了前 {count} 个。', 'Too many files: only the first {count} were looked at.'],
  noFiles: ['里面没有能读的文件。', 'No file in there can be read.'],
  facts: ['表 {tables} 张，{held} 项核对相符', '{tables} tables, {held} checks hold'],
  notMade: ['未能核对：{count} 项', 'Not checked: {count}'],
  remarks: ['读这份报告时：{count} 条', 'On reading it: {count}'],
  printed: ['印的', 'Printed'],
  expected: ['应为', 'Must be'],
  place: ['位置', 'Place'],
  origin: ['原文件', 'In the file'],
  basis: ['依据', 'Basis'],
  round: ['上一轮的审核意见', 'The round before'],
  lastRound: ['与上一轮比', 'Since the round before'],
  fresh: ['新', 'New'],
  again: ['仍未改', 'Still there'],
  opinion: ['处理意见', 'Opinion'],
  unmarked: ['未定', 'None'],
  seen: ['已阅', 'Seen'],
  accepted: ['认可', 'Accepted'],
  returned: ['退回', 'Returned'],
  answer: ['单位说明', 'The unit’s answer'],
  semicolon: ['；', '; '],
  related: ['相关', 'Related'],
  previous: ['上一处', 'Previous'],
  next: ['下一处', 'Next'],
  nth: ['第 {n} 处，共 {of} 处', '{n} of {of}'],
  choose: ['点左边一处问题，这里显示它在报告里的样子。', 'Choose a finding to see it in its report.'],
  loading: ['正在打开报告……', 'Opening the report …'],
  notPrinted: [
    '这一处不在正文里，报告中没有可以标出的地方。',
    'It is not in the text: there is nothing to mark.',
  ],
  trouble: ['出了故障：{words}', 'Something broke: {words}'],
  untitled: ['未署名', 'Unnamed'],
} as const satisfies Record<string, readonly [string, string]>;

export type WordId = keyof typeof WORDS;

const GRADES: Readonly<Record<Grade, readonly [string, string]>> = {
  must: ['必须改', 'Must be mended'],
  explain: ['请说明', 'To be explained'],
  wording: ['文字', 'Wording'],
  other: ['提示', 'Hints'],
};
const LEVELS: Readonly<Record<Level, readonly [string, string]>> = {
  error: ['错误', 'Error'],
  warning: ['警告', 'Warning'],
  information: ['信息', 'Information'],
  hint: ['提示', 'Hint'],
};

let now: Locale = 'zh';

export function locale(): Locale {
  return now;
}

export function setLocale(to: Locale): void {
  now = to;
  document.documentElement.lang = to === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const element of document.querySelectorAll<HTMLElement>('[data-say]'))
    element.textContent = say(element.dataset.say as WordId);
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]'))
    element.setAttribute('aria-label', say(element.dataset.label as WordId));
}

const inLocale = ([zh, en]: readonly [string, string]) => (now === 'zh' ? zh : en);

export function say(id: WordId, data: Readonly<Record<string, string | number>> = {}): string {
  return inLocale(WORDS[id]).replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}

export const gradeWord = (grade: Grade) => inLocale(GRADES[grade]);
export const levelWord = (level: Level) => inLocale(LEVELS[level]);
