/** The texts that are edited at random; each has a test file of its own, since files run side by side and tests do not. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AnalysisOptions } from '../../../../server/src/analysis/analysis.ts';
import { analyse } from '../../../../server/src/rules/analyse.ts';
import { randomChange, randomFrom, Session } from '../../../support/edits.ts';
import { everything } from '../../../support/everything.ts';
import { picture } from '../../../support/same.ts';
import { EXAMPLE, mainPart, REPORTS } from '../../../support/texts.ts';

const sample = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../samples/${name}.disclosure`, import.meta.url)), 'utf8');

/** Links of a report whose sentences are checked against last year's. */
export function linked(): AnalysisOptions {
  const last = analyse(sample('示例部门/示例市林业局2022决算'));
  return { links: { get: (path) => (path === '去年' ? last : 'missing') } };
}

const between = (text: string, from: string, to: string) =>
  text.slice(text.indexOf(`\n${from}`), text.indexOf(`\n${to}`, text.indexOf(`\n${from}`)));

/** A report with its sentences alone, and what they stand on. */
export function withLast(): string {
  const now = sample('示例部门/示例市林业局2023决算');
  return [
    '单位：示例市林业局\n年度：2023\n类型：决算\n金额单位：万元\n上年：去年\n',
    between(now, '## 三、支出决算表', '## 四、'),
    between(now, '## 三、支出决算情况说明', '## 四、'),
  ].join('\n');
}

const TEXTS: Readonly<Record<string, () => string>> = {
  样例: () => EXAMPLE,
  列表: () => REPORTS[1] as string,
  并列: () => REPORTS[2] as string,
  制表符: () => REPORTS[3] as string,
  聊城: () => sample('聊城2022决算'),
  武汉: () => sample('武汉东西湖2022决算'),
  晋城: () => mainPart('晋城2022决算', '# 第三部分'),
  海港: () => sample('海港区2024预算'),
  曲阳: () => sample('曲阳县2022预算'),
  上年: withLast,
};

/** `FC_TIMES=50` edits for longer. */
const TIMES = Number(process.env.FC_TIMES ?? 1);

/** How many edits a text gets: a long one costs more for each. */
function editsOf(text: string): number {
  const [short, long] = everything ? [150, 16] : [20, 2];
  return (text.length < 20_000 ? short : long) * TIMES;
}

/** An edit must cost what it touches and say what a fresh analysis says. */
export function editsSayTheSame(name: keyof typeof TEXTS): void {
  test(`${name}: edits one after the other`, { timeout: 300_000 * TIMES }, () => {
    const text = (TEXTS[name] as () => string)();
    const edits = editsOf(text);
    const random = randomFrom(name.codePointAt(0) as number);
    const options = name === '上年' ? linked() : {};
    let session = new Session(text, options);
    void session.analysis().findings;
    const done: string[] = [];
    for (let i = 0; i < edits; i++) {
      // What has been edited to pieces says little.
      if (i % 25 === 24) session = new Session(text, options);
      for (let more = random(3); more >= 0; more--) {
        const change = randomChange(session.text, random);
        done.push(JSON.stringify(change));
        session.change(change);
        // Not every version is asked for, and some for their outline alone.
        if (random(4) === 0) void session.analysis().tree;
        if (random(6) === 0) void session.analysis().report;
        if (random(6) === 0) void session.analysis().sentences;
        // Nor is every one worked out to its end.
        let steps = random(80);
        if (random(3) === 0) session.analysis().work(() => steps-- > 0);
        if (random(9) === 0) void session.analysis().graph;
      }
      const after = session.analysis();
      const fresh = analyse(session.text, options);
      expect(after.text).toBe(session.text);
      expect(picture(after), done.slice(-4).join('\n')).toEqual(picture(fresh));
    }
  });
}
