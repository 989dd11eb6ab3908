/** An edit must cost what it touches and say what a fresh analysis says. `FC_TIMES=50` edits for longer. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type AnalysisOptions, analyse } from '../../../server/src/rules/analysis.ts';
import { randomChange, randomFrom, Session } from '../../support/edits.ts';
import { picture } from '../../support/same.ts';
import { EXAMPLE, mainPart, REPORTS } from './texts.ts';

const sample = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../samples/${name}.disclosure`, import.meta.url)), 'utf8');

/** A report whose sentences are checked against last year's. */
const LAST = analyse(sample('示例部门/示例市林业局2022决算'));
const linked: AnalysisOptions = { links: { get: (path) => (path === '去年' ? LAST : 'missing') } };
const between = (text: string, from: string, to: string) =>
  text.slice(text.indexOf(`\n${from}`), text.indexOf(`\n${to}`, text.indexOf(`\n${from}`)));
const NOW = sample('示例部门/示例市林业局2023决算');
const WITH_LAST = [
  '单位：示例市林业局\n年度：2023\n类型：决算\n金额单位：万元\n上年：去年\n',
  between(NOW, '## 三、支出决算表', '## 四、'),
  between(NOW, '## 三、支出决算情况说明', '## 四、'),
].join('\n');

const TEXTS: Readonly<Record<string, string>> = {
  样例: EXAMPLE,
  列表: REPORTS[1] as string,
  并列: REPORTS[2] as string,
  制表符: REPORTS[3] as string,
  聊城: sample('聊城2022决算'),
  武汉: sample('武汉东西湖2022决算'),
  晋城: mainPart('晋城2022决算', '# 第三部分'),
  海港: sample('海港区2024预算'),
  曲阳: sample('曲阳县2022预算'),
  上年: WITH_LAST,
};

const TIMES = Number(process.env.FC_TIMES ?? 1);

test.each(Object.keys(TEXTS))('%s: edits one after the other', { timeout: 60_000 * TIMES }, (name) => {
  const text = TEXTS[name] as string;
  const many = text.length < 20_000;
  const edits = (many ? 150 : 16) * TIMES;
  const random = randomFrom(name.codePointAt(0) as number);
  const options = name === '上年' ? linked : {};
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

test('work in steps says the same, also where somebody asks in between', () => {
  const whole = picture(analyse(EXAMPLE));
  for (const askAt of [1, 3, 5, 8, 13, 21, 34, 55]) {
    const analysis = analyse(EXAMPLE);
    let steps = 0;
    while (!analysis.work(() => false)) {
      steps++;
      if (steps === askAt) void [analysis.report, analysis.prose, analysis.sentences][askAt % 3];
      if (steps === 2 * askAt) void analysis.graph;
      // What is known so far is told, and nothing that rests on more.
      if (analysis.hasReport && !analysis.isReady) expect(analysis.known.findings).toEqual([]);
    }
    expect(steps).toBeGreaterThan(1);
    expect(analysis.isReady).toBe(true);
    expect(picture(analysis)).toEqual(whole);
  }
});

test('an analysis that was taken over from still answers, from its own text', () => {
  const first = analyse(EXAMPLE);
  const found = picture(first);
  const changed = EXAMPLE.replace('1,027.00', '1,027.01');
  const second = analyse(changed, {}, first);
  expect(picture(second)).toEqual(picture(analyse(changed)));
  expect(picture(first)).toEqual(found);
});

test('reference data and language may change between two analyses', () => {
  const zh = analyse(EXAMPLE);
  void zh.findings;
  const en = analyse(EXAMPLE, { locale: 'en' }, zh);
  expect(en.findings).toEqual(analyse(EXAMPLE, { locale: 'en' }).findings);
  expect(en.coverage).toEqual(analyse(EXAMPLE, { locale: 'en' }).coverage);
});

test('the text with last year’s report holds what it is there for', () => {
  const ids = analyse(WITH_LAST, linked).graph.relations.map((r) => r.id);
  expect(ids.filter((id) => id === 'r.prose.change').length).toBeGreaterThan(1);
});
