/** Years where the structure of the sentence fixes them. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues, setWord } from '../prose-issues.ts';

const SAYS = {
  cut: { zh: '“{printed} 年”的年份缺字或多字。', en: '“{printed}” is no year.' },
  heading: {
    zh: '标题写 {printed} 年，本报告是 {expected} 年度。',
    en: 'The heading says {printed}; this report is of {expected}.',
  },
  closing: {
    zh: '截止日期写 {printed} 年，应为 {expected} 年。',
    en: 'The closing date says {printed}; it should be {expected}.',
  },
  stated: {
    zh: '正文写 {printed} 年，数却是本年的，应为 {expected} 年。',
    en: 'Written as of {printed}, but the amount is this year’s: {expected}.',
  },
  compared: {
    zh: '写作与 {printed} 年相比，上年应是 {expected} 年。',
    en: 'Compared with {printed}; last year is {expected}.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'prose-year',
  title: { zh: '年份有误', en: 'Wrong year' },
  family: 'prose',
  severity: 'warning',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'prose-year', {
      says: SAYS,
      fix: (issue) => ({ ...setWord(issue), preferred: false }),
    }),
});
