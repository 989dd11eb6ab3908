/** Headings that name a 科目 (`（一）一般公共服务支出（类）`): they say of which item it is told, not of which table. */
import { foldName, stripNumber } from '../base/fold.ts';
import type { CodeCatalogue } from '../reference/codes.ts';
import type { ProseWords } from '../reference/prose.ts';

export function namesItem(heading: string, words: ProseWords, codes: CodeCatalogue): boolean {
  const text = stripNumber(foldName(heading));
  return words.levels.some((level) => text.includes(level)) || codes.classNamed(text) !== undefined;
}
