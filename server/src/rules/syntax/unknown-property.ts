/** A key of the front matter, or a unit of money, that the language does not know. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { foldWidth } from '../../base/fold.ts';
import { KEY, KIND, MONEY_UNITS, NATURES } from '../../base/keys.ts';
import { spanRange } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { STATUS_WORDS } from '../../model/report.ts';
import { FRONT_KEYS } from '../../syntax/line.ts';
import { tableIssues } from './table-issues.ts';

const SAYS = {
  key: { zh: '不认识“{key}”。可用的有：{keys}。', en: 'Unknown key “{key}”. Known keys: {keys}.' },
  value: {
    zh: '“{key}”不能写“{value}”，应是：{values}。',
    en: '“{value}” is no value of “{key}”; expected {values}.',
  },
  'unit-unknown': {
    zh: '不认识金额单位“{value}”，应是元、千元、万元或亿元。',
    en: 'Unknown unit of money “{value}”; expected 元, 千元, 万元 or 亿元.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'unknown-property',
  title: { zh: '不认识的项目或写法', en: 'Unknown key or value' },
  family: 'syntax',
  severity: 'information',
  says: SAYS,
  check,
});

const VALUES: Readonly<Record<string, readonly string[]>> = {
  [KEY.kind]: Object.values(KIND),
  [KEY.moneyUnit]: MONEY_UNITS,
  [KEY.nature]: NATURES,
  [KEY.status]: [...STATUS_WORDS.keys()],
};

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const entry of analysis.report.front.entries) {
    if (!entry.known) {
      yield {
        message: SAYS.key,
        data: { key: entry.key, keys: FRONT_KEYS.join('、') },
        range: spanRange(entry.keySpan),
      };
      continue;
    }
    const values = Object.hasOwn(VALUES, entry.key) ? VALUES[entry.key] : undefined;
    const value = foldWidth(entry.value).trim();
    const year = entry.key === KEY.year && !/^\d{4}(?:年度?)?$/.test(value);
    if (value !== '' && ((values && !values.includes(value)) || year)) {
      yield {
        message: SAYS.value,
        data: { key: entry.key, value: entry.value, values: values?.join('、') ?? '2023' },
        range: spanRange(entry.valueSpan),
        printed: entry.value,
      };
    }
  }
  yield* tableIssues(analysis, 'unknown-property', { says: SAYS });
}
