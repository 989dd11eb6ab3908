/** Two marks where one is meant. */

import { defineRule, type RawFix } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { ProseIssueOf } from '../../prose/types.ts';
import { proseIssues, setWord } from '../prose-issues.ts';

const SAYS = {
  paragraph: {
    zh: '这一段与前面一段完全相同：“{text}……”。',
    en: 'This paragraph was printed before: “{text}…”.',
  },
  words: { zh: '“{text}”词语重复。', en: '“{text}”: said twice.' },
  found: { zh: '“{text}”标点重复。', en: '“{text}”: doubled punctuation.' },
} as const satisfies Says;

const FIXES = {
  'one-mark': { zh: '改为“{mark}”', en: 'Change to “{mark}”' },
} as const satisfies Says;

export default defineRule({
  id: 'double-punctuation',
  title: { zh: '标点重复', en: 'Doubled punctuation' },
  family: 'text',
  severity: 'hint',
  says: SAYS,
  also: FIXES,
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'double-punctuation', { says: SAYS, fix }),
});

function fix(issue: ProseIssueOf<'double-punctuation'>): Omit<RawFix, 'edits'> {
  if (issue.what === 'words') return { ...setWord(issue), preferred: true };
  return { title: FIXES['one-mark'], data: { mark: issue.expected ?? '' }, preferred: true };
}
