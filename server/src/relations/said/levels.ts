/** Words of one sentence that cannot both be true: `减少为 0 万元，与上年持平`, `与上年增加持平`. */
import { foldName } from '../../base/fold.ts';
import { getOrMake } from '../../base/maps.ts';
import type { Report } from '../../model/report.ts';
import { placeOf } from '../../prose/text.ts';
import type { FlatStatement, ProseIssue, ProseSection, Statement } from '../../prose/types.ts';
import type { ProseWords } from '../../reference/prose.ts';
import { flatIndex, isAmount, written } from './places.ts';

/** Where a section says of one amount that it changed and that it did not. */
export function levels(section: ProseSection, report: Report, words: ProseWords): ProseIssue[] {
  return [...changedAndLevel(section, report, words), ...bothWords(section, words)];
}

function changedAndLevel(section: ProseSection, report: Report, words: ProseWords): ProseIssue[] {
  const to = [...(words.words.to?.up ?? []), ...(words.words.to?.down ?? [])].map(foldName);
  return section.statements.flatMap((flat, i) => {
    const value = section.statements[i - 1];
    if (flat.kind !== 'flat' || flat.roughly || !value || !isAmount(value) || !isOfLastYear(flat, report))
      return [];
    const { text } = flat.paragraph.flat;
    const at = flatIndex(value);
    const word = to.find((w) => text.slice(0, at).endsWith(w));
    // What it was changed from is said, and may be another than last year.
    if (!word || value.paragraph !== flat.paragraph || isComparedBefore(value, section)) return [];
    const behind = text.slice(at);
    const stop = behind.search(/[。;]/);
    const level = levelWord(behind.slice(0, stop < 0 ? undefined : stop), words);
    if (level === undefined) return [];
    return [
      {
        rule: 'change-direction',
        what: 'level',
        block: flat.block,
        span: flat.span,
        data: { change: `${word}${written(value.figure)}`, level },
      },
    ];
  });
}

/** Whether the sentence compared with something else before it told the amount. */
function isComparedBefore(value: Statement, section: ProseSection): boolean {
  const at = section.statements.indexOf(value);
  const before = section.statements[at - 1];
  return (
    before?.paragraph === value.paragraph && before.kind === 'compare' && before.against.with === 'measure'
  );
}

function isOfLastYear({ against }: FlatStatement, report: Report): boolean {
  if (!against) return false;
  if (against.year !== undefined)
    return report.front.year === undefined || against.year === report.front.year - 1;
  return against.with === 'last';
}

function levelWord(text: string, words: ProseWords): string | undefined {
  return (words.words.flat?.same ?? []).find((w) => text.includes(foldName(w)));
}

const wordPairs = new WeakMap<ProseWords, readonly string[]>();

/** `增加持平`: two words of which one was to be taken out. */
function bothWords(section: ProseSection, words: ProseWords): ProseIssue[] {
  const pairs = getOrMake(wordPairs, words, () => {
    const { up = [], down = [] } = words.words.direction ?? {};
    const long = [...up, ...down].filter((w) => w.length > 1);
    return long.flatMap((w) => words.levelOnly.map((level) => foldName(w + level)));
  });
  return section.paragraphs.flatMap(({ flat }) =>
    pairs.flatMap((pair) => {
      const at = flat.text.indexOf(pair);
      if (at < 0) return [];
      return [
        {
          rule: 'change-direction',
          what: 'both-words',
          ...placeOf(flat, { start: at, end: at + pair.length }),
          data: { text: pair },
          printed: pair,
        },
      ];
    }),
  );
}
