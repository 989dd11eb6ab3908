/** Texts for the fuzzer: small reports cut from what the project has, written by grammar, or no reports at all. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROW_DAMAGE } from '../support/texts.ts';
import type { Random } from './random.ts';

const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const namesIn = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(folder, name));

/** Whole reports. */
export const REPORTS: readonly string[] = [
  ...namesIn('samples', '.disclosure'),
  ...namesIn('test/golden/cases', '.disclosure'),
  'test/fixtures/example.disclosure',
].map(read);

/** The samples on the pages of rules and forms: small, whole, and each with something to find. */
export const SMALL: readonly string[] = [...namesIn('docs/rules', '.md'), ...namesIn('docs/forms', '.md')]
  .flatMap((path) => [...read(path).matchAll(/^```disclosure *\n([\s\S]*?)^```$/gm)].map((m) => m[1] ?? ''))
  .map((text) => text.replace(/[⟦⟧]/g, ''))
  .filter((text) => text.length < 4000);

/** A heading with what stands below it, up to the next. */
export const SECTIONS: readonly string[] = REPORTS.flatMap((text) =>
  text.split(/^(?=#{1,6} )/m).filter((part) => part.length > 20 && part.length < 2500),
);

export const FORMS: readonly string[] = namesIn('seeds/forms', '.yaml').map(read);

const LINES: readonly string[] = [...SMALL, ...SECTIONS]
  .flatMap((t) => t.split('\n'))
  .filter((l) => l !== '');

const SENTENCES: readonly string[] = namesIn('test/fixtures/prose', '.json').flatMap((path) =>
  [...read(path).matchAll(/"text"\s*:\s*"([^"\\]*)"/g)].map((m) => m[1] ?? ''),
);

const FRONT = '单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n\n';

/** Characters that have broken readers before. */
export const ODD: readonly string[] = [
  '\u0000',
  '\ufeff',
  '\ud800',
  '\udc00',
  '𠮷',
  '👨‍👩‍👧',
  'e\u0301',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u000b',
  '\u200b',
  '\u200f',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u00a0',
  '\u3000',
  '\\',
  '|',
  '\\|',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '`',
  '*',
  '**',
  '<b>',
  '<br>',
  '<script>',
  '〇',
  '９',
  '：',
  ':',
  '-',
  '—',
  '－',
  '%',
  '％',
  '#',
  '/',
  '=',
  'Σ',
  '(',
  '（',
  '“',
  '"',
  '.',
  '，',
  ',',
  '。',
  '；',
  '；；',
  '⻋',
  'é',
  '0',
  '-0.00',
  '99999999999999999999.99',
  '1e9',
  '__proto__',
  'constructor',
  'toString',
];

/** Pieces of the language. */
export const WORDS: readonly string[] = [
  '合计',
  '总计',
  '小计',
  '其中：',
  '栏次',
  '行次',
  '项目',
  '科目编码',
  '科目名称',
  '类',
  '款',
  '项',
  '序号',
  '金额',
  '决算数',
  '预算数',
  '本年收入合计',
  '本年支出合计',
  '基本支出',
  '项目支出',
  '财政拨款收入',
  '其他收入',
  '一般公共服务支出',
  '教育支出',
  '社会保障和就业支出',
  '年初结转和结余',
  '年末结转和结余',
  '因公出国（境）费',
  '公务接待费',
  '公务用车购置及运行维护费',
  '收入决算表',
  '支出决算表',
  '收入支出决算总表',
  '财政拨款“三公”经费支出决算表',
  '单位：',
  '单位：万元',
  '金额单位：元',
  '年度：2023',
  '类型：预算',
  '上年：去年.disclosure',
  '汇总：甲.disclosure、乙.disclosure',
  '公开01表',
  '表式：决算05',
  '勾稽：',
  '图：',
  '注：',
  '注：1行＝2行＋3行；5栏=（1+2）栏',
  '// 忽略 rollup：理由',
  '// 说明',
  '# ',
  '## ',
  '###### ',
  '| --- | ---: |',
  '|',
  '201',
  '20501',
  '2050803',
  '301',
  '30101',
  '1.00',
  '2,817.04',
  '-3.10',
  '0.00',
  '—',
  '100.00%',
  '万元',
  '亿元',
  '占',
  '比上年增加',
  '减少',
  '增长',
  '下降',
  '持平',
  '完成年初预算的',
  '主要用于',
  '2023年度',
  '上年',
  '其中',
  '分别为',
  '、',
  '，',
  '。',
  '\n',
  '\n\n',
  '\t',
];

/** One number as reports print it, or nearly. */
export function number(r: Random): string {
  const whole = String(r.below(10 ** r.between(1, 7)));
  const grouped = r.oneIn(3) ? whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',') : whole;
  const text = r.oneIn(5) ? grouped : `${grouped}.${String(r.below(100)).padStart(2, '0')}`;
  return r.oneIn(12) ? `-${text}` : r.oneIn(30) ? text.replace('1', 'l').replace('0', 'O') : text;
}

/** Characters of any kind, with lone halves of pairs. */
export function characters(r: Random, most: number): string {
  return r
    .times(0, most, () =>
      r.oneIn(3)
        ? r.pick(ODD)
        : r.oneIn(2)
          ? String.fromCharCode(r.below(0x10000))
          : String.fromCodePoint(r.oneIn(20) ? r.between(0x10000, 0x10ffff) : r.between(0x20, 0x7e)),
    )
    .join('');
}

/** Bytes read as text, as an editor reads a file that is none. */
function garbage(r: Random): string {
  return new TextDecoder('utf-8').decode(r.bytes(r.below(200)));
}

/** A table written by grammar: often whole, sometimes with sums that hold. */
function table(r: Random): string {
  const columns = r.between(1, 6);
  const header = r.times(columns, columns, () => r.pick(WORDS.slice(0, 29)).replace(/[\n\t]/g, ''));
  const rows: string[][] = [header];
  if (!r.oneIn(4)) rows.push(header.map(() => r.pick(['---', '---:', ':-:'])));
  if (r.oneIn(5)) rows.push(header.map((_, i) => (i === 0 ? '栏次' : String(i))));
  const codes = r.oneIn(2);
  for (let i = r.between(0, 8); i > 0; i--) {
    const label = codes ? r.pick(['201', '205', '20501', '2050803', '208', '合计']) : r.pick(WORDS);
    rows.push(header.map((_, c) => (c === 0 ? label : r.oneIn(4) ? '' : number(r))));
  }
  const tab = r.oneIn(4);
  const title = `${'#'.repeat(r.between(1, 6))} ${r.pick(WORDS.slice(24, 30))}\n`;
  const property = r.oneIn(2) ? '公开02表    金额单位：万元\n\n' : '\n';
  const body = rows.map((row) => (tab ? row.join('\t') : `| ${row.join(' | ')} |`)).join('\n');
  return `${title}${property}${body.replaceAll('\n|  |', '\n| |')}\n${r.oneIn(3) ? `${r.pick(LINES)}\n` : ''}`;
}

/** Lines and words of the language in any order. */
function jumble(r: Random): string {
  return r
    .times(0, 30, () =>
      r.oneIn(4)
        ? `${r.pick(LINES)}\n`
        : r.oneIn(3)
          ? number(r)
          : r.oneIn(8)
            ? characters(r, 3)
            : r.pick(WORDS),
    )
    .join('');
}

/** Consecutive lines of a sample. */
function cut(r: Random): string {
  const lines = r.pick(REPORTS).split('\n');
  const from = r.below(lines.length);
  return lines.slice(from, from + r.between(1, 25)).join('\n');
}

/** One change, of the kinds that people, editors and programs make. */
export function mutate(r: Random, text: string): string {
  const at = r.below(text.length + 1);
  const to = Math.min(text.length, at + r.between(0, r.oneIn(5) ? 200 : 8));
  switch (r.below(13)) {
    case 0:
      return text.slice(0, at) + r.pick(ODD) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return text.slice(0, at) + r.pick(WORDS) + text.slice(to);
    case 4:
      return text.slice(0, at) + number(r) + text.slice(at);
    case 5: {
      // One digit for another.
      const digits = [...text.matchAll(/\d/g)];
      const digit = digits[r.below(digits.length)];
      return digit
        ? text.slice(0, digit.index) + String(r.below(10)) + text.slice(digit.index + 1)
        : `${text}1`;
    }
    case 6:
      return text.replaceAll('\n', r.pick(['\r\n', '\r', '\n\r', '\r\n\r\n']));
    case 7: {
      const lines = text.split('\n');
      const [a, b] = [r.below(lines.length), r.below(lines.length)];
      [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
      return lines.join('\n');
    }
    case 8: {
      const lines = text.split('\n');
      const line = r.below(lines.length);
      const damage = ROW_DAMAGE[r.pick(Object.keys(ROW_DAMAGE))];
      lines[line] = damage?.(lines[line] as string, r.below(100), r.pick(ODD)) ?? '';
      return lines.join('\n');
    }
    case 9:
      return text.slice(0, at) + r.pick(LINES) + text.slice(at);
    case 10:
      return text.replace(/[\d.,，：（）]/g, (c) =>
        r.oneIn(6) ? String.fromCharCode((c.charCodeAt(0) % 0x60) + 0xff00) : c,
      );
    case 11:
      return (
        (r.oneIn(2) ? '\ufeff' : '') + text.slice(0, at) + r.pick(SECTIONS).slice(0, 600) + text.slice(at)
      );
    default:
      return text.slice(0, at) + r.pick(SENTENCES) + text.slice(at);
  }
}

/** A small text: most are reports that went a little wrong. */
export function anyText(r: Random): string {
  const kind = r.below(100);
  if (kind < 4) return characters(r, 60);
  if (kind < 6) return garbage(r);
  let text: string;
  if (kind < 14) text = jumble(r);
  else if (kind < 30) text = (r.oneIn(2) ? FRONT : '') + table(r);
  else if (kind < 45) text = cut(r);
  else if (kind < 60) text = FRONT + r.pick(SECTIONS);
  else if (kind < 70)
    text = `${FRONT}## 支出决算情况说明\n\n${r.times(1, 3, () => r.pick(SENTENCES)).join('')}\n`;
  else text = r.pick(SMALL);
  for (let i = r.oneIn(8) ? 0 : r.between(1, 4); i > 0; i--) text = mutate(r, text);
  return text;
}

/** A small report that went wrong in one place at most: what fixes are made for. */
export function nearlyRight(r: Random): string {
  let text = r.oneIn(3) ? FRONT + r.pick(SECTIONS) : r.pick(SMALL);
  for (let i = r.below(4); i > 0; i--) text = mutate(r, text);
  return text;
}

/** Texts that are big in one way. Each is a few hundred KB, some are 10 MB. */
export const LARGE: readonly { readonly name: string; readonly make: () => string }[] = [
  { name: '10 MB in one line', make: () => '甲'.repeat(5_000_000) + 'a1.,，'.repeat(1_000_000) },
  { name: '10 MB of digits', make: () => '9'.repeat(10_000_000) },
  { name: '10 MB of bars', make: () => '|'.repeat(10_000_000) },
  { name: '10 MB of line ends', make: () => '\r'.repeat(10_000_000) },
  {
    name: '100,000 columns',
    make: () => row(100_000, (c) => `甲${c}`) + row(100_000, () => '---') + row(100_000, () => '1.00'),
  },
  {
    name: '100,000 columns, tabs',
    make: () =>
      `${Array.from({ length: 100_000 }, (_, c) => `甲${c}`).join('\t')}\n${'1\t'.repeat(100_000)}\n`,
  },
  {
    name: '100,000 columns of one name',
    make: () =>
      `## 收入决算表\n${row(100_000, () => '本年收入合计')}${row(100_000, () => '---')}${row(100_000, () => '1.00')}`,
  },
  {
    name: '50,000 rows',
    make: () => `${row(3, () => '甲')}${row(3, () => '---')}${'| 205 | 教育支出 | 1.00 |\n'.repeat(50_000)}`,
  },
  {
    name: '50,000 rows of a form',
    make: () =>
      `${FRONT}## 收入决算表\n\n| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |\n| --- | --- | --- | --- |\n${'| 2050803 | 培训支出 | 1.00 | 1.00 |\n'.repeat(50_000)}`,
  },
  {
    name: '20,000 tables',
    make: () => '## 收入决算表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 1.00 |\n\n'.repeat(20_000),
  },
  {
    name: 'headings nested to nothing',
    make: () => Array.from({ length: 50_000 }, (_, i) => `${'#'.repeat((i % 6) + 1)} 第${i}部分\n`).join(''),
  },
  { name: 'a heading of 500,000 signs', make: () => '#'.repeat(500_000) },
  { name: 'header paths 50,000 deep', make: () => `| ${'甲/'.repeat(50_000)} |\n| --- |\n| 1.00 |\n` },
  { name: 'brackets 100,000 deep', make: () => `勾稽：甲 = ${'（'.repeat(100_000)}1${'）'.repeat(100_000)}` },
  {
    name: 'a formula of 50,000 terms',
    make: () =>
      `${FRONT}## 甲表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 1.00 |\n勾稽：合计 = ${'合计+'.repeat(50_000)}合计\n`,
  },
  {
    name: 'a note of 50,000 formulas',
    make: () =>
      `## 甲表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 1.00 |\n注：${'1行＝2行＋3行；'.repeat(50_000)}\n`,
  },
  {
    name: 'a note of 300,000 plus signs',
    make: () =>
      `## 甲表\n\n| 项目 | 金额 |\n| --- | --- |\n| 合计 | 1.00 |\n注：1行＝${'2行+'.repeat(100_000)}\n`,
  },
  {
    name: 'a sentence of 20,000 amounts',
    make: () => `${FRONT}## 支出决算情况说明\n\n${'教育支出1.00万元，占1.00%，'.repeat(20_000)}。\n`,
  },
  {
    name: '10,000 sentences',
    make: () =>
      `${FRONT}## 支出决算情况说明\n\n${'2023年度支出合计1,200.00万元，其中：基本支出800.00万元，占66.67%。\n'.repeat(10_000)}`,
  },
  {
    name: 'one paragraph of 10,000 sentences',
    make: () =>
      `${FRONT}## 支出决算情况说明\n\n${'教育支出1.00万元，比上年增加0.50万元，增长100.00%。'.repeat(10_000)}\n`,
  },
  {
    name: '50,000 properties',
    make: () => Array.from({ length: 50_000 }, (_, i) => `键${i}：值\n`).join(''),
  },
  { name: '50,000 known properties', make: () => '单位：某某局\n'.repeat(50_000) },
  { name: 'pairs in one line', make: () => `## 甲\n${'单位：某局  '.repeat(50_000)}\n` },
  { name: '50,000 waivers', make: () => '// 忽略 rollup：理由\n'.repeat(50_000) },
  { name: '50,000 notes', make: () => `| 甲 | 1 |\n| --- | --- |\n${'注：甲\n'.repeat(50_000)}` },
  {
    name: '50,000 paths',
    make: () => `汇总：${Array.from({ length: 50_000 }, (_, i) => `${i}.disclosure`).join('、')}\n`,
  },
  { name: '300,000 quotes', make: () => '“'.repeat(300_000) },
  { name: '300,000 brackets', make: () => '（'.repeat(300_000) },
  { name: '300,000 bidirectional marks', make: () => '\u202e'.repeat(300_000) },
  { name: '300,000 lone surrogates', make: () => '\ud800'.repeat(300_000) },
  { name: '300,000 NUL', make: () => '\u0000'.repeat(300_000) },
  { name: '300,000 byte order marks', make: () => '\ufeff\n'.repeat(150_000) },
  { name: '300,000 spaces in a sentence', make: () => `支出${' '.repeat(300_000)}1.00万元。` },
  { name: '300,000 spaces before a line end', make: () => `${' '.repeat(300_000)}x\n`.repeat(2) },
  { name: '300,000 wide blanks in a cell', make: () => `| 甲${'　'.repeat(300_000)}乙 |\n| --- |\n| 1 |\n` },
  { name: '300,000 dashes', make: () => `| ${'-'.repeat(300_000)} |\n| ${'-'.repeat(300_000)}x |\n` },
  { name: '300,000 backslashes', make: () => `| ${'\\'.repeat(300_000)} |\n` },
  {
    name: '100,000 emphasis marks',
    make: () => `| ${'**'.repeat(100_000)} |\n| --- |\n| ${'<b>'.repeat(100_000)} |\n`,
  },
  {
    name: '100,000 numbering marks',
    make: () => `${'一、'.repeat(100_000)}\n${'（一）'.repeat(100_000)}\n${'第'.repeat(100_000)}\n`,
  },
  { name: '100,000 list marks', make: () => `支出1.00万元，${'、'.repeat(100_000)}。` },
  { name: '100,000 tabs in a cell', make: () => `甲\t${'1\t'.repeat(3)}\n乙${'\t'.repeat(100_000)}1\n` },
];

function row(columns: number, cell: (column: number) => string): string {
  return `| ${Array.from({ length: columns }, (_, c) => cell(c)).join(' | ')} |\n`;
}
