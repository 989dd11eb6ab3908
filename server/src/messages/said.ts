/** Texts on what sentences say against one another, and on their wording. */
export const saidZh = {
  'double-punctuation.paragraph': '这一段与前面一段完全相同：“{text}……”。',
  'prose-unit.decimals': '{printed} 与同段 {other} 的小数位数不同。',
  'template-leftover.purpose': '“{item}”的用途写的是“{purpose}”，像是从别的科目抄来的。',
  'missing-section.matters': '没有说明{names}，各级标题和正文里都没有找到。',
  'missing-section.matters-and': '没有说明{names}；行政、参公单位还要有{perhaps}。',
  'missing-section.perhaps': '没有说明{perhaps}：行政、参公单位应有；请写“单位性质”。',
  'amount-count.zero': '{subject} {amount}，数量却是 {count}。',
  'amount-count.missing': '{subject} {amount}，但没有说明{counts}。',
  'list-sum.less':
    '年初预算合计 {printed}，逐项所列 {count} 项加起来是 {sum}，少 {difference}；如有未列的科目请说明，否则请核对。',
  'change-direction.equal': '写作“{word}”，但 {left} 与 {right} 相等，应为“持平”。',
  'change-direction.level': '写了“{change}”，又写“{level}”，两处必有一误。',
  'change-direction.both-words': '“{text}”：又说增减，又说持平，请留一个。',
  'list-sum.changes': '各部分的增减合起来是 {sum}{unit}，{subject}的增减却是 {change}{unit}。',
  'amount-count.detail': '{subject} {amount}，没有单列{part}（没有的也写 0）。',
  'amount-count.more': '{part} {count}，多于{whole} {all}，请核对口径。',
  'prose-figure.twice': '同一项前面写 {other}，这里写 {printed}；{rate} 与前面的数相合。',
} as const satisfies Record<string, string>;

export const saidEn: Record<keyof typeof saidZh, string> = {
  'double-punctuation.paragraph': 'This paragraph was printed before: “{text}…”.',
  'prose-unit.decimals': '{printed} has other decimals than {other} in the same paragraph.',
  'template-leftover.purpose': 'The purpose of “{item}” is said to be “{purpose}”, as if of another item.',
  'missing-section.matters': 'Nothing is told of {names}, in headings or sentences.',
  'missing-section.matters-and': 'Nothing is told of {names}; administrative units owe {perhaps} as well.',
  'missing-section.perhaps':
    'Nothing is told of {perhaps}, which administrative units owe; say what the unit is.',
  'amount-count.zero': '{subject} {amount}, but the count is {count}.',
  'amount-count.missing': '{subject} {amount}, but no {counts} is given.',
  'list-sum.less': 'The initial budget is {printed}; the {count} items listed make {sum}, {difference} less.',
  'change-direction.equal': '“{word}”, but {left} and {right} are equal.',
  'change-direction.level': '“{change}” and “{level}” cannot both be true.',
  'change-direction.both-words': '“{text}”: said to change and to be the same; leave one.',
  'list-sum.changes': 'The changes of the parts make {sum} {unit}; that of {subject} is {change} {unit}.',
  'amount-count.detail': '{subject} {amount}, but {part} is not told by itself (nothing is 0).',
  'amount-count.more': '{part} {count} is more than {whole} {all}; look what each counts.',
  'prose-figure.twice': 'Said to be {other} before and {printed} here; {rate} fits the former.',
};
