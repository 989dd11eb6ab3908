/** Edits such as people make, one after the other, on documents as the server holds them. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Analysis, AnalysisOptions } from '../../server/src/analysis/analysis.ts';
import { type Draft, Edits } from '../../server/src/lsp/edits.ts';
import { analyse } from '../../server/src/rules/analyse.ts';

/** Numbers that look random and are the same each time. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A change of a text: what stands between two offsets is replaced. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Random = (below: number) => number;

const LINES = [
  '',
  '## 二、收入决算表',
  '# 第三部分 情况说明',
  '// 忽略 rollup：与财政核对过',
  '// 忽略本表 total：口径不同',
  '勾稽：公开03.合计.本年支出合计 = 公开02.合计.本年收入合计',
  '注：本表反映部门本年度收支情况。',
  '单位：万元',
  '| 合计 |  | 1.00 | 1.00 |',
  '| --- | ---: |',
  '2050803\t培训支出\t150.00\t145.00',
  '本年支出合计 1,027.00 万元，占 33.43%。',
];

const PIECES = [
  '1',
  '9',
  '0',
  '.',
  ',',
  '-',
  '—',
  '|',
  ' ',
  '\t',
  '%',
  '万元',
  '合计',
  '：',
  '\n',
  '\r\n',
  '#',
  '〇',
  '𠮷',
  '　',
];

/** Places of amounts in tables and sentences. */
function amounts(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/\d[\d,]*\.\d+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
}

/** Places of lines, line ends left out. */
function lines(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const m of text.matchAll(/\r\n|\n|\r/g)) {
    found.push({ start, end: m.index });
    start = m.index + m[0].length;
  }
  found.push({ start, end: text.length });
  return found;
}

/** What somebody does next to a text. */
export function randomChange(text: string, random: Random): TextChange {
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const all = lines(text);
  const line = pick(all) as { start: number; end: number };
  const amount = pick(amounts(text));
  switch (random(amount ? 12 : 7)) {
    case 0:
      // A new line.
      return { start: line.end, end: line.end, text: `\n${pick(LINES)}` };
    case 1:
      // A line goes, with what ends it.
      return { start: line.start, end: Math.min(text.length, line.end + 1), text: '' };
    case 2: {
      // A line is said twice.
      return { start: line.start, end: line.start, text: `${text.slice(line.start, line.end)}\n` };
    }
    case 3: {
      const at = line.start + random(line.end - line.start + 1);
      return { start: at, end: at, text: pick(PIECES) as string };
    }
    case 4: {
      const at = line.start + random(line.end - line.start + 1);
      return { start: at, end: Math.min(text.length, at + 1 + random(4)), text: '' };
    }
    case 5: {
      // Some lines are moved, or pasted over.
      const other = pick(all) as { start: number; end: number };
      return { start: line.start, end: line.end, text: text.slice(other.start, other.end) };
    }
    case 6: {
      // A cell is emptied or filled.
      const cell = pick([...text.slice(line.start, line.end).matchAll(/\|([^|\n]*)(?=\|)/g)]);
      if (!cell) return { start: line.end, end: line.end, text: '。' };
      const start = line.start + cell.index + 1;
      const filled = ['', ' 12.34 ', ' — ', ' 0.00 ', ' 12 ', ' 1,234.56 '][random(6)] as string;
      return { start, end: start + (cell[1] as string).length, text: filled };
    }
    case 7: {
      // A digit more, or less.
      const { start, end } = amount as { start: number; end: number };
      return random(2) === 0
        ? { start, end: start, text: String(1 + random(9)) }
        : { start, end: Math.min(end, start + 1), text: '' };
    }
    default: {
      // Another digit, the most frequent slip.
      const { start, end } = amount as { start: number; end: number };
      let at = start + random(end - start);
      while (!/\d/.test(text[at] as string)) at--;
      return { start: at, end: at + 1, text: String(random(10)) };
    }
  }
}

/** A document that is edited and analysed as the server does it: each analysis takes over from the one before. */
export class Session {
  private readonly edits = new Edits();
  private document: Draft;
  private last: Analysis;

  constructor(
    text: string,
    private readonly options: AnalysisOptions = {},
  ) {
    this.document = this.edits.create('file:///a.disclosure', 'disclosure', 1, text);
    this.last = analyse(this.document.text, options, undefined, this.edits.take(this.document));
  }

  get text(): string {
    return this.document.text.toString();
  }

  /** Changes the text; nothing is analysed yet. */
  change({ start, end, text }: TextChange): void {
    const whole = TextDocument.create('', '', 0, this.text);
    this.apply({ range: { start: whole.positionAt(start), end: whole.positionAt(end) }, text });
  }

  /** The same, as the protocol says it. */
  apply(change: TextDocumentContentChangeEvent): void {
    this.document = this.edits.update(this.document, [change], this.document.version + 1);
  }

  /** The analysis of the text as it is now. */
  analysis(): Analysis {
    this.last = analyse(this.document.text, this.options, this.last, this.edits.take(this.document));
    return this.last;
  }
}
